"""A home with the demonstration, loaded once; tests that change something load their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.builders.office import make_office
from trainer.domain.people.roles import PROGRAM
from trainer.services.demo import Loaded, load_demo
from trainer.services.office import Office


class Demo(NamedTuple):
    """What was loaded, and where."""

    office: Office
    loaded: Loaded


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration on SQLite, loaded at noon of Monday 2 June 2025; to be read only."""
    office = make_office(tmp_path_factory.mktemp("demo"))
    loaded, _ = load_demo(office, PROGRAM)
    yield Demo(office, loaded)
    office.database.close()
