from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.builders.accounts import add_cadre, add_unit, make_actor
from tests.builders.office import NOON
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Role
from trainer.services.accounts import disable_account, enable_account
from trainer.services.audit import read_log, verify_log
from trainer.services.office import Office


@pytest.fixture
def office(any_office: Office) -> Office:
    return any_office


def write(office: Office, action: str, *, days: int = 0, actor_id: str | None = None) -> None:
    with office.database.write() as uow:
        uow.audit.append(
            home_id=office.home_id, at=NOON + timedelta(days=days), actor_id=actor_id, action=action, facts={"n": days}
        )


def test_entries_are_numbered_without_gaps_and_the_chain_holds(office: Office) -> None:
    for day in range(3):
        write(office, "settings.changed", days=day)
    verdict = verify_log(office)[office.home_id]
    assert (verdict.entries, verdict.is_whole) == (3, True)


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE audit_entry SET action = 'role.granted' WHERE seq = 2",
        "UPDATE audit_entry SET facts = '{\"n\":7}' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 2",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE seq = 2",
    ],
)
def test_tampering_in_the_table_shows(office: Office, tamper: str) -> None:
    for day in range(3):
        write(office, "settings.changed", days=day)
    with office.database.write() as uow:
        uow.connection.execute(sa.text(tamper.replace(":7", "\\:7")))
    assert verify_log(office)[office.home_id].broken_at == 2


def test_a_rolled_back_change_leaves_no_entry(office: Office) -> None:
    write(office, "settings.changed")

    def write_and_fail() -> None:
        with office.database.write() as uow:
            uow.audit.append(home_id=office.home_id, at=NOON, actor_id=None, action="role.granted")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    write(office, "settings.changed")
    assert verify_log(office)[office.home_id].entries == 2


def test_homes_have_chains_of_their_own(office: Office) -> None:
    write(office, "settings.changed")
    other = office.home_id[:-1] + "2"
    with office.database.write() as uow:
        assert uow.audit.append(home_id=other, at=NOON, actor_id=None, action="a.b").seq == 1
    assert {verdict.entries for verdict in verify_log(office).values()} == {1}


def test_a_long_chain_is_read_in_parts(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.adapters.storage.stores.audit._READ_AT_ONCE", 2)
    for day in range(5):
        write(office, "settings.changed", days=day)
    assert verify_log(office)[office.home_id].entries == 5


def test_the_page_filters_by_period_person_and_action_and_names_people(office: Office) -> None:
    unit = add_unit(office)
    admin = make_actor(office, Role.ADMINISTRATOR, unit)
    cadre = add_cadre(office, unit)
    disable_account(office, admin, cadre)
    enable_account(office, admin, cadre)
    write(office, "backup.made", days=3)
    page = read_log(office, admin)
    assert [row.action for row in page.rows] == ["backup.made", "account.enabled", "account.disabled"]
    assert page.rows[1].actor == "管理员（9001）"
    assert page.rows[1].subject == "白玉兰（1001）"
    assert page.rows[1].action_name == "启用账号"
    assert page.rows[0].facts == (("n", "3"),)
    assert read_log(office, admin, action="account.").total == 2
    assert read_log(office, admin, action="account.enabled").total == 1
    assert read_log(office, admin, since=NOON + timedelta(days=1)).total == 1
    assert read_log(office, admin, until=NOON + timedelta(days=1)).total == 2
    assert read_log(office, admin, person_id=admin.cadre_id, limit=1).total == 2
    assert ("account.disabled", "停用账号") in page.actions


def test_only_auditors_and_administrators_read_the_log(office: Office) -> None:
    unit = add_unit(office)
    with pytest.raises(Refusal, match="no_right"):
        read_log(office, make_actor(office, Role.EXAMINER, unit))
    assert read_log(office, make_actor(office, Role.AUDITOR, unit, "9002")).total == 0
    assert read_log(office, PROGRAM).total == 0


def test_writers_at_the_same_time_draw_different_numbers(office: Office) -> None:
    def write_some() -> None:
        for day in range(10):
            write(office, "settings.changed", days=day)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(write_some) for _ in range(4)]:
            done.result()
    verdict = verify_log(office)[office.home_id]
    assert (verdict.entries, verdict.is_whole) == (40, True)
