"""The year of the demonstration: twenty classes, who sits in which, and how far everybody came.

Everything is reckoned from the Monday of the week of the load: seventeen classes are over, one is running, two are to come.
Exactly 80 % of the due people are trained. Some units lag behind the others, so that a board has something to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from random import Random

from trainer.domain.courses.lesson import LessonOutline
from trainer.domain.courses.progress import LessonProgress
from trainer.domain.courses.reading_rule import ReadingRule, needed_seconds
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.time import CHINA
from trainer.domain.training.classes import TrainingClass
from trainer.domain.training.plan import Stage
from trainer.services.demo_people import Person

CLASSES, CLASSES_OVER = 20, 17
# Of the people whose class is over.
FAILED, ABSENT, LESSON_MISSING = 15, 6, 5
PASSED_AT_MAKEUP = 45
LEADERS, OFFICERS, STAFF = "T1", "T3", "T2"
# Which of the twenty is for whom; all others are for the staff.
_FOR_LEADERS, _FOR_OFFICERS = (5, 17), (8, 13)
_FORMS = {
    LEADERS: ("YT", "{year}年第{number}期领导干部电子政务专题研讨班"),
    OFFICERS: ("ZX", "{year}年第{number}期单位信息员专题培训班"),
    STAFF: ("LX", "{year}年第{number}期科级干部办公自动化轮训班"),
}
_WEEKS_BETWEEN = 2
_MAKEUP_AFTER = timedelta(days=5)  # from the Friday of the class to the Wednesday after


class Outcome(Enum):
    """How somebody came out of a class."""

    TRAINED = "trained"
    FAILED = "failed"
    ABSENT = "absent"  # learned everything, never sat
    LESSON_MISSING = "lesson_missing"  # passed, one lesson left
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Year:
    """Days on which the demonstration turns.

    Attributes:
        monday: of the week of the load.
        made_on: when the plan was made.
        stages: 80 % by the Sunday before the load, everybody by the end of a month at least two months later.
    """

    monday: date
    made_on: date
    stages: tuple[Stage, Stage]

    @property
    def deadline(self) -> date:
        return self.stages[-1].by


@dataclass(frozen=True, slots=True)
class Course:
    """One class with its members and how each came out.

    Attributes:
        members: with their outcome; whether the examination was passed at the second sitting only.
    """

    value: TrainingClass
    members: tuple[tuple[Person, Outcome, bool], ...]

    @property
    def exam_at(self) -> datetime:
        """When its members begin the examination: half past two on the last day."""
        return datetime.combine(self.value.ends_on, time(14, 30), CHINA)


def year_of(today: date) -> Year:
    """Lay out the year around a day."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=_WEEKS_BETWEEN * CLASSES_OVER)
    stages = (
        Stage(monday - timedelta(days=1), Fraction(4, 5)),
        Stage(_month_end(today + timedelta(days=61)), Fraction(1)),
    )
    return Year(monday, first - timedelta(weeks=3), stages)


def make_classes(people: Sequence[Person], unit_id: str, year: Year) -> list[Course]:
    """Put everybody who is due into a class, and decide how each came out."""
    chance = Random("轮训")
    lag = {unit: chance.gauss(0, 0.25) for unit in sorted({person.cadre.unit_id for person in people})}
    waiting = {
        tier: sorted(
            (person for person in people if person.cadre.tier == tier and not person.exemption),
            key=lambda person: _turn(person, lag, chance),
        )
        for tier in (LEADERS, OFFICERS, STAFF)
    }
    groups = {tier: _cut(waiting[tier], len(_places(tier))) for tier in waiting}
    numbers: dict[tuple[int, str], int] = {}
    classes = []
    for place in range(CLASSES):
        tier = LEADERS if place in _FOR_LEADERS else OFFICERS if place in _FOR_OFFICERS else STAFF
        members = groups[tier][_places(tier).index(place)]
        starts, ends = _period(place, year)
        form, name = _FORMS[tier]
        number = numbers[starts.year, form] = numbers.get((starts.year, form), 0) + 1
        value = TrainingClass(
            content_id("demo-class", str(place)),
            f"{starts.year}-{form}-{number:02}",
            name.format(year=starts.year, number=number),
            unit_id,
            starts,
            ends,
            is_demo=True,
        )
        classes.append(Course(value, tuple((person, Outcome.NOT_YET, False) for person in members)))
    return _with_outcomes(classes, chance)


