"""Tables of questions as offices and other programs make them, in memory."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trainer.adapters.interchange.questions import sheets
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.question import Question

Table = Sequence[Sequence[Any]]


def workbook(
    named: Mapping[str, Table] | Table, finish: Callable[[Any, dict[str, Any]], None] | None = None, **options: Any
) -> bytes:
    """Write .xlsx: text as text, numbers as numbers, dates as dates; ``finish`` gets the book and its sheets."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False, **options})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    pages: dict[str, Any] = {}
    for name, table in (named if isinstance(named, Mapping) else {"题库": named}).items():
        page = pages[name] = book.add_worksheet(name)
        for row, cells in enumerate(table):
            for column, value in enumerate(cells):
                if isinstance(value, datetime.date):
                    page.write_datetime(row, column, value, day)
                elif value not in ("", None):
                    page.write(row, column, value)
    if finish is not None:
        finish(book, pages)
    book.close()
    return target.getvalue()


def read(data: bytes, name: str = "题库.xlsx", **options: Any) -> FileReading:
    return sheets.read(SourceFile(name, data), ReadOptions(**options))


def only(data: bytes, name: str = "题库.xlsx", **options: Any) -> list[Question]:
    """Read questions that all must be usable."""
    found = read(data, name, **options)
    assert found.refused == 0, found.findings
    return [draft.question for draft in found.drafts]


def codes(found: FileReading) -> list[str]:
    return sorted(finding.code for finding in found.findings)


def right(question: Question) -> str:
    """Give the letters of the key."""
    return "".join(chr(65 + place) for place, choice in enumerate(question.choices) if choice.is_right)
