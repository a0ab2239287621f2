"""Bring a database to the schema of this program.

At an ordinary start one plain SQL query tells the schema version and that is all: Alembic costs half a second. A new database
is created at the head. An older one is upgraded in one transaction after a backup. A newer one is refused, because this program
would not understand, and could spoil, what the newer one wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from trainer.adapters.storage.database import Database, fault_of
from trainer.domain.kernel.outcomes import Fault

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.engine import Connection

# Every revision in migrations/versions, oldest first; a test compares this with Alembic's own idea.
REVISIONS = ("0001", "0002", "0003")
HEAD = REVISIONS[-1]

# Key of the PostgreSQL lock; any constant of this program's own will do.
_QUEUE_KEY = 7_201_524

_MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(database: Database, before_upgrade: Callable[[str], object] | None = None) -> str | None:
    """Create or upgrade the tables where that is needed.

    Args:
        before_upgrade: called with the version found before an older database is touched; makes the backup. What it raises ends
            the upgrade before it began.

    Returns:
        The version before, when an upgrade was made; None otherwise.

    Raises:
        Fault: ``database_newer``, ``database_foreign``, ``upgrade_failed`` (nothing was changed), or what the machine says.
    """
    with _faults_named(database):
        found = version_of(database)
        if found == HEAD:
            return None
        if found is None:
            _create(database)
            return None
        _check_known(database, found)
        if before_upgrade is not None:
            before_upgrade(found)
        _upgrade(database, found)
        return found


def version_of(database: Database) -> str | None:
    """Read the schema version with plain SQL; None for an empty database.

    Raises:
        Fault: ``database_foreign``, there are tables but not ours.
    """
    with _faults_named(database), database.engine.connect() as connection:
        return _version(connection, database)


def upgrade_to(database: Database, revision: str = HEAD) -> None:
    """Run the steps up to a revision in one transaction; also fills an empty database.

    SQLite: foreign keys are off before BEGIN (a step may rebuild a table that others refer to) and checked before the commit.
    """
    from alembic import command

    with foreign_keys_off(database) as connection, connection.begin():
        _queue(connection)
        config = alembic_config(connection)
        command.upgrade(config, revision)
        _check_foreign_keys(connection, database)


def alembic_config(connection: Connection) -> Config:
    """Give Alembic's configuration for the steps shipped in this package."""
    from alembic.config import Config

    config = Config()
    # NOTE: the option goes through ConfigParser, which would read "%" as the start of a reference.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config


def _create(database: Database) -> None:
    from trainer.adapters.storage import schema

    with foreign_keys_off(database) as connection, connection.begin():
        _queue(connection)
        if _version(connection, database) is not None:
            return  # another program was quicker
        schema.metadata.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.execute(sa.text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def _upgrade(database: Database, found: str) -> None:
    try:
        upgrade_to(database)
    except Fault:
        raise
    except DBAPIError as error:
        named = fault_of(error.orig or error, database.where)
        if named.code != "database_failed":
            raise named from error
        raise Fault("upgrade_failed", database.where, error, found=found, known=HEAD) from error
    except Exception as error:
        raise Fault("upgrade_failed", database.where, error, found=found, known=HEAD) from error


def _check_known(database: Database, found: str) -> None:
    if found in REVISIONS:
        return
    if found > HEAD:
        raise Fault("database_newer", database.where, found=found, known=HEAD)
    raise Fault("database_foreign", database.where, found=found)


def _version(connection: Connection, database: Database) -> str | None:
    if connection.dialect.name == "sqlite":
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    else:
        found = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        tables = set(connection.exec_driver_sql(found).scalars())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise Fault("database_foreign", database.where, found="")
    version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version is None:
        raise Fault("database_foreign", database.where, found="")
    return version


def _queue(connection: Connection) -> None:
    """Let programs that start at once on one server change its tables one after the other; SQLite queues by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_QUEUE_KEY)))


@contextmanager
def foreign_keys_off(database: Database) -> Iterator[Connection]:
    """Give a connection for rebuilding tables: foreign keys are not enforced on it (SQLite), and on again afterwards."""
    with database.engine.connect() as connection:
        connection = connection.execution_options(trainer_write=True)
        if not database.is_sqlite:
            yield connection.execution_options(isolation_level="READ COMMITTED")
            return
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")  # without effect inside a transaction, so before BEGIN
        try:
            yield connection
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection, database: Database) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise Fault("upgrade_failed", database.where, ValueError(f"foreign keys broken in {tables}"), known=HEAD)


@contextmanager
def _faults_named(database: Database) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise fault_of(error.orig or error, database.where) from error
