"""A lock on a file that ends with the process, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class HomeLock:
    """Held by one process at a time; the system lets go of it when the process dies.

    Args:
        path: the lock file; it stays behind, only the lock on it counts.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            BlockingIOError: another process, or another lock of this one, holds it.
            OSError: the file cannot be made.
        """
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            # NOTE: msvcrt says EACCES or EDEADLOCK, fcntl on some network file systems EACCES: all mean "held".
            raise BlockingIOError(error.errno, "held by another process", str(self._path)) from error
        self._handle = handle

    def release(self) -> None:
        """Let go; harmless when not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
