"""An office with one person, one course and its questions, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders.content import Content
from tests.builders.databases import fresh_postgres
from tests.builders.office import make_office
from tests.builders.training import Roster
from trainer.adapters.content import compiled
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.domain.people.roles import Actor, Grant, Role
from trainer.domain.people.units import Unit
from trainer.platform import paths
from trainer.services.load_content import load_shipped
from trainer.services.office import Office


@dataclass
class School:
    """Everything a learning test needs.

    Attributes:
        learner: a cadre of tier T2 in ``unit``.
        author: may edit questions.
    """

    office: Office
    content: Content
    roster: Roster
    unit: Unit
    learner: Actor
    author: Actor

    def load(self) -> None:
        load_shipped(self.office)


def actor(cadre_id: str, unit: Unit, *roles: Role) -> Actor:
    return Actor(cadre_id, "某某", tuple(Grant(role, unit.id, unit.path) for role in roles))


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """A shipped course of one lesson with two questions, instead of the real ones."""
    content = Content(tmp_path / "shipped")
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(paths, "shipped", lambda folder: content.root / folder)
    monkeypatch.setattr(compiled, "_stamped", {})
    return content


@pytest.fixture(params=["sqlite", "postgresql"])
def school(request: pytest.FixtureRequest, tmp_path: Path, content: Content) -> Iterator[School]:
    """On each of the databases; the questions are loaded."""
    office = make_office(tmp_path)
    if request.param == "sqlite":
        yield _school(office, content)
        office.database.close()
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        office.database.close()
        database = Database(url)
        schema.metadata.create_all(database.engine)
        yield _school(Office(office.home, database, office.clock, office.keys, office.home_id), content)
        database.close()


def _school(office: Office, content: Content) -> School:
    roster = Roster(office)
    unit = roster.unit("B", name="安和旗民政局")
    learner = actor(roster.cadre(unit, "萨仁"), unit, Role.LEARNER)
    author = actor(roster.cadre(unit, "巴图"), unit, Role.AUTHOR)
    made = School(office, content, roster, unit, learner, author)
    made.load()
    return made
