"""A question: what is asked, where it belongs, and the parts its key is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trainer.domain.question_bank.answers import (
    NO_FEEDBACK,
    NOTHING,
    WHOLE,
    Attachment,
    Blank,
    Choice,
    Criterion,
    Feedback,
    Gap,
    NumericKey,
    Pair,
    Result,
    Token,
    Unit,
    Variable,
    Zone,
)

__all__ = [
    "NOTHING",
    "WHOLE",
    "Blank",
    "Bloom",
    "Choice",
    "Kind",
    "LawBasis",
    "Marking",
    "Pair",
    "Question",
    "State",
]


class Kind(StrEnum):
    """Which sort of question. The names are fixed by the command line's contract."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    BLANK = "blank"
    NUMERIC = "numeric"
    ORDERING = "ordering"
    MATCHING = "matching"
    HOTSPOT = "hotspot"
    DRAG = "drag"
    CLOZE = "cloze"
    SHORT_ANSWER = "short_answer"
    ESSAY = "essay"
    CASE_SET = "case_set"
    PARAMETERISED = "parameterised"
    PRACTICAL = "practical"


class Marking(StrEnum):
    """A question's own rule for part marks; without one, the paper's rule holds.

    Multiple choice knows the first three, ordering the first, fourth and fifth.
    """

    ALL_OR_NOTHING = "all_or_nothing"
    HALF = "half"
    PER_CHOICE = "per_choice"
    ADJACENT_PAIRS = "adjacent_pairs"
    LONGEST_RUN = "longest_run"


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
    UNSET = "unset"  # nobody has judged it yet, as with most imports


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
    r"""One version of one question.

    Texts (stem, choices, entries, reasons) are in the Markdown described in ``text``. The parts used depend on the kind;
    ``kinds`` says which:

    ============= ==================================================== ===================================================
    kind          parts                                                response (a JSON object; ``{}`` is "not answered")
    ============= ==================================================== ===================================================
    single        choices                                              ``{"choice": 2}``
    multiple      choices, marking                                     ``{"choices": [0, 2]}``
    judge         answer                                               ``{"answer": true}``
    blank         blanks, one per ``____`` in the stem; strict         ``{"blanks": ["仿宋", ""]}``
    numeric       numbers, units, unit_needed                          ``{"number": "3.14 m"}``
    ordering      order (the right order), marking                     ``{"order": [2, 0, 1]}``: indices as arranged
    matching      pairs, extra (surplus right-hand entries)            ``{"pairs": [1, null]}``: for each left entry an
                                                                       index into rights + extra
    hotspot       picture, zones (the right ones say so)               ``{"points": [[120, 45]]}``: pixels of the picture
    drag          picture, zones (each says which tokens), tokens      ``{"zones": [0, null]}``: for each zone a token
    cloze         gaps, ``[[1]]`` in the stem for the first            ``{"gaps": [1, "仿宋", null]}``: index or text
    short_answer  choices (accepted wordings, wildcards) or, by hand,  ``{"text": "..."}``
                  model_answer and rubric
    essay         model_answer, rubric, markers                        ``{"text": "..."}``
    case_set      parts: questions of other kinds; the stem is the     ``{"parts": [{...}, {...}]}``
                  shared material
    parameterised variables, conditions, results or choices; ``{a}``   as numeric, or as single where it has choices
                  and ``{=a*b}`` in texts
    practical     task                                                 none here: its result comes from the task's room
    ============= ==================================================== ===================================================

    Indices always mean the order written here, never the shuffled one.

    Attributes:
        id, code: ``id`` is derived from the code; ``kernel.ids.content_id("question", code)``.
        version: 1, 2, 3 ...
        tier: letters of A, B, C; empty where nobody has judged it.
        difficulty: 1 (easy) to 5; 0 where nobody has judged it.
        teaches_lesson, teaches_screen: where it is taught.
        departments, tags: free words; departments limit where it is asked.
        enemies: codes of questions that must not stand on one paper with it.
        points: marks it carries where a paper does not say otherwise.
        is_shuffled: its choices may be mixed.
        marking: its own rule for part marks.
        strict: which differences count in texts: any of ``case width spaces numerals``; the others are levelled out.
        wildcards: ``*`` in an accepted wording of a short answer or a gap of a cloze stands for anything (``\*`` for itself).
        markers: how many people mark it, where it is marked by hand.
        hints: shown one after another in practice.
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
    tags: tuple[str, ...] = ()
    enemies: tuple[str, ...] = ()
    points: Fraction = WHOLE
    is_shuffled: bool = True
    marking: Marking | None = None
    strict: tuple[str, ...] = ()
    wildcards: bool = False
    numbers: tuple[NumericKey, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_needed: bool = False
    picture: str = ""
    zones: tuple[Zone, ...] = ()
    tokens: tuple[Token, ...] = ()
    gaps: tuple[Gap, ...] = ()
    model_answer: str = ""
    rubric: tuple[Criterion, ...] = ()
    markers: int = 1
    parts: tuple[Question, ...] = ()
    variables: tuple[Variable, ...] = ()
    conditions: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    task: str = ""
    feedback: Feedback = NO_FEEDBACK
    hints: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def rights(self) -> tuple[str, ...]:
        """Right-hand entries of a matching question, surplus ones last."""
        return tuple(pair.right for pair in self.pairs) + self.extra
