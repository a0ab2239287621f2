"""Certificates, their serials and their finished sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.stores.bulk import chunks
from trainer.adapters.storage.tables.certificates import certificate, certificate_counter, stored_sheet
from trainer.adapters.storage.tables.exams import exam, result, sitting
from trainer.adapters.storage.tables.people import cadre, unit
from trainer.adapters.storage.tables.training import plan
from trainer.domain.certificates.content import from_record, to_record
from trainer.domain.certificates.eligibility import PassedResult
from trainer.domain.certificates.number import Kind, parse
from trainer.domain.certificates.states import Certificate, State

PDF = "application/pdf"


class CertificateStore:
    """SQL of the certificate office."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # serials

    def draw_serials(self, area: str, year: int, many: int) -> int:
        """Draw consecutive serials in the running transaction; a second office waits until it has ended.

        Returns:
            The first of them. A rollback gives them back, and nobody has seen them by then.
        """
        insert = self._insert(certificate_counter).values(area=area, year=year, last_serial=many)
        last = self._c.scalar(
            insert.on_conflict_do_update(
                index_elements=["area", "year"],
                set_={"last_serial": certificate_counter.c.last_serial + many},
            ).returning(certificate_counter.c.last_serial)
        )
        return int(last) - many + 1

    def lock_plan(self, plan_id: str) -> None:
        """Let nobody else approve people of a plan until the transaction ends (SQLite has one writer anyway)."""
        self._c.execute(sa.select(plan.c.id).where(plan.c.id == plan_id).with_for_update())

    # certificates

    def add(self, values: Iterable[Certificate], home_id: str) -> None:
        rows = [{"id": value.id, "home_id": home_id, **_columns(value)} for value in values]
        if rows:
            self._c.execute(sa.insert(certificate), rows)

    def change(self, value: Certificate) -> None:
        """Write all facts of a certificate."""
        self._c.execute(sa.update(certificate).where(certificate.c.id == value.id).values(**_columns(value)))

    def delete(self, certificate_ids: Iterable[str]) -> None:
        """Delete approvals that never became certificates; whatever has a number stays."""
        for some in chunks(certificate_ids):
            self._c.execute(
                sa.delete(certificate).where(certificate.c.id.in_(some), certificate.c.state == State.APPROVED.value)
            )

    def get(self, certificate_id: str, *, lock: bool = False) -> Certificate | None:
        """Find a certificate.

        Args:
            lock: keep others from changing it until the transaction ends (SQLite has one writer anyway).
        """
        query = sa.select(certificate).where(certificate.c.id == certificate_id)
        if lock:
            query = query.with_for_update()
        row = self._c.execute(query).first()
        return certificate_of(row) if row else None

    def many(self, certificate_ids: Iterable[str], *, lock: bool = False) -> dict[str, Certificate]:
        """Give several certificates by id; unknown ids are left out."""
        found: dict[str, Certificate] = {}
        for some in chunks(dict.fromkeys(certificate_ids)):
            query = sa.select(certificate).where(certificate.c.id.in_(some)).order_by(certificate.c.id)
            for row in self._c.execute(query.with_for_update() if lock else query):
                found[row.id] = certificate_of(row)
        return found

    def by_number(self, number: str) -> Certificate | None:
        """Find a certificate by the machine form of its number."""
        row = self._c.execute(sa.select(certificate).where(certificate.c.number == number)).first()
        return certificate_of(row) if row else None

    def by_serial(self, year: int, serial: int) -> list[Certificate]:
        """Find certificates by what stands in the printed number; several areas may have drawn the same."""
        query = sa.select(certificate).where(certificate.c.year == year, certificate.c.serial == serial)
        return [certificate_of(row) for row in self._c.execute(query.order_by(certificate.c.number))]

    def by_sheet(self, digest: str) -> Certificate | None:
        """Find the certificate whose finished sheet has this digest."""
        row = self._c.execute(sa.select(certificate).where(certificate.c.sheet_digest == digest)).first()
        return certificate_of(row) if row else None

    def of_plan(self, plan_id: str, states: Sequence[State] = ()) -> list[Certificate]:
        """Give a plan's certificates, by serial, those without a number last and in the order of approval."""
        query = sa.select(certificate).where(certificate.c.plan_id == plan_id)
        if states:
            query = query.where(certificate.c.state.in_([state.value for state in states]))
        in_order = certificate.c.year.is_(None), certificate.c.year, certificate.c.serial, certificate.c.id
        return [certificate_of(row) for row in self._c.execute(query.order_by(*in_order))]

    def held(self, plan_id: str, cadre_ids: Iterable[str] | None = None) -> dict[str, list[State]]:
        """Give the states of people's certificates of one plan."""
        found: dict[str, list[State]] = {}
        query = sa.select(certificate.c.cadre_id, certificate.c.state).where(certificate.c.plan_id == plan_id)
        for some in [None] if cadre_ids is None else list(chunks(cadre_ids)):
            rule = query if some is None else query.where(certificate.c.cadre_id.in_(some))
            for row in self._c.execute(rule):
                found.setdefault(row.cadre_id, []).append(State(row.state))
        return found

    def register(
        self,
        *,
        plan_id: str | None = None,
        unit_path: str | None = None,
        states: Sequence[State] = (),
        year: int | None = None,
        cadre_id: str | None = None,
    ) -> list[Row[Any]]:
        """Read the register: certificate columns with today's name, unit and path beside what the sheet says."""
        query = (
            sa.select(
                certificate,
                cadre.c.name.label("name_now"),
                cadre.c.staff_no,
                unit.c.name.label("unit_now"),
                unit.c.path.label("unit_path"),
            )
            .join(cadre, cadre.c.id == certificate.c.cadre_id)
            .join(unit, unit.c.id == certificate.c.unit_id)
            .order_by(certificate.c.year.is_(None), certificate.c.year, certificate.c.serial, certificate.c.id)
        )
        if plan_id is not None:
            query = query.where(certificate.c.plan_id == plan_id)
        if unit_path is not None:
            query = query.where(unit.c.path.startswith(unit_path, autoescape=True))
        if states:
            query = query.where(certificate.c.state.in_([state.value for state in states]))
        if year is not None:
            query = query.where(certificate.c.year == year)
        if cadre_id is not None:
            query = query.where(certificate.c.cadre_id == cadre_id)
        return list(self._c.execute(query))

    # facts from the examinations

    def exam_name(self, exam_id: str) -> str:
        """Give an examination's name; empty where there is none of this id."""
        return self._c.scalar(sa.select(exam.c.name).where(exam.c.id == exam_id)) or ""

    def passed_results(self, exam_id: str, cadre_ids: Iterable[str] | None = None) -> dict[str, list[PassedResult]]:
        """Give the current passed results of an examination by person."""
        # A regrade makes a result weeks later; the person passed on the day of the sitting.
        at = sa.func.coalesce(sitting.c.handed_in_at, result.c.made_at, type_=result.c.made_at.type)
        query = (
            sa.select(result.c.cadre_id, result.c.band, result.c.marks, result.c.of, at.label("at"))
            .join(sitting, sitting.c.id == result.c.sitting_id)
            .where(result.c.exam_id == exam_id, result.c.is_current, result.c.is_passed)
        )
        found: dict[str, list[PassedResult]] = {}
        for some in [None] if cadre_ids is None else list(chunks(cadre_ids)):
            rule = query if some is None else query.where(result.c.cadre_id.in_(some))
            for row in self._c.execute(rule):
                share = Fraction(row.marks) / Fraction(row.of) if Fraction(row.of) else Fraction(0)
                found.setdefault(row.cadre_id, []).append(PassedResult(row.band, share, row.at))
        return found

    # sheets

    def put_sheet(self, digest: str, content: bytes, at: datetime) -> None:
        """Keep a finished sheet for ever."""
        insert = self._insert(stored_sheet).values(digest=digest, media_type=PDF, bytes=content, made_at=at)
        self._c.execute(insert.on_conflict_do_nothing(index_elements=["digest"]))

    def sheet(self, digest: str) -> bytes | None:
        """Give a finished sheet."""
        found = self._c.scalar(sa.select(stored_sheet.c.bytes).where(stored_sheet.c.digest == digest))
        return None if found is None else bytes(found)

    def _insert(self, table: sa.Table) -> Any:
        dialect = postgresql if self._c.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)


