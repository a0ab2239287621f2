"""A question and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """Which sort of question. The names are fixed by the command line's contract."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    BLANK = "blank"
    ORDERING = "ordering"
    MATCHING = "matching"


class State(StrEnum):
    """Where a question stands in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    RETIRED = "retired"


class Bloom(StrEnum):
    """Level of thinking asked for (Bloom's revised taxonomy, Anderson and Krathwohl 2001)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its text, whether it is right, and why."""

    text: str
    is_right: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """One gap of a fill-in: the accepted variants, the first one is shown as the key."""

    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of a matching question."""

    left: str
    right: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class LawBasis:
    """The rule a question rests on; after ``review_by`` it must be looked at again.

    Attributes:
        title, version, article: as cited; article may be empty.
        review_by: ISO date or empty.
    """

    title: str
    version: str
    article: str = ""
    review_by: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One version of one question.

    The parts used depend on the kind: ``choices`` for single and multiple, ``answer`` for judge, ``blanks`` (one per
    ``____`` in the stem) for blank, ``order`` (the right order) for ordering, ``pairs`` and surplus right-hand entries
    ``extra`` for matching.

    A response is a JSON object; indices always mean the order written here, never the shuffled one:
    single ``{"choice": 2}``, multiple ``{"choices": [0, 2]}``, judge ``{"answer": true}``,
    blank ``{"blanks": ["仿宋", ""]}``, ordering ``{"order": [2, 0, 1]}`` (indices into ``order`` as arranged),
    matching ``{"pairs": [1, null]}`` (for each left entry an index into rights + extra). ``{}`` is "not answered".
    """

    id: str
    code: str
    version: int
    kind: Kind
    course: str
    knowledge_point: str
    tier: str
    difficulty: int
    bloom: Bloom
    stem: str
    explanation: str
    teaches_lesson: str = ""
    teaches_screen: str = ""
    choices: tuple[Choice, ...] = ()
    answer: bool | None = None
    blanks: tuple[Blank, ...] = ()
    order: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    extra: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    law: LawBasis | None = None
    source: str = ""
    name: str = ""
    category: str = ""

    @property
    def rights(self) -> tuple[str, ...]:
        """Right-hand entries of a matching question, surplus ones last."""
        return tuple(pair.right for pair in self.pairs) + self.extra


WHOLE = Fraction(1)
NOTHING = Fraction(0)
