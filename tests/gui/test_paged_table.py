"""A long list of which only the pages in sight are read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from trainer.ui.models.paged_table import PAGE, PagedTable
from trainer.ui.models.record_table import TableColumn

COLUMNS = [
    TableColumn("Number", lambda one: one, is_number=True),
    TableColumn("Words", lambda one: f"question {one}"),
]
# Pages that a list keeps before those seen longest ago are read again.
MANY = 60


@pytest.fixture
def model(qapp):
    made = PagedTable(COLUMNS)
    made.set_first(PAGE * MANY, list(range(PAGE)))
    return made


def test_the_model_obeys_qt(qtmodeltester, model):
    qtmodeltester.check(model)
    model.set_page(model.generation, 1, list(range(PAGE, 2 * PAGE)))
    qtmodeltester.check(model)
    model.set_first(0, [])
    qtmodeltester.check(model)


def test_all_rows_are_there_before_they_are_read(model):
    assert model.rowCount() == PAGE * MANY
    assert model.text_at(0, 1) == "question 0"
    assert model.text_at(PAGE, 1) == "…"
    assert model.record(PAGE) is None


def test_a_page_is_asked_for_once_when_a_row_of_it_is_drawn(model, qtbot):
    with qtbot.waitSignal(model.page_wanted) as asked:
        model.data(model.index(PAGE + 5, 0))
        model.data(model.index(PAGE + 6, 0))
    assert asked.args == [model.generation, 1]
    with qtbot.assertNotEmitted(model.page_wanted, wait=80):
        model.data(model.index(PAGE + 7, 0))
    model.set_page(model.generation, 1, list(range(PAGE, 2 * PAGE)))
    assert model.text_at(PAGE + 5, 1) == f"question {PAGE + 5}"


def test_a_page_of_an_earlier_list_is_dropped(model):
    before = model.generation
    model.set_first(PAGE * 2, [7] * PAGE)
    model.set_page(before, 1, list(range(PAGE)))
    assert model.text_at(PAGE, 1) == "…"


def test_what_was_only_scrolled_past_is_not_read(model, qtbot):
    asked = []
    model.page_wanted.connect(lambda _generation, page: asked.append(page))
    for page in range(1, 30):
        model.data(model.index(page * PAGE, 0))
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [28, 29]
    # What was passed over is asked for when somebody comes back.
    model.data(model.index(PAGE, 0))
    qtbot.waitUntil(lambda: 1 in asked)


def test_pages_seen_longest_ago_are_let_go(model):
    for page in range(1, MANY):
        model.set_page(model.generation, page, [page] * PAGE)
    assert len(model.records) < PAGE * MANY
    assert model.text_at(PAGE * MANY - 1, 0) == str(MANY - 1)
    assert model.text_at(0, 0) == "…"


def test_sorting_is_asked_of_whoever_reads_the_list(model, qtbot):
    with qtbot.waitSignal(model.order_wanted) as asked:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == [1, Qt.SortOrder.DescendingOrder]
    assert model.text_at(0, 1) == "question 0"


def test_a_list_that_is_read_whole_has_no_gaps(qapp):
    model = PagedTable(COLUMNS)
    model.set_records(list(range(PAGE + 1)))
    assert model.total == PAGE + 1
    assert model.text_at(PAGE, 0) == str(PAGE)
