"""What a response is worth. Expectations come from the curriculum's marking rules, worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.questions_to_mark import blank, judge, make_question, matching, multiple, ordering, single
from trainer.domain.grading.rules import MultipleRule
from trainer.domain.grading.score import grade, is_answered
from trainer.domain.question_bank.key import key_response
from trainer.domain.question_bank.question import Kind, Pair, Question

EVERY_KIND = [single(), multiple(), judge(), blank(), ordering(), matching()]
HALF, ALL, SHARE = MultipleRule.HALF, MultipleRule.ALL_OR_NOTHING, MultipleRule.PER_CHOICE


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
@pytest.mark.parametrize("rule", MultipleRule)
def test_the_key_itself_earns_everything_under_every_rule(question: Question, rule: MultipleRule) -> None:
    assert grade(question, key_response(question), rule) == 1
    assert is_answered(question, key_response(question))


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_no_answer_earns_nothing_and_is_not_an_answer(question: Question) -> None:
    assert grade(question, {}) == 0
    assert not is_answered(question, {})


@pytest.mark.parametrize(
    ("chosen", "rule", "expected"),
    [
        ([0, 2], HALF, "1"),
        ([2, 0], HALF, "1"),
        ([0], HALF, "1/2"),
        ([2], HALF, "1/2"),
        ([0, 1], HALF, "0"),
        ([0, 1, 2], HALF, "0"),
        ([1], HALF, "0"),
        ([0, 1, 2, 3], HALF, "0"),
        ([0], ALL, "0"),
        ([0, 2], ALL, "1"),
        ([0], SHARE, "1/2"),
        ([0, 1], SHARE, "0"),
        ([0, 0], HALF, "1/2"),
        ([0, 9], HALF, "0"),
        ([], HALF, "0"),
    ],
)
def test_multiple_choice_by_rule(chosen: list[int], rule: MultipleRule, expected: str) -> None:
    assert grade(multiple(), {"choices": chosen}, rule) == Fraction(expected)


def test_a_share_of_three_right_choices_is_an_exact_third() -> None:
    question = multiple(right=(0, 1, 3))
    assert grade(question, {"choices": [3]}, SHARE) == Fraction(1, 3)
    assert grade(question, {"choices": [3, 0]}, SHARE) == Fraction(2, 3)


@settings(deadline=None)
@given(st.sets(st.integers(0, 4), min_size=1), st.sets(st.integers(0, 4)), st.sampled_from(MultipleRule))
def test_one_wrong_choice_takes_everything_and_one_more_right_choice_never_costs(
    right: set[int], chosen: set[int], rule: MultipleRule
) -> None:
    question = multiple(right=tuple(right), size=5)
    worth = grade(question, {"choices": sorted(chosen)}, rule)
    assert 0 <= worth <= 1
    if chosen - right:
        assert worth == 0
    else:
        more = [grade(question, {"choices": [*chosen, index]}, rule) for index in right - chosen]
        assert all(better >= worth for better in more)
        assert (worth == 1) == (chosen == right)


@settings(deadline=None)
@given(st.integers(-2, 6))
def test_single_choice_is_right_or_wrong(chosen: int) -> None:
    assert grade(single(right=1), {"choice": chosen}) == (1 if chosen == 1 else 0)


@pytest.mark.parametrize(("given_", "expected"), [(True, 1), (False, 0), (1, 0), ("true", 0)])
def test_true_or_false(given_: Any, expected: int) -> None:
    assert grade(judge(answer=True), {"answer": given_}) == expected


def test_each_gap_earns_its_share() -> None:
    assert grade(blank(), {"blanks": ["仿宋", "28"]}) == Fraction(1, 2)
    assert grade(blank(), {"blanks": ["仿宋"]}) == Fraction(1, 2)
    assert grade(blank(), {"blanks": ["", "22"]}) == Fraction(1, 2)
    assert grade(blank(), {"blanks": [22, None]}) == 0


def test_an_order_is_right_as_a_whole_or_not_at_all() -> None:
    assert grade(ordering(), {"order": [0, 1, 2, 3]}) == 1
    assert grade(ordering(), {"order": [1, 0, 2, 3]}) == 0
    assert grade(ordering(), {"order": [0, 1, 2]}) == 0
    assert grade(ordering(), {"order": [0, 1, 2, 3, 3]}) == 0
    assert grade(ordering(), {"order": [0, 1, 2, 3, None]}) == 0


def test_entries_that_read_alike_may_change_places_in_an_order() -> None:
    question = ordering(order=("核对", "盖章", "核对"))
    assert grade(question, {"order": [2, 1, 0]}) == 1
    assert grade(question, {"order": [1, 0, 2]}) == 0


def test_each_pair_earns_its_share() -> None:
    assert grade(matching(), {"pairs": [0, 1, 3]}) == Fraction(2, 3)
    assert grade(matching(), {"pairs": [0, None, None]}) == Fraction(1, 3)
    assert not is_answered(matching(), {"pairs": [None, None, None]})
    assert grade(matching(), {"pairs": [0]}) == Fraction(1, 3)


def test_right_hand_entries_that_read_alike_are_the_same_entry() -> None:
    pairs = (Pair("通知", "下行"), Pair("批复", "下行"))
    question = make_question(Kind.MATCHING, pairs=pairs)
    assert grade(question, {"pairs": [1, 0]}) == 1


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(
    st.sampled_from(EVERY_KIND),
    st.dictionaries(st.sampled_from(["choice", "choices", "answer", "blanks", "order", "pairs", "x"]), JUNK),
)
def test_whatever_comes_in_can_be_marked(question: Question, response: dict[str, Any]) -> None:
    assert 0 <= grade(question, response) <= 1
    assert is_answered(question, response) in {True, False}


def test_questions_without_a_key_earn_nothing() -> None:
    for kind in (Kind.BLANK, Kind.ORDERING, Kind.MATCHING):
        assert grade(make_question(kind), {"blanks": [], "order": [], "pairs": []}) == 0
