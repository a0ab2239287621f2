"""Exams as lists: what a cadre may sit and why not, and what an examiner sees of each exam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.marks import show
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.cadres import Employment
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.sittings.clock import reckon
from trainer.domain.sittings.exam import Exam, obstacle
from trainer.services.sit_paper import close_overdue

if TYPE_CHECKING:
    from trainer.services.office import Office

_ON_ROSTER = tuple(state.value for state in Employment if state.is_on_roster)


@dataclass(frozen=True, slots=True)
class SittingLine:
    """One earlier sitting, as its candidate sees it in a list; ``marks`` as shown, None before the marking."""

    sitting_id: str
    attempt: int
    state: str
    handed_in_at: datetime | None
    marks: str | None
    of: str | None
    band: str
    is_passed: bool


@dataclass(frozen=True, slots=True)
class ExamForCadre:
    """An exam as a cadre sees it.

    Attributes:
        of: marks of the whole paper, as shown.
        questions: on the paper.
        limit_s: time for the paper.
        may_start: a new sitting may be started now.
        why_not: code of the reason when not; empty when ``may_start`` or when a sitting is in progress.
        why_not_facts: values for its sentence.
        in_progress: the sitting to go on with; empty when none.
        remaining_s: of that sitting, seconds.
        attempts, attempts_left: sat so far, still allowed.
        sittings: earlier ones, the first one first.
        is_passed: passed once is passed.
    """

    exam_id: str
    name: str
    opens_at: datetime
    closes_at: datetime
    of: str
    questions: int
    limit_s: int
    pass_mark: Fraction
    may_start: bool
    why_not: str
    why_not_facts: Mapping[str, Any]
    in_progress: str
    remaining_s: float
    attempts: int
    attempts_left: int
    sittings: tuple[SittingLine, ...]
    is_passed: bool


@dataclass(frozen=True, slots=True)
class ExamLine:
    """An exam as an examiner sees it.

    Attributes:
        due: people who may sit it.
        sat, passed: people, not sittings.
        in_progress: sittings.
        pass_rate: passed / sat; None while nobody sat.
    """

    exam_id: str
    name: str
    unit_id: str
    unit_name: str
    state: str
    opens_at: datetime
    closes_at: datetime
    questions: int
    of: str
    limit_s: int
    due: int
    sat: int
    in_progress: int
    passed: int
    pass_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened during a sitting beside responses."""

    at: datetime
    kind: str
    facts: Mapping[str, Any]


def exams_for(office: Office, actor: Actor) -> tuple[ExamForCadre, ...]:
    """List the exams of the acting cadre, those that can be sat now first.

    Sittings whose time has run out are handed in before.

    Raises:
        Refusal: ``no_candidate``.
    """
    if actor.cadre_id is None:
        raise Refusal("no_candidate")
    close_overdue(office)
    reading = office.reading()
    with office.database.read() as uow:
        person = uow.cadres.read(actor.cadre_id)
        unit = uow.units.read(person.unit_id)
        attempts = uow.exams.attempts(person.id)
        in_progress = uow.exams.open_sittings(person.id)
        heads = {sitting: uow.sittings.head(sitting) for sitting in in_progress.values()}
        lines: dict[str, list[SittingLine]] = {}
        for row in uow.exams.result_rows(cadre_id=person.id):
            lines.setdefault(row.exam_id, []).append(_sitting_line(row))
        exams = [exam for exam in uow.exams.all() if unit.path.startswith(exam.unit_path) or exam.id in lines]
    found = []
    for exam in exams:
        sat = attempts.get(exam.id, [])
        sitting = in_progress.get(exam.id, "")
        head = heads.get(sitting)
        why_not = obstacle(exam, reading.wall, unit.path, sat, is_on_roster=person.employment.is_on_roster)
        hidden = sitting or why_not is None
        found.append(
            ExamForCadre(
                exam.id,
                exam.name,
                exam.opens_at,
                exam.closes_at,
                show(exam.blueprint.of),
                exam.blueprint.question_count,
                exam.rules.limit_s,
                exam.rules.pass_mark,
                why_not is None and not sitting,
                "" if hidden or why_not is None else why_not.code,
                {} if hidden or why_not is None else why_not.facts,
                sitting,
                reckon(head, reading, is_return=True).remaining_s if head is not None else 0.0,
                len(sat),
                max(0, exam.rules.attempts - len(sat)),
                tuple(lines.get(exam.id, ())),
                any(attempt.is_passed for attempt in sat),
            )
        )
    found.sort(key=lambda line: (not line.in_progress, not line.may_start))
    return tuple(found)


def exam_list(office: Office, actor: Actor) -> tuple[ExamLine, ...]:
    """List the exams of the units within the actor's reach, the latest window first.

    Raises:
        Refusal: ``no_right``.
    """
    require(actor, Right.SEE_RESULTS)
    close_overdue(office)
    with office.database.read() as uow:
        exams = [exam for exam in uow.exams.all() if actor.may(Right.SEE_RESULTS, exam.unit_path)]
        figures = uow.exams.figures()
        names = {unit.id: unit.name for unit in uow.units.all()}
        due = {path: uow.exams.due(path, _ON_ROSTER) for path in {exam.unit_path for exam in exams}}
    return tuple(
        _exam_line(exam, names.get(exam.unit_id, ""), due[exam.unit_path], figures.get(exam.id)) for exam in exams
    )


def sitting_events(office: Office, actor: Actor, sitting_id: str) -> tuple[EventLine, ...]:
    """Tell what happened during a sitting, in order.

    Raises:
        Refusal: ``sitting_unknown``, ``no_right``.
    """
    with office.database.read() as uow:
        rows = uow.exams.result_rows(sitting_id=sitting_id) if uow.sittings.place(sitting_id) is not None else []
        if not rows:
            raise Refusal("sitting_unknown")
        if actor.cadre_id != rows[0].cadre_id:
            require(actor, Right.SEE_RESULTS, rows[0].unit_path)
        return tuple(EventLine(row.at, row.kind, row.facts) for row in uow.sittings.events(sitting_id))


def _exam_line(exam: Exam, unit_name: str, due: int, figures: Any) -> ExamLine:
    sat = figures.people if figures is not None else 0
    passed = figures.passed if figures is not None else 0
    return ExamLine(
        exam.id,
        exam.name,
        exam.unit_id,
        unit_name,
        exam.state.value,
        exam.opens_at,
        exam.closes_at,
        exam.blueprint.question_count,
        show(exam.blueprint.of),
        exam.rules.limit_s,
        due,
        sat,
        figures.in_progress if figures is not None else 0,
        passed,
        Fraction(passed, sat) if sat else None,
    )


def _sitting_line(row: Any) -> SittingLine:
    return SittingLine(
        row.sitting_id,
        row.attempt,
        row.state,
        row.handed_in_at,
        row.shown,
        show(Fraction(row.of)) if row.of is not None else None,
        row.band or "",
        bool(row.is_passed),
    )
