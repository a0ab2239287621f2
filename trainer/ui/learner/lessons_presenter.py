"""Which lessons are shown, in which order and with which words. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trainer.services.overviews.learning import CourseSection, LearnerLesson, LessonState
from trainer.ui.learner.words import date_words, hours_words, minutes_words
from trainer.wording import current_language, t, tn


class Which(StrEnum):
    """Which lessons are wanted."""

    REQUIRED = "required"
    ALL = "all"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson in the list.

    Attributes:
        state, tone: word and colour role.
        line: hours, minutes, where one is.
        share: of the screens read, 0..1.
        verb: what pressing it does.
    """

    code: str
    title: str
    line: str
    state: str
    tone: str
    share: float
    verb: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class CourseRows:
    """One course with the lessons shown of it."""

    title: str
    line: str
    rows: tuple[LessonRow, ...]


def count(sections: Sequence[CourseSection]) -> dict[Which, int]:
    """Count the lessons of each sort."""
    lessons = [lesson for section in sections for lesson in section.lessons]
    return {which: sum(_is_of(lesson, which) for lesson in lessons) for which in Which}


def arrange(sections: Sequence[CourseSection], which: Which, text: str = "") -> tuple[CourseRows, ...]:
    """Choose and order: courses with required lessons first, within a course the required ones first.

    Args:
        text: part of a title or a code; empty for all.
    """
    wanted = text.strip().casefold()
    language = current_language()
    found = []
    for section in sorted(sections, key=lambda one: not any(lesson.is_required for lesson in one.lessons)):
        is_course_meant = wanted in f"{section.code} {section.title_zh} {section.title_en}".casefold()
        lessons = [
            lesson
            for lesson in section.lessons
            if _is_of(lesson, which)
            and (is_course_meant or wanted in f"{lesson.code} {lesson.title_zh} {lesson.title_en}".casefold())
        ]
        if not lessons:
            continue
        lessons.sort(key=lambda lesson: not lesson.is_required)
        done = sum(lesson.state is LessonState.COMPLETED for lesson in section.lessons)
        hours = sum((lesson.hours for lesson in section.lessons), Fraction(0))
        parts = [
            tn("{n} lesson", "{n} lessons", len(section.lessons)),
            hours_words(hours),
            t("{n} completed", n=done),
        ]
        if section.is_own:
            parts.append(t("made by your office"))
        found.append(
            CourseRows(
                section.title(language), "  ·  ".join(parts), tuple(_row(lesson, language) for lesson in lessons)
            )
        )
    return tuple(found)


def _is_of(lesson: LearnerLesson, which: Which) -> bool:
    match which:
        case Which.REQUIRED:
            return lesson.is_required
        case Which.OPEN:
            return lesson.state is not LessonState.COMPLETED
        case Which.DONE:
            return lesson.state is LessonState.COMPLETED
        case Which.ALL:
            return True


def _row(lesson: LearnerLesson, language: str) -> LessonRow:
    parts = [hours_words(lesson.hours), minutes_words(lesson.minutes)]
    match lesson.state:
        case LessonState.COMPLETED:
            state, tone, verb = t("Completed"), "good", t("Read again")
            if lesson.completed_at is not None:
                parts.append(t("completed on {date}", date=date_words(lesson.completed_at)))
        case LessonState.BEGUN:
            state, tone, verb = t("Begun"), "info", t("Continue")
            parts.append(t("{n} of {total} screens done", n=lesson.screens_read, total=lesson.screens))
        case LessonState.NOT_STARTED:
            state, tone, verb = t("Not begun"), "quiet", t("Begin")
    return LessonRow(
        lesson.code,
        lesson.title(language),
        "  ·  ".join(parts),
        state,
        tone,
        lesson.screens_read / lesson.screens if lesson.screens else 0.0,
        verb,
        lesson.is_required,
    )
