"""Ordering: the entries stand in the right order; the program mixes them."""

from __future__ import annotations

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import repeated, too_few
from trainer.domain.question_bank.question import Question


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two entries at least, none twice."""
    return too_few(question.order, "order", 2) + repeated(question.order, "order")
