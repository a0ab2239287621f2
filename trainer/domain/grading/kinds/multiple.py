"""Multiple choice: all, half or by share, by the question's own rule or else the paper's.

Where choices are marked one by one and have shares of their own, what was chosen is added up; a wrong choice without a
share takes everything, as it does under the other rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import clipped, index_or_none, list_or_empty
from trainer.domain.grading.rules import MultipleRule, PartMarks
from trainer.domain.question_bank.question import NOTHING, WHOLE, Marking, Question

HALF = Fraction(1, 2)
_OWN_RULE = {
    Marking.ALL_OR_NOTHING: MultipleRule.ALL_OR_NOTHING,
    Marking.HALF: MultipleRule.HALF,
    Marking.PER_CHOICE: MultipleRule.PER_CHOICE,
}


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether at least one choice was made."""
    return bool(list_or_empty(response.get("choices")))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Mark the chosen set against the right set.

    A choice named twice counts once.
    """
    rule = rules.multiple if question.marking is None else _OWN_RULE.get(question.marking, rules.multiple)
    given = [index_or_none(entry, len(question.choices)) for entry in list_or_empty(response.get("choices"))]
    right = {index for index, choice in enumerate(question.choices) if choice.is_right}
    chosen = set(given)
    if rule is MultipleRule.PER_CHOICE and any(choice.share is not None for choice in question.choices):
        return _by_shares(question, chosen, len(right))
    if not chosen or not chosen <= right:
        return NOTHING
    if chosen == right:
        return WHOLE
    if rule is MultipleRule.HALF:
        return HALF
    if rule is MultipleRule.PER_CHOICE:
        return Fraction(len(chosen), len(right))
    return NOTHING


def _by_shares(question: Question, chosen: set[int | None], right: int) -> Fraction:
    total = NOTHING
    for index in chosen:
        choice = None if index is None else question.choices[index]
        if choice is None or (choice.share is None and not choice.is_right):
            return NOTHING
        total += Fraction(1, right) if choice.share is None else choice.share
    return clipped(total)
