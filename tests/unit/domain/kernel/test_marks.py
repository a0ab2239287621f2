"""Exact inside, two places half-up outside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.kernel.marks import from_import, half_up, read, show, write

EXACT = st.fractions(min_value=-1000, max_value=1000, max_denominator=997)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(59995, 1000), "60.00"),  # binary floats would show 59.99 or 60.00 by chance
        (Fraction(59994, 1000), "59.99"),
        (Fraction(1, 8), "0.13"),  # banker's rounding would give 0.12
        (Fraction(-1, 8), "-0.13"),
        (Fraction(200, 3), "66.67"),
        (Fraction(0), "0.00"),
        (Fraction(100), "100.00"),
    ],
)
def test_ties_move_away_from_zero(exact: Fraction, shown: str) -> None:
    assert show(exact) == shown


@given(EXACT)
def test_shown_mark_is_never_further_than_half_a_cent(exact: Fraction) -> None:
    assert abs(Fraction(half_up(exact)) - exact) <= Fraction(1, 200)


@given(EXACT)
def test_shown_mark_has_exactly_two_places(exact: Fraction) -> None:
    assert half_up(exact).as_tuple().exponent == -2
    assert half_up(exact) == half_up(exact).quantize(Decimal("0.01"))


@given(EXACT)
def test_what_is_written_is_read_back_exactly(exact: Fraction) -> None:
    assert read(write(exact)) == exact


def test_three_thirds_from_another_program_are_one() -> None:
    assert from_import("0.3333333") + from_import("0.33333") + from_import("0.33333333333") == 1
    assert from_import("0.66667") == Fraction(2, 3)
    assert from_import("-0.33333") == Fraction(-1, 3)


@pytest.mark.parametrize("text", ["0.5", "1", "0", "0.25", "0.332", "1/3"])
def test_other_decimals_stay_what_they_are(text: str) -> None:
    assert from_import(text) == Fraction(text)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        read("sixty")
