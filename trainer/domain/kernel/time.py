"""Time values. Time is pushed in: nothing in the domain reads a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

# China has kept one offset without summer time since 1992, so a fixed offset needs no time-zone data on the machine.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the machine's clocks said at one moment.

    Attributes:
        wall: the settable clock, aware, UTC.
        boot_id: changes with every boot of the machine; empty where the platform has none.
        boot_s: seconds since that boot, sleep included (CLOCK_BOOTTIME or the platform's equal).
    """

    wall: datetime
    boot_id: str
    boot_s: float


def local_date(moment: datetime) -> date:
    """Give the calendar day in China of an aware moment."""
    return moment.astimezone(CHINA).date()
