"""A bank with its people, and a desk for the author."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.bank import Bank, bank_on
from tests.builders.pages import Desk
from trainer.domain.people.roles import Actor
from trainer.wording import set_language


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with bank_on("sqlite", tmp_path) as made:
        yield made


class Desks:
    """Desks of the people of a bank; all are put away at the end."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self.made: list[Desk] = []

    def of(self, actor: Actor) -> Desk:
        desk = Desk(self._bank.office, actor)
        self.made.append(desk)
        return desk


@pytest.fixture
def desks(qtbot, bank: Bank) -> Iterator[Desks]:
    every = Desks(bank)
    yield every
    for desk in every.made:
        for page in desk.pages:
            page.leave()
            page.close()
            page.deleteLater()
        desk.runner.close()


@pytest.fixture
def desk(desks: Desks, bank: Bank) -> Desk:
    return desks.of(bank.author)
