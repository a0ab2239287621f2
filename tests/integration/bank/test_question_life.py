"""Author and reviewer."""

from __future__ import annotations

import pytest

from tests.builders.bank import Bank, local
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.life import Step
from trainer.domain.question_bank.question import State
from trainer.services import question_life, settings


def test_a_question_goes_back_and_forth_until_it_is_published_and_everything_said_stays(bank: Bank) -> None:
    bank.put(local(1), state=State.DRAFT)
    office = bank.office
    question_life.submit(office, bank.author, "own-001", "请看")
    question_life.return_with_remarks(office, bank.examiner, "own-001", "选项丁不妥")
    assert bank.state("own-001") is State.DRAFT
    remark, _ = question_life.comment(office, bank.author, "own-001", "已改")
    question_life.submit(office, bank.author, "own-001")
    question_life.resolve(office, bank.author, remark)
    question_life.approve(office, bank.examiner, "own-001")

    assert bank.state("own-001") is State.PUBLISHED
    lines = question_life.history(office, bank.author, "own-001")
    assert [(line.what, line.actor, line.text) for line in lines] == [
        ("submitted", "巴图", "请看"),
        ("returned", "斯琴", "选项丁不妥"),
        ("comment", "巴图", "已改"),
        ("submitted", "巴图", ""),
        ("approved", "斯琴", ""),
    ]
    assert not any(line.is_open for line in lines)
    assert [line.is_mine for line in lines] == [True, False, True, True, False]
    assert [action for action, _ in bank.log()] == [
        "question.state_changed",
        "question.state_changed",
        "question.commented",
        "question.state_changed",
        "question.state_changed",
    ]


def test_an_author_does_not_approve_her_own_where_the_office_forbids_it(bank: Bank) -> None:
    bank.set(settings.AUTHOR_MAY_REVIEW, False)
    bank.put(local(1), state=State.IN_REVIEW)
    assert question_life.possible_steps(bank.office, bank.author, "own-001") == (Step.WITHDRAW, Step.RETIRE)
    with pytest.raises(Refusal, match="author_is_reviewer"):
        question_life.approve(bank.office, bank.author, "own-001")
    question_life.approve(bank.office, bank.other_author, "own-001")
    assert bank.state("own-001") is State.PUBLISHED


def test_one_teacher_alone_can_do_everything(bank: Bank) -> None:
    bank.put(local(1), state=State.IN_REVIEW)
    question_life.approve(bank.office, bank.author, "own-001")
    assert bank.state("own-001") is State.PUBLISHED


def test_rights_are_those_of_author_and_reviewer(bank: Bank) -> None:
    bank.put(local(1), state=State.IN_REVIEW)
    for forbidden in (
        lambda: question_life.approve(bank.office, bank.learner, "own-001"),
        lambda: question_life.retire(bank.office, bank.examiner, "own-001"),
        lambda: question_life.comment(bank.office, bank.learner, "own-001", "好"),
        lambda: question_life.history(bank.office, bank.learner, "own-001"),
        lambda: question_life.resolve(bank.office, bank.learner, "x"),
    ):
        with pytest.raises(Refusal, match="no_right"):
            forbidden()
    question_life.approve(bank.office, bank.examiner, "own-001")
    question_life.suspend(bank.office, bank.examiner, "own-001", "考试中发现答案有误")
    assert bank.state("own-001") is State.SUSPENDED


def test_of_many_questions_those_that_may_take_the_step_take_it(bank: Bank) -> None:
    bank.put(local(1), local(2))
    bank.put(local(3), state=State.DRAFT)
    outcome, changes = question_life.take_step(
        bank.office, bank.author, Step.SUSPEND, ["own-001", "own-003", "own-002", "none"]
    )
    assert outcome.moved == ("own-001", "own-002")
    assert [(one.code, one.reason) for one in outcome.refused] == [
        ("own-003", "question_step_wrong"),
        ("none", "question_unknown"),
    ]
    assert changes.areas
    assert bank.log() == [("question.states_changed", "")]


def test_with_one_question_a_refusal_is_raised_and_nothing_happens(bank: Bank) -> None:
    with pytest.raises(Refusal, match="question_unknown"):
        question_life.suspend(bank.office, PROGRAM, "none")
    bank.put(local(1))
    with pytest.raises(Refusal, match="remark_wanting"):
        question_life.comment(bank.office, PROGRAM, "own-001", "  ")
    assert question_life.possible_steps(bank.office, PROGRAM, "none") == ()
    assert bank.log() == []
