"""The wizard: read, look, correct, take in, take back; and a pasted list that follows its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.bank import local
from tests.builders.pages import press, words
from trainer.ui.widgets import files

GIFT = """// [id:g1]
::密级::涉密文件由谁保管？{ =机要人员 ~任何人 ~门卫 ~保洁 }

// [id:g2]
::回执::收到文件后应当签收。{T}

::坏题::没有右括号 {=甲 ~乙
"""
LIST = """一、单项选择题
1. 公文的密级标注在（ A ）
A. 首页左上角  B. 首页右上角  C. 版记  D. 落款
2. 收文后的第一步是（ B ）
A. 拟办  B. 签收  C. 归档  D. 承办
"""


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    path = tmp_path / "题库.gift"
    path.write_text(GIFT, "utf-8")
    return path


def shown(page):
    return [(row.words, row.standing.value) for row in page.table.model.records]


def test_every_question_of_a_file_is_listed_taken_in_or_refused(desk, gift):
    page = desk.open("author.import")
    page.open_paths([gift])
    rows = shown(page)
    assert ("涉密文件由谁保管？", "new") in rows
    assert ("收到文件后应当签收。", "new") in rows
    assert [standing for _, standing in rows].count("refused") == 1
    assert "Take in 2 questions" in page.take.text()
    assert "题库.gift" in page.summary.text()


def test_what_is_taken_in_can_be_taken_back(desk, bank, gift):
    page = desk.open("author.import")
    page.open_paths([gift])
    page.commit()
    assert bank.codes() == ["g1", "g2"]
    assert "2 new" in page.result.text()
    press(page, "Take the import back")
    assert bank.codes() == []
    assert not page.undo.isEnabled()


def test_a_question_left_out_stays_out(desk, bank, gift):
    page = desk.open("author.import")
    page.open_paths([gift])
    page.table.view.selectRow(0)
    page.detail.include.click()
    assert "Take in 1 question" in page.take.text()
    page.commit()
    assert bank.codes() == ["g2"]


def test_a_question_is_corrected_before_it_is_taken_in(desk, bank, gift):
    page = desk.open("author.import")
    page.open_paths([gift])
    page.table.view.selectRow(0)
    press(page.detail, "Correct")
    page.detail.form.stem.set_text("涉密文件由谁专门保管？")
    press(page.detail, "Preview")
    page.commit()
    assert bank.question("g1").stem == "涉密文件由谁专门保管？"


def test_the_same_file_again_changes_nothing(desk, bank, gift):
    page = desk.open("author.import")
    page.open_paths([gift])
    page.commit()
    page.open_paths([gift])
    assert {standing for words_, standing in shown(page) if standing != "refused"} == {"unchanged"}
    assert not page.take.isEnabled()


def test_a_question_that_is_there_in_other_words_is_told(desk, bank, tmp_path):
    bank.put(local(1))
    path = tmp_path / "again.gift"
    path.write_text("::x::第1题 写好意见没有提交，事项在：{ =待办 ~待阅 ~已办 ~公告 }\n", "utf-8")
    page = desk.open("author.import")
    page.open_paths([path])
    assert page.table.model.records[0].draft.twin == "own-001"


def test_the_chosen_question_is_shown_as_candidates_see_it(desk, gift):
    page = desk.open("author.import")
    page.open_paths([gift])
    page.table.view.selectRow(0)
    assert page.detail.view is not None
    assert page.detail.view.question.stem == "涉密文件由谁保管？"


def test_a_pasted_list_follows_its_text(desk, bank, qtbot):
    page = desk.open("author.import")
    press(page, "Paste a list")
    page.text.insertPlainText(LIST)
    page.read_text()
    assert len(page.table.model.records) == 2
    assert page.table.model.records[0].draft.draft.question.choices[0].is_right
    page.text.insertPlainText("二、判断题\n3. 电子公文应当加盖电子印章。（ √ ）\n")
    page.read_text()
    assert len(page.table.model.records) == 3
    page.commit()
    assert len(bank.codes()) == 3


def test_the_line_with_the_cursor_leads_to_its_question(desk):
    page = desk.open("author.import")
    page.paste()
    page.text.insertPlainText(LIST)
    page.read_text()
    page.text.line_chosen.emit(5)
    assert page.table.current.draft.draft.question.stem.startswith("收文后的第一步是")


def test_a_file_that_is_nothing_is_named_and_others_go_on(desk, gift, tmp_path):
    strange = tmp_path / "照片.jpg"
    strange.write_bytes(b"\xff\xd8\xff\xe0" + bytes(400))
    page = desk.open("author.import")
    page.open_paths([strange, gift])
    rows = shown(page)
    assert len([1 for _, standing in rows if standing == "new"]) == 2
    assert any("照片.jpg" in row.place for row in page.table.model.records)


def test_the_template_is_saved(desk, tmp_path, monkeypatch):
    target = tmp_path / "模板.xlsx"
    monkeypatch.setattr(files, "answer", lambda _title, _name: target)
    page = desk.open("author.import")
    press(page, "Save the Excel template")
    assert target.read_bytes().startswith(b"PK")
    assert "模板.xlsx" in words(page)
