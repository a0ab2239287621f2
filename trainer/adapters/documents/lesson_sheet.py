"""A lesson on paper: its one-page summary for the wall, or the whole lesson; large serif type, black on white."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from trainer.adapters.documents import svg
from trainer.adapters.documents.drawing import A4, MM, document
from trainer.adapters.documents.flow import Column, Row, foot, height, pages_of, paint_rows, space, text_row
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import Line, Piece, draw, wrap
from trainer.domain.courses.lesson import (
    Block,
    Figure,
    Heading,
    Inline,
    Items,
    Lesson,
    Paragraph,
    Quote,
    Screen,
    ScreenKind,
    Systems,
    Table,
    TryIt,
)
from trainer.domain.kernel.outcomes import Refusal
from trainer.wording import N_, t, tn, using

# Lessons are written in Chinese, so the few words between their own are Chinese too.
_LANGUAGE: Final = "zh"
_BLACK: Final = "#000000"
_COLUMN: Final = Column(22 * MM, A4[1] - 20 * MM, A4[0] - 44 * MM, 24 * MM)
_PITCH: Final = 1.6
# 三号 is 16 points; the summary is read from the wall, so it is as large as its text lets it be.
_LARGEST_PT: Final = 20.0
_SMALLEST_PT: Final = 8.0
_STEP_PT: Final = 0.25
_WHOLE_PT: Final = 13.0
_SYSTEMS = {"windows": N_("Windows"), "uos": N_("UOS"), "kylin": N_("Kylin")}


def draw_one_page(lesson: Lesson, language: str) -> bytes:
    """Draw the summary of a lesson on one sheet, in the largest type at which it fits.

    Raises:
        Refusal: ``lesson_without_one_page``; ``one_page_too_long``.
        Fault: ``figure_unreadable``.
    """
    found = next((screen for screen in lesson.screens if screen.kind is ScreenKind.ONE_PAGE), None)
    if found is None:
        raise Refusal("lesson_without_one_page", lesson=lesson.code)
    title = lesson.title(language)
    with using(_LANGUAGE):
        return _draw_one_page(lesson, title, found)


def _draw_one_page(lesson: Lesson, title: str, found: Screen) -> bytes:
    steps = int((_LARGEST_PT - _SMALLEST_PT) / _STEP_PT) + 1
    sizes = [_LARGEST_PT - _STEP_PT * step for step in range(steps)]
    place = bisect_left(sizes, True, key=lambda size: height(_one_page_rows(title, found, size)) <= _COLUMN.height_pt)
    if place == len(sizes):
        raise Refusal("one_page_too_long", lesson=lesson.code)
    rows = _one_page_rows(title, found, sizes[place])
    with document(A4, title=title, author="", subject=lesson.code) as made:
        paint_rows(made.canvas, rows, _COLUMN.left_pt, _COLUMN.top_pt)
        foot(made.canvas, _COLUMN, _source(lesson), t("One page to keep"))
        made.canvas.showPage()
    return made.content


def draw_lesson(lesson: Lesson, language: str) -> bytes:
    """Draw a whole lesson, screen after screen, without its self-check (which belongs to the program).

    Raises:
        Fault: ``figure_unreadable``.
    """
    with using(_LANGUAGE):
        return _draw_lesson(lesson, lesson.title(language))


def _draw_lesson(lesson: Lesson, title: str) -> bytes:
    rows = [*_lines([Piece(title, Face.SERIF_BOLD)], 22.0, 1.4), space(4 * MM)]
    for screen in lesson.screens:
        rows += [space(4 * MM), *_heading(screen.heading, _WHOLE_PT * 1.3), space(1.5 * MM)]
        if screen.kind is ScreenKind.SELF_CHECK:
            said = tn(
                "1 question; please answer it in the program.",
                "{n} questions; please answer them in the program.",
                len(screen.questions),
            )
            rows += _lines([Piece(said, Face.SERIF)], _WHOLE_PT, _PITCH)
        rows += _block_rows(screen.blocks, _WHOLE_PT, _COLUMN.width_pt)
    pages = pages_of(rows, _COLUMN.height_pt)
    with document(A4, title=title, author="", subject=lesson.code) as made:
        for number, page in enumerate(pages, 1):
            paint_rows(made.canvas, page, _COLUMN.left_pt, _COLUMN.top_pt)
            foot(made.canvas, _COLUMN, _source(lesson), f"— {number} / {len(pages)} —")
            made.canvas.showPage()
    return made.content


def _source(lesson: Lesson) -> str:
    return t(
        "{lesson} {title}, version {version}", lesson=lesson.code, title=lesson.about.title_zh, version=lesson.version
    )


def _one_page_rows(title: str, screen: Screen, size: float) -> list[Row]:
    rows = _lines([Piece(title, Face.SERIF_BOLD)], size * 1.55, 1.3)
    rows.append(_rule(size))
    return [*rows, *_block_rows(screen.blocks, size, _COLUMN.width_pt)]


def _rule(size: float) -> Row:
    def paint(canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeColor(_BLACK)
        canvas.setLineWidth(1.4)
        canvas.line(x, y - size * 0.35, x + _COLUMN.width_pt, y - size * 0.35)

    return Row(size, paint, stays=True)


def _block_rows(blocks: Iterable[Block], size: float, room: float) -> list[Row]:
    rows: list[Row] = []
    for block in blocks:
        if rows:
            rows.append(space(size * 0.55))
        match block:
            case Paragraph(text):
                rows += _lines(pieces(text), size, _PITCH, room)
            case Heading(text):
                rows += _heading(text.plain, size * 1.1, room)
            case Items():
                rows += _item_rows(block, size, room, 0)
            case Table():
                rows += _together(_table_rows(block, size, room))
            case Quote(texts):
                for text in texts:
                    rows += _barred(_lines(pieces(text), size, _PITCH, room - 1.4 * size), size, 0.8)
            case TryIt(question, answer):
                words = [Piece(t("Try it:"), Face.SERIF_BOLD), *pieces(question)]
                if answer.plain:
                    words += [Piece(t("("), Face.SERIF), *pieces(answer), Piece(t(")"), Face.SERIF)]
                rows += _together(_barred(_lines(words, size, _PITCH, room - 1.4 * size), size, 2.0))
            case Figure(path, _):
                rows.append(_figure(path, room))
            case Systems(columns):
                for column in columns:
                    names = "、".join(t(_SYSTEMS[name]) if name in _SYSTEMS else name for name in column.systems)
                    said = [Piece(f"{names}：", Face.SERIF_BOLD), *pieces(column.text)]
                    rows += _lines(said, size, _PITCH, room)
    return rows


def pieces(text: Inline) -> list[Piece]:
    """Give the runs of a text their faces: strong and emphasised words heavier, what is typed or pressed in sans."""
    faces = []
    for run in text.runs:
        face = Face.SANS if run.is_code else Face.SERIF
        faces.append(Piece(run.text, face.bold if run.is_strong or run.is_emphasis else face))
    return faces


def _lines(
    words: list[Piece], size: float, pitch: float, room: float = _COLUMN.width_pt, indent: float = 0.0
) -> list[Row]:
    rows = [text_row(line, size, pitch, indent_pt=indent, color=_BLACK) for line in wrap(words, size, room)]
    # No line of a paragraph stands alone at the foot or the head of a page.
    return [replace(row, stays=number in {0, len(rows) - 2}) for number, row in enumerate(rows[:-1])] + rows[-1:]


def _together(rows: list[Row]) -> list[Row]:
    """Keep rows on one page where they are not much of it."""
    if height(rows) > _COLUMN.height_pt / 3:
        return rows
    return [replace(row, stays=True) for row in rows[:-1]] + rows[-1:]


def _heading(words: str, size: float, room: float = _COLUMN.width_pt) -> list[Row]:
    lines = wrap([Piece(words, Face.SERIF_BOLD)], size, room)
    return [text_row(line, size, 1.4, stays=True, color=_BLACK) for line in lines]


def _barred(rows: list[Row], size: float, thickness: float) -> list[Row]:
    """Put a bar before rows."""

    def paint(row: Row, canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeColor(_BLACK)
        canvas.setLineWidth(thickness)
        canvas.line(x + 0.4 * size, y, x + 0.4 * size, y - row.height_pt)
        row.paint(canvas, x + 1.4 * size, y)

    return [replace(row, paint=partial(paint, row)) for row in rows]


def _item_rows(items: Items, size: float, room: float, depth: int) -> list[Row]:
    rows: list[Row] = []
    indent = 1.6 * size
    for number, item in enumerate(items.items, items.start):
        mark = f"{number}." if items.is_numbered else ("•" if depth == 0 else "–")
        inner = _lines(pieces(item.text), size, _PITCH, room - indent)
        for nested in item.inner:
            inner += _item_rows(nested, size, room - indent, depth + 1)
        rows += [_marked(row, mark if first else "", size, indent) for first, row in _firsts(inner)]
    return rows


def _firsts(rows: list[Row]) -> list[tuple[bool, Row]]:
    return [(number == 0, row) for number, row in enumerate(rows)]


def _marked(row: Row, mark: str, size: float, indent: float) -> Row:
    def paint(canvas: Any, x: float, y: float) -> None:
        if mark:
            canvas.setFillColor(_BLACK)
            draw(canvas, x + 0.3 * size, y - size * (0.88 + (_PITCH - 1) / 2), [Piece(mark, Face.SERIF)], size)
        row.paint(canvas, x + indent, y)

    return Row(row.height_pt, paint, row.stays)


def _figure(path: Path, room: float) -> Row:
    picture = svg.read_picture(path)
    wide = min(room, 105 * MM * picture.wide / picture.high)

    def paint(canvas: Any, x: float, y: float) -> None:
        svg.draw_picture(canvas, picture, x + (room - wide) / 2, y - 2 * MM, wide)

    return Row(picture.height_at(wide) + 4 * MM, paint)


def _table_rows(table: Table, size: float, room: float) -> list[Row]:
    size *= 0.92
    pad = 0.5 * size
    shares = _shares(table, size, room, pad)
    head = [[Piece(piece.text, piece.face.bold) for piece in pieces(cell)] for cell in table.header]
    rows = [_cells(head, shares, size, pad, is_head=True)]
    rows += [_cells([pieces(cell) for cell in row], shares, size, pad) for row in table.rows]
    return rows


def _shares(table: Table, size: float, room: float, pad: float) -> list[float]:
    """Share the width out: short columns get what they need, long ones the rest by their length."""
    columns = list(zip(table.header, *table.rows, strict=False))
    wanted = [
        max(sum(len(piece.text) for piece in pieces(cell)) for cell in column) * size + 2 * pad for column in columns
    ]
    even = room / len(columns)
    small = [width if width <= even else 0.0 for width in wanted]
    rest = room - sum(small)
    long = sum(width**0.7 for width in wanted if width > even) or 1.0
    if not any(width > even for width in wanted):
        return [room * width / sum(wanted) for width in wanted]
    return [width if width <= even else rest * width**0.7 / long for width in wanted]


def _cells(cells: list[list[Piece]], shares: list[float], size: float, pad: float, *, is_head: bool = False) -> Row:
    wrapped: list[list[Line]] = [
        wrap(cell, size, max(size, share - 2 * pad)) for cell, share in zip(cells, shares, strict=True)
    ]
    pitch = 1.45 * size
    high = max(len(lines) for lines in wrapped) * pitch + pad

    def paint(canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeColor(_BLACK)
        canvas.setLineWidth(0.6)
        left = x
        for lines, share in zip(wrapped, shares, strict=True):
            if is_head:
                canvas.setFillGray(0.92)
                canvas.rect(left, y - high, share, high, stroke=0, fill=1)
            canvas.rect(left, y - high, share, high)
            canvas.setFillColor(_BLACK)
            for number, line in enumerate(lines):
                draw(canvas, left + pad, y - pad / 2 - number * pitch - size * 1.08, line, size)
            left += share

    return Row(high, paint, stays=is_head)
