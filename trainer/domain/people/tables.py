"""A table as it came out of a foreign file, whatever its format: sheets of cells with their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


class CellFault(str):
    """A cell without a usable value: ``#N/A`` and its kin, or a formula that was saved without its result (``=``)."""

    __slots__ = ()


# NOTE: an empty cell is the empty string, so that a row needs no None checks.
Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as on its tab; empty for a text file.
        rows: cells from the very first row and column on, all rows equally long.
        merged: ranges (first row, first column, last row, last column), 0-based, inclusive.
        is_hidden: hidden in the file.
        hidden_rows: 0-based rows hidden by hand or by a filter.
        formula_cells: how many cells hold formulas, whose last saved results were taken.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    formula_cells: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """One file.

    Attributes:
        file: its name.
        digest: SHA-256 of its bytes, hex.
        form: ``xlsx``, ``xls``, ``csv``, ``html`` or ``xml``: what it is, whatever its name says.
        is_1904: days are counted from 1904.
        pictures: pictures were found in it; they are not read.
        facts: further remarks, code to values.
    """

    file: str
    digest: str
    form: str
    sheets: tuple[Sheet, ...]
    is_1904: bool = False
    pictures: bool = False
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
