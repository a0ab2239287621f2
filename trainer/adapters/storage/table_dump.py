"""Tables as lines of JSON, for databases that are not a file.

A dump is read from the tables as they stand on the server, not from this program's idea of them, so that the state *before* an
upgrade can be dumped as well. It is always loaded into a SQLite file of the same schema version; from there the ordinary
upgrade and :func:`copy_rows` lead on, also back to a server.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage import migrator
from trainer.adapters.storage.database import Database
from trainer.adapters.storage.tables.question_bank import HEADS, SEARCH_TABLES

_AT_ONCE = 2_000
_VERSION_TABLE = "alembic_version"


def dump(database: Database, folder: Path) -> None:
    """Write every table of one consistent state as ``<table>.jsonl``."""
    folder.mkdir(parents=True)
    with database.read() as uow:
        tables = _tables(uow.connection)
        for table in tables:
            with (folder / f"{table.name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
                rows = uow.connection.execution_options(yield_per=_AT_ONCE).execute(sa.select(table))
                for row in rows.mappings():
                    plain = {name: _plain(value) for name, value in row.items()}
                    file.write(json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n")


def load(folder: Path, target: Path, revision: str) -> None:
    """Make a SQLite file from a dump.

    Args:
        revision: schema version of the dump.

    Raises:
        ValueError, KeyError: the dump does not fit that version.
    """
    database = Database.at(target)
    try:
        migrator.upgrade_to(database, revision)
        with migrator.foreign_keys_off(database) as connection, connection.begin():
            for table in _tables(connection):
                source = folder / f"{table.name}.jsonl"
                _insert(connection, table, _lines(source, table))
            _forget_index(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise ValueError(f"foreign keys broken: {broken[:3]}")
    finally:
        database.close()


def copy_rows(source: Database, target: Database) -> None:
    """Replace everything in a server's database by what a SQLite file holds, in one transaction.

    Both must be of this program's schema.
    """
    from trainer.adapters.storage import schema

    tables = schema.metadata.sorted_tables
    with source.read() as read, target.write() as write:
        for table in reversed(tables):
            write.connection.execute(sa.delete(table))
        for table in tables:
            rows = (dict(row) for row in read.connection.execute(sa.select(table)).mappings())
            own = [key.parent for key in table.foreign_keys if key.column.table is table]
            _insert(write.connection, table, _parents_first(rows, own[0].name) if own else rows)
        _forget_index(write.connection)


def _tables(connection: Connection) -> list[sa.Table]:
    found = sa.MetaData()
    # The index of words is made again at the next start, in the way of the database it is in then.
    found.reflect(connection, only=lambda name, _: name != _VERSION_TABLE and not name.startswith(SEARCH_TABLES))
    return list(found.sorted_tables)


def _forget_index(connection: Connection) -> None:
    """Have the index of words made again at the next start (``services.load_content``)."""
    if sa.inspect(connection).has_table("shipped_digest"):
        connection.exec_driver_sql(f"DELETE FROM shipped_digest WHERE folder = '{HEADS}'")


def _insert(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _AT_ONCE:
            connection.execute(sa.insert(table), waiting)
            waiting.clear()
    if waiting:
        connection.execute(sa.insert(table), waiting)


def _parents_first(rows: Iterable[dict[str, Any]], parent: str) -> Iterator[dict[str, Any]]:
    """Order the rows of a tree so that a row's parent comes before it."""
    below: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        below.setdefault(row[parent], []).append(row)
    waiting = list(below.pop(None, []))
    while waiting:
        row = waiting.pop()
        yield row
        waiting.extend(below.pop(row["id"], []))


def _lines(source: Path, table: sa.Table) -> Iterator[dict[str, Any]]:
    with source.open(encoding="utf-8") as file:
        for line in file:
            row = {name: _native(value) for name, value in json.loads(line).items()}
            if unknown := row.keys() - table.columns.keys():
                raise ValueError(f"{table.name}: {sorted(unknown)}")
            yield row


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return {"uuid": value.hex}
    if isinstance(value, datetime):
        return {"utc": value.astimezone(UTC).isoformat(timespec="microseconds")}
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode("ascii")}
    return value


def _native(value: Any) -> Any:
    """Turn a value of a dump into what SQLite's reflected columns take: hex ids, naive UTC, bytes."""
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    if kind == "uuid":
        return text
    if kind == "utc":
        return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    if kind == "bytes":
        return base64.b64decode(text)
    raise ValueError(kind)