def _columns(value: Certificate) -> dict[str, Any]:
    content = value.content
    number = parse(content.number) if content else None
    return {
        "cadre_id": value.cadre_id,
        "unit_id": value.unit_id,
        "plan_id": value.plan_id,
        "kind": value.kind.value,
        "state": value.state.value,
        "number": number.machine if number else None,
        "display_number": content.shown_number if content else "",
        "area": number.area if number else "",
        "year": number.year if number else None,
        "serial": number.serial if number else None,
        "content": to_record(content) if content else {},
        "sheet_digest": value.sheet_digest or None,
        "approved_at": value.approved_at,
        "approved_by": value.approved_by,
        "issued_at": value.issued_at,
        "issued_by": value.issued_by,
        "revoked_at": value.revoked_at,
        "revoke_reason": value.revoke_reason,
        "supersedes": value.supersedes,
        "is_demo": value.is_demo,
    }


def certificate_of(row: Row[Any]) -> Certificate:
    """Read a row of the register or of the table."""
    return Certificate(
        row.id,
        row.cadre_id,
        row.unit_id,
        row.plan_id,
        Kind(row.kind),
        State(row.state),
        row.approved_at,
        row.approved_by,
        from_record(row.content) if row.content else None,
        row.sheet_digest or "",
        row.issued_at,
        row.issued_by,
        row.revoked_at,
        row.revoke_reason,
        row.supersedes,
        row.is_demo,
    )
