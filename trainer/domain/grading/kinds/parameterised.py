"""Parameterised: marked as the numeric or single choice question that it becomes once its values are put in.

Without the values that were frozen on the paper nothing can be said, whatever the response claims: None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.domain.grading.kinds import numeric, single
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether a number was written or a choice was made."""
    return single.is_answered(question, response) if question.choices else numeric.is_answered(question, response)


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> None:
    """Leave it to the concrete question."""
