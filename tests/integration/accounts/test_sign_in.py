from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders.accounts import PIN, add_cadre, add_unit, give_role, give_secret, log_of, make_actor
from tests.builders.office import NOON, make_office
from trainer.adapters.keys import secrets
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.accounts import typed_code
from trainer.domain.people.roles import PROGRAM, Actor, Right, Role
from trainer.platform.clock import FixedClock
from trainer.services import settings
from trainer.services.accounts import disable_account, make_activation_codes, reset_account, unlock_account
from trainer.services.office import Office
from trainer.services.sign_in import activate, change_own_secret, check_code, command_line_actor, refreshed
from trainer.services.sign_in import sign_in as enter


def sign_in(office: Office, who: str, secret: str) -> Actor:
    return enter(office, who, secret, hashing=secrets.CHEAP)


def refusal(office: Office, who: str, secret: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        sign_in(office, who, secret)
    return refused.value


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    made = make_office(tmp_path, clock=clock)
    yield made
    made.database.close()


@pytest.fixture
def cadre(office: Office) -> str:
    cadre_id = add_cadre(office, add_unit(office))
    give_secret(office, cadre_id)
    return cadre_id


@pytest.mark.parametrize("who", ["1001", " 1001 ", "１００１"])
def test_a_staff_number_and_the_right_secret_let_somebody_in_as_a_learner(office: Office, cadre: str, who: str) -> None:
    actor = sign_in(office, who, PIN)
    assert (actor.cadre_id, actor.name) == (cadre, "白玉兰")
    assert actor.may(Right.LEARN)
    assert not actor.may(Right.MANAGE_ACCOUNTS)
    assert log_of(office) == [("account.signed_in", cadre)]


def test_a_person_picked_from_the_list_signs_in_by_id(office: Office, cadre: str) -> None:
    assert sign_in(office, cadre, PIN).cadre_id == cadre


def test_roles_in_force_come_with_the_actor_and_expired_ones_do_not(
    office: Office, cadre: str, clock: FixedClock
) -> None:
    unit = add_unit(office, "152298", "另一旗")
    give_role(office, cadre, Role.EXAMINER, unit)
    actor = sign_in(office, cadre, PIN)
    assert actor.may(Right.MANAGE_EXAMS, unit.path)
    with office.database.write() as uow:
        uow.accounts.revoke_grant(uow.accounts.all_grants(cadre)[0].id, clock.now())
    assert not refreshed(office, actor).may(Right.MANAGE_EXAMS)


def test_an_unknown_and_a_doubled_staff_number_are_told_apart(office: Office, cadre: str) -> None:
    assert refusal(office, "4711", PIN).code == "staff_no_unknown"
    other = add_cadre(office, add_unit(office, "152298", "另一旗"), "1001", "那仁")
    give_secret(office, other)
    assert refusal(office, "1001", PIN).code == "staff_no_not_unique"
    assert sign_in(office, other, PIN).name == "那仁"


def test_wrong_secrets_count_down_and_then_shut_the_door_even_for_the_right_one(
    office: Office, cadre: str, clock: FixedClock
) -> None:
    told = [refusal(office, cadre, "000000") for _ in range(5)]
    assert [one.facts.get("tries_left") for one in told[:4]] == [4, 3, 2, 1]
    assert told[4].code == "locked_out"
    assert told[4].facts["seconds"] == 30
    assert refusal(office, cadre, PIN).code == "locked_out"
    clock.advance(29)
    assert refusal(office, cadre, PIN).facts == {"seconds": 1, "wait": "0:01"}
    clock.advance(1)
    assert sign_in(office, cadre, PIN).cadre_id == cadre
    assert refusal(office, cadre, "000000").facts["tries_left"] == 4
    assert ("account.locked", cadre) in log_of(office)


def test_tries_while_the_door_is_shut_do_not_lengthen_the_wait(office: Office, cadre: str, clock: FixedClock) -> None:
    for _ in range(20):
        refusal(office, cadre, "000000")
    clock.advance(30)
    assert sign_in(office, cadre, PIN)


def test_the_wait_survives_a_restart_and_a_clock_set_forward_or_back(
    office: Office, cadre: str, clock: FixedClock, tmp_path: Path
) -> None:
    for _ in range(5):
        refusal(office, cadre, "000000")
    office.database.close()
    again = Office(office.home, Database.at(office.home.database), clock, office.keys, office.home_id)
    for shift in (timedelta(days=-3), timedelta(days=3)):
        clock.set_wall(NOON + shift)
        assert refusal(again, cadre, PIN).facts["seconds"] == 30
    again.database.close()


def test_a_clock_set_back_across_a_reboot_starts_the_wait_anew_but_lets_it_end(
    office: Office, cadre: str, clock: FixedClock
) -> None:
    for _ in range(5):
        refusal(office, cadre, "000000")
    clock.set_wall(NOON - timedelta(days=365))
    clock.reboot("boot-2")
    assert refusal(office, cadre, PIN).facts["seconds"] == 30
    clock.advance(10)
    assert refusal(office, cadre, PIN).facts["seconds"] == 20
    clock.advance(20)
    assert sign_in(office, cadre, PIN)


def test_a_try_is_counted_before_the_secret_is_checked(
    office: Office, cadre: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(kept: str, secret: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(secrets, "is_secret", killed)
    with pytest.raises(KeyboardInterrupt):
        sign_in(office, cadre, "000000")
    with office.database.read() as uow:
        account = uow.accounts.get(cadre)
    assert account is not None
    assert account.failed_count == 1


def test_the_first_sign_in_takes_a_code_and_an_own_secret(office: Office) -> None:
    unit = add_unit(office)
    cadre = add_cadre(office, unit)
    assert refusal(office, cadre, PIN).code == "account_missing"
    (slip,) = make_activation_codes(office, PROGRAM, [cadre])[0].slips
    assert refusal(office, cadre, PIN).code == "activation_needed"
    assert check_code(office, "1001", slip.code.lower()) == cadre
    actor = activate(office, "1001", slip.code, PIN, hashing=secrets.CHEAP)
    assert actor.cadre_id == cadre
    assert sign_in(office, "1001", PIN).cadre_id == cadre
    with pytest.raises(Refusal, match="code_used"):
        check_code(office, cadre, slip.code)
    assert log_of(office) == [("account.codes_made", ""), ("account.activated", cadre), ("account.signed_in", cadre)]


def test_only_a_keyed_digest_of_a_code_is_kept(office: Office) -> None:
    cadre = add_cadre(office, add_unit(office))
    (slip,) = make_activation_codes(office, PROGRAM, [cadre])[0].slips
    office.database.close()
    kept = b"".join(path.read_bytes() for path in office.home.root.glob("trainer.sqlite*"))
    assert typed_code(slip.code).encode() not in kept
    assert slip.code.encode() not in kept
    with office.database.read() as uow:
        account = uow.accounts.get(cadre)
    assert account is not None
    assert account.activation_digest == office.keys.digest("activation", f"{cadre}:{typed_code(slip.code)}")


def test_wrong_codes_shut_the_door_like_wrong_secrets(office: Office, clock: FixedClock) -> None:
    cadre = add_cadre(office, add_unit(office))
    (slip,) = make_activation_codes(office, PROGRAM, [cadre])[0].slips
    for code in ["wrong_code"] * 4 + ["locked_out"] * 2:
        with pytest.raises(Refusal, match=code):
            check_code(office, cadre, "0000-0000-0000")
    with pytest.raises(Refusal, match="locked_out"):
        activate(office, cadre, slip.code, PIN)
    clock.advance(30)
    assert activate(office, cadre, slip.code, PIN, hashing=secrets.CHEAP)


def test_a_simple_secret_at_the_first_sign_in_leaves_the_code_good(office: Office) -> None:
    cadre = add_cadre(office, add_unit(office))
    (slip,) = make_activation_codes(office, PROGRAM, [cadre])[0].slips
    for simple in ("123456", "111111", "1001"):
        with pytest.raises(Refusal, match=r"simple|short"):
            activate(office, cadre, slip.code, simple)
    assert activate(office, cadre, slip.code, PIN, hashing=secrets.CHEAP)


def test_a_newer_code_ends_the_older_one(office: Office) -> None:
    cadre = add_cadre(office, add_unit(office))
    old = make_activation_codes(office, PROGRAM, [cadre])[0].slips[0]
    new = make_activation_codes(office, PROGRAM, [cadre])[0].slips[0]
    with pytest.raises(Refusal, match="wrong_code"):
        check_code(office, cadre, old.code)
    assert check_code(office, cadre, new.code) == cadre


def test_a_reset_takes_the_old_secret_away_and_opens_the_door(office: Office, cadre: str) -> None:
    for _ in range(6):
        refusal(office, cadre, "000000")
    slip, _ = reset_account(office, PROGRAM, cadre)
    assert refusal(office, cadre, PIN).code == "activation_needed"
    assert activate(office, cadre, slip.code, "730519", hashing=secrets.CHEAP)
    assert sign_in(office, cadre, "730519")


def test_an_unlock_ends_the_wait(office: Office, cadre: str) -> None:
    for _ in range(6):
        refusal(office, cadre, "000000")
    unlock_account(office, PROGRAM, cadre)
    assert sign_in(office, cadre, PIN)


def test_a_disabled_account_lets_nobody_in(office: Office, cadre: str) -> None:
    disable_account(office, PROGRAM, cadre)
    assert refusal(office, cadre, PIN).code == "account_disabled"


def test_changing_ones_own_secret_needs_the_old_one(office: Office, cadre: str) -> None:
    actor = sign_in(office, cadre, PIN)
    with pytest.raises(Refusal, match="wrong_secret"):
        change_own_secret(office, actor, "000000", "730519", hashing=secrets.CHEAP)
    change_own_secret(office, actor, PIN, "730519", hashing=secrets.CHEAP)
    assert sign_in(office, cadre, "730519")
    assert refusal(office, cadre, PIN).code == "wrong_secret"


def test_a_weaker_hash_is_replaced_at_the_next_sign_in(office: Office, cadre: str) -> None:
    stronger = secrets.Hashing(1, 64, 1)
    enter(office, cadre, PIN, hashing=stronger)
    with office.database.read() as uow:
        account = uow.accounts.get(cadre)
    assert account is not None
    assert account.secret_hash is not None
    assert not secrets.is_weaker(account.secret_hash, stronger)
    assert sign_in(office, cadre, PIN)


def test_the_command_line_is_open_until_an_administrator_has_a_secret(office: Office) -> None:
    unit = add_unit(office)

    def never() -> str:
        raise AssertionError("no secret is needed")

    assert command_line_actor(office, "", never).is_everybody
    admin = add_cadre(office, unit, "9001", "管理员")
    give_role(office, admin, Role.ADMINISTRATOR, unit)
    assert command_line_actor(office, "", never).is_everybody
    give_secret(office, admin)
    with pytest.raises(Refusal, match="sign_in_needed"):
        command_line_actor(office, "", never)
    assert command_line_actor(office, "9001", lambda: PIN).cadre_id == admin
    with pytest.raises(Refusal, match="wrong_secret"):
        command_line_actor(office, "9001", lambda: "000000")


def test_the_command_line_of_a_demonstration_stays_open(office: Office) -> None:
    make_actor(office, Role.ADMINISTRATOR, add_unit(office))
    with office.database.write() as uow:
        uow.settings.write(settings.IS_DEMO.key, True, NOON)
    assert command_line_actor(office, "", lambda: "").is_everybody
