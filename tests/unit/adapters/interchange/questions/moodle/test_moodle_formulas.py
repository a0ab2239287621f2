"""Formulas go over to expressions of ours and back without a change of value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.adapters.interchange.questions.moodle_formulas import (
    FormulaError,
    our_names,
    take_places,
    to_moodle,
    to_ours,
)
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.expressions import evaluate

VALUES = {"a": Fraction(7, 2), "b": Fraction(-3), "c": Fraction(11)}
NAMES = our_names(VALUES)


@pytest.mark.parametrize(
    ("formula", "ours"),
    [
        ("{a}+{b}*2", "a+b*2"),
        ("2*({a}-{b})/{c}", "2*(a-b)/c"),
        ("pow({a},2)*pi()", "pow(a,2)*pi()"),
        (" sqrt( {c} ) ", "sqrt( c )"),
        ("{a} > {b} ? {a} : {b}", "(a) if (a > b) else (b)".replace("(a) if", "a if").replace("else (b)", "else b")),
        ("max({a},{b},{c})", "max(a,b,c)"),
    ],
)
def test_formulas_of_moodle(formula, ours):
    assert evaluate(to_ours(formula, NAMES), VALUES) == evaluate(ours, VALUES)


@pytest.mark.parametrize(
    "formula", ["2{a}", "{d}", "bindec({a})", "system('ls')", "{a};{b}", "", "{a", "__import__('os')", "{a}.x"]
)
def test_what_cannot_be_said_here_is_refused(formula):
    with pytest.raises(FormulaError):
        to_ours(formula, NAMES)


def test_names_that_expressions_do_not_take_are_changed_and_stay_apart():
    names = our_names(["x.1", "x_1", "pi", "log", "if", "变量", "max", "x 1"])
    assert len(set(names.values())) == len(names)
    assert names["变量"] == "变量"
    for name in names.values():
        assert evaluate(name, {name: Fraction(2)}) == 2


@pytest.mark.parametrize(
    ("ours", "moodle"),
    [
        ("a*b+2", "({a}*{b})+2"),
        ("a-(b-c)", "{a}-({b}-{c})"),
        ("pi*r**2", "pi()*pow({r},2)"),
        ("round(x/n, 2)", "round({x}/{n},2)"),
        ("a//b", "floor({a}/{b})"),
        ("ln(a)", "log({a})"),
    ],
)
def test_expressions_for_moodle(ours, moodle):
    assert to_moodle(ours) == moodle


@pytest.mark.parametrize("expression", ["a % b", "a if a > b else b", "a > b", "factorial(a)", "int(a)", "a +"])
def test_what_moodle_cannot_compute_is_refused(expression):
    with pytest.raises(FormulaError):
        to_moodle(expression)


ATOMS = st.sampled_from(["a", "b", "c", "2", "0.5", "10"])


@settings(max_examples=300)
@given(
    st.recursive(
        ATOMS,
        lambda inner: st.builds("({}{}{})".format, inner, st.sampled_from("+-*/"), inner) | inner.map("-{}".format),
        max_leaves=8,
    )
)
def test_expressions_keep_their_value_on_the_way_to_moodle_and_back(expression):
    try:
        value = evaluate(expression, VALUES)
    except Refusal:
        return
    assert evaluate(to_ours(to_moodle(expression), NAMES), VALUES) == value


def test_brackets_in_texts_that_are_no_variables_lose_their_meaning():
    text, taken = take_places("{a} {={a}*2} {其他} \\frac{a}{c}", {"a": "a"}, "<", ">")
    assert taken[:3] == ["{a}", "{=a*2}", "\\{其他}"]
    assert text.endswith("{c}")
