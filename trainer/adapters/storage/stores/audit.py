"""The audit log: appended, read, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.tables.accounts import audit_entry
from trainer.domain.people.audit_chain import AuditEntry, next_entry

# Key of the PostgreSQL lock under which entries queue; any constant of this program's own will do.
_QUEUE_KEY = 7_201_523

_READ_AT_ONCE = 2_000


class AuditStore:
    """Entries of one home's chain and of chains that were merged in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        *,
        home_id: str,
        at: datetime,
        actor_id: str | None,
        action: str,
        subject: str = "",
        facts: dict[str, Any] | None = None,
    ) -> AuditEntry:
        """Add the next entry of a home's chain.

        Args:
            action: ``<room>.<what happened>``.
            facts: ids, codes, counts and keyed digests; never names or numbers in clear.
        """
        if self._connection.dialect.name == "postgresql":
            # SQLite queues writers at BEGIN IMMEDIATE; on a server two writers would draw the same number.
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_QUEUE_KEY)))
        entry = next_entry(
            self.last(home_id),
            home_id=home_id,
            at=at,
            actor_id=actor_id,
            action=action,
            subject=subject,
            facts=facts or {},
        )
        self._connection.execute(
            sa.insert(audit_entry).values(
                home_id=entry.home_id,
                seq=entry.seq,
                at=entry.at,
                actor_id=entry.actor_id,
                action=entry.action,
                subject=entry.subject,
                facts=entry.facts,
                before_hash=entry.before_hash,
                hash=entry.hash,
            )
        )
        return entry

    def last(self, home_id: str) -> tuple[int, str] | None:
        """Give number and hash of a chain's last entry."""
        row = self._connection.execute(
            sa.select(audit_entry.c.seq, audit_entry.c.hash)
            .where(audit_entry.c.home_id == home_id)
            .order_by(audit_entry.c.seq.desc())
            .limit(1)
        ).one_or_none()
        return (row.seq, row.hash) if row else None

    def homes(self) -> list[str]:
        """Give the ids of all homes that have a chain here."""
        return list(self._connection.scalars(sa.select(audit_entry.c.home_id).distinct()))

    def chain(self, home_id: str) -> Iterator[AuditEntry]:
        """Read a chain from its first entry, a few thousand rows at a time."""
        after = 0
        while True:
            rows = self._connection.execute(
                sa.select(audit_entry)
                .where(audit_entry.c.home_id == home_id, audit_entry.c.seq > after)
                .order_by(audit_entry.c.seq)
                .limit(_READ_AT_ONCE)
            ).all()
            for row in rows:
                yield _entry(row)
            if len(rows) < _READ_AT_ONCE:
                return
            after = rows[-1].seq

    def search(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        actor_id: str | None = None,
        action: str = "",
        subject: str = "",
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[int, list[AuditEntry]]:
        """Find entries, newest first.

        Args:
            since: not before.
            until: before.
            actor_id: done by this person.
            action: the whole action, or its room with a dot at the end (``roster.``).
            subject: about this id.
            limit: rows to give.
            offset: rows to leave out first.

        Returns:
            How many there are in all, and the rows asked for.
        """
        rules: list[sa.ColumnElement[bool]] = []
        if since is not None:
            rules.append(audit_entry.c.at >= since)
        if until is not None:
            rules.append(audit_entry.c.at < until)
        if actor_id is not None:
            rules.append(audit_entry.c.actor_id == actor_id)
        if action.endswith("."):
            rules.append(audit_entry.c.action.startswith(action, autoescape=True))
        elif action:
            rules.append(audit_entry.c.action == action)
        if subject:
            rules.append(audit_entry.c.subject == subject)
        total = self._connection.scalar(sa.select(sa.func.count()).select_from(audit_entry).where(*rules)) or 0
        rows = self._connection.execute(
            sa.select(audit_entry)
            .where(*rules)
            .order_by(audit_entry.c.at.desc(), audit_entry.c.seq.desc())
            .limit(limit)
            .offset(offset)
        ).all()
        return total, [_entry(row) for row in rows]

    def actions(self) -> list[str]:
        """Give every action that occurs, in order."""
        return list(self._connection.scalars(sa.select(audit_entry.c.action).distinct().order_by(audit_entry.c.action)))


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        row.home_id, row.seq, row.at, row.actor_id, row.action, row.subject, row.facts, row.before_hash, row.hash
    )
