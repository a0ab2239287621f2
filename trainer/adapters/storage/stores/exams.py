"""Exams and their figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.tables.exams import exam, result, sitting
from trainer.adapters.storage.tables.people import cadre, unit
from trainer.adapters.storage.tables.question_bank import question, question_tag, question_version
from trainer.domain.papers.admission import DEPENDS, NEVER
from trainer.domain.papers.blueprint import Candidate, blueprint_document, read_blueprint
from trainer.domain.question_bank.kinds import marks_itself
from trainer.domain.question_bank.question import Kind, State
from trainer.domain.question_bank.reading import recall_question
from trainer.domain.sittings.exam import Attempt, Exam, ExamState
from trainer.domain.sittings.rules import read_rules, rules_document
from trainer.domain.sittings.sitting import SittingState

_EXAM = sa.select(exam, unit.c.path.label("unit_path")).join(unit, unit.c.id == exam.c.unit_id)

_KINDS = {kind.value: kind for kind in Kind}
AnyRow = Row[*tuple[Any, ...]]


class ExamStore:
    """SQL of exams as occasions."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def add(self, value: Exam, *, made_by: str | None, home_id: str) -> None:
        """Add an exam."""
        self._c.execute(
            sa.insert(exam).values(
                id=value.id,
                name=value.name,
                unit_id=value.unit_id,
                blueprint=blueprint_document(value.blueprint),
                rules=rules_document(value.rules),
                opens_at=value.opens_at,
                closes_at=value.closes_at,
                state=value.state.value,
                seed=value.seed,
                made_at=value.made_at,
                made_by=made_by,
                is_demo=value.is_demo,
                home_id=home_id,
            )
        )

    def set_state(self, exam_id: str, state: ExamState) -> None:
        """Move an exam on."""
        self._c.execute(sa.update(exam).where(exam.c.id == exam_id).values(state=state.value))

    def get(self, exam_id: str) -> Exam | None:
        """Find an exam by id; a text that is no id finds nothing."""
        try:
            UUID(exam_id)
        except ValueError:  # typed by hand; a server would fail on it
            return None
        row = self._c.execute(_EXAM.where(exam.c.id == exam_id)).first()
        return _exam(row) if row else None

    def by_name(self, name: str) -> list[Exam]:
        """Find exams by name, newest first."""
        return [_exam(row) for row in self._c.execute(_EXAM.where(exam.c.name == name).order_by(exam.c.made_at.desc()))]

    def all(self) -> list[Exam]:
        """Give every exam, the latest window first."""
        return [_exam(row) for row in self._c.execute(_EXAM.order_by(exam.c.opens_at.desc(), exam.c.id.desc()))]

    def pool(self, day: date) -> list[Candidate]:
        """Give every published question that may enter papers on a day, in its current version, without its texts.

        Says in SQL what ``papers.admission.is_admitted`` says of a whole question; only kinds of which some need a marker
        are read whole.
        """
        query = sa.select(
            question.c.id,
            question.c.code,
            question.c.number,
            question.c.current_version,
            question.c.kind,
            question.c.course,
            question.c.knowledge_point,
            question.c.tier,
            question.c.difficulty,
        ).where(
            question.c.state == State.PUBLISHED.value,
            question.c.kind.in_(sorted(_KINDS.keys() - {kind.value for kind in NEVER})),
            sa.or_(question.c.review_by == "", question.c.review_by >= day.isoformat()),
        )
        enemies = self._enemies()
        waiting = self._needing_a_marker()
        return [
            Candidate(
                row.id,
                row.current_version,
                _KINDS[row.kind],
                row.course,
                row.knowledge_point,
                row.tier,
                row.difficulty,
                (),
                row.code,
                tuple(enemies.get(row.number, ())),
            )
            for row in self._c.execute(query)
            if row.id not in waiting
        ]

    def _enemies(self) -> dict[int, list[str]]:
        query = (
            sa.select(question_tag.c.number, question_tag.c.word)
            .where(question_tag.c.sort == "enemy")
            .order_by(question_tag.c.number, question_tag.c.word)
        )
        found: dict[int, list[str]] = {}
        for row in self._c.execute(query):
            found.setdefault(row.number, []).append(row.word)
        return found

    def _needing_a_marker(self) -> set[str]:
        """Give the published questions of the kinds in doubt that the program cannot mark by itself."""
        query = (
            sa.select(question_version.c.content)
            .join(
                question,
                sa.and_(
                    question.c.id == question_version.c.question_id,
                    question.c.current_version == question_version.c.version,
                ),
            )
            .where(
                question.c.state == State.PUBLISHED.value,
                question.c.kind.in_(sorted(kind.value for kind in DEPENDS)),
            )
        )
        whole = (recall_question(content) for content in self._c.scalars(query))
        return {one.id for one in whole if not marks_itself(one)}

    def attempts(self, cadre_id: str, exam_id: str | None = None) -> dict[str, list[Attempt]]:
        """Give a person's sittings by exam, in order; voided ones count as sat."""
        query = (
            sa.select(sitting.c.exam_id, sitting.c.attempt, sitting.c.state, sitting.c.handed_in_at, result.c.is_passed)
            .outerjoin(result, sa.and_(result.c.sitting_id == sitting.c.id, result.c.is_current))
            .where(sitting.c.cadre_id == cadre_id)
            .order_by(sitting.c.attempt)
        )
        if exam_id is not None:
            query = query.where(sitting.c.exam_id == exam_id)
        found: dict[str, list[Attempt]] = {}
        for row in self._c.execute(query):
            found.setdefault(row.exam_id, []).append(Attempt(row.attempt, row.handed_in_at, bool(row.is_passed)))
        return found

    def open_sittings(self, cadre_id: str) -> dict[str, str]:
        """Give a person's sittings in progress: sitting by exam."""
        query = sa.select(sitting.c.exam_id, sitting.c.id).where(
            sitting.c.cadre_id == cadre_id, sitting.c.state == SittingState.IN_PROGRESS.value
        )
        return {row.exam_id: row.id for row in self._c.execute(query)}

    def figures(self) -> dict[str, AnyRow]:
        """Count sittings and passes by exam: rows with ``sittings in_progress people passed``."""
        is_open = sitting.c.state == SittingState.IN_PROGRESS.value
        query = (
            sa.select(
                sitting.c.exam_id,
                sa.func.count().label("sittings"),
                sa.func.count(sa.case((is_open, 1))).label("in_progress"),
                sa.func.count(sa.distinct(sitting.c.cadre_id)).label("people"),
                sa.func.count(sa.distinct(sa.case((result.c.is_passed, sitting.c.cadre_id)))).label("passed"),
            )
            .outerjoin(result, sa.and_(result.c.sitting_id == sitting.c.id, result.c.is_current))
            .group_by(sitting.c.exam_id)
        )
        return {row.exam_id: row for row in self._c.execute(query)}

    def due(self, unit_path: str, states: Sequence[str]) -> int:
        """Count the people below a unit who are in one of some employment states."""
        query = (
            sa.select(sa.func.count())
            .select_from(cadre)
            .join(unit, unit.c.id == cadre.c.unit_id)
            .where(unit.c.path.startswith(unit_path, autoescape=True), cadre.c.employment.in_(states))
        )
        return self._c.scalar(query) or 0

    def result_rows(
        self, *, exam_id: str | None = None, cadre_id: str | None = None, sitting_id: str | None = None
    ) -> list[AnyRow]:
        """Give sittings with their people and current results, by unit, person and attempt.

        Returns:
            Rows with ``sitting_id exam_id cadre_id cadre_name staff_no unit_id unit_name unit_path attempt state
            started_at handed_in_at handed_in_by fingerprint result_id marks of shown band is_passed made_at``; the last
            eight are None before the marking.
        """
        query = (
            sa.select(
                sitting.c.id.label("sitting_id"),
                sitting.c.exam_id,
                sitting.c.cadre_id,
                cadre.c.name.label("cadre_name"),
                cadre.c.staff_no,
                sitting.c.unit_id,
                unit.c.name.label("unit_name"),
                unit.c.path.label("unit_path"),
                sitting.c.attempt,
                sitting.c.state,
                sitting.c.started_at,
                sitting.c.handed_in_at,
                sitting.c.handed_in_by,
                sitting.c.fingerprint,
                result.c.id.label("result_id"),
                result.c.marks,
                result.c.of,
                result.c.shown,
                result.c.band,
                result.c.is_passed,
                result.c.made_at,
            )
            .join(cadre, cadre.c.id == sitting.c.cadre_id)
            .join(unit, unit.c.id == sitting.c.unit_id)
            .outerjoin(result, sa.and_(result.c.sitting_id == sitting.c.id, result.c.is_current))
            .order_by(unit.c.path, cadre.c.order_no, cadre.c.staff_no, sitting.c.exam_id, sitting.c.attempt)
        )
        for column, value in (
            (sitting.c.exam_id, exam_id),
            (sitting.c.cadre_id, cadre_id),
            (sitting.c.id, sitting_id),
        ):
            if value is not None:
                query = query.where(column == value)
        return list(self._c.execute(query))


def _exam(row: AnyRow) -> Exam:
    return Exam(
        row.id,
        row.name,
        row.unit_id,
        row.unit_path,
        read_blueprint(row.blueprint),
        read_rules(row.rules),
        row.opens_at,
        row.closes_at,
        ExamState(row.state),
        row.seed,
        row.made_at,
        row.is_demo,
    )
