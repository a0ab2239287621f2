"""Exposure is counted with the marking and can be counted again from the results."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.bank import Bank, local
from tests.builders.exams import ExamRoom, make_exam_room
from trainer.adapters.storage.stores.question_use import Asked
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.question import Kind
from trainer.services.overviews import question_use, questions
from trainer.services.overviews.questions import QuestionFilter
from trainer.services.regrade import regrade
from trainer.services.sit_paper import hand_in, start


def drift(room: ExamRoom) -> int:
    return question_use.rebuild(room.office, PROGRAM)[0]


def asked_codes(room: ExamRoom) -> set[str]:
    page = questions.list_questions(room.office, PROGRAM, QuestionFilter(is_unused=False), limit=1000)
    return {line.code for line in page.lines}


def test_a_hand_in_counts_every_question_once_with_what_it_earned(tmp_path: Path) -> None:
    room = make_exam_room(tmp_path)
    sitting = start(room.office, room.anna, room.exam.id)
    room.answer(sitting, [0, 1, 2])
    room.clock.advance(60)
    hand_in(room.office, room.anna, sitting.sitting_id)

    codes = asked_codes(room)
    assert len(codes) == len(sitting.slots)
    uses = {code: question_use.use_of(room.office, PROGRAM, code) for code in codes}
    assert {use.shown for use in uses.values()} == {1}
    assert sum(use.versions[0].answered for use in uses.values()) == 3
    assert sorted(str(use.facility) for use in uses.values()).count("1") == 3
    assert {use.last_at for use in uses.values()} == {room.clock.now()}
    assert {unit.unit_name for use in uses.values() for unit in use.units} == {room.unit.name}
    assert drift(room) == 0
    room.office.database.close()


def test_a_regrade_counts_the_new_marks_in_the_place_of_the_old_ones(tmp_path: Path) -> None:
    room = make_exam_room(tmp_path)
    sitting = start(room.office, room.anna, room.exam.id)
    room.answer(sitting, right=False)
    hand_in(room.office, room.anna, sitting.sitting_id)
    judges = [room.bank[line_id] for line_id in room.bank if room.bank[line_id].kind is Kind.JUDGE]
    asked = asked_codes(room)
    judge = next(question for question in judges if question.code in asked)
    newer = replace(judge, version=2, answer=not judge.answer)
    with room.office.database.write() as uow:
        uow.questions.add_versions([newer], at=room.clock.now(), by=None)
        uow.questions.put_head(newer, shipped_version=None)
    room.clock.advance(timedelta(days=1).total_seconds())
    regrade(room.office, PROGRAM, room.exam.id, "答案有误")
    use = question_use.use_of(room.office, PROGRAM, judge.code)
    assert (use.shown, use.facility, use.versions[0].version) == (1, Fraction(1), 1)
    assert drift(room) == 0
    room.office.database.close()


def test_fractions_are_summed_exactly_by_version_and_unit(bank: Bank) -> None:
    question = local(1)
    bank.put(question)
    at = bank.clock.now()
    with bank.office.database.write() as uow:
        for unit, version, fraction in (
            (bank.unit.id, 1, Fraction(1, 3)),
            (bank.unit.id, 1, Fraction(1, 3)),
            (bank.unit.id, 1, Fraction(1, 3)),
            (bank.unit.id, 2, Fraction(1)),
            ("01900000-0000-7000-8000-000000000007", 2, Fraction(0)),
            ("01900000-0000-7000-8000-000000000007", 2, None),
        ):
            uow.question_use.add([Asked(question.id, version, fraction, fraction != 0)], unit_id=unit, at=at)
            at += timedelta(minutes=1)
    use = question_use.use_of(bank.office, bank.examiner, "own-001")
    assert (use.shown, use.facility) == (6, Fraction(2, 5))
    second, first = use.versions
    assert (first.shown, first.facility, first.wholly_right) == (3, Fraction(1, 3), Fraction(0))
    assert (second.shown, second.answered, second.unmarked, second.facility) == (3, 2, 1, Fraction(1, 2))
    assert [(unit.unit_name, unit.shown) for unit in use.units] == [("安和旗民政局", 4), ("", 2)]
    [line] = questions.list_questions(bank.office, bank.examiner).lines
    assert (line.shown, line.facility) == (6, Fraction(2, 5))
    with bank.office.database.write() as uow:
        taken = [Asked(question.id, 2, None, True)]
        uow.question_use.add(taken, unit_id="01900000-0000-7000-8000-000000000007", at=at, times=-1)
    assert question_use.use_of(bank.office, bank.examiner, "own-001").versions[0].unmarked == 0


def test_a_question_that_nobody_was_asked_has_no_facility(bank: Bank) -> None:
    bank.put(local(1))
    use = question_use.use_of(bank.office, bank.author, "own-001")
    assert (use.shown, use.facility, use.last_at, use.versions, use.units) == (0, None, None, (), ())
    with pytest.raises(Refusal, match="no_right"):
        question_use.use_of(bank.office, bank.learner, "own-001")
    assert isinstance(bank.clock.now(), datetime)
