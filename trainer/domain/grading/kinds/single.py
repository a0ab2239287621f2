"""Single choice: one index; the right one earns everything, another one its own share, if it has one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import clipped, index_or_none
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.kinds.parts import earns
from trainer.domain.question_bank.question import NOTHING, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether a choice was made."""
    return index_or_none(response.get("choice"), len(question.choices)) is not None


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give what the choice is worth; a negative share costs nothing beyond the question."""
    chosen = index_or_none(response.get("choice"), len(question.choices))
    return NOTHING if chosen is None else clipped(earns(question.choices[chosen]))
