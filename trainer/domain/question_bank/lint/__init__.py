"""What a practised reader of question banks would mark: nothing here makes a question unusable.

Warnings are breaches of the house standard for questions; notices are hunches (two questions much alike, true and false
out of balance) that a person has to judge. ``one`` looks at a question by itself and is cheap enough for every question of
an import; ``together`` looks at many: keys that give themselves away across a course, questions said twice, enemies that do
not exist. Where the key stands among the choices is looked at only where papers do not mix them.

Source: the rules on the key's length, "all of the above", negative stems, plausible distractors and cues in the wording
follow the revised taxonomy of item-writing rules of Haladyna, Downing and Rodriguez (Applied Measurement in Education 15,
2002).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.lint.one import lint_one
from trainer.domain.question_bank.lint.together import Place, lint_together, nowhere
from trainer.domain.question_bank.question import Question

__all__ = ["Place", "lint", "lint_one", "lint_together", "nowhere"]


def lint(
    questions: Sequence[Question],
    place: Place = nowhere,
    *,
    today: date | None = None,
    known: Collection[str] | None = None,
) -> list[Finding]:
    """Look at questions one by one and together.

    Args:
        questions: one version of each.
        place: where a question stands, for the findings.
        today: for law bases that had to be looked at again; None asks nothing.
        known: codes of questions that exist besides these, for enemies; None asks nothing.
    """
    found: list[Finding] = []
    for question in questions:
        found += lint_one(question, place(question), today=today)
    return found + lint_together(questions, place, known=known)
