"""How each kind of question is answered on paper: one function per kind, found through :data:`PRINTED`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

from trainer.adapters.documents.drawing import MM
from trainer.adapters.documents.flow import Row, space
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.printed_form import (
    CLOSE_PITCH,
    Form,
    cell_rows,
    choice_rows,
    gap_line,
    in_words,
    letter,
    numbered_words,
    paragraph,
    ruled,
    zoned_picture,
)
from trainer.adapters.documents.question_texts import Setter
from trainer.adapters.documents.rows import beside, line_rows
from trainer.adapters.documents.typeset import Box, Glyphs, Stretch, set_lines
from trainer.domain.kernel.marks import show
from trainer.domain.question_bank.accepted import best_choice, best_number, shown_gap, shown_number
from trainer.domain.question_bank.answers import Gap, GapKind, Token
from trainer.domain.question_bank.question import Kind
from trainer.domain.question_bank.text import plain
from trainer.wording import t

_BLANK: Final = "____"
_GAP: Final = re.compile(r"\[\[(\d{1,4})\]\]")
_PLACE: Final = "（　　）"
_HAS_PLACE: Final = re.compile(r"[（(][\s\u3000]*[）)][。.]?\s*$")
_SHORT_LINES: Final = 3
_ESSAY_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """The parts of a printed question besides its number.

    Attributes:
        stem: sets the stem, where it is not just its text.
        after: stands behind the stem.
        rows: what is chosen from, or the place to write.
        key: the right answer in one line.
        key_rows: what is said of the right answer besides.
        reasons: name and reason of single choices.
    """

    stem: Setter | None = None
    after: tuple[Stretch, ...] = ()
    rows: list[Row] = field(default_factory=list)
    key: tuple[Stretch, ...] = ()
    key_rows: list[Row] = field(default_factory=list)
    reasons: tuple[tuple[str, str], ...] = ()


# -- kinds


def _choices(form: Form) -> Printed:
    question = form.question
    shown = [question.choices[place] for place in form.order]
    right = [letter(n) for n, choice in enumerate(shown) if choice.is_right]
    return Printed(
        rows=choice_rows(form, [choice.text for choice in shown]),
        key=in_words(form, "".join(right)),
        reasons=tuple((f"{letter(n)}.", choice.why) for n, choice in enumerate(shown) if choice.why),
    )


def _judge(form: Form) -> Printed:
    place = () if _HAS_PLACE.search(form.question.stem) else in_words(form, _PLACE)
    key = {True: t("True"), False: t("False"), None: ""}[form.question.answer]
    return Printed(after=place, key=in_words(form, key))


def _blank(form: Form) -> Printed:
    size = form.size

    def gap(_number: int) -> list[Stretch]:
        return [Glyphs(" ", Face.SERIF, size), gap_line(size, 6), Glyphs(" ", Face.SERIF, size)]

    blanks = form.question.blanks
    answers = ["／".join(blank.accept) for blank in blanks]
    return Printed(stem=form.setter.with_gaps(re.compile(_BLANK), gap), key=numbered_words(form, answers))


def _numeric(form: Form) -> Printed:
    units = [plain(unit.name) for unit in form.question.units]
    # One unit stands printed; of several the candidate writes the one that is meant.
    after = [Glyphs(form.setter.drawable(f" {units[0]}"), Face.SERIF, form.size)] if len(units) == 1 else []
    if len(units) > 1:
        offered = t("(unit: {units})", units=" / ".join(units))
        after = [Glyphs(form.setter.drawable(f" {offered}"), Face.SERIF, form.size)]
    line: list[Stretch] = [form.setter.words(t("Answer: "), form.size), gap_line(form.size, 12), *after]
    best = best_number(form.question.numbers)
    key = "" if best is None else shown_number(best, form.question.units) or t("any number")
    return Printed(rows=[] if form.with_key else paragraph(form, line), key=in_words(form, key))


def _ordering(form: Form) -> Printed:
    question = form.question
    rows = choice_rows(form, [question.order[place] for place in form.order])
    names = [letter(form.order.index(place)) for place in range(len(question.order))]
    if not form.with_key:
        line: list[Stretch] = [form.setter.words(t("Right order: "), form.size)]
        for number in range(len(names)):
            arrow = " → " if number else ""
            line += [Glyphs(arrow, Face.SERIF, form.size), gap_line(form.size, 2.5)]
        rows += [space(form.size * 0.3), *paragraph(form, line)]
    return Printed(rows=rows, key=in_words(form, " → ".join(names)))


def _matching(form: Form) -> Printed:
    question, size = form.question, form.size
    half = form.room * 0.47
    place = "" if form.with_key else _PLACE
    lefts = [
        form.setter.rows(pair.left, size, half, before=in_words(form, f"{place}{n}. "))
        for n, pair in enumerate(question.pairs, 1)
    ]
    rights = [
        form.setter.rows(
            question.rights[index], size, half, mark=form.setter.words(f"{letter(n)}.", size), indent=1.6 * size
        )
        for n, index in enumerate(form.order)
    ]
    rows = []
    for left, right in zip_longest(lefts, rights, fillvalue=None):
        rows.append(beside([left or [], right or []], [0.0, form.room - half]))
    shown = [question.rights[index] for index in form.order]
    keys = [f"{n}—{letter(shown.index(pair.right))}" for n, pair in enumerate(question.pairs, 1)]
    reasons = tuple((f"{n}.", pair.why) for n, pair in enumerate(question.pairs, 1) if pair.why)
    return Printed(rows=rows, key=in_words(form, "  ".join(keys)), reasons=reasons)


def _hotspot(form: Form) -> Printed:
    question = form.question
    right = [zone for zone in question.zones if zone.is_right]
    rows = [zoned_picture(form, right if form.with_key else (), filled=False)]
    if not form.with_key:
        rows.insert(
            0, *paragraph(form, [form.setter.words(t("(Mark the places on the picture.)"), form.size * 0.9, Face.SANS)])
        )
    names = [f"({n}) {plain(zone.label) or t('the place marked')}" for n, zone in enumerate(right, 1)]
    return Printed(rows=rows, key=in_words(form, "  ".join(names)))


def _drag(form: Form) -> Printed:
    question, size = form.question, form.size
    rows = cell_rows(form, [_token(form, question.tokens[place]) for place in form.order])
    rows += [space(size * 0.3), zoned_picture(form, question.zones, filled=True)]
    if not form.with_key:
        line = "　".join(f"{n}{_PLACE}" for n in range(1, len(question.zones) + 1))
        rows += paragraph(form, [form.setter.words(line, size)])
    keys = []
    for n, zone in enumerate(question.zones, 1):
        names = "/".join(sorted(letter(form.order.index(place)) for place in zone.takes if place in form.order))
        keys.append(f"{n}—{names or t('nothing')}")
    return Printed(rows=rows, key=in_words(form, "  ".join(keys)))


def _cloze(form: Form) -> Printed:
    question, size = form.question, form.size
    gaps = question.gaps

    def gap(number: int) -> list[Stretch]:
        if not 1 <= number <= len(gaps):
            return [Glyphs(f"[[{number}]]", Face.SERIF, size)]
        return [
            gap_line(size, 1.2),
            Glyphs(f"({number})", Face.SANS, size * 0.8, is_underlined=True, wraps=False),
            gap_line(size, 3),
        ]

    rows: list[Row] = []
    keys = []
    waiting = iter(form.orders)
    for number, one in enumerate(gaps, 1):
        order = next(waiting) if one.kind is GapKind.CHOICE and one.choices else ()
        keys.append(_gap_key(one, order))
        if order:
            offered: list[Stretch] = []
            for place, index in enumerate(order):
                choice = one.choices[index]
                set_text = form.setter.inline(choice.text, size, form.room * 0.8)
                words = set_text if set_text is not None else [form.setter.words(plain(choice.text), size)]
                offered += [form.setter.words(f"{'　' if place else ''}{letter(place)}. ", size), *words]
            mark = form.setter.words(f"({number})", size)
            lines = set_lines(offered, form.room - 2.2 * size)
            rows += line_rows(lines, size, 2.2 * size, CLOSE_PITCH, mark=mark)
    if rows:
        rows.insert(0, space(size * 0.3))
    return Printed(stem=form.setter.with_gaps(_GAP, gap), rows=rows, key=numbered_words(form, keys))


def _short_answer(form: Form) -> Printed:
    accepted = [choice.text for choice in form.question.choices if choice.share is None or choice.share > 0]
    return Printed(
        rows=[] if form.with_key else ruled(form, _SHORT_LINES),
        key=in_words(form, "／".join(accepted)),
        key_rows=_by_hand(form),
    )


def _essay(form: Form) -> Printed:
    return Printed(rows=[] if form.with_key else ruled(form, _ESSAY_LINES), key_rows=_by_hand(form))


def _parameterised(form: Form) -> Printed:
    return _choices(form) if form.question.choices else _numeric(form)


def _practical(form: Form) -> Printed:
    said = t("(This task is done at the computer.)")
    return Printed(rows=paragraph(form, [form.setter.words(said, form.size * 0.9, Face.SANS)]))


def _case_set(_form: Form) -> Printed:
    # Its questions are printed one by one; see ``question_sheet``.
    return Printed()


PRINTED: Final[dict[Kind, Callable[[Form], Printed]]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.JUDGE: _judge,
    Kind.BLANK: _blank,
    Kind.NUMERIC: _numeric,
    Kind.ORDERING: _ordering,
    Kind.MATCHING: _matching,
    Kind.HOTSPOT: _hotspot,
    Kind.DRAG: _drag,
    Kind.CLOZE: _cloze,
    Kind.SHORT_ANSWER: _short_answer,
    Kind.ESSAY: _essay,
    Kind.CASE_SET: _case_set,
    Kind.PARAMETERISED: _parameterised,
    Kind.PRACTICAL: _practical,
}


# -- parts


def _gap_key(gap: Gap, order: Sequence[int]) -> str:
    if gap.kind is GapKind.CHOICE:
        place = best_choice(gap)
        return letter(order.index(place)) if place in order else ""
    return shown_gap(gap)


def _by_hand(form: Form) -> list[Row]:
    question, rows = form.question, []
    if question.model_answer:
        label = form.setter.words(t("Model answer: "), form.size, Face.SERIF_BOLD)
        rows += form.setter.rows(question.model_answer, form.size, form.room, before=(label,))
    if question.rubric:
        rows += paragraph(form, [form.setter.words(t("Criteria: "), form.size, Face.SERIF_BOLD)])
        for n, criterion in enumerate(question.rubric, 1):
            share = t("({share} %)", share=show(criterion.share * 100).removesuffix(".00"))
            rows += form.setter.rows(
                criterion.text,
                form.size,
                form.room,
                mark=form.setter.words(f"{n}.", form.size),
                indent=1.6 * form.size,
                after=in_words(form, f" {share}"),
            )
    return rows


def _token(form: Form, token: Token) -> list[Stretch]:
    drawing = form.setter.picture(token.picture, 30 * MM, 14 * MM) if token.picture else None
    if drawing is None:
        return [form.setter.words(plain(token.text), form.size)]
    below = drawing.high_pt / 2 - 0.35 * form.size

    def paint(canvas: Any, x: float, y: float) -> None:
        drawing.paint(canvas, x, y + drawing.high_pt - below)

    return [Box(drawing.wide_pt, drawing.high_pt - below, max(0.0, below), paint)]


__all__ = ["PRINTED", "Form", "Printed", "letter"]
