"""What a learner's screens show: where to go on, what remains, every lesson with its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.courses.lesson import LessonOutline
from trainer.domain.courses.progress import LessonProgress
from trainer.domain.courses.reading_rule import ReadingRule, stand
from trainer.domain.people.roles import Actor
from trainer.services import courses
from trainer.services.learners import learner_of, reading_rule, tier_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trainer.services.office import Office


class LessonState(StrEnum):
    """How far somebody is with a lesson."""

    NOT_STARTED = "not_started"
    BEGUN = "begun"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class LearnerLesson:
    """One lesson as a learner sees it in a list.

    Attributes:
        is_required: by an open plan, or (where there is none) by the learner's tier.
        screens_read: screens whose evidence suffices, of ``screens``.
        place_screen: 0-based.
        touched_at: None while it was never opened.
        hours_credited: 0 before completion.
    """

    code: str
    course: str
    title_zh: str
    title_en: str
    hours: Fraction
    minutes: int
    tiers: str
    is_required: bool
    state: LessonState
    screens: int
    screens_read: int
    is_self_check_passed: bool
    place_screen: int
    place_block: int
    touched_at: datetime | None
    completed_at: datetime | None
    hours_credited: Fraction

    def title(self, language: str) -> str:
        """Give the title in a language, the other one where it is wanting."""
        return (self.title_zh or self.title_en) if language == "zh" else (self.title_en or self.title_zh)


@dataclass(frozen=True, slots=True)
class CourseSection:
    """A course with its lessons as a learner sees them."""

    code: str
    title_zh: str
    title_en: str
    is_own: bool
    lessons: tuple[LearnerLesson, ...]

    def title(self, language: str) -> str:
        """Give the title in a language, the other one where it is wanting."""
        return (self.title_zh or self.title_en) if language == "zh" else (self.title_en or self.title_zh)


@dataclass(frozen=True, slots=True)
class LearnerHome:
    """The learner's home.

    Attributes:
        continue_with: the lesson begun last, or the first required one not begun; None when all is done.
        required: required lessons in teaching order, whatever their state.
        missing_lessons: codes that a plan asks for and that are not at hand on this machine.
        done, remaining: of the required lessons.
        hours_credited: over all lessons.
        hours_required: what the open plans ask for, at least the hours of the required lessons.
        wrong_book: questions in the wrong-answer book.
        has_plan: an open plan says what is required; otherwise the tier does.
    """

    name: str
    tier: str
    continue_with: LearnerLesson | None
    required: tuple[LearnerLesson, ...]
    missing_lessons: tuple[str, ...]
    done: int
    remaining: int
    hours_credited: Fraction
    hours_required: Fraction
    wrong_book: int
    has_plan: bool


def learner_home(office: Office, actor: Actor) -> LearnerHome:
    """Read the learner's home.

    Raises:
        Refusal: ``no_right``, ``not_a_learner``.
    """
    outlines = courses.outlines(office)
    with office.database.read() as uow:
        learner = learner_of(uow, actor)
        progress = uow.learning.all_progress(learner.cadre_id)
        seconds = uow.learning.all_seconds(learner.cadre_id)
        requirements = uow.learning.requirements(learner.cadre_id)
        wrong = uow.learning.wrong_count(learner.cadre_id)
        rule = reading_rule(uow)
    required, missing = _required(outlines, requirements, tier_letter(learner.tier))
    lines = {
        code: _line(about, code in required, progress.get(code), seconds.get(code, {}), rule)
        for code, about in outlines.items()
    }
    wanted = tuple(lines[code] for code in outlines if code in required)
    done = sum(line.state is LessonState.COMPLETED for line in wanted)
    hours = sum((one.hours for one in progress.values()), Fraction(0))
    asked = max((Fraction(str(one.get("hours") or 0)) for one in requirements), default=Fraction(0))
    return LearnerHome(
        name=learner.name,
        tier=learner.tier,
        continue_with=_continue_with(lines.values(), wanted),
        required=wanted,
        missing_lessons=missing,
        done=done,
        remaining=len(wanted) + len(missing) - done,
        hours_credited=hours,
        hours_required=max(asked, sum((line.hours for line in wanted), Fraction(0))),
        wrong_book=wrong,
        has_plan=bool(requirements),
    )


def lesson_list(office: Office, actor: Actor) -> tuple[CourseSection, ...]:
    """List every lesson by course with the learner's state in it.

    Raises:
        Refusal: ``no_right``, ``not_a_learner``.
    """
    outlines = courses.outlines(office)
    with office.database.read() as uow:
        learner = learner_of(uow, actor)
        progress = uow.learning.all_progress(learner.cadre_id)
        seconds = uow.learning.all_seconds(learner.cadre_id)
        requirements = uow.learning.requirements(learner.cadre_id)
        rule = reading_rule(uow)
    required, _ = _required(outlines, requirements, tier_letter(learner.tier))
    return tuple(
        CourseSection(
            course.code,
            course.title_zh,
            course.title_en,
            course.is_own,
            tuple(
                _line(one, one.code in required, progress.get(one.code), seconds.get(one.code, {}), rule)
                for one in course.lessons
            ),
        )
        for course in courses.all_courses(office)
    )


def _required(
    outlines: Mapping[str, LessonOutline], requirements: list[dict[str, Any]], tier: str
) -> tuple[frozenset[str], tuple[str, ...]]:
    named = {code for one in requirements for code in one.get("lessons") or ()}
    if named:
        missing = tuple(sorted(code for code in named if code not in outlines))
        return frozenset(code for code in named if code in outlines), missing
    # No plan names lessons: what the tier must learn; for an unknown tier everything.
    return frozenset(code for code, about in outlines.items() if (about.is_required_for(tier) if tier else True)), ()


def _line(
    about: LessonOutline,
    is_required: bool,
    progress: LessonProgress | None,
    seconds: Mapping[int, int],
    rule: ReadingRule,
) -> LearnerLesson:
    standing = stand(
        about.screens,
        seconds,
        has_passed=progress is not None and progress.self_check_passed_at is not None,
        has_self_check=bool(about.questions),
        rule=rule,
    )
    state = LessonState.NOT_STARTED
    if progress is not None:
        state = LessonState.BEGUN if progress.completed_at is None else LessonState.COMPLETED
    is_done = state is LessonState.COMPLETED
    return LearnerLesson(
        code=about.code,
        course=about.course,
        title_zh=about.title_zh,
        title_en=about.title_en,
        hours=about.hours,
        minutes=about.minutes,
        tiers=about.tiers,
        is_required=is_required,
        state=state,
        screens=len(about.screens),
        # A new version with more screens takes nothing back from a completed lesson.
        screens_read=len(about.screens) if is_done else standing.screens_read.count(True),
        is_self_check_passed=is_done or standing.is_self_check_passed,
        place_screen=min(progress.place_screen, max(0, len(about.screens) - 1)) if progress is not None else 0,
        place_block=progress.place_block if progress is not None else 0,
        touched_at=progress.touched_at if progress is not None else None,
        completed_at=progress.completed_at if progress is not None else None,
        hours_credited=progress.hours if progress is not None else Fraction(0),
    )


def _continue_with(lines: Iterable[LearnerLesson], required: tuple[LearnerLesson, ...]) -> LearnerLesson | None:
    begun = [line for line in lines if line.state is LessonState.BEGUN]
    if begun:
        return max(begun, key=lambda line: (line.touched_at, line.code))
    return next((line for line in required if line.state is LessonState.NOT_STARTED), None)
