"""Readers of texts bear any arrangement of their signs: each question is a draft or a finding, and no reader stumbles."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.services.question_sources import ImportOptions, ReadQuestions, read_sources
from trainer.wording.sentences import codes

_COMMON = [
    "\n",
    "\n\n",
    " ",
    "x",
    "题",
    "甲",
    "1",
    "3.14",
    "<b>",
    "</b>",
    "&lt;",
    "\\",
    "\t",
    "“",
    "0" * 50,
    "𠮷",
    "\u200b",
]
SIGNS: dict[str, list[str]] = {
    "gift": [
        "::",
        "{",
        "}",
        "=",
        "~",
        "#",
        "->",
        "%50%",
        "%-33.333%",
        "T",
        "FALSE",
        "//",
        "[html]",
        "$CATEGORY:",
        "#2:1",
        "..",
        "####",
        "=%",
    ],
    "missing_word": ["{", "}", "=", "~", "#", " a ", "."],
    "aiken": ["A. ", "B) ", "C.", "ANSWER: A", "ANSWER: ", "ANSWER:B", "A.", "Z) "],
    "cloze": ["{1:MC:", "{:SA:", "{2:NUMERICAL:", "=", "~", "%50%", "#", "}", "{", ":0.1", "*", "{1:MULTIRESPONSE_H:"],
    "text": [
        "1. ",
        "2、",
        "（1）",
        "一、单选题",
        "二、判断题",
        "A. ",
        "B、",
        "C．",
        "（ A ）",
        "（√）",
        "答案：",
        "答案：AB",
        "解析：",
        "____",
        "三、简答题",
        "参考答案",
        "1-5 ABCDA",
        "1",
        "|",
    ],
    "yaml": [
        "id: Q-1",
        "kind: single",
        "stem: ",
        "choices:",
        "  - {text: a, right: true}",
        "---",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a",
        "*a",
        "!!x ",
        "? ",
        ": ",
        "|",
        ">",
    ],
    "xlsx": ["题干", "选项A", "答案", "题型", ",", ",", ",", '"', ";", "A", "单选题", "对"],
    "moodle_xml": [
        "<quiz>",
        "</quiz>",
        '<question type="multichoice">',
        '<question type="cloze">',
        "</question>",
        "<name>",
        "</name>",
        "<text>",
        "</text>",
        '<answer fraction="100">',
        "</answer>",
        "<![CDATA[",
        "]]>",
        "<file>",
        "&#x1F600;",
        "{1:MC:=a}",
    ],
    "qti21": [
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="a">',
        "</assessmentItem>",
        "<itemBody>",
        "</itemBody>",
        '<choiceInteraction responseIdentifier="R">',
        "</choiceInteraction>",
        '<simpleChoice identifier="a">',
        "</simpleChoice>",
        '<responseDeclaration identifier="R" cardinality="single">',
        "</responseDeclaration>",
        "<correctResponse><value>a</value></correctResponse>",
        "<responseProcessing>",
        "</responseProcessing>",
    ],
    "qti12": [
        "<questestinterop>",
        "</questestinterop>",
        '<item ident="a">',
        "</item>",
        "<presentation>",
        "</presentation>",
        "<material><mattext>x</mattext></material>",
        "<response_lid>",
        "</response_lid>",
        "<render_choice>",
        "</render_choice>",
    ],
}
LOTS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def answered(read: ReadQuestions) -> None:
    told = {one.code for one in read.findings}
    assert "question_file_stumbled" not in told, "a reader stumbled: see the log"
    assert told <= codes().keys()
    errors = sum(one.severity is Severity.ERROR for one in read.findings)
    assert errors >= read.refused > 0 or not read.refused
    assert read.drafts or read.findings


@pytest.mark.parametrize("form", SIGNS)
@LOTS
@given(st.data())
def test_any_arrangement_of_signs_is_answered(form: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(SIGNS[form] + _COMMON), min_size=1, max_size=40))
    text = "".join(parts)
    if text.strip():
        answered(read_sources([SourceFile("a", text.encode())], ImportOptions(form=form)))


@LOTS
@given(st.binary(min_size=1, max_size=300), st.sampled_from(("a.txt", "a.xml", "a.zip", "a.xlsx", "a.docx", "a.gift")))
def test_any_bytes_are_answered(data: bytes, name: str) -> None:
    answered(read_sources([SourceFile(name, data)]))


@LOTS
@given(st.binary(max_size=200), st.sampled_from(("xlsx", "docx", "h5p", "qti12", "qti30", "common_cartridge", "text")))
def test_any_bytes_under_any_form_are_answered(data: bytes, form: str) -> None:
    answered(read_sources([SourceFile("a", data)], ImportOptions(form=form)))
