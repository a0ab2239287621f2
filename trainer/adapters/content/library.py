"""The lessons at hand: the shipped ones and an office's own, with their text when one is opened."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from trainer.adapters.content import compiled
from trainer.domain.courses.lesson import Course, Lesson, LessonOutline
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.platform import paths

# Opened lessons kept in memory; a class of people on one machine opens a handful.
_KEPT = 32


def all_courses(own: Path, shipped: Path | None = None) -> tuple[Course, ...]:
    """Give all courses without their text: the shipped ones, then the office's own with codes not shipped.

    Args:
        own: the office's folder of courses; need not exist.
        shipped: the folder of shipped courses; None for the usual one.
    """
    root = shipped if shipped is not None else paths.shipped("courses")
    ours = compiled.courses(root)
    taken = {course.code for course in ours}
    return ours + tuple(course for course in compiled.courses(own, is_own=True) if course.code not in taken)


def outlines(own: Path, shipped: Path | None = None) -> dict[str, LessonOutline]:
    """Give all lessons without their text, by code, in teaching order; of two with one code the shipped one counts."""
    found: dict[str, LessonOutline] = {}
    for course in all_courses(own, shipped):
        for lesson in course.lessons:
            found.setdefault(lesson.code, lesson)
    return found


def lesson(code: str, own: Path, shipped: Path | None = None) -> Lesson:
    """Give a lesson with its text.

    Raises:
        Refusal: ``lesson_unknown``.
        Fault: ``lesson_unreadable``, its file vanished or was damaged since the list was made.
    """
    about = outlines(own, shipped).get(code)
    if about is None:
        raise Refusal("lesson_unknown", lesson=code)
    try:
        changed = about.file.stat().st_mtime_ns
    except OSError as error:
        raise Fault("lesson_unreadable", about.file, error, lesson=code) from error
    return _read(about.file, about.course, about.is_own, changed)


@lru_cache(maxsize=_KEPT)
def _read(file: Path, course: str, is_own: bool, _changed: int) -> Lesson:
    from trainer.adapters.content.lesson_files import read_lesson

    found, findings = read_lesson(file, file.parent.parent, course, is_own=is_own)
    if found is None:
        raise Fault("lesson_unreadable", file, None, lesson=file.stem, detail=findings[0].code if findings else "")
    return found
