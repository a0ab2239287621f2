"""What the author's pages do beside lists and forms: print, draw other values, take dropped files, count use."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from tests.builders.bank import local
from tests.builders.pages import press, words
from tests.gui.author.test_edit_page import PNG
from trainer.domain.question_bank.answers import Result, Variable
from trainer.domain.question_bank.question import Kind, State
from trainer.services import question_bank
from trainer.ui.author.bank_page import _use_words
from trainer.ui.author.bank_presenter import UNUSED
from trainer.ui.widgets import files


def drop(page, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)


def pages_of(path: Path) -> str:
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_listed_questions_are_printed_without_their_key(desk, bank, tmp_path, monkeypatch):
    bank.put(local(1, explanation="只有命题人看得到的解析。"), local(2, stem="涉密文件的传递方式是："))
    target = tmp_path / "题.pdf"
    monkeypatch.setattr(files, "answer", lambda _title, _name: target)
    page = desk.open("author.bank")
    page.print_questions()
    text = pages_of(target)
    assert "涉密文件的传递方式是" in text
    assert "只有命题人看得到的解析" not in text
    assert str(target) in words(page)


def test_the_key_is_printed_where_it_is_wanted(desk, bank, tmp_path, monkeypatch):
    bank.put(local(1, explanation="只有命题人看得到的解析。"))
    target = tmp_path / "答案.pdf"
    monkeypatch.setattr(files, "answer", lambda _title, _name: target)
    page = desk.open("author.bank")
    page.print_questions(with_key=True)
    assert "只有命题人看得到的解析" in pages_of(target)


def test_somebody_who_changes_their_mind_prints_nothing(desk, bank, monkeypatch):
    bank.put(local(1))
    monkeypatch.setattr(files, "answer", lambda _title, _name: None)
    page = desk.open("author.bank")
    page.print_questions()
    assert not page.message.isVisible()


def test_a_question_that_was_never_asked_says_so(desk, bank):
    bank.put(local(1))
    page = desk.open("author.bank")
    assert page.use.text() == "Never asked in an examination."
    assert _use_words(None) == "Never asked in an examination."


def test_filters_that_are_folded_away_are_counted_and_cleared(desk, bank):
    bank.put(local(1), local(2, difficulty=5), state=State.DRAFT)
    page = desk.open("author.bank")
    assert page.more.isHidden()
    press(page, "More filters")
    assert page.more.isVisible()
    page.difficulty.setCurrentIndex(page.difficulty._values.index(5))
    page.more_chips.choose([UNUSED])
    page.more_chips.changed.emit([UNUSED])
    assert page.model.rowCount() == 1
    assert "(2)" in page.more_button.text()
    press(page, "Clear the filters")
    assert page.model.rowCount() == 2
    assert page.clear_button.isHidden()


def test_the_pane_beside_an_empty_list_says_what_it_is_for(desk, bank):
    bank.put(local(1))
    page = desk.open("author.bank")
    page.search.setText("量子")
    page._on_filter()
    assert page.nothing.isVisible()
    assert page.preview_area.isHidden()


def area_question(question):
    return replace(
        question,
        kind=Kind.PARAMETERISED,
        stem="长 {a} 米、宽 2 米，面积是多少？",
        choices=(),
        variables=(Variable("a", F(1), F(9)),),
        results=(Result("a*2"),),
    )


def test_another_set_of_values_is_shown_on_demand(desk, bank):
    bank.put(area_question(local(1)))
    page = desk.open("author.edit", code="own-001")
    assert "9 sets of values are possible" in page.side.sets.text()
    shown = {page.side.view.question.stem}
    for _ in range(12):
        page.side.draw_again()
        shown.add(page.side.view.question.stem)
    assert len(shown) > 1
    assert not any("{a}" in stem for stem in shown)


def test_a_question_without_varying_numbers_offers_no_other_values(desk, bank):
    bank.put(local(1))
    page = desk.open("author.edit", code="own-001")
    assert "Another set of values" not in words(page)


def test_the_question_is_seen_as_soon_as_it_is_opened(desk, bank):
    bank.put(local(1))
    page = desk.open("author.edit", code="own-001")
    assert page.side.view.question.code == "own-001"


def test_a_new_question_has_no_thread_yet(desk, bank):
    page = desk.open("author.edit")
    assert not page.side.words.isEnabled()
    bank.put(local(1))
    page.enter(code="own-001")
    assert page.side.words.isEnabled()


def test_a_picture_dropped_beside_the_texts_becomes_part_of_the_question(desk, tmp_path):
    picture = tmp_path / "标注.png"
    picture.write_bytes(PNG)
    page = desk.open("author.edit")
    assert page.acceptDrops()
    drop(page, picture)
    assert [one.name for one in page.attachments()] == ["标注.png"]
    assert "标注.png" in page.form.stem.text()


def test_files_dropped_anywhere_on_the_import_page_are_read(desk, tmp_path):
    gift = tmp_path / "题.gift"
    gift.write_text("::密级::涉密文件由谁保管？{ =机要人员 ~任何人 }\n", "utf-8")
    page = desk.open("author.import")
    drop(page, gift)
    assert len(page.table.model.records) == 1
    # What was corrected by hand is not lost to a slip of the mouse.
    page._excluded.add(0)
    assert not page._may_drop()


def test_files_are_not_pasted_into_the_list_as_words(desk):
    page = desk.open("author.import")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/x.gift")])
    assert not page.text.canInsertFromMimeData(mime)


def test_what_cannot_be_taken_in_says_what_to_do(desk, tmp_path):
    gift = tmp_path / "题.gift"
    gift.write_text("::坏题::没有右括号 {=甲 ~乙\n", "utf-8")
    page = desk.open("author.import")
    page.open_paths([gift])
    page.table.view.selectRow(0)
    assert page.detail.unusable.isVisible()
    assert page.detail.stack.isHidden()


def test_the_versions_page_opens_with_the_two_that_are_wanted(desk, bank):
    bank.put(local(1))
    for stem in ("第二版：", "第三版："):
        question_bank.save_question(bank.office, bank.author, replace(bank.question("own-001"), stem=stem))
    page = desk.open("author.versions", code="own-001", left=1, right=2)
    assert (page.left.value(), page.right.value()) == (1, 2)
    assert "第二版：" in words(page)
    assert "第三版：" not in words(page)
