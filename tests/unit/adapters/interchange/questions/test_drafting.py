"""The last step of every reader, and the table of who reads and writes what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.content import make_question
from trainer.adapters.interchange.questions import formats
from trainer.adapters.interchange.questions.drafting import called, damaged, drafted
from trainer.adapters.interchange.questions.source import SourceFile, text_of
from trainer.cli import bank
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.fields import Where
from trainer.platform.bad_file import BadFileError

GOOD = replace(make_question("single"), id="", code="")
HERE = Where("a.gift", 7)


def test_a_sound_question_becomes_a_draft_as_it_is() -> None:
    findings: list[Finding] = []
    draft = drafted(GOOD, HERE, findings, "Q7")
    assert draft is not None
    assert (draft.question, draft.where, draft.idnumber, findings) == (GOOD, HERE, "Q7", [])


def test_what_is_wrong_is_told_at_its_place_and_there_is_no_draft() -> None:
    findings: list[Finding] = []
    assert drafted(replace(GOOD, choices=GOOD.choices[1:]), HERE, findings, "Q7") is None
    [one] = findings
    assert (one.code, one.severity, one.file, one.line) == ("single_key_count", Severity.ERROR, "a.gift", 7)
    assert one.facts["question"] == "Q7"
    assert "path" not in one.facts


def test_a_row_is_told_as_a_row() -> None:
    findings: list[Finding] = []
    drafted(replace(GOOD, choices=()), Where("a.xlsx", 3, sheet="题库"), findings)
    assert {(one.sheet, one.row) for one in findings} == {("题库", 3)}


@pytest.mark.parametrize(("part", "limit"), [("name", 200), ("category", 200), ("source", 200), ("course", 20)])
def test_what_is_longer_than_the_bank_keeps_is_cut_and_told(part: str, limit: int) -> None:
    findings: list[Finding] = []
    draft = drafted(replace(GOOD, **{part: "长" * 300}), HERE, findings)
    assert draft is not None
    assert getattr(draft.question, part) == "长" * limit
    assert [(one.code, one.severity, one.facts["key"]) for one in findings] == [
        ("question_text_cut", Severity.WARNING, part)
    ]


def test_tags_are_words_each_once() -> None:
    findings: list[Finding] = []
    draft = drafted(replace(GOOD, tags=("重点", " 重点 ", "", "两\n行", "长" * 201)), HERE, findings)
    assert draft is not None
    assert draft.question.tags == ("重点", "两 行", "长" * 200)
    assert [one.code for one in findings] == ["question_text_cut"]


def test_a_question_is_called_by_what_its_file_calls_it_else_by_its_beginning() -> None:
    assert called(replace(GOOD, name="成文日期"), "Q7") == "Q7"
    assert called(replace(GOOD, name="成文日期")) == "成文日期"
    assert called(replace(GOOD, stem="一\n二 三")) == "一 二 三"
    assert called(replace(GOOD, stem="长" * 90)) == "长" * 39 + "…"


def test_a_damaged_file_is_one_refusal_with_its_line() -> None:
    reading = damaged(SourceFile("a.xml", b""), BadFileError("xml_broken", line=5, detail="x"))
    assert (reading.drafts, reading.refused) == ((), 1)
    assert [(one.code, one.file, one.line, one.facts) for one in reading.findings] == [
        ("xml_broken", "a.xml", 5, {"detail": "x"})
    ]


def test_a_source_knows_its_suffix_and_its_text() -> None:
    assert SourceFile("a/b.TXT", b"").suffix == ".txt"
    assert SourceFile(".hidden", b"").suffix == SourceFile("none", b"").suffix == ""
    assert text_of(SourceFile("a", "题\r\n".encode("gbk"))) == "题\n"


@pytest.mark.parametrize("form", [form for form in formats.READABLE if form != "yaml"])
def test_every_format_has_its_reader(form: str) -> None:
    assert callable(formats.reader(form))


@pytest.mark.parametrize("form", [form for form in formats.WRITABLE if form != "yaml"])
def test_every_format_that_goes_out_has_its_writer(form: str) -> None:
    writer = formats.writer(form)
    assert callable(writer.write)
    assert isinstance(writer.refuses(make_question("single")), str)
    assert isinstance(writer.loses(make_question("single")), tuple)


def test_the_command_line_names_all_formats() -> None:
    assert bank.FORMATS_READ.split() == list(formats.READABLE)
    assert sorted(bank.FORMATS_WRITTEN.split()) == sorted(formats.WRITABLE)
