"""Single choice: one index, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import index_or_none
from trainer.domain.grading.rules import MultipleRule
from trainer.domain.question_bank.question import NOTHING, WHOLE, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether a choice was made."""
    return index_or_none(response.get("choice"), len(question.choices)) is not None


def fraction(question: Question, response: Mapping[str, Any], rule: MultipleRule) -> Fraction:
    """Give everything for the right choice, nothing otherwise."""
    chosen = index_or_none(response.get("choice"), len(question.choices))
    return WHOLE if chosen is not None and question.choices[chosen].is_right else NOTHING
