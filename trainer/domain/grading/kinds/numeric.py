"""A number: the best accepted one that is near enough."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import clipped, text_or_empty
from trainer.domain.grading.quantities import best_share, read_quantity
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether anything was written."""
    return bool(text_or_empty(response.get("number")).strip())


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give the share of the accepted number that was met."""
    text = text_or_empty(response.get("number"))
    value = read_quantity(text, question.units, unit_needed=question.unit_needed)
    return clipped(best_share(question.numbers, value))
