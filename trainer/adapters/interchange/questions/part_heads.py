"""Sub-questions of a case set: what they have from the set, and what they cannot have of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trainer.domain.question_bank.question import Question


def as_parts(parts: Iterable[Question], whole: Question) -> tuple[Question, ...]:
    """Give questions the form in which a set holds them: its head, and no place, names or tags of their own.

    Args:
        parts: questions as they were read.
        whole: the set.
    """
    return tuple(
        replace(
            part,
            id="",
            code="",
            version=whole.version,
            course=whole.course,
            knowledge_point=whole.knowledge_point,
            tier=whole.tier,
            difficulty=whole.difficulty,
            bloom=whole.bloom,
            teaches_lesson=whole.teaches_lesson,
            teaches_screen=whole.teaches_screen,
            departments=(),
            law=None,
            source="",
            name="",
            category="",
            tags=(),
            enemies=(),
        )
        for part in parts
    )
