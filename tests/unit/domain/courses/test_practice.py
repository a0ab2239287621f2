"""Mixing what is shown, and the wrong-answer book."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.content import make_question
from trainer.domain.courses.practice import WrongEntry, after_answer, ask

NOON = datetime(2025, 6, 2, 4, 0, tzinfo=UTC)
RIGHT, HALF, WRONG = Fraction(1), Fraction(1, 2), Fraction(0)


@given(st.text(max_size=8))
def test_everything_is_shown_once_and_entries_to_order_never_in_the_right_order(seed: str) -> None:
    assert sorted(ask(make_question(), seed).shown) == [0, 1, 2, 3]
    assert sorted(ask(make_question("matching"), seed).shown) == [0, 1, 2, 3]
    ordering = ask(make_question("ordering"), seed).shown
    assert sorted(ordering) == [0, 1, 2, 3]
    assert ordering != (0, 1, 2, 3)


def test_equal_seeds_show_alike_and_other_seeds_otherwise() -> None:
    orders = {ask(make_question(), f"{n}").shown for n in range(30)}

    assert ask(make_question(), "7") == ask(make_question(), "7")
    assert len(orders) > 5


def test_choices_that_speak_of_others_stay_where_they_are() -> None:
    choices = [{"text": text, "right": text == "甲", "why": "x"} for text in ("甲", "乙", "丙", "以上都对")]

    assert {ask(make_question(choices=choices), f"{n}").shown for n in range(20)} == {(0, 1, 2, 3)}


@pytest.mark.parametrize("kind", ["judge", "blank"])
def test_kinds_without_entries_have_no_order(kind: str) -> None:
    assert ask(make_question(kind), "1").shown == ()


def walk(*fractions: Fraction) -> WrongEntry | None:
    entry: WrongEntry | None = None
    for fraction in fractions:
        entry = after_answer(entry, "q", fraction, NOON)
    return entry


def test_a_question_never_wrong_is_not_in_the_book() -> None:
    assert walk(RIGHT, RIGHT) is None


def test_half_right_goes_into_the_book() -> None:
    assert walk(HALF) == WrongEntry("q", 1, NOON)


def test_two_right_in_a_row_clear_it_and_one_does_not() -> None:
    once, twice = walk(WRONG, RIGHT), walk(WRONG, RIGHT, RIGHT)

    assert once is not None
    assert not once.is_cleared
    assert twice is not None
    assert twice.is_cleared


def test_a_wrong_answer_between_begins_the_row_anew() -> None:
    assert walk(WRONG, RIGHT, WRONG, RIGHT) == WrongEntry("q", 2, NOON, right_in_a_row=1)


def test_a_wrong_answer_brings_a_cleared_question_back() -> None:
    assert walk(WRONG, RIGHT, RIGHT, WRONG) == WrongEntry("q", 2, NOON)


def test_a_parameterised_question_is_put_with_values_of_its_seed() -> None:
    question = make_question("parameterised")
    first, same, other = ask(question, "1"), ask(question, "1"), ask(question, "2", values_seed="1")

    assert first == same
    assert (first.question.kind, first.shown) == ("numeric", ())
    assert other.question == first.question
    assert len({ask(question, str(n)).question.stem for n in range(12)}) > 3


def test_every_group_of_a_question_is_mixed_by_itself() -> None:
    case = make_question(
        "case_set",
        parts=[
            {"kind": "single", "stem": "一", "choices": make_choices("甲乙丙丁")},
            {"kind": "single", "stem": "二", "choices": make_choices("子丑寅卯"), "shuffle": False},
            {"kind": "ordering", "stem": "三", "order": ["收", "登", "办"]},
        ],
    )
    shown = [ask(case, str(n)).shown for n in range(60)]

    assert len({order[:4] for order in shown}) > 12
    assert {order[4:8] for order in shown} == {(0, 1, 2, 3)}
    assert (0, 1, 2) not in {order[8:] for order in shown}
    assert all(sorted(order[8:]) == [0, 1, 2] for order in shown)


def make_choices(texts: str) -> list[dict[str, object]]:
    return [{"text": text, "right": not number, "why": "因为"} for number, text in enumerate(texts)]
