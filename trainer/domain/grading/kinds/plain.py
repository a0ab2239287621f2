"""Marking of the kinds that stand by themselves, all but the case set, which needs them for its sub-questions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Protocol

from trainer.domain.grading.kinds import (
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
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import Kind, Question


class Marker(Protocol):
    """What the module of a kind offers."""

    def is_answered(self, question: Question, response: Mapping[str, Any], /) -> bool:
        """Tell whether something was answered, right or wrong."""

    def fraction(self, question: Question, response: Mapping[str, Any], rules: PartMarks, /) -> Fraction | None:
        """Give what a response earns, 0..1, exact."""


PLAIN: Mapping[Kind, Marker] = {
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
