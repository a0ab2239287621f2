"""The list of questions: found, filtered by the tree, shown, changed together and back."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt

from tests.builders.bank import local
from tests.builders.pages import press, words
from trainer.domain.question_bank.question import State
from trainer.ui.models.paged_table import PAGE


def stems(page):
    return [page.model.text_at(row, 0) for row in range(page.model.rowCount())]


def mark(page, *rows):
    model, selection = page.model, page.table.view.selectionModel()
    selection.clearSelection()
    for row in rows:
        flag = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        selection.select(model.index(row, 0), flag)


def test_an_empty_bank_teaches_the_first_step(desk):
    page = desk.open("author.bank")
    assert "The bank is empty" in words(page)
    press(page, "Import questions")
    assert desk.went == [("author.import", {})]


def test_two_characters_find_a_question(desk, bank, qtbot):
    bank.put(local(1), local(2, stem="涉密文件的传递方式是："), local(3))
    page = desk.open("author.bank")
    assert page.model.rowCount() == 3
    page.search.setText("传递")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert stems(page) == ["涉密文件的传递方式是："]
    assert "1 question" in page.count.text()


def test_the_tree_counts_and_filters(desk, bank):
    bank.put(local(1), local(2), local(3, course="C11", knowledge_point="K1103a"))
    page = desk.open("author.bank")
    assert page.tree.current == ("all", "")
    titles = [page.tree.model().index(row, 0).data() for row in range(page.tree.model().rowCount())]
    assert any(title.endswith("  2") for title in titles)
    page.tree.select("point", "K1103a")
    page.tree.chosen.emit("point", "K1103a")
    assert page.model.rowCount() == 1
    assert page.table.current.code == "own-003"


def test_the_marked_question_is_shown_with_its_key(desk, bank):
    bank.put(local(1))
    page = desk.open("author.bank")
    assert page.view.question.code == "own-001"
    assert "Key" in words(page.view)
    assert "Your answer" not in words(page.view)


def test_enter_opens_the_editor(desk, bank, qtbot):
    bank.put(local(1))
    page = desk.open("author.bank")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert desk.went == [("author.edit", {"code": "own-001"})]


def test_an_examiner_reads_and_does_not_edit(desks, bank):
    bank.put(local(1))
    desk = desks.of(bank.examiner)
    page = desk.open("author.bank")
    assert page.primary is None
    page.table.opened.emit(page.table.current)
    assert desk.went == []


def test_several_questions_change_together_and_go_back_by_one_press(desk, bank):
    bank.put(local(1), local(2), local(3))
    page = desk.open("author.bank")
    mark(page, 0, 2)
    assert page.side.currentWidget() is page.bulk
    page.bulk.add_tags.setText("复习，重点")
    page.bulk.difficulty.set_value(4)
    press(page.bulk, "Look at the changes")
    assert "2 would change" in page.bulk.summary.text()
    assert bank.question("own-001").tags == ()  # a look changes nothing
    press(page.bulk, "Change them")
    assert bank.question("own-001").tags == ("复习", "重点")
    assert bank.question("own-003").difficulty == 4
    assert bank.question("own-002").tags == ()
    press(page.message, "Undo")
    assert bank.question("own-001").tags == ()
    assert bank.question("own-003").difficulty != 4


def test_the_whole_list_may_be_meant(desk, bank):
    bank.put(*(local(number) for number in range(1, 6)))
    page = desk.open("author.bank")
    mark(page, 0, 1)
    press(page.bulk, "Choose all 5 of the list")
    assert len(page.bulk.ids) == 5


def test_states_filter_as_chips(desk, bank):
    bank.put(local(1))
    bank.put(local(2), state=State.DRAFT)
    page = desk.open("author.bank")
    page.chips.choose(["draft"])
    page.chips.changed.emit(["draft"])
    assert [page.model.record(row).code for row in range(page.model.rowCount())] == ["own-002"]


def test_only_pages_in_sight_are_read(desk, bank, qtbot):
    bank.put(*(local(number) for number in range(1, 3 * PAGE + 2)))
    page = desk.open("author.bank")
    assert page.model.rowCount() == 3 * PAGE + 1
    assert len(page.model.records) == PAGE
    last = page.model.rowCount() - 1
    assert page.model.text_at(last, 4) == "…"
    qtbot.waitUntil(lambda: page.model.text_at(last, 4) == "own-301")
    assert len(page.model.records) == PAGE + 1
