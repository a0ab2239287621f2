"""Accounts and the roles people hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.stores.protocol_order import with_places
from trainer.adapters.storage.tables.accounts import account, role_grant
from trainer.adapters.storage.tables.people import cadre, unit
from trainer.domain.kernel.time import ClockReading
from trainer.domain.people.accounts import Account, RoleGrant
from trainer.domain.people.roles import Grant, Role

_AT_ONCE = 500


class AccountStore:
    """One account per person at most; grants are kept for ever, with the day they ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, cadre_id: str) -> Account | None:
        """Read one account."""
        row = self._connection.execute(sa.select(account).where(account.c.cadre_id == cadre_id)).one_or_none()
        return _account(row) if row else None

    def save(self, changed: Account) -> None:
        """Write an account, new or not."""
        self.save_all([changed])

    def save_all(self, changed: Iterable[Account]) -> None:
        """Write many accounts."""
        rows = [_row(one) for one in changed]
        if not rows:
            return
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        statement = insert(account)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[account.c.cadre_id],
                set_={name: statement.excluded[name] for name in rows[0] if name != "cadre_id"},
            ),
            rows,
        )

    def get_all(self, cadre_ids: Iterable[str]) -> list[Account]:
        """Read the accounts of several people; who has none is left out."""
        wanted = list(cadre_ids)
        return [
            _account(row)
            for start in range(0, len(wanted), _AT_ONCE)
            for row in self._connection.execute(
                sa.select(account).where(account.c.cadre_id.in_(wanted[start : start + _AT_ONCE]))
            )
        ]

    def search_people(
        self,
        *,
        below: str | None,
        reach: tuple[str, ...] | None,
        text: str,
        role: Role | None,
        without_secret: bool,
        at: datetime,
        limit: int,
        offset: int,
    ) -> tuple[int, list[tuple[str, str, str, str, str]]]:
        """Find people for the page of accounts.

        Args:
            below: path of the unit at whose top to look; None for all.
            reach: paths that may be seen; None for all.
            text: part of a name or the beginning of a staff number; empty for all.
            role: held at that moment; None for anybody.

        Returns:
            How many there are, and id, staff number, name, unit id and unit name of those asked for.
        """
        rules: list[sa.ColumnElement[bool]] = []
        if below is not None:
            rules.append(unit.c.path.startswith(below, autoescape=True))
        if reach is not None:
            rules.append(sa.or_(sa.false(), *(unit.c.path.startswith(path, autoescape=True) for path in reach)))
        if text:
            named = cadre.c.name.contains(text, autoescape=True)
            rules.append(sa.or_(named, cadre.c.staff_no.startswith(text, autoescape=True)))
        if role is not None:
            held = sa.select(role_grant.c.cadre_id).where(role_grant.c.role == role.value, *_in_force(at))
            rules.append(cadre.c.id.in_(held))
        people = cadre.join(unit, unit.c.id == cadre.c.unit_id)
        if without_secret:
            people = people.outerjoin(account, account.c.cadre_id == cadre.c.id)
            rules.append(account.c.secret_hash.is_(None))
        total = self._connection.scalar(sa.select(sa.func.count()).select_from(people).where(*rules)) or 0
        placed, places = with_places(self._connection, people)
        rows = self._connection.execute(
            sa.select(cadre.c.id, cadre.c.staff_no, cadre.c.name, cadre.c.unit_id, unit.c.name.label("unit_name"))
            .select_from(placed)
            .where(*rules)
            .order_by(*places, cadre.c.order_no, cadre.c.staff_no, cadre.c.id)
            .limit(limit)
            .offset(offset)
        )
        return total, [(row.id, row.staff_no, row.name, row.unit_id, row.unit_name) for row in rows]

    def grants_with_unit(self, cadre_ids: Iterable[str]) -> list[tuple[RoleGrant, str]]:
        """Give every grant of several people with the name of its unit, oldest first."""
        wanted = list(cadre_ids)
        return [
            (_grant(row), row.unit_name)
            for start in range(0, len(wanted), _AT_ONCE)
            for row in self._connection.execute(
                sa.select(role_grant, unit.c.path, unit.c.name.label("unit_name"))
                .join(unit, unit.c.id == role_grant.c.unit_id)
                .where(role_grant.c.cadre_id.in_(wanted[start : start + _AT_ONCE]))
                .order_by(role_grant.c.granted_at, role_grant.c.id)
            )
        ]

    def find_people(self, cadre_ids: Iterable[str]) -> list[tuple[str, str, str, str, str]]:
        """Name people for slips and lists.

        Returns:
            Id, staff number, name, unit id and unit name, units in protocol order of their siblings, then by person.
        """
        wanted = list(cadre_ids)
        found: list[tuple[int, str, int, str, tuple[str, str, str, str, str]]] = []
        for start in range(0, len(wanted), _AT_ONCE):
            rows = self._connection.execute(
                sa.select(
                    cadre.c.id,
                    cadre.c.staff_no,
                    cadre.c.name,
                    cadre.c.unit_id,
                    unit.c.name.label("unit_name"),
                    unit.c.order_no.label("unit_order"),
                    unit.c.path,
                    cadre.c.order_no,
                )
                .join(unit, unit.c.id == cadre.c.unit_id)
                .where(cadre.c.id.in_(wanted[start : start + _AT_ONCE]))
            )
            found.extend(
                (r.unit_order, r.path, r.order_no, r.staff_no, (r.id, r.staff_no, r.name, r.unit_id, r.unit_name))
                for r in rows
            )
        return [row[-1] for row in sorted(found)]

    def unit_path(self, unit_id: str) -> str | None:
        """Give a unit's path in the tree; None where there is no such unit."""
        return self._connection.scalar(sa.select(unit.c.path).where(unit.c.id == unit_id))

    def person(self, cadre_id: str) -> tuple[str, str, str, str] | None:
        """Give staff number, name, unit id and unit path of a person."""
        row = self._connection.execute(
            sa.select(cadre.c.staff_no, cadre.c.name, cadre.c.unit_id, unit.c.path)
            .join(unit, unit.c.id == cadre.c.unit_id)
            .where(cadre.c.id == cadre_id)
        ).one_or_none()
        return (row.staff_no, row.name, row.unit_id, row.path) if row else None

    def ids_by_staff_no(self, staff_no: str) -> list[str]:
        """Find the people with a staff number; several, because it is unique in a unit only."""
        return list(self._connection.scalars(sa.select(cadre.c.id).where(cadre.c.staff_no == staff_no)))

    def grants_of(self, cadre_id: str, at: datetime) -> tuple[Grant, ...]:
        """Give the roles a person holds at a moment."""
        return tuple(
            Grant(one.role, one.unit_id, one.unit_path) for one in self.all_grants(cadre_id) if one.is_in_force(at)
        )

    def all_grants(self, cadre_id: str | None = None) -> list[RoleGrant]:
        """Give every grant ever made, of one person or of all, oldest first."""
        statement = (
            sa.select(role_grant, unit.c.path)
            .join(unit, unit.c.id == role_grant.c.unit_id)
            .order_by(role_grant.c.granted_at, role_grant.c.id)
        )
        if cadre_id is not None:
            statement = statement.where(role_grant.c.cadre_id == cadre_id)
        return [_grant(row) for row in self._connection.execute(statement)]

    def grant_by_id(self, grant_id: str) -> RoleGrant | None:
        """Read one grant."""
        row = self._connection.execute(
            sa.select(role_grant, unit.c.path)
            .join(unit, unit.c.id == role_grant.c.unit_id)
            .where(role_grant.c.id == grant_id)
        ).one_or_none()
        return _grant(row) if row else None

    def add_grant(self, grant: RoleGrant) -> None:
        """Write a new grant."""
        self._connection.execute(
            sa.insert(role_grant).values(
                id=grant.id,
                cadre_id=grant.cadre_id,
                role=grant.role.value,
                unit_id=grant.unit_id,
                granted_at=grant.granted_at,
                granted_by=grant.granted_by,
                expires_at=grant.expires_at,
                revoked_at=grant.revoked_at,
            )
        )

    def revoke_grant(self, grant_id: str, at: datetime) -> None:
        """Note when a grant was taken back."""
        self._connection.execute(
            sa.update(role_grant)
            .where(role_grant.c.id == grant_id, role_grant.c.revoked_at.is_(None))
            .values(revoked_at=at)
        )

    def administrators_with_secret(self, at: datetime) -> list[str]:
        """Give the people who may run the office and can prove who they are."""
        return list(
            self._connection.scalars(
                sa.select(role_grant.c.cadre_id)
                .join(account, account.c.cadre_id == role_grant.c.cadre_id)
                .where(
                    role_grant.c.role == Role.ADMINISTRATOR.value,
                    *_in_force(at),
                    account.c.secret_hash.is_not(None),
                    account.c.is_disabled.is_(False),
                )
                .distinct()
            )
        )


