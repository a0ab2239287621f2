"""Formulas as drawings, for windows, and which sources cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.blocks import formulas
from trainer.domain.question_bank.fields import NOWHERE, Where
from trainer.domain.question_bank.kinds import texts
from trainer.domain.question_bank.question import Question


@dataclass(frozen=True, slots=True)
class FormulaImage:
    """A formula to be drawn among words.

    Attributes:
        svg: the drawing.
        width, ascent, depth: in em of the words around: to the right, above and below their base line.
    """

    svg: bytes
    width: float
    ascent: float
    depth: float


def formula_image(source: str, color: str = "#000000", *, is_display: bool = False) -> FormulaImage | None:
    """Draw a formula; None where it cannot be read: show its source then. The first one takes a fifth of a second.

    Args:
        source: LaTeX as ``blocks`` gives it.
        color: of the words around, ``#rrggbb``.
        is_display: on a line of its own.
    """
    from trainer.adapters.documents.formulas import formula_picture

    found = formula_picture(source, is_display=is_display)
    if found is None:
        return None
    return FormulaImage(found.svg_in(color), found.width, found.ascent, found.depth)


def unreadable_formulas(question: Question, where: Where = NOWHERE) -> list[Finding]:
    """Name the formulas of a question that will be shown as their sources."""
    found = []
    for source in dict.fromkeys(source for text in _texts(question) for source in formulas(text)):
        if formula_image(source) is None:
            found.append(
                where.finding("formula_unreadable", (), Severity.WARNING, question=question.code, formula=source[:80])
            )
    return found


def _texts(question: Question) -> Iterable[str]:
    yield question.stem
    yield from texts(question)
    yield question.explanation
    for choice in question.choices:
        yield choice.why
    for part in question.parts:
        yield part.explanation
