"""Plans, their members and counts, and training classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.tables.exams import exam, result, sitting
from trainer.adapters.storage.tables.learning import lesson_progress
from trainer.adapters.storage.tables.people import cadre, unit
from trainer.adapters.storage.tables.training import (
    class_member,
    plan,
    plan_exemption,
    plan_member,
    plan_unit_count,
    training_class,
)
from trainer.domain.people.cadres import Employment
from trainer.domain.training.classes import TrainingClass
from trainer.domain.training.counts import Counts
from trainer.domain.training.plan import Member, PersonFacts, Plan, Requirement, Scope, Stage, Standing

_ON_ROSTER = frozenset(state.value for state in Employment if state.is_on_roster)
# The lock of the log (stores.audit): were it another one, a writer that logs first and one that counts first would wait for
# each other.
QUEUE_KEY = 7_201_523
_CHUNK = 500  # ids in one IN list; SQLite's limit is far above, PostgreSQL plans long lists slowly


class TrainingStore:
    """SQL of the training room."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # plans

    def add_plan(self, value: Plan, made_by: str | None) -> None:
        self._c.execute(plan.insert().values(id=value.id, made_by=made_by, **_plan_columns(value)))

    def change_plan(self, value: Plan) -> None:
        self._c.execute(plan.update().where(plan.c.id == value.id).values(**_plan_columns(value)))

    def plan(self, plan_id: str) -> Plan | None:
        row = self._c.execute(sa.select(plan).where(plan.c.id == plan_id)).first()
        return _plan(row) if row else None

    def plans(self, *, open_only: bool = False) -> list[Plan]:
        """Give all plans, newest first."""
        query = sa.select(plan).order_by(plan.c.made_at.desc(), plan.c.id.desc())
        if open_only:
            query = query.where(plan.c.closed_at.is_(None))
        return [_plan(row) for row in self._c.execute(query)]

    def has_exam(self, exam_id: str) -> bool:
        """Tell whether there is such an exam for a plan to ask for."""
        try:
            UUID(exam_id)
        except ValueError:  # typed by hand; a server would fail on it
            return False
        return self._c.execute(sa.select(exam.c.id).where(exam.c.id == exam_id)).first() is not None

    # facts

    def person_facts(
        self, value: Plan, unit_path: str, cadre_ids: Sequence[str] | None = None
    ) -> dict[str, PersonFacts]:
        """Read what the records say of the people below a unit, or of some of them."""
        facts: dict[str, PersonFacts] = {}
        for chunk in _chunks(cadre_ids):
            lessons = self._lessons(chunk)
            passed = self._passed(value.requirement.exam_id, chunk)
            exempt = self._exemptions(value.id, chunk)
            people = (
                sa.select(cadre.c.id, cadre.c.unit_id, cadre.c.tier, cadre.c.category, cadre.c.employment)
                .join(unit, unit.c.id == cadre.c.unit_id)
                .where(unit.c.path.startswith(unit_path, autoescape=True))
            )
            for row in self._c.execute(_within(people, cadre.c.id, chunk)):
                facts[row.id] = PersonFacts(
                    row.id,
                    row.unit_id,
                    row.tier,
                    row.category,
                    row.employment in _ON_ROSTER,
                    tuple(lessons.get(row.id, ())),
                    passed.get(row.id),
                    exempt.get(row.id, ""),
                )
        return facts

    def _lessons(self, chunk: Sequence[str] | None) -> dict[str, list[tuple[str, datetime, Fraction]]]:
        query = sa.select(
            lesson_progress.c.cadre_id,
            lesson_progress.c.lesson,
            lesson_progress.c.completed_at,
            lesson_progress.c.hours,
        ).where(lesson_progress.c.completed_at.is_not(None))
        found: dict[str, list[tuple[str, datetime, Fraction]]] = {}
        for cadre_id, lesson, at, hours in self._c.execute(_within(query, lesson_progress.c.cadre_id, chunk)):
            found.setdefault(cadre_id, []).append((lesson, at, Fraction(hours)))
        return found

    def _passed(self, exam_id: str | None, chunk: Sequence[str] | None) -> dict[str, datetime]:
        if exam_id is None:
            return {}
        # A regrade makes a result weeks later; the person passed on the day of the sitting.
        at = sa.func.min(sa.func.coalesce(sitting.c.handed_in_at, result.c.made_at))
        query = (
            sa.select(result.c.cadre_id, at.label("at"))
            .join(sitting, sitting.c.id == result.c.sitting_id)
            .where(result.c.exam_id == exam_id, result.c.is_current, result.c.is_passed)
            .group_by(result.c.cadre_id)
        )
        return {row.cadre_id: row.at for row in self._c.execute(_within(query, result.c.cadre_id, chunk))}

    def _exemptions(self, plan_id: str, chunk: Sequence[str] | None) -> dict[str, str]:
        query = sa.select(plan_exemption.c.cadre_id, plan_exemption.c.reason).where(plan_exemption.c.plan_id == plan_id)
        return {row.cadre_id: row.reason for row in self._c.execute(_within(query, plan_exemption.c.cadre_id, chunk))}

    # members and counts

    def queue(self) -> None:
        """Wait until no other writer is in the middle of changing standings and counts.

        Two writers who both read a person as not yet trained would both count that person. SQLite lets one writer in at a
        time; a server is told to here.
        """
        if self._c.dialect.name == "postgresql":
            self._c.execute(sa.select(sa.func.pg_advisory_xact_lock(QUEUE_KEY)))

    def members(self, plan_id: str, cadre_ids: Sequence[str] | None = None) -> dict[str, Member]:
        found: dict[str, Member] = {}
        for chunk in _chunks(cadre_ids):
            query = sa.select(plan_member).where(plan_member.c.plan_id == plan_id)
            for row in self._c.execute(_within(query, plan_member.c.cadre_id, chunk)):
                found[row.cadre_id] = _member(row)
        return found

    def put_members(self, plan_id: str, members: Iterable[Member]) -> None:
        """Insert or overwrite the standing of these people."""
        rows = [_member_columns(plan_id, member) for member in members]
        if not rows:
            return
        insert = self._upsert(plan_member)
        changed = {name: insert.excluded[name] for name in rows[0] if name not in {"plan_id", "cadre_id"}}
        self._c.execute(insert.on_conflict_do_update(index_elements=["plan_id", "cadre_id"], set_=changed), rows)

    def drop_members(self, plan_id: str, cadre_ids: Sequence[str]) -> None:
        for chunk in _chunks(cadre_ids):
            query = plan_member.delete().where(plan_member.c.plan_id == plan_id)
            self._c.execute(query.where(plan_member.c.cadre_id.in_(chunk or ())))

    def add_counts(self, plan_id: str, changes: dict[str, Counts]) -> None:
        """Add differences to the counts of own units."""
        if not changes:
            return
        rows = [
            {
                "plan_id": plan_id,
                "unit_id": unit_id,
                "due": counts.due,
                "exempt": counts.exempt,
                "learned": counts.learned,
                "passed": counts.passed,
                "trained": counts.trained,
            }
            for unit_id, counts in changes.items()
        ]
        insert = self._upsert(plan_unit_count)
        summed = {
            name: plan_unit_count.c[name] + insert.excluded[name]
            for name in ("due", "exempt", "learned", "passed", "trained")
        }
        self._c.execute(insert.on_conflict_do_update(index_elements=["plan_id", "unit_id"], set_=summed), rows)

    def clear_members(self, plan_id: str) -> None:
        """Forget who stands where, before a rebuild."""
        self._c.execute(plan_member.delete().where(plan_member.c.plan_id == plan_id))

    def clear_counts(self, plan_id: str) -> None:
        """Forget the counts, before a rebuild."""
        self._c.execute(plan_unit_count.delete().where(plan_unit_count.c.plan_id == plan_id))

    def counts(self, plan_id: str) -> dict[str, Counts]:
        """Give the counts of each own unit of a plan."""
        rows = self._c.execute(
            sa.select(
                plan_unit_count.c.unit_id,
                plan_unit_count.c.due,
                plan_unit_count.c.exempt,
                plan_unit_count.c.learned,
                plan_unit_count.c.passed,
                plan_unit_count.c.trained,
            ).where(plan_unit_count.c.plan_id == plan_id)
        )
        return {row[0]: Counts(*row[1:]) for row in rows}

    def trained_by_day(self, plan_id: str, unit_path: str) -> list[tuple[date, int]]:
        """Count due people by the day (in China) on which they became trained, ascending."""
        day = self._china_day(plan_member.c.trained_at)
        rows = self._c.execute(
            sa.select(day.label("day"), sa.func.count().label("people"))
            .join(unit, unit.c.id == plan_member.c.unit_id)
            .where(
                plan_member.c.plan_id == plan_id,
                plan_member.c.standing == Standing.DUE.value,
                plan_member.c.trained_at.is_not(None),
                unit.c.path.startswith(unit_path, autoescape=True),
            )
            .group_by(day)
            .order_by(day)
        )
        return [(date.fromisoformat(str(row.day)), row.people) for row in rows]

    def member_rows(self, plan_id: str, unit_path: str) -> list[Row[Any]]:
        """Give the people of a plan below a unit with name, post and standing, by unit and order on its roster.

        Units come in no order of meaning: where a unit stands among its brothers only the whole tree tells.
        """
        below = unit.c.path.startswith(unit_path, autoescape=True)
        units = list(self._c.scalars(sa.select(unit.c.id).where(below)))
        query = (
            sa.select(
                plan_member,
                cadre.c.name,
                cadre.c.staff_no,
                cadre.c.post,
                cadre.c.tier,
                cadre.c.birth,
                unit.c.name.label("unit_name"),
                unit.c.path.label("unit_path"),
            )
            .join(cadre, cadre.c.id == plan_member.c.cadre_id)
            .join(unit, unit.c.id == plan_member.c.unit_id)
            .where(plan_member.c.plan_id == plan_id)
            # Few units are found by their index; many are no fewer people than the plan itself.
            .where(plan_member.c.unit_id.in_(units) if len(units) <= _CHUNK else below)
            .order_by(plan_member.c.unit_id, cadre.c.order_no, cadre.c.staff_no)
        )
        return list(self._c.execute(query))

    # exemptions

    def put_exemption(self, plan_id: str, cadre_id: str, reason: str, at: datetime, by: str | None) -> None:
        insert = self._upsert(plan_exemption)
        self._c.execute(
            insert.on_conflict_do_update(
                index_elements=["plan_id", "cadre_id"],
                set_={name: insert.excluded[name] for name in ("reason", "granted_at", "granted_by")},
            ),
            [{"plan_id": plan_id, "cadre_id": cadre_id, "reason": reason, "granted_at": at, "granted_by": by}],
        )

    def drop_exemption(self, plan_id: str, cadre_id: str) -> None:
        self._c.execute(
            plan_exemption.delete().where(plan_exemption.c.plan_id == plan_id, plan_exemption.c.cadre_id == cadre_id)
        )

    # classes

    def add_class(self, value: TrainingClass, cadre_ids: Iterable[str]) -> None:
        self._c.execute(
            training_class.insert().values(
                id=value.id,
                code=value.code,
                name=value.name,
                unit_id=value.unit_id,
                starts_on=value.starts_on.isoformat(),
                ends_on=value.ends_on.isoformat(),
                is_demo=value.is_demo,
            )
        )
        rows = [{"class_id": value.id, "cadre_id": cadre_id} for cadre_id in cadre_ids]
        if rows:
            self._c.execute(class_member.insert(), rows)

    def classes(self) -> list[tuple[TrainingClass, int]]:
        """Give all classes by starting day, each with the number of its members."""
        query = (
            sa.select(training_class, sa.func.count(class_member.c.cadre_id).label("people"))
            .outerjoin(class_member, class_member.c.class_id == training_class.c.id)
            .group_by(*training_class.c)
            .order_by(training_class.c.starts_on, training_class.c.code)
        )
        return [
            (
                TrainingClass(
                    row.id,
                    row.code,
                    row.name,
                    row.unit_id,
                    date.fromisoformat(row.starts_on),
                    date.fromisoformat(row.ends_on),
                    row.is_demo,
                ),
                row.people,
            )
            for row in self._c.execute(query)
        ]

    def _china_day(self, moment: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        if self._c.dialect.name == "postgresql":
            return sa.cast(sa.func.timezone("Asia/Shanghai", moment), sa.Date)
        return sa.func.date(moment, "+8 hours")

    def _upsert(self, table: sa.Table) -> Any:
        dialect = postgresql if self._c.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)


