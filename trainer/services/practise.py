"""Practise: questions of a lesson or of one's own wrong-answer book, with the reason after each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trainer.domain.courses.practice import Asked, ask, mixed_by
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor
from trainer.domain.question_bank.kinds import marks_itself
from trainer.domain.question_bank.question import Question
from trainer.platform.identifiers import new_id
from trainer.services import courses
from trainer.services.learners import Feedback, learner_of, mark, record

if TYPE_CHECKING:
    from trainer.services.office import Office

PRACTICE = "practice"
WRONG_BOOK = "wrong_book"


@dataclass(frozen=True, slots=True)
class PracticeRound:
    """One run of practice.

    Attributes:
        id: under which its answers are recorded.
        occasion: ``practice`` or ``wrong_book``.
        lesson: empty for the wrong-answer book.
        asked: the questions in the order shown.
    """

    id: str
    occasion: str
    lesson: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class WrongLine:
    """One question of the wrong-answer book.

    Attributes:
        question: with some values put in, where it has any; a new round draws others.
        teaches_lesson, teaches_screen, teaches_heading: the screen that teaches it; the screen is 0-based, None where
            there is none at hand.
        right_in_a_row: answered rightly since; at two it leaves the book.
    """

    question: Question
    times_wrong: int
    last_wrong_at: datetime
    right_in_a_row: int
    teaches_lesson: str
    teaches_screen: int | None
    teaches_heading: str


def start_practice(
    office: Office, actor: Actor, lesson: str | None = None, *, seed: str | None = None, limit: int | None = None
) -> PracticeRound:
    """Begin a run of practice: on a lesson's questions, or (without a lesson) on one's own wrong answers.

    Args:
        lesson: code; None for the wrong-answer book.
        seed: equal seeds give equal orders; None for a new order each time.
        limit: how many questions at most.

    Raises:
        Refusal: ``lesson_unknown``, ``no_questions_to_practise``, ``wrong_book_empty``.
    """
    round_id = new_id()
    with office.database.read() as uow:
        learner = learner_of(uow, actor)
        if lesson is None:
            entries = uow.learning.wrong_entries(learner.cadre_id)
            open_ids = [entry.question_id for entry in entries.values() if not entry.is_cleared]
            found = sorted(uow.questions.published_by_ids(open_ids).values(), key=lambda one: one.code)
            found = [one for one in found if marks_itself(one)]
            if not found:
                raise Refusal("wrong_book_empty")
        else:
            about = courses.outlines(office).get(lesson)
            if about is None:
                raise Refusal("lesson_unknown", lesson=lesson)
            found = uow.questions.published_by_points([point.code for point in about.knowledge_points])
            found = [one for one in found if marks_itself(one)]
            if not found:
                raise Refusal("no_questions_to_practise", lesson=lesson)
    mixing = seed if seed is not None else round_id
    mixed = mixed_by(found, mixing)[:limit]
    occasion = WRONG_BOOK if lesson is None else PRACTICE
    return PracticeRound(round_id, occasion, lesson or "", tuple(ask(one, mixing) for one in mixed))


def answer_practice(
    office: Office, actor: Actor, practice: PracticeRound, question_id: str, response: Mapping[str, Any]
) -> tuple[Feedback, Changes]:
    """Mark one answer, record it and tell why.

    Raises:
        Refusal: ``question_not_asked``, it is not in this run.
    """
    asked = next((one for one in practice.asked if one.question.id == question_id), None)
    if asked is None:
        raise Refusal("question_not_asked")
    lessons = courses.outlines(office)
    with office.database.write() as uow:
        learner = learner_of(uow, actor)
        feedback = mark(uow, asked.question, response, lessons)
        record(
            office,
            uow,
            learner,
            [feedback],
            occasion=practice.occasion,
            lesson=practice.lesson,
            round_id=practice.id,
            at=office.clock.now(),
        )
    return feedback, Changes.of(Area.LEARNING, cadre_ids=frozenset({learner.cadre_id}))


def wrong_book(office: Office, actor: Actor) -> tuple[WrongLine, ...]:
    """List what is in one's own wrong-answer book, the latest first."""
    lessons = courses.outlines(office)
    with office.database.read() as uow:
        learner = learner_of(uow, actor)
        entries = [entry for entry in uow.learning.wrong_entries(learner.cadre_id).values() if not entry.is_cleared]
        questions = uow.questions.published_by_ids([entry.question_id for entry in entries])
    lines = []
    for entry in sorted(entries, key=lambda one: (one.last_wrong_at, one.question_id), reverse=True):
        question = questions.get(entry.question_id)
        if question is None:
            # Withdrawn since: nothing can be practised, so nothing is shown; the entry stays.
            continue
        about = lessons.get(question.teaches_lesson)
        screen = about.screen_called(question.teaches_screen) if about is not None else None
        lines.append(
            WrongLine(
                ask(question, learner.cadre_id).question,
                entry.times_wrong,
                entry.last_wrong_at,
                entry.right_in_a_row,
                about.code if about is not None else "",
                screen,
                question.teaches_screen if screen is not None else "",
            )
        )
    return tuple(lines)


def clear_wrong(office: Office, actor: Actor, question_id: str | None = None) -> Changes:
    """Take one question out of one's own wrong-answer book, or all of them."""
    with office.database.write() as uow:
        learner = learner_of(uow, actor)
        wanted = None if question_id is None else [question_id]
        entries = uow.learning.wrong_entries(learner.cadre_id, wanted)
        uow.learning.put_wrong(
            learner.cadre_id, [replace(entry, is_cleared=True) for entry in entries.values() if not entry.is_cleared]
        )
    return Changes.of(Area.LEARNING, cadre_ids=frozenset({learner.cadre_id}))
