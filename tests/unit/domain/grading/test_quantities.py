"""Numbers with units, as candidates write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from trainer.domain.grading.quantities import read_quantity
from trainer.domain.question_bank.answers import Unit

LENGTHS = (Unit("米"), Unit("千米", Fraction(1000)), Unit("m"))
MONEY = (Unit("元"), Unit("万元", Fraction(10_000)), Unit("￥"))


@pytest.mark.parametrize(
    ("text", "units", "value"),
    [
        ("3.14 米", LENGTHS, "3.14"),
        ("３.１４米。", LENGTHS, "3.14"),
        ("2千米", LENGTHS, "2000"),
        ("5m", LENGTHS, "5"),
        ("5", LENGTHS, "5"),
        ("3.5万元", MONEY, "35000"),
        ("3.5 万", MONEY, "35000"),
        ("35,000元", MONEY, "35000"),
        ("￥100", MONEY, "100"),
        ("¥100", (Unit("¥"),), "100"),
        ("三万元", (Unit("元"),), "30000"),
        ("20%", (), "0.2"),
        ("20％", (Unit("%"),), "20"),
        ("1.5×10³ 米", LENGTHS, "1500"),
        ("负二米", LENGTHS, "-2"),
        ("三分之二", (), "2/3"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, units: tuple[Unit, ...], value: str) -> None:
    assert read_quantity(text, units) == Fraction(value)


@pytest.mark.parametrize("text", ["", "米", "5 kg", "5M", "5 米 3", "约5米", "3,14 米", "五米六"])
def test_anything_else_is_no_number(text: str) -> None:
    assert read_quantity(text, LENGTHS) is None


def test_a_unit_that_is_needed_must_be_there() -> None:
    assert read_quantity("5", LENGTHS, unit_needed=True) is None
    assert read_quantity("5 米", LENGTHS, unit_needed=True) == 5
    assert read_quantity("5", (), unit_needed=True) == 5
