"""True or false."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import error
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"answer"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: the answer."""
    return [error("judge_without_answer", "answer")] if question.answer is None else []


def key(question: Question) -> dict[str, Any]:
    """Give the right word."""
    return {"answer": question.answer}


def wrong(question: Question) -> dict[str, Any]:
    """Give the other word."""
    return {} if question.answer is None else {"answer": not question.answer}


def texts(question: Question) -> tuple[str, ...]:
    """Give nothing: the statement is the stem."""
    return ()
