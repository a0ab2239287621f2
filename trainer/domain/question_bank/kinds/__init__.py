"""One module per kind of question: its parts, what is wanting in one, its key, a wrong response, and its texts.

A new kind is a new module and a line in :data:`KINDS`; a test holds the two together. What is noted here makes a question
unusable or unclear; matters of taste and of house standard stand in ``question_bank.lint``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds import case_set
from trainer.domain.question_bank.kinds.plain import PLAIN, KindModule, own_problems
from trainer.domain.question_bank.question import Kind, Question

__all__ = ["KINDS", "KindModule", "key_response", "marks_itself", "needs_marker", "problems", "texts", "wrong_response"]

KINDS: Mapping[Kind, KindModule] = {**PLAIN, Kind.CASE_SET: case_set}


def problems(question: Question) -> list[Finding]:
    """Say what is wanting in a question.

    Returns:
        Findings without a file; the fact ``path`` (keys and indices) leads to the part concerned.
    """
    return own_problems(question, KINDS[question.kind])


def key_response(question: Question) -> dict[str, Any]:
    """Give the response that is wholly right: the key, so that it can be shown, marked and compared.

    Args:
        question: a parameterised one with its values put in (``parameterised.concrete``).

    Returns:
        ``{}`` where the key is not a response: a person or a task's room marks it.
    """
    return KINDS[question.kind].key(question)


def wrong_response(question: Question) -> dict[str, Any]:
    """Give a response that earns nothing; ``{}`` where there is none but no answer at all."""
    return KINDS[question.kind].wrong(question)


def texts(question: Question) -> tuple[str, ...]:
    """Give the texts of a question besides its stem and explanation, as they are written."""
    return KINDS[question.kind].texts(question)


def needs_marker(question: Question) -> bool:
    """Tell whether a person must read the response."""
    if question.kind is Kind.SHORT_ANSWER:
        return not question.choices
    return question.kind is Kind.ESSAY or any(needs_marker(part) for part in question.parts)


def marks_itself(question: Question) -> bool:
    """Tell whether the program alone can mark it: no person and no task's room is needed."""
    if question.kind is Kind.PRACTICAL or needs_marker(question):
        return False
    return all(marks_itself(part) for part in question.parts)
