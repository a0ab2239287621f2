"""Fill-in: each gap earns its share, by spelling or, where a tolerance is given, by number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import list_or_empty, text_or_empty
from trainer.domain.grading.levelling import is_same
from trainer.domain.grading.quantities import read_quantity
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.answers import Blank
from trainer.domain.question_bank.numerals import read_number
from trainer.domain.question_bank.question import NOTHING, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether anything was written into any gap."""
    return any(text_or_empty(entry).strip() for entry in list_or_empty(response.get("blanks")))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give the share of gaps filled with an accepted variant."""
    if not question.blanks:
        return NOTHING
    given = zip(question.blanks, list_or_empty(response.get("blanks")), strict=False)
    right = sum(isinstance(entry, str) and _is_right(blank, entry, question.strict) for blank, entry in given)
    return Fraction(right, len(question.blanks))


def _is_right(blank: Blank, entry: str, strict: Collection[str]) -> bool:
    if blank.tolerance is None:
        return any(is_same(accepted, entry, strict) for accepted in blank.accept)
    value = read_quantity(entry, blank.units)
    wanted = (read_number(accepted) for accepted in blank.accept)
    return value is not None and any(one is not None and abs(one - value) <= blank.tolerance for one in wanted)