def _in_force(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        role_grant.c.revoked_at.is_(None),
        sa.or_(role_grant.c.expires_at.is_(None), role_grant.c.expires_at > at),
    )


def _account(row: Row[Any]) -> Account:
    failed_at = None
    if row.failed_at is not None:
        failed_at = ClockReading(row.failed_at, row.failed_boot_id, row.failed_boot_s)
    return Account(
        cadre_id=row.cadre_id,
        secret_hash=row.secret_hash,
        activation_digest=row.activation_digest,
        activation_made_at=row.activation_made_at,
        failed_count=row.failed_count,
        failed_at=failed_at,
        last_sign_in_at=row.last_sign_in_at,
        notice_seen_at=row.notice_seen_at,
        is_disabled=row.is_disabled,
        is_demo=row.is_demo,
    )


def _row(one: Account) -> dict[str, Any]:
    return {
        "cadre_id": one.cadre_id,
        "secret_hash": one.secret_hash,
        "activation_digest": one.activation_digest,
        "activation_made_at": one.activation_made_at,
        "failed_count": one.failed_count,
        "failed_at": one.failed_at.wall if one.failed_at else None,
        "failed_boot_id": one.failed_at.boot_id if one.failed_at else "",
        "failed_boot_s": one.failed_at.boot_s if one.failed_at else 0.0,
        "last_sign_in_at": one.last_sign_in_at,
        "notice_seen_at": one.notice_seen_at,
        "is_disabled": one.is_disabled,
        "is_demo": one.is_demo,
    }


def _grant(row: Row[Any]) -> RoleGrant:
    return RoleGrant(
        row.id,
        row.cadre_id,
        Role(row.role),
        row.unit_id,
        row.path,
        row.granted_at,
        row.granted_by,
        row.expires_at,
        row.revoked_at,
    )
