"""Multiple choice: one or more choices are right."""

from __future__ import annotations

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import error, repeated, too_few
from trainer.domain.question_bank.question import Question


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two choices at least, none twice, some key."""
    found = too_few(question.choices, "choices", 2)
    found += repeated([choice.text for choice in question.choices], "choices")
    if not any(choice.is_right for choice in question.choices):
        found.append(error("multiple_without_key", "choices"))
    return found
