"""Insert-or-change, in the dialect of the connection.

SQLAlchemy's PostgreSQL dialect takes as long to import as the whole rest of opening a SQLite office, so it is imported
only where such a database is open.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection


def insert_or_change(connection: Connection, table: sa.Table) -> Any:
    """Give the dialect's insert, which knows ``on_conflict_do_update`` and ``excluded`` alike on both databases."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    return sqlite.insert(table)
