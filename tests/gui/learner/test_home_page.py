"""The learner's home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.builders.office import NOON
from tests.gui.learner.conftest import Desk
from trainer.adapters.storage.tables import people
from trainer.services import read_lesson
from trainer.services.overviews.exams import ExamForCadre, SittingLine
from trainer.services.overviews.learning import learner_home
from trainer.ui.learner import home_page
from trainer.ui.learner.home_page import CheckRow
from trainer.ui.learner.home_presenter import home_model


def make_exam(**changes: object) -> ExamForCadre:
    exam = ExamForCadre(
        "exam",
        "办公自动化考试",
        NOON - timedelta(days=1),
        NOON + timedelta(days=2),
        "100.00",
        20,
        2700,
        Fraction(60),
        True,
        "",
        {},
        "",
        0.0,
        0,
        2,
        (),
        False,
    )
    return replace(exam, **changes)  # type: ignore[arg-type]


def begin_lesson(desk: Desk) -> None:
    read_lesson.open_lesson(desk.office, desk.actor, "L2001")
    read_lesson.record_screen_time(desk.office, desk.actor, "L2001", 0, 30)
    read_lesson.note_place(desk.office, desk.actor, "L2001", 1, 0)


def test_a_newcomer_is_shown_where_to_begin(desk: Desk, words: Callable[[QWidget], str]) -> None:
    seen = words(desk.open("learner.home"))
    assert "王丽，您好" in seen
    assert "从这里开始" in seen
    assert "还有 1 课要学。" in seen


def test_continue_comes_first_and_one_press_goes_back_to_the_place(desk: Desk) -> None:
    begin_lesson(desk)
    page = desk.open("learner.home")
    assert page.model.go_on.caption == "从上次的地方继续"
    assert "第 2 屏，共 4 屏" in page.model.go_on.line
    QTest.keyClick(page.go_on_button, Qt.Key.Key_Return)
    assert desk.went == [("learner.reader", {"lesson": "L2001"})]


def test_the_checklist_names_the_lesson_with_its_hours_and_opens_it(
    desk: Desk, words: Callable[[QWidget], str]
) -> None:
    page = desk.open("learner.home")
    assert "0.5 学时" in words(page)
    row = next(row for row in page.findChildren(CheckRow) if row.check.words == "首页")
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert desk.went[-1] == ("learner.reader", {"lesson": "L2001"})


def test_what_was_learned_elsewhere_is_seen_at_once(desk: Desk) -> None:
    page = desk.open("learner.home")
    begin_lesson(desk)
    _, changes = read_lesson.record_screen_time(desk.office, desk.actor, "L2001", 1, 30)
    desk.hub.tell(changes)
    assert page.model.go_on.caption == "从上次的地方继续"
    assert page.model.go_on.share == 0.5


def test_a_leader_on_the_starter_path_gets_three_large_tiles(desk: Desk) -> None:
    with desk.office.database.write() as uow:
        uow.connection.execute(
            sa.update(people.cadre)
            .where(people.cadre.c.id == desk.actor.cadre_id)
            .values(tier="T1", leader_path="起步")
        )
    page = desk.open("learner.home")
    assert [tile.accessibleName().split(".")[0] for tile in page.tiles] == ["今天学什么", "我的成绩", "打印给我"]
    for tile in page.tiles[:2]:
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert [place for place, _ in desk.went] == ["learner.lessons", "learner.exams"]


def test_another_leader_gets_the_usual_home(desk: Desk) -> None:
    with desk.office.database.write() as uow:
        uow.connection.execute(
            sa.update(people.cadre)
            .where(people.cadre.c.id == desk.actor.cadre_id)
            .values(tier="T1", leader_path="深化")
        )
    assert desk.open("learner.home").tiles == []


def test_the_next_examination_is_named_with_its_end_and_its_length(desk: Desk) -> None:
    model = home_model(learner_home(desk.office, desk.actor), [make_exam()], [], NOON)
    assert "办公自动化考试" in model.tiles[0].line
    assert "截止 2025年6月4日 12:00" in model.tiles[0].line
    assert "20 题，45 分钟" in model.tiles[0].line


def test_a_sitting_under_way_is_gone_on_with(desk: Desk) -> None:
    model = home_model(learner_home(desk.office, desk.actor), [make_exam(in_progress="sitting-1")], [], NOON)
    assert (model.tiles[0].target.page_id, model.tiles[0].target.args) == (
        "learner.sitting",
        {"sitting_id": "sitting-1"},
    )


def test_lessons_done_and_examination_passed_is_trained_and_without_the_examination_it_is_not(desk: Desk) -> None:
    home = replace(learner_home(desk.office, desk.actor), remaining=0, done=1, continue_with=None)
    sitting = SittingLine("s", 1, "closed", NOON, "88.00", "100.00", "good", True)
    passed = make_exam(is_passed=True, sittings=(sitting,))
    assert home_model(home, [passed], [], NOON).is_trained
    assert not home_model(home, [make_exam()], [], NOON).is_trained
    assert not home_model(home, [], [], NOON).is_trained
    assert any(check.note == "合格，88.00 分" for check in home_model(home, [passed], [], NOON).checks)


def test_an_examination_that_is_over_and_was_not_passed_is_not_on_the_checklist(desk: Desk) -> None:
    over = make_exam(closes_at=NOON - timedelta(hours=1))
    model = home_model(learner_home(desk.office, desk.actor), [over], [], NOON)
    assert not any("办公自动化考试" in check.words for check in model.checks)


def test_with_all_lessons_done_the_one_thing_to_do_is_the_examination(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: Callable[[QWidget], str]
) -> None:
    home = replace(learner_home(desk.office, desk.actor), remaining=0, done=1, continue_with=None)
    model = home_model(home, [make_exam()], [], NOON)
    monkeypatch.setattr(home_page, "read_home", lambda _office, _actor: model)
    page = desk.open("learner.home")
    assert "课已全部学完，只差考试。" in words(page)
    page.go_on_button.click()
    assert desk.went == [("learner.exams", {})]


def test_two_counts_in_one_sentence_are_set_as_chinese_is_set(desk: Desk) -> None:
    model = home_model(learner_home(desk.office, desk.actor), [make_exam()], [], NOON)
    assert model.sentence == "还有 1 课、1 场考试。"
