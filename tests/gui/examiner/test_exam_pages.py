"""The examiner's pages: make an exam, open and close it, read its results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders.exams import ExamRoom, make_exam_room
from tests.builders.pages import Desk, agree, press, words
from trainer.domain.people.roles import Actor, Grant, Role
from trainer.services import sit_paper
from trainer.services.overviews.exams import exam_list
from trainer.ui.widgets import files


@pytest.fixture
def room(tmp_path: Path) -> ExamRoom:
    return make_exam_room(tmp_path)


@pytest.fixture
def desk(room: ExamRoom, qtbot: Any) -> Iterator[Desk]:
    grant = Grant(Role.EXAMINER, room.unit.id, room.unit.path)
    made = Desk(room.office, Actor(room.cadres[2], "刘老师", (grant,)))
    yield made
    made.close()


def hand_in(room: ExamRoom, actor: Actor, *, right: bool) -> str:
    sitting = sit_paper.start(room.office, actor, room.exam.id)
    room.answer(sitting, right=right)
    room.clock.advance(60)
    return sit_paper.hand_in(room.office, actor, sitting.sitting_id)[0].sitting_id


def test_the_list_tells_how_many_sat_and_passed(desk: Desk, room: ExamRoom) -> None:
    hand_in(room, room.anna, right=True)
    hand_in(room, room.berta, right=False)
    page = desk.open("examiner.exams")
    row = [page.table.model.text_at(0, column) for column in range(len(page.table.model.columns))]
    assert row[0] == "办公自动化考试"
    assert row[2] == "开放中"
    assert row[5:9] == ["3", "2", "0", "1"]
    assert row[9].replace(" ", "") == "50.0%"


def test_closing_asks_first_and_hands_in_who_is_still_sitting(desk: Desk, room: ExamRoom) -> None:
    sit_paper.start(room.office, room.anna, room.exam.id)
    page = desk.open("examiner.exams")
    assert not page.open_button.isEnabled()
    press(page, "结束考试")
    assert exam_list(room.office, desk.actor)[0].state == "running"
    agree(page)
    line = exam_list(room.office, desk.actor)[0]
    assert (line.state, line.in_progress, line.sat) == ("collected", 0, 1)
    assert page.table.model.text_at(0, 2) == "已结束"


def test_a_new_exam_is_made_and_opened_with_the_rules_on_the_page(desk: Desk, room: ExamRoom) -> None:
    page = desk.open("examiner.exam_edit")
    page.name.setText("第二次考试")
    for editor, count in zip(list(page.rows.editors), (4, 2, 2), strict=True):
        editor.count.setValue(count)
    page.minutes.setValue(45)
    page.pass_mark.setValue(70)
    page.ordering.setCurrentIndex(page.ordering.findData("longest_run"))
    page.opens.setDateTime(page.opens.dateTime().addSecs(-7200))
    press(page, "保存并开放")
    assert desk.went == [("examiner.exams", {})], words(page)
    made = next(line for line in exam_list(room.office, desk.actor) if line.name == "第二次考试")
    assert (made.state, made.questions, made.limit_s, made.of) == ("running", 8, 2700, "28.00")
    with room.office.database.read() as uow:
        exam = uow.exams.get(made.exam_id)
    assert exam is not None
    assert exam.rules.ordering.value == "longest_run"


def test_a_row_that_starves_is_named_while_it_is_edited(desk: Desk, qtbot: Any) -> None:
    page = desk.open("examiner.exam_edit")
    page.rows.editors[0].count.setValue(50)
    qtbot.waitUntil(lambda: "还缺 44 道" in words(page))


def test_an_exam_that_starves_is_refused_and_the_page_keeps_what_was_written(desk: Desk, room: ExamRoom) -> None:
    page = desk.open("examiner.exam_edit")
    page.name.setText("太大的考试")
    page.rows.editors[0].count.setValue(50)
    press(page, "保存，暂不开放")
    assert desk.went == []
    assert page.message.isVisible()
    assert page.name.text() == "太大的考试"
    assert len(exam_list(room.office, desk.actor)) == 1


def test_results_list_people_and_search_finds_one(desk: Desk, room: ExamRoom) -> None:
    hand_in(room, room.anna, right=True)
    hand_in(room, room.berta, right=False)
    page = desk.open("examiner.results", exam_id=room.exam.id)
    assert {view.cadre_name for view in page.table.model.records} == {"某某1", "某某2"}
    page.search.setText("某某2")
    page._on_search("某某2")
    assert [view.is_passed for view in page.table.model.records] == [False]


def test_a_regrade_needs_a_reason_and_tells_what_changed(desk: Desk, room: ExamRoom) -> None:
    hand_in(room, room.anna, right=True)
    page = desk.open("examiner.results")
    press(page, "重新评分")
    assert "重新评分须写明原因" in words(page)
    page.reason.setText("答案有误")
    press(page, "重新评分")
    assert "重新评分 1 份；成绩有变化 0 份" in words(page)


def test_the_results_go_out_as_a_workbook(
    desk: Desk, room: ExamRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(room, room.anna, right=True)
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(files, "answer", lambda title, name: target)
    page = desk.open("examiner.results")
    press(page, "导出")
    cells = [cell for row in openpyxl.load_workbook(target).active.iter_rows(values_only=True) for cell in row]
    assert "某某1" in cells
    assert str(target) in words(page)


def test_a_person_in_the_list_opens_their_paper(desk: Desk, room: ExamRoom) -> None:
    sitting_id = hand_in(room, room.anna, right=True)
    page = desk.open("examiner.results")
    page.table.view.selectRow(0)
    press(page, "查看试卷")
    assert desk.went == [("learner.review", {"sitting_id": sitting_id})]
