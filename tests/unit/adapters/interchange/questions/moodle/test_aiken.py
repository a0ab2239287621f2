"""Aiken is read as Moodle writes it and as teachers write it; what it cannot hold is told before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import media, questions
from trainer.adapters.interchange.questions.aiken import loses, read, refuses, write
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.text import plain
from trainer.wording.sentences import codes


def reading(text: str) -> FileReading:
    return read(SourceFile("a.txt", text.encode()), ReadOptions(category="类"))


def one(text: str) -> Question:
    found = reading(text)
    assert len(found.drafts) == 1, found.findings
    return found.drafts[0].question


def key_of(text: str) -> str:
    return "".join(chr(65 + n) for n, choice in enumerate(one(text).choices) if choice.is_right)


def codes_of(text: str) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in reading(text).findings]


@pytest.mark.parametrize(
    "text",
    [
        "题干\nA) 甲\nB) 乙\nC) 丙\nANSWER: B\n",
        "题干\nA. 甲\nB. 乙\nC. 丙\nANSWER: B",
        "题干\r\nA)甲\r\nB)乙\r\nC)丙\r\nANSWER:B",
        "题干\n\nA. 甲\n\nB. 乙\n\nC. 丙\n\nANSWER: B",
        "题干\na) 甲\nb) 乙\nc) 丙\nanswer: b",
        "题干\nA、甲\nB、乙\nC、丙\n答案：B",
        "题干\nＡ．甲\nＢ．乙\nＣ．丙\n正确答案: Ｂ",
        "题干\n（A）甲\n（B）乙\n（C）丙\n参考答案：B。",
        "\ufeff题干\n　A. 甲\n　B. 乙\n　C. 丙\nAnswer : B)",
    ],
)
def test_letters_and_answers_in_all_their_forms(text):
    question = one(text)
    assert question.kind is Kind.SINGLE
    assert question.stem == "题干"
    assert [choice.text for choice in question.choices] == ["甲", "乙", "丙"]
    assert key_of(text) == "B"
    assert question.category == "类"


@pytest.mark.parametrize("answer", ["AC", "A,C", "A、C", "A C", "A和C", "ac", "Ａ，Ｃ"])
def test_several_letters_make_a_multiple_choice_and_are_told(answer):
    text = f"题干\nA. 甲\nB. 乙\nC. 丙\nANSWER: {answer}"
    assert key_of(text) == "AC"
    assert one(text).kind is Kind.MULTIPLE
    assert codes_of(text) == [("aiken_several_answers", 5)]


def test_an_explanation_may_stand_behind_the_answer():
    text = "题一\nA. 甲\nB. 乙\nANSWER: A\n解析：第一行\n第二行\n\n题二\nA. 甲\nB. 乙\nANSWER: B"
    first, second = (draft.question for draft in reading(text).drafts)
    assert first.explanation == "第一行\n第二行"
    assert (second.stem, second.explanation) == ("题二", "")


def test_stems_and_choices_may_take_several_lines():
    question = one("第一行\n第二行\nA. 甲\n续行\nB. 乙\nANSWER: A")
    assert question.stem == "第一行\n第二行"
    assert question.choices[0].text == "甲\n续行"


def test_words_that_look_like_choices_are_not_when_their_letter_does_not_follow():
    question = one("B. Franklin 说过什么？\nA. 甲\nB. 乙\nANSWER: B")
    assert question.stem == "B. Franklin 说过什么？"
    assert len(question.choices) == 2


def test_true_or_false_needs_no_choices():
    question = one("太阳从东边升起。\n答案：对")
    assert (question.kind, question.answer) == (Kind.JUDGE, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("题干\nA. 甲\nANSWER: A", [("entries_too_few", 1)]),
        ("A) 甲\n\nANSWER: 没有题干", [("aiken_no_stem", 1)]),
        ("ANSWER: A", [("aiken_answer_alone", 1)]),
        ("\n题干\nA. 甲\nB. 乙\n\n下一题\nA. 甲\nB. 乙\nANSWER: A", [("aiken_no_answer", 2)]),
        ("题干\nA. 甲\nB. 乙\nANSWER: D", [("aiken_answer_unknown", 4)]),
        ("题干\nA. 甲\nB. 乙\nANSWER: bad", [("aiken_answer_unknown", 4)]),
        ("题干\nA. 甲\nB. 乙\nANSWER: ", [("aiken_answer_unknown", 4)]),
        ("题干\nA. 甲\nB. 乙\nD. 丁\nANSWER: D", [("aiken_letter_left_out", 1)]),
        ("题干\nA. 甲\nB. 乙\nANSWER: B（教材第 3 页）", [("aiken_answer_more", 4)]),
        ("", [("aiken_no_questions", 1)]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, told):
    assert codes_of(text) == told
    found = reading(text)
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert bool(found.refused) == bool(errors)


@settings(max_examples=80, deadline=None)
@given(questions([Kind.SINGLE]))
def test_written_questions_say_the_same_when_they_come_back(question):
    assume(not refuses(question) and not problems(question))
    found = reading(write([question], media, "").decode())
    (draft,) = found.drafts

    def said(text: str) -> str:
        return " ".join(plain(text).split())

    assert said(draft.question.stem) == said(question.stem)
    assert [said(choice.text) for choice in draft.question.choices] == [said(one.text) for one in question.choices]
    assert [choice.is_right for choice in draft.question.choices] == [one.is_right for one in question.choices]
    if loses(question) == ("aiken_loses_head",):
        assert draft.question.choices == question.choices
        assert draft.question.stem == question.stem


def test_a_stem_that_reads_like_a_choice_is_refused():
    question = one("题干\nA. 甲\nB. 乙\nANSWER: A")
    assert refuses(replace(question, stem="A. 乌兰察布")) == "aiken_stem_confusing"
    assert refuses(replace(question, kind=Kind.MULTIPLE)) == "aiken_kind_missing"


@settings(max_examples=60, deadline=None)
@given(questions())
def test_every_reason_has_its_sentence(question):
    assert all(code in codes() for code in (refuses(question), *loses(question)) if code)


LINES = st.sampled_from(
    [
        "题",
        "A. 甲",
        "B) 乙",
        "c、丙",
        "ANSWER: A",
        "ANSWER:",
        "答案：AB",
        "解析：因",
        "",
        " ",
        "A.",
        "Z) 末",
        "答案：对",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=15).map("\n".join))
def test_any_lines_give_questions_or_errors(text):
    found = reading(text)
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert bool(found.refused) == bool(errors)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_stumble(text):
    reading(text)
