"""One person's way through one lesson."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from trainer.domain.courses.lesson import LessonOutline
from trainer.domain.courses.reading_rule import Standing


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """Where somebody is, and what is recorded for good.

    Attributes:
        lesson_version: version last opened, or under which it was completed.
        place_screen, place_block: where the reader stood last; 0-based.
        self_check_passed_at: None until it was passed once; failing later takes nothing back.
        completed_at: None until everything was there.
        hours: credited at completion; 0 before.
    """

    lesson: str
    lesson_version: int
    opened_at: datetime
    touched_at: datetime
    place_screen: int = 0
    place_block: int = 0
    self_check_passed_at: datetime | None = None
    completed_at: datetime | None = None
    hours: Fraction = Fraction(0)


def opened(known: LessonProgress | None, lesson: LessonOutline, at: datetime) -> LessonProgress:
    """Say how progress stands after the lesson was opened.

    A new version of a lesson takes nothing away from what was read of the old one; a completed lesson keeps the version
    under which it was completed.
    """
    if known is None:
        return LessonProgress(lesson.code, lesson.version, at, at)
    version = known.lesson_version if known.completed_at is not None else lesson.version
    last = max(0, len(lesson.screens) - 1)
    return replace(known, lesson_version=version, touched_at=at, place_screen=min(known.place_screen, last))


def settled(known: LessonProgress, lesson: LessonOutline, standing: Standing, at: datetime) -> LessonProgress:
    """Complete a lesson when everything is there, crediting its hours; what is complete stays as it was."""
    if known.completed_at is not None or not standing.is_complete:
        return known
    return replace(known, completed_at=at, hours=lesson.hours, lesson_version=lesson.version)
