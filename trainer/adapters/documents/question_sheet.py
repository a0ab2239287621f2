"""Questions on A4: a list of them in order or by kind, for candidates, or with keys and explanations for authors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any, Final

from trainer.adapters.documents.drawing import A4, MM, document
from trainer.adapters.documents.flow import Column, Row, foot, pages_of, paint_rows, space
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.printed_form import Form
from trainer.adapters.documents.question_kinds import PRINTED, Printed
from trainer.adapters.documents.question_texts import Media, Setter
from trainer.adapters.documents.rows import kept, line_rows, marked
from trainer.adapters.documents.typeset import Stretch, set_lines
from trainer.domain.question_bank.mixing import groups_of, split_order
from trainer.domain.question_bank.question import Kind, Question
from trainer.wording import current_language, t, tn
from trainer.wording.question_terms import KINDS, difficulty_name, kind_name, tier_names

_COLUMN: Final = Column(22 * MM, A4[1] - 20 * MM, A4[0] - 44 * MM, 22 * MM)
# 五号 is 10.5 points.
USUAL_PT: Final = 10.5
LARGE_PT: Final = 15.0
_QUESTION_GAP: Final = 0.9
# A question higher than this share of a page may be parted between pages.
_KEPT: Final = 0.6
_NUMERALS: Final = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question with the order in which its entries are printed.

    Attributes:
        order: written indices in the order shown, one group after the other (``question_bank.mixing``); empty for the
            written order.
        marks: as printed behind the number; empty for none.
    """

    question: Question
    order: tuple[int, ...] = ()
    marks: str = ""


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What is printed, and how.

    Attributes:
        title: above the first question; empty for none.
        with_key, with_explanations: printed below each question.
        with_facts: code, tier and difficulty, for authors.
        by_kind: grouped under headings, in the order of the kinds.
        size_pt: of the type.
    """

    title: str = ""
    with_key: bool = False
    with_explanations: bool = False
    with_facts: bool = False
    by_kind: bool = False
    size_pt: float = USUAL_PT


def draw_questions(
    questions: Sequence[SheetQuestion], options: SheetOptions, media: Media
) -> tuple[bytes, tuple[str, ...]]:
    """Draw questions.

    Returns:
        The PDF, and the characters that no shipped font can draw; they are printed as their numbers.
    """
    missing: set[str] = set()
    rows = _title(options, media, missing)
    room, size = _COLUMN.width_pt, options.size_pt
    number = 0
    for heading, group in _groups(questions, options):
        if heading:
            words = Setter(media, (), missing).words(heading, size * 1.15, Face.SERIF_BOLD)
            rows += [space(size * 0.6), *_stay(line_rows(set_lines([words], room), size * 1.15)), space(size * 0.2)]
        for one in group:
            number += 1
            rows += [*_question(one, str(number), options, media, missing, room), space(size * _QUESTION_GAP)]
    pages = pages_of(rows, _COLUMN.height_pt)
    with document(A4, title=options.title, author="", subject="") as made:
        for page, on_it in enumerate(pages, 1):
            paint_rows(made.canvas, on_it, _COLUMN.left_pt, _COLUMN.top_pt)
            foot(made.canvas, _COLUMN, options.title, f"— {page} / {len(pages)} —")
            made.canvas.showPage()
    return made.content, tuple(sorted(missing))


def _groups(questions: Sequence[SheetQuestion], options: SheetOptions) -> list[tuple[str, list[SheetQuestion]]]:
    if not options.by_kind:
        return [("", list(questions))]
    places = {kind: place for place, kind in enumerate(KINDS)}
    ordered = sorted(questions, key=lambda one: places[one.question.kind])
    found: list[tuple[str, list[SheetQuestion]]] = []
    for kind, group in groupby(ordered, key=lambda one: one.question.kind):
        members = list(group)
        count = tn("{n} question", "{n} questions", len(members))
        found.append(
            (t("{n}. {kind} ({count})", n=_numeral(len(found) + 1), kind=kind_name(kind), count=count), members)
        )
    return found


def _title(options: SheetOptions, media: Media, missing: set[str]) -> list[Row]:
    if not options.title:
        return []
    size = options.size_pt * 1.7
    words = Setter(media, (), missing).words(options.title, size, Face.SERIF_BOLD)
    rows = []
    for line in set_lines([words], _COLUMN.width_pt):
        left = (_COLUMN.width_pt - line.width_pt) / 2
        rows += line_rows([line], size, left, 1.4)
    return [*_stay(rows), space(options.size_pt)]


def _question(
    one: SheetQuestion, number: str, options: SheetOptions, media: Media, missing: set[str], room: float
) -> list[Row]:
    setter = Setter(media, one.question.attachments, missing)
    if one.question.kind is Kind.CASE_SET:
        return _case(one, number, options, setter, room)
    rows = _rows(one.question, one.order, f"{number}.", one.marks, options, setter, room)
    return kept(rows, _COLUMN.height_pt * _KEPT)


def _case(one: SheetQuestion, number: str, options: SheetOptions, setter: Setter, room: float) -> list[Row]:
    """Set the material and its questions; all of it on one page where it fits there."""
    question, size = one.question, options.size_pt
    indent = _indent(size, number)
    rows = setter.rows(
        question.stem,
        size,
        room,
        before=_marks(setter, one.marks, size),
        mark=setter.words(f"{number}.", size, Face.SERIF_BOLD),
        indent=indent,
    )
    rows = kept(rows, _COLUMN.height_pt * _KEPT)
    at = 0
    for place, part in enumerate(question.parts):
        count = sum(len(group.texts) for group in groups_of(part))
        order, at = one.order[at : at + count], at + count
        own = setter.within(part.attachments)
        made = _rows(part, order, f"({place + 1})", "", options, own, room - indent)
        rows += [space(size * 0.5), *marked(kept(made, _COLUMN.height_pt * _KEPT), None, indent)]
    if options.with_explanations and question.explanation:
        rows += _below(question, Printed(), options, setter, room, indent)
    if options.with_facts:
        rows += _facts(question, size, setter, indent)
    return kept(rows, _COLUMN.height_pt)


def _rows(
    question: Question,
    order: tuple[int, ...],
    number: str,
    marks: str,
    options: SheetOptions,
    setter: Setter,
    room: float,
) -> list[Row]:
    size = options.size_pt
    indent = _indent(size, number)
    orders = tuple(split_order(order, groups_of(question)))
    form = Form(question, orders, setter, size, room - indent, options.with_key)
    printed = PRINTED[question.kind](form)
    stem = (printed.stem or setter).rows(
        question.stem,
        size,
        room,
        before=_marks(setter, marks, size),
        after=printed.after,
        mark=setter.words(number, size, Face.SERIF_BOLD),
        indent=indent,
    )
    rows = [*stem[:-2], *_stay(stem[-2:])] if printed.rows else stem
    if printed.rows:
        rows += [space(size * 0.2), *marked(printed.rows, None, indent)]
    if options.with_key or options.with_explanations:
        rows += _below(question, printed, options, setter, room, indent)
    if options.with_facts:
        rows += _facts(question, size, setter, indent)
    return rows


def _below(
    question: Question, printed: Printed, options: SheetOptions, setter: Setter, room: float, indent: float
) -> list[Row]:
    """Set key, reasons and explanation, with a bar at their left."""
    size = options.size_pt * 0.95
    inner = room - indent - 1.1 * size
    rows: list[Row] = []
    if options.with_key and printed.key:
        label = setter.words(t("Key: "), size, Face.SANS_BOLD)
        rows += line_rows(set_lines([label, *printed.key], inner), size)
    if options.with_key:
        rows += printed.key_rows
    if options.with_explanations:
        for name, why in printed.reasons:
            rows += setter.rows(why, size, inner, mark=setter.words(name, size), indent=1.6 * size)
        if question.explanation:
            label = setter.words(t("Explanation: "), size, Face.SANS_BOLD)
            rows += setter.rows(question.explanation, size, inner, before=(label,))
        if question.law is not None:
            law = question.law
            said = t("Basis: {basis}", basis=" ".join(part for part in (law.title, law.version, law.article) if part))
            rows += line_rows(set_lines([setter.words(said, size * 0.92)], inner), size * 0.92)
    if not rows:
        return []
    return [space(size * 0.4), *(replace(row, paint=partial(_barred, row, indent, size)) for row in rows)]


def _barred(row: Row, indent: float, size: float, canvas: Any, x: float, y: float) -> None:
    if not row.is_space:
        canvas.setStrokeColor("#999999")
        canvas.setLineWidth(1.2)
        canvas.line(x + indent + 0.2 * size, y, x + indent + 0.2 * size, y - row.height_pt)
    row.paint(canvas, x + indent + 1.1 * size, y)


def _facts(question: Question, size: float, setter: Setter, indent: float) -> list[Row]:
    said = [question.code, kind_name(question.kind)]
    if question.tier:
        said.append(tier_names(question.tier))
    if question.difficulty:
        said.append(difficulty_name(question.difficulty))
    words = setter.words("　".join(part for part in said if part), size * 0.8, Face.SANS)
    rows = line_rows(set_lines([words], _COLUMN.width_pt - indent), size * 0.8, indent)
    return [space(size * 0.15), *rows]


def _marks(setter: Setter, marks: str, size: float) -> tuple[Stretch, ...]:
    return (setter.words(marks, size),) if marks else ()


def _indent(size: float, number: str) -> float:
    return size * (1.8 if len(number) <= 3 else 2.4)


def _stay(rows: Sequence[Row]) -> list[Row]:
    return [replace(row, stays=True) for row in rows]


def _numeral(number: int) -> str:
    if current_language() != "zh":
        return str(number)
    if number <= 10:
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


__all__ = ["LARGE_PT", "USUAL_PT", "SheetOptions", "SheetQuestion", "draw_questions"]
