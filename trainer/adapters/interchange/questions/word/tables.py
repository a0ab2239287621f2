"""What a table of a Word file is: keys, a list of questions, a frame around text, or data of a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.chinese.signs import shadow
from trainer.adapters.interchange.questions.lists.lines import line_of
from trainer.adapters.interchange.questions.lists.looks import look_at
from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.adapters.interchange.questions.sheets.layout import find_layout
from trainer.domain.people.tables import Sheet
from trainer.domain.question_bank.text import escape

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBERS = re.compile(r"(?:题号|序号|题目)[:：]?")
_KEYS = re.compile(r"(?:参考|正确)?答案[:：]?")
_MOST_COLUMNS = 60


class Sort(StrEnum):
    """What a table is for."""

    KEYS = "keys"
    QUESTIONS = "questions"
    FRAME = "frame"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its element, its text, and how many columns it is wide."""

    element: _Element
    text: str
    width: int
    goes_on: bool


def cells_of(table: _Element, text_of: Callable[[_Element], str]) -> list[list[Cell]]:
    """Read the cells of a table, row by row."""
    rows = []
    for row in _inside(table, "tr"):
        cells = []
        for cell in _inside(row, "tc"):
            span = cell.find("{*}tcPr/{*}gridSpan")
            merge = cell.find("{*}tcPr/{*}vMerge")
            width = _value(span) if span is not None else "1"
            goes_on = merge is not None and _value(merge) != "restart"
            cells.append(Cell(cell, text_of(cell), min(int(width), _MOST_COLUMNS) if width.isdigit() else 1, goes_on))
        rows.append(cells)
    return rows


def _inside(element: _Element, name: str) -> Iterator[_Element]:
    """Give children by name, also those in wrappers of content controls."""
    for child in element:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag == name:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(child, name)


def _value(element: _Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "val"), "")


def sort_of(rows: list[list[Cell]]) -> Sort:
    """Tell what a table is for."""
    if not rows:
        return Sort.DATA
    if key_lines(rows):
        return Sort.KEYS
    if len(rows) > 1 and is_list(rows):
        return Sort.QUESTIONS
    if sum(len(row) for row in rows) == 1 or _frames(rows):
        return Sort.FRAME
    return Sort.DATA


def key_lines(rows: list[list[Cell]]) -> list[str]:
    """Write a table of keys as lines; empty where it is none.

    Keys stand below their numbers (题号 above 答案), or beside them (columns 题号 and 答案).
    """
    texts = [[" ".join(cell.text.split()) for cell in row] for row in rows]
    found: list[str] = []
    for upper, lower in zip(texts[::2], texts[1::2], strict=False):
        if not upper or not lower or not _NUMBERS.fullmatch(shadow(upper[0])) or not _KEYS.fullmatch(shadow(lower[0])):
            break
        found += ["\t".join(["题号", *upper[1:]]), "\t".join(["答案", *lower[1:]])]
    if found and len(found) >= len(texts) - 1:
        return found
    head = [shadow(text) for text in texts[0]]
    pairs = [
        (place, next((p for p in range(place + 1, len(head)) if _KEYS.fullmatch(head[p])), None))
        for place, text in enumerate(head)
        if _NUMBERS.fullmatch(text)
    ]
    if not pairs or any(key is None or key - place > 2 for place, key in pairs) or len(head) > 3 * len(pairs):
        return []
    lines = []
    for row in texts[1:]:
        for place, key in pairs:
            if key is None or key >= len(row) or not row[place].strip(".、 ").isdigit():
                continue
            told = (
                f" 解析：{row[key + 1]}"
                if len(head) == 3 and len(pairs) == 1 and key + 1 < len(row) and row[key + 1]
                else ""
            )
            lines.append(f"{row[place].strip('.、 ')}. {row[key]}{told}")
    return ["参考答案", *lines] if len(lines) > 1 else []


def is_list(rows: list[list[Cell]]) -> bool:
    """Tell whether the first rows say what the columns hold, as in a table of questions."""
    layout = find_layout(sheet_of(rows, ""))
    return layout is not None and not layout.is_guessed and bool(layout.places(Column.STEM))


def sheet_of(rows: list[list[Cell]], name: str) -> Sheet:
    """Give a table as a sheet."""
    width = max((sum(cell.width for cell in row) for row in rows), default=0)
    filled: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for place, cell in enumerate(row):
            above = filled[-1][len(line)] if cell.goes_on and filled and len(line) < width else ""
            line += [cell.text or above if place < width else cell.text, *[""] * (cell.width - 1)]
        filled.append([*line[:width], *[""] * (width - len(line))])
    return Sheet(name, [list(line) for line in filled])


def _frames(rows: list[list[Cell]]) -> bool:
    """Tell whether questions, choices or labelled keys stand in the cells."""
    for row in rows:
        for cell in row:
            for line in cell.text.split("\n")[:40]:
                look = look_at(line_of(1, line))
                if look.letter is not None or look.labels or look.heading is not None:
                    return True
                if look.number is not None and not look.number.is_doubtful and len(line) > 12:
                    return True
    return False


def markdown(rows: list[list[Cell]]) -> str:
    """Write a table in the Markdown of questions; a table with one row gets an empty head."""
    texts = [[_cell(part) for cell in row for part in (cell.text, *[""] * (cell.width - 1))] for row in rows]
    width = min(max(map(len, texts), default=0), _MOST_COLUMNS)
    lines = [f"| {' | '.join([*row[:width], *[''] * (width - len(row))])} |" for row in texts]
    if len(lines) == 1:
        lines.insert(0, f"|{'  |' * width}")
    lines.insert(1, f"|{' --- |' * width}")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return escape(" ".join(text.split())).replace("|", "\\|")
