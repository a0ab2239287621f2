"""Practice and the wrong-answer book, through the services."""

from __future__ import annotations

import pytest

from tests.builders.content import make_question
from tests.builders.office import NOON
from tests.integration.learning.conftest import School, actor
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Role
from trainer.domain.question_bank.question import Question, State
from trainer.services import question_bank
from trainer.services.overviews.learning import learner_home
from trainer.services.practise import answer_practice, clear_wrong, start_practice, wrong_book

FIRST, SECOND = content_id("question", "Q-K2001a-001"), content_id("question", "Q-K2001a-002")


def answer(school: School, right: bool, *, lesson: str | None = "L2001") -> None:
    practice = start_practice(school.office, school.learner, lesson)
    answer_practice(school.office, school.learner, practice, FIRST, {"choice": 0 if right else 3})


def test_a_round_asks_every_question_of_the_lesson_once_in_a_seeded_order(school: School) -> None:
    practice = start_practice(school.office, school.learner, "L2001", seed="7")
    again = start_practice(school.office, school.learner, "L2001", seed="7")

    assert {asked.question.id for asked in practice.asked} == {FIRST, SECOND}
    assert practice.asked == again.asked
    assert practice.id != again.id
    assert len(start_practice(school.office, school.learner, "L2001", limit=1).asked) == 1


def test_an_answer_is_marked_explained_and_leads_to_its_screen(school: School) -> None:
    practice = start_practice(school.office, school.learner, "L2001")
    feedback, _ = answer_practice(school.office, school.learner, practice, SECOND, {"answer": True})

    assert (feedback.fraction, feedback.is_right, feedback.key) == (0, False, {"answer": False})
    assert feedback.explanation == "已办只说明自己这一环做完了。"
    assert (feedback.teaches_lesson, feedback.teaches_screen) == ("L2001", 1)
    with school.office.database.read() as uow:
        assert school.learner.cadre_id is not None
        [kept] = uow.learning.answers(school.learner.cadre_id, practice.id)
    assert (kept.question_id, kept.response, kept.occasion) == (SECOND, {"answer": True}, "practice")


def test_a_wrong_answer_is_kept_until_two_right_ones_in_a_row(school: School) -> None:
    answer(school, right=False)
    [line] = wrong_book(school.office, school.learner)
    assert (line.question.id, line.times_wrong, line.teaches_screen, line.teaches_heading) == (FIRST, 1, 1, "首页")
    assert learner_home(school.office, school.learner).wrong_book == 1

    answer(school, right=True, lesson=None)
    assert len(wrong_book(school.office, school.learner)) == 1
    answer(school, right=True, lesson=None)
    assert wrong_book(school.office, school.learner) == ()
    with pytest.raises(Refusal, match="wrong_book_empty"):
        start_practice(school.office, school.learner)


def test_the_book_is_ones_own(school: School) -> None:
    answer(school, right=False)
    other = actor(school.roster.cadre(school.unit), school.unit, Role.LEARNER)

    assert wrong_book(school.office, other) == ()
    clear_wrong(school.office, other)
    assert len(wrong_book(school.office, school.learner)) == 1


def test_the_book_can_be_cleared_by_hand(school: School) -> None:
    answer(school, right=False)
    clear_wrong(school.office, school.learner, SECOND)
    assert len(wrong_book(school.office, school.learner)) == 1
    clear_wrong(school.office, school.learner)
    assert wrong_book(school.office, school.learner) == ()


def test_a_withdrawn_question_is_neither_practised_nor_counted(school: School) -> None:
    answer(school, right=False)
    question_bank.change_state(school.office, school.author, "Q-K2001a-001", State.RETIRED)

    assert wrong_book(school.office, school.learner) == ()
    assert learner_home(school.office, school.learner).wrong_book == 0
    practice = start_practice(school.office, school.learner, "L2001")
    assert [asked.question.id for asked in practice.asked] == [SECOND]


def test_what_was_not_asked_is_refused(school: School) -> None:
    practice = start_practice(school.office, school.learner, "L2001", limit=1)
    other = ({FIRST, SECOND} - {practice.asked[0].question.id}).pop()

    with pytest.raises(Refusal, match="question_not_asked"):
        answer_practice(school.office, school.learner, practice, other, {})
    with pytest.raises(Refusal, match="lesson_unknown"):
        start_practice(school.office, school.learner, "L9999")
    with pytest.raises(Refusal, match="no_right"):
        start_practice(school.office, school.author, "L2001")


def publish(school: School, *questions: Question) -> None:
    with school.office.database.write() as uow:
        uow.questions.add(questions, origin="local", state=State.PUBLISHED, at=NOON, by=None)


def test_values_of_a_round_stay_and_what_a_person_must_mark_is_not_practised(school: School) -> None:
    varying = make_question("parameterised", "Q-K2001a-003")
    publish(school, varying, make_question("essay", "Q-K2001a-004"), make_question("practical", "Q-K2001a-005"))
    practice = start_practice(school.office, school.learner, "L2001")
    assert {asked.question.id for asked in practice.asked} == {FIRST, SECOND, varying.id}

    asked = next(one.question for one in practice.asked if one.question.id == varying.id)
    value = asked.numbers[0].value
    assert value is not None
    wrong, _ = answer_practice(school.office, school.learner, practice, varying.id, {"number": str(value + 1)})
    right, _ = answer_practice(school.office, school.learner, practice, varying.id, {"number": str(value)})
    assert (wrong.fraction, right.fraction, right.key) == (0, 1, {"number": str(value)})
    [line] = wrong_book(school.office, school.learner)
    assert "{a}" not in line.question.stem
