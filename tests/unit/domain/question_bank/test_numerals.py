"""Numbers as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.question_bank.numerals import read_number
from trainer.domain.question_bank.schema import write_exact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.14", "3.14"),
        (" ３．１４ ", "3.14"),
        ("+5", "5"),
        ("-2", "-2"),
        ("−2", "-2"),
        ("负二", "-2"),
        ("5.", "5"),
        (".5", "0.5"),
        ("三百二十", "320"),
        ("二百五", "250"),
        ("两千零五", "2005"),
        ("壹佰贰拾", "120"),
        ("三点一四", "3.14"),
        ("零点五", "0.5"),
        ("二〇二五", "2025"),
        ("3万", "30000"),
        ("1.5亿", "150000000"),
        ("三千万", "30000000"),
        ("2千", "2000"),
        ("3百万", "3000000"),
        ("1,234", "1234"),
        ("1,234,567.5", "1234567.5"),
        ("1，234", "1234"),
        ("1.5e3", "1500"),
        ("1.5E-3", "0.0015"),
        ("1.5×10^3", "1500"),
        ("1.5*10**3", "1500"),
        ("1.5×10³", "1500"),
        ("1.5×10⁻³", "0.0015"),
        ("1.5 x 10^(-3)", "0.0015"),
        ("2/3", "2/3"),
        ("-2/3", "-2/3"),
        ("三分之二", "2/3"),
        ("15%", "0.15"),
        ("１５％", "0.15"),
        ("百分之十五", "0.15"),
        ("百分之十二点五", "0.125"),
        ("2.5‰", "0.0025"),
        ("千分之三", "0.003"),
    ],
)
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    assert read_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "3,14",
        "1,23,456",
        "1,2345",
        "一百五六",
        "十百",
        "点五",
        "三点",
        "三点十",
        "二百千",
        "1/0",
        "百分之",
        "%",
        "e3",
        "10^3",
        "²",
        "2²",
        "负-5",
        "--5",
        "1_000",
        "1e1000",
        "0x10",
        "nan",
        "inf",
        "约5",
        "万",
        "9" * 101,
        "1 2 a",
    ],
)
def test_what_could_mean_two_things_or_nothing_is_no_number(text: str) -> None:
    assert read_number(text) is None


@settings(deadline=None)
@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=1000))
def test_what_the_program_writes_it_reads(value: Fraction) -> None:
    assert read_number(write_exact(value)) == value


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("0123456789.,，-+eE×^/%％ 负零一二三四五六七八九十百千万亿点分之（）²³½①") | st.characters(),
        max_size=40,
    )
)
def test_anything_is_a_number_or_none(text: str) -> None:
    value = read_number(text)
    assert value is None or isinstance(value, Fraction)
