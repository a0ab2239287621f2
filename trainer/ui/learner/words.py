"""Words that several of a learner's pages say alike."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from trainer.domain.kernel.time import CHINA
from trainer.wording import current_language, t, tn


def hours_number(hours: Fraction) -> str:
    """Write class hours with as many places as they need, at most two: ``0.5``, ``1``, ``12.25``."""
    return f"{float(round(hours, 2)):g}"


def hours_words(hours: Fraction) -> str:
    """Say class hours: "0.5 class hours"."""
    return tn("{hours} class hour", "{hours} class hours", 1 if hours == 1 else 2, hours=hours_number(hours))


def minutes_words(minutes: int) -> str:
    """Say how long a lesson takes."""
    return t("about {minutes} minutes", minutes=minutes)


def date_words(moment: datetime) -> str:
    """Write a day as people here write it: 2025年3月1日, or 1 March 2025."""
    day = moment.astimezone(CHINA)
    if current_language() == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


def time_words(moment: datetime) -> str:
    """Write a day and the time on it."""
    return f"{date_words(moment)} {moment.astimezone(CHINA):%H:%M}"
