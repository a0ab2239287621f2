"""An office on SQLite and one on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.databases import fresh_postgres
from tests.builders.office import make_office
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.services.office import Office


@pytest.fixture(params=["sqlite", "postgresql"])
def any_office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An empty office on each of the databases."""
    made = make_office(tmp_path)
    if request.param == "sqlite":
        yield made
        made.database.close()
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        made.database.close()
        database = Database(url)
        schema.metadata.create_all(database.engine)
        yield Office(made.home, database, made.clock, made.keys, made.home_id)
        database.close()
