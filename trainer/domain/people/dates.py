"""Months and days as rosters write them.

SOURCE: field notes of the project, part c4, quirk 6. The number ``1975.1`` may be January or, with its zero cut off by a
spreadsheet, October; ``19753`` may be a month or a day count. Such a cell has two readings and is left to the ID number or
to a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
# Serial numbers of 1927 to 2064: outside them a number is not meant as a day of somebody's working life.
_SERIALS = range(10_000, 60_001)
_TIDY = str.maketrans("０１２３４５６７８９．。、／－—", "0123456789.../--")
_DROP = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff'’‘`]|[(（][^)）]*[)）]")
_TIME = re.compile(r"[T ]?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_PARTS = re.compile(r"(\d{4}|\d{2})[./\-年](\d{1,2})(?:[./\-月](\d{1,2})[日号]?|月)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(19|20)\d{2}年?")
_SHORT_MONTH = re.compile(r"((?:19|20)?\d{2})\.1")
_CHINESE = re.compile(
    "([〇零○一二三四五六七八九]{4}|[〇零○一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

# Youngest age at which a two-digit year can be somebody's birth.
_YOUNGEST = 14


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What was made of a date cell.

    Attributes:
        value: ``yyyy-mm`` or ``yyyy-mm-dd``; empty when refused or with several readings.
        readings: two or more values, when the cell can be read in more than one way.
        refusal: code of the reason, or empty.
        notices: codes of what was done.
    """

    value: str = ""
    readings: tuple[str, ...] = ()
    refusal: str = ""
    notices: tuple[str, ...] = ()


def read_date(cell: object, *, today: date, is_1904: bool = False, keeps_zeros: bool = False) -> ReadDate:
    """Read a birth month, a birth date or a month of work.

    Args:
        cell: a date, a number or a text; not empty.
        today: bounds the century of two-digit years and refuses the future.
        is_1904: the workbook counts days from 1904.
        keeps_zeros: the column is known to keep ``1975.10`` apart from ``1975.1``, so the latter is January.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _checked(ReadDate(cell.isoformat()), today)
    if isinstance(cell, int | float):
        if not 0 < cell < 100_000_000:
            return ReadDate(refusal="date_unreadable")
        return _checked(_from_number(float(cell), today, is_1904, keeps_zeros), today)
    return _checked(_from_text(str(cell), today, is_1904, keeps_zeros), today)


def decide_by(readings: tuple[str, ...], known: str) -> str:
    """Choose among readings by a date known from elsewhere.

    Args:
        readings: ``yyyy-mm`` or longer.
        known: ``yyyy-mm-dd``.

    Returns:
        The one reading of the same month; empty when none or several fit.
    """
    fitting = [reading for reading in readings if reading[:7] == known[:7]]
    return fitting[0] if len(fitting) == 1 else ""


def full_years(birth: str, on: date) -> int | None:
    """Give the age in full years on a day; a birth without a day counts from the first of its month."""
    if len(birth) < 7:
        return None
    born = date(int(birth[:4]), int(birth[5:7]), int(birth[8:10]) if len(birth) == 10 else 1)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_between(earlier: str, later: str) -> int:
    """Count months from one ``yyyy-mm`` to another."""
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])


def _from_number(value: float, today: date, is_1904: bool, keeps_zeros: bool) -> ReadDate:
    if value.is_integer():
        return _from_digits(str(int(value)), is_1904)
    text = f"{value:.2f}".rstrip("0")
    return _dotted(text, today, keeps_zeros) if abs(value - float(text)) < 1e-6 else _serial(int(value), is_1904)


def _from_text(text: str, today: date, is_1904: bool, keeps_zeros: bool) -> ReadDate:
    plain = _DROP.sub("", _TIME.sub("", text.strip())).translate(_TIDY).rstrip(".出生")
    if plain.isascii() and plain.isdigit():
        return _from_digits(plain, is_1904)
    if _SHORT_MONTH.fullmatch(plain):
        return _dotted(plain, today, keeps_zeros)
    parts = _PARTS.fullmatch(plain)
    if parts is not None:
        return _parts(parts[1], int(parts[2]), parts[3], today)
    chinese = _CHINESE.fullmatch(plain)
    if chinese is not None:
        year = "".join(str(_DIGITS[digit]) for digit in chinese[1])
        day = str(_chinese_number(chinese[3])) if chinese[3] else None
        return _parts(year, _chinese_number(chinese[2]), day, today)
    if _YEAR.fullmatch(plain):
        return ReadDate(refusal="date_year_only")
    return ReadDate(refusal="date_unreadable")


def _from_digits(digits: str, is_1904: bool) -> ReadDate:
    if len(digits) in {6, 8}:
        year, month, day = _COMPACT.fullmatch(digits).groups()  # type: ignore[union-attr]
        return _built(int(year), int(month), int(day) if day else None)
    if len(digits) == 4:
        return ReadDate(refusal="date_year_only" if digits[:2] in {"19", "20"} else "date_unreadable")
    if len(digits) == 5:
        as_month = _built(int(digits[:4]), int(digits[4]), None) if digits[:2] in {"19", "20"} else ReadDate()
        as_serial = _serial(int(digits), is_1904)
        if as_month.value and as_serial.value:
            return ReadDate(readings=(as_month.value, as_serial.value))
        return as_serial
    return ReadDate(refusal="date_unreadable")


def _dotted(text: str, today: date, keeps_zeros: bool) -> ReadDate:
    year, _, month = text.partition(".")
    if len(year) not in {2, 4} or not month:
        return ReadDate(refusal="date_unreadable")
    if month == "1" and not keeps_zeros:
        first, tenth = _parts(year, 1, None, today), _parts(year, 10, None, today)
        return ReadDate(readings=(first.value, tenth.value)) if first.value and tenth.value else first
    return _parts(year, int(month), None, today)


def _parts(year: str, month: int, day: str | None, today: date) -> ReadDate:
    if len(year) == 4:
        return _built(int(year), month, int(day) if day else None)
    century = 2000 if int(year) <= (today.year - _YOUNGEST) % 100 else 1900
    built = _built(century + int(year), month, int(day) if day else None)
    return ReadDate(built.value, (), built.refusal, ("date_two_digit_year",) if built.value else ())


def _built(year: int, month: int, day: int | None) -> ReadDate:
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return ReadDate(refusal="date_unreadable")
    return ReadDate(whole.isoformat() if day else whole.isoformat()[:7])


def _serial(number: int, is_1904: bool) -> ReadDate:
    if number not in _SERIALS:
        return ReadDate(refusal="date_unreadable")
    epoch = _EPOCH_1904 if is_1904 else _EPOCH_1900
    return ReadDate((epoch + timedelta(days=number)).isoformat(), (), "", ("date_from_serial",))


def _checked(read: ReadDate, today: date) -> ReadDate:
    values = (read.value,) if read.value else read.readings
    if any(int(value[:4]) < 1900 or value[:7] > today.isoformat()[:7] for value in values):
        possible = tuple(value for value in values if int(value[:4]) >= 1900 and value[:7] <= today.isoformat()[:7])
        if len(possible) == 1 and read.readings:
            return ReadDate(possible[0], (), "", read.notices)
        return ReadDate(refusal="date_out_of_range")
    return read


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
