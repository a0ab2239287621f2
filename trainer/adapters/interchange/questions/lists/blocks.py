"""A list cut into its parts: sections, a block of lines for each question, keys that stand apart, and lines of nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.lists.lines import Line
from trainer.adapters.interchange.questions.lists.numbers import Numbered
from trainer.domain.question_bank.question import Kind


@dataclass(slots=True)
class Section:
    """What a heading says of the questions below it.

    Attributes:
        index: 0 for what stands before every heading.
        wanted, points: see ``sections.Heading``.
        chapter: the chapter it stands in.
        title: words of its own heading besides the kind.
    """

    index: int = 0
    wanted: Wanted | None = None
    points: Fraction | None = None
    chapter: str = ""
    title: str = ""

    @property
    def kind(self) -> Kind | None:
        """The kind, where one is said."""
        return self.wanted.kind if self.wanted is not None else None

    @property
    def is_open(self) -> bool:
        """Whether answers have points with numbers of their own."""
        return self.wanted is not None and self.wanted.is_open


@dataclass(slots=True)
class Block:
    """The lines of one question.

    Attributes:
        section: it stands in.
        number: None where none is written.
        lines: without the number; blank ones included.
        first, last: numbers of its first and last line that say something.
        is_case: material that several questions share.
        case_numbers: their numbers, where the material says them.
        tag: kind that stands in brackets behind its number.
        notes: codes of what was guessed.
    """

    section: Section
    number: Numbered | None
    lines: list[Line] = field(default_factory=list)
    first: int = 0
    last: int = 0
    is_case: bool = False
    case_numbers: tuple[int, int] | None = None
    has_key: bool = False
    tag: Wanted | None = None
    notes: list[tuple[str, int]] = field(default_factory=list)

    @property
    def kind(self) -> Kind | None:
        """The kind that the question or its section says, where one does."""
        return self.tag.kind if self.tag is not None else self.section.kind

    def add(self, line: Line) -> None:
        """Append a line."""
        self.lines.append(line)
        if not line.is_blank:
            self.first = self.first or line.number
            self.last = line.number


@dataclass(slots=True)
class KeyLine:
    """A line of keys that stand apart from their questions.

    Attributes:
        section: index of the section that it belongs to; None for keys of the whole list.
        wanted: kind that a heading among the keys says.
        ordinal: how many headings stood among the keys so far.
    """

    line: Line
    section: int | None
    wanted: Wanted | None = None
    ordinal: int = 0


@dataclass(slots=True)
class Blocks:
    """A list cut into its parts.

    Attributes:
        joined: for a line of nothing but a number, the line below that was put behind it.
    """

    blocks: list[Block] = field(default_factory=list)
    keys: list[KeyLine] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    unused: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    joined: dict[int, int] = field(default_factory=dict)
