"""Matching: pairs, and surplus entries on the right that belong to none."""

from __future__ import annotations

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import repeated, too_few
from trainer.domain.question_bank.question import Question


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two pairs at least, nothing twice on either side."""
    found = too_few(question.pairs, "pairs", 2)
    found += repeated([pair.left for pair in question.pairs], "pairs")
    rights = repeated(question.rights, "pairs")
    return found + rights
