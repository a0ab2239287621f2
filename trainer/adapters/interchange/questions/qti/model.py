"""An item of any version of QTI as it was read, before it is known which kind of question it is.

The readers of QTI 1.2 and of 2.x/3.0 both make this; ``building`` turns it into a question. Texts are in our Markdown; in the
body of an item :func:`place` marks where an interaction stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from trainer.adapters.interchange.questions.qti.notes import Notes
from trainer.domain.question_bank.drafts import MediaFile

if TYPE_CHECKING:
    from trainer.domain.question_bank.answers import Result, Variable

# Private-use characters: no source holds them, and neither Markdown nor HTML gives them a meaning.
OPEN, CLOSE = "\ue0f0", "\ue0f1"


def place(number: int) -> str:
    """Mark the place of the interaction with this index in a text."""
    return f"{OPEN}{number}{CLOSE}"


class Sort(StrEnum):
    """What an interaction asks of a candidate (QTI 2.1 information model, chapter 7)."""

    CHOICE = "choice"
    ORDER = "order"
    MATCH = "match"
    ASSOCIATE = "associate"
    GAP_MATCH = "gap_match"
    INLINE_CHOICE = "inline_choice"
    TEXT = "text"
    EXTENDED_TEXT = "extended_text"
    HOTTEXT = "hottext"
    HOTSPOT = "hotspot"
    POINT = "point"
    GRAPHIC_GAP = "graphic_gap"
    POSITION = "position"
    SLIDER = "slider"


@dataclass(slots=True)
class Option:
    """Something to choose, to arrange, to pair or to fill.

    Attributes:
        identifier: by which responses name it.
        text: Markdown.
        why: shown when it is chosen.
        shape, coords: of a part of a picture, as QTI writes them (2.1, 7.5): ``rect``, ``circle``, ``poly``, ``ellipse``.
        picture: name of an attachment.
        limit: how often it may be used; 0 without limit.
        mark: index of its place in the text of a gap match; -1 elsewhere.
    """

    identifier: str
    text: str = ""
    why: str = ""
    shape: str = ""
    coords: str = ""
    picture: str = ""
    limit: int = 1
    mark: int = -1


@dataclass(slots=True)
class Interaction:
    """One interaction.

    Attributes:
        sort: see :class:`Sort`.
        response: identifier of its response variable.
        prompt: Markdown; the text of a gap match or of a hottext, too.
        options: choices; first members of pairs; things to place.
        targets: second members of pairs; gaps; zones.
        shuffle: the file wants the choices mixed.
        limit: how many may be chosen; 0 without limit.
        is_inline: stands within a line of text.
        is_alone: is inline, and its line holds nothing else.
        picture: name of the attachment that is shown.
        size: width and height of the picture as the file tells them; 0 where it does not.
        is_number: the response is a number.
        strict: the file says that upper and lower case differ.
        lines: how long an answer is expected; 0 where the file does not say.
    """

    sort: Sort
    response: str
    prompt: str = ""
    options: list[Option] = field(default_factory=list)
    targets: list[Option] = field(default_factory=list)
    shuffle: bool = True
    limit: int = 1
    is_inline: bool = False
    is_alone: bool = False
    picture: str = ""
    size: tuple[int, int] = (0, 0)
    is_number: bool = False
    strict: bool = False
    lines: int = 0


@dataclass(slots=True)
class Mapping2:
    """Points for single values of a response (QTI 2.1, 8.2 ``mapping``).

    Attributes:
        entries: value -> points.
        default: points for any other value.
        low, high: bounds of the sum; None without.
        folded: entries for which upper and lower case are the same.
        is_strict: every entry says by itself that they differ.
    """

    entries: dict[str, Fraction]
    default: Fraction = Fraction(0)
    low: Fraction | None = None
    high: Fraction | None = None
    folded: frozenset[str] = frozenset()
    is_strict: bool = False


@dataclass(slots=True)
class Area:
    """Points for a part of a picture (QTI 2.1, 8.2 ``areaMapping``)."""

    shape: str
    coords: str
    points: Fraction


@dataclass(slots=True)
class Declaration:
    """A response variable (QTI 2.1, 8.2 ``responseDeclaration``).

    Attributes:
        cardinality: ``single``, ``multiple``, ``ordered``, ``record``.
        base_type: ``identifier``, ``string``, ``float``, ``directedPair`` ...
        correct: the right response, value by value; empty where the file gives none.
    """

    identifier: str
    cardinality: str = "single"
    base_type: str = "identifier"
    correct: tuple[str, ...] = ()
    mapping: Mapping2 | None = None
    areas: tuple[Area, ...] = ()
    areas_default: Fraction = Fraction(0)


@dataclass(slots=True)
class FeedbackText:
    """A text that is shown after an answer, on a condition.

    Attributes:
        outcome, identifier: it depends on whether this outcome holds this value.
        shows: shown when it does; else hidden when it does.
        text: Markdown.
    """

    outcome: str
    identifier: str
    shows: bool
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules of an item make of a response.

    Attributes:
        score: points as the item counts them.
        values: outcome variable -> the values it holds.
    """

    score: Fraction
    values: Mapping[str, frozenset[str]]


