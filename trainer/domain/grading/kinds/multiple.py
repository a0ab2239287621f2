"""Multiple choice: all, half or by share, according to the exam's rule; a wrong choice always takes everything."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import index_or_none, list_or_empty
from trainer.domain.grading.rules import MultipleRule
from trainer.domain.question_bank.question import NOTHING, WHOLE, Question

HALF = Fraction(1, 2)


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether at least one choice was made."""
    return bool(list_or_empty(response.get("choices")))


def fraction(question: Question, response: Mapping[str, Any], rule: MultipleRule) -> Fraction:
    """Mark the chosen set against the right set.

    A choice named twice counts once.
    """
    given = [index_or_none(entry, len(question.choices)) for entry in list_or_empty(response.get("choices"))]
    right = {index for index, choice in enumerate(question.choices) if choice.is_right}
    chosen = set(given)
    if not chosen or not chosen <= right:
        return NOTHING
    if chosen == right:
        return WHOLE
    if rule is MultipleRule.HALF:
        return HALF
    if rule is MultipleRule.PER_CHOICE:
        return Fraction(len(chosen), len(right))
    return NOTHING
