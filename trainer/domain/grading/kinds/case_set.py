"""Case set: the mean of its sub-questions by their points; None while one of them waits for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from trainer.domain.grading.kinds.plain import PLAIN, Marker
from trainer.domain.grading.kinds.reading import clipped, list_or_empty, mapping_or_empty
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import NOTHING, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether any sub-question was answered."""
    return any(marker.is_answered(part, given) for part, given, marker in _parts(question, response))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction | None:
    """Give the mean of the sub-questions, weighted by their points."""
    points = sum((part.points for part in question.parts), NOTHING)
    total = NOTHING
    for part, given, marker in _parts(question, response):
        earned = marker.fraction(part, given, rules)
        if earned is None:
            return None
        total += earned * part.points
    return clipped(total / points) if points > 0 else NOTHING


def _parts(question: Question, response: Mapping[str, Any]) -> Iterator[tuple[Question, Mapping[str, Any], Marker]]:
    entries = list_or_empty(response.get("parts"))[: len(question.parts)]
    for part, entry in zip_longest(question.parts, entries):
        # A case within a case is a problem of its author's; it earns nothing.
        if part.kind in PLAIN:
            yield part, mapping_or_empty(entry), PLAIN[part.kind]
