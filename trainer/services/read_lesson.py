"""Read a lesson: place, evidence, notes, self-check, completion.

What counts is evidence, see ``domain.courses.reading_rule``. Completion is decided in the very transaction that brings the last
piece of evidence: progress, hours and plan standing change together or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.courses.lesson import Lesson, LessonOutline, ScreenKind
from trainer.domain.courses.practice import Asked, ask
from trainer.domain.courses.progress import LessonProgress, opened, settled
from trainer.domain.courses.reading_rule import (
    ReadingRule,
    Standing,
    counted_seconds,
    has_passed,
    self_check_share,
    stand,
)
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.kinds import marks_itself
from trainer.platform.identifiers import new_id
from trainer.services import courses
from trainer.services.learners import Feedback, learner_of, mark, reading_rule, record

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.learning import Learner
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

MOST_NOTE_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Remaining:
    """One thing still to be done before a lesson is complete.

    Attributes:
        code: ``screen_unopened``, ``screen_too_short`` or ``self_check_open``; a sentence stands in wording.
        screen: 0-based.
        heading: of the screen.
        seconds: how much longer the screen has to be open; 0 for the self-check.
    """

    code: str
    screen: int
    heading: str
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class LessonView:
    """Everything the reader shows.

    Attributes:
        lesson: with its screens.
        progress: place, completion, hours; None for a reader of whom nothing is recorded (a preview).
        seconds: counted so far, by screen.
        standing: which screens count as read, and whether the lesson is complete.
        remaining: what is still to be done, in order of the screens.
        notes: the reader's own, by screen.
        self_check: the questions in their order, each with its mixed choices.
    """

    lesson: Lesson
    progress: LessonProgress | None
    seconds: Mapping[int, int]
    standing: Standing
    remaining: tuple[Remaining, ...]
    notes: Mapping[int, str]
    self_check: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class SelfCheckOutcome:
    """What came of a self-check.

    Attributes:
        share: of the marks, exact.
        is_passed: this time.
        needed: the share from which it is passed.
        feedback: per question, in the lesson's order.
        standing: of the lesson afterwards.
        remaining: what is still to be done.
        is_completed_now: this self-check completed the lesson.
        hours: credited in all for this lesson.
    """

    share: Fraction
    is_passed: bool
    needed: Fraction
    feedback: tuple[Feedback, ...]
    standing: Standing
    remaining: tuple[Remaining, ...]
    is_completed_now: bool
    hours: Fraction


def open_lesson(office: Office, actor: Actor, lesson: str) -> LessonView:
    """Open a lesson and remember that it was opened.

    Authors and the program itself see it without anything being recorded.

    Raises:
        Refusal: ``lesson_unknown``.
        Fault: ``lesson_unreadable``.
    """
    text = courses.lesson(office, lesson)
    if actor.cadre_id is None or not actor.may(Right.LEARN):
        return _preview(office, text)
    with office.database.write() as uow:
        learner = learner_of(uow, actor)
        progress = opened(uow.learning.progress(learner.cadre_id, lesson), text.about, office.clock.now())
        _keep(office, uow, learner, progress)
        seconds = uow.learning.seconds(learner.cadre_id, lesson)
        asked = _asked(uow, text.about, learner.cadre_id, uow.learning.self_checks(learner.cadre_id, lesson))
        standing = _stand(text.about, progress, seconds, reading_rule(uow))
        return LessonView(
            text,
            progress,
            seconds,
            standing,
            _remaining(text.about, standing, seconds),
            uow.learning.notes(learner.cadre_id, lesson),
            asked,
        )


def note_place(office: Office, actor: Actor, lesson: str, screen: int, block: int = 0) -> Changes:
    """Remember where the reader stands, to the paragraph.

    Raises:
        Refusal: ``lesson_unknown``, ``screen_unknown``, ``lesson_not_opened``.
    """
    about = _outline(office, lesson, screen)
    with office.database.write() as uow:
        learner, progress = _opened(uow, actor, about)
        now = office.clock.now()
        _keep(
            office,
            uow,
            learner,
            replace(progress, place_screen=screen, place_block=max(0, block), touched_at=now),
        )
    return Changes.of(Area.LEARNING, cadre_ids=frozenset({learner.cadre_id}))


def record_screen_time(
    office: Office, actor: Actor, lesson: str, screen: int, seconds: float
) -> tuple[Standing, Changes]:
    """Add one visit to a screen, and complete the lesson when this was the last thing wanting.

    Args:
        seconds: how long the screen was open and in front during this visit; more than the rule's cap counts no more.

    Raises:
        Refusal: ``lesson_unknown``, ``screen_unknown``, ``lesson_not_opened``.
    """
    about = _outline(office, lesson, screen)
    with office.database.write() as uow:
        learner, progress = _opened(uow, actor, about)
        rule = reading_rule(uow)
        counted = counted_seconds(seconds, rule)
        now = office.clock.now()
        if counted:
            uow.learning.add_seconds(learner.cadre_id, lesson, screen, counted, now)
        after, standing, changes = _settle(office, uow, learner, about, replace(progress, touched_at=now), rule)
    del after
    return standing, changes


def save_note(office: Office, actor: Actor, lesson: str, screen: int, text: str) -> Changes:
    """Keep the reader's own note on a screen; an empty one is removed.

    Raises:
        Refusal: ``lesson_unknown``, ``screen_unknown``, ``note_too_long``.
    """
    _outline(office, lesson, screen)
    plain = text.strip()
    if len(plain) > MOST_NOTE_CHARACTERS:
        raise Refusal("note_too_long", limit=MOST_NOTE_CHARACTERS, length=len(plain))
    with office.database.write() as uow:
        learner = learner_of(uow, actor)
        uow.learning.put_note(learner.cadre_id, lesson, screen, plain, office.clock.now())
    return Changes.of(Area.LEARNING, cadre_ids=frozenset({learner.cadre_id}))


def submit_self_check(
    office: Office, actor: Actor, lesson: str, responses: Mapping[str, Mapping[str, Any]]
) -> tuple[SelfCheckOutcome, Changes]:
    """Mark a self-check, and complete the lesson when this was the last thing wanting.

    It may be taken as often as one likes; what counts is to have passed it once.

    Args:
        responses: by question id; a question that is not in it was not answered.

    Raises:
        Refusal: ``lesson_unknown``, ``lesson_not_opened``, ``self_check_without_questions``.
    """
    about = _outline(office, lesson)
    lessons = courses.outlines(office)
    with office.database.write() as uow:
        learner, progress = _opened(uow, actor, about)
        questions = [asked.question for asked in _asked(uow, about, learner.cadre_id)]
        if not questions:
            raise Refusal("self_check_without_questions", lesson=lesson)
        rule = reading_rule(uow)
        now = office.clock.now()
        feedback = [mark(uow, question, responses.get(question.id, {}), lessons) for question in questions]
        record(office, uow, learner, feedback, occasion="self_check", lesson=lesson, round_id=new_id(), at=now)
        fractions = [one.fraction for one in feedback]
        passed = has_passed(fractions, rule)
        if passed and progress.self_check_passed_at is None:
            progress = replace(progress, self_check_passed_at=now)
        was_complete = progress.completed_at is not None
        after, standing, changes = _settle(office, uow, learner, about, replace(progress, touched_at=now), rule)
        outcome = SelfCheckOutcome(
            share=self_check_share(fractions),
            is_passed=passed,
            needed=rule.pass_share,
            feedback=tuple(feedback),
            standing=standing,
            remaining=_remaining(about, standing, uow.learning.seconds(learner.cadre_id, lesson)),
            is_completed_now=after.completed_at is not None and not was_complete,
            hours=after.hours,
        )
    return outcome, changes


def _settle(
    office: Office,
    uow: UnitOfWork,
    learner: Learner,
    about: LessonOutline,
    progress: LessonProgress,
    rule: ReadingRule,
) -> tuple[LessonProgress, Standing, Changes]:
    seconds = uow.learning.seconds(learner.cadre_id, about.code)
    standing = _stand(about, progress, seconds, rule)
    after = settled(progress, about, standing, office.clock.now())
    _keep(office, uow, learner, after)
    people = frozenset({learner.cadre_id})
    if after.completed_at is None or progress.completed_at is not None:
        return after, standing, Changes.of(Area.LEARNING, cadre_ids=people)
    from trainer.services.progress import refresh_people

    refresh_people(uow, office.home_id, [learner.cadre_id], office.clock.now())
    uow.audit.append(
        home_id=office.home_id,
        at=office.clock.now(),
        actor_id=learner.cadre_id,
        action="lesson.completed",
        subject=about.code,
        facts={"version": about.version, "hours": str(after.hours)},
    )
    return after, standing, Changes.of(Area.LEARNING, Area.PROGRESS, cadre_ids=people)


def _stand(
    about: LessonOutline, progress: LessonProgress | None, seconds: Mapping[int, int], rule: ReadingRule
) -> Standing:
    return stand(
        about.screens,
        seconds,
        has_passed=progress is not None and progress.self_check_passed_at is not None,
        has_self_check=bool(about.questions),
        rule=rule,
    )


def _remaining(about: LessonOutline, standing: Standing, seconds: Mapping[int, int]) -> tuple[Remaining, ...]:
    found = []
    for index, (screen, missing) in enumerate(zip(about.screens, standing.seconds_missing, strict=True)):
        if not missing:
            continue
        if screen.kind is ScreenKind.SELF_CHECK:
            found.append(Remaining("self_check_open", index, screen.heading))
        else:
            code = "screen_too_short" if index in seconds else "screen_unopened"
            found.append(Remaining(code, index, screen.heading, missing))
    return tuple(found)


def _asked(uow: UnitOfWork, about: LessonOutline, reader: str, times: int = 0) -> tuple[Asked, ...]:
    """Put the questions of a self-check: orders change from time to time, values stay the same for one reader.

    What was shown is marked in a later call, and the values must be those that were shown.
    """
    found = uow.questions.published_by_codes(about.questions)
    return tuple(
        ask(found[code], f"{about.code}:{reader}:{times}", values_seed=f"{about.code}:{reader}")
        for code in about.questions
        if code in found and marks_itself(found[code])
    )


def _preview(office: Office, text: Lesson) -> LessonView:
    with office.database.read() as uow:
        standing = _stand(text.about, None, {}, reading_rule(uow))
        asked = _asked(uow, text.about, "")
    return LessonView(text, None, {}, standing, _remaining(text.about, standing, {}), {}, asked)


def _outline(office: Office, lesson: str, screen: int = 0) -> LessonOutline:
    about = courses.outlines(office).get(lesson)
    if about is None:
        raise Refusal("lesson_unknown", lesson=lesson)
    if not 0 <= screen < len(about.screens):
        raise Refusal("screen_unknown", lesson=lesson, screen=screen + 1)
    return about


def _opened(uow: UnitOfWork, actor: Actor, about: LessonOutline) -> tuple[Learner, LessonProgress]:
    require(actor, Right.LEARN)
    learner = learner_of(uow, actor)
    progress = uow.learning.progress(learner.cadre_id, about.code)
    if progress is None:
        raise Refusal("lesson_not_opened", lesson=about.code)
    return learner, progress


def _keep(office: Office, uow: UnitOfWork, learner: Learner, progress: LessonProgress) -> None:
    uow.learning.put_progress(learner.cadre_id, progress, unit_id=learner.unit_id, home_id=office.home_id)
