"""Mark one response: find the module of the question's kind and ask it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds import MARKING
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import Question

Response = Mapping[str, Any]
USUAL = PartMarks()


def grade(question: Question, response: Response, rules: PartMarks = USUAL) -> Fraction | None:
    """Give the exact fraction, 0..1, that a response earns.

    Args:
        question: the version that was asked; a parameterised one with its values put in.
        response: as described at :class:`Question`; ``{}`` and whatever does not fit earn 0.
        rules: the paper's rules for part marks; the question's own come first.

    Returns:
        None where the program cannot tell: a person or another room marks it.
    """
    return MARKING[question.kind].fraction(question, response, rules)


def is_answered(question: Question, response: Response) -> bool:
    """Tell whether something was answered, right or wrong."""
    return MARKING[question.kind].is_answered(question, response)
