"""Ordering: the entries stand in the right order; the program mixes them."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import repeated, too_few, unknown_marking
from trainer.domain.question_bank.question import Marking, Question

PARTS = frozenset({"order", "marking"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two entries at least, none twice."""
    found = too_few(question.order, "order", 2) + repeated(question.order, "order")
    return found + unknown_marking(question, Marking.ALL_OR_NOTHING, Marking.ADJACENT_PAIRS, Marking.LONGEST_RUN)


def key(question: Question) -> dict[str, Any]:
    """Give the order as written."""
    return {"order": list(range(len(question.order)))}


def wrong(question: Question) -> dict[str, Any]:
    """Give the order backwards: no entry stands behind its right neighbour."""
    return {"order": list(range(len(question.order)))[::-1]}


def texts(question: Question) -> tuple[str, ...]:
    """Give the entries."""
    return question.order
