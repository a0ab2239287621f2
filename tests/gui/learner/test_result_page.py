"""After the hand-in: the result, the way on, the paper with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.builders.exams import ExamRoom, make_exam_room
from tests.builders.pages import Desk, press, words
from trainer.domain.people.roles import Actor, Grant, Role
from trainer.domain.sittings.rules import ExamRules, ReviewPolicy
from trainer.services import sit_paper
from trainer.ui.widgets import QuestionView


@pytest.fixture
def desks(tmp_path: Path, qtbot: Any) -> Iterator[Any]:
    made: list[Desk] = []

    def make(review: ReviewPolicy = ReviewPolicy.WITH_KEY) -> tuple[ExamRoom, Desk]:
        room = make_exam_room(tmp_path, rules=ExamRules(limit_s=3600, review=review))
        made.append(Desk(room.office, room.anna))
        return room, made[0]

    yield make
    for desk in made:
        desk.close()


def sit(room: ExamRoom, *, right: bool = True, slots: range | None = None) -> str:
    sitting = sit_paper.start(room.office, room.anna, room.exam.id)
    room.answer(sitting, slots, right=right)
    room.clock.advance(60)
    return sit_paper.hand_in(room.office, room.anna, sitting.sitting_id)[0].sitting_id


def test_a_pass_is_said_in_words_then_in_marks(desks: Any) -> None:
    room, desk = desks()
    page = desk.open("learner.result", sitting_id=sit(room))
    assert page.verdict.text() == "合格"
    assert page.figure.text() == "60.00"
    assert "优秀 · 60.00 分（满分 60.00 分）" in words(page)
    assert not page.next_card.isVisible()


def test_a_fail_names_the_lessons_to_learn_and_leads_there(desks: Any) -> None:
    room, desk = desks()
    page = desk.open("learner.result", sitting_id=sit(room, right=False))
    assert page.verdict.text() == "这次没有通过"
    assert "接下来学什么" in words(page)
    press(page, "到课程里看这一点")
    assert desk.went[-1][0] == "learner.reader"
    assert desk.went[-1][1]["lesson"] == "L0901"


def test_without_an_argument_the_newest_result_is_shown_and_the_message_is_said(desks: Any) -> None:
    room, desk = desks()
    sit(room)
    page = desk.open("learner.result", message="时间到，已按现状交卷。")
    assert "办公自动化考试" in words(page)
    assert "时间到，已按现状交卷。" in words(page)


def test_before_the_first_hand_in_nothing_can_be_looked_through(desks: Any) -> None:
    _room, desk = desks()
    page = desk.open("learner.result")
    seen = words(page)
    assert "还没有成绩" in seen
    assert "查看试卷" not in seen


def test_an_exam_that_shows_nothing_afterwards_offers_no_paper(desks: Any) -> None:
    room, desk = desks(ReviewPolicy.NONE)
    page = desk.open("learner.result", sitting_id=sit(room))
    assert "查看试卷" not in words(page)


def test_the_review_shows_key_and_reasons_and_filters_what_was_not_right(desks: Any) -> None:
    room, desk = desks()
    page = desk.open("learner.review", sitting_id=sit(room, slots=range(7)))
    assert len(page.findChildren(QuestionView)) == 12
    assert "全部（12）" in words(page)
    press(page, "未答对（5）")
    assert len(page._cards) == 5
    assert "正确答案" in words(page)
    press(page, "返回成绩")
    assert desk.went[-1][0] == "learner.result"


def test_own_answers_only_shows_no_key(desks: Any) -> None:
    room, desk = desks(ReviewPolicy.OWN_ANSWERS)
    page = desk.open("learner.review", sitting_id=sit(room, right=False))
    seen = words(page).splitlines()
    assert "您交卷时的答案。本场考试不公布正确答案。" in seen
    assert "正确答案" not in seen
    assert "解析" not in words(page)


def test_an_examiner_who_looks_at_a_paper_sees_whose_it_is_and_goes_back_to_the_list(desks: Any) -> None:
    room, desk = desks()
    sitting_id = sit(room)
    grant = Grant(Role.EXAMINER, room.unit.id, room.unit.path)
    desk.actor = replace(Actor(room.cadres[2], "刘老师"), grants=(grant,))
    page = desk.open("learner.review", sitting_id=sitting_id)
    assert "某某1 的试卷" in words(page)
    press(page, "返回成绩列表")
    assert desk.went == [("examiner.results", {})]


def test_the_review_before_any_hand_in_leads_to_the_examinations(desks: Any) -> None:
    _room, desk = desks()
    page = desk.open("learner.review")
    press(page, "我的考试")
    assert desk.went == [("learner.exams", {})]
