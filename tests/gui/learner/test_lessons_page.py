"""The list of lessons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.builders.content import LESSON
from tests.gui.learner.conftest import Desk
from trainer.services import read_lesson


def add_second_lesson(desk: Desk) -> None:
    desk.content.change("courses/C20/course.yaml", "[L2001]", "[L2001, L2002]")
    text = (
        LESSON.replace("L2001", "L2002").replace("K2001a", "K2002a").replace("首页, en: Home page", "排障, en: Checks")
    )
    desk.content.write("courses/C20/L2002.md", text.replace("tiers: aB", "tiers: bC"))


def titles(page: object) -> list[str]:
    return [line.lesson.title for line in page.lines]  # type: ignore[attr-defined]


def test_required_lessons_are_shown_first_and_the_others_on_asking(desk: Desk) -> None:
    add_second_lesson(desk)
    page = desk.open("learner.lessons")
    assert titles(page) == ["首页"]
    page.chips._buttons["all"].click()
    assert titles(page) == ["首页", "排障"]


def test_a_lesson_says_hours_state_and_place(desk: Desk, words: Callable[[QWidget], str]) -> None:
    read_lesson.open_lesson(desk.office, desk.actor, "L2001")
    read_lesson.record_screen_time(desk.office, desk.actor, "L2001", 0, 30)
    seen = words(desk.open("learner.lessons"))
    assert "0.5 学时" in seen
    assert "学习中" in seen
    assert "已学 1/4 屏" in seen


def test_enter_on_a_lesson_opens_the_reader(desk: Desk) -> None:
    page = desk.open("learner.lessons")
    page.lines[0].setFocus()
    QTest.keyClick(page.lines[0], Qt.Key.Key_Return)
    assert desk.went == [("learner.reader", {"lesson": "L2001"})]


def test_the_search_finds_by_title_course_and_code_and_says_when_there_is_none(
    desk: Desk, words: Callable[[QWidget], str]
) -> None:
    add_second_lesson(desk)
    page = desk.open("learner.lessons", which="all")
    for text, expected in (("排障", ["排障"]), ("示例", ["首页", "排障"]), ("l2001", ["首页"])):
        page.search.searched.emit(text)
        assert titles(page) == expected
    page.search.searched.emit("没有的课")
    assert "没有名称含“没有的课”的课。" in words(page)


def test_the_counts_on_the_chips_follow_the_state(desk: Desk) -> None:
    page = desk.open("learner.lessons")
    assert page.chips._buttons["done"].text() == "已完成 0"
    assert page.chips._buttons["required"].text() == "必修 1"
