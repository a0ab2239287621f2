"""Single choice: exactly one choice is right; others may earn a part."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import (
    earns,
    error,
    no_whole_share,
    repeated,
    shares_out_of_range,
    too_few,
)
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"choices"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two choices at least, none twice, one key, and that earns everything."""
    found = too_few(question.choices, "choices", 2)
    found += repeated([choice.text for choice in question.choices], "choices")
    right = [choice for choice in question.choices if choice.is_right]
    if len(right) != 1:
        found.append(error("single_key_count", "choices", right=len(right)))
    else:
        found += no_whole_share(map(earns, right), "choices")
    return found + shares_out_of_range((choice.share for choice in question.choices), "choices")


def key(question: Question) -> dict[str, Any]:
    """Give the right choice."""
    return {"choice": next((n for n, choice in enumerate(question.choices) if choice.is_right), None)}


def wrong(question: Question) -> dict[str, Any]:
    """Give the first choice that earns nothing."""
    found = next((n for n, choice in enumerate(question.choices) if earns(choice) <= 0), None)
    return {} if found is None else {"choice": found}


def texts(question: Question) -> tuple[str, ...]:
    """Give the choices."""
    return tuple([choice.text for choice in question.choices])
