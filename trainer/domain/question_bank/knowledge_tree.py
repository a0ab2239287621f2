"""The tree that questions hang on: courses, lessons, knowledge points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from trainer.domain.question_bank.question import Kind


@dataclass(frozen=True, slots=True)
class Point:
    """One knowledge point.

    Attributes:
        code: such as ``K0901a``.
        title: in Chinese, the language of the content.
        planned: how many questions of each kind the curriculum wants.
    """

    code: str
    title: str
    planned: Mapping[Kind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LessonBranch:
    """One lesson with its points; ``tiers`` in capitals where required, small where optional."""

    code: str
    title_zh: str
    title_en: str
    hours: Fraction
    tiers: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CourseBranch:
    """One course with its lessons."""

    code: str
    title_zh: str
    title_en: str
    lessons: tuple[LessonBranch, ...]


@dataclass(frozen=True, slots=True)
class KnowledgeTree:
    """All courses, in teaching order."""

    courses: tuple[CourseBranch, ...] = ()

    def points(self) -> Iterator[tuple[CourseBranch, LessonBranch, Point]]:
        """Give every point with where it belongs."""
        for course in self.courses:
            for lesson in course.lessons:
                for point in lesson.points:
                    yield course, lesson, point
