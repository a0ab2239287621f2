"""Who may start a sitting, and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.builders.sittings import START
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.papers.blueprint import Blueprint, Row
from trainer.domain.sittings.exam import Attempt, Exam, ExamState, check_window, obstacle
from trainer.domain.sittings.rules import ExamRules

EXAM = Exam(
    "exam",
    "考试",
    "unit",
    "/a/b/",
    Blueprint((Row(1, Fraction(1)),)),
    ExamRules(attempts=2, retake_after_days=3, retake_within_days=30),
    START,
    START + timedelta(days=60),
    ExamState.RUNNING,
    7,
    START,
)
NOON = START + timedelta(hours=3)


def failed(number: int, ended_at: datetime | None = START) -> Attempt:
    return Attempt(number, ended_at, is_passed=False)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, ""),
        ({"unit_path": "/a/b/c/"}, ""),
        ({"unit_path": "/a/"}, "exam_not_for_you"),
        ({"is_on_roster": False}, "exam_not_for_you"),
        ({"exam": replace(EXAM, state=ExamState.SEALED)}, "exam_sealed"),
        ({"exam": replace(EXAM, state=ExamState.COLLECTED)}, "exam_collected"),
        ({"now": START - timedelta(seconds=1)}, "exam_opens_later"),
        ({"now": START}, ""),
        ({"now": START + timedelta(days=60)}, "exam_window_over"),
        ({"attempts": [Attempt(1, START, is_passed=True)]}, "exam_already_passed"),
        ({"attempts": [failed(1), failed(2)]}, "exam_attempts_used"),
        ({"attempts": [failed(1)]}, "exam_retake_later"),
        ({"attempts": [failed(1)], "now": START + timedelta(days=3)}, ""),
        ({"attempts": [failed(1)], "now": START + timedelta(days=30)}, ""),
        ({"attempts": [failed(1)], "now": START + timedelta(days=30, seconds=1)}, "exam_retake_too_late"),
        ({"attempts": [failed(1, None)]}, ""),
    ],
)
def test_the_first_obstacle_is_named(given: dict[str, Any], code: str) -> None:
    asked = {"exam": EXAM, "now": NOON, "unit_path": "/a/b/", "attempts": []} | given
    found = obstacle(**asked)
    assert (found.code if found else "") == code


def test_without_a_last_day_a_retake_may_wait() -> None:
    endless = replace(EXAM, rules=ExamRules(retake_within_days=0))
    assert obstacle(endless, START + timedelta(days=59), "/a/b/", [failed(1)]) is None


def test_moments_are_told_in_chinese_time() -> None:
    found = obstacle(EXAM, NOON, "/a/b/", [failed(1, START)])
    assert found is not None
    assert found.facts["at"] == "2025-06-05 09:00"


def test_a_window_that_never_opens_is_refused() -> None:
    check_window(START, NOON)
    with pytest.raises(Refusal, match="exam_window_bad"):
        check_window(NOON, NOON)
