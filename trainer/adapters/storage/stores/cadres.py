"""Cadres, their sealed numbers and their employment history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.stores.bulk import chunks, insert_rows, widen_cache
from trainer.adapters.storage.stores.protocol_order import with_places
from trainer.adapters.storage.tables.accounts import account
from trainer.adapters.storage.tables.certificates import certificate
from trainer.adapters.storage.tables.exams import result, sitting
from trainer.adapters.storage.tables.learning import lesson_progress, practice_answer
from trainer.adapters.storage.tables.people import cadre, employment_event, unit
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.cadres import Cadre, Employment
from trainer.domain.people.history import EmploymentEvent
from trainer.domain.people.names import name_key

_FACTS = (
    "staff_no",
    "name",
    "unit_id",
    "section",
    "sex",
    "ethnicity",
    "birth",
    "post",
    "post_level",
    "rank",
    "category",
    "political_status",
    "work_start",
    "education",
    "degree",
    "tier",
    "leader_path",
    "employment",
    "employment_since",
    "id_number_masked",
    "phone_masked",
    "order_no",
    "remark",
    "version",
    "is_demo",
)
_CADRE = tuple(cadre.c[name] for name in ("id", *_FACTS))
_ALL = ("id", *_FACTS, "name_key", "id_number_sealed", "id_number_digest", "phone_sealed", "home_id", "updated_at")
_EMPLOYMENT = {state.value: state for state in Employment}


# How many times more digests may be stored than asked for, before they are asked for one by one.
_SCAN_TIMES = 10

_MANY = 1_000

_facts = attrgetter(*_FACTS)


@dataclass(frozen=True, slots=True)
class SealedNumbers:
    """The personal numbers of one person as storage holds them.

    Attributes:
        id_number, phone: sealed by the key ring; None where not known.
        id_number_digest: keyed digest for matching.
    """

    id_number: bytes | None = None
    id_number_digest: str | None = None
    phone: bytes | None = None


NO_NUMBERS = SealedNumbers()


class CadreStore:
    """SQL of the roster."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def get(self, cadre_id: str) -> Cadre | None:
        """Find a person by id."""
        row = self._c.execute(sa.select(*_CADRE).where(cadre.c.id == cadre_id)).first()
        return _cadre(row) if row else None

    def read(self, cadre_id: str) -> Cadre:
        """Give a person who must exist.

        Raises:
            Refusal: ``cadre_unknown``.
        """
        found = self.get(cadre_id)
        if found is None:
            raise Refusal("cadre_unknown")
        return found

    def many(self, cadre_ids: Iterable[str]) -> dict[str, Cadre]:
        """Give several people by id; unknown ids are left out."""
        found: dict[str, Cadre] = {}
        for some in chunks(dict.fromkeys(cadre_ids)):
            for row in self._c.execute(sa.select(*_CADRE).where(cadre.c.id.in_(some))):
                found[row.id] = _cadre(row)
        return found

    def below(self, path: str) -> list[Cadre]:
        """Give everybody of a subtree, by unit, order number and staff number."""
        query = (
            sa.select(*_CADRE)
            .join(unit, unit.c.id == cadre.c.unit_id)
            .where(unit.c.path.startswith(path, autoescape=True))
            .order_by(unit.c.path, cadre.c.order_no, cadre.c.staff_no)
        )
        return [_cadre(row) for row in self._c.execute(query)]

    def in_units(self, unit_ids: Iterable[str]) -> list[Cadre]:
        """Give the own people of some units."""
        people: list[Cadre] = []
        for some in chunks(unit_ids):
            people.extend(_cadre(row) for row in self._c.execute(sa.select(*_CADRE).where(cadre.c.unit_id.in_(some))))
        return people

    def by_staff_no(self, staff_no: str) -> list[Cadre]:
        """Find people by staff number; it is unique within a unit only."""
        return [_cadre(row) for row in self._c.execute(sa.select(*_CADRE).where(cadre.c.staff_no == staff_no))]

    def by_id_digest(self, digests: Iterable[str]) -> dict[str, Cadre]:
        """Find people by the keyed digest of their ID number."""
        found: dict[str, Cadre] = {}
        columns = (*_CADRE, cadre.c.id_number_digest)
        for some in chunks(dict.fromkeys(digests)):
            for row in self._c.execute(sa.select(*columns).where(cadre.c.id_number_digest.in_(some))):
                found[row.id_number_digest] = _cadre(row)
        return found

    def for_matching(self, unit_ids: Iterable[str], digests: Iterable[str]) -> dict[str, tuple[Cadre, SealedNumbers]]:
        """Give everybody whom a roster may meet, with sealed numbers.

        Args:
            unit_ids: whose own people.
            digests: of ID numbers; their holders are given wherever they are.
        """
        columns = (*_CADRE, cadre.c.id_number_sealed, cadre.c.id_number_digest, cadre.c.phone_sealed)
        found: dict[str, tuple[Cadre, SealedNumbers]] = {}

        def meet(column: sa.Column[Any], values: Iterable[str]) -> None:
            for some in chunks(values):
                for row in self._c.execute(sa.select(*columns).where(column.in_(some))):
                    found[row[0]] = _cadre(row), SealedNumbers(*row[-3:])

        meet(cadre.c.unit_id, dict.fromkeys(unit_ids))
        held = {sealed.id_number_digest for _, sealed in found.values()}
        wanted = {digest for digest in digests if digest not in held}
        elsewhere = (self._c.scalar(sa.select(sa.func.count(cadre.c.id_number_digest))) or 0) - len(held - {None})
        if 0 < elsewhere <= _SCAN_TIMES * len(wanted):
            # One walk along the index is faster than asking for so many one by one.
            everyone = self._c.execute(sa.select(cadre.c.id_number_digest).where(cadre.c.id_number_digest.is_not(None)))
            wanted &= {row[0] for row in everyone}
        if elsewhere > 0:
            meet(cadre.c.id_number_digest, wanted)
        return found

    def with_traces(self, cadre_ids: Iterable[str]) -> list[Cadre]:
        """Give those of some people who have learned, answered, sat, signed in or hold a certificate."""
        traces: list[sa.ColumnElement[bool]] = []
        for table in (lesson_progress, practice_answer, sitting, result, certificate):
            traces.append(sa.exists().where(table.c.cadre_id == cadre.c.id))
        traces.append(sa.exists().where(account.c.cadre_id == cadre.c.id, account.c.secret_hash.is_not(None)))
        met: list[Cadre] = []
        for some in chunks(cadre_ids):
            query = sa.select(*_CADRE).where(cadre.c.id.in_(some), sa.or_(*traces)).order_by(cadre.c.name)
            met.extend(_cadre(row) for row in self._c.execute(query))
        return met

    def numbers(self, cadre_ids: Iterable[str]) -> dict[str, SealedNumbers]:
        """Give the sealed numbers of some people."""
        columns = cadre.c.id, cadre.c.id_number_sealed, cadre.c.id_number_digest, cadre.c.phone_sealed
        found: dict[str, SealedNumbers] = {}
        for some in chunks(cadre_ids):
            for row in self._c.execute(sa.select(*columns).where(cadre.c.id.in_(some))):
                found[row.id] = SealedNumbers(row.id_number_sealed, row.id_number_digest, row.phone_sealed)
        return found

    def last_made_staff_no(self, prefix: str) -> str:
        """Give the highest staff number that begins with a prefix and has its usual length; empty when none."""
        longest = sa.func.length(cadre.c.staff_no)
        query = (
            sa.select(cadre.c.staff_no)
            .where(cadre.c.staff_no.startswith(prefix, autoescape=True), longest >= len(prefix) + 5)
            .order_by(longest.desc(), cadre.c.staff_no.desc())
        )
        return next((no for no in self._c.scalars(query.limit(50)) if no[len(prefix) :].isdigit()), "")

    def highest_order(self, unit_id: str) -> int:
        """Give the highest order number in a unit."""
        return self._c.scalar(sa.select(sa.func.max(cadre.c.order_no)).where(cadre.c.unit_id == unit_id)) or 0

    def count(self, *, demo: bool | None = None) -> int:
        """Count people, all or only (not) those of the demonstration."""
        query = sa.select(sa.func.count()).select_from(cadre)
        if demo is not None:
            query = query.where(cadre.c.is_demo.is_(demo))
        return self._c.scalar(query) or 0

    def add(self, value: Cadre, numbers: SealedNumbers, home_id: str, at: datetime) -> None:
        """Add one person."""
        self.add_many([value], {value.id: numbers}, home_id, at)

    def add_many(
        self, people: Sequence[Cadre], numbers: Mapping[str, SealedNumbers], home_id: str, at: datetime
    ) -> None:
        """Add people, in one statement."""
        if len(people) > _MANY:
            widen_cache(self._c)
        insert_rows(self._c, cadre, _ALL, [_row(person, numbers.get(person.id), home_id, at) for person in people])

    def change(self, value: Cadre, at: datetime, numbers: SealedNumbers | None = None) -> None:
        """Write all facts of one person, and the sealed numbers where given."""
        self.change_many([value], {} if numbers is None else {value.id: numbers}, at)

    def change_many(self, people: Sequence[Cadre], numbers: Mapping[str, SealedNumbers], at: datetime) -> None:
        """Write all facts of some people; sealed numbers only of those named in ``numbers``."""
        rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        for person in people:
            row: dict[str, Any] = {f"new_{name}": getattr(person, name) for name in _FACTS}
            row |= {"the_id": person.id, "new_name_key": person.name_key, "new_updated_at": at}
            sealed = numbers.get(person.id)
            if sealed is not None:
                row |= {
                    "new_id_number_sealed": sealed.id_number,
                    "new_id_number_digest": sealed.id_number_digest,
                    "new_phone_sealed": sealed.phone,
                }
            rows[sealed is not None].append(row)
        for has_numbers, some in rows.items():
            if some:
                names = [*_FACTS, "name_key", "updated_at"]
                names += ["id_number_sealed", "id_number_digest", "phone_sealed"] if has_numbers else []
                values = {name: sa.bindparam(f"new_{name}", type_=cadre.c[name].type) for name in names}
                self._c.execute(sa.update(cadre).where(cadre.c.id == sa.bindparam("the_id")).values(values), some)

    def delete(self, cadre_ids: Iterable[str]) -> None:
        """Delete people with everything that hangs on them; for undoing an import."""
        for some in chunks(cadre_ids):
            self._c.execute(sa.delete(cadre).where(cadre.c.id.in_(some)))

    # lists for screens

    def page(
        self,
        *,
        below: Sequence[str] | None = None,
        unit_path: str = "",
        text: str = "",
        states: Sequence[str] = (),
        tiers: Sequence[str] = (),
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[int, list[tuple[Cadre, str]]]:
        """Give people with the names of their units, by place in the tree, order number and staff number.

        Args:
            below: paths the reader may see; None for all.
            unit_path: only this subtree.
            text: part of a name, a staff number's beginning, or part of a unit's name.
            states, tiers: only these; empty for all.

        Returns:
            How many there are in all, and the rows asked for.
        """
        rules: list[sa.ColumnElement[bool]] = []
        if below is not None:
            rules.append(sa.or_(sa.false(), *(unit.c.path.startswith(path, autoescape=True) for path in below)))
        if unit_path:
            rules.append(unit.c.path.startswith(unit_path, autoescape=True))
        if text:
            key = name_key(text) or text
            rules.append(
                sa.or_(
                    cadre.c.name_key.contains(key, autoescape=True),
                    cadre.c.staff_no.startswith(text, autoescape=True),
                    unit.c.name.contains(text, autoescape=True),
                )
            )
        if states:
            rules.append(cadre.c.employment.in_(states))
        if tiers:
            rules.append(cadre.c.tier.in_(tiers))
        joined = sa.join(cadre, unit, unit.c.id == cadre.c.unit_id)
        total = self._c.scalar(sa.select(sa.func.count()).select_from(joined).where(*rules)) or 0
        placed, places = with_places(self._c, joined)
        query = (
            sa.select(*_CADRE, unit.c.name.label("unit_name"))
            .select_from(placed)
            .where(*rules)
            .order_by(*places, cadre.c.order_no, cadre.c.staff_no, cadre.c.id)
            .limit(limit)
            .offset(offset)
        )
        rows: list[Any] = list(self._c.execute(query))
        return total, [(_cadre(row), row.unit_name) for row in rows]

    def directory(
        self, states: Sequence[str], *, unit_id: str | None = None, text: str = "", limit: int = 2000
    ) -> list[Row[Any]]:
        """Give what the sign-in page shows of people: id, name, name_key, section, birth, staff_no, unit_id, unit_name."""
        columns = (cadre.c.id, cadre.c.name, cadre.c.name_key, cadre.c.section, cadre.c.birth, cadre.c.staff_no)
        query = (
            sa.select(*columns, cadre.c.unit_id, unit.c.name.label("unit_name"))
            .join(unit, unit.c.id == cadre.c.unit_id)
            .where(cadre.c.employment.in_(states))
        )
        if unit_id is not None:
            query = query.where(cadre.c.unit_id == unit_id)
        if text:
            key = name_key(text) or text
            query = query.where(sa.or_(cadre.c.name_key.startswith(key, autoescape=True), cadre.c.staff_no == text))
        return list(self._c.execute(query.order_by(cadre.c.order_no, cadre.c.staff_no, cadre.c.id).limit(limit)))

    # history

    def record(self, events: Sequence[EmploymentEvent], home_id: str) -> None:
        """Append employment events."""
        columns = ("id", "cadre_id", "state", "unit_id", "since", "remark", "recorded_at", "recorded_by", "home_id")
        rows = [
            (e.id, e.cadre_id, e.state.value, e.unit_id, e.since, e.remark, e.recorded_at, e.recorded_by, home_id)
            for e in events
        ]
        insert_rows(self._c, employment_event, columns, rows)

    def history(self, cadre_id: str) -> list[EmploymentEvent]:
        """Give a person's employment events, oldest first."""
        query = (
            sa.select(employment_event)
            .where(employment_event.c.cadre_id == cadre_id)
            .order_by(employment_event.c.recorded_at, employment_event.c.id)
        )
        return [
            EmploymentEvent(
                row.id,
                row.cadre_id,
                _EMPLOYMENT[row.state],
                row.unit_id,
                row.since,
                row.remark,
                row.recorded_at,
                row.recorded_by,
            )
            for row in self._c.execute(query)
        ]

    def delete_events(self, event_ids: Iterable[str]) -> None:
        """Take events back; for undoing an import."""
        for some in chunks(event_ids):
            self._c.execute(sa.delete(employment_event).where(employment_event.c.id.in_(some)))


def _row(person: Cadre, numbers: SealedNumbers | None, home_id: str, at: datetime) -> tuple[Any, ...]:
    sealed = numbers or NO_NUMBERS
    return (
        person.id,
        *_facts(person),
        person.name_key,
        sealed.id_number,
        sealed.id_number_digest,
        sealed.phone,
        home_id,
        at,
    )


def _cadre(row: Row[Any]) -> Cadre:
    (
        cadre_id,
        staff_no,
        name,
        unit_id,
        section,
        sex,
        ethnicity,
        birth,
        post,
        post_level,
        rank,
        category,
        political_status,
        work_start,
        education,
        degree,
        tier,
        leader_path,
        employment,
        employment_since,
        id_number_masked,
        phone_masked,
        order_no,
        remark,
        version,
        is_demo,
        *_,
    ) = tuple(row)
    return Cadre(
        cadre_id,
        staff_no,
        name,
        unit_id,
        section,
        sex,
        ethnicity,
        birth,
        post,
        post_level,
        rank,
        category,
        political_status,
        work_start,
        education,
        degree,
        tier,
        leader_path,
        _EMPLOYMENT[employment],
        employment_since,
        id_number_masked,
        phone_masked,
        order_no,
        remark,
        version,
        is_demo,
    )
