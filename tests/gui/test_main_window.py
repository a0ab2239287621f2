from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from trainer.domain.people.roles import Actor, Grant, Role
from trainer.ui import registry
from trainer.ui.frame import TopBar
from trainer.ui.main_window import MainWindow, Session
from trainer.ui.page import Page
from trainer.ui.rail import Rail
from trainer.ui.tasks import Runner
from trainer.ui.theme import theme
from trainer.wording import current_language, t


class Plain(Page):
    """A page of the test; remembers what it was entered with and whether it may be left."""

    may_leave = True
    entered: dict

    def enter(self, **args):
        self.entered = args

    def leave(self) -> bool:
        return self.may_leave


class Whole(Plain):
    takes_window = True


@pytest.fixture
def pages(monkeypatch):
    """Let every page of the registry be a plain one, and all be there."""
    built: list[str] = []

    def build(spec, context):
        built.append(spec.page_id)
        kind = Whole if spec.page_id == "learner.sitting" else Plain
        return kind(context, spec.page_id, t(spec.title))

    monkeypatch.setattr(registry.PageSpec, "build", build)
    monkeypatch.setattr(registry, "_is_there", lambda _module: True)
    return built


def crash(error: Exception) -> None:
    raise error


@pytest.fixture
def window(qtbot, office, pages):
    made = MainWindow(Runner(inline=True), crash)
    qtbot.addWidget(made)
    made.show()
    actor = Actor("c1", "王丽", (Grant(Role.LEARNER, "u", "/u/"), Grant(Role.CLASS_ADMIN, "u", "/u/")))
    made.start_session(Session(office, actor, "民政局"))
    return made


def key(window: QWidget, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    window.activateWindow()
    QTest.keyClick(window, code, modifier)


def test_the_first_page_of_the_rail_opens_and_its_module_only(window, pages):
    assert window.current_page.page_id == "learner.home"
    assert pages == ["learner.home"]


def test_the_rail_shows_what_the_roles_may_open_and_nothing_else(window):
    groups = {registry.page(page_id).group for page_id in window._rail.page_ids}
    assert groups == {"learner", "training_office"}


def test_arguments_reach_the_page_and_it_is_built_once(window, pages):
    window.navigate("learner.reader", lesson="L0901")
    window.navigate("learner.home")
    window.navigate("learner.reader", lesson="L0903")
    assert window.current_page.entered == {"lesson": "L0903"}
    assert pages.count("learner.reader") == 1


def test_back_and_escape_return_to_the_page_before(window):
    window.navigate("learner.lessons")
    window.navigate("learner.reader", lesson="L0901")
    key(window, Qt.Key.Key_Escape)
    assert window.current_page.page_id == "learner.lessons"
    key(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current_page.page_id == "learner.home"
    key(window, Qt.Key.Key_Escape)  # nothing to leave on a page of the rail
    assert window.current_page.page_id == "learner.home"


def test_control_and_a_number_open_the_pages_of_the_rail(window):
    key(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page.page_id == window._rail.page_ids[2]


def test_a_page_that_refuses_to_be_left_stays_and_the_rail_says_so(window):
    window.current_page.may_leave = False
    window._on_rail("learner.lessons")
    assert window.current_page.page_id == "learner.home"
    assert window._rail._buttons["learner.home"].isChecked()
    assert window.close() is False
    window.current_page.may_leave = True


def test_a_sitting_takes_the_whole_window_and_no_key_leads_away(window):
    window.navigate("learner.sitting")
    assert not window._rail.isVisible()
    key(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    key(window, Qt.Key.Key_Escape)
    assert window.current_page.page_id == "learner.sitting"
    window.navigate("learner.result")
    assert window._rail.isVisible()


def test_another_language_builds_everything_anew_and_keeps_the_place(window, qtbot):
    window.navigate("learner.reader", lesson="L0901")
    window.change_language("en")
    assert current_language() == "en"
    assert window.current_page.page_id == "learner.reader"
    assert window.current_page.entered == {"lesson": "L0901"}
    texts = {button.accessibleName() for button in window._rail._buttons.values()}
    assert "Lessons" in texts
    window.change_language("zh")
    assert "课程" in {button.accessibleName() for button in window._rail._buttons.values()}


def test_the_rail_folds_on_a_narrow_window_and_at_a_large_text_size(window):
    window.resize(1366, 768)
    assert not window._rail._is_folded
    window._on_scale(2.0)
    assert window._rail._is_folded
    window._on_scale(1.0)
    window.resize(1100, 700)
    assert window._rail._is_folded


def test_keys_change_the_text_size(window):
    key(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme().scale == 1.25
    key(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme().scale == 1.0


def test_signing_out_asks_the_page_first_and_is_told(window, qtbot):
    told = []
    window.signed_out.connect(lambda: told.append(1))
    window.current_page.may_leave = False
    window.sign_out()
    assert not told
    window.current_page.may_leave = True
    window.sign_out()
    assert told == [1]


def test_the_bar_names_unit_and_person(window):
    bar = window.findChild(TopBar)
    texts = [label.text() for label in bar.findChildren(QLabel)]
    assert "民政局" in texts
    assert "王丽" in texts


def test_every_button_of_the_frame_has_a_name_and_can_be_reached_by_keyboard(window):
    for holder in (window.findChild(TopBar), window.findChild(Rail)):
        for button in holder.findChildren(QWidget):
            if button.metaObject().className() == "QToolButton":
                assert button.accessibleName()
                assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.accessibleName()


def test_help_opens_for_the_very_page(window):
    window.navigate("learner.lessons")
    window.show_help()
    assert window._help.isVisible()
    assert window._help._help_id == "learner.lessons"
    window._help.close()


def test_long_work_is_shown_at_the_foot_of_the_window(window):
    from trainer.ui.tasks import Task

    task = Task(window.runner, lambda _p: None, None, None, window, "正在导入花名册", cancellable=True)
    window.runner.shown.emit(task)
    assert window._strip.isVisible()
    task.progressed.emit(3, 10)
    window.runner.over.emit(task)
    assert not window._strip.isVisible()
    task.deleteLater()


def test_arrow_keys_walk_the_rail_and_enter_opens(window):
    first = window._rail._buttons["learner.home"]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert window.current_page.page_id == "learner.home"
    second = window._rail._buttons["learner.lessons"]
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert window.current_page.page_id == "learner.lessons"
    assert [page_id for page_id, button in window._rail._buttons.items() if button.isChecked()] == ["learner.lessons"]
