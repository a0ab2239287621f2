"""Units, their aliases and where they stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.stores.bulk import chunks
from trainer.adapters.storage.tables.accounts import role_grant
from trainer.adapters.storage.tables.exams import exam
from trainer.adapters.storage.tables.people import cadre, unit, unit_alias, unit_placement
from trainer.adapters.storage.tables.training import plan, training_class
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.units import Unit, UnitKind


class UnitStore:
    """SQL of the organisation tree. Closed units are left out unless asked for."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def get(self, unit_id: str) -> Unit | None:
        """Find a unit by id, closed or not."""
        row = self._c.execute(sa.select(unit).where(unit.c.id == unit_id)).first()
        return _unit(row) if row else None

    def read(self, unit_id: str) -> Unit:
        """Give a unit that must exist.

        Raises:
            Refusal: ``unit_unknown``.
        """
        found = self.get(unit_id)
        if found is None:
            raise Refusal("unit_unknown")
        return found

    def all(self) -> list[Unit]:
        """Give every open unit, in no order (see ``in_protocol_order``)."""
        return [_unit(row) for row in self._c.execute(sa.select(unit).where(unit.c.closed_at.is_(None)))]

    def below(self, path: str) -> list[Unit]:
        """Give the open units of a subtree, its top included."""
        query = sa.select(unit).where(unit.c.path.startswith(path, autoescape=True), unit.c.closed_at.is_(None))
        return [_unit(row) for row in self._c.execute(query)]

    def roots(self) -> list[Unit]:
        """Give the open units at the top, in order."""
        query = sa.select(unit).where(unit.c.parent_id.is_(None), unit.c.closed_at.is_(None))
        return [_unit(row) for row in self._c.execute(query.order_by(unit.c.order_no, unit.c.code))]

    def by_code(self, code: str) -> Unit | None:
        """Find an open unit by its own code or its social credit code."""
        query = sa.select(unit).where(
            sa.or_(unit.c.code == code, sa.and_(unit.c.credit_code == code, unit.c.credit_code != "")),
            unit.c.closed_at.is_(None),
        )
        row = self._c.execute(query).first()
        return _unit(row) if row else None

    def add(self, value: Unit, at: datetime) -> None:
        """Add a unit and note where it stands from now on."""
        self._c.execute(sa.insert(unit).values(id=value.id, closed_at=None, **_columns(value)))
        self.place(value, at)

    def change(self, value: Unit) -> None:
        """Write all facts of a unit."""
        self._c.execute(sa.update(unit).where(unit.c.id == value.id).values(**_columns(value)))

    def place(self, value: Unit, at: datetime) -> None:
        """Note where a unit stands in the tree from a moment on."""
        known = unit_placement.c.unit_id == value.id, unit_placement.c.valid_from == at
        self._c.execute(sa.delete(unit_placement).where(*known))
        self._c.execute(
            sa.insert(unit_placement).values(
                unit_id=value.id, valid_from=at, parent_id=value.parent_id, path=value.path
            )
        )

    def close(self, unit_id: str, at: datetime) -> None:
        """Close a unit; its facts stay."""
        self._c.execute(sa.update(unit).where(unit.c.id == unit_id).values(closed_at=at))

    def reopen(self, unit_id: str) -> None:
        """Open a closed unit again."""
        self._c.execute(sa.update(unit).where(unit.c.id == unit_id).values(closed_at=None))

    def delete(self, unit_id: str) -> None:
        """Delete a unit that nothing refers to; the database refuses otherwise."""
        self._c.execute(sa.delete(unit_alias).where(unit_alias.c.unit_id == unit_id))
        self._c.execute(sa.delete(unit_placement).where(unit_placement.c.unit_id == unit_id))
        self._c.execute(sa.delete(unit).where(unit.c.id == unit_id))

    def is_in_use(self, unit_id: str) -> bool:
        """Tell whether people, units, roles, plans, examinations or classes belong to a unit."""
        columns = [cadre.c.unit_id, unit.c.parent_id, role_grant.c.unit_id, plan.c.unit_id, exam.c.unit_id]
        columns.append(training_class.c.unit_id)
        return any(
            self._c.scalar(sa.select(sa.literal(1)).where(column == unit_id).limit(1)) is not None for column in columns
        )

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Give the ids of units by alias key."""
        found: dict[str, list[str]] = {}
        for row in self._c.execute(sa.select(unit_alias).order_by(unit_alias.c.unit_id)):
            found.setdefault(row.alias_key, []).append(row.unit_id)
        return {key: tuple(ids) for key, ids in found.items()}

    def add_alias(self, alias_key: str, unit_id: str) -> None:
        """Remember another spelling of a unit."""
        known = unit_alias.c.alias_key == alias_key, unit_alias.c.unit_id == unit_id
        if self._c.scalar(sa.select(sa.literal(1)).where(*known)) is None:
            self._c.execute(sa.insert(unit_alias).values(alias_key=alias_key, unit_id=unit_id))

    def headcounts(self, states: Sequence[str], unit_ids: Iterable[str] | None = None) -> dict[str, int]:
        """Count the people of each unit who are in one of some states; the unit's own people only."""
        query = sa.select(cadre.c.unit_id, sa.func.count()).where(cadre.c.employment.in_(states))
        counts: dict[str, int] = {}
        for some in [None] if unit_ids is None else list(chunks(unit_ids)):
            rule = query if some is None else query.where(cadre.c.unit_id.in_(some))
            counts.update({row[0]: row[1] for row in self._c.execute(rule.group_by(cadre.c.unit_id))})
        return counts


def _columns(value: Unit) -> dict[str, Any]:
    return {
        "code": value.code,
        "name": value.name,
        "short_name": value.short_name,
        "kind": value.kind.value,
        "division_code": value.division_code,
        "credit_code": value.credit_code,
        "parent_id": value.parent_id,
        "path": value.path,
        "depth": value.depth,
        "order_no": value.order_no,
        "is_demo": value.is_demo,
    }


def _unit(row: Row[Any]) -> Unit:
    return Unit(
        row.id,
        row.code,
        row.name,
        UnitKind(row.kind),
        row.parent_id,
        row.path,
        row.depth,
        row.order_no,
        row.short_name,
        row.division_code,
        row.credit_code,
        row.is_demo,
    )
