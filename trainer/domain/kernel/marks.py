"""Exact marks: fractions inside, two places half-up outside.

Source: rounding half-up to two places and comparing after rounding is the customary rule of Chinese examination
offices (四舍五入); binary floats and banker's rounding are refused because 59.995 must not fail one and pass another.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

_CENT = Decimal("0.01")
# Parts whose decimals never end: a file of another program can only hold them rounded. The grades that such programs offer
# are halves to tenths; elevenths and twelfths are what authors type for questions of that many choices.
_ENDLESS = (3, 6, 7, 9, 11, 12)
_NEAR = Fraction(1, 20000)
# "33.3" and "66.6" per cent: one decimal, rounded or cut, is enough where nothing but a third, sixth or ninth can be meant.
_COARSE = (3, 6, 9)
# A decimal this long, or with an exponent, is no grade, and exact arithmetic would take long with it.
_LONGEST = 40


def half_up(value: Fraction) -> Decimal:
    """Round exact marks half-up to two places.

    Args:
        value: exact, may be negative.

    Returns:
        A decimal with exactly two places; ties move away from zero.
    """
    hundredfold = value * 100
    whole, rest = divmod(abs(hundredfold.numerator), hundredfold.denominator)
    if 2 * rest >= hundredfold.denominator:
        whole += 1
    sign = -1 if value < 0 else 1
    return (Decimal(sign * whole) / 100).quantize(_CENT, rounding=ROUND_HALF_UP)


def show(value: Fraction) -> str:
    """Write marks as people see them everywhere: two places, for example ``59.96``."""
    return str(half_up(value))


def write(value: Fraction) -> str:
    """Write a fraction for storage and JSON: ``"1/3"``, ``"2"``."""
    return str(value)


def read(text: str) -> Fraction:
    """Read what :func:`write` wrote, or a decimal such as ``"2.5"``.

    Raises:
        ValueError: not a number.
    """
    return Fraction(text)


@lru_cache(maxsize=1024)
def from_import(text: str) -> Fraction:
    """Read a fraction from a foreign file, snapping decimals that stand for thirds, sixths, sevenths, ninths ...

    ``0.3333333`` is what other programs write for one third; three of them must be one. Decimals that end (halves, fifths,
    eighths, tenths, twentieths) are taken as they are.

    Args:
        text: a decimal between -1 and 1.

    Raises:
        ValueError: not a number.
    """
    return _snapped(_number(text), _ENDLESS, _NEAR)


@lru_cache(maxsize=1024)
def from_percent(text: str) -> Fraction:
    """Read per cents from a foreign file: ``33.33333`` and ``33.3`` are one third, ``12.5`` is one eighth.

    Args:
        text: a decimal between -100 and 100; a sign of per cent behind it is allowed.

    Raises:
        ValueError: not a number.
    """
    said = text.strip().removesuffix("%").strip()
    value = _number(said) / 100
    snapped = _snapped(value, _ENDLESS, _NEAR)
    if snapped == value and len(said.partition(".")[2]) == 1:
        for part in _COARSE:
            whole = Fraction(round(value * part), part)
            if whole.denominator in _ENDLESS and abs(value) * 1000 in {
                int(abs(whole) * 1000),
                round(abs(whole) * 1000),
            }:
                return whole
    return snapped


def _number(text: str) -> Fraction:
    text = text.strip()
    if len(text) > _LONGEST or not text.isascii():
        raise ValueError(f"Invalid literal for a mark: {text[:_LONGEST]!r}")
    # 1e-05 is a float of another program; an exponent of three digits is none of marks.
    if len(text.lower().partition("e")[2].lstrip("+-")) > 2:
        raise ValueError(f"Invalid literal for a mark: {text!r}")
    try:
        return Fraction(text)
    except ZeroDivisionError as error:
        raise ValueError(f"Invalid literal for a mark: {text!r}") from error


def _snapped(value: Fraction, parts: tuple[int, ...], near: Fraction) -> Fraction:
    for part in parts:
        whole = round(value * part)
        snapped = Fraction(whole, part)
        # A multiple that ends (3/6, 3/12) is no reason to move a decimal.
        if snapped.denominator in _ENDLESS and value != snapped and abs(value - snapped) < near:
            return snapped
    return value
