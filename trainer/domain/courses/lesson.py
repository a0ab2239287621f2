"""A course, its lessons, their screens and the blocks on a screen.

Text keeps three forms that always agree: the source as the author wrote it, runs of plain text with a style (for any
renderer), and a small safe HTML made from the runs (``strong``, ``em``, ``code``, ``br`` and nothing else).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import TypeAlias


class ScreenKind(StrEnum):
    """What a screen is for."""

    TEXT = "text"
    SELF_CHECK = "self_check"
    ONE_PAGE = "one_page"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a line break is a run whose text is a newline."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """Text within a line or a paragraph.

    Attributes:
        source: as the author wrote it (Markdown).
        runs: the same as plain stretches with a style.
    """

    source: str
    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def html(self) -> str:
        """Safe HTML: every character of the source is escaped, only our own tags are in it."""
        return "".join(_run_html(run) for run in self.runs)


def _run_html(run: Run) -> str:
    if run.text == "\n":
        return "<br/>"
    said = escape(run.text, quote=False)
    if run.is_code:
        said = f"<code>{said}</code>"
    if run.is_emphasis:
        said = f"<em>{said}</em>"
    return f"<strong>{said}</strong>" if run.is_strong else said


NO_TEXT = Inline("", ())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a screen."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, perhaps with a list of its own."""

    text: Inline
    inner: tuple[Items, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``start`` is the first number of a numbered one."""

    items: tuple[Item, ...]
    is_numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; rows have as many cells as the header. ``aligned`` says left, center or right per column."""

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    aligned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted paragraphs."""

    texts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class TryIt:
    """A question to try at once, with its answer (which a reader may want to cover)."""

    question: Inline
    answer: Inline = NO_TEXT


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its file, and what it says in words."""

    path: Path
    alt: str


@dataclass(frozen=True, slots=True)
class SystemColumn:
    """The same step on some systems: ``windows``, ``uos``, ``kylin``."""

    systems: tuple[str, ...]
    text: Inline


@dataclass(frozen=True, slots=True)
class Systems:
    """One step on several systems, laid side by side."""

    columns: tuple[SystemColumn, ...]


Block: TypeAlias = Paragraph | Heading | Items | Table | Quote | TryIt | Figure | Systems


def words_of(block: Block) -> str:
    """Give all the words that a reader reads in a block; a figure's description is not read but seen."""
    match block:
        case Paragraph(text) | Heading(text):
            return text.plain
        case Items(items):
            return "".join(item.text.plain + "".join(words_of(inner) for inner in item.inner) for item in items)
        case Table(header, rows):
            return "".join(cell.plain for row in (header, *rows) for cell in row)
        case Quote(texts):
            return "".join(text.plain for text in texts)
        case TryIt(question, answer):
            return question.plain + answer.plain
        case Systems(columns):
            return "".join(column.text.plain for column in columns)
        case Figure():
            return ""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a reader sees between two headings of the first level.

    Attributes:
        heading: unique within the lesson; questions refer to it.
        kind: see :class:`ScreenKind`.
        blocks: in reading order.
        questions: codes of the self-check's questions; empty on other screens.
        line: where it begins in its file.
    """

    heading: str
    kind: ScreenKind
    blocks: tuple[Block, ...] = ()
    questions: tuple[str, ...] = ()
    line: int = 0

    @property
    def characters(self) -> int:
        """How many characters there are to read; blanks do not count."""
        return sum(len("".join(words_of(block).split())) for block in self.blocks)

    @property
    def figures(self) -> int:
        """How many figures there are to look at."""
        return sum(isinstance(block, Figure) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class KnowledgePoint:
    """The smallest thing that is taught and asked."""

    code: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True)
class ScreenOutline:
    """A screen without its text: enough to say what has been read and what remains."""

    heading: str
    kind: ScreenKind
    characters: int
    figures: int = 0


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """What lists and rules need to know of a lesson, without its text.

    Attributes:
        code: ``L0901``.
        course: code of its course.
        hours: class hours credited at completion.
        tiers: capital letters where it is required, small ones where it is optional (``aB``).
        minutes: honest time for reading and doing.
        objectives_zh, objectives_en: what the learner can do afterwards.
        questions: codes of the self-check's questions.
        file: where it is read from.
        is_own: an office's own lesson, not a shipped one.
    """

    code: str
    course: str
    title_zh: str
    title_en: str
    hours: Fraction
    tiers: str
    minutes: int
    objectives_zh: tuple[str, ...]
    objectives_en: tuple[str, ...]
    knowledge_points: tuple[KnowledgePoint, ...]
    version: int
    sources: tuple[str, ...]
    screens: tuple[ScreenOutline, ...]
    questions: tuple[str, ...]
    file: Path
    is_own: bool = False

    def title(self, language: str) -> str:
        """Give the title in a language, the other one where it is wanting."""
        return (self.title_zh or self.title_en) if language == "zh" else (self.title_en or self.title_zh)

    def screen_called(self, heading: str) -> int | None:
        """Find a screen by its heading; 0-based."""
        return next((n for n, screen in enumerate(self.screens) if screen.heading == heading), None)

    def is_required_for(self, tier: str) -> bool:
        """Tell whether people of a tier (``A``, ``B``, ``C``) must learn it."""
        return bool(tier) and tier.upper() in self.tiers

    def suits(self, tier: str) -> bool:
        """Tell whether a tier must or may learn it; an unknown tier may learn everything."""
        return not tier or tier.upper() in self.tiers.upper()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson with its text."""

    about: LessonOutline
    screens: tuple[Screen, ...]

    @property
    def code(self) -> str:
        return self.about.code

    @property
    def version(self) -> int:
        return self.about.version

    def title(self, language: str) -> str:
        """Give the title in a language."""
        return self.about.title(language)


@dataclass(frozen=True, slots=True)
class Course:
    """A course: its name and the lessons in teaching order."""

    code: str
    title_zh: str
    title_en: str
    version: int
    lessons: tuple[LessonOutline, ...] = field(default=())
    is_own: bool = False

    @property
    def hours(self) -> Fraction:
        """Class hours of all lessons together."""
        return sum((lesson.hours for lesson in self.lessons), Fraction(0))

    def title(self, language: str) -> str:
        """Give the title in a language, the other one where it is wanting."""
        return (self.title_zh or self.title_en) if language == "zh" else (self.title_en or self.title_zh)


def outline_of(screen: Screen) -> ScreenOutline:
    """Leave the text away."""
    return ScreenOutline(screen.heading, screen.kind, screen.characters, screen.figures)
