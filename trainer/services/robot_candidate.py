"""A robot candidate: knows the key of a paper, so that a rehearsal and the tour can hand in a paper that passes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.key import key_response
from trainer.domain.question_bank.question import Kind, Question

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
    return {number: key_response(questions[slot.question_id, slot.version]) for number, slot in enumerate(paper.slots)}


def right_response(question: Question) -> dict[str, Any]:
    """Give the wholly right response of a question that is on the screen with its key (self-check, practice)."""
    return key_response(question)


def wrong_response(question: Question, chance: Random) -> dict[str, Any]:
    """Give a response that earns nothing, in a likely way; ``chance`` chooses among wrong choices."""
    match question.kind:
        case Kind.SINGLE:
            return {"choice": chance.choice([n for n, choice in enumerate(question.choices) if not choice.is_right])}
        case Kind.MULTIPLE:
            return {"choices": [n for n, choice in enumerate(question.choices) if not choice.is_right][:1]}
        case Kind.JUDGE:
            return {"answer": not question.answer}
        case Kind.BLANK:
            return {"blanks": ["不清楚"] * len(question.blanks)}
        case Kind.ORDERING:
            return {"order": list(range(len(question.order)))[::-1]}
        case Kind.MATCHING:
            places: list[int] = list(range(len(question.pairs)))
            return {"pairs": places[1:] + places[:1]}
