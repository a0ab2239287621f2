"""A document such as people write it -> a question, or what is wrong with it.

The same form is used for shipped files, for an office's own files and inside the database. Unknown keys are refused,
because a misspelt ``explanaton`` would otherwise vanish in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.fields import MAX_VERSION, NOWHERE, Fields, Where
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Blank, Bloom, Choice, Kind, LawBasis, Pair, Question

KEYS = [
    "id",
    "kind",
    "tier",
    "difficulty",
    "bloom",
    "teaches",
    "stem",
    "choices",
    "answer",
    "blanks",
    "order",
    "pairs",
    "extra",
    "explanation",
    "departments",
    "law",
    "source",
    "version",
    "name",
    "category",
    "course",
    "knowledge_point",
]

# Q-<knowledge point>-<number>; the knowledge point names its lesson and its course.
STANDARD_CODE = re.compile(r"Q-(K(\d{2})\d{2}[a-z])-\d{3}")
_CODE = re.compile(r"\S{1,60}")
_TIER = re.compile(r"(?=.)A?B?C?")


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
    code = fields.matching("id", _CODE, "Q-K0901a-001")
    kind = fields.one_of("kind", [kind.value for kind in Kind])
    tier = fields.matching("tier", _TIER, "AB")
    bloom = fields.one_of("bloom", [level.value for level in Bloom])
    lesson, _, screen = fields.text("teaches", required=False, limit=200).partition("#")
    point, course = _place(fields, code)
    question = Question(
        id=content_id("question", code),
        code=code,
        version=fields.whole("version", 1, MAX_VERSION),
        kind=Kind(kind or Kind.SINGLE),
        course=course,
        knowledge_point=point,
        tier=tier,
        difficulty=fields.whole("difficulty", 1, 5),
        bloom=Bloom(bloom or Bloom.REMEMBER),
        stem=fields.text("stem"),
        explanation=fields.text("explanation", required=False),
        teaches_lesson=lesson.strip(),
        teaches_screen=screen.strip(),
        choices=tuple(_choice(part) for part in fields.parts("choices", required=False)),
        answer=fields.flag("answer"),
        blanks=tuple(_blank(part) for part in fields.parts("blanks", required=False)),
        order=fields.texts("order", required=False),
        pairs=tuple(_pair(part) for part in fields.parts("pairs", required=False)),
        extra=fields.texts("extra", required=False),
        departments=fields.texts("departments", required=False),
        law=_law(fields.part("law", required=False)),
        source=fields.text("source", required=False, limit=200),
        name=fields.text("name", required=False, limit=200),
        category=fields.text("category", required=False, limit=200),
    )
    if fields.is_sound:
        for problem in problems(question):
            path = tuple(problem.facts.get("path", ()))
            facts = {name: value for name, value in problem.facts.items() if name != "path"}
            fields.findings.append(where.finding(problem.code, path, problem.severity, **facts))
    told = tuple(_naming(finding, code) for finding in fields.findings)
    return Reading(code, question if fields.is_sound else None, told)


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


def _choice(fields: Fields) -> Choice:
    fields.only(("text", "right", "why"))
    return Choice(fields.text("text"), bool(fields.flag("right", False)), fields.text("why", required=False))


def _blank(fields: Fields) -> Blank:
    fields.only(("accept",))
    return Blank(fields.texts("accept"))


def _pair(fields: Fields) -> Pair:
    fields.only(("left", "right", "why"))
    return Pair(fields.text("left"), fields.text("right"), fields.text("why", required=False))


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
