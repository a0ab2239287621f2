"""What counts as reading time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trainer.ui.learner.reading_time import ReadingTime


def test_seconds_count_while_the_screen_is_open() -> None:
    time = ReadingTime(300)
    time.begin(0, 100.0)
    assert time.take(112.6) == 12


def test_the_rest_of_a_second_is_not_lost_between_two_takes() -> None:
    time = ReadingTime(300)
    time.begin(0, 0.0)
    assert [time.take(at / 10) for at in (5, 10, 15, 20)] == [0, 1, 0, 1]


def test_nothing_counts_while_the_window_is_hidden() -> None:
    time = ReadingTime(300)
    time.begin(0, 0.0)
    time.see(False, 10.0)
    time.see(True, 500.0)
    assert time.take(505.0) == 15


def test_a_visit_begun_in_a_hidden_window_counts_from_when_it_is_seen() -> None:
    time = ReadingTime(300)
    time.see(False, 0.0)
    time.begin(2, 0.0)
    time.see(True, 60.0)
    assert time.take(70.0) == 10


def test_an_idle_hour_counts_no_more_than_the_cap() -> None:
    time = ReadingTime(300)
    time.begin(0, 0.0)
    assert time.take(3600.0) == 300
    assert time.take(7200.0) == 0
    assert time.is_capped


def test_hiding_and_showing_again_does_not_begin_a_new_visit_with_a_new_cap() -> None:
    time = ReadingTime(300)
    time.begin(0, 0.0)
    time.see(False, 400.0)
    time.see(True, 500.0)
    assert time.take(900.0) == 300


def test_another_screen_begins_anew() -> None:
    time = ReadingTime(300)
    time.begin(0, 0.0)
    assert time.take(400.0) == 300
    time.begin(1, 400.0)
    assert time.take(420.0) == 20


def test_after_the_end_nothing_counts() -> None:
    time = ReadingTime(300)
    time.begin(0, 0.0)
    time.end(10.0)
    assert time.take(100.0) == 10


@given(st.lists(st.tuples(st.sampled_from(["take", "hide", "show"]), st.floats(-50, 500)), max_size=40))
def test_whatever_the_clock_does_a_visit_never_counts_more_than_the_cap_nor_less_than_nothing(
    steps: list[tuple[str, float]],
) -> None:
    time = ReadingTime(300)
    at, taken = 0.0, 0
    time.begin(0, at)
    for what, by in steps:
        at += by
        if what == "take":
            fresh = time.take(at)
            assert fresh >= 0
            taken += fresh
        else:
            time.see(what == "show", at)
    assert 0 <= taken <= 300
