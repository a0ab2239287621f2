"""What printed questions are made of besides their texts: entries in columns, places to write, pictures with zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from trainer.adapters.documents.drawing import MM
from trainer.adapters.documents.flow import Row
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.pictures import Drawing
from trainer.adapters.documents.question_texts import Setter
from trainer.adapters.documents.rows import beside, line_rows
from trainer.adapters.documents.text import put
from trainer.adapters.documents.typeset import Box, Glyphs, Stretch, natural_width, set_lines
from trainer.domain.question_bank.answers import Shape, Zone
from trainer.domain.question_bank.question import Question
from trainer.wording import current_language, t

CLOSE_PITCH: Final = 1.5
_RULED_PITCH: Final = 2.1
_HIGHEST_PICTURE: Final = 95 * MM
_BLACK: Final = "#000000"
_RULE_GREY: Final = "#777777"


@dataclass(frozen=True, slots=True)
class Form:
    """A question to be printed.

    Attributes:
        question: a concrete one where its numbers vary.
        orders: of each group of entries, the written indices in the order shown.
        setter: sets its texts.
        size: of the type, in points.
        room: width for the answer, in points.
        with_key: the key is printed, so no room to write is needed.
    """

    question: Question
    orders: tuple[tuple[int, ...], ...]
    setter: Setter
    size: float
    room: float
    with_key: bool

    @property
    def order(self) -> tuple[int, ...]:
        """Of the first group; empty where nothing is mixed."""
        return self.orders[0] if self.orders else ()


def letter(place: int) -> str:
    """Give the letter of a place: A to Z, then AA, AB ..."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def choice_rows(form: Form, texts: Sequence[str]) -> list[Row]:
    """Set choices under each other, in two columns or in four, by the longest of them."""
    cells: list[list[Stretch]] = []
    for text in texts:
        words = form.setter.inline(text, form.size, form.room)
        if words is None or any(isinstance(part, Glyphs) and "\n" in part.text for part in words):
            cells = []
            break
        cells.append(words)
    if cells:
        return cell_rows(form, cells)
    rows: list[Row] = []
    for n, text in enumerate(texts):
        mark = form.setter.words(f"{letter(n)}.", form.size)
        rows += form.setter.rows(text, form.size, form.room, mark=mark, indent=_lettered_indent(form, len(texts)))
    return rows


def cell_rows(form: Form, cells: Sequence[Sequence[Stretch]]) -> list[Row]:
    """Set lettered entries of one paragraph each in as many columns as fit."""
    size, indent = form.size, _lettered_indent(form, len(cells))
    widest = max((natural_width(cell) for cell in cells), default=0.0) + indent
    columns = next((count for count in (4, 2) if widest + size <= form.room / count and len(cells) > 1), 1)
    each = form.room / columns
    rows: list[Row] = []
    for start in range(0, len(cells), columns):
        line = []
        for n, cell in enumerate(cells[start : start + columns], start):
            mark = form.setter.words(f"{letter(n)}.", size)
            lines = set_lines(cell, each - indent - (size if columns > 1 else 0))
            line.append(line_rows(lines, size, indent, CLOSE_PITCH, mark=mark))
        if columns == 1:
            rows += line[0]
        else:
            rows.append(beside(line, [each * place for place in range(len(line))]))
    return rows


