"""Roster imports with what their undo needs, and remembered column mappings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.tables.people import roster_import, roster_mapping


@dataclass(frozen=True, slots=True)
class StoredImport:
    """One committed import.

    Attributes:
        counts: added, changed, moved, unchanged, refused.
        before: what undo needs; empty once the time for undoing has passed.
        undone_at: None while it stands.
    """

    id: str
    at: datetime
    actor_id: str | None
    file_name: str
    file_digest: str
    counts: Mapping[str, int]
    before: Mapping[str, Any]
    undone_at: datetime | None = None


class ImportStore:
    """SQL of roster imports."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def add(self, value: StoredImport) -> None:
        """Add an import."""
        self._c.execute(
            sa.insert(roster_import).values(
                id=value.id,
                at=value.at,
                actor_id=value.actor_id,
                file_name=value.file_name,
                file_digest=value.file_digest,
                counts=dict(value.counts),
                before=dict(value.before),
                undone_at=value.undone_at,
            )
        )

    def get(self, import_id: str) -> StoredImport | None:
        """Find an import with what its undo needs."""
        row = self._c.execute(sa.select(roster_import).where(roster_import.c.id == import_id)).first()
        return _stored(row, row.before) if row else None

    def latest(self, limit: int) -> list[StoredImport]:
        """Give the newest imports first, without what their undo needs."""
        columns = [column for column in roster_import.c if column.name != "before"]
        query = sa.select(*columns).order_by(roster_import.c.at.desc(), roster_import.c.id.desc()).limit(limit)
        return [_stored(row, {}) for row in self._c.execute(query)]

    def mark_undone(self, import_id: str, at: datetime) -> None:
        """Note that an import was undone."""
        self._c.execute(sa.update(roster_import).where(roster_import.c.id == import_id).values(undone_at=at, before={}))

    def forget_before(self, at: datetime) -> None:
        """Drop what undo needed of imports older than a moment: it holds personal facts and serves nothing any more."""
        stale = roster_import.c.at < at, sa.func.length(roster_import.c.before) > len("{}")
        self._c.execute(sa.update(roster_import).where(*stale).values(before={}))

    def mapping(self, source_key: str) -> dict[str, int] | None:
        """Give the remembered columns of a source, field to 0-based column."""
        found = self._c.scalar(sa.select(roster_mapping.c.mapping).where(roster_mapping.c.source_key == source_key))
        return None if found is None else {str(field): int(column) for field, column in found.items()}

    def remember_mapping(self, source_key: str, mapping: Mapping[str, int], at: datetime) -> None:
        """Remember how the columns of a source were mapped."""
        insert = postgresql.insert if self._c.dialect.name == "postgresql" else sqlite.insert
        statement = insert(roster_mapping).values(source_key=source_key, mapping=dict(mapping), at=at)
        self._c.execute(
            statement.on_conflict_do_update(
                index_elements=[roster_mapping.c.source_key],
                set_={"mapping": statement.excluded.mapping, "at": statement.excluded.at},
            )
        )


def _stored(row: Row[Any], before: Mapping[str, Any]) -> StoredImport:
    return StoredImport(row.id, row.at, row.actor_id, row.file_name, row.file_digest, row.counts, before, row.undone_at)
