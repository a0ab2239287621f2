"""A plan and the rules of counting.

Source of the formulas: completion rate = trained / due, due = on the roster and in scope minus approved exemptions
(完成率 = 已完成培训人数 / 应训人数); exemptions carry a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from trainer.domain.kernel.outcomes import Refusal


class Standing(StrEnum):
    """How a person counts in a plan."""

    DUE = "due"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Stage:
    """A share of the due people to be trained by the end of a day.

    Attributes:
        by: last day, in China.
        share: 0 < share <= 1.
    """

    by: date
    share: Fraction


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is meant, within the plan's unit and all below it; an empty tuple means everybody.

    Attributes:
        tiers: ``T1`` ``T2`` ``T3``.
        categories: categories of staff as coded on the roster.
    """

    tiers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be done.

    Attributes:
        lessons: codes that must all be completed.
        hours: class hours that must be reached over all completed lessons.
        exam_id: the examination to pass; None while it is not set, and then nobody counts as trained.
    """

    lessons: tuple[str, ...] = ()
    hours: Fraction = Fraction(0)
    exam_id: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One promise: who must learn what by when.

    Attributes:
        unit_id: the unit whose people (and those below) are meant.
        stages: ascending by day and share; at least one.
    """

    id: str
    name: str
    unit_id: str
    scope: Scope
    requirement: Requirement
    stages: tuple[Stage, ...]
    made_at: datetime
    is_demo: bool = False
    closed_at: datetime | None = None

    @property
    def deadline(self) -> date:
        """The last stage's day."""
        return self.stages[-1].by


def make_stages(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Check the targets of a plan.

    Raises:
        Refusal: ``plan_without_target``; ``share_out_of_range``; ``stages_not_rising`` (a later stage must ask for more).
    """
    if not stages:
        raise Refusal("plan_without_target")
    for stage in stages:
        if not 0 < stage.share <= 1:
            raise Refusal("share_out_of_range", share=f"{float(stage.share):.0%}")
    for earlier, later in pairwise(stages):
        if later.by <= earlier.by or later.share <= earlier.share:
            raise Refusal("stages_not_rising", by=later.by.isoformat())
    return stages


def stage_on(stages: tuple[Stage, ...], day: date) -> Stage:
    """Give the stage that counts on a day: the next one due, or the last when all are past."""
    return next((stage for stage in stages if stage.by >= day), stages[-1])


def rate(trained: int, due: int) -> Fraction | None:
    """Give trained / due; None where nobody is due, which screens print as a dash and never as 0 %."""
    return Fraction(trained, due) if due else None


def people_needed(due: int, trained: int, share: Fraction) -> int:
    """Give how many more people must be trained to reach a share, as whole people."""
    wanted = due * share
    return max(0, -(-wanted.numerator // wanted.denominator) - trained)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the records say of one person on the roster.

    Attributes:
        is_employed: on the roster as staff (not retired, left or deceased).
        lessons: completed lessons with the moment of completion and the hours credited.
        passed_at: when the plan's examination was passed; None if not.
        exemption: the reason of an approved exemption, empty where there is none.
    """

    cadre_id: str
    unit_id: str
    tier: str
    category: str
    is_employed: bool
    lessons: tuple[tuple[str, datetime, Fraction], ...] = ()
    passed_at: datetime | None = None
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Where one person stands in one plan.

    Attributes:
        hours: credited so far, over all lessons.
        learned_at: when the last required lesson and the required hours were both reached.
        trained_at: the later of learned and passed; None until both.
    """

    cadre_id: str
    unit_id: str
    standing: Standing
    reason: str
    hours: Fraction
    learned_at: datetime | None
    passed_at: datetime | None
    trained_at: datetime | None


def judge(plan: Plan, person: PersonFacts) -> Member | None:
    """Decide where a person stands; None when the plan does not mean this person."""
    scope = plan.scope
    if not person.is_employed:
        return None
    if (scope.tiers and person.tier not in scope.tiers) or (
        scope.categories and person.category not in scope.categories
    ):
        return None
    hours = sum((credited for _, _, credited in person.lessons), Fraction(0))
    learned_at = _learned_at(plan.requirement, person)
    passed_at = person.passed_at
    trained_at = max(learned_at, passed_at) if learned_at and passed_at else None
    standing = Standing.EXEMPT if person.exemption else Standing.DUE
    return Member(person.cadre_id, person.unit_id, standing, person.exemption, hours, learned_at, passed_at, trained_at)


def _learned_at(requirement: Requirement, person: PersonFacts) -> datetime | None:
    done = {lesson: at for lesson, at, _ in person.lessons}
    if not all(lesson in done for lesson in requirement.lessons):
        return None
    reached = [done[lesson] for lesson in requirement.lessons]
    if requirement.hours:
        total = Fraction(0)
        for _, at, credited in sorted(person.lessons, key=lambda lesson: lesson[1]):
            total += credited
            if total >= requirement.hours:
                reached.append(at)
                break
        else:
            return None
    return max(reached, default=None)
