from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders.accounts import PIN, add_cadre, add_unit, give_secret, log_of, make_actor
from tests.builders.office import NOON
from trainer.domain.kernel.changes import Area
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Right, Role
from trainer.services import accounts
from trainer.services.office import Office
from trainer.services.overviews.accounts import AccountState, find_unit, list_accounts, list_grants
from trainer.services.sign_in import refreshed, sign_in


@pytest.fixture
def office(any_office: Office) -> Office:
    return any_office


def test_slips_come_by_unit_and_leave_out_who_has_a_secret(office: Office) -> None:
    banner = add_unit(office)
    bureau = add_unit(office, "B1", "教育局", banner)
    first, second = add_cadre(office, bureau, "2", "乙"), add_cadre(office, bureau, "1", "甲")
    has_secret = add_cadre(office, banner, "3", "丙")
    give_secret(office, has_secret)
    batch, changes = accounts.make_activation_codes(office, PROGRAM, [first, has_secret, second, first])
    assert [(slip.unit_name, slip.name) for slip in batch.slips] == [("教育局", "甲"), ("教育局", "乙")]
    assert batch.left_out == (has_secret,)
    assert changes.areas == {Area.ACCOUNTS}
    assert changes.cadre_ids == {first, second}
    assert len({slip.code for slip in batch.slips}) == 2


def test_an_administrator_of_one_unit_makes_no_codes_for_another(office: Office) -> None:
    here, there = add_unit(office, "A", "甲局"), add_unit(office, "B", "乙局")
    admin = make_actor(office, Role.ADMINISTRATOR, here)
    inside, outside = add_cadre(office, here, "1", "甲"), add_cadre(office, there, "2", "乙")
    with pytest.raises(Refusal, match="no_right"):
        accounts.make_activation_codes(office, admin, [inside, outside])
    with office.database.read() as uow:
        assert uow.accounts.get(inside) is None
    for forbidden in (
        lambda: accounts.reset_account(office, admin, outside),
        lambda: accounts.disable_account(office, admin, outside),
        lambda: accounts.unlock_account(office, admin, outside),
        lambda: accounts.grant_role(office, admin, outside, Role.AUTHOR, there.id),
        lambda: accounts.grant_role(office, admin, inside, Role.AUTHOR, there.id),
    ):
        with pytest.raises(Refusal, match="no_right"):
            forbidden()


def test_a_role_reaches_its_unit_and_all_below_until_its_last_day(office: Office) -> None:
    banner = add_unit(office)
    bureau = add_unit(office, "B1", "教育局", banner)
    elsewhere = add_unit(office, "B2", "财政局")
    cadre = add_cadre(office, banner)
    give_secret(office, cadre)
    grant, _ = accounts.grant_role(office, PROGRAM, cadre, Role.SUPERVISOR, banner.id, NOON + timedelta(days=1))
    actor = sign_in(office, cadre, PIN)
    assert actor.may(Right.SEE_PROGRESS, bureau.path)
    assert not actor.may(Right.SEE_PROGRESS, elsewhere.path)
    office.clock.advance(86_400)  # type: ignore[attr-defined]
    assert not refreshed(office, actor).may(Right.SEE_PROGRESS)
    assert [row.is_in_force for row in list_grants(office, PROGRAM, cadre)] == [False]
    assert ("role.granted", cadre) in log_of(office)
    assert grant.expires_at == NOON + timedelta(days=1)


