"""The kinds that stand by themselves, all but the case set, and what is looked at in every kind.

Apart from ``kinds`` because a case set needs the others for its sub-questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from trainer.domain.kernel.findings import Finding
from trainer.domain.kernel.marks import write as write_fraction
from trainer.domain.question_bank.kinds import (
    blank,
    cloze,
    drag,
    essay,
    hotspot,
    judge,
    matching,
    multiple,
    numeric,
    ordering,
    parameterised,
    practical,
    short_answer,
    single,
)
from trainer.domain.question_bank.kinds.parts import error, foreign, picture_problems, too_many
from trainer.domain.question_bank.question import Kind, Question


class KindModule(Protocol):
    """What the module of a kind offers."""

    # Attributes of ``Question`` that it uses besides those all kinds have.
    PARTS: frozenset[str]

    def problems(self, question: Question, /) -> list[Finding]:
        """Say what is wanting."""

    def key(self, question: Question, /) -> dict[str, Any]:
        """Give the wholly right response."""

    def wrong(self, question: Question, /) -> dict[str, Any]:
        """Give a response that earns nothing."""

    def texts(self, question: Question, /) -> tuple[str, ...]:
        """Give the texts besides stem and explanation."""


PLAIN: Mapping[Kind, KindModule] = {
    Kind.SINGLE: single,
    Kind.MULTIPLE: multiple,
    Kind.JUDGE: judge,
    Kind.BLANK: blank,
    Kind.NUMERIC: numeric,
    Kind.ORDERING: ordering,
    Kind.MATCHING: matching,
    Kind.HOTSPOT: hotspot,
    Kind.DRAG: drag,
    Kind.CLOZE: cloze,
    Kind.SHORT_ANSWER: short_answer,
    Kind.ESSAY: essay,
    Kind.PARAMETERISED: parameterised,
    Kind.PRACTICAL: practical,
}


def own_problems(question: Question, kind: KindModule) -> list[Finding]:
    """Say what is wanting in a question by its kind and by what holds for all kinds."""
    if found := too_many(question):
        return found
    found = foreign(question, kind.PARTS)
    if question.points < 0:
        found.append(error("points_negative", "points", points=write_fraction(question.points)))
    return found + kind.problems(question) + picture_problems(question)
