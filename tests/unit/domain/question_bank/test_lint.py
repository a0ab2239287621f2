"""What a practised reader marks."""

from __future__ import annotations

import pytest

from tests.builders.content import PARTS, make_question
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.lint import lint, lint_one
from trainer.domain.question_bank.question import Question


def codes_of(*questions: Question) -> list[str]:
    return [finding.code for finding in lint(questions)]


def with_texts(*texts: str, code: str = "Q-K2001a-001", kind: str = "single") -> Question:
    """The first text is the key."""
    choices = [{"text": text, "why": "理由", **({"right": True} if n == 0 else {})} for n, text in enumerate(texts)]
    return make_question(kind, code, choices=choices)


@pytest.mark.parametrize("kind", PARTS)
def test_a_sound_question_is_left_alone(kind: str) -> None:
    assert lint_one(make_question(kind)) == []


def test_a_missing_explanation_and_missing_reasons_are_marked() -> None:
    bare = make_question(explanation=None, choices=[{"text": t, "right": t == "甲"} for t in "甲乙丙丁"])

    assert codes_of(bare) == ["explanation_missing", *["why_missing"] * 4]


def test_endings_of_choices_must_agree() -> None:
    assert codes_of(with_texts("办理。", "阅读", "跟踪", "删除")) == ["choice_endings_differ"]
    assert codes_of(with_texts("办理。", "阅读。", "跟踪。", "删除。")) == []


@pytest.mark.parametrize("text", ["以上都对", "以上都不对", "上述各项", "All of the above"])
def test_all_of_the_above_is_marked(text: str) -> None:
    assert codes_of(with_texts("办理一件事", "阅读", "跟踪", text)) == ["all_of_the_above"]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("下列做法中不正确的是：", ["negative_not_emphasised"]),
        ("下列说法错误的是（）", ["negative_not_emphasised"]),
        ("以下哪一项不属于办公自动化？", ["negative_not_emphasised"]),
        ("下列做法中**不正确**的是：", []),
        ("系统提示口令不正确，小韩应当先：", []),
        ("下列各项中，属于电子政务、但不属于办公自动化的有：", []),
    ],
)
def test_a_negative_stem_must_be_in_bold(stem: str, expected: list[str]) -> None:
    assert codes_of(make_question(stem=stem)) == expected


def test_multiple_choice_with_everything_right_or_one_right_is_marked() -> None:
    every = make_question("multiple", choices=[{"text": t, "right": True, "why": "x"} for t in "甲乙丙丁"])

    assert codes_of(every) == ["every_choice_right"]
    assert codes_of(with_texts(*"甲乙丙丁", kind="multiple")) == ["multiple_with_one_key"]


def test_unusual_numbers_of_entries_are_marked() -> None:
    assert codes_of(with_texts("甲", "乙", "丙")) == ["entries_unusual"]


def test_a_key_longest_in_more_than_three_of_ten_is_marked_once_for_the_lesson() -> None:
    def lesson(longest: int) -> list[Question]:
        return [
            with_texts(*(("甲甲甲" if n < longest else "甲"), "乙乙", "丙", "丁"), code=f"Q-K2001a-{n:03}")
            for n in range(10)
        ]

    assert "key_longest_too_often" not in codes_of(*lesson(3))
    found = [one for one in lint(lesson(4)) if one.code == "key_longest_too_often"]
    assert len(found) == 1
    assert (found[0].facts["longest"], found[0].facts["of"]) == (4, 10)


def test_statements_all_true_give_a_notice() -> None:
    judges = [
        make_question("judge", f"Q-K2001a-{n:03}", answer=True, stem=f"第{n}句完全不同的话{n * 7919}") for n in range(6)
    ]
    found = [one for one in lint(judges) if one.code == "judge_out_of_balance"]

    assert [one.severity for one in found] == [Severity.NOTICE]


def test_the_same_question_twice_is_marked_whatever_its_order_and_punctuation() -> None:
    first = with_texts("甲", "乙", "丙", "丁")
    again = make_question(
        code="Q-K2001a-002",
        stem=first.stem.replace("，", ", "),
        choices=[{"text": t, "right": t == "甲", "why": "x"} for t in "丁丙乙甲"],
    )

    assert codes_of(first, again) == ["question_twice"]


def test_questions_much_alike_give_a_notice() -> None:
    stem = "周二早上旗水利局小乌打开办公系统看到四件事应当先处理哪一件请选择"
    first, second = make_question(stem=stem), make_question(code="Q-K2001a-002", stem=stem.replace("小乌", "小韩"))

    assert [(one.code, one.severity) for one in lint([first, second])] == [("question_much_alike", Severity.NOTICE)]
