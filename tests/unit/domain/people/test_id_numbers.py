from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.people import id_number
from trainer.domain.people import id_numbers
from trainer.domain.people.id_numbers import birth_of, check_character, is_valid, read_id_number, sex_of

# Numbers whose check characters are published; the last three use an area that does not exist.
PUBLISHED = (
    "11010519491231002X",
    "440524188001010014",
    "34052419800101001X",
    "152299196803150016",
    "152299197510030023",
    "15229919801231006X",
)
digits_17 = st.dates(
    min_value=__import__("datetime").date(1930, 1, 1), max_value=__import__("datetime").date(2007, 1, 1)
).flatmap(lambda day: st.integers(0, 999).map(lambda serial: f"152299{day:%Y%m%d}{serial:03d}"))


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_numbers_are_valid(number: str) -> None:
    assert is_valid(number)
    assert read_id_number(number).number == number


@pytest.mark.parametrize(
    ("number", "sex", "birth"), [("152299196803150016", "1", "1968-03-15"), ("152299197510030023", "2", "1975-10-03")]
)
def test_a_number_says_birth_and_sex(number: str, sex: str, birth: str) -> None:
    assert (sex_of(number), birth_of(number)) == (sex, birth)


@given(digits_17, st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(first: str, place: int, shift: int) -> None:
    number = first + check_character(first)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not is_valid(wrong)


@given(digits_17, st.integers(0, 15))
def test_swapping_two_neighbours_is_noticed(first: str, place: int) -> None:
    number = first + check_character(first)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not is_valid(swapped)


@given(digits_17)
def test_no_rounded_number_is_ever_read(first: str) -> None:
    number = first + check_character(first)
    if number.endswith("X"):
        number = first + "0"
    assert read_id_number(float(number)).number == ""
    assert read_id_number(int(number[:15] + "000")).refusal == "id_number_rounded"
    text = read_id_number(number[:15] + "000")
    assert text.number == "" or is_valid(text.number)


@given(digits_17)
def test_the_15_digit_form_is_offered_and_never_taken(first: str) -> None:
    if first[6:8] != "19":
        return
    old = first[:6] + first[8:]
    for cell in (old, int(old)):
        read = read_id_number(cell)
        assert (read.number, read.refusal) == ("", "id_number_fifteen")
        assert read.offer == first + check_character(first)


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ("1.52E+17", "id_number_scientific"),
        ("1.52299196803150E+17", "id_number_scientific"),
        ("15229919680315001", "id_number_malformed"),
        ("152299196813150016", "id_number_check_failed"),
        ("152299196803150017", "id_number_check_failed"),
        ("阿拉坦", "id_number_malformed"),
        (3.5, "id_number_malformed"),
        (12345, "id_number_malformed"),
    ],
)
def test_what_cannot_be_believed_is_refused_with_its_reason(written: object, refusal: str) -> None:
    read = read_id_number(written)
    assert (read.number, read.refusal) == ("", refusal)


@pytest.mark.parametrize("letter", ["x", "Ｘ", "\u0425", "\u00d7", "\u2169", "\u03a7"])
def test_what_looks_like_x_is_read_as_x(letter: str) -> None:
    read = read_id_number("15229919801231006" + letter)
    assert read.number == "15229919801231006X"
    assert read.notices


@pytest.mark.parametrize(
    "written",
    [
        " 152299 19680315 0016 ",
        "'152299196803150016",
        "１５２２９９１９６８０３１５００１６",
        "152299196803150016\u200b",
    ],
)
def test_padding_and_full_width_digits_are_put_right(written: str) -> None:
    assert read_id_number(written).number == "152299196803150016"


def test_the_builder_makes_valid_numbers_of_nobody() -> None:
    assert is_valid(id_number())
    assert id_numbers.area_of(id_number()) == "152299"
