"""The program's own log file: what went wrong, for whoever looks after the machine. Holds codes and ids, no names."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FILE = "trainer.log"
_LARGEST = 1_000_000
_KEPT = 4

log = logging.getLogger("trainer")


def start_logging(folder: Path) -> Path | None:
    """Write warnings and worse to a file in a folder.

    Returns:
        The file; None where the folder cannot be written: a program must run without its log.
    """
    for handler in [one for one in log.handlers if isinstance(one, RotatingFileHandler)]:
        log.removeHandler(handler)
        handler.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / _FILE, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return folder / _FILE
