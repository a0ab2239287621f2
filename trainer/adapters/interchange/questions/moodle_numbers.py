"""Numbers as Moodle writes and reads them, exactly."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from trainer.domain.question_bank.numerals import read_number
from trainer.domain.question_bank.schema import write_exact

# A number longer than this is none; exact arithmetic would take long with it.
_LONGEST = 60
_PLACES = 15
# The grades that Moodle offers, as it writes them in per cents: anything else is refused there or moved to the nearest.
GRADES: dict[Fraction, str] = {
    Fraction(5, 6): "83.33333",
    Fraction(2, 3): "66.66667",
    Fraction(1, 3): "33.33333",
    Fraction(1, 6): "16.66667",
    Fraction(1, 7): "14.28571",
    Fraction(1, 9): "11.11111",
}


def exact(text: str) -> Fraction | None:
    """Read a number exactly; None where it is none. A comma may stand for the point."""
    said = text.strip().replace("\u2212", "-")
    if not said or len(said) > _LONGEST or not said.isascii() or "_" in said or "/" in said:
        return None
    if "," in said and "." not in said and said.count(",") == 1:
        said = said.replace(",", ".")
    if len(said.lower().partition("e")[2].lstrip("+-")) > 2:
        return None
    try:
        return Fraction(said)
    except ValueError:
        return None


def numeric(text: str) -> Fraction | None:
    """Read an accepted number, however people write it; None where it is none. ``3,14`` has a decimal comma."""
    found = read_number(text)
    return exact(text) if found is None else found


def decimal(value: Fraction) -> str:
    """Write a number as a decimal; one that never ends is rounded to 15 places."""
    said = write_exact(value)
    if "/" not in said and len(said) <= _LONGEST:
        return said
    return write_exact(Fraction(round(value * 10**_PLACES), 10**_PLACES))


def is_decimal(value: Fraction) -> bool:
    """Whether :func:`decimal` writes exactly this number."""
    return exact(decimal(value)) == value


@lru_cache(maxsize=512)
def percent(share: Fraction) -> str:
    """Write a share in per cents as Moodle knows it: ``33.33333``, ``-50``, ``12.5``."""
    known = GRADES.get(abs(share))
    if known is not None:
        return known if share > 0 else f"-{known}"
    hundredfold = share * 100
    if hundredfold.denominator == 1:
        return str(hundredfold.numerator)
    return write_exact(Fraction(round(hundredfold * 100_000), 100_000))
