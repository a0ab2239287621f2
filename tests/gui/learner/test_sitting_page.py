"""Sitting a paper as a candidate does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.builders.exams import CLOSES, ExamRoom, make_exam_room
from tests.builders.office import NOON
from tests.builders.pages import Desk, agree, press, words
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.papers.blueprint import Blueprint, Row
from trainer.domain.question_bank.question import Kind
from trainer.domain.sittings.rules import ExamRules
from trainer.domain.sittings.sitting import HandInBy
from trainer.services import sit_paper
from trainer.services.results import result
from trainer.ui.learner.sitting_page import SittingPage
from trainer.ui.learner.sitting_presenter import SlotState

CHOICES = Blueprint((Row(3, Fraction(5), (), (Kind.SINGLE,)),), "单选")
GAPS = Blueprint((Row(2, Fraction(5), (), (Kind.BLANK,)),), "填空")


class Seat:
    """A candidate before a paper."""

    def __init__(self, room: ExamRoom, tmp_path: Path) -> None:
        self.room = room
        self.desk = Desk(room.office, room.anna)
        self.page: SittingPage = self.desk.open("learner.sitting", exam_id=room.exam.id, attempt=1)
        assert self.page.view is not None
        self.sitting_id = self.page.view.sitting_id

    def saved(self) -> dict[int, Any]:
        view = sit_paper.resume(self.room.office, self.room.anna, self.sitting_id)
        return dict(view.responses)

    def key(self, key: Qt.Key, text: str = "") -> None:
        QTest.keyClick(self.page.focusWidget() or self.page, key)


@pytest.fixture
def make_seat(tmp_path: Path, qtbot: Any) -> Iterator[Any]:
    made: list[Seat] = []

    def make(blueprint: Blueprint = CHOICES, **exam: Any) -> Seat:
        seat = Seat(make_exam_room(tmp_path, blueprint=blueprint, **exam), tmp_path)
        made.append(seat)
        return seat

    yield make
    for seat in made:
        seat.desk.close()


def test_the_room_shows_paper_person_time_and_the_first_question(make_seat: Any) -> None:
    page = make_seat().page
    seen = words(page)
    assert "办公自动化考试" in seen
    assert "安娜" in seen
    assert "剩余 60 分钟" in seen
    assert "第 1 题（共 3 题），5.00 分" in seen


def test_a_letter_chooses_and_the_answer_is_on_the_disk_when_the_page_says_saved(make_seat: Any) -> None:
    seat = make_seat()
    seat.key(Qt.Key.Key_B)
    order = [choice.index for choice in seat.page.view.slots[0].choices]
    assert "已保存" in words(seat.page)
    assert seat.saved() == {0: {"choice": order[1]}}


def test_a_figure_chooses_enter_goes_on_and_f_marks(make_seat: Any) -> None:
    seat = make_seat()
    seat.key(Qt.Key.Key_3)
    seat.key(Qt.Key.Key_F)
    assert "取消标记（F）" in words(seat.page)
    seat.key(Qt.Key.Key_Return)
    assert seat.page.current == 1
    assert "标记（F）" in words(seat.page)
    assert "已答 1/3" in words(seat.page)
    view = sit_paper.resume(seat.room.office, seat.room.anna, seat.sitting_id)
    assert view.marked == frozenset({0})


def test_f_and_figures_are_typed_inside_a_field_and_enter_saves_and_goes_to_the_next_gap(make_seat: Any) -> None:
    seat = make_seat(GAPS)
    fields = seat.page.sheet.questions[0].findChildren(QLineEdit)
    for key in (Qt.Key.Key_F, Qt.Key.Key_2):
        seat.key(key)
    assert fields[0].text() == "f2"
    assert not seat.page.presenter.is_marked(0)
    assert seat.saved() == {}
    seat.key(Qt.Key.Key_Return)
    assert seat.saved() == {0: {"blanks": ["f2", ""]}}
    assert seat.page.current == 0
    seat.key(Qt.Key.Key_Return)
    assert seat.page.current == 1


def test_what_was_typed_is_saved_when_another_question_is_opened(make_seat: Any) -> None:
    seat = make_seat(GAPS)
    seat.key(Qt.Key.Key_7)
    seat.page.go_to(1)
    assert seat.saved() == {0: {"blanks": ["7", ""]}}


def test_enter_on_a_button_that_has_the_focus_presses_it(make_seat: Any) -> None:
    seat = make_seat()
    seat.page.map.cell(2).setFocus()
    seat.key(Qt.Key.Key_Return)
    assert seat.page.current == 2


def test_a_full_disk_is_told_beside_the_question_and_sending_again_saves(
    make_seat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = make_seat()
    real = sit_paper.record_response

    def full(*_args: Any) -> None:
        raise Fault("disk_full", "/x", None)

    monkeypatch.setattr(sit_paper, "record_response", full)
    seat.key(Qt.Key.Key_A)
    assert seat.page.presenter.state(0) is SlotState.UNSAVED
    assert "1 道答案未保存" in words(seat.page)
    monkeypatch.setattr(sit_paper, "record_response", real)
    press(seat.page, "重新保存")
    assert list(seat.saved()) == [0]
    assert "未保存" not in words(seat.page)


def test_the_hand_in_names_what_is_open_and_marked_then_leads_to_the_result(make_seat: Any) -> None:
    seat = make_seat()
    seat.key(Qt.Key.Key_A)
    seat.page.go_to(2)
    seat.key(Qt.Key.Key_F)
    press(seat.page, "交卷")
    asked = words(seat.page._dialog)
    assert "共 3 题，已答 1 题。" in asked
    assert "未答：2，3。" in asked
    assert "已标记、待回看：3。" in asked
    agree(seat.page)
    assert seat.desk.went == [("learner.result", {"sitting_id": seat.sitting_id})]
    assert seat.desk.told


def test_seconds_are_shown_only_in_the_last_five_minutes(make_seat: Any) -> None:
    page = make_seat().page
    page._on_time(301.0)
    assert page.bar.clock.text() == "剩余 6 分钟"
    page._on_time(299.0)
    assert page.bar.clock.text() == "剩余 4:59"


def test_the_bell_hands_in_what_was_answered(make_seat: Any) -> None:
    seat = make_seat()
    seat.key(Qt.Key.Key_A)
    seat.room.clock.advance(3600)
    seat.page.bar.set_left(0.0)
    seat.page.bar.tick()
    view = result(seat.room.office, seat.room.anna, seat.sitting_id)
    assert view.handed_in_by == HandInBy.BELL.value
    assert sum(slot.is_answered for slot in view.slots) == 1
    assert seat.desk.went[-1][0] == "learner.result"


def test_the_end_of_the_window_hands_in_as_the_window(make_seat: Any) -> None:
    seat = make_seat(closes_at=NOON + timedelta(minutes=20))
    assert "剩余 20 分钟" in words(seat.page)
    seat.room.clock.advance(1200)
    seat.page.bar.set_left(0.0)
    seat.page.bar.tick()
    view = result(seat.room.office, seat.room.anna, seat.sitting_id)
    assert view.handed_in_by == HandInBy.WINDOW.value


def test_time_given_meanwhile_lets_the_candidate_go_on(make_seat: Any) -> None:
    seat = make_seat()
    seat.room.clock.advance(3500)
    seat.page.bar.set_left(0.0)
    seat.page.bar.tick()
    assert seat.desk.went == []
    assert seat.page.bar.clock.text() == "剩余 1:40"
    seat.key(Qt.Key.Key_A)
    assert list(seat.saved()) == [0]


def test_a_hand_in_that_comes_too_early_is_explained_and_the_paper_stays_open(make_seat: Any) -> None:
    seat = make_seat(rules=ExamRules(limit_s=3600, min_hand_in_s=1800))
    press(seat.page, "交卷")
    agree(seat.page)
    assert seat.desk.went == []
    assert seat.page.message.isVisible()
    seat.key(Qt.Key.Key_A)
    assert list(seat.saved()) == [0]


def test_coming_back_after_a_crash_finds_question_answers_and_marks(make_seat: Any) -> None:
    seat = make_seat()
    seat.key(Qt.Key.Key_A)
    seat.page.go_to(2)
    seat.key(Qt.Key.Key_F)
    seat.page._on_beat()
    again = seat.desk.open("learner.sitting")
    assert again.view.sitting_id == seat.sitting_id
    assert again.current == 2
    assert again.presenter.state(0) is SlotState.SAVED
    assert again.presenter.is_marked(2)


def test_coming_back_after_the_bell_leads_to_the_result(make_seat: Any, qtbot: Any) -> None:
    seat = make_seat()
    seat.page.leave()
    seat.room.clock.advance(7200)
    seat.desk.open("learner.sitting", sitting_id=seat.sitting_id)
    qtbot.waitUntil(lambda: bool(seat.desk.went))
    place, args = seat.desk.went[-1]
    assert place == "learner.result"
    assert args["sitting_id"] == seat.sitting_id
    assert args["message"]


def test_going_back_to_a_used_link_starts_no_second_sitting(make_seat: Any) -> None:
    seat = make_seat(rules=ExamRules(limit_s=3600, attempts=3, retake_after_days=0))
    press(seat.page, "交卷")
    agree(seat.page)
    page = seat.desk.open("learner.sitting", exam_id=seat.room.exam.id, attempt=1)
    assert page.view is None
    assert "您现在没有正在作答的试卷" in words(page)


def test_leaving_in_the_middle_of_a_word_keeps_it(make_seat: Any) -> None:
    seat = make_seat(GAPS)
    seat.key(Qt.Key.Key_9)
    assert seat.page.leave()
    assert seat.saved() == {0: {"blanks": ["9", ""]}}


def test_from_the_last_question_the_way_leads_to_those_still_open_until_none_is(make_seat: Any) -> None:
    seat = make_seat()
    seat.page.go_to(2)
    assert "下一道未答题" in words(seat.page)
    press(seat.page, "下一道未答题")
    assert seat.page.current == 0
    for slot in range(3):
        seat.page.go_to(slot)
        seat.key(Qt.Key.Key_A)
    assert "下一道未答题" not in words(seat.page)
    assert not seat.page.next.isEnabled()
    seat.key(Qt.Key.Key_Return)
    assert seat.page._dialog.isVisible()


def test_all_questions_at_once_keep_their_answers(make_seat: Any) -> None:
    seat = make_seat()
    seat.key(Qt.Key.Key_A)
    press(seat.page, "显示全部试题")
    assert len(seat.page.sheet.questions) == 3
    assert seat.page.sheet.questions[0].response() == seat.saved()[0]


def test_nothing_leads_out_of_the_room_but_the_hand_in(make_seat: Any) -> None:
    seat = make_seat()
    seat.key(Qt.Key.Key_Escape)
    assert seat.desk.went == []
    assert seat.page.takes_window
    assert CLOSES > NOON
