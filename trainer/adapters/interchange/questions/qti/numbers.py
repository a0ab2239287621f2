"""Numbers as QTI files write them, exact.

Shares such as one third have no decimal: other programs write ``0.3333``, we write fifteen places. Both come back as the
fraction that was meant.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from trainer.domain.question_bank.schema import write_exact

_NUMBER = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+))(?:[eE]([-+]?\d{1,3}))?\s*")
_QUOTIENT = re.compile(r"\s*([-+]?\d{1,40}/[1-9]\d{0,39})\s*")
_LONGEST = 90
_MOST_ZEROS = 40
_PLACES = 15
# A decimal of this many places was rounded by a program; of fewer, typed by a person.
_ROUNDED = 12
_LARGEST_DENOMINATOR = 10_000
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)


@lru_cache(maxsize=4096)
def number(text: str | None) -> Fraction | None:
    """Read a number exactly as it is written, also as a quotient; None where it is none (a name, ``INF``, a million digits)."""
    if text is not None and "/" in text:
        quotient = _QUOTIENT.fullmatch(text)
        return None if quotient is None else Fraction(quotient[1])
    found = _NUMBER.fullmatch(text) if text is not None and len(text) <= _LONGEST else None
    if found is None:
        return None
    power = int(found[2] or 0)
    if abs(power) > _MOST_ZEROS:
        return None
    value = Fraction(found[1])
    return value * Fraction(10) ** power if power else value


def share(value: Fraction) -> Fraction:
    """Give the part of a whole that a computed quotient stands for: ``0.1429`` and ``0.142857142857143`` are 1/7."""
    if value.denominator <= 100:
        return value
    for part in (3, 6, 7, 9, 11, 12, 13, 14, 15):
        near = Fraction(round(value * part), part)
        # Two decimals of a hundred points, rounded, are this far off.
        if (
            near != value
            and near.denominator in {3, 6, 7, 9, 11, 12, 13, 14, 15}
            and abs(near - value) < Fraction(1, 15_000)
        ):
            return near
    near = value.limit_denominator(_LARGEST_DENOMINATOR)
    return near if abs(near - value) < Fraction(1, 10**_ROUNDED) else value


def decimal(value: Fraction) -> str:
    """Write a number as a decimal; one that never ends is rounded to fifteen places."""
    said = write_exact(value)
    if "/" not in said and len(said) <= _LONGEST:
        return said
    rounded = _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return format(rounded.quantize(Decimal(1).scaleb(-_PLACES), context=_CONTEXT), "f")


def returns(value: Fraction) -> bool:
    """Tell whether a share comes back as it was after it was written as a decimal."""
    back = number(decimal(value))
    return back is not None and share(back) == value
