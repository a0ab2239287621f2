"""Write a finished file where somebody asked for it: whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from trainer.domain.kernel.outcomes import Fault


def write_file(target: Path, content: bytes, *, is_private: bool = False) -> Path:
    """Write a file beside its place and move it there, so that a full disk never leaves half of one.

    Args:
        is_private: readable by its owner only (where the system knows owners).

    Raises:
        Fault: ``disk_full``; ``file_not_written`` (no such folder, no permission, open elsewhere).
    """
    part: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not is_private:
            # mkstemp makes files for their owner only; what is written for others to read gets the usual rights.
            Path(part).chmod(0o644)
        Path(part).replace(target)
    except OSError as error:
        if part is not None:
            Path(part).unlink(missing_ok=True)
        code = "disk_full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "file_not_written"
        raise Fault(code, target, error, detail=error.strerror or str(error)) from error
    return target
