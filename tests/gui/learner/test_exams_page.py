"""The examinations of a candidate: what may be sat, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.exams import ExamRoom, make_exam_room
from tests.builders.pages import Desk, agree, press, words
from trainer.domain.people.roles import Actor
from trainer.domain.sittings.rules import ExamRules
from trainer.services import sit_paper


@pytest.fixture
def room(tmp_path: Path) -> ExamRoom:
    return make_exam_room(tmp_path, rules=ExamRules(limit_s=3600, attempts=2, retake_after_days=0))


@pytest.fixture
def desk(room: ExamRoom, qtbot: Any) -> Iterator[Desk]:
    made = Desk(room.office, room.anna)
    yield made
    made.close()


def test_an_open_examination_is_started_only_after_its_rules_were_read(desk: Desk, room: ExamRoom) -> None:
    page = desk.open("learner.exams")
    seen = words(page)
    assert "共 12 题，满分 60.00 分，限时 60 分钟" in seen
    assert "还可考 2 次" in seen
    press(page, "开始考试")
    assert desk.went == []
    agree(page)
    assert desk.went == [("learner.sitting", {"exam_id": room.exam.id, "attempt": 1})]


def test_a_sitting_under_way_is_offered_to_go_on_with(desk: Desk, room: ExamRoom) -> None:
    sitting = sit_paper.start(room.office, room.anna, room.exam.id)
    sit_paper.leave(room.office, room.anna, sitting.sitting_id, 0)
    room.clock.advance(60)
    page = desk.open("learner.exams")
    assert "剩余 59 分钟" in words(page)
    press(page, "继续作答")
    assert desk.went == [("learner.sitting", {"sitting_id": sitting.sitting_id})]


def test_who_has_passed_sees_the_marks_and_opens_the_result(desk: Desk, room: ExamRoom) -> None:
    sitting = sit_paper.start(room.office, room.anna, room.exam.id)
    room.answer(sitting)
    sit_paper.hand_in(room.office, room.anna, sitting.sitting_id)
    page = desk.open("learner.exams")
    seen = words(page)
    assert "第 1 次：60.00 分（满分 60.00 分），优秀" in seen
    assert "开始考试" not in seen
    press(page, "查看成绩")
    assert desk.went == [("learner.result", {"sitting_id": sitting.sitting_id})]


def test_who_has_no_examination_is_led_to_the_lessons(room: ExamRoom, desk: Desk) -> None:
    from tests.builders.training import Roster

    elsewhere = Roster(room.office)
    elsewhere._people = 90
    stranger = elsewhere.cadre(elsewhere.unit("0202", name="安和旗审计局"), "李四")
    desk.actor = Actor(stranger, "李四")
    page = desk.open("learner.exams")
    assert "目前没有安排您参加的考试" in words(page)
    press(page, "打开课程")
    assert desk.went == [("learner.lessons", {})]
