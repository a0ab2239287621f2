"""Drag to place: each zone that something belongs into earns its share.

Tokens that look alike are the same. A token that is used oftener than it has copies counts as often as it has; zones into
which nothing belongs earn nothing, filled or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import index_or_none, list_or_empty
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.kinds.drag import look
from trainer.domain.question_bank.question import NOTHING, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether a token was placed."""
    return any(entry is not None for entry in list_or_empty(response.get("zones")))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give the share of zones that are rightly filled."""
    wanted = sum(bool(zone.takes) for zone in question.zones)
    if not wanted:
        return NOTHING
    used: Counter[int] = Counter()
    right = 0
    for zone, entry in zip(question.zones, list_or_empty(response.get("zones")), strict=False):
        token = index_or_none(entry, len(question.tokens))
        if token is None:
            continue
        used[token] += 1
        copies = question.tokens[token].copies
        takes = {look(question.tokens[place]) for place in zone.takes if 0 <= place < len(question.tokens)}
        right += look(question.tokens[token]) in takes and (not copies or used[token] <= copies)
    return Fraction(right, wanted)
