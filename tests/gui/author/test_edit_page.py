"""Writing a question: kept by itself, saved as a version, checked while it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders.bank import local
from tests.builders.pages import press, words
from trainer.domain.question_bank.life import Step
from trainer.domain.question_bank.question import Kind, State
from trainer.services import question_drafts, settings
from trainer.ui.author.edit_side import ALIKE, PRINT, REMARKS, ROBOT
from trainer.ui.widgets import files

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000"
    "ffff03000006000557bfabd40000000049454e44ae426082"
)


def write_single(page, stem="公文的密级应当标注在：", texts=("首页左上角", "首页右上角", "版记", "落款")):
    page.form.stem.insertPlainText(stem)
    for row, text in zip(page.form.editor.rows.rows, texts, strict=True):
        row.text.insertPlainText(text)
    page.form.editor.rows.rows[0].key.click()


def test_a_single_choice_is_written_and_saved_without_the_mouse(desk, bank, qtbot):
    page = desk.open("author.edit")
    write_single(page)
    qtbot.keyClick(page.form.stem, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    page.save()
    saved = bank.question(page.presenter.question.code)
    assert saved.stem == "公文的密级应当标注在："
    assert [choice.is_right for choice in saved.choices] == [True, False, False, False]
    assert "saved" in page.safety.text()
    assert desk.told


def test_an_unfinished_question_is_not_saved_and_nothing_is_lost(desk, bank):
    page = desk.open("author.edit")
    page.form.stem.insertPlainText("还没有选项")
    page.save()
    assert bank.codes() == []
    assert page.message.text
    assert page.form.stem.text() == "还没有选项"


def test_what_is_wanting_is_said_beside_its_field(desk):
    page = desk.open("author.edit")
    page.form.stem.insertPlainText("题干")
    page.presenter.look()
    assert page.form.sentences("body")  # no choices, no key
    assert page.form.sentences("explanation")


def test_what_was_written_comes_back_after_a_crash(desk, desks, bank):
    page = desk.open("author.edit")
    page.form.stem.insertPlainText("断电之前写的题干")
    page.presenter.keep()
    again = desks.of(bank.author).open("author.edit")
    assert again.form.stem.text() == "断电之前写的题干"
    assert "did not save" in again.message.text
    press(again.message, "Back to the saved version")
    assert again.form.stem.text() == ""
    assert question_drafts.list_drafts(bank.office, bank.author) == ()


def test_an_edit_makes_a_new_version_and_keeps_the_old_one(desk, bank):
    bank.put(local(1))
    page = desk.open("author.edit", code="own-001")
    page.form.stem.set_text("改过的题干：")
    page._on_edited()
    page.save()
    assert bank.question("own-001").stem == "改过的题干："
    assert bank.question("own-001", 1).stem.startswith("第1题")
    assert bank.question("own-001").version == 2


def test_somebody_elses_newer_version_is_not_overwritten(desk, desks, bank):
    bank.put(local(1))
    mine = desk.open("author.edit", code="own-001")
    other = desks.of(bank.other_author).open("author.edit", code="own-001")
    for page, text in ((other, "别人先改"), (mine, "我后改")):
        page.form.stem.set_text(text)
        page._on_edited()
        page.save()
    assert bank.question("own-001").stem == "别人先改"
    assert mine.message.text
    assert mine.form.stem.text() == "我后改"


def test_a_kind_chosen_by_mistake_costs_nothing(desk):
    page = desk.open("author.edit")
    write_single(page)
    page.form.kind.setCurrentIndex(page.form.kind.findText("True or false"))
    assert page.form.question().choices == ()
    page.form.kind.setCurrentIndex(page.form.kind.findText("Multiple choice"))
    assert [choice.text for choice in page.form.question().choices] == ["首页左上角", "首页右上角", "版记", "落款"]
    assert page.form.question().kind is Kind.MULTIPLE


def test_save_and_next_begins_another_of_the_same_place(desk, bank):
    page = desk.open("author.edit")
    write_single(page)
    page.form.classification.tags.setText("密级")
    page.form.classification.tags.textEdited.emit("密级")
    page.save_and_next()
    assert len(bank.codes()) == 1
    assert page.form.stem.text() == ""
    assert page.form.question().tags == ("密级",)
    assert page.presenter.is_new


def test_a_dropped_picture_becomes_part_of_the_text(desk, bank, tmp_path: Path):
    picture = tmp_path / "截图.png"
    picture.write_bytes(PNG)
    page = desk.open("author.edit")
    write_single(page)
    page.form.stem.files_dropped.emit([str(picture)])
    question = page.form.question()
    assert question.attachments[0].name == "截图.png"
    assert "](截图.png)" in question.stem
    page.save()
    assert bank.question(question.code).attachments == question.attachments
    assert page.content("截图.png") == PNG


def test_what_is_no_picture_is_refused_in_words(desk, tmp_path: Path):
    program = tmp_path / "病毒.png"
    program.write_bytes(b"MZ\x90\x00" * 20)
    page = desk.open("author.edit")
    page.form.stem.files_dropped.emit([str(program)])
    assert page.message.text
    assert page.form.question().attachments == ()


def test_a_picture_for_the_key_is_asked_for(desk, tmp_path: Path, monkeypatch):
    picture = tmp_path / "桌面.png"
    picture.write_bytes(PNG)
    monkeypatch.setattr(files, "answer", lambda _title, _kinds: picture)
    page = desk.open("author.edit")
    page.form.kind.setCurrentIndex(page.form.kind.findText("Points on a picture"))
    page.form.editor.choose.click()
    assert page.form.question().picture == "桌面.png"


def test_the_robot_says_what_it_earns(desk):
    page = desk.open("author.edit")
    write_single(page)
    page.presenter.look()
    page.side.chips.choose([ROBOT])
    page.side.chips.changed.emit([ROBOT])
    said = words(page.side)
    assert "everything right" in said
    assert "100.00 %" in said
    assert "0.00 %" in said


def test_a_question_much_alike_is_named(desk, bank):
    bank.put(local(1))
    page = desk.open("author.edit")
    page.form.kind.set_value(Kind.SINGLE)
    page.form.stem.insertPlainText("第1题 写好意见没有提交，事项在：")
    for row, text in zip(page.form.editor.rows.rows, ("待办", "待阅", "已办", "公告"), strict=True):
        row.text.insertPlainText(text)
    page.presenter.look()
    page.side.chips.choose([ALIKE])
    page.side.chips.changed.emit([ALIKE])
    assert "own-001" in words(page.side)


def test_the_question_prints(desk, qtbot):
    page = desk.open("author.edit")
    write_single(page)
    page.side.chips.choose([PRINT])
    page.side.chips.changed.emit([PRINT])
    page.side.show_question(page.form.question())
    page.side._show()
    assert page.side.sheet.page_count == 1


def test_author_and_reviewer_talk_and_the_question_is_published(desk, desks, bank):
    bank.set(settings.REVIEW_REQUIRED, True)
    page = desk.open("author.edit")
    write_single(page)
    page.save()
    code = page.presenter.question.code
    assert bank.state(code) is State.DRAFT
    page._on_step(Step.SUBMIT, "请审")
    assert bank.state(code) is State.IN_REVIEW
    review = desks.of(bank.examiner).open("author.review")
    assert review.table.current.code == code
    review.side.words.setPlainText("选项 B 不够像")
    press_step(review, Step.RETURN)
    assert not review.message.text
    assert bank.state(code) is State.DRAFT
    back = desks.of(bank.author).open("author.edit", code=code)
    back.side.chips.choose([REMARKS])
    back.side.chips.changed.emit([REMARKS])
    assert "选项 B 不够像" in words(back.side)
    press(back.side, "Seen to")
    assert "Seen to" not in words(back.side)


def press_step(page, step):
    for place in range(page.side._steps.count()):
        button = page.side._steps.itemAt(place).widget()
        if button.property("step") == step.value:
            button.click()
            return
    pytest.fail(f"no button for {step}")
