"""The parts of a text of a question: paragraphs, lists, tables and formulas of runs in one type.

Windows, printed papers and other programs' files are all made from these values, so that a text looks alike everywhere.
``text`` says which signs mean what. Reading never fails: a sign without its partner is a character like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trainer.domain.question_bank.block_values import (
    Block,
    Formula,
    Item,
    Items,
    Paragraph,
    Run,
    RunKind,
    Runs,
    Table,
    lines_of,
    merged,
)
from trainer.domain.question_bank.block_writing import INDENT, write_blocks
from trainer.domain.question_bank.text import LIST_SIGN, TOKEN, paired

__all__ = [
    "MAX_COLUMNS",
    "Block",
    "Formula",
    "Item",
    "Items",
    "Paragraph",
    "Run",
    "RunKind",
    "Runs",
    "Table",
    "blocks",
    "formulas",
    "lines_of",
    "media_names",
    "merged",
    "runs_of",
    "write_blocks",
]

# Cells beyond this stand together in the last one; no table of a question is wider, and a hostile one must not be padded.
MAX_COLUMNS = 64
_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-{3,}:?[ \t]*\|)++[ \t]*")
_FORMULA_LINE = re.compile(r"[ \t]*\$\$(?=[^\s$])((?:\\.|[^\\$])++)(?<!\s)\$\$[ \t]*")
_CELL_END = re.compile(r"(?<!\\)\|")
_STARTS = frozenset("\\`$!<*")
_LINE_BREAK = Run("\n")


def blocks(text: str) -> tuple[Block, ...]:
    """Read a text; time grows with its length only."""
    if not text.strip():
        return ()
    if "\n" not in text and text[0] not in "$|- \t0123456789":
        return (Paragraph(tuple(runs_of(text))),)
    return tuple(_read(text.split("\n")))


def runs_of(line: str) -> list[Run]:
    """Read the runs of one line; what it begins with is not looked at."""
    if not line:
        return []
    if _STARTS.isdisjoint(line):
        return [Run(line)]
    found: list[Run] = []
    at = 0
    strong = False
    underline = 0
    scripts: list[int] = []

    def add(text: str, kind: RunKind = RunKind.TEXT, name: str = "") -> None:
        found.append(Run(text, kind, name, strong, underline > 0, scripts[-1] if scripts else 0))

    for token in paired(line):
        if token.start() > at:
            add(line[at : token.start()])
        at = token.end()
        tag = token["tag"]
        if token["sign"] is not None:
            add(token["sign"])
        elif token["strong"] is not None:
            strong = not strong
        elif tag is not None:
            step = -1 if token["end"] else 1
            if tag in ("u", "U"):
                underline += step
            elif step > 0:
                scripts.append(1 if tag in ("sup", "SUP") else -1)
            else:
                _close(scripts, 1 if tag in ("sup", "SUP") else -1)
        elif token["code"] is not None:
            add(token["code"], RunKind.CODE)
        elif token["name"] is not None:
            add(_unescaped(token["words"]), RunKind.MEDIA, token["name"].strip())
        else:
            add(token["display"] or token["formula"], RunKind.FORMULA)
    if at < len(line):
        add(line[at:])
    return merged(found)


def media_names(text: str) -> list[str]:
    """Name the attachments that a text refers to, in its order."""
    if "](" not in text:
        return []
    return [found["name"].strip() for found in TOKEN.finditer(text) if found["name"] is not None]


def formulas(text: str) -> list[str]:
    """Give the sources of all formulas of a text, in its order."""
    if "$" not in text:
        return []
    return [
        found["display"] or found["formula"] for found in TOKEN.finditer(text) if found["display"] or found["formula"]
    ]


def _close(scripts: list[int], script: int) -> None:
    for at in range(len(scripts) - 1, -1, -1):
        if scripts[at] == script:
            del scripts[at]
            return


def _unescaped(words: str) -> str:
    return re.sub(r"\\([\\\[\]])", r"\1", words) if "\\" in words else words


def _read(lines: Sequence[str]) -> Iterator[Block]:
    paragraph: list[Run] = []
    at = 0
    while at < len(lines):
        block, after = _set_apart(lines, at)
        line = lines[at]
        if block is None and line.strip():
            if paragraph:
                paragraph.append(_LINE_BREAK)
            paragraph += runs_of(line)
        elif paragraph:
            yield Paragraph(tuple(merged(paragraph)))
            paragraph = []
        if block is not None:
            yield block
        at = after
    if paragraph:
        yield Paragraph(tuple(merged(paragraph)))


def _set_apart(lines: Sequence[str], at: int) -> tuple[Block | None, int]:
    """Read a list, table or formula that begins on a line; gives the line after it, or after this one."""
    line = lines[at]
    start = line.lstrip(" \t")[:1]
    if start == "|":
        return _table(lines, at)
    if start == "$" and (formula := _FORMULA_LINE.fullmatch(line)) is not None:
        return Formula(formula[1]), at + 1
    if start and start in "-0123456789" and LIST_SIGN.match(line) is not None:
        return _items(lines, at)
    return None, at + 1


def _items(lines: Sequence[str], at: int) -> tuple[Items, int]:
    items: list[tuple[list[Run], int, int | None]] = []
    indents: list[int] = []
    while at < len(lines):
        line = lines[at]
        found = LIST_SIGN.match(line)
        if found is not None:
            indent = len(found[1].expandtabs(4))
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            number = None if found[2] is None else int(found[2])
            if items and len(indents) == 1 and (number is None) != (items[0][2] is None):
                break  # outer entries of the other sort are another list
            items.append((runs_of(line[found.end() :].rstrip(" \t")), len(indents) - 1, number))
        elif line.strip() and len(line) - len(line.lstrip(" ")) >= indents[-1] + INDENT:
            items[-1][0].append(_LINE_BREAK)
            items[-1][0].extend(runs_of(line.strip(" \t")))
        else:
            break
        at += 1
    return Items(tuple(Item(tuple(merged(runs)), depth, number) for runs, depth, number in items)), at


def _table(lines: Sequence[str], at: int) -> tuple[Table | None, int]:
    head = _cells(lines[at])
    if head is None or at + 1 == len(lines) or _RULE.fullmatch(lines[at + 1]) is None:
        return None, at + 1
    columns = min(len(head), MAX_COLUMNS)
    rows = [_row(head, columns)]
    at += 2
    while at < len(lines) and (cells := _cells(lines[at])) is not None:
        rows.append(_row(cells, columns))
        at += 1
    return Table(tuple(rows)), at


def _cells(line: str) -> list[str] | None:
    row = line.strip(" \t")
    if len(row) < 2 or row[0] != "|" or row[-1] != "|" or row[-2] == "\\":
        return None
    if "\\|" not in row:
        return row[1:-1].split("|")
    return [cell.replace("\\|", "|") for cell in _CELL_END.split(row[1:-1])]


def _row(cells: list[str], columns: int) -> tuple[Runs, ...]:
    if len(cells) > columns:
        cells = [*cells[: columns - 1], " ".join(cell.strip(" \t") for cell in cells[columns - 1 :])]
    said = [tuple(runs_of(cell.strip(" \t"))) for cell in cells]
    return tuple(said) + ((),) * (columns - len(said))
