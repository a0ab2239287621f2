"""The functions that expressions may call, by name."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from trainer.domain.question_bank.irrational import (
    PI,
    Undefined,
    arc_cosine,
    arc_sine,
    arc_tangent,
    cosine,
    exponential,
    logarithm,
    power,
    sine,
    square_root,
)

# Beyond about 1,200 digits nobody computes anything any more, but exact arithmetic would go on for hours.
MOST_BITS = 4096
MOST_PLACES = 30
# Its factorial is the largest that other programs can hold.
MOST_FACTORIAL = 170


def _whole(value: Fraction, low: int, high: int) -> int:
    if value.denominator != 1 or not low <= value <= high:
        raise Undefined
    return value.numerator


def any_power(base: Fraction, exponent: Fraction) -> Fraction:
    """Give a power, exactly where the exponent is whole.

    Raises:
        ZeroDivisionError, OverflowError: before anything large is computed.
    """
    if exponent.denominator != 1:
        return power(base, exponent)
    if not base and exponent < 0:
        raise ZeroDivisionError
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(base) not in {0, 1} and bits * abs(exponent) > MOST_BITS:
        raise OverflowError
    if abs(base) in {0, 1}:
        # 0, 1 or -1 whatever the size of the exponent.
        return base ** (exponent.numerator % 2) if base else Fraction(exponent == 0)
    return base**exponent.numerator


def _rounded(value: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    return half_up(value, _whole(places, -MOST_PLACES, MOST_PLACES))


def half_up(value: Fraction, places: int) -> Fraction:
    """Round to so many decimals; ties go away from zero."""
    scale = Fraction(10) ** places
    whole = math.floor(abs(value) * scale + Fraction(1, 2))
    return (whole if value >= 0 else -whole) / scale


def _mod(value: Fraction, by: Fraction) -> Fraction:
    """Give the rest with the sign of ``value``, as C and PHP do."""
    return value - by * math.trunc(value / by)


def _arc_tangent_of(y: Fraction, x: Fraction) -> Fraction:
    if x > 0:
        return arc_tangent(y / x)
    if x < 0:
        return arc_tangent(y / x) + (PI if y >= 0 else -PI)
    return PI / 2 if y > 0 else -PI / 2 if y < 0 else Fraction(0)


def _tangent(value: Fraction) -> Fraction:
    return sine(value) / cosine(value)


def _hyperbolic_sine(value: Fraction) -> Fraction:
    return (exponential(value) - exponential(-value)) / 2


def _hyperbolic_cosine(value: Fraction) -> Fraction:
    return (exponential(value) + exponential(-value)) / 2


def _hyperbolic_tangent(value: Fraction) -> Fraction:
    twice = exponential(2 * value)
    return (twice - 1) / (twice + 1)


# Name -> fewest and most arguments, and what it computes.
FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Fraction]]] = {
    "abs": (1, 1, abs),
    "min": (1, 20, lambda *values: min(values)),
    "max": (1, 20, lambda *values: max(values)),
    "round": (1, 2, _rounded),
    "floor": (1, 1, lambda x: Fraction(math.floor(x))),
    "ceil": (1, 1, lambda x: Fraction(math.ceil(x))),
    "int": (1, 1, lambda x: Fraction(math.trunc(x))),
    "fmod": (2, 2, _mod),
    "pow": (2, 2, any_power),
    "sqrt": (1, 1, square_root),
    "exp": (1, 1, exponential),
    "expm1": (1, 1, lambda x: exponential(x) - 1),
    "log": (1, 1, logarithm),
    "ln": (1, 1, logarithm),
    "log10": (1, 1, lambda x: logarithm(x, base_ten=True)),
    "log1p": (1, 1, lambda x: logarithm(x + 1)),
    "pi": (0, 0, lambda: PI),
    "sin": (1, 1, sine),
    "cos": (1, 1, cosine),
    "tan": (1, 1, _tangent),
    "asin": (1, 1, arc_sine),
    "acos": (1, 1, arc_cosine),
    "atan": (1, 1, arc_tangent),
    "atan2": (2, 2, _arc_tangent_of),
    "sinh": (1, 1, _hyperbolic_sine),
    "cosh": (1, 1, _hyperbolic_cosine),
    "tanh": (1, 1, _hyperbolic_tangent),
    "asinh": (1, 1, lambda x: logarithm(x + square_root(x * x + 1))),
    "acosh": (1, 1, lambda x: logarithm(x + square_root(x * x - 1))),
    "atanh": (1, 1, lambda x: logarithm((1 + x) / (1 - x)) / 2),
    "deg2rad": (1, 1, lambda x: x * PI / 180),
    "rad2deg": (1, 1, lambda x: x * 180 / PI),
    "factorial": (1, 1, lambda x: Fraction(math.factorial(_whole(x, 0, MOST_FACTORIAL)))),
}
