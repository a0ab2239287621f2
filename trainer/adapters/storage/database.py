"""Open the database and hand out units of work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from trainer.adapters.storage.unit_of_work import UnitOfWork
from trainer.domain.kernel.outcomes import Fault

# How long a writer waits for another program on the same file before the person is told.
BUSY_MS = 5000


class Database:
    """One SQLite file or one PostgreSQL database.

    Args:
        url: ``sqlite:///...`` or ``postgresql+psycopg://...``.
        read_only: open without ever writing (checks, a look at a backup).
    """

    def __init__(self, url: str | URL, *, read_only: bool = False) -> None:
        self.url = make_url(url)
        self.read_only = read_only
        self._engine: Engine = _sqlite_engine(self.url, read_only) if self.is_sqlite else _server_engine(self.url)

    @classmethod
    def at(cls, path: Path, *, read_only: bool = False) -> Database:
        """Open a SQLite file by path."""
        return cls(URL.create("sqlite", database=str(path)), read_only=read_only)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for a server."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def where(self) -> Path | str:
        """Name the database for people: the file, or the server's address without a password."""
        return self.path or self.url.render_as_string(hide_password=True)

    @property
    def engine(self) -> Engine:
        """For migrations and backup only; services use :meth:`read` and :meth:`write`."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Give a unit of work that sees one consistent state and changes nothing."""
        with self._translated(), self._engine.connect() as connection:
            connection = connection.execution_options(trainer_write=False)
            with connection.begin() as transaction:
                yield UnitOfWork(connection)
                transaction.rollback()

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give a unit of work that is committed at the end of the block, or rolled back when the block raises."""
        with self._translated(), self._engine.connect() as connection:
            connection = connection.execution_options(trainer_write=True)
            if not self.is_sqlite:
                # A writer that had to wait for another must see what the other one wrote (the log's next number), and a
                # snapshot taken before the wait would not.
                connection = connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                yield UnitOfWork(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise fault_of(error.orig or error, self.where) from error
        except sqlite3.Error as error:
            raise fault_of(error, self.path) from error


def fault_of(error: BaseException, where: Path | str | None) -> Fault:
    """Name what went wrong underneath a database error."""
    text = str(error).lower()
    if "locked" in text or "busy" in text or "lock timeout" in text:
        code = "database_locked"
    elif "disk is full" in text or "disk full" in text or "no space" in text:
        code = "disk_full"
    elif "not a database" in text:
        code = "not_a_database"
    elif "malformed" in text or "corrupt" in text:
        code = "database_damaged"
    elif "readonly" in text or "read-only" in text:
        code = "database_read_only"
    elif "unable to open" in text:
        code = "database_not_opened"
    elif "connection" in text or "could not connect" in text:
        code = "database_out_of_reach"
    else:
        code = "database_failed"
    return Fault(code, where, error, detail=str(error))


def _sqlite_engine(url: URL, read_only: bool) -> Engine:
    database = url.database or ":memory:"
    # NOTE: a plain path may hold "?", "#" or "%"; the file: form quotes them. Chinese characters and spaces are fine.
    address = Path(database).resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")

    def connect() -> sqlite3.Connection:
        if not read_only:
            _free_side_files(Path(database))
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool, pool_size=4, max_overflow=8)

    @event.listens_for(engine, "connect")
    def _pragmas(raw: Any, _record: Any) -> None:
        cursor = raw.cursor()
        if not read_only:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Writers queue at the start of their transaction, not in the middle of it, where SQLite could only refuse.
        writes = connection.get_execution_options().get("trainer_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _free_side_files(database: Path) -> None:
    """Give the -wal and -shm files the rights of the database.

    SQLite makes them with the rights the database has at that moment: met once while it was write-protected, they would keep
    it read-only after the protection was taken off.
    """
    with suppress(OSError):  # no such file: the usual case; not ours: SQLite will say so itself
        rights = database.stat().st_mode & 0o777
        for side in (database.with_name(f"{database.name}-wal"), database.with_name(f"{database.name}-shm")):
            if side.exists() and side.stat().st_mode & 0o777 != rights:
                side.chmod(rights)


def _server_engine(url: URL) -> Engine:
    return sa.create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
