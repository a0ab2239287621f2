"""Cloze: the gaps by their weights; what a wrong filling costs is taken from the others, never below nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import clipped, index_or_none, list_or_empty, text_or_empty
from trainer.domain.grading.levelling import is_like, is_same
from trainer.domain.grading.quantities import best_share, read_quantity
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.answers import NOTHING, Choice, Gap, GapKind
from trainer.domain.question_bank.kinds.parts import earns
from trainer.domain.question_bank.question import Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether any gap was filled."""
    return any(entry is not None and entry != "" for entry in list_or_empty(response.get("gaps")))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give the weighted mean of the gaps."""
    weight = sum(gap.weight for gap in question.gaps)
    if not weight:
        return NOTHING
    given = zip(question.gaps, list_or_empty(response.get("gaps")), strict=False)
    total = sum((gap.weight * _gap(gap, entry, question.wildcards) for gap, entry in given), NOTHING)
    return clipped(total / weight)


def _gap(gap: Gap, entry: Any, wildcards: bool) -> Fraction:
    if gap.kind is GapKind.CHOICE:
        chosen = index_or_none(entry, len(gap.choices))
        return NOTHING if chosen is None else earns(gap.choices[chosen])
    text = text_or_empty(entry)
    if gap.kind is GapKind.NUMBER:
        return best_share(gap.numbers, read_quantity(text))
    return best_wording(gap.choices, text, gap.strict, wildcards=wildcards)


def best_wording(choices: Iterable[Choice], text: str, strict: tuple[str, ...], *, wildcards: bool) -> Fraction:
    """Give the largest share among the accepted wordings that were met; nothing for no words."""
    fits = is_like if wildcards else is_same
    if not text.strip():
        return NOTHING
    return max((earns(choice) for choice in choices if fits(choice.text, text, strict)), default=NOTHING)
