"""From fractions to marks, band and pass. The edges are those of domain rules b4: pass 60, bands 80 and 90, half-up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.grading.results import SlotOutcome, judge_paper
from trainer.domain.grading.rules import Bands, ExamRules

RULES = ExamRules()


def outcomes(marks: str, of: str = "100") -> list[SlotOutcome]:
    return [SlotOutcome(0, "q", 1, Fraction(marks) / Fraction(of), Fraction(of), True)]


@pytest.mark.parametrize(
    ("marks", "shown", "band", "is_passed"),
    [
        ("100", "100.00", "excellent", True),
        ("90", "90.00", "excellent", True),
        ("89.995", "90.00", "excellent", True),
        ("89.994", "89.99", "good", True),
        ("80", "80.00", "good", True),
        ("79.99", "79.99", "pass", True),
        ("60", "60.00", "pass", True),
        ("59.995", "60.00", "pass", True),
        ("59.994999", "59.99", "fail", False),
        ("59.96", "59.96", "fail", False),
        ("0", "0.00", "fail", False),
    ],
)
def test_band_and_pass_are_decided_on_the_marks_that_are_shown(
    marks: str, shown: str, band: str, is_passed: bool
) -> None:
    verdict = judge_paper(outcomes(marks), RULES)
    assert (str(verdict.shown), verdict.band, verdict.is_passed) == (shown, band, is_passed)


def test_three_thirds_are_one() -> None:
    third = [SlotOutcome(slot, "q", 1, Fraction(1, 3), Fraction(1), True) for slot in range(3)]
    assert judge_paper(third, RULES).marks == 1


@pytest.mark.parametrize(("marks", "is_passed"), [("24", True), ("23.995", True), ("23.994", False)])
def test_a_paper_of_forty_marks_is_passed_with_twenty_four(marks: str, is_passed: bool) -> None:
    assert judge_paper(outcomes(marks, "40"), RULES).is_passed is is_passed


def test_a_pass_on_a_retake_is_a_makeup_pass_whatever_the_marks() -> None:
    assert judge_paper(outcomes("95"), RULES, attempt=2).band == "makeup_pass"
    assert judge_paper(outcomes("59"), RULES, attempt=2).band == "fail"
    assert judge_paper(outcomes("95"), ExamRules(retake_capped=False), attempt=2).band == "excellent"


def test_an_operator_fails_below_seventy() -> None:
    rules = ExamRules(pass_mark=Fraction(70))
    assert judge_paper(outcomes("69.99"), rules).band == "fail"
    assert judge_paper(outcomes("70"), rules).band == "pass"


def test_a_paper_without_marks_is_not_passed() -> None:
    assert not judge_paper([], RULES).is_passed


def test_own_bands_count() -> None:
    rules = ExamRules(bands=Bands((("distinction", Fraction(75)),)))
    assert judge_paper(outcomes("75"), rules).band == "distinction"


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 30)), min_size=1, max_size=60))
def test_marks_stay_exact_and_the_verdict_follows_the_rounded_marks(slots: list[tuple[int, int]]) -> None:
    made = [
        SlotOutcome(number, "q", 1, Fraction(earned, 12), Fraction(of, 2), True)
        for number, (earned, of) in enumerate(slots)
    ]
    verdict = judge_paper(made, RULES)
    assert verdict.marks * 24 == sum(earned * of for earned, of in slots)
    assert abs(Fraction(verdict.shown) - verdict.marks) <= Fraction(1, 200)
    assert verdict.is_passed == (Fraction(verdict.shown) / verdict.of >= Fraction(60, 100))
    assert verdict.is_passed == (verdict.band != "fail")


def test_what_is_not_marked_yet_is_counted_and_earns_nothing_so_far() -> None:
    waiting = SlotOutcome(1, "essay", 1, None, Fraction(40), True)
    marked = SlotOutcome(0, "q", 1, Fraction(1), Fraction(60), True)
    assert (waiting.is_marked, waiting.marks, marked.is_marked) == (False, 0, True)
    verdict = judge_paper([marked, waiting], RULES)
    assert (verdict.unmarked, verdict.marks, verdict.of, verdict.is_passed) == (1, 60, 100, True)
    assert judge_paper([marked], RULES).unmarked == 0
