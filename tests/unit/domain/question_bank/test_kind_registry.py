"""No kind lacks a module here, a way of being marked, a place in documents, or a robot that answers it."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import fields
from random import Random
from types import ModuleType

import pytest

from tests.builders.content import PARTS as DOCUMENTS
from tests.builders.question_strategies import PARTS as STRATEGIES
from tests.builders.questions_to_mark import BUILDERS
from trainer.domain.grading import kinds as grading_kinds
from trainer.domain.grading.kinds import MARKING
from trainer.domain.question_bank import kinds as bank_kinds
from trainer.domain.question_bank.kinds import KINDS
from trainer.domain.question_bank.kinds.parts import COMMON, OWN
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.reading import read_question
from trainer.domain.question_bank.robot import blank_response, random_response, right_response, wrong_response
from trainer.domain.question_bank.schema import BODY
from trainer.domain.question_bank.writing import write_question

WRITTEN = {entry.attribute for entry in BODY} | {"parts"}
# Shared by several kinds, no kind themselves.
SHARED = {"parts", "plain", "zones", "reading"}


def modules(room: ModuleType) -> set[str]:
    return {module.name for module in pkgutil.iter_modules(room.__path__)} - SHARED


@pytest.mark.parametrize("room", [bank_kinds, grading_kinds], ids=lambda room: room.__name__)
def test_every_kind_has_one_module_and_every_module_a_kind(room: ModuleType) -> None:
    assert modules(room) == {kind.value for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_is_served_by_its_own_modules(kind: Kind) -> None:
    assert KINDS[kind] is importlib.import_module(f"{bank_kinds.__name__}.{kind.value}")
    assert MARKING[kind] is importlib.import_module(f"{grading_kinds.__name__}.{kind.value}")


@pytest.mark.parametrize("kind", Kind)
def test_every_part_of_a_kind_has_a_place_in_documents(kind: Kind) -> None:
    assert KINDS[kind].PARTS <= WRITTEN
    assert not KINDS[kind].PARTS & COMMON


def test_every_part_belongs_to_some_kind() -> None:
    assert set(OWN) == frozenset().union(*(module.PARTS for module in KINDS.values()))
    assert {one.name for one in fields(Question)} >= WRITTEN


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_builders_and_goes_into_a_document_and_back(kind: Kind) -> None:
    assert kind.value in DOCUMENTS
    assert kind in STRATEGIES
    question = BUILDERS[kind]()
    reading = read_question(write_question(question))
    assert reading.findings == ()
    assert reading.question == question


@pytest.mark.parametrize("kind", Kind)
def test_the_robot_answers_every_kind(kind: Kind) -> None:
    question = BUILDERS[kind]()
    shown = concrete(question, draw_values(question, "1"))
    for response in (right_response(shown), wrong_response(shown), random_response(shown, Random(1))):
        assert len(response) <= 1
    assert blank_response(shown) == {}
    assert random_response(shown, Random(7)) == random_response(shown, Random(7))
