"""Two wordings beside each other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from tests.builders.content import make_question
from tests.builders.question_strategies import questions
from trainer.domain.question_bank.differences import compare
from trainer.domain.question_bank.question import Choice, Question


def changed(left: Question, right: Question) -> dict[tuple[str | int, ...], tuple[str | None, str | None]]:
    return {part.path: (part.left, part.right) for part in compare(left, right) if part.is_changed}


def test_a_changed_word_is_the_only_difference() -> None:
    question = make_question()
    other = replace(question, version=2, stem="新题干")
    assert changed(question, other) == {("stem",): (question.stem, "新题干")}


def test_a_choice_put_in_the_middle_leaves_the_others_beside_each_other() -> None:
    question = make_question()
    other = replace(question, choices=(*question.choices[:1], Choice("新选项", False), *question.choices[1:]))
    assert changed(question, other) == {("choices", 2, "text"): (None, "新选项")}


def test_a_choice_taken_away_stands_on_its_side_alone() -> None:
    question = make_question()
    other = replace(question, choices=question.choices[:-1])
    gone = question.choices[-1]
    assert changed(question, other) == {
        ("choices", 4, "text"): (gone.text, None),
        ("choices", 4, "why"): (gone.why, None),
    }


def test_a_moved_key_shows_as_right_here_and_not_there() -> None:
    question = make_question()
    one, two, *rest = question.choices
    other = replace(question, choices=(replace(one, is_right=False), replace(two, is_right=True), *rest))
    assert changed(question, other) == {
        ("choices", 1, "right"): ("true", None),
        ("choices", 2, "right"): (None, "true"),
    }


def test_tags_read_as_one() -> None:
    question = replace(make_question(), tags=("甲", "乙"))
    assert changed(question, replace(question, tags=("甲", "丙"))) == {("tags",): ("甲、乙", "甲、丙")}


@settings(max_examples=40, deadline=None)
@given(questions(), questions())
def test_equal_wordings_have_no_difference_and_others_have_one(one: Question, other: Question) -> None:
    assert not changed(one, one)
    if one != other:
        assert changed(one, other)
