"""What is written reads back equal, is what Moodle's importer looks for, and survives Moodle without our own element."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from lxml import etree

from tests.builders.question_strategies import BIG, media, questions
from trainer.adapters.interchange.questions.moodle_xml import loses, read, refuses, write
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.answers import Attachment, Choice
from trainer.domain.question_bank.drafts import identified
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Bloom, Kind, Marking, Question
from trainer.domain.question_bank.text import plain as plain_words
from trainer.wording.sentences import codes

WRITTEN = (
    Kind.SINGLE,
    Kind.MULTIPLE,
    Kind.JUDGE,
    Kind.BLANK,
    Kind.NUMERIC,
    Kind.ORDERING,
    Kind.MATCHING,
    Kind.DRAG,
    Kind.CLOZE,
    Kind.SHORT_ANSWER,
    Kind.ESSAY,
    Kind.PARAMETERISED,
)
# What Moodle's own importer reads these types by.
TYPES = {
    "multichoice",
    "truefalse",
    "cloze",
    "numerical",
    "ordering",
    "matching",
    "ddmarker",
    "ddimageortext",
    "shortanswer",
    "essay",
    "calculated",
    "calculatedmulti",
}
# The grades that Moodle offers, in per cents, as its grade menu lists them.
GRADES = {
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0,
}  # fmt: skip


def plain(kind: Kind = Kind.SINGLE, **parts: object) -> Question:
    body: dict[str, object] = {
        "stem": "题干",
        "explanation": "",
        "choices": (Choice("甲", True), Choice("乙", False)),
        **parts,
    }
    return Question(
        id=content_id("question", "X-1"),
        code="X-1",
        version=1,
        kind=kind,
        course="",
        knowledge_point="",
        tier="",
        difficulty=0,
        bloom=Bloom.UNSET,
        name="名称",
        **body,  # type: ignore[arg-type]
    )


def back(data: bytes) -> Question:
    found = read(SourceFile("a.xml", data))
    assert len(found.drafts) == 1, found.findings
    worst = {finding.severity for finding in found.findings}
    assert Severity.ERROR not in worst
    return identified(found.drafts)[0].question


def passed_through_moodle(data: bytes) -> bytes:
    """Take away what Moodle does not keep."""
    return re.sub(rb"<trainer>.*?</trainer>", b"", data, flags=re.DOTALL)


@settings(max_examples=100, deadline=None)
@given(questions(WRITTEN))
def test_written_questions_read_back_equal(question):
    assume(not problems(question) and not refuses(question))
    assert back(write([question], media, "题库")) == question


@settings(max_examples=150, deadline=None)
@given(questions(WRITTEN, is_bare=True, pictures=False))
def test_without_our_element_kind_text_and_key_are_the_same(question):
    assume(not problems(question) and not refuses(question))
    read_back = back(passed_through_moodle(write([question], media, "")))
    assert read_back.kind is question.kind
    if question.kind not in {Kind.PARAMETERISED, Kind.BLANK}:
        assert plain_words(read_back.stem) == plain_words(question.stem)
    for part in ("answer", "order", "marking", "units", "strict", "wildcards"):
        assert getattr(read_back, part) == getattr(question, part)
    if question.kind is not Kind.PARAMETERISED:
        assert [(plain_words(c.text), c.is_right, c.share or 0) for c in read_back.choices] == [
            (plain_words(c.text), c.is_right, c.share or 0) for c in question.choices
        ]
    assert [(p.left, p.right) for p in read_back.pairs] == [(p.left, p.right) for p in question.pairs]
    assert [blank.accept for blank in read_back.blanks] == [blank.accept for blank in question.blanks]
    assert [gap.kind for gap in read_back.gaps] == [gap.kind for gap in question.gaps]
    assert len(read_back.numbers) == len(question.numbers)
    assert [token.text for token in read_back.tokens] == [token.text for token in question.tokens]


@settings(max_examples=100, deadline=None)
@given(questions(WRITTEN))
def test_files_are_well_formed_and_hold_what_moodle_asks_for(question):
    assume(not problems(question) and not refuses(question))
    root = etree.fromstring(write([question], media, ""))
    assert root.tag == "quiz"
    element = root.findall("question")[-1]
    assert element.get("type") in TYPES
    tags = [child.tag for child in element]
    head = ["name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"]
    assert tags[: len(head)] == head
    assert element.findtext("name/text")
    for answer in element.iter("answer"):
        if answer.getparent() is element:
            assert float(answer.get("fraction")) is not None
    for file in element.iter("file"):
        assert file.get("encoding") == "base64"


def test_fractions_are_grades_that_moodle_knows():
    for count in (2, 3, 4, 5, 6, 7, 8, 9, 10):
        question = plain(
            Kind.MULTIPLE,
            choices=tuple(Choice(f"c{n}", True, share=Fraction(1, count)) for n in range(count)),
            marking=Marking.PER_CHOICE,
        )
        root = etree.fromstring(write([question], media, ""))
        assert {float(answer.get("fraction")) for answer in root.iter("answer")} <= GRADES
        assert [choice.share for choice in back(write([question], media, "")).choices] == [Fraction(1, count)] * count


def test_all_or_nothing_is_written_so_that_one_wrong_choice_takes_everything():
    question = plain(
        Kind.MULTIPLE,
        choices=(Choice("a", True), Choice("b", True), Choice("c", False)),
        marking=Marking.ALL_OR_NOTHING,
    )
    root = etree.fromstring(write([question], media, ""))
    assert [answer.get("fraction") for answer in root.iter("answer")] == ["50", "50", "-100"]
    assert back(passed_through_moodle(write([question], media, ""))) == question
    assert loses(question) == ("moodle_loses_marking",)


def test_categories_change_where_they_change_and_end_again():
    made = [
        replace(plain(), category=category, code=f"X-{n}") for n, category in enumerate(("", "A/B", "A/B", "C", ""))
    ]
    data = write(made, media, "")
    assert data.count(b'type="category"') == 3
    assert [draft.question.category for draft in read(SourceFile("a.xml", data)).drafts] == ["", "A/B", "A/B", "C", ""]


def test_our_own_element_is_not_believed_where_the_file_was_edited():
    question = plain(hints=("提示",), points=Fraction(5, 3))
    data = write([question], media, "")
    assert b"<trainer>" in data
    edited = data.replace("题干".encode(), "新题干".encode())
    found = read(SourceFile("a.xml", edited))
    assert found.drafts[0].question.stem == "新题干"
    assert "moodle_own_part_old" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("document", ["", "{", "[]", '{"of": 1}', '{"of":"x","kind":"nonsense"}', "null", "[" * 50_000])
def test_a_damaged_element_of_ours_changes_nothing(document):
    data = write([plain()], media, "").replace(
        b"</question>", b"<trainer>" + document.encode() + b"</trainer></question>"
    )
    assert back(data) == plain()


def test_files_lie_in_the_part_that_shows_them_and_unshown_ones_are_kept():
    other = Attachment("screen.png", "image/png", "0" * 64, 1)
    question = plain(stem="题干", explanation=f"见图\n\n![图]({BIG.name})", attachments=(BIG,))
    root = etree.fromstring(write([question], media, ""))
    assert [file.getparent().tag for file in root.iter("file")] == ["generalfeedback"]
    assert back(write([question], media, "")).attachments == (BIG,)
    lost = plain(attachments=(other,))
    assert back(write([lost], lambda digest: None, "")).attachments == ()
    unshown = plain(attachments=(BIG,))
    assert back(write([unshown], media, "")).attachments == (BIG,)


def test_a_question_without_a_name_gets_one_for_moodle_and_loses_it_again():
    question = plain()
    nameless = replace(question, name="")
    assert etree.fromstring(write([nameless], media, "")).findtext("question/name/text") == "题干"
    assert back(write([nameless], media, "")).name == ""


def test_what_moodle_cannot_hold_is_refused_and_left_out():
    assert refuses(plain(Kind.HOTSPOT)) == "moodle_kind_missing"
    assert b"<question " not in write([plain(Kind.CASE_SET)], media, "")


@settings(max_examples=100, deadline=None)
@given(questions())
def test_every_reason_has_its_sentence(question):
    told = [code for code in (refuses(question), *loses(question)) if code]
    assert all(code in codes() for code in told)
    assert len(set(told)) == len(told)


def test_signs_that_xml_forbids_are_left_out():
    data = write([replace(plain(), name="a\x01b\ufffe", stem="\x01题\ud800")], media, "")
    assert etree.fromstring(data).findtext("question/name/text") == "ab"
    assert back(passed_through_moodle(data)).stem == "题?"


def test_many_plain_questions_are_written():
    many = [
        replace(
            plain(),
            code=f"X-{n}",
            stem=f"第 {n} 题",
            choices=tuple(Choice(f"选项 {n}{k}", k == 1, "理由") for k in range(4)),
        )
        for n in range(2_000)
    ]
    data = write(many, media, "")
    assert data.count(b"<question ") == 2_000
