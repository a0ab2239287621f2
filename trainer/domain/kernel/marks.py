"""Exact marks: fractions inside, two places half-up outside.

Source: rounding half-up to two places and comparing after rounding is the customary rule of Chinese examination
offices (四舍五入); binary floats and banker's rounding are refused because 59.995 must not fail one and pass another.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_CENT = Decimal("0.01")
_SNAP = {1: Fraction(1, 3), 2: Fraction(2, 3)}


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


def from_import(text: str) -> Fraction:
    """Read a fraction from a foreign file, snapping decimals that stand for thirds.

    ``33.33333`` percent and ``0.3333333`` are what other programs write for one third; three of them must be one.

    Args:
        text: a decimal between 0 and 1.

    Raises:
        ValueError: not a number.
    """
    value = Fraction(text)
    for third in _SNAP.values():
        for signed in (third, -third):
            if value != signed and abs(value - signed) < Fraction(1, 20000):
                return signed
    return value
