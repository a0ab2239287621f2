from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.people.dates import decide_by, full_years, months_between, read_date

TODAY = date(2025, 6, 2)
days = st.dates(date(1940, 1, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1975.03", "1975-03"),
        ("1975.3", "1975-03"),
        ("197503", "1975-03"),
        (197503, "1975-03"),
        ("1975年3月", "1975-03"),
        ("1975年03月01日", "1975-03-01"),
        ("75.3", "1975-03"),
        (75.3, "1975-03"),
        ("05.03", "2005-03"),
        (date(1975, 3, 1), "1975-03-01"),
        (27454, "1975-03-01"),  # the example of the field notes
        (27454.0, "1975-03-01"),
        ("27454", "1975-03-01"),
        ("１９７５．０３", "1975-03"),
        ("1975/3/1", "1975-03-01"),
        ("1975-03-01 00:00:00", "1975-03-01"),
        ("1975.03（50岁）", "1975-03"),
        ("一九七五年十二月", "1975-12"),
        ("二〇〇一年一月", "2001-01"),
        ("1975.3.1", "1975-03-01"),
        ("19750301", "1975-03-01"),
        ("1975年3月生", "1975-03"),
        (1975.11, "1975-11"),
        (1975.01, "1975-01"),
        ("1975.10", "1975-10"),
    ],
)
def test_forms_of_dates(cell: object, value: str) -> None:
    assert read_date(cell, today=TODAY).value == value


@pytest.mark.parametrize("cell", [1975.1, "1975.1", 75.1, "75.1"])
def test_a_lost_zero_leaves_two_readings_and_no_value(cell: object) -> None:
    read = read_date(cell, today=TODAY)
    assert read.value == ""
    assert read.readings == ("1975-01", "1975-10")


def test_a_column_that_keeps_its_zeros_has_one_reading() -> None:
    assert read_date("1975.1", today=TODAY, keeps_zeros=True).value == "1975-01"


def test_five_digits_may_be_a_month_or_a_count_of_days() -> None:
    assert read_date(19753, today=TODAY).readings == ("1975-03", "1954-01-29")


@pytest.mark.parametrize(
    ("cell", "refusal"),
    [
        ("1975", "date_year_only"),
        (1975, "date_year_only"),
        ("abc", "date_unreadable"),
        ("1975.13", "date_unreadable"),
        ("1975-02-30", "date_unreadable"),
        ("2030.05", "date_out_of_range"),
        (1975.13, "date_unreadable"),
        (True, "date_unreadable"),
    ],
)
def test_what_is_no_date_is_refused(cell: object, refusal: str) -> None:
    assert read_date(cell, today=TODAY).refusal == refusal


@given(days)
def test_a_count_of_days_gives_the_day_in_both_systems(day: date) -> None:
    count = (day - date(1899, 12, 30)).days
    assert read_date(count, today=TODAY).value in {day.isoformat(), ""}  # a few counts also look like yyyym
    if count >= 10_000 + 1462:
        assert read_date(count - 1462, today=TODAY, is_1904=True).value in {day.isoformat(), ""}


@given(days)
def test_whatever_is_written_in_full_comes_back(day: date) -> None:
    for form in (
        f"{day:%Y.%m.%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert read_date(form, today=TODAY).value == day.isoformat()


@given(st.one_of(st.text(max_size=12), st.floats(allow_nan=False, allow_infinity=False), st.integers()))
def test_nothing_makes_the_reader_stumble(cell: object) -> None:
    read = read_date(cell, today=TODAY)
    assert bool(read.value) + bool(read.readings) + bool(read.refusal) == 1


def test_an_id_number_decides_only_when_it_fits_one_reading() -> None:
    assert decide_by(("1975-01", "1975-10"), "1975-10-08") == "1975-10"
    assert decide_by(("1975-01", "1975-10"), "1975-03-08") == ""


@pytest.mark.parametrize(
    ("birth", "age"), [("1975-06-02", 50), ("1975-06-03", 49), ("1975-06", 50), ("1975-07", 49), ("", None)]
)
def test_age_is_counted_in_full_years(birth: str, age: int | None) -> None:
    assert full_years(birth, TODAY) == age


@given(days, st.integers(0, 600))
def test_months_between(day: date, months: int) -> None:
    later = day.year * 12 + day.month - 1 + months
    assert months_between(f"{day:%Y-%m}", f"{later // 12:04d}-{later % 12 + 1:02d}") == months
    assert timedelta(0) == day - day
