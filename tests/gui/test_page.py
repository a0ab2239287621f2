from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.ui.changes_hub import ChangesHub
from trainer.ui.page import Page, PageContext
from trainer.ui.tasks import Cancelled, Runner


class Counting(Page):
    depends_on = frozenset({Area.PLANS})

    def __init__(self, context: PageContext, page_id: str = "office.plans") -> None:
        super().__init__(context, page_id, "培训计划", "在这里制定培训计划。")
        self.reads = 0

    def refresh(self) -> None:
        self.reads += 1


@pytest.fixture
def crashes():
    return []


@pytest.fixture
def context(qapp, office, crashes):
    hub = ChangesHub()
    return PageContext(
        office, PROGRAM, Runner(inline=True), hub, lambda *a, **k: None, lambda: None, crashes.append, lambda: None
    )


@pytest.fixture
def shown(qtbot, context):
    window = QMainWindow()
    stack = QStackedWidget()
    window.setCentralWidget(stack)
    first, second = Counting(context), Counting(context)
    stack.addWidget(first)
    stack.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    stack.window_kept = window
    return stack, first, second


def test_a_page_reads_once_when_it_is_first_seen(shown):
    _, first, second = shown
    assert (first.reads, second.reads) == (1, 0)


def test_a_change_is_read_at_once_by_what_is_seen_and_noted_by_what_is_hidden(shown, context):
    stack, first, second = shown
    context.hub.tell(Changes.of(Area.PLANS))
    assert (first.reads, second.reads) == (2, 0)
    assert second.is_stale
    stack.setCurrentWidget(second)
    assert second.reads == 1
    stack.setCurrentWidget(first)
    assert first.reads == 2  # nothing changed meanwhile


def test_a_change_elsewhere_is_not_read(shown, context):
    _, first, _ = shown
    context.hub.tell(Changes.of(Area.CERTIFICATES))
    assert first.reads == 1


def test_entering_reads_before_the_page_is_seen(context):
    page = Counting(context)
    page.enter(unit="x")
    assert page.reads == 1
    assert not page.is_stale


def test_a_refusal_is_said_in_the_page_with_its_code_and_next_step(shown, crashes):
    _, first, _ = shown
    first.say_error(Refusal("no_right", right="manage_plans"))
    assert first.message.isVisible()
    assert first.message.text
    assert "no_right" in first.message._code.text()
    assert not crashes


def test_a_fault_is_said_in_red_and_logged(shown, caplog):
    _, first, _ = shown
    first.say_error(Fault("database_locked", "x.sqlite"))
    assert first.message.property("tone") == "bad"
    assert "database_locked" in caplog.text


def test_anything_else_goes_to_the_crash_report(shown, crashes):
    _, first, _ = shown
    bug = KeyError("x")
    first.say_error(bug)
    assert crashes == [bug]
    assert not first.message.isVisible()


def test_stopped_work_is_news_and_not_trouble(shown, crashes):
    _, first, _ = shown
    first.say_error(Cancelled())
    assert first.message.property("tone") == "info"
    assert not crashes


def test_errors_of_work_land_in_the_page(shown):
    _, first, _ = shown

    def work() -> None:
        raise Refusal("no_right", right="x")

    first.run(work)
    assert first.message.isVisible()


def test_an_empty_page_shows_the_first_step_and_goes_back_to_its_body(shown, qtbot):
    _, first, _ = shown
    pressed = []
    empty = first.show_empty("target", "还没有培训计划。", "新建计划", lambda: pressed.append(1))
    assert empty.isVisible()
    empty.button.click()
    assert pressed == [1]
    first.show_body()
    assert not empty.isVisible()


def test_there_is_one_title_and_one_sentence(shown):
    _, first, _ = shown
    first.set_heading("计划", "")
    assert first._title.text() == "计划"
    assert not first._sentence.isVisible()
