"""A bank on each sort of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.bank import Bank, bank_on


@pytest.fixture(params=["sqlite", "postgresql"])
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bank]:
    server = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with bank_on(request.param, tmp_path, server) as made:
        yield made
