"""The reader as its reader sees it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.learner.conftest import Desk
from trainer.domain.kernel.changes import Area
from trainer.domain.kernel.outcomes import Fault
from trainer.services import read_lesson
from trainer.ui.learner.lesson_close import LessonClose
from trainer.ui.learner.reader_page import ReaderPage
from trainer.ui.learner.self_check import SelfCheckView
from trainer.ui.theme import theme

LESSON = "L2001"
WHY, HOME, CHECK, SHEET, CLOSE = range(5)
RIGHT = {"single": {"choice": 0}, "judge": {"answer": False}}


def open_reader(desk: Desk, **args: object) -> ReaderPage:
    page = desk.open("learner.reader", lesson=LESSON, **args)
    assert isinstance(page, ReaderPage)
    return page


def stay(desk: Desk, page: ReaderPage, seconds: int) -> None:
    for _ in range(seconds):
        desk.clock.advance(1)
        page.presenter.on_tick()


def check_view(page: ReaderPage) -> SelfCheckView:
    found = page.findChildren(SelfCheckView)
    return [view for view in found if not view.isHidden()][-1]


def answer_all(page: ReaderPage) -> None:
    view = check_view(page)
    for asked in page.presenter._asked:
        question = view.view_of(asked.question.id)
        question.set_response(RIGHT[asked.question.kind.value])
        question.response_changed.emit(question.response())


def kept_seconds(desk: Desk) -> dict[int, int]:
    assert desk.actor.cadre_id is not None
    with desk.office.database.read() as uow:
        return uow.learning.seconds(desk.actor.cadre_id, LESSON)


def test_opening_shows_the_first_screen_and_the_contents(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_reader(desk)
    seen = words(page)
    assert "首页" in seen
    assert "早上有人在等。" in seen
    assert "第 1 屏，共 4 屏" in seen
    assert "还差 3 屏未读，自测未通过。" in seen


def test_a_screen_open_long_enough_gets_its_tick_and_one_left_at_once_does_not(desk: Desk) -> None:
    page = open_reader(desk)
    stay(desk, page, 4)
    page.presenter.on_next()
    page.presenter.on_next()
    rows = page.contents._rows
    assert "已读" in rows[WHY].accessibleName()
    assert "未读" in rows[HOME].accessibleName()


def test_the_time_is_in_the_database_before_the_screen_claims_it(desk: Desk) -> None:
    page = open_reader(desk)
    stay(desk, page, 3)
    assert kept_seconds(desk) == {WHY: 3}
    assert "这一屏已算读过" in page.reader_footer._state.text()


def test_nothing_counts_while_the_page_is_hidden(desk: Desk) -> None:
    page = open_reader(desk)
    page.hide()
    stay(desk, page, 60)
    page.show()
    stay(desk, page, 1)
    page.leave()
    assert kept_seconds(desk) == {WHY: 1}


def test_no_more_time_is_kept_of_a_person_than_the_rule_needs(desk: Desk) -> None:
    page = open_reader(desk)
    stay(desk, page, 200)
    page.leave()
    assert kept_seconds(desk)[WHY] <= 10


def test_the_place_is_kept_to_the_paragraph_over_a_restart(desk: Desk) -> None:
    page = open_reader(desk)
    page.presenter.on_screen(HOME)
    page.presenter.on_place(1)
    page.leave()
    again = open_reader(desk)
    assert again.presenter.at == HOME
    assert again.presenter._block == 1


def test_a_link_opens_the_very_screen_whatever_the_place_was(desk: Desk) -> None:
    page = open_reader(desk)
    page.presenter.on_screen(SHEET)
    page.leave()
    assert open_reader(desk, screen=HOME).presenter.at == HOME


def test_the_self_check_explains_every_answer_and_completes_the_lesson(
    desk: Desk, words: Callable[[QWidget], str]
) -> None:
    page = open_reader(desk)
    for screen in (WHY, HOME, SHEET):
        page.presenter.on_screen(screen)
        stay(desk, page, 10)
    page.presenter.on_screen(CHECK)
    assert "已答 0/2 题" in words(check_view(page))
    answer_all(page)
    check_view(page)._on_check()
    seen = words(check_view(page))
    assert "自测已通过" in seen
    assert "没有提交。" in seen, "the reason of a choice"
    assert "提交才算办。" in seen, "the explanation of the question"
    assert "本课已完成，认定 0.5 学时。" in page.message.text
    assert any(Area.PROGRESS in changes.areas for changes in desk.told)


def test_a_wrong_answer_leads_to_the_screen_that_teaches_it(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_reader(desk, screen=CHECK)
    view = check_view(page)
    first = view.view_of(page.presenter._asked[0].question.id)
    first.set_response({"choice": 1})
    first.response_changed.emit(first.response())
    view._on_check()
    assert "自测尚未通过" in words(check_view(page))
    assert "回看：“首页”" in words(check_view(page))
    check_view(page).screen_wanted.emit(HOME)
    assert page.presenter.at == HOME


def test_answers_not_yet_checked_survive_a_look_at_another_screen(desk: Desk) -> None:
    page = open_reader(desk, screen=CHECK)
    answer_all(page)
    before = check_view(page).responses
    page.presenter.on_previous()
    page.presenter.on_next()
    assert check_view(page).responses == before != {}


def test_the_close_says_what_is_wanting_and_goes_there(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_reader(desk)
    page.presenter.on_last()
    page.presenter.on_next()
    close = [view for view in page.findChildren(LessonClose) if not view.isHidden()][-1]
    seen = words(close)
    assert "这一课还没有学完" in seen
    assert "请读：“为什么要学”" in seen
    assert "通过自测" in seen
    close.screen_wanted.emit(WHY)
    assert page.presenter.at == WHY


def test_a_note_is_kept_by_screen_and_seen_again(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_reader(desk)
    page._on_notes_toggled()
    page.notes.field.setPlainText("打开不算办")
    page.presenter.on_next()
    page._on_contents(HOME)
    page.notes.flush()
    assert page.notes.field.toPlainText() == ""
    assert "有笔记" in page.contents._rows[WHY].accessibleName()
    again = open_reader(desk, screen=WHY)
    assert again.notes.field.toPlainText() == "打开不算办"


def test_a_note_says_saved_only_after_the_commit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_reader(desk)
    page._on_notes_toggled()
    page.notes.field.setPlainText("一")
    assert "已保存" not in page.notes._state.text()
    page.notes.flush()
    assert "已保存" in page.notes._state.text()

    def full(*_args: object) -> None:
        raise Fault("disk_full", "home")

    monkeypatch.setattr(read_lesson, "save_note", full)
    page.notes.field.setPlainText("二")
    page.notes.flush()
    assert "已保存" not in page.notes._state.text()
    assert page.message.text


def test_seconds_that_could_not_be_stored_are_stored_with_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_reader(desk)
    whole = read_lesson.record_screen_time

    def full(*_args: object) -> None:
        raise Fault("disk_full", "home")

    monkeypatch.setattr(read_lesson, "record_screen_time", full)
    stay(desk, page, 3)
    assert kept_seconds(desk) == {}
    monkeypatch.setattr(read_lesson, "record_screen_time", whole)
    stay(desk, page, 1)
    page.leave()
    assert kept_seconds(desk)[WHY] >= 3


@pytest.mark.parametrize(
    ("key", "start", "expected"),
    [
        (Qt.Key.Key_Right, WHY, HOME),
        (Qt.Key.Key_Left, HOME, WHY),
        (Qt.Key.Key_End, WHY, SHEET),
        (Qt.Key.Key_Home, SHEET, WHY),
        (Qt.Key.Key_Left, WHY, WHY),
    ],
)
def test_keys_move_through_the_lesson(desk: Desk, key: Qt.Key, start: int, expected: int) -> None:
    page = open_reader(desk, screen=start)
    page.column.setFocus()
    QTest.keyClick(page.column, key)
    assert page.presenter.at == expected


def test_page_down_goes_on_where_the_screen_ends(desk: Desk) -> None:
    page = open_reader(desk, screen=SHEET)
    page.column.setFocus()
    assert page.column.is_at_end
    QTest.keyClick(page.column, Qt.Key.Key_PageDown)
    assert page.presenter.at == CLOSE


def test_n_opens_the_notes_and_typing_n_there_writes_it(desk: Desk) -> None:
    page = open_reader(desk)
    page.column.setFocus()
    QTest.keyClick(page.column, Qt.Key.Key_N)
    assert page.notes.isVisible()
    QTest.keyClick(page.notes.field, Qt.Key.Key_N)
    assert page.notes.isVisible()
    assert page.notes.field.toPlainText().casefold() == "n"


def test_the_own_text_size_changes_the_lesson_alone_and_is_kept(desk: Desk) -> None:
    page = open_reader(desk)
    next(action for action in page._size_actions if action.data() == 200).trigger()
    assert page.column.scale == 2.0
    assert theme().scale == 1.0
    assert "200" in page._size_button.text()
    assert open_reader(desk).column.scale == 2.0


def test_with_large_text_the_contents_fold_away_and_come_back_over_the_text(desk: Desk) -> None:
    page = open_reader(desk)
    assert page.contents.isVisible()
    page._take_own_size(200)
    assert not page.contents.isVisible()
    page._on_contents_toggled()
    assert page.contents.isVisible()
    assert not page.column.isVisible()
    page._on_contents(SHEET)
    assert page.column.isVisible()
    assert page.presenter.at == SHEET


def test_without_a_lesson_named_it_goes_on_with_the_one_begun_last(desk: Desk) -> None:
    open_reader(desk).leave()
    page = desk.open("learner.reader")
    assert page.presenter.code == LESSON


def test_a_completed_lesson_stays_completed_when_it_is_read_again(desk: Desk) -> None:
    page = open_reader(desk)
    for screen in (WHY, HOME, SHEET):
        page.presenter.on_screen(screen)
        stay(desk, page, 10)
    page.presenter.on_screen(CHECK)
    answer_all(page)
    check_view(page)._on_check()
    page.leave()
    again = open_reader(desk, screen=WHY)
    assert again.presenter._is_complete
    assert again.presenter._hours == Fraction(1, 2)
    assert again.contents._said.text() == "本课已完成。"


def test_every_part_that_takes_the_keyboard_has_a_name(desk: Desk) -> None:
    page = open_reader(desk, screen=CHECK)
    page._on_notes_toggled()
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
        and type(widget).__module__.startswith("trainer")
    ]
    assert not nameless
