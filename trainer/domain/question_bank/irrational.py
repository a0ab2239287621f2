"""Functions with irrational results, to :data:`DIGITS` significant digits and alike on every machine.

Computed in decimal with twice as many digits and rounded once, so that what is exact comes out exact: the cube root of 8
is 2, the sine of pi is 0. Binary floats are refused: their last digits differ from one library of mathematics to another,
and a candidate's key must not depend on the machine.
"""

from __future__ import annotations

import math
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from fractions import Fraction

DIGITS = 50
# Work is done with so many digits: angles up to 10 to the 30th lose 30 of them when full turns are taken off.
_WORK = Context(prec=120, Emin=-99_999, Emax=99_999, traps=[InvalidOperation, DivisionByZero, Overflow])
_SHOWN = Context(prec=DIGITS, Emin=-99_999, Emax=99_999, traps=[InvalidOperation, DivisionByZero, Overflow])
_MOST_EXPONENT = 1200
_LARGEST_ANGLE = 10**30
# Pi to 150 decimals; a test computes them again by Machin's formula.
_PI_DIGITS = (
    "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651"
    "32823066470938446095505822317253594081284"
)
_PI = Decimal(_PI_DIGITS)
PI = Fraction(_PI_DIGITS[:62])
# What is nearer to zero than this is the rounding of pi.
_NEAR_ZERO = Decimal(10) ** -DIGITS


class Undefined(ArithmeticError):
    """The function has no value there."""


def square_root(value: Fraction) -> Fraction:
    """Give the root, exactly where it is rational."""
    if value < 0:
        raise Undefined
    above, below = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if above * above == value.numerator and below * below == value.denominator:
        return Fraction(above, below)
    return _fraction(_WORK.copy().sqrt(_decimal(value)))


def exponential(value: Fraction) -> Fraction:
    """Give e to the power of a number."""
    if not value:
        return Fraction(1)
    if abs(value) > 3 * _MOST_EXPONENT:
        raise OverflowError
    return _fraction(_WORK.copy().exp(_decimal(value)))


def logarithm(value: Fraction, *, base_ten: bool = False) -> Fraction:
    """Give the natural logarithm, or the one to the base of ten."""
    if value <= 0:
        raise Undefined
    context = _WORK.copy()
    return _fraction(context.log10(_decimal(value)) if base_ten else context.ln(_decimal(value)))


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Give a power with an exponent that is no whole number."""
    if base < 0:
        raise Undefined
    if not base:
        if exponent < 0:
            raise ZeroDivisionError
        return Fraction(0)
    context = _WORK.copy()
    tens = context.multiply(context.log10(_decimal(base)), _decimal(exponent))
    if abs(tens) > _MOST_EXPONENT:
        raise OverflowError
    return _fraction(context.power(_decimal(base), _decimal(exponent)))


def sine(angle: Fraction) -> Fraction:
    """Give the sine of an angle in radians, up to 10 to the 30th."""
    return _wave(angle, 1)


def cosine(angle: Fraction) -> Fraction:
    """Give the cosine of an angle in radians, up to 10 to the 30th."""
    return _wave(angle, 0)


def arc_tangent(value: Fraction) -> Fraction:
    """Give the angle, -pi/2..pi/2, with this tangent."""
    with localcontext(_WORK):
        return _fraction(_arc_tangent(_decimal(value)))


def arc_sine(value: Fraction) -> Fraction:
    """Give the angle, -pi/2..pi/2, with this sine."""
    if abs(value) > 1:
        raise Undefined
    if abs(value) == 1:
        return value * PI / 2
    with localcontext(_WORK):
        exact = _decimal(value)
        return _fraction(_arc_tangent(exact / (1 - exact * exact).sqrt()))


def arc_cosine(value: Fraction) -> Fraction:
    """Give the angle, 0..pi, with this cosine."""
    return PI / 2 - arc_sine(value)


def _wave(angle: Fraction, first: int) -> Fraction:
    """Add up the series of the sine (``first`` is 1) or the cosine (0) after full turns were taken off."""
    if abs(angle) > _LARGEST_ANGLE:
        raise OverflowError
    with localcontext(_WORK):
        exact = _decimal(angle)
        exact -= 2 * _PI * (exact / (2 * _PI)).to_integral_value()
        term = exact if first else Decimal(1)
        total, place = term, first
        while abs(term) > Decimal(10) ** -_WORK.prec:
            term *= -exact * exact / ((place + 1) * (place + 2))
            place += 2
            total += term
        return Fraction(0) if abs(total) < _NEAR_ZERO else _fraction(total)


def _arc_tangent(value: Decimal) -> Decimal:
    # Halving the angle four times makes the series short.
    halved = value
    for _ in range(4):
        halved = halved / (1 + (1 + halved * halved).sqrt())
    total = term = halved
    place = 1
    while abs(term) > Decimal(10) ** -_WORK.prec:
        term *= -halved * halved
        place += 2
        total += term / place
    return total * 16


def _decimal(value: Fraction) -> Decimal:
    return _WORK.copy().divide(Decimal(value.numerator), Decimal(value.denominator))


def _fraction(value: Decimal) -> Fraction:
    if value and abs(value.adjusted()) > _MOST_EXPONENT:
        raise OverflowError
    return Fraction(_SHOWN.copy().plus(value))