@pytest.mark.parametrize(
    ("role", "expires", "code"),
    [
        (Role.LEARNER, None, "role_is_everybodys"),
        (Role.AUTHOR, NOON, "expiry_in_the_past"),
        (Role.AUDITOR, None, "role_already_held"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(office: Office, role: Role, expires: object, code: str) -> None:
    unit = add_unit(office)
    cadre = add_cadre(office, unit)
    accounts.grant_role(office, PROGRAM, cadre, Role.AUDITOR, unit.id)
    with pytest.raises(Refusal, match=code):
        accounts.grant_role(office, PROGRAM, cadre, role, unit.id, expires)  # type: ignore[arg-type]


def test_a_role_taken_back_may_be_given_again(office: Office) -> None:
    unit = add_unit(office)
    cadre = add_cadre(office, unit)
    grant, _ = accounts.grant_role(office, PROGRAM, cadre, Role.AUTHOR, unit.id)
    accounts.revoke_role(office, PROGRAM, grant.id)
    with pytest.raises(Refusal, match="grant_gone"):
        accounts.revoke_role(office, PROGRAM, grant.id)
    accounts.grant_role(office, PROGRAM, cadre, Role.AUTHOR, unit.id)
    assert [row.is_in_force for row in list_grants(office, PROGRAM, cadre)] == [True, False]


def test_the_last_administrator_cannot_be_shut_out(office: Office) -> None:
    unit = add_unit(office)
    admin = make_actor(office, Role.ADMINISTRATOR, unit)
    assert admin.cadre_id is not None
    (grant,) = list_grants(office, admin, admin.cadre_id)
    with pytest.raises(Refusal, match="last_administrator"):
        accounts.revoke_role(office, admin, grant.id)
    assert list_grants(office, admin, admin.cadre_id)[0].is_in_force
    with pytest.raises(Refusal, match="last_administrator"):
        accounts.reset_account(office, admin, admin.cadre_id)
    with pytest.raises(Refusal, match="last_administrator"):
        accounts.disable_account(office, PROGRAM, admin.cadre_id)
    second = make_actor(office, Role.ADMINISTRATOR, unit, "9002", "副管理员")
    with pytest.raises(Refusal, match="own_account"):
        accounts.disable_account(office, admin, admin.cadre_id)
    accounts.disable_account(office, second, admin.cadre_id)


def test_the_list_shows_state_and_roles_within_the_reach(office: Office) -> None:
    banner = add_unit(office)
    bureau = add_unit(office, "B1", "教育局", banner)
    other = add_unit(office, "X", "外单位")
    admin = make_actor(office, Role.ADMINISTRATOR, banner)
    none, code, locked, disabled = (
        add_cadre(office, bureau, str(number), name) for number, name in enumerate(["甲", "乙", "丙", "丁"], 1)
    )
    add_cadre(office, other, "7", "外人")
    accounts.make_activation_codes(office, admin, [code])
    give_secret(office, locked)
    for _ in range(5):
        with pytest.raises(Refusal):
            sign_in(office, locked, "000000")
    accounts.disable_account(office, admin, disabled)
    page = list_accounts(office, admin)
    assert page.total == 5
    states = {row.cadre_id: row.state for row in page.rows}
    assert states == {
        admin.cadre_id: AccountState.ACTIVE,
        none: AccountState.NONE,
        code: AccountState.CODE_OPEN,
        locked: AccountState.LOCKED,
        disabled: AccountState.DISABLED,
    }
    assert next(row.is_locked_for_s for row in page.rows if row.cadre_id == locked) == 30
    assert [row.name for row in list_accounts(office, admin, role=Role.ADMINISTRATOR).rows] == ["管理员"]
    assert [row.name for row in list_accounts(office, admin, text="丙").rows] == ["丙"]
    assert [row.name for row in list_accounts(office, admin, text="900").rows] == ["管理员"]
    assert list_accounts(office, admin, text="%").total == 0
    assert [r.name for r in list_accounts(office, admin, unit_id=bureau.id, limit=2, offset=1).rows] == ["乙", "丙"]
    assert {row.name for row in list_accounts(office, admin, without_secret=True).rows} == {"甲", "乙", "丁"}


def test_nobody_without_the_right_sees_the_list(office: Office) -> None:
    author = make_actor(office, Role.AUTHOR, add_unit(office))
    with pytest.raises(Refusal, match="no_right"):
        list_accounts(office, author)
    with pytest.raises(Refusal, match="no_right"):
        list_grants(office, author, author.cadre_id or "")


def test_the_privacy_notice_is_shown_until_it_was_read(office: Office) -> None:
    actor = make_actor(office, Role.AUTHOR, add_unit(office))
    assert not accounts.has_seen_notice(office, actor)
    accounts.note_notice_seen(office, actor)
    assert accounts.has_seen_notice(office, actor)
    assert accounts.has_seen_notice(office, PROGRAM)


def test_a_unit_is_found_by_code_or_name_and_only_when_it_is_one(office: Office) -> None:
    unit = add_unit(office, "B1", "教育局")
    assert find_unit(office, "B1") == find_unit(office, "教育局") == unit.id
    add_unit(office, "B2", "教育局")
    with pytest.raises(Refusal, match="unit_unknown"):
        find_unit(office, "教育局")
