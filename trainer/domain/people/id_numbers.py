"""Citizen identity numbers: check, careful reading, and what they say about birth and sex.

SOURCE: GB 11643-1999; six digits of area (GB/T 2260 at the time of the first issue), eight of birth, three of serial
(odd for men), one check character by ISO 7064 MOD 11-2.
A number that a spreadsheet has rounded to 15 significant digits cannot be rebuilt and is refused, never repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EIGHTEEN = re.compile(r"\d{17}[\dX]")
_FIFTEEN = re.compile(r"\d{15}")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{2}")
_DROP = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff'’‘`\\-]")
_FULL_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF38: "X", 0xFF58: "X", ord("x"): "X"}
# Letters that look like the check character X: Cyrillic, Greek, the multiplication sign, the Roman ten.
_LOOK_ALIKE = {ord(letter): "X" for letter in "\u0425\u0445\u03a7\u03c7\u00d7\u2169\u2179\u2715\u2716"} | {
    ord("O"): "0",
    ord("o"): "0",
    ord("l"): "1",
    ord("I"): "1",
}


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """What was made of an ID number cell.

    Attributes:
        number: 18 characters, or empty when refused.
        refusal: code of the reason, or empty.
        notices: codes of what was done.
        offer: an 18-character number rebuilt from an old one of 15, for a person to accept.
    """

    number: str
    refusal: str = ""
    notices: tuple[str, ...] = ()
    offer: str = ""


def check_character(first_17: str) -> str:
    """Compute the check character of 17 digits."""
    return _CHECKS[sum(map(mul, _WEIGHTS, map(int, first_17))) % 11]


def is_valid(number: str) -> bool:
    """Tell whether 18 characters are a number with a possible birth date and the right check character."""
    if not _EIGHTEEN.fullmatch(number) or _CHECKS[sum(map(mul, _WEIGHTS, map(int, number[:17]))) % 11] != number[17]:
        return False
    return _birth(number) is not None


def birth_of(number: str) -> str:
    """Give the birth date in a valid number, ``yyyy-mm-dd``."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def sex_of(number: str) -> str:
    """Give the sex in a valid number: ``1`` male, ``2`` female."""
    return "1" if number[16] in "13579" else "2"


def area_of(number: str) -> str:
    """Give the six digits of the area of first issue."""
    return number[:6]


def read_id_number(cell: object) -> ReadNumber:
    """Read an ID number as a roster writes it.

    Args:
        cell: text, or the number a spreadsheet made of it; not empty.
    """
    if isinstance(cell, int | float):
        return _from_number(cell)
    text = str(cell)
    if is_valid(text):
        return ReadNumber(text)
    notices: list[str] = []
    tidy = _DROP.sub("", text).translate(_FULL_WIDTH)
    if tidy != text:
        notices.append("tidied")
    if _SCIENTIFIC.fullmatch(tidy.upper()):
        return ReadNumber("", "id_number_scientific")
    clear = tidy.translate(_LOOK_ALIKE)
    if clear != tidy:
        notices.append("id_number_look_alike")
    if is_valid(clear):
        return ReadNumber(clear, "", tuple(notices))
    if _FIFTEEN.fullmatch(clear):
        return _fifteen(clear)
    if _EIGHTEEN.fullmatch(clear):
        # Spreadsheets keep 15 significant digits and fill up with zeros.
        return ReadNumber("", "id_number_rounded" if clear.endswith("000") else "id_number_check_failed")
    return ReadNumber("", "id_number_malformed")


def _from_number(value: int | float) -> ReadNumber:
    if value != int(value) or value < 0:
        return ReadNumber("", "id_number_malformed")
    digits = str(int(value))
    if len(digits) >= 16:
        return ReadNumber("", "id_number_rounded")
    if _FIFTEEN.fullmatch(digits):
        return _fifteen(digits)
    return ReadNumber("", "id_number_malformed")


def _fifteen(digits: str) -> ReadNumber:
    rebuilt = digits[:6] + "19" + digits[6:]
    offer = rebuilt + check_character(rebuilt)
    return ReadNumber("", "id_number_fifteen", (), offer) if is_valid(offer) else ReadNumber("", "id_number_malformed")


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
