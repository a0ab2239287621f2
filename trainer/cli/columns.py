"""Tables for people at a terminal: columns line up although a Chinese character is two cells wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "


def cells(text: str) -> int:
    """Give how many terminal cells a text takes."""
    return sum(_width(sign) for sign in text)


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Lay out rows under a head.

    Args:
        head: names of the columns.
        rows: as many texts each.
        right: numbers of the columns whose texts end at the right edge (figures).
    """
    table = [head, *rows]
    widths = [max(cells(row[n]) for row in table) for n in range(len(head))]
    return "\n".join(_line(row, widths, right) for row in table)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    parts = []
    for n, text in enumerate(row):
        blanks = " " * (widths[n] - cells(text))
        parts.append(blanks + text if n in right else text + blanks)
    return _GAP.join(parts).rstrip()


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
