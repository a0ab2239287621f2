"""A robot candidate: knows the key of a paper, so that a rehearsal and the tour can hand in a paper that passes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from trainer.domain.papers.paper import asked_question
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank import robot
from trainer.domain.question_bank.question import Question

if TYPE_CHECKING:
    from trainer.services.office import Office


def right_responses(office: Office, actor: Actor, sitting_id: str) -> dict[int, dict[str, Any]]:
    """Give the wholly right response of every question of a paper, by slot.

    Raises:
        Refusal: ``no_right``: only who manages examinations everywhere may know a key before the end.
    """
    require(actor, Right.MANAGE_EXAMS)
    with office.database.read() as uow:
        paper = uow.sittings.frozen(sitting_id).paper
        questions = uow.questions.versions((slot.question_id, slot.version) for slot in paper.slots)
    return {
        number: robot.right_response(asked_question(slot, questions[slot.question_id, slot.version]))
        for number, slot in enumerate(paper.slots)
    }


def right_response(question: Question) -> dict[str, Any]:
    """Give the wholly right response of a question that is on the screen with its key (self-check, practice)."""
    return robot.right_response(question)


def wrong_response(question: Question, chance: Random) -> dict[str, Any]:
    """Give a response that earns nothing, in a likely way; ``chance`` chooses among wrong choices."""
    return robot.wrong_response(question, chance)
