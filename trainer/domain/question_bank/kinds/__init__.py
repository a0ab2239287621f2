"""One module per kind of question; each says what is wanting in a question of that kind.

A new kind is a new module with ``problems`` and a line in :data:`PROBLEMS`; a test holds the two together. What is noted
here makes a question unusable or unclear; matters of taste and of house standard stand in ``question_bank.lint``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds import blank, judge, matching, multiple, ordering, parts, single
from trainer.domain.question_bank.question import Kind, Question

PROBLEMS: Mapping[Kind, Callable[[Question], list[Finding]]] = {
    Kind.SINGLE: single.problems,
    Kind.MULTIPLE: multiple.problems,
    Kind.JUDGE: judge.problems,
    Kind.BLANK: blank.problems,
    Kind.ORDERING: ordering.problems,
    Kind.MATCHING: matching.problems,
}


def problems(question: Question) -> list[Finding]:
    """Say what is wanting in a question.

    Returns:
        Findings without a file; the fact ``path`` (keys and indices) leads to the part concerned.
    """
    return parts.foreign(question) + PROBLEMS[question.kind](question)
