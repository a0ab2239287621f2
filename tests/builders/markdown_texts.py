"""Strategies for the small Markdown of questions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import strategies as st

from trainer.domain.question_bank.blocks import (
    Block,
    Formula,
    Item,
    Items,
    Paragraph,
    Run,
    RunKind,
    Runs,
    Table,
    merged,
)

# Signs that mean something somewhere come often; Chinese, full-width signs and rare characters come, too.
SIGNS = "\\`*$!<>|-[](){}_#+.&;:=~^1 2ax Q\n中文，。（）𬸚"
texts = st.text(alphabet=st.sampled_from(SIGNS), max_size=40) | st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=40
)
_LINE = st.text(alphabet=st.sampled_from(SIGNS.replace("\n", "")), min_size=1, max_size=20)


def words_of(blocks: Iterable[Block]) -> str:
    """Say everything that blocks say: lines by line breaks, blocks by empty lines."""
    parts = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(_said(block.runs))
        elif isinstance(block, Items):
            parts.append("\n".join(_said(item.runs) for item in block.items))
        elif isinstance(block, Table):
            parts.append("\n".join(" ".join(_said(cell) for cell in row) for row in block.rows))
        else:
            parts.append(block.source)
    return "\n\n".join(parts)


def settled(text: str) -> str:
    """Make the form that no round trip changes: no spaces at the ends of lines, one empty line between paragraphs."""
    lines = [line.rstrip() if line.strip() else "" for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n").strip(" ")


def _said(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _sources() -> st.SearchStrategy[str]:
    letters = st.sampled_from([*"xyab12+-=<>|_^{}() ", r"\frac", r"\\", r"\$", r"\%", r"\(", r"\]", r"\text{中}"])
    joined = st.lists(letters, min_size=1, max_size=6).map("".join).map(lambda said: " ".join(said.split()))
    return joined.filter(lambda said: bool(said) and _ends_well(said))


def _ends_well(source: str) -> bool:
    stripped = source.rstrip("\\")
    return (len(source) - len(stripped)) % 2 == 0 and not source.endswith("\\ ")


def _runs(line: st.SearchStrategy[str] = _LINE) -> st.SearchStrategy[Runs]:
    look = st.fixed_dictionaries(
        {"strong": st.booleans(), "underline": st.booleans(), "script": st.sampled_from((0, 0, 1, -1))}
    )
    plain = line.map(lambda said: said.strip() or "字").flatmap(lambda said: look.map(lambda how: Run(said, **how)))
    code = st.text(alphabet="ab=*$<|\\_ (中", min_size=1, max_size=8).map(lambda said: Run(f"c{said}c", RunKind.CODE))
    formula = _sources().map(lambda said: Run(said, RunKind.FORMULA))
    media = st.text(alphabet="图ab[]\\(*", max_size=6).map(lambda said: Run(said, RunKind.MEDIA, "图_1.png"))
    return st.lists(plain | plain | code | formula | media, min_size=1, max_size=5).map(
        lambda runs: tuple(merged(runs))
    )


def _lines(runs: list[Runs]) -> Runs:
    said = list(runs[0])
    for other in runs[1:]:
        said += (Run("\n"), *other)
    return tuple(merged(said))


@st.composite
def _items(draw: st.DrawFn) -> Items:
    found: list[Item] = []
    for runs in draw(st.lists(st.lists(_runs(), min_size=1, max_size=2).map(_lines), min_size=1, max_size=4)):
        deepest = found[-1].depth + 1 if found else 0
        depth = draw(st.integers(0, deepest))
        number = draw(st.none() | st.integers(0, 99))
        if depth == 0 and found and (number is None) != (found[0].number is None):
            number = None if found[0].number is None else 1
        found.append(Item(runs, depth, number))
    return Items(tuple(found))


@st.composite
def _table(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 3))
    row = st.lists(_runs() | st.just(()), min_size=columns, max_size=columns).map(tuple)
    return Table(tuple(draw(st.lists(row, min_size=1, max_size=3))))


def block_lists() -> st.SearchStrategy[list[Block]]:
    """Give lists of blocks such as a text may hold."""
    paragraph = st.lists(_runs(), min_size=1, max_size=3).map(_lines).map(Paragraph)
    return st.lists(paragraph | _items() | _table() | _sources().map(Formula), max_size=4)
