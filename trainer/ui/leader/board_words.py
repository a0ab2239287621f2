"""The words of a board: figures as people read them. No widgets here."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from trainer.domain.kernel.marks import half_up
from trainer.domain.kernel.time import local_date
from trainer.services.overviews.progress import PersonLine, PlanBoard, UnitLine, Which
from trainer.wording import current_language, t, tn


def percent(share: Fraction | None) -> str:
    """Write a share with one place, cut off rather than rounded up: 79.96 % must not read as 80 %."""
    if share is None:
        return "—"
    tenths = int(share * 1000)
    return t("{number} %", number=f"{tenths / 10:.1f}")


def whole_percent(share: Fraction) -> str:
    """Write a target: 80 %."""
    value = half_up(share * 100)
    return t("{number} %", number=f"{value.normalize():f}")


def day(moment: date | datetime | None) -> str:
    """Write a day: 2025年3月1日 or 2025-03-01."""
    if moment is None:
        return "—"
    on = local_date(moment) if isinstance(moment, datetime) else moment
    return f"{on.year}年{on.month}月{on.day}日" if current_language() == "zh" else on.isoformat()


def short_of(line: UnitLine, share: Fraction) -> str:
    """Say how many people are still needed for the target."""
    if line.due == 0:
        return t("nobody is due")
    if line.people_needed == 0:
        return t("{share} reached", share=whole_percent(share))
    return tn(
        "1 person short of {share}", "{n} people short of {share}", line.people_needed, share=whole_percent(share)
    )


def time_left(board: PlanBoard) -> str:
    """Say how much time the stage leaves."""
    by = day(board.stage.by)
    if board.days_left < 0:
        return tn("The day {by} passed 1 day ago", "The day {by} passed {n} days ago", -board.days_left, by=by)
    if board.days_left == 0:
        return t("Today, {by}, is the last day", by=by)
    return tn("1 day left until {by}", "{n} days left until {by}", board.days_left, by=by)


def which_words() -> dict[Which, str]:
    """Name the lists behind the figures."""
    return {
        Which.MISSING: t("Not yet trained"),
        Which.TRAINED: t("Trained"),
        Which.LEARNED: t("Learned"),
        Which.PASSED: t("Passed"),
        Which.DUE: t("Due"),
        Which.EXEMPT: t("Exempt"),
    }


def what_is_wanting(line: PersonLine) -> str:
    """Say what a person still lacks."""
    if line.reason:
        return line.reason
    if line.trained_at is not None:
        return ""
    if line.learned_at is None and line.passed_at is None:
        return t("lessons and examination")
    return t("lessons") if line.learned_at is None else t("examination")


def definitions() -> str:
    """Say what is counted; stands one click away from every figure."""
    return t(
        "Due: on the roster within the plan's unit, tiers and categories, without those exempted with a reason. "
        "Learned: every lesson of the plan completed with evidence and the hours reached. "
        "Passed: the plan's examination passed. Trained: learned and passed. "
        "Completion rate: trained ÷ due. People needed: due × target, rounded up to whole people, minus trained."
    )
