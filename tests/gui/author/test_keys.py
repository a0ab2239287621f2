"""The author's pages without a mouse: shortcuts, Tab in reading order, a way out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders.bank import local
from trainer.domain.question_bank.question import Kind
from trainer.ui.author.editors.base import GrowingText
from trainer.ui.widgets.reading_order import stops_of

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def tabbed(page, start, count):
    """Press Tab and tell what had the focus, by its name."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    names = []
    for _ in range(count):
        focus = QApplication.focusWidget()
        names.append(focus.accessibleName() or focus.text())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return names


def test_ctrl_n_begins_a_question_and_ctrl_f_finds(desk, bank, qtbot):
    bank.put(local(1))
    page = desk.open("author.bank")
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_F, CTRL)
    assert page.search.hasFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.view.hasFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_E, CTRL)
    qtbot.keyClick(page.table.view, Qt.Key.Key_N, CTRL)
    assert desk.went == [("author.edit", {"code": "own-001"}), ("author.edit", {})]


def test_tab_goes_through_the_bank_as_it_is_read(desk, bank):
    bank.put(local(1))
    page = desk.open("author.bank")
    first = page.action_row.itemAt(0).widget()
    names = tabbed(page, first, 8)
    assert names[:7] == [
        "Import",
        "Export",
        "Print",
        "New question",
        "Courses and knowledge points",
        "Find words, codes, tags",
        "More filters",
    ]


def test_the_keyboard_alone_writes_saves_and_goes_on(desk, bank, qtbot):
    page = desk.open("author.edit")
    form = page.form
    form.stem.setFocus()
    form.stem.insertPlainText("公文的密级标注在：")
    qtbot.keyClick(form.stem, Qt.Key.Key_Tab)
    for text in ("左上角", "右上角", "版记", "落款"):
        focus = QApplication.focusWidget()
        while not (isinstance(focus, GrowingText) and focus.accessibleName().startswith("Choice")):
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
        focus.insertPlainText(text)
        if text != "落款":
            qtbot.keyClick(focus, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2, ALT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CTRL)
    (code,) = bank.codes()
    assert [choice.is_right for choice in bank.question(code).choices] == [False, True, False, False]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert page.presenter.is_new
    assert page.form.stem.text() == ""
    assert page.form.stem.hasFocus()


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MATCHING, Kind.NUMERIC, Kind.CASE_SET])
def test_tab_goes_through_the_form_as_it_is_read(desk, kind):
    page = desk.open("author.edit")
    page.form.kind.setCurrentIndex(page.form.kind._values.index(kind))
    seen = [stop for stop in stops_of(page.form) if stop.isVisible() and stop.isEnabled()]
    seen[0].setFocus()
    met = []
    for _ in seen:
        met.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    # One chip of a group stands for all of them where only one may be on.
    expected = [stop for stop in seen if stop in met]
    assert met[: len(expected)] == expected
    assert len(met) >= len(seen) - 4


def test_a_row_added_by_enter_is_met_before_what_stands_below(desk, qtbot):
    page = desk.open("author.edit")
    rows = page.form.editor.rows
    rows.rows[-1].text.setFocus()
    qtbot.keyClick(rows.rows[-1].text, Qt.Key.Key_Return)
    assert len(rows.rows) == 5
    assert rows.rows[4].text.hasFocus()
    qtbot.waitUntil(rows.rows[4].text.isVisible)
    order = list(stops_of(page.form))
    assert order.index(rows.rows[4].text) < order.index(page.form.explanation)
    focus, steps = rows.rows[3].why, 0
    focus.setFocus()
    while QApplication.focusWidget() is not rows.rows[4].text and steps < 3:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        steps += 1
    assert rows.rows[4].text.hasFocus()
