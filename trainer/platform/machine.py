"""Facts about this machine, for the doctor and the log."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """What the program runs on.

    Attributes:
        system: name and release.
        architecture: ``x86_64``, ``aarch64`` ...
        python: version.
        cores: usable by this process.
        memory_mb: None where the system does not tell.
        has_display: a window can be opened.
    """

    system: str
    architecture: str
    python: str
    cores: int
    memory_mb: int | None
    has_display: bool


def this_machine() -> Machine:
    """Look at the machine."""
    import platform  # it compiles many patterns, and the window asks only for has_display

    return Machine(
        f"{platform.system()} {platform.release()}",
        platform.machine(),
        platform.python_version(),
        _cores(),
        _memory_mb(),
        has_display(),
    )


def has_display() -> bool:
    """Tell whether a window can be opened, really or off-screen."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def free_mb(folder: Path) -> int:
    """Give the room left on the disk of a folder, or of the nearest folder above it that exists.

    Raises:
        OSError: no such disk.
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free // 1_000_000


def _cores() -> int:
    if sys.platform.startswith("linux"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory_mb() -> int | None:
    if sys.platform == "win32":
        return None  # LIMIT: not asked on Windows
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    except (ValueError, OSError):
        return None
