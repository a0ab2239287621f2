"""The machine's clocks, read in one place so that tests can push in their own."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """Give the settable wall clock, aware, UTC."""
        ...

    def boot_id(self) -> str:
        """Name this boot of the machine; empty where the platform has no name for it."""
        ...

    def boot_seconds(self) -> float:
        """Give seconds since boot, sleep included."""
        ...


class SystemClock:
    """The real clocks of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def boot_id(self) -> str:
        if sys.platform.startswith("linux"):
            try:
                return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
            except OSError:
                return ""
        # Elsewhere the wall time of the boot, to the minute. Setting the wall clock changes it, which reads as a reboot:
        # a sitting then falls back to its checkpoint and never gains time.
        return str(round((time.time() - time.monotonic()) / 60))

    def boot_seconds(self) -> float:
        # NOTE: on Linux Python's monotonic() stands still during sleep; on Windows (GetTickCount64) and macOS it does not
        # need replacing there: mach_continuous_time is what CLOCK_MONOTONIC reads.
        if sys.platform.startswith("linux"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.monotonic()


class FixedClock:
    """A clock that stands until it is told to move; for the tour, the benchmarks and the tests."""

    def __init__(self, wall: datetime, boot_id: str = "boot-1", boot_s: float = 1000.0) -> None:
        self._wall = wall
        self._boot_id = boot_id
        self._boot_s = boot_s

    def now(self) -> datetime:
        return self._wall

    def boot_id(self) -> str:
        return self._boot_id

    def boot_seconds(self) -> float:
        return self._boot_s

    def advance(self, seconds: float) -> None:
        """Let both clocks run on."""
        self._wall += timedelta(seconds=seconds)
        self._boot_s += seconds

    def set_wall(self, wall: datetime) -> None:
        """Set only the wall clock, as a person would."""
        self._wall = wall

    def reboot(self, boot_id: str) -> None:
        """Start a new boot; the boot clock begins anew."""
        self._boot_id = boot_id
        self._boot_s = 0.0
