"""An office on a temporary SQLite file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from trainer.adapters.keys.ring import KeyRing
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.platform.clock import FixedClock
from trainer.platform.paths import Home
from trainer.services.office import Office

HOME_ID = "01900000-0000-7000-8000-000000000001"
NOON = datetime(2025, 6, 2, 4, 0, tzinfo=UTC)  # 12:00 in China


def make_office(folder: Path, *, clock: FixedClock | None = None) -> Office:
    """Make an empty office whose tables exist; nothing else is in it."""
    home = Home(folder / "home 家")
    home.make()
    database = Database.at(home.database)
    schema.metadata.create_all(database.engine)
    return Office(home, database, clock or FixedClock(NOON), KeyRing(home.keys), HOME_ID)
