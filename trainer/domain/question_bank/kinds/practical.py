"""A practical task: the question only refers to it; its result comes from the task's room."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import error
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"task"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: the task."""
    return [] if question.task.strip() else [error("task_missing", "task")]


def key(question: Question) -> dict[str, Any]:
    """Give nothing: the work is done elsewhere."""
    return {}


def wrong(question: Question) -> dict[str, Any]:
    """Give nothing: the work is done elsewhere."""
    return {}


def texts(question: Question) -> tuple[str, ...]:
    """Give nothing: the task has its own texts."""
    return ()
