"""Numbers. The example number is that of the field's rules (b7); 07945 is the worked example of ISO 7064 for MOD 11,10."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.certificates.number import (
    CertificateNumber,
    Kind,
    check_digit,
    find_all,
    make_number,
    parse,
    parse_shown,
)
from trainer.domain.kernel.outcomes import Refusal

EXAMPLE = "152200-2025-H-00123-2"

numbers = st.builds(
    make_number,
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.integers(2000, 2099),
    st.sampled_from(Kind),
    st.integers(1, 99_999),
)


def test_number_of_the_rules_comes_out_as_written_there() -> None:
    number = make_number("152200", 2025, Kind.PASS, 123)
    assert number.machine == EXAMPLE
    assert number.shown("兴电培") == "兴电培证〔2025〕第00123号"


def test_check_digit_follows_the_worked_example_of_the_standard() -> None:
    assert check_digit("0794") == "5"


@pytest.mark.parametrize(("kind", "letter"), [(Kind.COMPLETION, "J"), (Kind.PASS, "H"), (Kind.HOURS, "X")])
def test_kind_stands_as_its_letter_and_enters_the_check_digit(kind: Kind, letter: str) -> None:
    number = make_number("152200", 2025, kind, 1)
    place = {"J": "1", "H": "2", "X": "3"}[letter]
    assert number.machine == f"152200-2025-{letter}-00001-{check_digit('1522002025' + place + '00001')}"


def test_office_without_a_prefix_still_has_a_readable_number() -> None:
    number = make_number("152200", 2025, Kind.PASS, 7)
    assert number.shown("") == "培训证〔2025〕第00007号"
    assert number.shown("兴电培证") == "兴电培证〔2025〕第00007号"


@given(numbers)
def test_every_number_is_read_back(number: CertificateNumber) -> None:
    assert parse(number.machine) == number


@given(numbers, st.data())
def test_one_wrong_digit_never_gives_another_number(number: CertificateNumber, data: st.DataObject) -> None:
    signs = list(number.machine)
    place = data.draw(st.sampled_from([n for n, sign in enumerate(signs) if sign.isdigit()]))
    signs[place] = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != signs[place]]))
    with pytest.raises(Refusal) as told:
        parse("".join(signs))
    assert told.value.code == "certificate_number_mistyped"


@pytest.mark.parametrize(
    "typed",
    [
        "１５２２００－２０２５－Ｈ－００１２３－２",
        "152200—2025—h—00123—2",
        " 152200 2025 H 00123 2 ",
        "1522002025h001232",
    ],
)
def test_number_is_understood_as_people_type_it(typed: str) -> None:
    assert parse(typed).machine == EXAMPLE


@pytest.mark.parametrize(
    "typed", ["", "兴电培", "152200-2025-Q-00123-2", "15220-2025-H-00123-2", "152200-2025-H-123-2"]
)
def test_something_else_is_refused_as_no_number(typed: str) -> None:
    with pytest.raises(Refusal) as told:
        parse(typed)
    assert told.value.code == "certificate_number_malformed"


@pytest.mark.parametrize(
    "typed",
    [
        "兴电培证〔2025〕第00123号",
        "兴电培证[2025]第123号",
        "兴电培证（2025）00123",
        "兴电培证【２０２５】第００１２３号 ",
    ],
)
def test_printed_form_is_understood_with_any_brackets(typed: str) -> None:
    assert parse_shown(typed) == ("兴电培证", 2025, 123)


def test_printed_form_without_its_parts_is_refused() -> None:
    with pytest.raises(Refusal) as told:
        parse_shown("兴电培证2025第00123号")
    assert told.value.code == "certificate_number_malformed"


@pytest.mark.parametrize("area", ["", "1522", "15220A", "1522000"])
def test_office_without_a_proper_area_code_gets_no_numbers(area: str) -> None:
    with pytest.raises(Refusal) as told:
        make_number(area, 2025, Kind.PASS, 1)
    assert told.value.code == "area_code_missing"


@pytest.mark.parametrize("serial", [0, 100_000])
def test_serial_beyond_five_digits_is_refused(serial: int) -> None:
    with pytest.raises(Refusal) as told:
        make_number("152200", 2025, Kind.PASS, serial)
    assert told.value.code == "certificate_serials_used_up"


def test_numbers_are_found_in_a_text_each_once_and_only_with_a_fitting_digit() -> None:
    text = f"编号 {EXAMPLE}，又见 {EXAMPLE}；152200-2025-H-00123-3；电话 9{EXAMPLE}"
    assert find_all(text) == (EXAMPLE,)
