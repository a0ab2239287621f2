"""Bring a database to the schema of this program."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from trainer.adapters.storage.database import Database

# Newest revision in migrations/versions; a test compares it with Alembic's own idea of the head.
HEAD = "0001"


def bring_up_to_date(database: Database, before_upgrade: Callable[[str], object] | None = None) -> None:
    """Create the tables of a new database."""
    del before_upgrade
    if sa.inspect(database.engine).has_table("alembic_version"):
        return
    from trainer.adapters.storage import schema

    with database.engine.begin() as connection:
        schema.metadata.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{HEAD}')")
