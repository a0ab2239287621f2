"""What makes a question of each kind unusable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.content import PARTS, make_question
from trainer.domain.question_bank.key import key_response
from trainer.domain.question_bank.kinds import PROBLEMS, problems
from trainer.domain.question_bank.question import Blank, Choice, Kind, Pair, Question

CHOICES = make_question().choices


def codes_of(question: Question) -> list[str]:
    return [finding.code for finding in problems(question)]


def test_every_kind_has_its_module() -> None:
    assert set(PROBLEMS) == set(Kind)


@pytest.mark.parametrize("kind", PARTS)
def test_a_sound_question_has_no_problem(kind: str) -> None:
    assert problems(make_question(kind)) == []


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("single", {"choices": (CHOICES[0],)}, ["entries_too_few"]),
        ("single", {"choices": tuple(replace(one, is_right=False) for one in CHOICES)}, ["single_key_count"]),
        ("single", {"choices": tuple(replace(one, is_right=True) for one in CHOICES)}, ["single_key_count"]),
        ("single", {"choices": (*CHOICES, Choice("待 办", False))}, ["entry_repeated"]),
        ("multiple", {"choices": tuple(replace(one, is_right=False) for one in CHOICES)}, ["multiple_without_key"]),
        ("judge", {"answer": None}, ["judge_without_answer"]),
        ("blank", {"blanks": (Blank(("号",)),)}, ["gaps_do_not_fit"]),
        ("blank", {"blanks": ()}, ["entries_too_few"]),
        ("blank", {"blanks": (Blank(("号",)), Blank((" ",)))}, ["gap_without_variant"]),
        ("ordering", {"order": ("签收",)}, ["entries_too_few"]),
        ("ordering", {"order": ("签收", "登记", "签收")}, ["entry_repeated"]),
        ("matching", {"pairs": (Pair("a", "b"),), "extra": ()}, ["entries_too_few"]),
        ("matching", {"extra": ("办理",)}, ["entry_repeated"]),
        ("judge", {"choices": CHOICES}, ["part_of_other_kind"]),
        ("single", {"answer": True}, ["part_of_other_kind"]),
    ],
)
def test_what_is_wanting_is_named(kind: str, changes: dict[str, object], expected: list[str]) -> None:
    assert codes_of(replace(make_question(kind), **changes)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("single", {"choice": 0}),
        ("multiple", {"choices": [0, 1]}),
        ("judge", {"answer": False}),
        ("blank", {"blanks": ["六角括号", "号"]}),
        ("ordering", {"order": [0, 1, 2, 3]}),
        ("matching", {"pairs": [0, 1, 2]}),
    ],
)
def test_the_key_has_the_form_of_a_response(kind: str, key: dict[str, object]) -> None:
    assert key_response(make_question(kind)) == key
