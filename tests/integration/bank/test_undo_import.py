"""An import that is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.bank import Bank, local
from tests.builders.exams import make_exam_room
from trainer.domain.papers.blueprint import Blueprint, Row
from trainer.domain.people.roles import Actor
from trainer.domain.question_bank.prepared import prepare
from trainer.domain.question_bank.question import Kind, Question, State
from trainer.services.enter_questions import IMPORT, enter, plan_entry
from trainer.services.office import Office
from trainer.services.sit_paper import hand_in, start
from trainer.services.undo_bank_change import undo


def bring_in(office: Office, actor: Actor, *questions: Question) -> str:
    with office.database.write() as uow:
        uow.questions.queue()
        plan = plan_entry(uow, [prepare(question) for question in questions])
        return enter(office, uow, actor, plan, what=IMPORT, title="题.xlsx", counts={"refused": 0})


def test_what_an_import_added_goes_and_what_it_changed_says_again_what_it_said(bank: Bank) -> None:
    bank.put(local(1))
    change = bring_in(bank.office, bank.author, replace(local(1), stem="导入的说法："), local(2), local(3))
    assert bank.codes() == ["own-001", "own-002", "own-003"]
    outcome, _ = undo(bank.office, bank.author, change)
    assert (outcome.removed, outcome.retired, outcome.restored) == (2, 0, 1)
    assert bank.codes() == ["own-001"]
    assert bank.question("own-001").stem == local(1).stem
    # The same file comes in again as if it had never been here.
    change = bring_in(bank.office, bank.author, local(2), local(3))
    assert bank.question("own-002").version == 1
    assert undo(bank.office, bank.author, change)[0].removed == 2


def test_the_same_import_twice_notes_no_second_change(bank: Bank) -> None:
    assert bring_in(bank.office, bank.author, local(1))
    assert bring_in(bank.office, bank.author, local(1)) == ""


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_a_question_that_somebody_was_asked_is_retired_instead(tmp_path: Path, is_handed_in: bool) -> None:
    room = make_exam_room(tmp_path, blueprint=Blueprint((Row(1, Fraction(5), (), (Kind.JUDGE,)),), "一题"))
    author = Actor(None, "", (), is_everybody=True)
    with room.office.database.write() as uow:
        for question in room.bank.values():
            uow.questions.put_state(question.id, State.RETIRED)
    change = bring_in(room.office, author, local(1, "judge"), local(2))
    room.clock.advance(timedelta(minutes=1).total_seconds())
    sitting = start(room.office, room.anna, room.exam.id)
    if is_handed_in:
        room.clock.advance(timedelta(minutes=1).total_seconds())
        hand_in(room.office, room.anna, sitting.sitting_id)
    outcome, _ = undo(room.office, author, change)
    assert (outcome.removed, outcome.retired) == (1, 1)
    with room.office.database.read() as uow:
        assert uow.questions.heads(["own-001", "own-002"])["own-001"].state is State.RETIRED
    room.office.database.close()
