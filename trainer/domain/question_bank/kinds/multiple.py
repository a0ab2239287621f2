"""Multiple choice: one or more choices are right."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.kernel.marks import write as write_fraction
from trainer.domain.question_bank.answers import WHOLE, Choice
from trainer.domain.question_bank.kinds.parts import error, repeated, shares_out_of_range, too_few, unknown_marking
from trainer.domain.question_bank.question import Marking, Question

PARTS = frozenset({"choices", "marking"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two choices at least, none twice, some key, shares that add up to everything."""
    found = too_few(question.choices, "choices", 2)
    found += repeated([choice.text for choice in question.choices], "choices")
    if not any(choice.is_right for choice in question.choices):
        found.append(error("multiple_without_key", "choices"))
    elif question.marking is Marking.PER_CHOICE or any(choice.share is not None for choice in question.choices):
        reached = sum(right_shares(question), Fraction(0))
        if reached < WHOLE:
            found.append(error("shares_do_not_reach", "choices", reached=write_fraction(reached)))
    found += shares_out_of_range((choice.share for choice in question.choices), "choices")
    return found + unknown_marking(question, Marking.ALL_OR_NOTHING, Marking.HALF, Marking.PER_CHOICE)


def right_shares(question: Question) -> list[Fraction]:
    """Give what each right choice earns where choices are marked one by one: its own share, or an equal one."""
    right = [choice for choice in question.choices if choice.is_right]
    return [choice.share if choice.share is not None else Fraction(1, len(right)) for choice in right]


def key(question: Question) -> dict[str, Any]:
    """Give the right choices."""
    return {"choices": [n for n, choice in enumerate(question.choices) if choice.is_right]}


def wrong(question: Question) -> dict[str, Any]:
    """Give the first choice that is wrong and earns nothing."""
    found = next((n for n, choice in enumerate(question.choices) if _is_worthless(choice)), None)
    return {} if found is None else {"choices": [found]}


def _is_worthless(choice: Choice) -> bool:
    return not choice.is_right and (choice.share is None or choice.share <= 0)


def texts(question: Question) -> tuple[str, ...]:
    """Give the choices."""
    return tuple([choice.text for choice in question.choices])
