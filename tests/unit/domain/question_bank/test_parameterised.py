"""Parameterised questions: values that fulfil the conditions, and the plain question that comes of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import questions
from tests.builders.questions_to_mark import case_set, parameterised, single
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.answers import Feedback, NumericKey, Result, Unit, Variable
from trainer.domain.question_bank.expressions import holds
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.parameterised import (
    Supply,
    concrete,
    count_values,
    draw_values,
    fill,
    is_parameterised,
    shown,
    size,
)
from trainer.domain.question_bank.question import Choice, Kind, Question

A2_B3 = {"a": Fraction(2), "b": Fraction(3)}


def number(result: Result, **values: int) -> NumericKey:
    made = concrete(parameterised(results=(result,)), {name: Fraction(value) for name, value in values.items()})
    return made.numbers[0]


def test_equal_seeds_give_equal_values_on_every_machine() -> None:
    question = parameterised()
    # Python promises this of random.Random(text).random(); the values are written down so that a change shows.
    assert draw_values(question, "7") == {"a": Fraction(8), "b": Fraction(3)}
    assert len({tuple(draw_values(question, str(n)).items()) for n in range(60)}) > 15


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(questions([Kind.PARAMETERISED]), st.text(max_size=5))
def test_drawn_values_fulfil_the_conditions_and_give_a_sound_question(question: Question, seed: str) -> None:
    values = draw_values(question, seed)
    assert all(holds(condition, values) for condition in question.conditions)
    made = concrete(question, values)
    assert made.kind is (Kind.SINGLE if question.choices else Kind.NUMERIC)
    assert (made.id, made.code, made.version) == (question.id, question.code, question.version)
    assert problems(made) == []
    assert "{=" not in made.stem + made.explanation


def test_other_kinds_come_back_as_they_are() -> None:
    question = single()
    assert draw_values(question, "1") == {}
    assert concrete(question, {}) is question
    assert not is_parameterised(question)
    assert concrete(case_set(), {}) == case_set()


def test_sub_questions_of_a_case_have_values_of_their_own() -> None:
    case = case_set(parts=(single(), parameterised(), parameterised()))
    values = draw_values(case, "1")
    assert set(values) == {"2.a", "2.b", "3.a", "3.b"}
    made = concrete(case, values)
    assert [part.kind for part in made.parts] == [Kind.SINGLE, Kind.NUMERIC, Kind.NUMERIC]
    assert made.parts[1].numbers[0].value == values["2.a"] * values["2.b"]
    assert is_parameterised(case)
    assert any(draw_values(case, str(n))["2.a"] != draw_values(case, str(n))["3.a"] for n in range(9))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{a} 件 {b} 元", "2 件 3 元"),
        ("共 {=a*b} 元", "共 6 元"),
        ("{ a } {c} {} {=a", "{ a } {c} {} {=a"),
        ("\\{a\\} 和 \\{a}", "\\{a\\} 和 \\{a}"),
        ("{a}{b}{a}", "232"),
        ("$\\frac{a}{b}$ 与 {a}", "$\\frac{2}{3}$ 与 2"),
        ("$x^{=a+b}$", "$x^{5}$"),
        ("$$\\sqrt{{a}}$$", "$$\\sqrt{{2}}$$"),
        ("$\\text{x}$ {b}", "$\\text{x}$ 3"),
        ("价格 $5 到 $8，{a}", "价格 $5 到 $8，2"),
        ("没有", "没有"),
        ("{=1/3}", "0.333333"),
        ("{=a/8}", "0.25"),
    ],
)
def test_values_are_put_into_texts(text: str, filled: str) -> None:
    assert fill(text, A2_B3) == filled


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("6", "6"),
        ("-0.25", "-0.25"),
        ("1234567.125", "1234567.125"),
        ("1/3", "0.333333"),
        ("2/3", "0.666667"),
        ("-22/7", "-3.142857"),
        ("1/3000000", "0.000000333333"),
        ("100000/3", "33333.333333"),
        ("1/300000000000000", "0.00000000000000333333"),
        ("1/3" + "0" * 40, "0"),
    ],
)
def test_a_value_is_shown_exactly_where_it_ends_and_with_six_digits_where_it_does_not(value: str, text: str) -> None:
    assert shown(Fraction(value)) == text


def test_every_text_of_the_question_is_filled() -> None:
    question = parameterised(
        results=(Result("a*b", why="{a} 乘 {b}"),),
        hints=("先看 {a}",),
        feedback=Feedback("对，{=a*b}", "{a}", "{b}"),
    )
    made = concrete(question, A2_B3)
    assert (made.stem, made.explanation) == ("长 2 米，宽 3 米，面积是多少平方米？", "2 × 3 = 6")
    assert (made.hints, made.feedback) == (("先看 2",), Feedback("对，6", "2", "3"))
    assert made.numbers == (NumericKey(Fraction(6), why="2 乘 3"),)
    assert (made.variables, made.conditions, made.results) == ((), (), ())


def test_a_rounded_key_takes_whatever_rounds_to_it() -> None:
    assert number(Result("a/b", places=2), a=2, b=3) == NumericKey(Fraction(67, 100), Fraction(1, 200))
    assert number(Result("a/b", Fraction(1, 10), 2), a=2, b=3) == NumericKey(Fraction(67, 100), Fraction(1, 10))
    assert number(Result("a/b", Fraction(1, 10), 0, is_relative=True), a=200, b=1) == NumericKey(
        Fraction(200), Fraction(20)
    )
    assert number(Result("a/b", Fraction(1, 10), is_relative=True), a=2, b=3) == NumericKey(
        Fraction(2, 3), Fraction(1, 10), is_relative=True
    )


def test_a_key_without_end_is_written_with_fifteen_digits() -> None:
    near = Result("pi*a*b", Fraction(1, 100))
    assert number(near, a=1, b=1).value == Fraction("3.14159265358979")
    assert number(near, a=1000, b=100).value == Fraction("314159.265358979")
    assert number(Result("-pi/a/b", Fraction(1, 100)), a=1000, b=100).value == Fraction("-0.0000314159265358979")
    assert number(Result("pi*a*10**20", Fraction(1, 100)), a=1, b=1).value == Fraction("314159265358979") * 10**6


def test_units_stay() -> None:
    made = concrete(parameterised(units=(Unit("平方米"),), unit_needed=True), A2_B3)
    assert (made.units, made.unit_needed) == ((Unit("平方米"),), True)


def test_values_with_which_two_choices_read_alike_are_not_drawn() -> None:
    choices = (Choice("{=a*b}", True), Choice("{=a+b}", False))
    question = parameterised(
        results=(),
        choices=choices,
        conditions=(),
        variables=(Variable("a", Fraction(2), Fraction(3)), Variable("b", values=(Fraction(2),))),
    )
    assert {draw_values(question, str(n))["a"] for n in range(20)} == {3}
    assert count_values(question) == Supply(1, True)


@pytest.mark.parametrize(
    ("parts", "supply"),
    [
        ({}, Supply(8 * 5 - 4, True)),
        ({"conditions": ()}, Supply(40, True)),
        ({"conditions": ("a > 100",)}, Supply(0, True)),
        ({"variables": (Variable("a", Fraction(0), Fraction(9999)), Variable("b"))}, Supply(10_000, False)),
        ({"variables": (Variable("a", Fraction(5), Fraction(1)), Variable("b"))}, Supply(0, True)),
    ],
)
def test_an_author_is_told_how_many_different_questions_there_are(parts: dict[str, Any], supply: Supply) -> None:
    assert count_values(parameterised(**parts)) == supply


def test_one_set_among_thousands_is_found() -> None:
    variables = (Variable("a", Fraction(1), Fraction(70)), Variable("b", Fraction(1), Fraction(70)))
    question = parameterised(variables=variables, conditions=("a = 53 and b = 17",))
    assert draw_values(question, "x") == {"a": Fraction(53), "b": Fraction(17)}


def test_conditions_that_nothing_fulfils_are_refused() -> None:
    with pytest.raises(Refusal, match="values_not_found"):
        draw_values(parameterised(conditions=("a < 0",)), "1")
    with pytest.raises(Refusal, match="values_not_found"):
        draw_values(parameterised(results=(Result("sqrt(-a)"),)), "1")
    far = (Variable("a", Fraction(0), Fraction(10**6)), Variable("b", Fraction(0), Fraction(10**6)))
    with pytest.raises(Refusal, match="values_not_found"):
        draw_values(parameterised(variables=far, conditions=("a = 5 and b = 5",)), "1")


def test_divisions_by_zero_are_avoided_and_not_shown() -> None:
    question = parameterised(
        variables=(Variable("a", Fraction(-1), Fraction(1)), Variable("b", Fraction(1), Fraction(1))),
        conditions=(),
        results=(Result("b/a"),),
    )
    assert {draw_values(question, str(n))["a"] for n in range(30)} == {-1, 1}


@pytest.mark.parametrize(
    ("variable", "count"),
    [
        (Variable("a", Fraction(0), Fraction(1), Fraction(1, 10)), 11),
        (Variable("a", Fraction(0), Fraction(1), Fraction(3, 10)), 4),
        (Variable("a", Fraction(5), Fraction(5)), 1),
        (Variable("a", Fraction(5), Fraction(4)), 0),
        (Variable("a", Fraction(0), Fraction(4), Fraction(0)), 0),
        (Variable("a", Fraction(0), Fraction(4), Fraction(-1)), 0),
        (Variable("a", values=(Fraction(1), Fraction(7))), 2),
    ],
)
def test_a_variable_has_so_many_values(variable: Variable, count: int) -> None:
    assert size(variable) == count


def test_a_question_needs_all_its_values() -> None:
    with pytest.raises(Refusal, match="expression_name_unknown"):
        concrete(parameterised(), {"a": Fraction(1)})
    assert concrete(replace(parameterised(), results=(), explanation=""), {"a": Fraction(1)}).numbers == ()
