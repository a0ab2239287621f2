"""True or false."""

from __future__ import annotations

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import error
from trainer.domain.question_bank.question import Question


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: the answer."""
    return [error("judge_without_answer", "answer")] if question.answer is None else []
