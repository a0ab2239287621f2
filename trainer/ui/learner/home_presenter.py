"""What the learner's home says: where to go on, what remains, the next examination, certificates. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.services import own_data
from trainer.services.overviews import certificates, exams, learning
from trainer.services.overviews.exams import ExamForCadre
from trainer.services.overviews.learning import LearnerHome, LearnerLesson, LessonState
from trainer.ui.learner.words import hours_number, hours_words, minutes_words, time_words
from trainer.wording import current_language, t, tn

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office
    from trainer.services.overviews.certificates import OwnCertificate

# More lessons than these are a list, not a checklist.
LESSONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: a page and what it opens there."""

    page_id: str
    lesson: str = ""
    sitting_id: str = ""
    exam: str = ""

    @property
    def args(self) -> dict[str, str]:
        """The arguments of the navigation."""
        named = {"lesson": self.lesson, "sitting_id": self.sitting_id, "exam": self.exam}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist.

    Attributes:
        state: ``done``, ``begun`` or ``open``.
        note: hours or what is wanted, at the end of the line.
    """

    words: str
    note: str
    state: str
    target: Target


@dataclass(frozen=True, slots=True)
class GoOn:
    """The lesson to go on with.

    Attributes:
        share: of its screens read, 0..1.
    """

    code: str
    caption: str
    title: str
    line: str
    verb: str
    share: float


@dataclass(frozen=True, slots=True)
class Tile:
    """One small card at the side: a word, a line, where it leads."""

    icon: str
    title: str
    line: str
    verb: str
    target: Target


@dataclass(frozen=True, slots=True)
class HomeModel:
    """Everything on the home.

    Attributes:
        go_on: None when every required lesson is done.
        more: how many lines of the checklist are left out.
        is_exam_ahead: an examination is open and not passed yet.
        is_trained: everything asked for is done.
    """

    name: str
    sentence: str
    go_on: GoOn | None
    checks: tuple[Check, ...]
    more: int
    hours: str
    hours_share: float
    tiles: tuple[Tile, ...]
    is_exam_ahead: bool
    is_trained: bool
    is_starter: bool
    last_lesson: str


def read_home(office: Office, actor: Actor) -> HomeModel:
    """Read everything the home shows; called beside the window."""
    return home_model(
        learning.learner_home(office, actor),
        exams.exams_for(office, actor),
        certificates.own_certificates(office, actor),
        office.clock.now(),
        is_starter=own_data.is_starter(office, actor),
    )


def home_model(
    home: LearnerHome,
    own_exams: Sequence[ExamForCadre],
    own_certificates: Sequence[OwnCertificate],
    now: datetime,
    *,
    is_starter: bool = False,
) -> HomeModel:
    """Put the learner's facts into words.

    Args:
        own_exams: all that the person may sit or has sat.
        now: aware.
    """
    lessons = _lesson_checks(home)
    exam_checks = [_exam_check(exam, now) for exam in own_exams if exam.is_passed or exam.closes_at > now]
    is_trained = home.remaining == 0 and bool(exam_checks) and all(check.state == "done" for check in exam_checks)
    open_lessons = [check for check in lessons if check.state != "done"]
    shown = open_lessons[:LESSONS_SHOWN]
    checks = [_lessons_summary(home), *shown, *exam_checks, _certificate_check(own_certificates)]
    wanted = float(home.hours_required)
    recent = max(
        (lesson for lesson in home.required if lesson.touched_at is not None),
        key=lambda lesson: (lesson.touched_at, lesson.code),
        default=None,
    )
    return HomeModel(
        name=home.name,
        sentence=_sentence(home, exam_checks, is_trained=is_trained),
        go_on=_go_on(home.continue_with),
        checks=tuple(checks),
        more=len(open_lessons) - len(shown),
        hours=t(
            "{done} of {wanted} credited",
            done=hours_number(home.hours_credited),
            wanted=hours_words(home.hours_required),
        ),
        hours_share=min(1.0, float(home.hours_credited) / wanted) if wanted else 1.0,
        tiles=(_exam_tile(own_exams, now), _certificate_tile(own_certificates), _wrong_tile(home.wrong_book)),
        is_exam_ahead=any(exam.may_start or exam.in_progress for exam in own_exams if not exam.is_passed),
        is_trained=is_trained,
        is_starter=is_starter,
        last_lesson=recent.code if recent is not None else (home.required[0].code if home.required else ""),
    )


def _sentence(home: LearnerHome, exam_checks: Sequence[Check], *, is_trained: bool) -> str:
    open_exams = sum(check.state != "done" for check in exam_checks)
    if is_trained:
        return t("You have learned and passed everything that is asked of you.")
    if home.remaining and open_exams:
        return t(
            "{lessons} and {exams} are still ahead of you.",
            lessons=tn("1 lesson", "{n} lessons", home.remaining),
            exams=tn("1 examination", "{n} examinations", open_exams),
        )
    if home.remaining:
        return tn("{n} lesson is still ahead of you.", "{n} lessons are still ahead of you.", home.remaining)
    if open_exams:
        return t("All lessons are done; the examination is still ahead of you.")
    return t("All lessons are done. You will find the examination here as soon as it opens.")


def _go_on(lesson: LearnerLesson | None) -> GoOn | None:
    if lesson is None:
        return None
    begun = lesson.state is LessonState.BEGUN
    parts = [hours_words(lesson.hours), minutes_words(lesson.minutes)]
    if begun:
        parts.insert(0, t("Screen {n} of {total}", n=lesson.place_screen + 1, total=lesson.screens))
    return GoOn(
        code=lesson.code,
        caption=t("Continue where you were") if begun else t("Begin here"),
        title=lesson.title(current_language()),
        line="  ·  ".join(parts),
        verb=t("Continue") if begun else t("Begin"),
        share=lesson.screens_read / lesson.screens if lesson.screens else 0.0,
    )


def _lesson_checks(home: LearnerHome) -> list[Check]:
    states = {LessonState.COMPLETED: "done", LessonState.BEGUN: "begun", LessonState.NOT_STARTED: "open"}
    found = [
        Check(
            lesson.title(current_language()),
            hours_words(lesson.hours),
            states[lesson.state],
            Target("learner.reader", lesson=lesson.code),
        )
        for lesson in home.required
    ]
    found += [
        Check(
            t("{code}: not on this machine", code=code), t("ask the training office"), "open", Target("learner.lessons")
        )
        for code in home.missing_lessons
    ]
    return found


def _lessons_summary(home: LearnerHome) -> Check:
    total = len(home.required) + len(home.missing_lessons)
    return Check(
        t("Learn the required lessons"),
        t("{n} of {total}", n=home.done, total=total),
        "done" if home.remaining == 0 else ("begun" if home.done else "open"),
        Target("learner.lessons"),
    )


def _exam_check(exam: ExamForCadre, now: datetime) -> Check:
    if exam.is_passed:
        best = next((sitting for sitting in exam.sittings if sitting.is_passed), None)
        note = t("passed with {marks}", marks=best.marks) if best is not None and best.marks else t("passed")
        return Check(t("Pass: {exam}", exam=exam.name), note, "done", Target("learner.exams"))
    note = t("opens {time}", time=time_words(exam.opens_at))
    if exam.opens_at <= now:
        note = t("open until {time}", time=time_words(exam.closes_at))
    return Check(
        t("Pass: {exam}", exam=exam.name), note, "begun" if exam.in_progress else "open", Target("learner.exams")
    )


def _certificate_check(own: Sequence[OwnCertificate]) -> Check:
    return Check(
        t("Receive the certificate"),
        own[0].shown_number if own else t("issued by the personnel office"),
        "done" if own else "open",
        Target("learner.certificates"),
    )


def _exam_tile(own_exams: Sequence[ExamForCadre], now: datetime) -> Tile:
    title = t("Next examination")
    running = next((exam for exam in own_exams if exam.in_progress), None)
    if running is not None:
        line = t("{exam} is under way; go on where you stopped.", exam=running.name)
        return Tile("timer", title, line, t("Go on"), Target("learner.sitting", sitting_id=running.in_progress))
    ahead = [exam for exam in own_exams if not exam.is_passed and exam.closes_at > now]
    if not ahead:
        passed = any(exam.is_passed for exam in own_exams)
        line = t("You have passed; nothing is ahead.") if passed else t("No examination is open for you at present.")
        return Tile("file-check", title, line, t("My examinations"), Target("learner.exams"))
    following = min(ahead, key=lambda exam: (exam.opens_at > now, exam.opens_at))
    when = (
        t("open until {time}", time=time_words(following.closes_at))
        if following.opens_at <= now
        else t("opens {time}", time=time_words(following.opens_at))
    )
    facts = tn(
        "{n} question, {minutes} minutes",
        "{n} questions, {minutes} minutes",
        following.questions,
        minutes=following.limit_s // 60,
    )
    line = t("{exam}: {when}. {facts}.", exam=following.name, when=when, facts=facts)
    return Tile("file-check", title, line, t("My examinations"), Target("learner.exams"))


def _certificate_tile(own: Sequence[OwnCertificate]) -> Tile:
    line = t("Your certificates will stand here once they are issued.")
    if own:
        line = t("{number}, {plan}", number=own[0].shown_number, plan=own[0].plan_name)
    return Tile("award", t("Certificates"), line, t("My certificates"), Target("learner.certificates"))


def _wrong_tile(count: int) -> Tile:
    line = (
        tn("{n} question is waiting to be practised again.", "{n} questions are waiting to be practised again.", count)
        if count
        else t("Nothing is waiting; what you get wrong is kept here for you.")
    )
    return Tile("notebook-pen", t("Wrong answers"), line, t("Open"), Target("learner.wrong_book"))
