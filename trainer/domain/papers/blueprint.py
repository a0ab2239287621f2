"""A blueprint: rows that say how many questions of which sort, and what they are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.mixing import Group, groups_of
from trainer.domain.question_bank.question import Kind, Question

# 易、中、难: the three words in which offices plan a paper, over the five stated levels.
DIFFICULTY_WORDS: dict[str, tuple[int, ...]] = {
    "easy": (1, 2),
    "medium": (3,),
    "hard": (4, 5),
    "易": (1, 2),
    "中": (3,),
    "难": (4, 5),
}
LEVELS = (1, 2, 3, 4, 5)
MAX_QUESTIONS = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published question as the draw sees it: no text, only where it belongs.

    Attributes:
        id, version: what will be frozen.
        groups: entries whose order is drawn for each person; see ``question_bank.mixing``.
        code: by which other questions call it their enemy.
        enemies: codes of questions that must not stand on one paper with it.
    """

    id: str
    version: int
    kind: Kind
    course: str
    knowledge_point: str
    tier: str
    difficulty: int
    groups: tuple[Group, ...] = ()
    code: str = ""
    enemies: tuple[str, ...] = ()


def candidate_of(question: Question) -> Candidate:
    """Give a question as the draw sees it."""
    return Candidate(
        question.id,
        question.version,
        question.kind,
        question.course,
        question.knowledge_point,
        question.tier,
        question.difficulty,
        groups_of(question),
        question.code,
        question.enemies,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a blueprint. An empty tuple means "any".

    Attributes:
        count: questions wanted.
        marks: marks of each, exact.
        courses, kinds, difficulties, knowledge_points: what qualifies.
        tier: letter of the tier a question must serve; empty means any.
    """

    count: int
    marks: Fraction
    courses: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    difficulties: tuple[int, ...] = ()
    knowledge_points: tuple[str, ...] = ()
    tier: str = ""

    def admits(self, candidate: Candidate) -> bool:
        """Tell whether a question qualifies for this row."""
        return (
            (not self.courses or candidate.course in self.courses)
            and (not self.kinds or candidate.kind in self.kinds)
            and (not self.difficulties or candidate.difficulty in self.difficulties)
            and (not self.knowledge_points or candidate.knowledge_point in self.knowledge_points)
            and (not self.tier or self.tier in candidate.tier)
        )

    def label(self) -> str:
        """Name the row in codes that need no translation: ``C09 · single · 1–2``."""
        parts = [
            "/".join(self.courses),
            "/".join(self.knowledge_points),
            "/".join(kind.value for kind in self.kinds),
            "/".join(str(level) for level in self.difficulties),
            self.tier,
        ]
        return " · ".join(part for part in parts if part) or "*"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The recipe of a paper.

    Attributes:
        rows: at least one.
        name: for people.
        per_knowledge_point: most questions of one knowledge point on a paper; 0 means no limit.
    """

    rows: tuple[Row, ...]
    name: str = ""
    per_knowledge_point: int = 0

    @property
    def question_count(self) -> int:
        return sum(row.count for row in self.rows)

    @property
    def of(self) -> Fraction:
        """Marks of the whole paper, exact."""
        return sum((row.marks * row.count for row in self.rows), Fraction(0))


_ROW_KEYS = {"course", "kind", "difficulty", "knowledge_point", "tier", "count", "marks"}
_PLURALS = {
    "courses": "course",
    "kinds": "kind",
    "difficulties": "difficulty",
    "knowledge_points": "knowledge_point",
    "marks_each": "marks",
}
_TOP_KEYS = {"name", "rows", "per_knowledge_point", "total_marks"}


def read_blueprint(document: Any) -> Blueprint:
    """Read a blueprint as it comes out of a YAML or JSON file.

    A row has ``count`` and ``marks`` (of each question), and any of ``course``, ``kind``, ``difficulty``,
    ``knowledge_point`` (one value or a list) and ``tier``. A difficulty is a level 1..5, a list, ``"1-2"``, or one of
    easy / medium / hard. ``total_marks``, where given, must be what the rows add up to.

    Raises:
        Refusal: ``blueprint_unreadable`` with ``row`` (0 for the file as a whole) and ``what``; ``blueprint_marks_differ``.
    """
    if not isinstance(document, Mapping):
        raise Refusal("blueprint_unreadable", row=0, what="rows")
    for key in document:
        if key not in _TOP_KEYS:
            raise Refusal("blueprint_unreadable", row=0, what=str(key))
    rows = document.get("rows")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise Refusal("blueprint_unreadable", row=0, what="rows")
    limit = document.get("per_knowledge_point", 0)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        raise Refusal("blueprint_unreadable", row=0, what="per_knowledge_point")
    blueprint = Blueprint(
        tuple(_read_row(number, row) for number, row in enumerate(rows, start=1)),
        str(document.get("name") or ""),
        limit,
    )
    if blueprint.question_count > MAX_QUESTIONS:
        raise Refusal("blueprint_unreadable", row=0, what="count")
    if "total_marks" in document:
        wanted = _marks(0, "total_marks", document["total_marks"])
        if wanted != blueprint.of:
            raise Refusal("blueprint_marks_differ", stated=str(wanted), found=str(blueprint.of))
    return blueprint


def blueprint_document(blueprint: Blueprint) -> dict[str, Any]:
    """Write a blueprint as :func:`read_blueprint` reads it."""
    return {
        "name": blueprint.name,
        "per_knowledge_point": blueprint.per_knowledge_point,
        "rows": [
            {
                "course": list(row.courses),
                "kind": [kind.value for kind in row.kinds],
                "difficulty": list(row.difficulties),
                "knowledge_point": list(row.knowledge_points),
                "tier": row.tier,
                "count": row.count,
                "marks": str(row.marks),
            }
            for row in blueprint.rows
        ],
    }


def _read_row(number: int, row: Any) -> Row:
    if not isinstance(row, Mapping):
        raise Refusal("blueprint_unreadable", row=number, what="rows")
    entries: dict[str, Any] = {}
    for key, value in row.items():
        name = _PLURALS.get(str(key), str(key))
        if name not in _ROW_KEYS or name in entries:
            raise Refusal("blueprint_unreadable", row=number, what=str(key))
        entries[name] = value
    count = entries.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise Refusal("blueprint_unreadable", row=number, what="count")
    marks = _marks(number, "marks", entries.get("marks", 1))
    try:
        kinds = tuple(Kind(value) for value in _texts(entries.get("kind")))
    except ValueError as error:
        raise Refusal("blueprint_unreadable", row=number, what="kind") from error
    return Row(
        count,
        marks,
        _texts(entries.get("course")),
        kinds,
        _levels(number, entries.get("difficulty")),
        _texts(entries.get("knowledge_point")),
        str(entries.get("tier") or ""),
    )


def _texts(value: Any) -> tuple[str, ...]:
    if value is None or value in ("", "any", "*"):
        return ()
    if isinstance(value, str):
        return (value,)
    return tuple(str(entry) for entry in value) if isinstance(value, Sequence) else (str(value),)


def _levels(number: int, value: Any) -> tuple[int, ...]:
    levels: set[int] = set()
    for text in _texts(value):
        low, _, high = text.partition("-")
        if text in DIFFICULTY_WORDS:
            levels.update(DIFFICULTY_WORDS[text])
        elif low.isdecimal() and (high or low).isdecimal():
            levels.update(range(int(low), int(high or low) + 1))
        else:
            levels.add(0)
    if not levels <= set(LEVELS):
        raise Refusal("blueprint_unreadable", row=number, what="difficulty")
    return tuple(sorted(levels))


def _marks(number: int, name: str, value: Any) -> Fraction:
    try:
        marks = Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise Refusal("blueprint_unreadable", row=number, what=name) from error
    if marks <= 0:
        raise Refusal("blueprint_unreadable", row=number, what=name)
    return marks
