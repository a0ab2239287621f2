"""Rules of a plan: targets, stages, whole people, and who counts as trained."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.training import make_facts, make_plan
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.training.plan import (
    Requirement,
    Scope,
    Stage,
    Standing,
    judge,
    make_stages,
    people_needed,
    rate,
    stage_on,
)

JUNE = date(2025, 6, 30)
DECEMBER = date(2025, 12, 31)
EIGHTY = Fraction(4, 5)
DAY = datetime(2025, 3, 1, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "trained", "share", "expected"),
    [
        (600, 479, "0.8", 1),  # 80 % of 600 is 480 people
        (600, 480, "0.8", 0),
        (600, 600, "0.8", 0),
        (7, 5, "0.8", 1),  # 5.6 people are six
        (7, 6, "0.8", 0),
        (3, 2, "2/3", 0),  # exact: two of three are two thirds, never a hair below
        (590, 472, "1", 118),
        (0, 0, "0.8", 0),
        (1, 0, "0.01", 1),
    ],
)
def test_people_needed_are_whole_people(due: int, trained: int, share: str, expected: int) -> None:
    assert people_needed(due, trained, Fraction(share)) == expected


@given(st.integers(0, 5000), st.data(), st.fractions(Fraction(1, 1000), 1))
def test_training_the_people_needed_reaches_the_share_and_one_fewer_does_not(
    due: int, data: st.DataObject, share: Fraction
) -> None:
    trained = data.draw(st.integers(0, due))
    needed = people_needed(due, trained, share)
    assert trained + needed <= due or needed == 0
    assert trained + needed >= due * share
    if needed:
        assert trained + needed - 1 < due * share


def test_rate_is_exact_and_undefined_where_nobody_is_due() -> None:
    assert rate(2, 3) == Fraction(2, 3)
    assert rate(0, 5) == 0
    assert rate(0, 0) is None


def test_the_stage_that_counts_is_the_next_one_due_its_last_day_included() -> None:
    stages = (Stage(JUNE, EIGHTY), Stage(DECEMBER, Fraction(1)))
    assert stage_on(stages, date(2025, 1, 1)).share == EIGHTY
    assert stage_on(stages, JUNE).share == EIGHTY
    assert stage_on(stages, JUNE + timedelta(days=1)).share == 1
    assert stage_on(stages, DECEMBER + timedelta(days=100)).share == 1


def test_the_deadline_of_a_plan_is_its_last_stage() -> None:
    assert make_plan(stages=(Stage(JUNE, EIGHTY), Stage(DECEMBER, Fraction(1)))).deadline == DECEMBER


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        ((), "plan_without_target"),
        ((Stage(JUNE, Fraction(0)),), "share_out_of_range"),
        ((Stage(JUNE, Fraction(-1, 2)),), "share_out_of_range"),
        ((Stage(JUNE, Fraction(81, 80)),), "share_out_of_range"),
        ((Stage(DECEMBER, EIGHTY), Stage(JUNE, Fraction(1))), "stages_not_rising"),
        ((Stage(JUNE, EIGHTY), Stage(JUNE, Fraction(1))), "stages_not_rising"),
        ((Stage(JUNE, EIGHTY), Stage(DECEMBER, EIGHTY)), "stages_not_rising"),
    ],
)
def test_targets_that_make_no_sense_are_refused(stages: tuple[Stage, ...], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make_stages(stages)
    assert refused.value.code == code


def test_learned_without_passing_is_not_trained_and_neither_is_the_reverse() -> None:
    plan = make_plan(requirement=Requirement(("L0901",), exam_id="exam"))
    lesson = (("L0901", DAY, Fraction(2)),)
    learned = judge(plan, make_facts(lessons=lesson))
    passed = judge(plan, make_facts(passed_at=DAY))
    both = judge(plan, make_facts(lessons=lesson, passed_at=DAY + timedelta(days=9)))
    assert learned is not None
    assert passed is not None
    assert both is not None
    assert (learned.learned_at, learned.passed_at, learned.trained_at) == (DAY, None, None)
    assert (passed.learned_at, passed.passed_at, passed.trained_at) == (None, DAY, None)
    assert both.trained_at == DAY + timedelta(days=9)


def test_whoever_passed_first_and_learned_later_is_trained_at_the_later_moment() -> None:
    plan = make_plan(requirement=Requirement(("L0901",), exam_id="exam"))
    later = DAY + timedelta(days=30)
    member = judge(plan, make_facts(lessons=(("L0901", later, Fraction(2)),), passed_at=DAY))
    assert member is not None
    assert member.trained_at == later


def test_learned_is_reached_with_the_last_of_the_lessons_and_the_hours() -> None:
    plan = make_plan(requirement=Requirement(("L0901",), Fraction(4)))
    second, third = DAY + timedelta(days=1), DAY + timedelta(days=2)
    lessons = (("L0901", second, Fraction(2)), ("L0202", third, Fraction(1)), ("L0607", DAY, Fraction(1)))
    member = judge(plan, make_facts(lessons=lessons))
    assert member is not None
    assert member.learned_at == third
    assert member.hours == 4


def test_hours_alone_may_be_asked_and_fall_short_by_a_third_of_an_hour() -> None:
    plan = make_plan(requirement=Requirement((), Fraction(1)))
    thirds = tuple((f"L{n}", DAY + timedelta(days=n), Fraction(1, 3)) for n in range(3))
    short = judge(plan, make_facts(lessons=thirds[:2]))
    full = judge(plan, make_facts(lessons=thirds))
    assert short is not None
    assert full is not None
    assert short.learned_at is None
    assert full.learned_at == DAY + timedelta(days=2)


def test_scope_leaves_out_other_tiers_and_categories_and_people_who_left() -> None:
    plan = make_plan(scope=Scope(("T1", "T2"), ("civil_servant",)))
    assert judge(plan, make_facts(tier="T1", category="civil_servant")) is not None
    assert judge(plan, make_facts(tier="T3", category="civil_servant")) is None
    assert judge(plan, make_facts(tier="T1", category="worker")) is None
    assert judge(plan, make_facts(tier="T1", category="civil_servant", is_employed=False)) is None


def test_an_exempt_person_keeps_the_reason_and_stands_apart() -> None:
    member = judge(make_plan(), make_facts(exemption="长期病假"))
    assert member is not None
    assert member.standing is Standing.EXEMPT
    assert member.reason == "长期病假"


@given(st.integers(1, 10_000), st.fractions(Fraction(1, 1000), 1))
def test_people_needed_from_nothing_is_the_share_rounded_up(due: int, share: Fraction) -> None:
    assert people_needed(due, 0, share) == math.ceil(due * share)
