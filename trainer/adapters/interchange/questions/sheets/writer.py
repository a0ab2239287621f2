"""Write questions as a workbook: the questions, filled examples, and what every column means.

The same workbook without questions is the template for people who fill it in by hand. Cells hold text, whatever they look
like; lists of values guard the columns that know only a few.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from trainer.adapters.interchange.questions.sheets.examples import examples, explained
from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.adapters.interchange.questions.sheets.names import COLUMNS, EXAMPLES, GUIDE, QUESTIONS
from trainer.adapters.interchange.questions.sheets.records import (
    LONGEST_CELL,
    Row,
    read_back,
    rows_of,
    unkept_signs,
)
from trainer.adapters.interchange.workbooks import book_in_memory
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.wording import t
from trainer.wording.question_terms import BLOOM, KINDS, bloom_name, kind_name

Media = Callable[[str], bytes | None]
_CHOICES = 4
_MOST_CHOICES = 26
# Rows below the last question that are ready to be filled in.
_READY = 2_000
_WIDTHS: dict[Column, int] = {
    Column.CODE: 16,
    Column.KIND: 12,
    Column.STEM: 48,
    Column.CHOICE: 20,
    Column.ANSWER: 16,
    Column.EXPLANATION: 36,
    Column.WHYS: 28,
    Column.CATEGORY: 20,
    Column.LAW: 28,
    Column.PICTURE: 14,
    Column.MORE: 28,
}
_EMBEDDED = ("image/png", "image/jpeg", "image/gif", "image/bmp")
_PICTURE_HEIGHT = 80
_FONT = {"font_name": "Noto Sans SC", "font_size": 11}


def refuses(question: Question) -> str:
    """Say why a workbook cannot hold a question; empty where it can."""
    rows = rows_of(question)
    if any(row.longest() > LONGEST_CELL for row in rows):
        return "sheet_text_too_long"
    if any(len(row.choices) > _MOST_CHOICES for row in rows):
        return "sheet_too_many_choices"
    if question.kind in (Kind.HOTSPOT, Kind.DRAG) and not all(map(_is_embedded, _attachments(question))):
        return "sheet_picture_unfit"
    return ""


def loses(question: Question) -> tuple[str, ...]:
    """Say what a workbook would lose of a question that it holds."""
    found = []
    if not all(map(_is_embedded, _attachments(question))):
        found.append("sheet_media_lost")
    rows = rows_of(question)
    back = read_back(rows)
    if back is None or unkept_signs(rows) or not _is_same(back, question):
        found.append("sheet_words_changed")
    return tuple(found)


def _is_same(back: Question, question: Question) -> bool:
    from dataclasses import replace

    def bare(one: Question) -> Question:
        return replace(one, id="", code="", attachments=(), parts=tuple(map(bare, one.parts)))

    return bare(back) == bare(question)


def _attachments(question: Question) -> list[Attachment]:
    return [*question.attachments, *(one for part in question.parts for one in part.attachments)]


def _is_embedded(attachment: Attachment) -> bool:
    return attachment.media_type in _EMBEDDED and "." in attachment.name


def write(questions: Sequence[Question], media: Media, title: str) -> bytes:
    """Write questions; each must be one that :func:`refuses` lets pass."""
    rows = [row for number, question in enumerate(questions, 1) for row in rows_of(question, number)]
    return _book(rows, media, title)


def template() -> bytes:
    """Give the empty workbook that people fill in."""
    return _book([], lambda _digest: None, t(QUESTIONS))


def _book(rows: Sequence[Row], media: Media, title: str) -> bytes:
    target = io.BytesIO()
    with book_in_memory(target) as book:
        book.set_properties({"title": title})
        styles = _Styles(book)
        columns = _columns(max([_CHOICES, *(len(row.choices) for row in rows)]))
        _fill(book, styles, t(QUESTIONS), columns, rows, media, ready=_READY)
        shown = [row for question in examples() for row in rows_of(question)]
        wide = _columns(max([_CHOICES, *(len(row.choices) for row in shown)]))
        _fill(book, styles, t(EXAMPLES), wide, shown, media, ready=0)
        _guide(book, styles)
    return target.getvalue()


class _Styles:
    """Formats as in the other tables of the program."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format(
            {**_FONT, "bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "vcenter"}
        )
        self.needed = book.add_format(
            {**_FONT, "bold": True, "bottom": 1, "bg_color": "#D5E3F0", "text_wrap": True, "valign": "vcenter"}
        )
        self.cell = book.add_format({**_FONT, "num_format": "@", "text_wrap": True, "valign": "top"})