Responses = Mapping[str, tuple[str, ...]]


class Scorer(Protocol):
    """The rules of an item, ready to be tried with responses.

    Attributes:
        standard: ``match`` or ``map`` where the rules are no more than that; empty where they must be tried.
    """

    standard: str

    def score(self, responses: Responses) -> Outcome:
        """Try a response.

        Raises:
            UnscorableError: the rules hold something that cannot be computed here.
        """

    def constants(self, response: str) -> tuple[str, ...]:
        """Give the values that the rules compare a response with, in the order of the file."""

    def ranges(self, response: str) -> tuple[NumberRange, ...]:
        """Give the ranges of numbers that the rules compare a response with."""

    def sets(self, response: str) -> tuple[tuple[str, ...], ...]:
        """Give whole responses of several values that the rules speak of."""

    def is_strict(self, response: str) -> bool:
        """Tell whether the rules say that upper and lower case differ."""


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers that a rule treats alike.

    Attributes:
        low, high: both ends; the same for one number.
        tolerance: around ``low``, where the rule says it so; relative to it where ``is_relative``.
    """

    low: Fraction
    high: Fraction
    tolerance: Fraction = Fraction(0)
    is_relative: bool = False


class UnscorableError(Exception):
    """The rules of an item hold something that this program cannot compute.

    Args:
        what: name of the element.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(slots=True)
class Template:
    """Varying numbers of an item, in the terms of our own parameterised questions.

    Attributes:
        expressions: identifier of each template variable -> how it is written in a text: ``{a}`` or ``{=a*b}``.
        keys: response identifier -> the expression of its right answer.
    """

    variables: list[Variable] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    expressions: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    results: dict[str, list[Result]] = field(default_factory=dict)


@dataclass(slots=True)
class Item:
    """One item.

    Attributes:
        body: Markdown with places.
        feedbacks: in the order of the file.
        points: marks for the whole, where the file tells them.
        hint: what the file's own word for its type says: a kind by name, ``survey`` or ``text``; empty where it has none.
        solution, praise, blame: shown after any answer, the right one, a wrong one, where the reader knows it already.
        model_answer: for the people who mark it.
        rubrics: what they are told to look for.
        stimulus: identifier or reference of shared material.
        head: attributes of the question that the file's data tell: tags, category, difficulty ...
    """

    identifier: str
    title: str
    notes: Notes
    body: str = ""
    interactions: list[Interaction] = field(default_factory=list)
    declarations: dict[str, Declaration] = field(default_factory=dict)
    scorer: Scorer | None = None
    feedbacks: list[FeedbackText] = field(default_factory=list)
    points: Fraction | None = None
    hint: str = ""
    solution: str = ""
    praise: str = ""
    blame: str = ""
    model_answer: str = ""
    rubrics: list[str] = field(default_factory=list)
    stimulus: str = ""
    media: dict[str, MediaFile] = field(default_factory=dict)
    template: Template | None = None
    head: dict[str, Any] = field(default_factory=dict)
