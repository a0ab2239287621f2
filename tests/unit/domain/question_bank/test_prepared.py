"""What is stored of a wording is worked out once and says the same as the long ways."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.builders.content import PARTS, make_question
from tests.builders.question_strategies import questions
from trainer.domain.question_bank.likeness import gist
from trainer.domain.question_bank.prepared import LINE_LENGTH, lesson_of, line_of, numbered, prepare
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.reading import recall_question
from trainer.domain.question_bank.writing import content_digest


@settings(max_examples=60, deadline=None)
@given(questions())
def test_what_is_prepared_is_what_is_asked_for_one_by_one(question: Question) -> None:
    prepared = prepare(question)
    assert prepared.digest == content_digest(question)
    assert prepared.gist == gist(question)
    assert recall_question(json.loads(prepared.content)) == question
    assert prepared.content == json.dumps(
        json.loads(prepared.content), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


@pytest.mark.parametrize("kind", PARTS)
def test_another_number_changes_nothing_but_the_number(kind: str) -> None:
    prepared = prepare(make_question(kind))
    third = numbered(prepared, 3)
    assert third.digest == prepared.digest
    assert recall_question(json.loads(third.content)) == third.question
    assert third.question.version == 3
    assert replace(recall_question(json.loads(third.content)), version=1, parts=()) == replace(
        prepared.question, parts=()
    )
    assert numbered(prepared, 1) is prepared


def test_a_line_says_the_beginning_of_the_stem_in_plain_words() -> None:
    question = make_question(stem="下列做法中**不正确**的是：\n\n（  ）H<sub>2</sub>O")
    assert line_of(question) == "下列做法中不正确的是： （ ）H2O"
    long = line_of(replace(question, stem="长" * 1000))
    assert len(long) == LINE_LENGTH
    assert long.endswith("…")


def test_the_lesson_is_that_of_the_knowledge_point_or_where_it_is_taught() -> None:
    question = make_question(code="Q-K0901a-001")
    assert lesson_of(question) == "L0901"
    assert lesson_of(replace(question, knowledge_point="OA", teaches_lesson="L77")) == "L77"
    assert lesson_of(replace(question, knowledge_point="", teaches_lesson="")) == ""
