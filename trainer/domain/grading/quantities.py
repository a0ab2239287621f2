"""Numbers with units, compared with what is accepted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction

from trainer.domain.question_bank.answers import NOTHING, NumericKey, Unit
from trainer.domain.question_bank.numerals import read_number


def read_quantity(text: str, units: Sequence[Unit] = (), *, unit_needed: bool = False) -> Fraction | None:
    """Read a number with or without one of the units, in the key's own unit.

    A unit may stand before the number (￥100). The longest one that fits is taken, so that ``万元`` goes before ``元``. Case
    counts in units: a MW is not a mW.

    Args:
        text: as written; a Chinese full stop behind it does not matter.
        units: those that count; a percent sign is one only where it is among them, else it is part of the number.
        unit_needed: a number without a unit is none.

    Returns:
        None for whatever is no number, has another unit, or lacks the one it needs.
    """
    plain = _closed(text).rstrip("。")
    for unit in sorted(units, key=lambda one: len(one.name), reverse=True):
        name = _closed(unit.name)
        for number in (plain.removesuffix(name), plain.removeprefix(name)):
            value = read_number(number) if name and number != plain else None
            if value is not None:
                return value * unit.factor
    return None if unit_needed and units else read_number(plain)


def accepts(key: NumericKey, value: Fraction) -> bool:
    """Tell whether a number is near enough; a key without a value accepts every number."""
    if key.value is None:
        return True
    allowed = key.tolerance * abs(key.value) if key.is_relative else key.tolerance
    return abs(value - key.value) <= allowed


def best_share(keys: Iterable[NumericKey], value: Fraction | None) -> Fraction:
    """Give the largest share among the accepted numbers that are met; nothing for what is no number."""
    if value is None:
        return NOTHING
    return max((key.share for key in keys if accepts(key, value)), default=NOTHING)


def _closed(text: str) -> str:
    # Raised digits must not become ordinary ones before the number is read.
    return "".join(_level(char) for char in text if not char.isspace())


def _level(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if "\uff00" <= char <= "\uffef" else char
