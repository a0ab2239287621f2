"""Matching: each left entry earns its share. Right-hand entries that read alike are the same entry."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import index_or_none, list_or_empty
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import NOTHING, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether at least one pair was made."""
    return any(entry is not None for entry in list_or_empty(response.get("pairs")))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give the share of pairs that are right."""
    if not question.pairs:
        return NOTHING
    rights = question.rights
    right = 0
    for pair, entry in zip(question.pairs, list_or_empty(response.get("pairs")), strict=False):
        index = index_or_none(entry, len(rights))
        right += index is not None and rights[index] == pair.right
    return Fraction(right, len(question.pairs))
