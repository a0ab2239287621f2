"""Documents that authors write, read strictly and written back the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.content import PARTS, make_question, question_document
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Kind
from trainer.domain.question_bank.reading import read_question
from trainer.domain.question_bank.writing import content_digest, write_question


def codes_of(document: object) -> list[str]:
    return [finding.code for finding in read_question(document).findings]


@pytest.mark.parametrize("kind", PARTS)
def test_a_question_written_and_read_again_is_the_same(kind: str) -> None:
    question = make_question(
        kind,
        departments=["民政"],
        law={"title": "保守国家秘密法", "version": "2024修订", "review_by": date(2028, 12, 31)},
    )

    assert read_question(write_question(question)).question == question


_WORD = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12)


@given(st.lists(_WORD, min_size=2, max_size=6, unique_by=str.casefold), st.integers(0, 5), _WORD)
def test_any_choices_survive_the_round_trip(texts: list[str], right: int, why: str) -> None:
    choices = [{"text": text, "right": n == right % len(texts), "why": why} for n, text in enumerate(texts)]
    question = read_question(question_document(choices=choices)).question

    assert question is not None
    assert [choice.text for choice in question.choices] == texts
    assert read_question(write_question(question)).question == question


def test_place_and_id_come_from_the_code() -> None:
    question = make_question(code="Q-K0607b-012")

    assert (question.course, question.knowledge_point) == ("C06", "K0607b")
    assert question.id == make_question("judge", code="Q-K0607b-012").id


def test_a_code_of_another_program_keeps_its_named_place() -> None:
    question = make_question(code="moodle-17", course="C09", knowledge_point="K0901a", category="OA/首页")

    assert (question.course, question.knowledge_point, question.category) == ("C09", "K0901a", "OA/首页")
    assert read_question(write_question(question)).question == question


def test_misspelt_keys_are_refused_wherever_they_stand() -> None:
    choices = [{**PARTS["single"]["choices"][0], "wy": "x"}, *PARTS["single"]["choices"][1:]]

    assert codes_of(question_document(explanaton="x")) == ["content_key_unknown"]
    assert codes_of(question_document(choices=choices)) == ["content_key_unknown"]


def test_all_problems_are_told_at_once_and_each_with_its_line() -> None:
    where = Where(
        "K2001a.yaml", 10, {("tier",): 12, ("difficulty",): 13, ("choices", 1): 20, ("choices", 1, "text"): 21}
    )
    document = question_document(tier="BA", difficulty=9)
    document["choices"][1] = {"text": ["a"], "why": "x"}
    reading = read_question(document, where)

    assert reading.question is None
    assert [(one.code, one.line) for one in reading.findings] == [
        ("content_shape", 12),
        ("content_out_of_range", 13),
        ("content_not_text", 21),
    ]
    assert all(one.facts["question"] == "Q-K2001a-001" for one in reading.findings)


@pytest.mark.parametrize("document", [None, [], "text", 7, {"choices": 3}, {"stem": {"a": 1}, "id": [1]}])
def test_anything_else_than_a_question_gives_findings_and_never_a_crash(document: object) -> None:
    reading = read_question(document)

    assert reading.question is None
    assert any(one.severity is Severity.ERROR for one in reading.findings)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([*question_document(), "answer", "blanks", "order", "pairs", "extra", "law"]), _JSON)
def test_any_value_under_any_key_gives_a_question_or_a_finding(key: str, value: object) -> None:
    reading = read_question({**question_document(), key: value})

    assert (reading.question is None) == any(one.severity is Severity.ERROR for one in reading.findings)


def test_the_digest_follows_the_wording_and_not_the_number() -> None:
    first = make_question()

    assert content_digest(first) == content_digest(make_question(version=5))
    assert content_digest(first) != content_digest(make_question(explanation="另一句。"))


def test_every_kind_has_a_builder_here() -> None:
    assert {kind.value for kind in Kind} == set(PARTS)
