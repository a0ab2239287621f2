"""A text as numbered lines, with what its source knows beyond the letters: pictures, formulas, type.

Pictures and formulas stand in a line as one sign each from a plane of Unicode that no office writes; what they stand for is
kept beside. So every expression sees plain text, and nothing is lost on the way.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from trainer.adapters.interchange.questions.chinese.signs import clean, shadow
from trainer.domain.question_bank.blocks import Paragraph, Run, merged, write_blocks
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.text import escape

# A line beyond this is no line of a question; it is told and not looked into.
LONGEST_LINE = 200_000
# Signs from here on stand for something that a line of letters cannot hold.
FIRST_INLINE = 0x100000
LAST_INLINE = 0x10FFFD
# Type that covers more of a line than this is a habit of its layout and stresses nothing.
_STRESS = 0.6


@dataclass(frozen=True, slots=True)
class Inline:
    """What one sign stands for.

    Attributes:
        run: a picture, a formula, letters above or below the line; None for a block.
        plain: where only letters count, as in accepted answers.
        block: Markdown of a table that stands between paragraphs.
        file: the picture, where it is one.
    """

    run: Run | None
    plain: str = ""
    block: str = ""
    file: MediaFile | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a line in another type.

    Attributes:
        start, end: places in the line.
        sort: ``strong``, ``under``, or ``key`` for colours and shades by which people show what is right.
    """

    start: int
    end: int
    sort: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        number: 1-based, as people count them; several lines have the same one where a line was cut.
        text: as it stands there, without signs that nobody sees.
        seen: its shadow, of the same length.
        marks: in rising order of their starts.
    """

    number: int
    text: str
    seen: str
    marks: tuple[Mark, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text.strip()

    def cut(self, start: int, end: int | None = None) -> Line:
        """Give a stretch of this line as a line of its own."""
        end = len(self.text) if end is None else end
        marks = tuple(
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.sort)
            for mark in self.marks
            if mark.start < end and mark.end > start
        )
        return Line(self.number, self.text[start:end], self.seen[start:end], marks)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that belongs to one part of a question."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there, without blanks around it."""
        return self.line.text[self.start : self.end].strip()

    @property
    def seen(self) -> str:
        """Its shadow, without blanks around it."""
        return self.line.seen[self.start : self.end].strip()

    def trimmed(self) -> Piece:
        """Leave out the blanks around it."""
        whole = self.line.text[self.start : self.end]
        left = len(whole) - len(whole.lstrip())
        return Piece(self.line, self.start + left, self.start + left + len(whole.strip()))


# A stretch of a line, or words that stand in its place.
Part: TypeAlias = Piece | str


@dataclass(frozen=True, slots=True)
class RichText:
    """Lines and what their signs stand for."""

    lines: tuple[Line, ...]
    inlines: Mapping[str, Inline] = field(default_factory=dict)

    def plain(self, text: str) -> str:
        """Say a text in letters only."""
        if not self.inlines:
            return text
        return "".join(self.inlines[char].plain if char in self.inlines else char for char in text)

    def write(self, rows: Iterable[Sequence[Part]]) -> str:
        """Write stretches, line by line, in the Markdown of questions, with the type that their marks say."""
        lines = [_stripped(row) for row in rows]
        if not self.inlines and not any(part.line.marks for row in lines for part in row if isinstance(part, Piece)):
            return escape("\n".join("".join(map(_words, row)).strip() for row in lines)).strip()
        parts: list[str] = []
        runs: list[Run] = []
        for row in lines:
            found = [run for part in row for run in self._runs(part)]
            block = next((one for one in found if isinstance(one, str)), None)
            if block is not None:
                parts += [write_blocks((Paragraph(tuple(merged(runs))),)), block]
                runs = []
                continue
            if runs:
                runs.append(Run("\n"))
            runs += [one for one in found if isinstance(one, Run)]
        parts.append(write_blocks((Paragraph(tuple(merged(runs))),)))
        return "\n\n".join(part for part in parts if part)

    def _runs(self, part: Part) -> Iterator[Run | str]:
        if isinstance(part, str):
            yield Run(part)
            return
        line = part.line
        limit = _STRESS * len(line.text.strip())
        cuts = {part.start, part.end}
        marks = []
        for mark in line.marks:
            start, end = max(mark.start, part.start), min(mark.end, part.end)
            whole = start <= part.start and end >= part.end and mark.sort == "strong"
            if start < end and mark.sort != "key" and not whole and mark.end - mark.start <= limit:
                marks.append((start, end, mark.sort))
                cuts |= {start, end}
        places = sorted(cuts)
        for start, end in itertools.pairwise(places):
            sorts = {sort for begin, stop, sort in marks if begin <= start and end <= stop}
            yield from self._plain_runs(line.text[start:end], "strong" in sorts, "under" in sorts)

    def _plain_runs(self, text: str, strong: bool, under: bool) -> Iterator[Run | str]:
        start = 0
        for place, char in enumerate(text):
            inline = self.inlines.get(char)
            if inline is None:
                continue
            if start < place:
                yield Run(text[start:place], strong=strong, underline=under)
            if inline.run is not None:
                yield inline.run
            else:
                yield inline.block
            start = place + 1
        if start < len(text):
            yield Run(text[start:], strong=strong, underline=under)

    def files(self, lines: Iterable[Line]) -> tuple[MediaFile, ...]:
        """Give the pictures whose signs stand in lines, each once."""
        found: dict[str, MediaFile] = {}
        for line in lines if self.inlines else ():
            for char in line.text:
                inline = self.inlines.get(char)
                if inline is not None and inline.file is not None:
                    found.setdefault(inline.file.name, inline.file)
        return tuple(found.values())


def rich_text(text: str) -> RichText:
    """Cut a plain text into lines."""
    return RichText(tuple(line_of(number, line) for number, line in enumerate(clean(text).split("\n"), 1)))


def line_of(number: int, text: str, marks: tuple[Mark, ...] = ()) -> Line:
    """Make a line of a clean text."""
    return Line(number, text, shadow(text), marks)


def _stripped(row: Sequence[Part]) -> list[Part]:
    """Leave out the blanks at both ends of a line."""
    parts = list(row)
    while parts and not _words(parts[0]).strip():
        del parts[0]
    while parts and not _words(parts[-1]).strip():
        del parts[-1]
    if parts and isinstance(parts[0], Piece):
        parts[0] = Piece(parts[0].line, parts[0].trimmed().start, parts[0].end)
    if parts and isinstance(parts[-1], Piece):
        parts[-1] = Piece(parts[-1].line, parts[-1].start, parts[-1].trimmed().end)
    return parts


def _words(part: Part) -> str:
    return part if isinstance(part, str) else part.line.text[part.start : part.end]


def joined(texts: Iterable[str]) -> str:
    """Join what was wrapped at the end of lines: Chinese without a blank, a finished sentence with its line end."""
    whole = ""
    for text in texts:
        if not whole or not text:
            whole += text
        elif whole[-1] in "。；;：:！!？?":
            whole += "\n" + text
        elif whole[-1].isascii() and text[0].isascii():
            whole += " " + text
        else:
            whole += text
    return whole
