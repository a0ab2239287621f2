"""A long table over as many pages as it takes: registers, lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from trainer.adapters.documents.drawing import A4, A4_LANDSCAPE, INK, LINE, MM, QUIET, document, hairline
from trainer.adapters.documents.flow import Column, Row, foot, pages_of, paint_rows
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import fit, put, wrap_text
from trainer.wording import t

_SIZE: Final = 8.5
_PITCH: Final = 12.5
_PAD: Final = 1.6 * MM
_MARGIN: Final = 18 * MM
_HEAD: Final = 22 * MM


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        share: of the width, in parts of the sum of all.
        align: ``left``, ``center`` or ``right``.
    """

    title: str
    share: float
    align: str = "left"


def draw_table(
    title: str,
    subtitle: str,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    *,
    author: str = "",
    is_landscape: bool = False,
    is_sample: bool = False,
) -> bytes:
    """Draw a table; its head stands on every page, a row is never torn apart.

    Args:
        subtitle: one line under the title: of whom, as of when.
        rows: as many texts each as there are columns.
    """
    size = A4_LANDSCAPE if is_landscape else A4
    column = Column(_MARGIN, size[1] - _MARGIN - _HEAD, size[0] - 2 * _MARGIN, _MARGIN + 6 * MM)
    whole = sum(one.share for one in columns)
    widths = [column.width_pt * one.share / whole for one in columns]
    head = _row([one.title for one in columns], columns, widths, is_head=True)
    body = [_row(row, columns, widths) for row in rows]
    pages = pages_of(body, column.height_pt - head.height_pt)
    with document(size, title=title, author=author) as made:
        for number, page in enumerate(pages, 1):
            _title(made.canvas, title, subtitle, size, is_sample)
            paint_rows(made.canvas, [head, *page], column.left_pt, column.top_pt)
            if not rows:
                y = column.top_pt - head.height_pt - 12 * MM
                put(made.canvas, size[0] / 2, y, t("Nothing to list."), Face.SERIF, 12, align="center", color=QUIET)
            foot(made.canvas, column, author, f"— {number} / {len(pages)} —")
            made.canvas.showPage()
    return made.content


def _title(canvas: Any, title: str, subtitle: str, size: tuple[float, float], is_sample: bool) -> None:
    room = size[0] - 2 * _MARGIN
    mark = f" {t('[Sample]')}" if is_sample else ""
    y = size[1] - _MARGIN - 6 * MM
    put(
        canvas,
        size[0] / 2,
        y,
        title + mark,
        Face.SERIF_BOLD,
        fit(title + mark, Face.SERIF_BOLD, 18, room, 9),
        align="center",
        color=INK,
    )
    put(
        canvas,
        size[0] / 2,
        y - 8 * MM,
        subtitle,
        Face.SERIF,
        fit(subtitle, Face.SERIF, 10.5, room, 6),
        align="center",
        color=QUIET,
    )


def _row(
    texts: Sequence[str], columns: Sequence[TableColumn], widths: Sequence[float], *, is_head: bool = False
) -> Row:
    face = Face.SANS_BOLD if is_head else Face.SANS
    cells = [wrap_text(text, face, _SIZE, wide - 2 * _PAD) for text, wide in zip(texts, widths, strict=True)]
    high = max(len(lines) for lines in cells) * _PITCH + 2 * _PAD

    def paint(canvas: Any, x: float, y: float) -> None:
        if is_head:
            hairline(canvas, x, y, x + sum(widths), y, color=INK, width_pt=1.0)
        for lines, column, wide in zip(cells, columns, widths, strict=True):
            place = {"left": x + _PAD, "center": x + wide / 2, "right": x + wide - _PAD}[column.align]
            for number, line in enumerate(lines):
                base = y - _PAD - number * _PITCH - _PITCH * 0.74
                put(canvas, place, base, line, face, _SIZE, align=column.align, color=INK)
            x += wide
        edge = INK if is_head else LINE
        hairline(canvas, x - sum(widths), y - high, x, y - high, color=edge, width_pt=0.6 if is_head else 0.35)

    return Row(high, paint)
