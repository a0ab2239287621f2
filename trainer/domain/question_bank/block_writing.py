"""Write the parts of a text so that reading gives them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from trainer.domain.question_bank.block_values import (
    Block,
    Item,
    Items,
    Paragraph,
    Run,
    RunKind,
    Runs,
    Table,
    lines_of,
)
from trainer.domain.question_bank.text import escape_lines, escape_signs

# Spaces by which an inner list stands further in.
INDENT = 2


def write_blocks(found: Iterable[Block]) -> str:
    """Write a text that reads as these blocks; what no text can hold (a line break in a cell) becomes a space."""
    parts = []
    for block in found:
        if isinstance(block, Paragraph):
            part = _write_paragraph(block.runs)
        elif isinstance(block, Items):
            part = "\n".join(_write_item(item) for item in block.items)
        elif isinstance(block, Table):
            part = _write_table(block.rows)
        else:
            part = f"$${block.source}$$"
        if part:
            parts.append(part)
    return "\n\n".join(parts)


def _write_paragraph(runs: Runs) -> str:
    lines = [_write_line(line) for line in lines_of(runs)]
    return "\n".join([escape_lines(line) for line in lines if line.strip()])


def _write_item(item: Item) -> str:
    first, *others = [line for line in map(_write_line, lines_of(item.runs)) if line.strip()] or [""]
    blank = " " * (INDENT * item.depth)
    sign = "-" if item.number is None else f"{item.number}."
    said = [f"{blank}{sign} {first.strip(' ')}"] if first else []
    said += [f"{blank}{' ' * INDENT}{escape_lines(line.strip(' '))}" for line in others]
    return "\n".join(said)


def _write_table(rows: tuple[tuple[Runs, ...], ...]) -> str:
    if not rows or not rows[0]:
        return ""
    lines = [f"| {' | '.join(_write_cell(cell) for cell in row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    return "\n".join(lines)


def _write_cell(runs: Runs) -> str:
    said = " ".join(_write_line(line).strip(" ") for line in lines_of(runs))
    return said.strip(" ").replace("|", "\\|")


def _write_line(runs: Sequence[Run]) -> str:
    said = list(runs)
    while said and said[-1].kind is RunKind.TEXT:
        # Before signs are escaped: one more is at risk at the end of the line.
        said[-1] = said[-1].saying(said[-1].text.rstrip(" \t"))
        if said[-1].text:
            break
        del said[-1]
    pieces = _pieces(said)
    _set_formulas(pieces)
    return "".join(words for words, _ in pieces)


def _pieces(runs: Sequence[Run]) -> list[tuple[str, bool]]:
    """Write the runs of a line; formulas, marked by True, have no signs around them yet."""
    pieces: list[tuple[str, bool]] = []
    has_strong = any(run.strong for run in runs)
    now: tuple[bool, bool, int] = (False, False, 0)
    for run in runs:
        wanted = (run.strong, run.underline, run.script)
        if wanted != now:
            pieces += [(sign, False) for sign in _change(now, wanted)]
            now = wanted
        if run.kind is RunKind.FORMULA:
            pieces.append((run.text, True))
        elif run.kind is RunKind.CODE and run.text and "`" not in run.text and "\n" not in run.text:
            pieces.append((f"`{run.text}`", False))
        elif run.kind is RunKind.MEDIA:
            words = re.sub(r"([\\\[\]])", r"\\\1", run.text.replace("\n", " "))
            pieces.append((f"![{words}]({run.name})", False))
        else:
            pieces.append((escape_signs(run.text, beside_strong=has_strong), False))
    pieces += [(sign, False) for sign in _change(now, (False, False, 0))]
    return pieces


def _change(now: tuple[bool, bool, int], wanted: tuple[bool, bool, int]) -> list[str]:
    if now == wanted:
        return []
    level = next(at for at in range(3) if now[at] != wanted[at])
    names = ("", "sup", "sub")
    signs = []
    if now[2]:
        signs.append(f"</{names[now[2]]}>")
    if level < 2 and now[1]:
        signs.append("</u>")
    if level < 1:
        signs.append("**")
    if level < 2 and wanted[1]:
        signs.append("<u>")
    if wanted[2]:
        signs.append(f"<{names[wanted[2]]}>")
    return signs


def _set_formulas(pieces: list[tuple[str, bool]]) -> None:
    at = 0
    while at < len(pieces):
        if not pieces[at][1]:
            at += 1
            continue
        end = at
        while end < len(pieces) and pieces[end][1]:
            end += 1
        before = pieces[at - 1][0][-1:] if at else ""
        after = pieces[end][0][:1] if end < len(pieces) else ""
        sign = "$$" if any(char.isascii() and char.isalnum() for char in before + after) else "$"
        for place in range(at, end):
            pieces[place] = (f"{sign}{pieces[place][0]}{sign}", False)
        at = end
