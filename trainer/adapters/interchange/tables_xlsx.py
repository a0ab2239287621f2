"""Write one plain table as a workbook that an office can sort, filter and print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from trainer.adapters.interchange.workbooks import new_workbook

_WIDEST = 48
_FORBIDDEN_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_table(path: Path, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table with a title line, a header that stays in sight, and a filter.

    Text stays text: a staff number or an ID number is never turned into a number, and a cell that begins with ``=`` is
    never a formula. Numbers (int, float, Decimal) are numbers.

    Args:
        path: file to make; one that is there is replaced only when the new one is complete.
        title: first line, and the name of the sheet.
        headers: one per column.
        rows: as many values each; None leaves a cell empty.

    Raises:
        Fault: ``file_not_written``, ``disk_full``.
    """
    with new_workbook(path) as book:
        _fill(book, title, list(headers), [list(row) for row in rows])


def _fill(book: Any, title: str, headers: list[str], rows: list[list[Any]]) -> None:
    font = {"font_name": "Noto Sans SC", "font_size": 11, "valign": "vcenter"}
    head = book.add_format({**font, "bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True})
    plain = book.add_format(font)
    big = book.add_format({**font, "bold": True, "font_size": 14})
    sheet = book.add_worksheet(title.translate(_FORBIDDEN_IN_SHEET_NAMES).strip()[:31] or "1")
    sheet.write_string(0, 0, title, big)
    sheet.set_row(0, 26)
    for column, header in enumerate(headers):
        sheet.write_string(1, column, header, head)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, plain)
    for column, header in enumerate(headers):
        texts = [header, *(str(row[column]) for row in rows if row[column] is not None)]
        sheet.set_column(column, column, min(_WIDEST, max(_cells(text) for text in texts) + 2))
    sheet.freeze_panes(2, 0)
    if headers:
        sheet.autofilter(1, 0, 1 + len(rows), len(headers) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _write(sheet: Any, row: int, column: int, value: Any, plain: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, plain)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, column, float(value), plain)
    elif isinstance(value, datetime | date):
        sheet.write_string(row, column, value.isoformat(), plain)
    else:
        sheet.write_string(row, column, str(value), plain)


def _cells(text: str) -> int:
    """Width in half-width cells: a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
