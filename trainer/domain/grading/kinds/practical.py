"""Practical task: its result comes from the task's room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Nothing is answered here."""
    return False


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> None:
    """Leave it to the task's room."""
