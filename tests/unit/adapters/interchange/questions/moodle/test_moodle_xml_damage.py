"""A damaged file gives every question that is whole, and names every other one with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.adapters.interchange.questions.moodle_xml import read
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.kernel.findings import Severity


def question(name: str, text: str = "对吗？") -> str:
    return (
        f'<question type="truefalse">\n<name><text>{name}</text></name>\n'
        f'<questiontext format="html"><text>{text}</text></questiontext>\n'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>\n</question>\n'
    )


def quiz(*parts: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "".join(parts) + "</quiz>\n").encode()


def found(data: bytes, **options: str):
    reading = read(SourceFile("a.xml", data), ReadOptions(**options))
    names = [draft.question.name for draft in reading.drafts]
    told = [(finding.code, finding.line) for finding in reading.findings]
    return names, reading.refused, told


def test_a_whole_file_has_nothing_to_tell():
    assert found(quiz(question("a"), question("b"))) == (["a", "b"], 0, [])


def test_one_broken_question_costs_one_question():
    names, refused, told = found(quiz(question("a"), question("b", "若 x < y 则"), question("c")))
    assert (names, refused) == (["a", "c"], 1)
    assert told == [("moodle_question_broken", 10)]


def test_a_question_without_end_does_not_take_the_next_one_with_it():
    names, refused, told = found(quiz(question("a"), '<question type="truefalse"><name>\n', question("c")))
    assert (names, refused) == (["a", "c"], 1)
    assert told == [("moodle_question_open", 8)]


def test_a_section_without_end_does_not_swallow_the_next_question():
    names, refused, _ = found(
        quiz(question("a", "<![CDATA[<p>甲"), question("b", "<![CDATA[<p>乙</p>]]>"), question("c"))
    )
    assert (names, refused) == (["b", "c"], 1)


def test_a_text_about_questions_is_no_question():
    text = "<![CDATA[标签 &lt;b&gt; 与 <question type='x'> 的区别]]>"
    names, refused, _ = found(quiz(question("a", text), question("b")))
    assert (names, refused) == (["a", "b"], 0)


def test_a_cut_file_gives_what_came_before():
    data = quiz(question("a"), question("b"))
    names, refused, told = found(data[: data.index(b"</question>", 400)])
    assert (names, refused) == (["a"], 1)
    assert [code for code, _ in told] == ["moodle_question_open", "moodle_end_missing"]


def test_entities_of_html_and_bare_ampersands_are_put_right():
    reading = read(SourceFile("a.xml", quiz(question("a", "R&D&nbsp;&ldquo;好&rdquo; a&b; &#8212; &lt;"))))
    assert reading.drafts[0].question.stem == "R&D “好” a&b; — <"
    assert [finding.code for finding in reading.findings] == ["moodle_mended"]


def test_forbidden_signs_are_taken_out():
    reading = read(SourceFile("a.xml", quiz(question("a", "上\x0b下 &#11; 左"))))
    assert reading.drafts[0].question.stem == "上 下 左"


def test_commented_questions_are_named():
    names, refused, told = found(quiz(question("a"), "<!-- ", question("b"), question("c"), "-->", question("d")))
    assert (names, refused) == (["a", "d"], 0)
    assert told == [("moodle_commented_out", 8), ("moodle_commented_out", 13)]


def test_what_stands_between_questions_is_told():
    _, _, told = found(quiz(question("a"), "漏掉的题", question("b")))
    assert [code for code, _ in told] == ["moodle_text_between"]


def test_markup_that_was_not_wrapped_is_read():
    reading = read(SourceFile("a.xml", quiz(question("a", "<p>一<b>二</b></p>"))))
    assert reading.drafts[0].question.stem == "一**二**"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5"), ("UTF-16", "utf-16"), ("utf-8", "utf-8-sig")],
)
def test_declared_encodings_are_followed(declared, encoding):
    text = quiz(question("公文", "以上正確")).decode().replace("UTF-8", declared)
    assert found(text.encode(encoding))[0] == ["公文"]


def test_an_encoding_that_is_not_the_declared_one_is_found_and_told():
    text = quiz(*(question(f"旗政府办公室 {n}") for n in range(3))).decode()
    names, _, told = found(text.encode("gb18030"))
    assert names[0] == "旗政府办公室 0"
    assert told == [("moodle_encoding_other", 1)]


def test_one_damaged_character_costs_one_question():
    data = quiz(question("一"), question("二"), question("三")).replace("二".encode(), "二".encode()[:2])
    names, refused, told = found(data)
    assert (names, refused) == (["一", "三"], 1)
    assert told[0][0] == "moodle_question_broken"


def test_lines_hold_beyond_what_the_parser_counts():
    names, _, told = found(quiz("\n" * 70_000, question("a"), question("b", "<"), question("c")))
    assert names == ["a", "c"]
    assert told == [("moodle_question_broken", 70_010)]


@pytest.mark.parametrize(
    "data", [b"", b"<quiz/>", b"<html><body/></html>", b"\x00\x01", "只是文字".encode(), b"<quiz><question"]
)
def test_a_file_without_questions_is_refused(data):
    reading = read(SourceFile("a.xml", data))
    assert (len(reading.drafts), reading.refused) == (0, 1)
    assert any(finding.severity is Severity.ERROR for finding in reading.findings)


def test_entities_are_refused_with_the_whole_file():
    bomb = b'<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<quiz>&b;</quiz>'
    assert found(bomb)[2] == [("xml_entities", 2)]


@pytest.mark.parametrize(
    "data",
    [
        quiz('<question type="essay"><questiontext>' + "<a>" * 200_000 + "</questiontext></question>", question("b")),
        quiz(
            '<question type="essay"><questiontext><text>' + "字" * 5_000_000 + "</text></questiontext></question>",
            question("b"),
        ),
        quiz('<question type="category">' * 100_000),
        quiz("<!--" * 1_000_000, "<question >" * 1_000),
        quiz("<![CDATA[" * 300_000, "<question >" * 1_000),
        quiz("<question " * 400_000),
        quiz("&" * 5_000_000, question("b")),
        quiz('<question type="essay"><questiontext><text>' + "&" * 3_000_000 + "</text></questiontext></question>"),
    ],
    ids=["deep", "long", "unclosed", "comments", "sections", "starts", "ampersands", "ampersands inside"],
)
@pytest.mark.timeout(120)
def test_hostile_files_end_with_an_error(data):
    reading = read(SourceFile("a.xml", data))
    assert any(finding.severity is Severity.ERROR for finding in reading.findings) or reading.drafts


PIECES = st.sampled_from(
    [
        question("a"),
        '<question type="multichoice">',
        "</question>",
        "<questiontext format='html'><text>",
        "</text></questiontext>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&nbsp;",
        "&",
        "<answer fraction='33.3'><text>甲</text></answer>",
        "<answer fraction='x'><text>乙</text><feedback><text>因</text></feedback></answer>",
        "<name><text>名</text></name>",
        "<question type='cloze'><questiontext><text>{1:SA:=a~%5%b} {2:MC:=x~y</text></questiontext></question>",
        "<question type='numerical'><questiontext><text>n</text></questiontext><answer><text>1,5</text></answer></question>",
        "<question type='ddmarker'><drag><no>1</no><text>x</text></drag><drop><coords>1;2</coords></drop></question>",
        "<question type='calculated'><answer><text>{a}/0</text></answer></question>",
        "<tags><tag><text>trainer:tier=AB</text></tag></tags>",
        "<trainer>{}</trainer>",
        "\n",
        "�",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_whatever_stands_in_a_file_every_question_is_a_draft_or_an_error(parts):
    reading = read(SourceFile("a.xml", quiz(*parts)))
    errors = {finding.code for finding in reading.findings if finding.severity is Severity.ERROR}
    assert bool(reading.refused) == bool(errors)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_stumble(data):
    read(SourceFile("a.xml", data))
    read(SourceFile("a.xml", b"<quiz><question type='multichoice'>" + data + b"</question></quiz>"))


def test_a_file_with_many_slips_gives_all_that_can_be_had():
    path = Path(__file__).parents[5] / "fixtures" / "questions" / "moodle" / "damaged.xml"
    reading = read(SourceFile(path.name, path.read_bytes()))
    assert [(draft.where.line, draft.question.name, draft.question.stem) for draft in reading.drafts] == [
        (4, "一", "预案 应当每三年修订 A&B。"),
        (20, "四", "报警电话是〔缺.png〕？"),
        (25, "五", "应急**值守**电话？"),
    ]
    assert reading.refused == 4
    assert [(finding.code, finding.line) for finding in reading.findings] == [
        ("moodle_mended", 6),
        ("moodle_question_broken", 11),
        ("moodle_question_broken", 18),
        ("moodle_text_between", 18),
        ("moodle_picture_lost", 20),
        ("moodle_markup_unwrapped", 25),
        ("moodle_type_unknown", 30),
        ("moodle_question_open", 33),
        ("moodle_end_missing", 37),
    ]
