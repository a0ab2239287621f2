"""Who may have a certificate."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from tests.builders.training import make_plan
from trainer.domain.certificates.eligibility import PassedResult, best_of, judge, kind_of
from trainer.domain.certificates.number import Kind
from trainer.domain.certificates.states import State
from trainer.domain.training.plan import Member, Requirement, Standing

LEARNED = datetime(2025, 2, 3, 2, tzinfo=UTC)
PASSED = datetime(2025, 2, 27, 18, tzinfo=UTC)  # the 28th in China
RESULT = PassedResult("good", Fraction(85, 100), PASSED)
WITH_EXAM = make_plan()
HOURS_ONLY = make_plan(requirement=Requirement(hours=Fraction(4)))


def member(*, standing: Standing = Standing.DUE, learned_at: datetime | None = LEARNED) -> Member:
    return Member("cadre", "unit", standing, "", Fraction(16), learned_at, None, None)


def test_learned_and_passed_earns_a_pass_certificate_dated_by_the_later_day_in_china() -> None:
    verdict = judge(WITH_EXAM, member(), RESULT, ())
    assert verdict.is_free
    assert (verdict.kind, verdict.band, verdict.hours) == (Kind.PASS, "good", 16)
    assert verdict.earned_on == date(2025, 2, 28)


def test_plan_without_an_examination_states_the_hours() -> None:
    assert kind_of(HOURS_ONLY) is Kind.HOURS
    verdict = judge(HOURS_ONLY, member(), RESULT, ())
    assert verdict.is_free
    assert (verdict.kind, verdict.band, verdict.earned_on) == (Kind.HOURS, "", date(2025, 2, 3))


@pytest.mark.parametrize(
    ("who", "result", "held", "reason"),
    [
        (member(learned_at=None), RESULT, (), "certificate_not_learned"),
        (member(), None, (), "certificate_not_passed"),
        (member(standing=Standing.EXEMPT), RESULT, (), "certificate_exempt"),
        (member(), RESULT, (State.APPROVED,), "certificate_already_approved"),
        (member(), RESULT, (State.SUPERSEDED, State.ISSUED), "certificate_already_issued"),
    ],
)
def test_what_stands_in_the_way_is_named(
    who: Member, result: PassedResult | None, held: tuple[State, ...], reason: str
) -> None:
    verdict = judge(WITH_EXAM, who, result, held)
    assert verdict.reason == reason
    assert not verdict.is_free


def test_revoked_certificate_does_not_stand_in_the_way_of_a_new_one() -> None:
    assert judge(WITH_EXAM, member(), RESULT, (State.REVOKED,)).is_free


def test_approval_is_no_obstacle_to_its_own_issue_but_an_issued_one_is() -> None:
    assert judge(WITH_EXAM, member(), RESULT, (State.APPROVED,), is_approved=True).is_free
    held = (State.APPROVED, State.ISSUED)
    assert judge(WITH_EXAM, member(), RESULT, held, is_approved=True).reason == "certificate_already_issued"


def test_day_is_unknown_while_a_condition_is_open() -> None:
    assert judge(WITH_EXAM, member(learned_at=None), RESULT, ()).earned_on is None


def test_best_result_counts_and_of_equal_ones_the_earliest() -> None:
    later = PassedResult("good", Fraction(85, 100), datetime(2025, 5, 1, tzinfo=UTC))
    better = PassedResult("excellent", Fraction(95, 100), datetime(2025, 6, 1, tzinfo=UTC))
    assert best_of([later, RESULT]) == RESULT
    assert best_of([RESULT, better, later]) == better
    assert best_of([]) is None
