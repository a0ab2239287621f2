"""Rows that follow each other down a column and over to the next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trainer.adapters.documents.drawing import INK, LINE, MM, hairline
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import Line, draw, put

Paint = Callable[[Any, float, float], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is never torn apart.

    Attributes:
        height_pt: room it takes.
        paint: draws it, given the canvas, its left edge and its upper edge.
        stays: must not be the last on a page (a heading, the head of a table).
        is_space: falls away at the top of a page.
    """

    height_pt: float
    paint: Paint
    stays: bool = False
    is_space: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The place for rows on every page of a document."""

    left_pt: float
    top_pt: float
    width_pt: float
    bottom_pt: float

    @property
    def height_pt(self) -> float:
        """Room on one page."""
        return self.top_pt - self.bottom_pt


def height(rows: Sequence[Row]) -> float:
    """Add up rows."""
    return sum(row.height_pt for row in rows)


def space(height_pt: float) -> Row:
    """Make an empty row."""
    return Row(height_pt, lambda *_: None, stays=True, is_space=True)


def text_row(
    line: Line, size_pt: float, pitch: float, *, indent_pt: float = 0.0, stays: bool = False, color: str = INK
) -> Row:
    """Make a row of one line of text.

    Args:
        pitch: line height in sizes.
    """

    def paint(canvas: Any, x: float, y: float) -> None:
        # The line stands in the middle of its pitch: 0.88 of a size is above the baseline.
        canvas.setFillColor(color)
        draw(canvas, x + indent_pt, y - size_pt * (0.88 + (pitch - 1) / 2), line, size_pt)

    return Row(size_pt * pitch, paint, stays)


def pages_of(rows: Sequence[Row], room_pt: float) -> list[list[Row]]:
    """Share rows out over pages; what stays with its follower goes over with it."""
    pages: list[list[Row]] = [[]]
    used = 0.0
    n = 0
    while n < len(rows):
        group = [rows[n]]
        while group[-1].stays and n + len(group) < len(rows):
            group.append(rows[n + len(group)])
        row = rows[n]
        # A chain longer than a page cannot stay together anyway.
        wanted = height(group) if height(group) <= room_pt else row.height_pt
        if used + wanted > room_pt + 0.01 and pages[-1]:
            pages.append([])
            used = 0.0
        if not (row.is_space and not pages[-1]):
            pages[-1].append(row)
            used += row.height_pt
        n += 1
    return [page for page in pages if page] or [[]]


def paint_rows(canvas: Any, rows: Sequence[Row], left_pt: float, top_pt: float) -> None:
    """Draw rows below each other."""
    y = top_pt
    for row in rows:
        row.paint(canvas, left_pt, y)
        y -= row.height_pt


def foot(canvas: Any, column: Column, left: str, right: str) -> None:
    """Set a quiet line of text under the column, with a hairline above it."""
    y = column.bottom_pt - 7 * MM
    hairline(canvas, column.left_pt, y + 4 * MM, column.left_pt + column.width_pt, y + 4 * MM, color=LINE)
    put(canvas, column.left_pt, y, left, Face.SANS, FOOT_SIZE, color="#444444")
    put(canvas, column.left_pt + column.width_pt, y, right, Face.SANS, FOOT_SIZE, align="right", color="#444444")


FOOT_SIZE: Final = 8.0
