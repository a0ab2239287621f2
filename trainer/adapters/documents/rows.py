"""Rows of set lines: paragraphs with their marks, tables, blocks that move to the right or stay together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from trainer.adapters.documents.flow import Row, height
from trainer.adapters.documents.typeset import (
    ASCENT,
    DESCENT,
    Glyphs,
    SetLine,
    Stretch,
    draw_line,
    natural_width,
    set_lines,
)

PITCH: Final = 1.55
_BLACK: Final = "#000000"
_GREY: Final = 0.93


def line_rows(
    lines: Sequence[SetLine],
    size: float,
    indent: float = 0.0,
    pitch: float = PITCH,
    *,
    mark: Glyphs | None = None,
    at: float = 0.0,
) -> list[Row]:
    """Make rows of lines; no line of a paragraph stands alone at the foot or the head of a page.

    Args:
        indent: left edge of the lines.
        mark: stands before the first line, on its base line.
        at: left edge of the mark.
    """
    made = [
        line_row(line, size, indent, pitch, mark=mark if number == 0 else None, at=at)
        for number, line in enumerate(lines)
    ]
    return [replace(row, stays=number in {0, len(made) - 2}) for number, row in enumerate(made[:-1])] + made[-1:]


def line_row(
    line: SetLine,
    size: float,
    indent: float = 0.0,
    pitch: float = PITCH,
    *,
    mark: Glyphs | None = None,
    at: float = 0.0,
) -> Row:
    """Make a row of a line, higher than usual where something high stands in it."""
    ascent = max(line.ascent_pt, ASCENT * size)
    descent = max(line.descent_pt, DESCENT * size)
    lead = (pitch - ASCENT - DESCENT) * size
    if ascent + descent > (ASCENT + DESCENT) * size + 0.1:
        # Half of the lead is enough between high things.
        lead = max(0.18 * size, lead - (ascent + descent - (ASCENT + DESCENT) * size))

    def paint(canvas: Any, x: float, y: float) -> None:
        base = y - lead / 2 - ascent
        if mark is not None:
            draw_line(canvas, x + at, base, SetLine((mark,)))
        draw_line(canvas, x + indent, base, line)

    return Row(ascent + descent + lead, paint)


def marked(rows: Sequence[Row], mark: Glyphs | None, indent: float) -> list[Row]:
    """Move rows to the right and set a mark before the first one, at its upper edge."""
    return [
        replace(row, paint=partial(_paint_marked, row, mark if number == 0 else None, indent))
        for number, row in enumerate(rows)
    ]


def _paint_marked(row: Row, mark: Glyphs | None, indent: float, canvas: Any, x: float, y: float) -> None:
    if mark is not None:
        lead = (PITCH - ASCENT - DESCENT) * mark.size_pt
        draw_line(canvas, x, y - lead / 2 - ASCENT * mark.size_pt, SetLine((mark,)))
    row.paint(canvas, x + indent, y)


def kept(rows: Sequence[Row], most_pt: float) -> list[Row]:
    """Keep rows on one page where they are not higher than so much."""
    if sum(row.height_pt for row in rows) > most_pt or not rows:
        return list(rows)
    return [replace(row, stays=True) for row in rows[:-1]] + [rows[-1]]


def table_rows(cells: Sequence[Sequence[Sequence[Stretch]]], size: float, room: float) -> list[Row]:
    """Set a table; the first row is its head."""
    pad = 0.5 * size
    columns = len(cells[0])
    wanted = [max(natural_width(row[place]) for row in cells) + 2 * pad + 0.5 for place in range(columns)]
    shares = shared_out(wanted, room, 2 * pad + size)
    return [_cells(row, shares, size, pad, is_head=down == 0) for down, row in enumerate(cells)]


def shared_out(wanted: Sequence[float], room: float, least: float) -> list[float]:
    """Share a width out: columns that want little get it, the others share the rest by what they want."""
    if sum(wanted) <= room:
        return list(wanted)
    even = room / len(wanted)
    small = sum(width for width in wanted if width <= even)
    large = sum(width**0.7 for width in wanted if width > even)
    shares = [width if width <= even else (room - small) * width**0.7 / large for width in wanted]
    if min(shares) < min(least, even):
        return [even] * len(wanted)
    return shares


def _cells(
    cells: Sequence[Sequence[Stretch]], shares: Sequence[float], size: float, pad: float, *, is_head: bool
) -> Row:
    columns = [
        [line_row(line, size, 0.0, 1.4) for line in set_lines(cell, max(size, share - 2 * pad))]
        for cell, share in zip(cells, shares, strict=True)
    ]
    high = max(sum(row.height_pt for row in rows) for rows in columns) + pad

    def paint(canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeColor(_BLACK)
        canvas.setLineWidth(0.6)
        left = x
        for rows, share in zip(columns, shares, strict=True):
            if is_head:
                canvas.setFillGray(_GREY)
                canvas.rect(left, y - high, share, high, stroke=0, fill=1)
            canvas.rect(left, y - high, share, high)
            top = y - pad / 2
            for row in rows:
                row.paint(canvas, left + pad, top)
                top -= row.height_pt
            left += share

    return Row(high, paint, stays=is_head)


def centred(line: SetLine, size: float, room: float) -> Row:
    """Make a row of a line in the middle, with some room around it."""
    row = line_row(line, size, max(0.0, (room - line.width_pt) / 2), 1.2)
    return Row(row.height_pt + 0.5 * size, lambda canvas, x, y: row.paint(canvas, x, y - 0.25 * size))


def beside(columns: Sequence[Sequence[Row]], lefts: Sequence[float]) -> Row:
    """Make one row of columns that stand side by side."""
    high = max((height(rows) for rows in columns), default=0.0)

    def paint(canvas: Any, x: float, y: float) -> None:
        for rows, left in zip(columns, lefts, strict=True):
            top = y
            for row in rows:
                row.paint(canvas, x + left, top)
                top -= row.height_pt

    return Row(high, paint)
