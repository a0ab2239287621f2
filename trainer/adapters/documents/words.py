"""How dates, shares and hours are written on paper, in the language in force."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from trainer.wording import N_, t

_BANDS = {
    "excellent": N_("excellent"),
    "good": N_("good"),
    "pass": N_("pass"),
    "makeup_pass": N_("make-up pass"),
    "fail": N_("fail"),
}


def day(value: date) -> str:
    """Write a day: 2025年3月1日."""
    return t("{year}-{month:02}-{day:02}", year=value.year, month=value.month, day=value.day)


def share(value: Fraction | None) -> str:
    """Write a share: one place, cut off and never rounded up to a target that was not reached."""
    if value is None:
        return "—"
    tenths = value.numerator * 1000 // value.denominator
    return f"{tenths // 10}.{tenths % 10}%"


def whole_share(value: Fraction) -> str:
    """Write a target share without needless places: 80%."""
    hundreds = value * 100
    return f"{hundreds.numerator}%" if hundreds.denominator == 1 else share(value)


def hours(value: Fraction) -> str:
    """Write class hours: 16, 7.5, and two places where a third is in it."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.2f}".rstrip("0")


def band(code: str) -> str:
    """Name a band; a band of an office's own is its own name."""
    return t(_BANDS[code]) if code in _BANDS else code
