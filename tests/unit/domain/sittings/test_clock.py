"""Time in a sitting: sleep and a closed program run on, crashes are credited, no clock gains anybody anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.builders.sittings import START, after, make_head, reading
from trainer.domain.kernel.time import ClockReading
from trainer.domain.sittings.clock import Note, Reckoning, first_checkpoint, reckon
from trainer.domain.sittings.sitting import Checkpoint, HandInBy


def notes(reckoning: Reckoning) -> list[str]:
    return [happening.note.value for happening in reckoning.happenings]


def test_within_one_boot_the_boot_clock_counts() -> None:
    found = reckon(make_head(), reading(600))
    assert (found.checkpoint.used_s, found.remaining_s, found.happenings) == (600, 3000, ())


def test_sleep_runs_on() -> None:
    head = after(make_head(), reckon(make_head(), reading(600)))
    assert reckon(head, reading(600 + 1800)).remaining_s == 1200


def test_setting_the_wall_clock_within_a_boot_changes_nothing_and_is_noted() -> None:
    back = reckon(make_head(), reading(600 - 86_400, boot_s=1600))
    assert (back.remaining_s, back.closed_by) == (3000, None)
    assert back.happenings[0].note is Note.CLOCK_SET_BACK
    assert back.happenings[0].facts == {"seconds": 86_400}
    forward = reckon(make_head(), reading(600 + 86_400, boot_s=1600))
    assert (forward.remaining_s, forward.closed_by) == (3000, None)
    assert notes(forward) == ["clock_set_forward"]


def test_a_clock_set_once_is_noted_once() -> None:
    head = after(make_head(), reckon(make_head(), reading(600 - 7200, boot_s=1600)))
    assert reckon(head, reading(605 - 7200, boot_s=1605)).happenings == ()


def test_setting_the_clock_back_does_not_keep_the_exams_window_open() -> None:
    head = make_head(limit_s=7200, closes_at=START + timedelta(minutes=30))
    head = after(head, reckon(head, reading(600 - 7200, boot_s=1600)))
    found = reckon(head, reading(1801 - 7200, boot_s=2801))
    assert (found.remaining_s, found.closed_by) == (0, HandInBy.WINDOW)


def test_after_a_reboot_the_wall_clock_counts() -> None:
    head = after(make_head(), reckon(make_head(), reading(600)))
    found = reckon(head, reading(900, boot="boot-2", boot_s=20.0))
    assert found.remaining_s == 2700
    assert notes(found) == ["machine_restarted"]


def test_after_a_reboot_with_the_clock_before_the_checkpoint_the_sitting_goes_on_there_and_is_flagged() -> None:
    head = after(make_head(), reckon(make_head(), reading(600)))
    found = reckon(head, reading(-86_400, boot="boot-2", boot_s=20.0), is_return=True)
    assert found.remaining_s == 3000
    assert notes(found) == ["clock_before_checkpoint"]
    later = reckon(after(head, found), reading(-86_400 + 60, boot="boot-2", boot_s=80.0))
    assert (later.remaining_s, later.happenings) == (2940, ())


def test_after_a_reboot_the_wall_clock_closes_the_window_too() -> None:
    # The wall clock was an hour slow at the start and has been put right before the reboot.
    head = make_head(limit_s=7200, closes_at=START + timedelta(hours=2))
    head = after(head, reckon(head, reading(600 + 3600, boot_s=1600)))
    found = reckon(head, reading(7300, boot="boot-2", boot_s=20.0), is_return=True)
    assert found.closed_by is HandInBy.WINDOW


def test_a_crash_is_credited_up_to_five_minutes_in_all() -> None:
    head = after(make_head(), reckon(make_head(), reading(600)))
    first = reckon(head, reading(600 + 200), is_return=True)
    assert first.remaining_s == 3000
    assert first.happenings[0].facts == {"seconds": 200}
    head = after(head, first)
    second = reckon(head, reading(800 + 200), is_return=True)
    assert second.remaining_s == 2900
    assert second.checkpoint.credited_s == 300
    third = reckon(after(head, second), reading(1000 + 50), is_return=True)
    assert third.remaining_s == 2850
    assert third.happenings == ()


def test_a_program_closed_in_order_is_not_credited() -> None:
    head = make_head(checkpoint=Checkpoint(600.0, 0.0, reading(600), is_left=True))
    found = reckon(head, reading(900), is_return=True)
    assert found.remaining_s == 2700
    assert found.checkpoint.is_left is False


def test_power_lost_is_a_crash() -> None:
    head = after(make_head(), reckon(make_head(), reading(600)))
    found = reckon(head, reading(780, boot="boot-2", boot_s=30.0), is_return=True)
    assert found.remaining_s == 3000
    assert notes(found) == ["machine_restarted", "time_credited"]


def test_credit_does_not_move_the_end_of_the_window() -> None:
    head = make_head(closes_at=START + timedelta(seconds=3700))
    head = after(head, reckon(head, reading(3400)))
    found = reckon(head, reading(3700), is_return=True)
    assert (found.remaining_s, found.closed_by) == (0, HandInBy.WINDOW)


def test_the_bell_and_the_window_ring_at_their_second() -> None:
    assert reckon(make_head(), reading(3599)).closed_by is None
    assert reckon(make_head(), reading(3600)).closed_by is HandInBy.BELL
    late = make_head(closes_at=START + timedelta(minutes=10))
    assert reckon(late, reading(599)).remaining_s == 1
    assert reckon(late, reading(600)).closed_by is HandInBy.WINDOW
    assert reckon(late, reading(600)).due_at == START + timedelta(minutes=10)
    assert reckon(make_head(), reading(9000)).due_at == START + timedelta(hours=1)


def test_a_platform_without_names_for_its_boots_works_on_two_clocks_that_agree() -> None:
    head = make_head(checkpoint=first_checkpoint(reading(boot="")))
    assert reckon(head, reading(60, boot="")).happenings == ()
    moved = reckon(head, reading(-3600, boot="", boot_s=1060.0))
    assert (moved.remaining_s, notes(moved)) == (3600, ["clock_before_checkpoint"])


def test_a_boot_clock_that_runs_backwards_is_not_believed() -> None:
    assert reckon(make_head(), reading(100, boot_s=10.0)).remaining_s == 3500


class SittingUnderAnyClock(RuleBasedStateMachine):
    """Somebody does whatever clocks, crashes and reboots allow; real time is kept beside."""

    def __init__(self) -> None:
        super().__init__()
        self.head = make_head(limit_s=3600, closes_at=START + timedelta(hours=2))
        self.wall_s = 0.0
        self.boot = 1
        self.boot_s = 1000.0
        self.real_s = 0.0
        self.lost_to_reboots_s = 0.0
        self.last: Reckoning | None = None

    def look(self, *, is_return: bool = False) -> None:
        now = ClockReading(START + timedelta(seconds=self.wall_s), f"boot-{self.boot}", self.boot_s)
        before = reckon(self.head, now, is_return=is_return)
        self.last = before
        self.head = replace(self.head, checkpoint=before.checkpoint)

    def pass_time(self, seconds: float) -> None:
        self.real_s += seconds
        self.wall_s += seconds
        self.boot_s += seconds

    @rule(seconds=st.integers(1, 1500))
    def work(self, seconds: int) -> None:
        self.pass_time(seconds)
        self.look()

    @rule(seconds=st.integers(-100_000, 100_000))
    def set_the_wall_clock(self, seconds: int) -> None:
        self.wall_s += seconds
        self.look()

    @rule(seconds=st.integers(1, 900))
    def crash(self, seconds: int) -> None:
        self.pass_time(seconds)
        self.look(is_return=True)

    @rule(seconds=st.integers(1, 900), shift=st.sampled_from([0, 0, 0, -7200, 7200]))
    def reboot(self, seconds: int, shift: int) -> None:
        self.pass_time(seconds)
        self.wall_s += shift
        self.boot, self.boot_s = self.boot + 1, 5.0
        if shift < 0:
            self.lost_to_reboots_s += seconds
        self.look(is_return=True)

    @invariant()
    def nobody_gains_more_than_the_credit_and_the_reboots(self) -> None:
        if self.last is None:
            return
        spent = self.head.checkpoint.used_s
        assert spent >= self.real_s - 300 - self.lost_to_reboots_s - 1e-6
        assert self.head.checkpoint.credited_s <= 300
        assert 0 <= self.last.remaining_s <= 3600
        assert (self.last.remaining_s == 0) == (self.last.closed_by is not None)


TestSittingUnderAnyClock = SittingUnderAnyClock.TestCase
TestSittingUnderAnyClock.settings = settings(deadline=None)


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 400), max_size=20))
def test_any_number_of_checkpoints_adds_up_to_the_time_that_passed(steps: list[float]) -> None:
    head, passed = make_head(limit_s=86_400, closes_at=START + timedelta(days=2)), 0.0
    for step in steps:
        passed += step
        head = after(head, reckon(head, reading(passed)))
    assert abs(head.checkpoint.used_s - passed) < 1e-3
