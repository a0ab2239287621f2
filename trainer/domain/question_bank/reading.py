"""A document such as people write it -> a question, or what is wrong with it.

The same form is used for shipped files, for an office's own files and inside the database. Unknown keys are refused,
because a misspelt ``explanaton`` would otherwise vanish in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.fields import MAX_VERSION, NOWHERE, Fields, Where
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Bloom, Kind, LawBasis, Question
from trainer.domain.question_bank.schema import BODY, read_body, recall_body

_HEAD = ("id", "kind", "tier", "difficulty", "bloom", "teaches", "stem", "explanation", "departments", "law", "source")
_TAIL = ("version", "name", "category", "course", "knowledge_point")
KEYS = (*_HEAD, *(entry.key for entry in BODY), "parts", *_TAIL)
# What a sub-question of a case set says itself; all else it has from the set.
PART_KEYS = ("kind", "stem", "explanation", *(entry.key for entry in BODY if entry.key not in ("tags", "enemies")))

# Q-<knowledge point>-<number>; the knowledge point names its lesson and its course.
STANDARD_CODE = re.compile(r"Q-(K(\d{2})\d{2}[a-z])-\d{3}")
CODE_SHAPE = re.compile(r"\S{1,60}")
_TIER = re.compile(r"A?B?C?")
_KINDS = {kind.value: kind for kind in Kind}
_BLOOMS = {level.value: level for level in Bloom}


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one document.

    Attributes:
        code: the id that stands in the document, also when the rest is unusable; may be empty.
        question: None when an error was found.
        findings: errors and warnings, in the order of the document.
    """

    code: str
    question: Question | None
    findings: tuple[Finding, ...]


def read_question(document: object, where: Where = NOWHERE) -> Reading:
    """Read one question.

    Args:
        document: mapping with the keys of :data:`KEYS`.
        where: its file and lines, for the findings.
    """
    fields = Fields(document, where)
    fields.only(KEYS)
    code = fields.matching("id", CODE_SHAPE, "Q-K0901a-001")
    tier = fields.matching("tier", _TIER, "AB", required=False)
    bloom = fields.one_of("bloom", [level.value for level in Bloom]) if fields.has("bloom") else ""
    lesson, _, screen = fields.text("teaches", required=False, limit=200).partition("#")
    point, course = _place(fields, code)
    head = {
        "version": fields.whole("version", 1, MAX_VERSION),
        "course": course,
        "knowledge_point": point,
        "tier": tier,
        "difficulty": fields.whole("difficulty", 0, 5) if fields.has("difficulty") else 0,
        "bloom": Bloom(bloom or Bloom.UNSET),
        "teaches_lesson": lesson.strip(),
        "teaches_screen": screen.strip(),
    }
    question = _question(
        fields,
        code,
        head,
        departments=fields.texts("departments", required=False),
        law=_law(fields.part("law", required=False)),
        source=fields.text("source", required=False, limit=200),
        name=fields.text("name", required=False, limit=200),
        category=fields.text("category", required=False, limit=200),
        parts=_parts(fields, code, head),
    )
    if fields.is_sound:
        for problem in problems(question):
            path = tuple(problem.facts.get("path", ()))
            facts = {name: value for name, value in problem.facts.items() if name != "path"}
            fields.findings.append(where.finding(problem.code, path, problem.severity, **facts))
    told = tuple(_naming(finding, code) for finding in fields.findings)
    return Reading(code, question if fields.is_sound else None, told)


def recall_question(document: Mapping[str, Any]) -> Question:
    """Make a question again from what ``writing.write_question`` wrote; nothing is checked.

    For documents that this program stored itself, where checking once more would cost ten times as much.
    """
    code = document["id"]
    lesson, _, screen = document.get("teaches", "").partition("#")
    standard = STANDARD_CODE.fullmatch(code)
    law = document.get("law")
    head = {
        "version": document["version"],
        "course": f"C{standard[2]}" if standard else document.get("course", ""),
        "knowledge_point": standard[1] if standard else document.get("knowledge_point", ""),
        "tier": document.get("tier", ""),
        "difficulty": document.get("difficulty", 0),
        "bloom": _BLOOMS[document.get("bloom", "unset")],
        "teaches_lesson": lesson,
        "teaches_screen": screen,
    }
    return Question(
        id=content_id("question", code),
        code=code,
        kind=_KINDS[document["kind"]],
        stem=document.get("stem", ""),
        explanation=document.get("explanation", ""),
        departments=tuple(document.get("departments", ())),
        law=LawBasis(law["title"], law["version"], law.get("article", ""), law.get("review_by", "")) if law else None,
        source=document.get("source", ""),
        name=document.get("name", ""),
        category=document.get("category", ""),
        parts=tuple(
            Question(
                id=content_id("question", part_code(code, number)),
                code=part_code(code, number),
                kind=_KINDS[part["kind"]],
                stem=part.get("stem", ""),
                explanation=part.get("explanation", ""),
                **head,
                **recall_body(part),
            )
            for number, part in enumerate(document.get("parts", ()), 1)
        ),
        **head,
        **recall_body(document),
    )


def part_code(code: str, number: int) -> str:
    """Name a sub-question of a case set; ``number`` counts from 1."""
    return f"{code}.{number}"


def _question(fields: Fields, code: str, head: dict[str, Any], **more: Any) -> Question:
    kind = fields.one_of("kind", [kind.value for kind in Kind])
    return Question(
        id=content_id("question", code),
        code=code,
        kind=Kind(kind or Kind.SINGLE),
        stem=fields.text("stem"),
        explanation=fields.text("explanation", required=False),
        **head,
        **read_body(fields),
        **more,
    )


def _parts(fields: Fields, code: str, head: dict[str, Any]) -> tuple[Question, ...]:
    found = []
    for number, part in enumerate(fields.parts("parts", required=False), 1):
        part.only(PART_KEYS)
        found.append(_question(part, part_code(code, number), head))
    return tuple(found)


def _naming(finding: Finding, code: str) -> Finding:
    return Finding(
        finding.code, finding.severity, finding.file, finding.line, facts={"question": code or "?", **finding.facts}
    )


def _place(fields: Fields, code: str) -> tuple[str, str]:
    point = fields.text("knowledge_point", required=False, limit=20)
    course = fields.text("course", required=False, limit=20)
    standard = STANDARD_CODE.fullmatch(code)
    if standard is None:
        return point, course
    for key, written, named in (("knowledge_point", point, standard[1]), ("course", course, f"C{standard[2]}")):
        if written and written != named:
            fields.note("content_value_unknown", key, Severity.ERROR, value=written, allowed=named)
    return standard[1], f"C{standard[2]}"


def _law(fields: Fields | None) -> LawBasis | None:
    if fields is None:
        return None
    fields.only(("title", "version", "article", "review_by"))
    return LawBasis(
        fields.text("title"),
        fields.text("version"),
        fields.text("article", required=False),
        fields.day("review_by"),
    )
