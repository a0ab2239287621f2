"""Ordering: the whole sequence is right or the question earns nothing.

A step in the wrong place makes an office procedure wrong as a whole, so there are no part marks. Entries that read alike
may change places.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import index_or_none, list_or_empty
from trainer.domain.grading.rules import MultipleRule
from trainer.domain.question_bank.question import NOTHING, WHOLE, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether an order was given, whole or not."""
    return bool(list_or_empty(response.get("order")))


def fraction(question: Question, response: Mapping[str, Any], rule: MultipleRule) -> Fraction:
    """Give everything for the right sequence of all entries, nothing otherwise."""
    given = [index_or_none(entry, len(question.order)) for entry in list_or_empty(response.get("order"))]
    indices = [index for index in given if index is not None]
    if not question.order or sorted(indices) != list(range(len(question.order))) or len(given) != len(indices):
        return NOTHING
    arranged = tuple(question.order[index] for index in indices)
    return WHOLE if arranged == question.order else NOTHING