def _columns(choices: int) -> list[tuple[Column, int, str]]:
    """List the columns with the index of a choice and their headers."""
    found: list[tuple[Column, int, str]] = []
    for column, name in COLUMNS:
        if column is not Column.CHOICE:
            found.append((column, 0, t(name)))
            continue
        found += [(column, index, t(name, letter=chr(65 + index))) for index in range(choices)]
    return found


def _fill(
    book: Any,
    styles: _Styles,
    name: str,
    columns: Sequence[tuple[Column, int, str]],
    rows: Sequence[Row],
    media: Media,
    *,
    ready: int,
) -> None:
    sheet = book.add_worksheet(name)
    needed = (Column.KIND, Column.STEM, Column.ANSWER)
    for place, (column, _index, header) in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, 12), styles.cell)
        sheet.write_string(0, place, header, styles.needed if column in needed else styles.head)
    places = {(column, index): place for place, (column, index, _header) in enumerate(columns)}
    for number, row in enumerate(rows, start=1):
        for column, text in row.texts.items():
            sheet.write_string(number, places[column, 0], text, styles.cell)
        for index, text in enumerate(row.choices):
            sheet.write_string(number, places[Column.CHOICE, index], text, styles.cell)
        _draw(sheet, number, places[Column.PICTURE, 0], row.question, media)
    last = len(rows) + ready
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, places[Column.CHOICE, 0])
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, allowed in _lists().items():
        place = places[column, 0]
        sheet.data_validation(
            1, place, max(last, 1), place, {"validate": "list", "source": allowed, "error_type": "warning"}
        )


def _lists() -> dict[Column, list[str]]:
    return {
        Column.KIND: [kind_name(kind) for kind in KINDS],
        Column.DIFFICULTY: ["1", "2", "3", "4", "5"],
        Column.TIER: ["A", "B", "C", "AB", "AC", "BC", "ABC"],
        Column.BLOOM: [bloom_name(level) for level in BLOOM if level != Bloom.UNSET],
    }


def _draw(sheet: Any, row: int, place: int, question: Question, media: Media) -> None:
    offset = 0
    for attachment in filter(_is_embedded, question.attachments):
        content = media(attachment.digest)
        if content is None:
            continue
        scale = min(1.0, _PICTURE_HEIGHT / attachment.height) if attachment.height else 0.25
        options = {
            "image_data": io.BytesIO(content),
            "description": attachment.name,
            "x_offset": offset,
            "x_scale": scale,
            "y_scale": scale,
            "object_position": 1,
        }
        # The description brings the name of the attachment back when the file is read.
        sheet.insert_image(row, place, attachment.name, options)
        offset += 4
    if offset:
        sheet.set_row_pixels(row, _PICTURE_HEIGHT + 8)


def _guide(book: Any, styles: _Styles) -> None:
    sheet = book.add_worksheet(t(GUIDE))
    sheet.set_column(0, 0, 22, styles.cell)
    sheet.set_column(1, 1, 90, styles.cell)
    for place, header in enumerate((t("Column"), t("What stands there"))):
        sheet.write_string(0, place, header, styles.head)
    for number, (header, words) in enumerate(explained(), start=1):
        sheet.write_string(number, 0, header, styles.cell)
        sheet.write_string(number, 1, words, styles.cell)
    sheet.freeze_panes(1, 0)
