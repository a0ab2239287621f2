"""Write protection holds for ordinary people only; tests may run as root."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534


@contextmanager
def ordinary_folder() -> Iterator[Path]:
    """Give a folder that an ordinary person can reach and write (pytest's own folders are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="trainer-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        for path in (folder, *folder.rglob("*")):
            if path.is_dir():
                path.chmod(0o777)
        shutil.rmtree(folder)


@contextmanager
def as_ordinary_person() -> Iterator[None]:
    """Give up root for the block."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
