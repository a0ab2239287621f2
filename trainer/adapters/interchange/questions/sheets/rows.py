"""A row in words -> a question of its kind.

The same function reads strangers' rows and proves, before an export, which parts of a question the cells give back.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.chinese import values
from trainer.adapters.interchange.questions.chinese.kinds import Wanted, kind_word
from trainer.adapters.interchange.questions.more import overlaid
from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.adapters.interchange.questions.sheets.keyed_rows import make_parts
from trainer.adapters.interchange.questions.sheets.record import Record, RefusedError, Tell
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.domain.question_bank.reading import STANDARD_CODE

_LONGEST_POINT = 20
_SHOWN = 40


def question_of(record: Record, tell: Tell, wanted: Wanted | None = None, *, as_coefficient: bool = False) -> Question:
    """Make the question of one row.

    Args:
        record: the row.
        tell: notes what was guessed and what is wrong.
        wanted: kind that the sheet or a heading above says.
        as_coefficient: its column of difficulties holds coefficients.

    Raises:
        RefusedError: it is unusable.
    """
    kind, stem, parts = make_parts(record, tell, _wanted(record, tell, wanted))
    said = record.texts.get
    point, tags = _point(record)
    basis, source = _basis(record, tell)
    lesson, _, screen = said(Column.TEACHES, "").partition("#")
    code = said(Column.CODE)
    standard = STANDARD_CODE.fullmatch(code) if code else None
    course, category = _place(record)
    hint = said(Column.HINT)
    question = Question(
        id="",
        code="",
        version=_whole(said(Column.VERSION, "")) or 1,
        kind=kind,
        course=f"C{standard[2]}" if standard else course,
        knowledge_point=standard[1] if standard else point,
        tier=_tier(record, tell) if Column.TIER in record.texts else "",
        difficulty=_difficulty(record, tell, as_coefficient) if Column.DIFFICULTY in record.texts else 0,
        bloom=_bloom(record, tell) if Column.BLOOM in record.texts else Bloom.UNSET,
        stem=stem,
        explanation=parts.pop("explanation"),
        teaches_lesson=lesson.strip(),
        teaches_screen=screen.strip(),
        departments=values.words(said(Column.DEPARTMENTS, "")),
        law=basis,
        source=source,
        name=said(Column.NAME, ""),
        category=category,
        tags=tags,
        enemies=values.words(said(Column.ENEMIES, "")),
        points=_points(record, tell) if Column.POINTS in record.texts else WHOLE,
        hints=(record.write(hint),) if hint else (),
        parts=record.parts,
        **parts,
    )
    if not record.more:
        return question
    findings: list[Finding] = []
    question = overlaid(question, record.more, findings)
    for finding in findings:
        tell(finding.code, finding.severity, Column.MORE, **{k: v for k, v in finding.facts.items() if k != "path"})
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise RefusedError
    return question


def _wanted(record: Record, tell: Tell, given: Wanted | None) -> Wanted | None:
    said = record.said(Column.KIND)
    if not said:
        more = record.more.get("kind")
        return Wanted(Kind(more), str(more)) if more in set(Kind) else given
    wanted = kind_word(said)
    if wanted is None:
        tell("list_kind_unknown", Severity.WARNING, Column.KIND, kind=said[:_SHOWN])
        return given
    return wanted


def _point(record: Record) -> tuple[str, tuple[str, ...]]:
    """Knowledge points of this program are codes; words stay as tags, so that nothing is lost."""
    said, tags = record.said(Column.POINT), values.words(record.said(Column.TAGS))
    if not said or _is_code(said):
        return said, tags
    return "", tuple(dict.fromkeys((*tags, *values.words(said))))


def _is_code(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_POINT and text.isascii() and " " not in text


def _place(record: Record) -> tuple[str, str]:
    course, category = record.said(Column.COURSE), record.said(Column.CATEGORY)
    if course and not _is_code(course):
        return "", "/".join(part for part in (course, category) if part)
    return course, category


def _basis(record: Record, tell: Tell) -> tuple[Any, str]:
    source, said = record.said(Column.SOURCE), record.said(Column.LAW)
    basis = values.law(said) if said else None
    if said and basis is None:
        tell("law_kept_as_source", Severity.NOTICE, Column.LAW, law=said[:60])
        source = "；".join(dict.fromkeys(text for text in (source, said.replace("\n", " ")) if text))
    return basis, source


def _tier(record: Record, tell: Tell) -> str:
    said = record.said(Column.TIER)
    found = values.tier(said) if said else ""
    if found is None:
        tell("sheet_value_unknown", Severity.WARNING, Column.TIER, value=said[:_SHOWN])
    return found or ""


def _difficulty(record: Record, tell: Tell, as_coefficient: bool) -> int:
    said = record.said(Column.DIFFICULTY)
    if not said:
        return 0
    found = values.difficulty(said, as_coefficient=as_coefficient)
    if found is None:
        tell("sheet_value_unknown", Severity.WARNING, Column.DIFFICULTY, value=said[:_SHOWN])
    return found[0] if found is not None else 0


def _bloom(record: Record, tell: Tell) -> Bloom:
    said = record.said(Column.BLOOM)
    found = values.bloom(said) if said else Bloom.UNSET
    if found is None:
        tell("sheet_value_unknown", Severity.WARNING, Column.BLOOM, value=said[:_SHOWN])
    return found or Bloom.UNSET


def _points(record: Record, tell: Tell) -> Fraction:
    said = record.said(Column.POINTS)
    found = values.points(said) if said else WHOLE
    if found is None:
        tell("sheet_value_unknown", Severity.WARNING, Column.POINTS, value=said[:_SHOWN])
    return found or WHOLE


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
