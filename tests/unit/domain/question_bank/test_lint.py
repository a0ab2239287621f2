"""What a practised reader marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.content import PARTS, make_question
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.lint import lint, lint_one
from trainer.domain.question_bank.question import Question
from trainer.wording.sentences import say


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

    assert codes_of(bare) == ["explanation_missing", "whys_missing"]


def test_a_single_missing_reason_is_named() -> None:
    choices = [{"text": t, "why": "" if t == "丙" else "理由", "right": t == "甲"} for t in "甲乙丙丁"]

    (found,) = lint_one(make_question(choices=choices))
    assert (found.code, found.facts["choice"]) == ("why_missing", "丙")


def test_endings_of_choices_must_agree() -> None:
    assert codes_of(with_texts("办理", "阅读。", "跟踪", "删除")) == ["choice_endings_differ"]
    assert codes_of(with_texts("办理。", "阅读。", "跟踪。", "删除。")) == []


def test_an_ending_that_gives_the_key_away_is_marked() -> None:
    assert codes_of(with_texts("办理。", "阅读", "跟踪", "删除")) == ["key_ending_differs"]
    assert codes_of(with_texts("办理", "阅读。", "跟踪。", "删除。")) == ["key_ending_differs"]


ALL_OF_THE_ABOVE = [
    "以上都对",
    "以上都不对",
    "上述各项",
    "All of the above",
    "均不正确",
    "以上选项都是",
    "None of the above.",
]


@pytest.mark.parametrize("text", ALL_OF_THE_ABOVE)
def test_all_of_the_above_is_marked_where_choices_are_mixed(text: str) -> None:
    question = with_texts("办理一件事", "阅读", "跟踪", text)

    assert "all_of_the_above" in codes_of(question)
    assert "all_of_the_above" not in codes_of(replace(question, is_shuffled=False))


@pytest.mark.parametrize("text", ["A和B", "A、B、C", "A、B都对", "选项A与选项C", "Both A and B", "A and C", "仅A"])
def test_letters_that_mean_other_choices_are_marked_where_choices_are_mixed(text: str) -> None:
    question = with_texts("办理一件事", "阅读", "跟踪", text)

    assert codes_of(question) == ["choice_names_letters"]
    assert codes_of(replace(question, is_shuffled=False)) == []


@pytest.mark.parametrize("text", ["B 类事项", "A4", "ABC", "A1:B2", "Excel"])
def test_letters_that_mean_something_else_are_not(text: str) -> None:
    assert codes_of(with_texts("办理一件事", "阅读", "跟踪", text)) == []


@pytest.mark.parametrize("words", ["故选B。", "选项A错误。", "B项不对。", "答案为C", "option D is wrong"])
def test_explanations_that_speak_of_letters_are_marked_where_choices_are_mixed(words: str) -> None:
    question = make_question(explanation=f"没有提交，{words}")

    assert codes_of(question) == ["letters_in_explanation"]
    assert codes_of(replace(question, is_shuffled=False)) == []


@pytest.mark.parametrize("words", ["选中 B 列", "选A4纸", "在 B 项目里", "选B列后排序", "可选项有三个"])
def test_explanations_that_speak_of_other_letters_are_not(words: str) -> None:
    assert codes_of(make_question(explanation=words)) == []


def test_choices_that_say_the_same_are_marked() -> None:
    assert codes_of(with_texts("按Ctrl＋C复制", "按 Ctrl+C **复制**", "按F2", "按F3")) == ["choices_same"]
    found = lint_one(with_texts("由县级以上人民政府负责", "由县级以上的人民政府负责", "甲", "乙"))
    assert [(one.code, one.severity) for one in found] == [("choices_nearly_same", Severity.NOTICE)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("按 Ctrl+X，再按 Ctrl+V", "按 Ctrl+C，再按 Ctrl+V"),
        ("标志下空二行，居左空一字", "标志下空二行，居右空一字"),
        ("应当在三十日内作出决定", "应当在六十日内作出决定"),
        ("应当向上一级机关申请", "不应当向上一级机关申请"),
        ("，", ","),
        ("=SUM(A1:B2)", "=SUM(A1,B2)"),
    ],
)
def test_choices_that_differ_by_what_is_asked_are_left_alone(one: str, other: str) -> None:
    assert codes_of(with_texts(one, other, "甲", "乙")) == []


def test_what_is_not_classified_is_told_once() -> None:
    bare = make_question(code="X-1", tier=None, difficulty=None)

    (found,) = lint_one(bare)
    assert (found.code, found.severity) == ("question_unclassified", Severity.NOTICE)
    assert found.facts["missing"] == "knowledge_point, tier, difficulty"


def test_an_overdue_law_basis_is_marked_on_the_day_after() -> None:
    question = make_question(law={"title": "条例", "version": "2012", "review_by": "2026-06-30"})

    assert lint_one(question, today=date(2026, 6, 30)) == []
    assert [one.code for one in lint_one(question, today=date(2026, 7, 1))] == ["law_review_overdue"]
    assert lint_one(question) == []


def test_enemies_must_exist() -> None:
    questions = [
        make_question(enemies=["Q-K2001a-002", "Q-K2001a-003", "Q-K2001a-009"]),
        make_question(code="Q-K2001a-002", stem="别的"),
    ]

    found = [one for one in lint(questions, known={"Q-K2001a-003"}) if one.code == "enemy_unknown"]
    assert [one.facts["enemy"] for one in found] == ["Q-K2001a-009"]
    assert "enemy_unknown" not in codes_of(*questions)
    assert codes_of(make_question(enemies=["Q-K2001a-001"])) == ["enemy_is_itself"]


def unmixed(at: int, number: int) -> Question:
    texts = ["甲甲", "乙乙", "丙丙", "丁丁"]
    choices = [{"text": text, "why": "理由", **({"right": True} if n == at else {})} for n, text in enumerate(texts)]
    stem = f"第{number}题完全不同{number * 7919}"
    return make_question(code=f"Q-K2001a-{number:03}", stem=stem, choices=choices, shuffle=False)


def test_keys_that_stand_in_one_place_are_marked_where_choices_are_not_mixed() -> None:
    even = [unmixed(n % 4, n) for n in range(60)]
    uneven = [unmixed(1 if n % 2 else n % 4, n) for n in range(60)]

    assert "key_positions_uneven" not in codes_of(*even)
    (found,) = [one for one in lint(uneven) if one.code == "key_positions_uneven"]
    assert (found.facts["letter"], found.facts["most"], found.facts["of"]) == ("B", 30, 60)
    assert "key_positions_uneven" not in codes_of(*[replace(one, is_shuffled=True) for one in uneven])


def test_a_key_longest_too_often_shows_across_a_course_where_its_lessons_are_small() -> None:
    course = [
        with_texts(*(("甲甲甲" if n % 4 < 2 else "甲"), "乙乙", "丙", "丁"), code=f"Q-K20{n // 4 + 1:02}a-{n:03}")
        for n in range(24)
    ]

    found = [one for one in lint(course) if one.code.startswith("key_longest")]
    assert [(one.code, one.facts["longest"], one.facts["of"]) for one in found] == [("key_longest_in_course", 12, 24)]


def test_sub_questions_are_looked_at_too() -> None:
    case = make_question("case_set")
    part = replace(with_texts("办理。", "阅读", "跟踪", "删除"), stem="下列说法错误的是：")

    assert codes_of(replace(case, parts=(*case.parts, part))) == ["key_ending_differs", "negative_not_emphasised"]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("下列做法中不正确的是：", ["negative_not_emphasised"]),
        ("下列说法错误的是（）", ["negative_not_emphasised"]),
        ("以下哪一项不属于办公自动化？", ["negative_not_emphasised"]),
        ("下列做法中**不正确**的是：", []),
        ("系统提示口令不正确，小韩应当先：", []),
        ("Which of the following is not a browser?", ["negative_not_emphasised"]),
        ("All of these are browsers except:", ["negative_not_emphasised"]),
        ("Which statement is **false**?", []),
        ("Which of the following is NOT a browser?", []),
        ("The file could not be opened. What should you do?", []),
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


@pytest.mark.parametrize(("kind", "usual"), [("single", "4"), ("multiple", "4–5")])
def test_an_unusual_number_is_told_beside_the_usual_one(kind: str, usual: str) -> None:
    [found] = [one for one in lint_one(with_texts("甲", "乙", "丙", kind=kind)) if one.code == "entries_unusual"]
    assert say(found.code, found.facts).what == f"{found.facts['question']} 有 3 项，一般为 {usual} 项。"


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
