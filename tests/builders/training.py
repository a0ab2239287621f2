"""Plans, people and what they did, put straight into the tables so that each test says only what matters to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from tests.builders.office import HOME_ID, NOON
from trainer.adapters.storage.tables import exams, learning, people
from trainer.adapters.storage.tables.base import Document
from trainer.domain.kernel.ids import content_id
from trainer.domain.people.units import Unit, UnitKind
from trainer.domain.training.plan import PersonFacts, Plan, Requirement, Scope, Stage
from trainer.services.office import Office

STAGES = (Stage(date(2025, 6, 30), Fraction(4, 5)), Stage(date(2025, 12, 31), Fraction(1)))
LESSONS = ("L0901", "L0903")
EARLY = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
_ZEROS: dict[type, Any] = {sa.Integer: 0, sa.Float: 0.0, sa.String: "", sa.Text: "", sa.Boolean: False, Document: {}}


def make_plan(
    *,
    plan_id: str = "plan",
    unit_id: str = "unit",
    scope: Scope | None = None,
    requirement: Requirement | None = None,
    stages: tuple[Stage, ...] = STAGES,
) -> Plan:
    return Plan(
        plan_id, "轮训", unit_id, scope or Scope(), requirement or Requirement(LESSONS, exam_id="exam"), stages, NOON
    )


def make_facts(
    *,
    cadre_id: str = "cadre",
    unit_id: str = "unit",
    tier: str = "T2",
    category: str = "civil_servant",
    is_employed: bool = True,
    lessons: tuple[tuple[str, datetime, Fraction], ...] = (),
    passed_at: datetime | None = None,
    exemption: str = "",
) -> PersonFacts:
    return PersonFacts(cadre_id, unit_id, tier, category, is_employed, lessons, passed_at, exemption)


def make_unit(code: str, parent: Unit | None = None, *, name: str = "", order_no: int = 0) -> Unit:
    unit_id = content_id("unit", code)
    path = f"{parent.path if parent else '/'}{unit_id[:8]}/"
    kind = UnitKind.DEPARTMENT if parent else UnitKind.LEAGUE
    depth = parent.depth + 1 if parent else 0
    return Unit(unit_id, code, name or code, kind, parent.id if parent else None, path, depth, order_no)


class Roster:
    """People, units and facts of one office, written without any service.

    Args:
        office: where to.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._people = 0

    def unit(self, code: str, parent: Unit | None = None, *, name: str = "", order_no: int = 0) -> Unit:
        unit = make_unit(code, parent, name=name, order_no=order_no)
        self._insert(
            people.unit,
            id=unit.id,
            code=unit.code,
            name=unit.name,
            kind=unit.kind.value,
            parent_id=unit.parent_id,
            path=unit.path,
            depth=unit.depth,
            order_no=unit.order_no,
            is_demo=False,
        )
        return unit

    def cadre(
        self,
        unit: Unit,
        name: str = "",
        *,
        tier: str = "T2",
        category: str = "civil_servant",
        employment: str = "active",
        order_no: int = 0,
        is_demo: bool = False,
    ) -> str:
        self._people += 1
        number = self._people
        cadre_id = content_id("cadre", f"{number}")
        self._insert(
            people.cadre,
            id=cadre_id,
            staff_no=f"S{number:04}",
            name=name or f"某某{number}",
            name_key=name or f"某某{number}",
            unit_id=unit.id,
            tier=tier,
            category=category,
            employment=employment,
            order_no=order_no,
            is_demo=is_demo,
            home_id=HOME_ID,
            updated_at=NOON,
        )
        return cadre_id

    def cadres(self, unit: Unit, many: int) -> list[str]:
        return [self.cadre(unit) for _ in range(many)]

    def employ(self, cadre_id: str, employment: str) -> None:
        self._update(people.cadre, cadre_id, employment=employment)

    def move(self, cadre_id: str, unit: Unit) -> None:
        self._update(people.cadre, cadre_id, unit_id=unit.id)

    def set_tier(self, cadre_id: str, tier: str) -> None:
        self._update(people.cadre, cadre_id, tier=tier)

    def learn(self, cadre_id: str, lessons: Iterable[str] = LESSONS, at: datetime = EARLY, hours: str = "2") -> None:
        for lesson in lessons:
            self.forget(cadre_id, (lesson,))
            self._insert(
                learning.lesson_progress,
                cadre_id=cadre_id,
                lesson=lesson,
                lesson_version=1,
                unit_id=cadre_id,
                home_id=HOME_ID,
                opened_at=at,
                touched_at=at,
                completed_at=at,
                hours=hours,
            )

    def forget(self, cadre_id: str, lessons: Iterable[str] = LESSONS) -> None:
        table = learning.lesson_progress
        with self._office.database.write() as uow:
            uow.connection.execute(
                table.delete().where(table.c.cadre_id == cadre_id, table.c.lesson.in_(list(lessons)))
            )

    def exam(self, unit: Unit, code: str = "exam") -> str:
        exam_id = content_id("exam", code)
        self._insert(
            exams.exam,
            id=exam_id,
            name="结业考试",
            unit_id=unit.id,
            blueprint={},
            rules={},
            opens_at=EARLY,
            closes_at=datetime(2025, 12, 31, tzinfo=UTC),
            state="open",
            seed=1,
            made_at=EARLY,
            is_demo=False,
            home_id=HOME_ID,
        )
        return exam_id

    def result(
        self,
        exam_id: str,
        cadre_id: str,
        *,
        passed: bool = True,
        at: datetime = EARLY,
        attempt: int = 1,
        made_at: datetime | None = None,
        is_current: bool = True,
        serial: int = 1,
    ) -> str:
        """Write one scored sitting; the same attempt with another serial adds a result beside the old one."""
        key = f"{exam_id}:{cadre_id}:{attempt}"
        paper_id, sitting_id = content_id("paper", key), content_id("sitting", key)
        with self._office.database.write() as uow:
            known = uow.connection.scalar(sa.select(exams.sitting.c.id).where(exams.sitting.c.id == sitting_id))
        if known is None:
            self._insert(
                exams.paper,
                id=paper_id,
                exam_id=exam_id,
                cadre_id=cadre_id,
                attempt=attempt,
                seed="s",
                content={},
                digest="",
                made_at=at,
            )
            self._insert(
                exams.sitting,
                id=sitting_id,
                exam_id=exam_id,
                paper_id=paper_id,
                cadre_id=cadre_id,
                unit_id=cadre_id,
                home_id=HOME_ID,
                attempt=attempt,
                state="handed_in",
                limit_s=3600,
                started_at=at,
                closes_at=at,
                handed_in_at=at,
            )
        else:
            with self._office.database.write() as uow:
                uow.connection.execute(
                    exams.result.update().where(exams.result.c.sitting_id == sitting_id).values(is_current=False)
                )
        result_id = content_id("result", f"{key}:{serial}")
        self._insert(
            exams.result,
            id=result_id,
            sitting_id=sitting_id,
            exam_id=exam_id,
            cadre_id=cadre_id,
            unit_id=cadre_id,
            home_id=HOME_ID,
            attempt=attempt,
            marks="80" if passed else "40",
            of="100",
            shown="80.00" if passed else "40.00",
            band="good" if passed else "failed",
            is_passed=passed,
            slots=[],
            rules_version="",
            made_at=made_at or at,
            is_current=is_current,
        )
        return result_id

    def _insert(self, table: sa.Table, **values: Any) -> None:
        # Columns that mean nothing to these tests get the zero of their kind, so that rooms may add some.
        for column in table.c:
            if not column.nullable and column.server_default is None and column.name not in values:
                values[column.name] = _ZEROS[type(column.type)]
        with self._office.database.write() as uow:
            uow.connection.execute(table.insert().values(**values))

    def _update(self, table: sa.Table, row_id: str, **values: Any) -> None:
        with self._office.database.write() as uow:
            uow.connection.execute(table.update().where(table.c.id == row_id).values(**values))
