"""What a text of a question is made of: paragraphs, lists, tables and formulas of runs in one type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class RunKind(StrEnum):
    """What a run is."""

    TEXT = "text"
    CODE = "code"
    FORMULA = "formula"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Run:
    r"""A stretch in one type.

    Attributes:
        text: the words; a line break is ``\n`` (only in texts in plain type). The LaTeX source of a formula. What stands
            for a picture, sound or video where it cannot be seen.
        kind: see :class:`RunKind`.
        name: of the attachment, for media.
        strong, underline: type.
        script: 1 above, -1 below the line, 0 on it.
    """

    text: str
    kind: RunKind = RunKind.TEXT
    name: str = ""
    strong: bool = False
    underline: bool = False
    script: int = 0

    def saying(self, text: str) -> Run:
        """Give other words in the same type."""
        return Run(text, self.kind, self.name, self.strong, self.underline, self.script)


Runs: TypeAlias = tuple[Run, ...]
_JOINED = (RunKind.TEXT, RunKind.CODE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list.

    Attributes:
        runs: what it says.
        depth: 0 for the outer list.
        number: as written; None for an entry without one.
    """

    runs: Runs
    depth: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list with its inner lists, in the order of reading; either all or none of its outer entries have numbers."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first row is its head, and all rows have as many cells."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula on a line of its own: its LaTeX source."""

    source: str


Block: TypeAlias = Paragraph | Items | Table | Formula


def merged(runs: Iterable[Run]) -> list[Run]:
    """Join neighbouring texts, and neighbouring code, of one type; empty ones go."""
    found: list[Run] = []
    words: list[str] = []
    for run in runs:
        if not run.text and run.kind is not RunKind.MEDIA:
            continue
        if words and _look(found[-1]) == _look(run):
            words.append(run.text)
            continue
        _join(found, words)
        found.append(run)
        if run.kind in _JOINED:
            words.append(run.text)
    _join(found, words)
    return found


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Part runs at their line breaks."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.kind is RunKind.TEXT and "\n" in run.text:
            first, *others = run.text.split("\n")
            if first:
                lines[-1].append(run.saying(first))
            lines.extend([run.saying(other)] if other else [] for other in others)
        elif run.text or run.kind is RunKind.MEDIA:
            lines[-1].append(run)
    return lines


def _look(run: Run) -> tuple[RunKind, bool, bool, int]:
    return run.kind, run.strong, run.underline, run.script


def _join(found: list[Run], words: list[str]) -> None:
    if len(words) > 1:
        found[-1] = found[-1].saying("".join(words))
    words.clear()
