from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from trainer.ui.models.record_table import RecordTable, TableColumn
from trainer.ui.widgets.table import DataTable


@dataclass(frozen=True)
class Row:
    name: str
    due: int
    rate: float | None


ROWS = [
    Row("阿拉坦·巴特尔", 7, 0.5),
    Row("王丽", 20_000, None),
    Row("𠮷田乌云其木格一二三四五六七八九十一二三", 1, 1.0),
]
COLUMNS = [
    TableColumn("姓名", lambda row: row.name, width=120, sum="合计"),
    TableColumn("应训", lambda row: row.due, is_number=True, sum="20008"),
    TableColumn(
        "完成率",
        lambda row: row.rate,
        lambda row: "-" if row.rate is None else f"{row.rate:.1%}",
        bar=lambda row: row.rate,
    ),
    TableColumn("状态", lambda row: row.due, lambda row: "已训", state=lambda row: "good", width=900),
]


@pytest.fixture
def table(qtbot):
    made = DataTable(COLUMNS, "人员", frozen=True, empty="还没有人员。")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_the_model_obeys_qt(qtmodeltester, qapp):
    model = RecordTable(COLUMNS)
    model.set_records(ROWS)
    qtmodeltester.check(model)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(model)


def test_sorting_is_by_value_and_what_is_unknown_stands_last_both_ways(qapp):
    model = RecordTable(COLUMNS)
    model.set_records(ROWS)
    model.sort(1)
    assert [row.due for row in model.records] == [1, 7, 20_000]
    model.sort(2)
    assert [row.rate for row in model.records] == [0.5, 1.0, None]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert [row.rate for row in model.records] == [1.0, 0.5, None]
    model.sort(-1)
    assert model.records == ROWS


def test_a_third_press_on_a_column_restores_the_given_order(table):
    table.set_records(ROWS)
    for _ in range(3):
        table.view.horizontalHeader().sectionClicked.emit(1)
    assert table.model.records == ROWS


def test_copying_takes_all_rows_with_names_and_sums_as_text_and_as_a_table(table):
    table.set_records(ROWS)
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    lines = mime.text().splitlines()
    assert lines[0] == "姓名\t应训\t完成率\t状态"
    assert lines[1] == "阿拉坦·巴特尔\t7\t50.0%\t已训"
    assert lines[-1].startswith("合计\t20008")
    assert "<td>王丽</td>" in mime.html()


def test_copying_a_selection_takes_only_that(table):
    table.set_records(ROWS)
    table.view.selectRow(0)
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3


def test_enter_opens_the_marked_record(table, qtbot):
    table.set_records(ROWS)
    table.view.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]


def test_an_empty_table_says_what_will_stand_there(table):
    table.set_records([])
    assert table._empty.isVisible()
    table.set_records(ROWS)
    assert not table._empty.isVisible()


def test_the_marked_record_stays_marked_when_the_rows_are_read_again(table):
    table.set_records(ROWS)
    table.view.selectRow(2)
    table.set_records(list(reversed(ROWS)))
    assert table.current == ROWS[2]


def test_the_first_column_stays_in_sight_while_the_rest_scrolls(table):
    table.set_records(ROWS)
    table.view.horizontalScrollBar().setValue(table.view.horizontalScrollBar().maximum())
    assert table._frozen.isVisible()
    assert table._frozen.x() <= 1


def test_twenty_thousand_rows_are_shown_without_a_pause(table, qtbot):
    many = [Row(f"姓名{n}", n, n / 20_000) for n in range(20_000)]
    table.set_records(many)
    table.model.sort(1, Qt.SortOrder.DescendingOrder)
    assert table.model.record(0).due == 19_999
