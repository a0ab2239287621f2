"""The small document inside a foreign file brings back exactly what the file lost, and nothing where it does not belong."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import questions
from trainer.adapters.interchange.questions.gift import read
from trainer.adapters.interchange.questions.own_document import differences, everything, restored, written
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Kind

WITHOUT_PARTS = tuple(kind for kind in Kind if kind is not Kind.CASE_SET)


@settings(max_examples=150, deadline=None)
@given(questions(WITHOUT_PARTS), questions(WITHOUT_PARTS))
def test_any_question_can_be_made_of_any_other(question, other):
    other = replace(other, attachments=question.attachments, version=question.version)
    other = replace(other, difficulty=question.difficulty, bloom=question.bloom, code=question.code, id=question.id)
    document = differences(question, other)
    made, is_used = restored(other, written(document, "rest"), "rest")
    if problems(question):
        return
    assert is_used
    assert made == question


@settings(max_examples=50, deadline=None)
@given(questions(WITHOUT_PARTS))
def test_equal_questions_need_no_document(question):
    assert differences(question, question) == {}
    assert set(everything(question)) >= {"kind", "stem"}


def test_blanks_do_not_bind_and_words_do():
    question = _judge()
    text = written({"hints": ["一"]}, "a b\nc")
    assert restored(question, text, "ab c")[1]
    assert not restored(question, text, "ab d")[1]


@pytest.mark.parametrize(
    "document",
    [
        {"hints": "text"},
        {"unheard": 1},
        {"kind": "nonsense"},
        {"kind": 1},
        {"stem": []},
        {"points": "1/0"},
        {"choices": [{"right": True}]},
        {"files": 3},
        {"law": ["a"]},
        {"departments": "x"},
    ],
)
def test_a_document_that_is_damaged_does_no_harm(document):
    question = _judge()
    made, _ = restored(question, written(document, ""), "")
    assert made == question


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["of", "kind", "stem", "choices", "gaps", "files", "law", "numbers", "value"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_taken_or_left(value):
    question = _judge()
    made, is_used = restored(question, json.dumps(value), "")
    assert is_used or made == question
    if isinstance(value, dict):
        restored(question, written(value, ""), "")


def _judge():
    return read(SourceFile("a", "题{T}".encode())).drafts[0].question
