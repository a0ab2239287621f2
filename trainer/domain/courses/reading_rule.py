"""When a screen counts as read and a lesson as learnt.

Source: adults read Chinese at 255 +- 29 characters a minute aloud-and-understood (Trauzettel-Klosinski and Dietz,
Standardized Assessment of Reading Performance, IOVS 53, 2012), that is 4 to 5 a second. The default ceiling is three
times that, so that a fast reader who knows half of it already is never held up, while leafing through is not reading.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trainer.domain.courses.lesson import ScreenKind, ScreenOutline


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """The office's rule; every number is a setting.

    Attributes:
        ceiling_per_s: characters a second above which nobody reads.
        least_s: no screen takes less, not even one with a single figure.
        figure_s: further seconds for each figure.
        visit_cap_s: what one visit to a screen may count at most; an idle hour counts no more.
        pass_share: share of the self-check's marks from which it is passed.
    """

    ceiling_per_s: int = 15
    least_s: int = 3
    figure_s: int = 2
    visit_cap_s: int = 300
    pass_share: Fraction = Fraction(60, 100)


DEFAULT_RULE = ReadingRule()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in one lesson.

    Attributes:
        screens_read: per screen, whether its evidence suffices.
        seconds_missing: per screen, how much longer it has to be open; 0 where it suffices.
        is_self_check_passed: as recorded; True where the lesson has none.
        is_complete: everything is there.
    """

    screens_read: tuple[bool, ...]
    seconds_missing: tuple[int, ...]
    is_self_check_passed: bool
    is_complete: bool

    @property
    def screens_left(self) -> int:
        """How many screens still have to be read."""
        return self.screens_read.count(False)


def needed_seconds(screen: ScreenOutline, rule: ReadingRule = DEFAULT_RULE) -> int:
    """Give the time below which a screen cannot have been read; whole seconds, rounded up."""
    reading = -(-screen.characters // rule.ceiling_per_s)
    # The cap must never put a screen out of reach of a single visit.
    return min(max(rule.least_s, reading + screen.figures * rule.figure_s), rule.visit_cap_s)


def counted_seconds(visit_s: float, rule: ReadingRule = DEFAULT_RULE) -> int:
    """Give what one visit to a screen counts: whole seconds, never negative, at most the cap."""
    if not math.isfinite(visit_s):
        return 0
    return max(0, min(int(visit_s), rule.visit_cap_s))


def stand(
    screens: Sequence[ScreenOutline],
    seconds: Mapping[int, int],
    *,
    has_passed: bool,
    has_self_check: bool,
    rule: ReadingRule = DEFAULT_RULE,
) -> Standing:
    """Say where somebody stands in a lesson.

    Args:
        screens: of the lesson, in order.
        seconds: counted so far, by screen.
        has_passed: the self-check was passed at some time.
        has_self_check: the lesson asks anything at all; an office's own lesson may not.
        rule: in force.
    """
    missing = []
    for index, screen in enumerate(screens):
        if screen.kind is ScreenKind.SELF_CHECK:
            # Answering it is the evidence of having opened it.
            missing.append(0 if has_passed or not has_self_check else needed_seconds(screen, rule))
        else:
            missing.append(max(0, needed_seconds(screen, rule) - seconds.get(index, 0)))
    passed = has_passed or not has_self_check
    return Standing(
        screens_read=tuple(rest == 0 for rest in missing),
        seconds_missing=tuple(missing),
        is_self_check_passed=passed,
        is_complete=passed and not any(missing),
    )


def self_check_share(fractions: Sequence[Fraction]) -> Fraction:
    """Give the share of a self-check's marks; each question weighs the same, unanswered ones count nothing."""
    return sum(fractions, Fraction(0)) / len(fractions) if fractions else Fraction(0)


def has_passed(fractions: Sequence[Fraction], rule: ReadingRule = DEFAULT_RULE) -> bool:
    """Decide a self-check exactly, without rounding."""
    return bool(fractions) and self_check_share(fractions) >= rule.pass_share
