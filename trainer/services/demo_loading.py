"""One load of the demonstration, step by step, inside a transaction that somebody else ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from trainer.adapters.keys import secrets
from trainer.adapters.storage.stores.cadres import SealedNumbers
from trainer.adapters.storage.stores.demo import LearnedLesson
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.time import CHINA, local_date
from trainer.domain.people.accounts import Account, RoleGrant
from trainer.domain.people.history import EmploymentEvent
from trainer.domain.people.roles import Role
from trainer.domain.question_bank.kinds import key_response
from trainer.domain.question_bank.robot import wrong_response
from trainer.domain.training.plan import Plan, Requirement, Scope
from trainer.platform.clock import FixedClock
from trainer.services import certificates, courses, exams, learners, load_content, practise, progress, settings
from trainer.services.demo_exam import Hall, Sat, make_exam
from trainer.services.demo_people import Person, make_people, make_units, name_rank
from trainer.services.demo_training import Course, Outcome, Year, lessons_of, make_classes, sittings_of, year_of
from trainer.services.sign_in import actor_of

if TYPE_CHECKING:
    from trainer.adapters.content.demo_league import DemoLeague
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.domain.people.units import Unit
    from trainer.domain.sittings.exam import Exam
    from trainer.services.office import Office

PLAN_NAME = "办公自动化与电子政务年度轮训计划"
_SCHOOL = "SF-105"
# What the demonstration writes where the office has said nothing yet; taken back when it is cleared.
WRITTEN = "demo.settings"
APPROVED, ISSUED = 52, 40
_PRACTISED_LESSONS, _PRACTISED_QUESTIONS = 2, 6
_OFFICE_DAY = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody a visitor signs in as."""

    staff_no: str
    name: str
    unit_name: str
    role: Role
    pin: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded.

    Attributes:
        units: the league and its banners included.
        sign_ins: the personas with the PIN that opens their accounts.
        plan_id, exam_id: the plan that everybody is in, and its examination.
    """

    units: int
    people: int
    classes: int
    due: int
    trained: int
    sittings: int
    certificates: int
    plan_id: str
    exam_id: str
    sign_ins: tuple[SignIn, ...]


class Loading:
    """One load, step by step.

    Args:
        office: whose database is the open transaction.
    """

    def __init__(self, office: Office, uow: UnitOfWork, league: DemoLeague) -> None:
        self._office = office
        self._uow = uow
        self._league = league
        self._now = office.clock.now()
        self._today = local_date(self._now)
        self._year = year_of(self._today)

    def run(self) -> Loaded:
        """Load everything."""
        load_content.load_shipped(self._office)
        self._settings()
        units = self._units()
        top = units[self._league.units[0].code]
        people = self._people(units)
        sign_ins = self._accounts(people, units)
        classes = make_classes(people, units[_SCHOOL].id, self._year)
        for course in classes:
            self._uow.training.add_class(course.value, [person.cadre.id for person, _, _ in course.members])
        self._lessons(classes)
        exam = self._exam(top)
        sat = self._sittings(classes, exam)
        plan = self._plan(top, exam, people)
        issued = self._certificates(plan, classes)
        self._practice(people)
        total = list(self._uow.training.counts(plan.id).values())
        return Loaded(
            len(units),
            len(people),
            len(classes),
            sum(counts.due for counts in total),
            sum(counts.trained for counts in total),
            sat,
            issued,
            plan.id,
            exam.id,
            sign_ins,
        )

    def _settings(self) -> None:
        wanted = {
            settings.OFFICE_NAME.key: f"{self._league.units[0].name}行政公署",
            settings.AREA_CODE.key: self._league.area_code,
            settings.CERTIFICATE_PREFIX.key: "示电培",
            settings.IS_DEMO.key: True,
        }
        known = self._uow.settings.everything()
        written = [key for key in wanted if not known.get(key)]
        for key in written:
            self._uow.settings.write(key, wanted[key], self._now)
        self._uow.settings.write(WRITTEN, written, self._now)

    def _units(self) -> dict[str, Unit]:
        units = make_units(self._league)
        for unit in units.values():
            self._uow.units.add(unit, self._day(self._year))
        return units

    def _people(self, units: dict[str, Unit]) -> list[Person]:
        people = make_people(self._league, units, self._today)
        keys, at = self._office.keys, self._day(self._year)
        numbers = {
            person.cadre.id: SealedNumbers(
                keys.seal(person.id_number.encode()), keys.digest("id_number", person.id_number), None
            )
            for person in people
        }
        self._uow.cadres.add_many([person.cadre for person in people], numbers, self._office.home_id, at)
        self._uow.cadres.record([self._employed(person, at) for person in people], self._office.home_id)
        return people

    def _employed(self, person: Person, at: datetime) -> EmploymentEvent:
        cadre = person.cadre
        event_id = content_id("demo-employment", cadre.staff_no)
        return EmploymentEvent(event_id, cadre.id, cadre.employment, cadre.unit_id, "", "", at, None)

    def _accounts(self, people: Sequence[Person], units: dict[str, Unit]) -> tuple[SignIn, ...]:
        # One hash for all: the PIN is the same and is printed on the screen.
        secret_hash = secrets.hash_secret(self._league.pin, secrets.CHEAP)
        names = {unit.id: unit.name for unit in units.values()}
        sign_ins = []
        for person in people:
            persona, cadre = person.persona, person.cadre
            if persona is None:
                continue
            self._uow.accounts.save(Account(cadre.id, secret_hash=secret_hash, is_demo=True))
            if persona.over:
                over = units[persona.over]
                grant_id = content_id("demo-grant", cadre.staff_no)
                grant = RoleGrant(grant_id, cadre.id, persona.role, over.id, over.path, self._day(self._year))
                self._uow.accounts.add_grant(grant)
            sign_ins.append(SignIn(cadre.staff_no, cadre.name, names[cadre.unit_id], persona.role, self._league.pin))
        order = {persona.name: number for number, persona in enumerate(self._league.personas)}
        return tuple(sorted(sign_ins, key=lambda sign_in: order[sign_in.name]))

    def _lessons(self, classes: Sequence[Course]) -> None:
        lessons = list(courses.outlines(self._office).values())
        rule = learners.reading_rule(self._uow)
        self._uow.demo.add_lessons(
            (
                LearnedLesson(person.cadre.id, person.cadre.unit_id, done, seconds)
                for course in classes
                for person, outcome, _ in course.members
                for done, seconds in lessons_of(course, person, outcome, lessons, rule)
            ),
            self._office.home_id,
        )

    def _exam(self, top: Unit) -> Exam:
        opens_at = self._day(self._year)
        closes_at = datetime.combine(self._year.deadline, time(18), CHINA).astimezone(UTC)
        exam = make_exam(top.id, top.path, exams.default_rules(self._office), opens_at, closes_at)
        self._uow.exams.add(exam, made_by=None, home_id=self._office.home_id)
        return exam

    def _sittings(self, classes: Sequence[Course], exam: Exam) -> int:
        hall = Hall(self._uow, exam, self._uow.questions.published())
        sat: list[Sat] = []
        for course in classes:
            for place, (person, outcome, is_makeup) in enumerate(course.members):
                goes = sittings_of(course, outcome, is_makeup, place)
                sat.extend(
                    hall.sit(person, attempt, at, is_pass=is_pass)
                    for attempt, (at, is_pass) in enumerate(goes, start=1)
                )
        hall.store(self._office, sat)
        return len(sat)

    def _plan(self, top: Unit, exam: Exam, people: Sequence[Person]) -> Plan:
        lessons = tuple(courses.outlines(self._office))
        made_at = self._day(self._year)
        plan = Plan(
            content_id("demo-plan", "1"),
            PLAN_NAME,
            top.id,
            Scope(),
            Requirement(lessons, exam_id=exam.id),
            self._year.stages,
            made_at,
            is_demo=True,
        )
        self._uow.training.add_plan(plan, None)
        for person in people:
            if person.exemption:
                self._uow.training.put_exemption(plan.id, person.cadre.id, person.exemption, made_at, None)
        progress.refresh_plan(self._uow, plan)
        return plan

    def _certificates(self, plan: Plan, classes: Sequence[Course]) -> int:
        """Approve and issue some certificates three weeks ago, by the officer; the others wait for the visitor."""
        trained = [
            person
            for course in classes
            for person, outcome, _ in course.members
            if outcome is Outcome.TRAINED and course.value.ends_on < self._year.monday - _OFFICE_DAY
        ]
        # Names that are hard to print come first.
        trained.sort(key=lambda person: name_rank(person, self._league))
        approved = [person.cadre.id for person in trained[:APPROVED]]
        officer = next(
            person.cadre.id
            for course in classes
            for person, _, _ in course.members
            if person.persona is not None and person.persona.role is Role.CERTIFICATE_OFFICER
        )
        at = datetime.combine(self._year.monday - _OFFICE_DAY, time(10), CHINA).astimezone(UTC)
        then = replace(self._office, clock=FixedClock(at))
        actor = actor_of(self._uow, then, officer)
        (ids, _), _ = certificates.approve(then, actor, plan.id, approved)
        outcome, _ = certificates.issue(then, actor, ids[:ISSUED])
        return len(outcome.issued)

    def _practice(self, people: Sequence[Person]) -> None:
        """Let those who wait for an audience practise last Friday: something right, something for the wrong-answer book."""
        friday = datetime.combine(self._year.monday - timedelta(days=3), time(15, 10), CHINA).astimezone(UTC)
        clock = FixedClock(friday)
        then = replace(self._office, clock=clock)
        lessons = list(courses.outlines(then))[:_PRACTISED_LESSONS]
        for person in people:
            if person.persona is None or person.persona.is_trained:
                continue
            actor = actor_of(self._uow, then, person.cadre.id)
            for lesson in lessons:
                practice = practise.start_practice(then, actor, lesson, seed="demo", limit=_PRACTISED_QUESTIONS)
                for number, asked in enumerate(practice.asked):
                    clock.advance(40)
                    question = asked.question
                    response = key_response(question) if number % 3 else wrong_response(question, Random(lesson))
                    practise.answer_practice(then, actor, practice, question.id, response)

    @staticmethod
    def _day(year: Year) -> datetime:
        """Give the morning on which the plan was made and everything began."""
        return datetime.combine(year.made_on, time(9), CHINA).astimezone(UTC)
