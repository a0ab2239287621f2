"""Single choice: exactly one choice is right."""

from __future__ import annotations

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import error, repeated, too_few
from trainer.domain.question_bank.question import Question


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two choices at least, none twice, one key."""
    found = too_few(question.choices, "choices", 2)
    found += repeated([choice.text for choice in question.choices], "choices")
    right = sum(choice.is_right for choice in question.choices)
    if right != 1:
        found.append(error("single_key_count", "choices", right=right))
    return found
