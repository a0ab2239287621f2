"""Exact inside, two places half-up outside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.kernel.marks import from_import, from_percent, half_up, read, show, write

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


# SOURCE: the grades of Moodle's menu (docs.moodle.org, "Multiple Choice question type"), as its files write them, with the
# fractions that the documentation gives for those that have no end.
GRADES = {
    "100": Fraction(1),
    "90": Fraction(9, 10),
    "83.33333": Fraction(5, 6),
    "80": Fraction(4, 5),
    "75": Fraction(3, 4),
    "70": Fraction(7, 10),
    "66.66667": Fraction(2, 3),
    "60": Fraction(3, 5),
    "50": Fraction(1, 2),
    "40": Fraction(2, 5),
    "33.33333": Fraction(1, 3),
    "30": Fraction(3, 10),
    "25": Fraction(1, 4),
    "20": Fraction(1, 5),
    "16.66667": Fraction(1, 6),
    "14.28571": Fraction(1, 7),
    "12.5": Fraction(1, 8),
    "11.11111": Fraction(1, 9),
    "10": Fraction(1, 10),
    "5": Fraction(1, 20),
    "0": Fraction(0),
}


@pytest.mark.parametrize("text", GRADES)
def test_every_grade_of_another_program_is_exact(text: str) -> None:
    exact = GRADES[text]
    assert from_percent(text) == exact
    assert from_percent(f" {text}.00000 " if "." not in text else f"{text}%") == exact
    assert from_percent(f"-{text}") == -exact
    # The same grades as fractions of one, with seven places, as databases keep them.
    assert from_import(f"{float(exact):.7f}") == exact


@pytest.mark.parametrize("parts", range(2, 11))
def test_equal_parts_make_one(parts: int) -> None:
    for places in (5, 6, 7, 10):
        assert from_percent(f"{100 / parts:.{places}f}") * parts == 1


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("33.3", Fraction(1, 3)),
        ("66.6", Fraction(2, 3)),
        ("66.7", Fraction(2, 3)),
        ("16.6", Fraction(1, 6)),
        ("11.1", Fraction(1, 9)),
        ("33.33", Fraction(1, 3)),
        ("8.33", Fraction(1, 12)),
        ("9.09", Fraction(1, 11)),
        ("33", Fraction(33, 100)),
        ("33.5", Fraction(67, 200)),
        ("12.25", Fraction(49, 400)),
        ("1e1", Fraction(1, 10)),
    ],
)
def test_per_cents_with_few_places_are_snapped_where_only_one_thing_can_be_meant(text: str, exact: Fraction) -> None:
    assert from_percent(text) == exact


@pytest.mark.parametrize("text", ["", "x", "1e999", "1e-4000", "9" * 41, "１", "1/0", "nan", "inf", "--1"])
def test_what_is_no_share_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="Invalid"):
        from_percent(text)
    with pytest.raises(ValueError, match="Invalid"):
        from_import(text)


@given(st.decimals(-100, 100, places=2).map(str))
def test_per_cents_are_never_moved_far(text: str) -> None:
    assert abs(from_percent(text) - Fraction(text) / 100) < Fraction(1, 1000)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        read("sixty")
