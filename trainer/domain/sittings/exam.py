"""An exam as an occasion, and whether somebody may sit it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import CHINA
from trainer.domain.papers.blueprint import Blueprint
from trainer.domain.sittings.rules import ExamRules


class ExamState(StrEnum):
    """Where an exam stands."""

    SEALED = "sealed"
    RUNNING = "running"
    COLLECTED = "collected"


@dataclass(frozen=True, slots=True)
class Exam:
    """Who sits what, when, and by which rules.

    Attributes:
        unit_id, unit_path: whose people may sit: this unit's and all below it.
        blueprint, rules: see there; both are fixed when the exam is made.
        opens_at, closes_at: the window; it always closes.
        seed: from which every person's paper follows.
    """

    id: str
    name: str
    unit_id: str
    unit_path: str
    blueprint: Blueprint
    rules: ExamRules
    opens_at: datetime
    closes_at: datetime
    state: ExamState
    seed: int
    made_at: datetime
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """An earlier sitting of the same exam by the same person.

    Attributes:
        number: 1 for the first.
        ended_at: when it was handed in; None while it is being sat.
        is_passed: by its current result.
    """

    number: int
    ended_at: datetime | None
    is_passed: bool


def check_window(opens_at: datetime, closes_at: datetime) -> None:
    """Refuse a window that never opens.

    Raises:
        Refusal: ``exam_window_bad``.
    """
    if opens_at >= closes_at:
        raise Refusal("exam_window_bad")


def obstacle(
    exam: Exam, now: datetime, unit_path: str, attempts: Sequence[Attempt], *, is_on_roster: bool = True
) -> Refusal | None:
    """Say why somebody may not start a sitting now; None when nothing is in the way.

    Somebody who is in the middle of a sitting may go on with it; that is not a start and not asked here.

    Args:
        exam: which.
        now: wall clock.
        unit_path: path of the person's own unit.
        attempts: earlier sittings of this exam, all of them.
        is_on_roster: the person still belongs to the unit.

    Returns:
        A refusal to raise or to show: ``exam_not_for_you``, ``exam_sealed``, ``exam_collected``, ``exam_opens_later``,
        ``exam_window_over``, ``exam_already_passed``, ``exam_attempts_used``, ``exam_retake_later``,
        ``exam_retake_too_late``.
    """
    rules = exam.rules
    if not is_on_roster or not unit_path.startswith(exam.unit_path):
        return Refusal("exam_not_for_you", exam=exam.name)
    if exam.state is ExamState.SEALED:
        return Refusal("exam_sealed", exam=exam.name)
    if exam.state is ExamState.COLLECTED:
        return Refusal("exam_collected", exam=exam.name)
    if now < exam.opens_at:
        return Refusal("exam_opens_later", exam=exam.name, at=local_text(exam.opens_at))
    if now >= exam.closes_at:
        return Refusal("exam_window_over", exam=exam.name, at=local_text(exam.closes_at))
    if any(attempt.is_passed for attempt in attempts):
        return Refusal("exam_already_passed", exam=exam.name)
    if len(attempts) >= rules.attempts:
        return Refusal("exam_attempts_used", exam=exam.name, attempts=rules.attempts)
    return _retake_obstacle(exam, now, [attempt.ended_at for attempt in attempts if attempt.ended_at is not None])


def _retake_obstacle(exam: Exam, now: datetime, ends: list[datetime]) -> Refusal | None:
    if not ends:
        return None
    rules = exam.rules
    earliest = max(ends) + timedelta(days=rules.retake_after_days)
    if now < earliest:
        return Refusal("exam_retake_later", exam=exam.name, at=local_text(earliest), days=rules.retake_after_days)
    latest = min(ends) + timedelta(days=rules.retake_within_days)
    if rules.retake_within_days and now > latest:
        return Refusal("exam_retake_too_late", exam=exam.name, at=local_text(latest), days=rules.retake_within_days)
    return None


def local_text(moment: datetime) -> str:
    """Write a moment for a sentence: ``2025-06-02 12:00`` in China."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
