from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import ClockReading
from trainer.domain.people import accounts as rules
from trainer.domain.people.accounts import Account

NOON = datetime(2025, 6, 2, 4, 0, tzinfo=UTC)


def reading(seconds: float = 0, *, wall: float | None = None, boot: str = "a") -> ClockReading:
    moved = seconds if wall is None else wall
    return ClockReading(NOON + timedelta(seconds=moved), boot, 1000 + seconds)


def wrong(times: int, at: ClockReading | None = None) -> Account:
    account = Account("x")
    for _ in range(times):
        account = rules.failed(account, at or reading())
    return account


def test_four_mistakes_cost_nothing_and_the_wait_then_grows() -> None:
    waits = [rules.locked_for_s(wrong(times), reading()) for times in range(10)]
    assert waits[:5] == [0, 0, 0, 0, 0]
    assert waits[5:] == [30, 60, 300, 900, 3600]
    assert rules.locked_for_s(wrong(100), reading()) == 3600


def test_the_wait_ends_when_its_time_has_passed() -> None:
    account = wrong(5)
    assert rules.locked_for_s(account, reading(29)) == 1
    assert rules.locked_for_s(account, reading(30)) == 0


@pytest.mark.parametrize("shift_s", [-86_400, -60, 60, 86_400, 10 * 365 * 86_400])
def test_setting_the_clock_within_a_boot_changes_nothing(shift_s: int) -> None:
    assert rules.locked_for_s(wrong(7), reading(10, wall=shift_s)) == 290


def test_after_a_reboot_the_wall_clock_counts() -> None:
    account = wrong(7)
    after = ClockReading(NOON + timedelta(seconds=100), "b", 5)
    assert rules.locked_for_s(account, after) == 200


def test_after_a_reboot_with_the_clock_set_back_the_whole_wait_begins_again_and_ends() -> None:
    account = wrong(7)
    back = ClockReading(NOON - timedelta(days=400), "b", 5)
    assert rules.locked_for_s(account, back) == 300
    placed = rules.rebased(account, back)
    later = ClockReading(back.wall + timedelta(seconds=299), "b", 304)
    assert rules.locked_for_s(placed, later) == 1


def test_a_machine_that_cannot_name_its_boot_uses_the_wall_clock() -> None:
    account = wrong(7, ClockReading(NOON, "", 50))
    assert rules.locked_for_s(account, ClockReading(NOON + timedelta(seconds=120), "", 4)) == 180


@given(
    st.integers(0, 40),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.floats(0, 1e7, allow_nan=False),
    st.booleans(),
)
def test_no_change_of_the_wall_clock_backwards_shortens_a_wait(
    tries: int, shift_s: float, passed_s: float, rebooted: bool
) -> None:
    account = wrong(tries)
    honest = rules.locked_for_s(account, ClockReading(NOON + timedelta(seconds=passed_s), "a", 1000 + passed_s))
    set_back = min(shift_s, passed_s)
    boot, boot_s = ("b", 0.0) if rebooted else ("a", 1000 + passed_s)
    shown = rules.locked_for_s(account, ClockReading(NOON + timedelta(seconds=set_back), boot, boot_s))
    assert shown >= honest - 1e-3
    assert shown <= rules.lock_s(tries)


def test_a_right_secret_forgets_the_mistakes() -> None:
    entered = rules.entered(wrong(9), NOON)
    assert (entered.failed_count, entered.failed_at, entered.last_sign_in_at) == (0, None, NOON)


@pytest.mark.parametrize("pin", ["204816", "1357908", "998877665544", "100200"])
def test_an_ordinary_pin_is_taken(pin: str) -> None:
    rules.check_secret(pin, "1001")


@pytest.mark.parametrize(
    ("secret", "code"),
    [
        ("20481", "pin_too_short"),
        ("", "password_too_short"),
        ("bayan7", "password_too_short"),
        ("111111", "secret_too_simple"),
        ("123456", "secret_too_simple"),
        ("654321", "secret_too_simple"),
        ("890123", "secret_too_simple"),
        ("121212", "secret_too_simple"),
        ("123123", "secret_too_simple"),
        ("aaaaaaaa", "secret_too_simple"),
        ("        ", "secret_too_simple"),
        ("15229901", "secret_too_simple"),
        ("x" * 129, "secret_too_long"),
    ],
)
def test_a_secret_that_is_tried_first_is_refused(secret: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_secret(secret, "15229901")
    assert refused.value.code == code


def test_a_code_has_at_least_fifty_bits_and_no_sign_that_is_misread() -> None:
    assert rules.CODE_LENGTH * log2(len(set(rules.CODE_ALPHABET))) >= 50
    assert not set("ILOU") & set(rules.CODE_ALPHABET)


def test_a_code_is_shown_in_groups_and_read_however_it_is_typed() -> None:
    shown = rules.shown_code("7K2MP9QX4TN0")
    assert shown == "7K2M-P9QX-4TN0"
    for typed in (shown, "7k2m p9qx 4tn0", " 7K2MP9QX4TN0 ", "7K2M—P9QX—4TNO"):
        assert rules.typed_code(typed) == "7K2MP9QX4TN0"
        assert rules.looks_like_code(typed)
    assert rules.typed_code("il1o") == "1110"
    assert not rules.looks_like_code("7K2M-P9QX")


def test_a_role_ends_on_its_day_and_when_it_is_taken_back() -> None:
    grant = rules.RoleGrant("g", "x", rules.Role.AUTHOR, "u", "/u/", NOON, expires_at=NOON + timedelta(days=1))
    assert grant.is_in_force(NOON)
    assert not grant.is_in_force(NOON + timedelta(days=1))
    assert not replace(grant, revoked_at=NOON).is_in_force(NOON)