def _chunks(ids: Sequence[str] | None) -> Iterable[Sequence[str] | None]:
    if ids is None:
        yield None
        return
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _within(query: sa.Select[Any], column: sa.ColumnElement[str], chunk: Sequence[str] | None) -> sa.Select[Any]:
    return query if chunk is None else query.where(column.in_(chunk))


def _plan_columns(value: Plan) -> dict[str, Any]:
    return {
        "name": value.name,
        "unit_id": value.unit_id,
        "scope": {"tiers": list(value.scope.tiers), "categories": list(value.scope.categories)},
        "requirement": {
            "lessons": list(value.requirement.lessons),
            "hours": str(value.requirement.hours),
            "exam_id": value.requirement.exam_id,
        },
        "stages": [{"by": stage.by.isoformat(), "share": str(stage.share)} for stage in value.stages],
        "made_at": value.made_at,
        "is_demo": value.is_demo,
        "closed_at": value.closed_at,
    }


def _plan(row: Row[Any]) -> Plan:
    wanted = row.requirement
    return Plan(
        row.id,
        row.name,
        row.unit_id,
        Scope(tuple(row.scope["tiers"]), tuple(row.scope["categories"])),
        Requirement(tuple(wanted["lessons"]), Fraction(wanted["hours"]), wanted["exam_id"]),
        tuple(Stage(date.fromisoformat(stage["by"]), Fraction(stage["share"])) for stage in row.stages),
        row.made_at,
        row.is_demo,
        row.closed_at,
    )


def _member(row: Row[Any]) -> Member:
    return Member(
        row.cadre_id,
        row.unit_id,
        Standing(row.standing),
        row.reason,
        Fraction(row.hours),
        row.learned_at,
        row.passed_at,
        row.trained_at,
    )


def _member_columns(plan_id: str, member: Member) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "cadre_id": member.cadre_id,
        "unit_id": member.unit_id,
        "standing": member.standing.value,
        "reason": member.reason,
        "hours": str(member.hours),
        "learned_at": member.learned_at,
        "passed_at": member.passed_at,
        "trained_at": member.trained_at,
    }
