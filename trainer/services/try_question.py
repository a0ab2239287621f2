"""Try a question out: what the robot's answers would earn, for the author who is writing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from trainer.domain.grading.score import grade
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.parameterised import concrete, count_values, draw_values, is_parameterised
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.robot import blank_response, random_response, right_response, wrong_response

ALL_RIGHT, ALL_WRONG, BLANK, AT_RANDOM = "all_right", "all_wrong", "blank", "at_random"


class Trial(NamedTuple):
    """One answer of the robot.

    Attributes:
        name: ``all_right``, ``all_wrong``, ``blank`` or ``at_random``.
        response: as a candidate would give it.
        fraction: exact, 0..1; None where a person or a task's room marks it.
    """

    name: str
    response: Mapping[str, Any]
    fraction: Fraction | None


@dataclass(frozen=True, slots=True)
class ValueSets:
    """How many different questions a parameterised one can become; ``is_counted`` is False for an upper bound."""

    sets: int
    is_counted: bool


def try_question(question: Question, seed: str = "") -> list[Trial]:
    """Let the robot answer a question by the usual rules: all right, all wrong, not at all, at random.

    Args:
        question: also one that is being written; what cannot be tried yet is left out.
        seed: equal seeds give equal values and guesses; another one tries again.

    Returns:
        The trials in that order. Nothing for a parameterised question for which no values can be found yet.
    """
    shown = shown_question(question, seed)
    if shown is None:
        return []
    trials = [
        (ALL_RIGHT, right_response(shown)),
        (ALL_WRONG, wrong_response(shown)),
        (BLANK, blank_response(shown)),
        (AT_RANDOM, random_response(shown, Random(f"try:{seed}"))),
    ]
    return [Trial(name, response, grade(shown, response)) for name, response in trials]


def shown_question(question: Question, seed: str = "") -> Question | None:
    """Give the question as one candidate would get it: with values put in.

    Returns:
        None where no values can be found yet.
    """
    if not is_parameterised(question):
        return question
    try:
        return concrete(question, draw_values(question, f"try:{seed}"))
    except Refusal:
        return None


def value_sets(question: Question) -> ValueSets | None:
    """Count what a parameterised question can become; None for other kinds."""
    if question.kind is not Kind.PARAMETERISED:
        return None
    supply = count_values(question)
    return ValueSets(supply.sets, supply.is_counted)
