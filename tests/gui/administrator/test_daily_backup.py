"""Today's backup is made beside the window, without anybody asking for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.accounts import add_unit, make_actor
from tests.builders.office import NOON
from trainer.bootstrap import open_office
from trainer.domain.people.roles import Role
from trainer.platform.clock import FixedClock
from trainer.services.backup import list_backups
from trainer.ui.app import App
from trainer.ui.tasks import Runner


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def lead(tmp_path: Path, clock: FixedClock, qtbot: Any) -> Iterator[App]:
    made = App(tmp_path, open_office=lambda home, url: open_office(home, url, clock=clock), runner=Runner(inline=True))
    made.begin()
    yield made
    made.window.close()
    made.close()


def test_one_backup_a_day_and_none_of_an_office_that_is_not_set_up(lead: App, clock: FixedClock) -> None:
    office = lead.office
    assert office is not None
    lead.back_up()
    assert not list_backups(office)
    make_actor(office, Role.ADMINISTRATOR, add_unit(office))
    lead.back_up()
    lead.back_up()
    assert [made.kind for made in list_backups(office)] == ["daily"]
    clock.advance(86_400)
    lead.back_up()
    assert len(list_backups(office)) == 2


def test_a_backup_that_fails_does_not_disturb_whoever_signs_in(
    lead: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from trainer.domain.kernel.outcomes import Fault
    from trainer.services import backup

    office = lead.office
    assert office is not None
    make_actor(office, Role.ADMINISTRATOR, add_unit(office))

    def full(_office: object) -> None:
        raise Fault("disk_full", path="backups")

    monkeypatch.setattr(backup, "make_daily_backup", full)
    lead.back_up()
    assert "no daily backup" in caplog.text


def test_the_window_that_is_shown_starts_to_look_for_the_hour_of_its_backup(lead: App) -> None:
    assert not lead._backups.isActive(), "an office that is only opened, as the tour does, makes none"
    lead._on_usable()
    assert lead._backups.isActive()
