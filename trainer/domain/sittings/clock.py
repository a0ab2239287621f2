"""The time of a sitting: nobody gains by touching a clock, nobody loses by a crash.

Rules, in this order:

1. Within one boot of the machine the boot clock counts, sleep included. The settable wall clock has no say; that it was
   set is noted.
2. After a reboot the wall clock counts, if it is not before the last checkpoint. If it is, the sitting goes on at the
   checkpoint and that is noted.
3. A program that was closed in order, and a machine that slept, let time run on. Time between the last checkpoint and the
   return after a crash is given back, up to a limit in all.
4. The end of the exam's window always closes a sitting. It is reckoned on the sitting's own time (start + time used +
   time given back), so that setting the wall clock back cannot keep it open; after a reboot the wall clock closes it too.

Source: the project's design, section 3 (time is pushed in).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from trainer.domain.kernel.time import ClockReading
from trainer.domain.sittings.sitting import Checkpoint, HandInBy, Head

# Time services slew and step clocks by a few seconds; only more than this was somebody's doing and worth a note.
WALL_TOLERANCE_S = 30.0


class Note(StrEnum):
    """What is worth recording about a sitting's time."""

    CLOCK_SET_BACK = "clock_set_back"
    CLOCK_SET_FORWARD = "clock_set_forward"
    MACHINE_RESTARTED = "machine_restarted"
    CLOCK_BEFORE_CHECKPOINT = "clock_before_checkpoint"
    TIME_CREDITED = "time_credited"


@dataclass(frozen=True, slots=True)
class Happening:
    """One note with its facts, seconds rounded to whole ones."""

    note: Note
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Where a sitting's time stands now.

    Attributes:
        checkpoint: to be kept in place of the last one.
        happenings: to be recorded; usually none.
        remaining_s: seconds left, never negative; 0 means closed.
        closed_by: the bell or the window, whichever came first; None while time is left.
        due_at: when the bell or the window, whichever is first, rings by the sitting's own time.
    """

    checkpoint: Checkpoint
    happenings: tuple[Happening, ...]
    remaining_s: float
    closed_by: HandInBy | None
    due_at: datetime


def first_checkpoint(reading: ClockReading) -> Checkpoint:
    """Start a sitting's time."""
    return Checkpoint(0.0, 0.0, reading)


def reckon(head: Head, reading: ClockReading, *, is_return: bool = False) -> Reckoning:
    """Tell how much time is left.

    Args:
        head: with the last checkpoint and the limits.
        reading: the machine's clocks now.
        is_return: somebody comes back to the sitting in a newly started program (or the program looks after sittings
            that nobody came back to); what was lost to a crash is then given back.
    """
    last = head.checkpoint
    elapsed_s, is_rebooted, happenings = _elapsed(last.reading, reading)
    credit_s = 0.0
    if is_return and not last.is_left:
        credit_s = min(elapsed_s, max(0.0, head.crash_credit_s - last.credited_s))
        if credit_s >= 1:
            happenings = (*happenings, Happening(Note.TIME_CREDITED, {"seconds": round(credit_s)}))
    checkpoint = Checkpoint(last.used_s + elapsed_s - credit_s, last.credited_s + credit_s, reading)
    passed_s = checkpoint.used_s + checkpoint.credited_s
    bell_s = head.limit_s - checkpoint.used_s
    window_s = (head.closes_at - head.started_at).total_seconds() - passed_s
    if is_rebooted and reading.wall >= last.reading.wall:
        window_s = min(window_s, (head.closes_at - reading.wall).total_seconds())
    closed_by = None
    if min(bell_s, window_s) <= 0:
        closed_by = HandInBy.BELL if bell_s <= window_s else HandInBy.WINDOW
    due_at = min(head.started_at + timedelta(seconds=head.limit_s + checkpoint.credited_s), head.closes_at)
    return Reckoning(checkpoint, happenings, max(0.0, min(bell_s, window_s)), closed_by, due_at)


def _elapsed(last: ClockReading, now: ClockReading) -> tuple[float, bool, tuple[Happening, ...]]:
    """Give the seconds since the last reading, whether the machine was started anew, and what is worth noting."""
    wall_s = (now.wall - last.wall).total_seconds()
    boot_s = now.boot_s - last.boot_s
    shift_s = wall_s - boot_s
    if boot_s >= 0 and now.boot_id and now.boot_id == last.boot_id:
        if abs(shift_s) <= WALL_TOLERANCE_S:
            return boot_s, False, ()
        note = Note.CLOCK_SET_FORWARD if shift_s > 0 else Note.CLOCK_SET_BACK
        return boot_s, False, (Happening(note, {"seconds": round(abs(shift_s))}),)
    if wall_s < 0:
        return 0.0, True, (Happening(Note.CLOCK_BEFORE_CHECKPOINT, {"seconds": round(-wall_s)}),)
    # Some platforms have no name for a boot, or one that flickers; where both clocks agree nothing was restarted.
    if boot_s >= 0 and abs(shift_s) <= WALL_TOLERANCE_S:
        return wall_s, True, ()
    return wall_s, True, (Happening(Note.MACHINE_RESTARTED, {"seconds": round(wall_s)}),)
