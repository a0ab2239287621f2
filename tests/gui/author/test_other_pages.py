"""Export, versions, state of the bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.builders.bank import local
from tests.builders.pages import press, words
from trainer.domain.question_bank.question import LawBasis, State
from trainer.services import question_bank
from trainer.ui.widgets import files


def test_what_gets_lost_is_told_before_the_file_is_written(desk, bank, tmp_path, monkeypatch):
    bank.put(local(1), local(2, "ordering"))
    page = desk.open("author.export")
    page.form.set_value("aiken")
    page._on_choice()
    assert "1 question" in page.outlook.text()
    assert any(loss.is_left_out for loss in page.losses.model.records)
    target = tmp_path / "题.txt"
    monkeypatch.setattr(files, "answer", lambda _title, _name: target)
    page.write()
    assert "ANSWER" in target.read_text("utf-8")
    assert "1 was left out" in page.message.text


def test_chosen_questions_alone_are_exported(desk, bank):
    bank.put(local(1), local(2), local(3))
    page = desk.open("author.export", ids=(bank.question("own-001").id,))
    assert "The 1 chosen question" in words(page)
    page.form.set_value("yaml")
    page._on_choice()
    assert page.outlook.text() == "1 question"
    assert not page.course.isEnabled()


def test_two_versions_stand_beside_each_other(desk, bank):
    bank.put(local(1))
    question_bank.save_question(bank.office, bank.author, replace(bank.question("own-001"), stem="改过的题干："))
    page = desk.open("author.versions", code="own-001")
    assert [one.version for one in page.versions.model.records] == [2, 1]
    said = words(page)
    assert "改过的题干：" in said
    assert "第1题 写好意见没有提交，事项在：" in said
    page.left.set_value(2)
    page._compare()
    assert "These two say the same" in page.parts.itemAt(0).widget().text()


def test_the_check_leads_to_the_question(desk, bank):
    bank.put(replace(local(1), explanation=""))
    page = desk.open("author.health")
    about = [one for one in page.findings.model.records if one.facts.get("question") == "own-001"]
    assert any(one.code == "explanation_missing" for one in about)
    page.findings.opened.emit(about[0])
    assert desk.went == [("author.edit", {"code": "own-001"})]


def test_pairs_much_alike_are_searched_and_called_intended(desk, bank):
    long = "办理涉密公文时，下列做法中符合保密规定并且能够留下完整记录的是："
    bank.put(local(1, stem=long), local(2, stem=long.replace("完整", "可靠")), local(3))
    page = desk.open("author.health", list="alike")
    press(page, "Search the whole bank")
    pairs = page.pairs.model.records
    assert [{pair.one_code, pair.other_code} for pair in pairs] == [{"own-001", "own-002"}]
    page.pairs.view.selectRow(0)
    press(page, "They are meant to be two")
    assert page.pairs.model.records == []


def test_overdue_law_bases_are_listed(desk, bank):
    day = (bank.clock.now() - timedelta(days=30)).date().isoformat()
    bank.put(replace(local(1), law=LawBasis("示例条例", "2020", "第一条", day)), local(2))
    page = desk.open("author.health", list="overdue")
    assert [line.code for line in page.due.model.records] == ["own-001"]
    assert bank.state("own-001") is State.PUBLISHED


def test_changes_are_listed_and_taken_back(desk, bank, tmp_path):
    from trainer.services import import_questions

    path = tmp_path / "a.gift"
    path.write_text("// [id:z1]\n::a::甲？{=一 ~二}\n", "utf-8")
    import_questions.import_files(bank.office, bank.author, [path])
    page = desk.open("author.health", list="changes")
    page.changes.view.selectRow(0)
    press(page, "Take it back")
    assert bank.codes() == []
    assert page.changes.model.records[0].undone_at is not None
