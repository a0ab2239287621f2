"""True or false."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import NOTHING, WHOLE, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether true or false was said."""
    return isinstance(response.get("answer"), bool)


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give everything for the right word, nothing otherwise."""
    return WHOLE if is_answered(question, response) and response["answer"] is question.answer else NOTHING
