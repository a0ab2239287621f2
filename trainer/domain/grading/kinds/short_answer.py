"""Short answer: the best accepted wording; None where there are none and a person marks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.cloze import best_wording
from trainer.domain.grading.kinds.reading import clipped, text_or_empty
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether anything was written."""
    return bool(text_or_empty(response.get("text")).strip())


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction | None:
    """Give the share of the best wording that fits."""
    if not question.choices:
        return None
    text = text_or_empty(response.get("text"))
    return clipped(best_wording(question.choices, text, question.strict, wildcards=question.wildcards))