def ruled(form: Form, count: int) -> list[Row]:
    """Make lines to write on."""
    pitch = form.size * _RULED_PITCH

    def paint(canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeColor(_RULE_GREY)
        canvas.setLineWidth(0.4)
        canvas.line(x, y - pitch, x + form.room, y - pitch)

    return [Row(pitch, paint, stays=number in {0, count - 2}) for number in range(count)]


def gap_line(size: float, wide: float) -> Box:
    """Make a place to write on, so many sizes wide."""

    def paint(canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeColor(_BLACK)
        canvas.setLineWidth(0.5)
        canvas.line(x, y - 0.16 * size, x + wide * size, y - 0.16 * size)

    return Box(wide * size, 0.88 * size, 0.2 * size, paint)


def in_words(form: Form, text: str) -> tuple[Stretch, ...]:
    """Set a plain text in the line; nothing for an empty one."""
    return (form.setter.words(text, form.size),) if text else ()


def paragraph(form: Form, stretches: Sequence[Stretch]) -> list[Row]:
    """Set stretches as a paragraph of their own."""
    return line_rows(set_lines(stretches, form.room), form.size)


def numbered_words(form: Form, answers: Sequence[str]) -> tuple[Stretch, ...]:
    """Set answers behind their numbers; one alone needs none."""
    if len(answers) == 1:
        return in_words(form, answers[0])
    between = "；" if current_language() == "zh" else "; "
    return in_words(form, between.join(f"({n}) {answer}" for n, answer in enumerate(answers, 1)))


def zoned_picture(form: Form, zones: Sequence[Zone], *, filled: bool) -> Row:
    """Set the picture of a question with numbered zones on it."""
    drawing = form.setter.picture(form.question.picture, form.room, _HIGHEST_PICTURE)
    if drawing is None:
        missing = t("[picture missing: {name}]", name=form.question.picture)
        return paragraph(form, [form.setter.words(missing, form.size, Face.SANS)])[0]
    found = drawing
    left = (form.room - found.wide_pt) / 2 if found.wide_pt < form.room * 0.9 else 0.0
    numbers = [form.setter.words(str(n), 8.5, Face.SANS_BOLD) for n in range(1, len(zones) + 1)]

    def paint(canvas: Any, x: float, y: float) -> None:
        top = y - 3 * MM
        canvas.saveState()
        found.paint(canvas, x + left, top)
        canvas.setStrokeColor("#999999")
        canvas.setLineWidth(0.4)
        canvas.rect(x + left, top - found.high_pt, found.wide_pt, found.high_pt)
        for zone, number in zip(zones, numbers, strict=True):
            _paint_zone(canvas, found, zone, number, (x + left, top), filled=filled)
        canvas.restoreState()

    return Row(found.high_pt + 6 * MM, paint)


def _paint_zone(
    canvas: Any, drawing: Drawing, zone: Zone, number: Glyphs, corner: tuple[float, float], *, filled: bool
) -> None:
    scale = drawing.wide_pt / drawing.own_size[0] if drawing.own_size[0] else 1.0
    at = [
        (corner[0] + x * scale, corner[1] - y * scale)
        for x, y in zip(zone.points[::2], zone.points[1::2], strict=False)
    ]
    canvas.setStrokeColor(_BLACK)
    canvas.setLineWidth(1.0)
    canvas.setFillColor("#FFFFFF")
    path = canvas.beginPath()
    if zone.shape is Shape.RECTANGLE and len(at) == 2:
        path.rect(at[0][0], at[1][1], at[1][0] - at[0][0], at[0][1] - at[1][1])
        middle = ((at[0][0] + at[1][0]) / 2, (at[0][1] + at[1][1]) / 2)
    elif zone.shape is Shape.CIRCLE and len(zone.points) == 3:
        path.circle(*at[0], zone.points[2] * scale)
        middle = at[0]
    elif zone.shape is Shape.POLYGON and len(at) > 2:
        path.moveTo(*at[0])
        for point in at[1:]:
            path.lineTo(*point)
        path.close()
        middle = (sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at))
    else:
        return
    canvas.drawPath(path, stroke=1, fill=int(filled))
    radius = 6.0
    canvas.setFillColor("#FFFFFF")
    canvas.circle(*middle, radius, stroke=1, fill=1)
    put(canvas, middle[0], middle[1] - 3.0, number.text, number.face, number.size_pt, align="center", color=_BLACK)


def _lettered_indent(form: Form, count: int) -> float:
    return form.size * (1.6 if count <= 26 else 2.2)
