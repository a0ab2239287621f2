"""Practice and the wrong-answer book."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.learner.conftest import Desk
from trainer.domain.question_bank.question import Kind, Question
from trainer.services import practise
from trainer.ui.learner.practice_page import PracticePage
from trainer.ui.widgets.buttons import LinkButton


def open_practice(desk: Desk, **args: object) -> PracticePage:
    page = desk.open("learner.practice", **args)
    assert isinstance(page, PracticePage)
    return page


def give(page: PracticePage, *, right: bool) -> None:
    view = page.question_view
    assert view is not None
    assert view.question is not None
    question = view.question
    response = {"choice": 0 if right else 1} if question.kind is Kind.SINGLE else {"answer": not right}
    view.set_response(response)
    view.response_changed.emit(view.response())


def wrong_ids(desk: Desk) -> list[str]:
    return [line.question.id for line in practise.wrong_book(desk.office, desk.actor)]


def make_wrong(desk: Desk) -> list[Question]:
    run = practise.start_practice(desk.office, desk.actor, "L2001", seed="1")
    for asked in run.asked:
        practise.answer_practice(desk.office, desk.actor, run, asked.question.id, {})
    return [asked.question for asked in run.asked]


def test_a_lesson_can_be_chosen_and_the_wrong_answers_only_where_there_are_any(
    desk: Desk, words: Callable[[QWidget], str]
) -> None:
    page = open_practice(desk)
    assert "2 题" in words(page)
    assert "我的错题" not in words(page)
    make_wrong(desk)
    page.presenter.choose()
    assert "我的错题" in words(page)


def test_nothing_can_be_checked_before_something_is_answered(desk: Desk) -> None:
    page = open_practice(desk, lesson="L2001")
    assert not page.forward.isEnabled()
    give(page, right=True)
    assert page.forward.isEnabled()


def test_the_reason_follows_the_answer_with_the_way_to_the_screen(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_practice(desk, lesson="L2001")
    give(page, right=False)
    page.forward.click()
    seen = words(page)
    assert "错误" in seen
    assert "回看：“首页”" in seen
    link = next(link for link in page.findChildren(LinkButton) if "回看" in link.text())
    link.click()
    assert desk.went == [("learner.reader", {"lesson": "L2001", "screen": 1})]


def test_a_run_by_keyboard_alone_ends_with_its_summary(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_practice(desk, lesson="L2001")
    for _ in range(2):
        view = page.question_view
        assert view is not None
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_A)
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
        assert page.presenter.is_answered
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert "共 2 题" in words(page)
    assert "再练一轮" in words(page)


def test_an_answer_is_marked_once_however_often_enter_is_pressed(desk: Desk) -> None:
    page = open_practice(desk, lesson="L2001")
    give(page, right=True)
    view = page.question_view
    assert view is not None
    page.presenter.on_answer(view.response())
    page.presenter.on_answer(view.response())
    assert page.right.text() == "已答对 1 题"


def test_coming_back_from_the_lesson_finds_the_run_with_its_answer(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_practice(desk, lesson="L2001")
    give(page, right=True)
    page.forward.click()
    page.enter()
    assert page.presenter.is_answered
    assert "已答对 1 题" in words(page)


def test_a_skipped_question_is_recorded_nowhere(desk: Desk) -> None:
    page = open_practice(desk, lesson="L2001")
    page.skip.click()
    page.skip.click()
    assert wrong_ids(desk) == []


def test_ending_a_run_sums_up_what_was_answered(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_practice(desk, lesson="L2001")
    give(page, right=False)
    page.forward.click()
    page.stop.click()
    assert "答对 0 题，共 1 题" in words(page)
    assert "请再看一看" in words(page)


def test_practising_wrong_answers_until_right_twice_empties_the_book(desk: Desk) -> None:
    make_wrong(desk)
    for _ in range(2):
        page = open_practice(desk, wrong=True)
        for _ in range(2):
            give(page, right=True)
            page.forward.click()
            page.forward.click()
    assert wrong_ids(desk) == []


def test_an_empty_wrong_book_is_said_in_words_and_not_as_a_crash(desk: Desk) -> None:
    page = open_practice(desk, wrong=True)
    assert page.message.text


def test_the_wrong_book_tells_how_often_and_opens_the_screen(desk: Desk, words: Callable[[QWidget], str]) -> None:
    make_wrong(desk)
    make_wrong(desk)
    page = desk.open("learner.wrong_book")
    assert "错 2 次" in words(page)
    assert "最近一次 2025年6月2日" in words(page)
    link = page.findChildren(LinkButton)[0]
    link.click()
    assert desk.went == [("learner.reader", {"lesson": "L2001", "screen": 1})]


def test_taking_off_can_be_undone(desk: Desk) -> None:
    questions = make_wrong(desk)
    page = desk.open("learner.wrong_book")
    page._on_take_off(questions[0].id)
    assert wrong_ids(desk) == [questions[1].id]
    assert len(page.lines) == 1
    page._on_undo()
    assert set(wrong_ids(desk)) == {question.id for question in questions}
    assert len(page.lines) == 2


def test_an_empty_wrong_book_teaches_the_first_step(desk: Desk, words: Callable[[QWidget], str]) -> None:
    page = desk.open("learner.wrong_book")
    assert "去练一课" in words(page)
    assert page.start.isHidden()