def lessons_of(
    course: Course, person: Person, outcome: Outcome, lessons: Sequence[LessonOutline], rule: ReadingRule
) -> list[tuple[LessonProgress, tuple[int, ...]]]:
    """Give the lessons somebody completed in a class, Monday to Thursday, with the seconds on each screen.

    Whoever is kept free for an audience has everything but the last lesson behind them.
    """
    if outcome is Outcome.NOT_YET:
        if person.persona is None:
            return []
        lessons = lessons[:-1]
        first = course.value.starts_on - timedelta(weeks=6)
    else:
        first = course.value.starts_on
        if outcome is Outcome.LESSON_MISSING:
            lessons = lessons[:-1]
    done = []
    chance = Random(person.cadre.id)
    for number, lesson in enumerate(lessons):
        day = first + timedelta(days=number * 4 // max(1, len(lessons)))
        opened_at = datetime.combine(day, time(8 + 3 * (number % 2), 30 + chance.randrange(20)), CHINA)
        seconds = tuple(round(needed_seconds(screen, rule) * chance.uniform(1.6, 3.2)) + 5 for screen in lesson.screens)
        ended_at = opened_at + timedelta(seconds=sum(seconds) + chance.randrange(60, 240))
        progress = LessonProgress(
            lesson.code,
            lesson.version,
            opened_at,
            ended_at,
            len(lesson.screens) - 1,
            0,
            ended_at,
            ended_at,
            lesson.hours,
        )
        done.append((progress, seconds))
    return done


def sittings_of(course: Course, outcome: Outcome, is_makeup: bool, place: int) -> list[tuple[datetime, bool]]:
    """Give when somebody began to sit and whether it was passed, the first sitting first.

    Args:
        place: number in the class; people begin one after the other.
    """
    begins = course.exam_at + timedelta(seconds=17 * place)
    if outcome in {Outcome.TRAINED, Outcome.LESSON_MISSING}:
        return [(begins, False), (begins + _MAKEUP_AFTER, True)] if is_makeup else [(begins, True)]
    return [(begins, False)] if outcome is Outcome.FAILED else []


def _places(tier: str) -> list[int]:
    if tier == LEADERS:
        return list(_FOR_LEADERS)
    if tier == OFFICERS:
        return list(_FOR_OFFICERS)
    return [place for place in range(CLASSES) if place not in (*_FOR_LEADERS, *_FOR_OFFICERS)]


def _turn(person: Person, lag: dict[str, float], chance: Random) -> float:
    turn = chance.random() + lag[person.cadre.unit_id]
    if person.persona is not None:
        return turn - 10 if person.persona.is_trained else turn + 10
    return turn


def _cut(people: Sequence[Person], parts: int) -> list[list[Person]]:
    """Cut into parts whose sizes differ by one at most, the larger ones first."""
    size, more = divmod(len(people), parts)
    ends = [(number + 1) * size + min(number + 1, more) for number in range(parts)]
    return [list(people[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _period(place: int, year: Year) -> tuple[date, date]:
    weeks = _WEEKS_BETWEEN * (place - CLASSES_OVER)
    if place < CLASSES_OVER:
        starts = year.monday + timedelta(weeks=weeks)
        return starts, starts + timedelta(days=4)
    if place == CLASSES_OVER:
        return year.monday, year.monday + timedelta(days=11)
    starts = year.monday + timedelta(weeks=weeks + 1)
    return starts, starts + timedelta(days=4)


def _with_outcomes(classes: list[Course], chance: Random) -> list[Course]:
    over = [
        (number, place)
        for number, course in enumerate(classes[:CLASSES_OVER])
        for place, (person, _, _) in enumerate(course.members)
        if person.persona is None
    ]
    chance.shuffle(over)
    wanted = [Outcome.FAILED] * FAILED + [Outcome.ABSENT] * ABSENT + [Outcome.LESSON_MISSING] * LESSON_MISSING
    others = dict(zip(over, wanted, strict=False))
    makeup = set(over[len(wanted) : len(wanted) + PASSED_AT_MAKEUP])
    return [
        Course(
            course.value,
            tuple(
                (
                    person,
                    others.get((number, place), Outcome.TRAINED) if number < CLASSES_OVER else Outcome.NOT_YET,
                    (number, place) in makeup,
                )
                for place, (person, _, _) in enumerate(course.members)
            ),
        )
        for number, course in enumerate(classes)
    ]


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
