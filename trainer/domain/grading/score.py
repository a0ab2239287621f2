"""Mark one response: find the module of the question's kind and ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds import blank, judge, matching, multiple, ordering, single
from trainer.domain.grading.rules import MultipleRule
from trainer.domain.question_bank.question import Kind, Question

Response = Mapping[str, Any]

_FRACTIONS: dict[Kind, Callable[[Question, Response, MultipleRule], Fraction]] = {
    Kind.SINGLE: single.fraction,
    Kind.MULTIPLE: multiple.fraction,
    Kind.JUDGE: judge.fraction,
    Kind.BLANK: blank.fraction,
    Kind.ORDERING: ordering.fraction,
    Kind.MATCHING: matching.fraction,
}
_ANSWERED: dict[Kind, Callable[[Question, Response], bool]] = {
    Kind.SINGLE: single.is_answered,
    Kind.MULTIPLE: multiple.is_answered,
    Kind.JUDGE: judge.is_answered,
    Kind.BLANK: blank.is_answered,
    Kind.ORDERING: ordering.is_answered,
    Kind.MATCHING: matching.is_answered,
}


def grade(question: Question, response: Response, rule: MultipleRule = MultipleRule.HALF) -> Fraction:
    """Give the exact fraction, 0..1, that a response earns.

    Args:
        question: the version that was asked.
        response: as described at :class:`Question`; ``{}`` and whatever does not fit earn 0.
        rule: how multiple choice is marked.
    """
    return _FRACTIONS[question.kind](question, response, rule)


def is_answered(question: Question, response: Response) -> bool:
    """Tell whether something was answered, right or wrong."""
    return _ANSWERED[question.kind](question, response)
