"""What columns a table has and what they were taken for, so that people may choose otherwise before an import."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.adapters.interchange.questions.sheets.cells import text_of
from trainer.adapters.interchange.questions.sheets.headers import Column, Meaning
from trainer.adapters.interchange.questions.sheets.layout import find_layout, letter
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.adapters.interchange.spreadsheets import workbook_of

_SAMPLES = 3
_SHOWN = 60
MOST_CHOICES = 26


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """One column.

    Attributes:
        place: 0-based.
        header: words above it; its letter where there are none.
        field: what it was taken for, as ``ReadOptions.sheet_columns`` names it; empty where it is not read.
        samples: what stands in its first rows.
    """

    place: int
    header: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetFound:
    """One sheet.

    Attributes:
        name: as on its tab; empty for a text table.
        header_row: 1-based row of the headers; 0 where there are none.
        is_guessed: columns were recognised by what stands in them.
        has_questions: enough was recognised to read questions from it.
        columns: all that hold anything.
    """

    name: str
    header_row: int
    is_guessed: bool
    has_questions: bool
    columns: tuple[ColumnFound, ...]


def fields() -> tuple[str, ...]:
    """Name everything that a column may hold, as ``ReadOptions.sheet_columns`` wants it: ``stem``, ``choice_1`` ..."""
    plain = [column.value for column in Column if column not in (Column.CHOICE, Column.RIGHT, Column.IGNORED)]
    many = [
        f"{column.value}_{number}" for column in (Column.CHOICE, Column.RIGHT) for number in range(1, MOST_CHOICES + 1)
    ]
    return (*plain, *many, Column.IGNORED.value)


def columns_of(source: SourceFile, options: ReadOptions) -> tuple[SheetFound, ...]:
    """Look at all visible sheets of a table.

    Raises:
        Refusal: as ``spreadsheets.workbook_of``.
    """
    book = workbook_of(source.data, source.name, encoding=options.encoding)
    found = []
    for sheet in book.sheets:
        if sheet.is_hidden or not sheet.rows:
            continue
        layout = find_layout(sheet, options.sheet_columns.get(sheet.name))
        first = layout.first if layout is not None else 0
        columns = []
        for place in range(len(sheet.rows[0])):
            texts = [text for row in sheet.rows[first:] if (text := text_of(row[place]))]
            header = layout.header(place) if layout is not None else letter(place)
            if not texts and header == letter(place):
                continue
            meaning = layout.columns.get(place) if layout is not None else None
            samples = tuple(text[:_SHOWN] for text in texts[:_SAMPLES])
            columns.append(ColumnFound(place, header, _field(meaning), samples))
        header_row = first if layout is not None and not layout.is_guessed else 0
        is_guessed = layout is not None and layout.is_guessed
        found.append(SheetFound(sheet.name, header_row, is_guessed, layout is not None, tuple(columns)))
    return tuple(found)


def _field(meaning: Meaning | None) -> str:
    if meaning is None:
        return ""
    if meaning.column in (Column.CHOICE, Column.RIGHT):
        return f"{meaning.column.value}_{meaning.index + 1}"
    return meaning.column.value
