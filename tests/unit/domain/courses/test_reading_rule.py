"""What counts as having read, and what does not."""

from __future__ import annotations

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.courses.lesson import ScreenKind, ScreenOutline
from trainer.domain.courses.reading_rule import (
    ReadingRule,
    counted_seconds,
    has_passed,
    needed_seconds,
    self_check_share,
    stand,
)

RULE = ReadingRule(ceiling_per_s=10, least_s=3, figure_s=2, visit_cap_s=60)
SCREENS = (
    ScreenOutline("为什么", ScreenKind.TEXT, 101),
    ScreenOutline("首页", ScreenKind.TEXT, 5, figures=1),
    ScreenOutline("自测", ScreenKind.SELF_CHECK, 0),
    ScreenOutline("一页纸", ScreenKind.ONE_PAGE, 40),
)


def test_time_needed_follows_the_characters_rounded_up_and_counts_figures() -> None:
    assert [needed_seconds(screen, RULE) for screen in SCREENS] == [11, 3, 3, 4]


def test_an_idle_hour_counts_no_more_than_the_cap() -> None:
    assert counted_seconds(3600, RULE) == 60


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_what_a_visit_counts_is_whole_and_within_bounds(seconds: float) -> None:
    counted = counted_seconds(seconds, RULE)

    assert 0 <= counted <= 60
    assert math.isnan(seconds) or counted <= max(0, seconds)


@given(st.integers(0, 100_000), st.integers(1, 60))
def test_one_visit_can_always_suffice(characters: int, ceiling: int) -> None:
    rule = ReadingRule(ceiling_per_s=ceiling)
    needed = needed_seconds(ScreenOutline("长", ScreenKind.TEXT, characters), rule)

    assert counted_seconds(needed, rule) == needed


def test_a_lesson_is_complete_only_when_every_screen_was_read_and_the_self_check_passed() -> None:
    all_read = {0: 11, 1: 3, 3: 4}

    assert stand(SCREENS, all_read, has_passed=True, has_self_check=True, rule=RULE).is_complete
    assert not stand(SCREENS, all_read, has_passed=False, has_self_check=True, rule=RULE).is_complete
    one_short = stand(SCREENS, {**all_read, 0: 10}, has_passed=True, has_self_check=True, rule=RULE)
    assert not one_short.is_complete
    assert one_short.seconds_missing == (1, 0, 0, 0)
    assert one_short.screens_left == 1


def test_a_lesson_without_questions_is_complete_when_read() -> None:
    assert stand(SCREENS, {0: 11, 1: 3, 3: 4}, has_passed=False, has_self_check=False, rule=RULE).is_complete


def test_the_self_check_is_decided_exactly() -> None:
    three_fifths = [Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(0)]

    assert self_check_share(three_fifths) == Fraction(3, 5)
    assert has_passed(three_fifths, RULE)
    assert not has_passed([Fraction(1, 3), Fraction(1, 3), Fraction(1)], RULE)
    assert not has_passed([], RULE)
