"""A sitting's head and its parts, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from trainer.domain.kernel.time import ClockReading


class SittingState(StrEnum):
    """Where a sitting stands. Between hand-in and marking there is nothing to wait for, so both are one step."""

    IN_PROGRESS = "in_progress"
    GRADED = "graded"
    VOID = "void"


class HandInBy(StrEnum):
    """Who or what closed a sitting."""

    CANDIDATE = "candidate"
    BELL = "bell"
    WINDOW = "window"
    INVIGILATOR = "invigilator"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last moment at which a sitting's time was known.

    Attributes:
        used_s: seconds that count against the limit.
        credited_s: seconds lost to crashes and given back; they count against nothing but the exam's window.
        reading: what the machine's clocks said then.
        is_left: the program was closed in order; time then runs on without credit.
    """

    used_s: float
    credited_s: float
    reading: ClockReading
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """All that recording a response needs to know of a sitting; the paper is not read.

    Attributes:
        id, exam_id, cadre_id: whose sitting of what.
        state: see :class:`SittingState`.
        slot_count: slots on the paper; slots are numbered from 0.
        limit_s: time allowed, seconds, with what an invigilator has added.
        crash_credit_s: most time that crashes may give back, seconds in all.
        started_at, closes_at: start of the sitting; end of the exam's window as frozen then.
        last_seq, last_hash: end of the chain of responses; 0 and the chain's origin before the first one.
        current_slot: where the candidate stands.
        checkpoint: see :class:`Checkpoint`.
    """

    id: str
    exam_id: str
    cadre_id: str
    state: SittingState
    slot_count: int
    limit_s: int
    crash_credit_s: int
    started_at: datetime
    closes_at: datetime
    last_seq: int
    last_hash: str
    current_slot: int
    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class Entry:
    """One response as given; never changed afterwards.

    Attributes:
        seq: 1, 2, 3 ... within the sitting.
        slot: 0-based place on the paper.
        content: the response as described at ``Question``; ``{}`` takes an answer back.
        at: wall clock.
        used_s: seconds used of the limit, to the millisecond.
        hash: chains the entry to the one before.
    """

    seq: int
    slot: int
    content: dict[str, Any]
    at: datetime
    used_s: float
    hash: str


def last_responses(entries: tuple[Entry, ...]) -> dict[int, dict[str, Any]]:
    """Give the response that counts for each slot: the last one. Slots without any are missing."""
    return {entry.slot: entry.content for entry in sorted(entries, key=lambda entry: entry.seq)}
