"""What the use cases of learning share: who learns, under which rules, and how a question is marked outside examinations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.courses.lesson import LessonOutline
from trainer.domain.courses.practice import after_answer
from trainer.domain.courses.reading_rule import ReadingRule
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.kinds import key_response
from trainer.domain.question_bank.question import WHOLE, Question
from trainer.platform.identifiers import new_id
from trainer.services import settings

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.learning import Learner
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

# The roster's tiers and the letters that lessons and questions carry.
TIER_LETTERS = {"T1": "A", "T2": "B", "T3": "C"}


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody is told after answering a question outside an examination.

    Attributes:
        question: the version that was asked, with the reasons at its choices and pairs.
        response: as given.
        fraction: exact, 0..1; questions that the program cannot mark by itself are not asked here.
        key: the response that is wholly right.
        explanation: why the key is right.
        teaches_lesson: the lesson that teaches it; empty where there is none at hand.
        teaches_screen: its screen, 0-based; None where there is none at hand.
        teaches_heading: the screen's heading.
    """

    question: Question
    response: Mapping[str, Any]
    fraction: Fraction
    key: Mapping[str, Any]
    explanation: str
    teaches_lesson: str
    teaches_screen: int | None
    teaches_heading: str

    @property
    def is_right(self) -> bool:
        """Wholly right; half right is not."""
        return self.fraction == WHOLE


def learner_of(uow: UnitOfWork, actor: Actor) -> Learner:
    """Give the person who learns.

    Raises:
        Refusal: ``no_right``; ``not_a_learner``, the program itself or an open command line learns nothing.
    """
    require(actor, Right.LEARN)
    found = uow.learning.learner(actor.cadre_id) if actor.cadre_id is not None else None
    if found is None:
        raise Refusal("not_a_learner")
    return found


def tier_letter(tier: str) -> str:
    """Give the letter of a roster's tier; empty where the tier is not known."""
    return TIER_LETTERS.get(tier, "")


def reading_rule(uow: UnitOfWork) -> ReadingRule:
    """Give the office's reading rule."""
    return ReadingRule(
        ceiling_per_s=settings.read(uow, settings.CEILING_CHARS_PER_S),
        pass_share=Fraction(settings.read(uow, settings.SELF_CHECK_PERCENT), 100),
    )


def mark(
    uow: UnitOfWork, question: Question, response: Mapping[str, Any], lessons: Mapping[str, LessonOutline]
) -> Feedback:
    """Mark one response by the office's rule for multiple choice.

    Args:
        question: with its values put in.
    """
    from trainer.domain.grading.rules import MultipleRule, PartMarks
    from trainer.domain.grading.score import grade

    rules = PartMarks(MultipleRule(settings.read(uow, settings.MULTIPLE_RULE)))
    taught_in = lessons.get(question.teaches_lesson)
    screen = taught_in.screen_called(question.teaches_screen) if taught_in is not None else None
    return Feedback(
        question=question,
        response=dict(response),
        fraction=grade(question, response, rules) or Fraction(0),
        key=key_response(question),
        explanation=question.explanation,
        teaches_lesson=taught_in.code if taught_in is not None else "",
        teaches_screen=screen,
        teaches_heading=question.teaches_screen if screen is not None else "",
    )


def record(
    office: Office,
    uow: UnitOfWork,
    learner: Learner,
    feedback: list[Feedback],
    *,
    occasion: str,
    lesson: str,
    round_id: str,
    at: datetime,
) -> None:
    """Append answers and bring the wrong-answer book up to date."""
    from trainer.adapters.storage.stores.learning import Answer

    uow.learning.add_answers(
        learner.cadre_id,
        [
            Answer(
                new_id(),
                one.question.id,
                one.question.version,
                occasion,
                lesson,
                round_id,
                one.response,
                one.fraction,
                at,
            )
            for one in feedback
        ],
        home_id=office.home_id,
    )
    known = uow.learning.wrong_entries(learner.cadre_id, [one.question.id for one in feedback])
    after = [after_answer(known.get(one.question.id), one.question.id, one.fraction, at) for one in feedback]
    uow.learning.put_wrong(
        learner.cadre_id,
        [entry for entry in after if entry is not None and known.get(entry.question_id) != entry],
    )
