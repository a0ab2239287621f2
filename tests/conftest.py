"""What every test may ask for."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.builders.office import make_office
from trainer.wording import set_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate tries the same examples every time; whoever runs tests by hand tries new ones.
settings.register_profile("gate", derandomize=True, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the settings of the Qt plugin in the environment that has no Qt."""
    for name in ("qt_api", "qt_log_level_fail"):
        with contextlib.suppress(ValueError):
            parser.addini(name, "a setting of pytest-qt")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[object]:
    """An empty office on a temporary SQLite file."""
    made = make_office(tmp_path)
    yield made
    made.database.close()


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test begins in the program's first language."""
    set_language("zh")
    yield
    set_language("zh")


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of the PostgreSQL that the gate started."""
    url = os.environ.get("TRAINER_TEST_POSTGRES")
    if not url:
        pytest.skip("skipped: no PostgreSQL")
    return url
