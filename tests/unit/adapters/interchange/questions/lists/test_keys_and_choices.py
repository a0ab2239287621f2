"""Keys at the end of a list in mixed manners, and choices that begin with a point."""

from __future__ import annotations

import pytest

from trainer.adapters.interchange.questions.lists import recognise

FOUR = "".join(f"{number}. 第{name}问？\nA. 一\nB. 二\nC. 三\nD. 四\n" for number, name in enumerate("甲乙丙丁", 1))


def keys(text: str) -> list[str]:
    questions = [item.draft.question for item in recognise(text).items if item.draft is not None]
    return ["".join("ABCD"[n] for n, one in enumerate(question.choices) if one.is_right) for question in questions]


@pytest.mark.parametrize(
    "end",
    [
        "参考答案\n1-3 ABC 4.D\n",
        "参考答案\n1-3：ABC；4：D\n",
        "参考答案\n1-3 ABC\n4 D\n",
        "参考答案\n1-2 AB (3) C (4) D\n",
        "参考答案\n1.A 2-4 BCD\n",
        "参考答案\n1.A 2-3 BC 4.D\n",
    ],
)
def test_ranges_and_single_numbers_stand_on_one_line(end: str) -> None:
    assert keys(FOUR + end) == ["A", "B", "C", "D"]


def test_several_letters_behind_a_range_belong_to_their_own_number() -> None:
    assert keys(FOUR + "参考答案\n1-3 ABC 4.ACD\n") == ["A", "B", "C", "ACD"]


def test_a_range_with_too_few_keys_costs_its_own_questions_only() -> None:
    found = recognise(FOUR + "参考答案\n1-3 AB 4.D\n")
    assert [item.draft is not None for item in found.items] == [False, False, False, True]
    assert [one.facts["found"] for one in found.findings if one.code == "list_key_misfit"] == [2]


@pytest.mark.parametrize("marker", ["（{}）", "{}、", "{}. ", "{}．"])
def test_a_point_before_a_word_stays_with_its_choice(marker: str) -> None:
    words = [".xls", ".ppt", ".docx", ".5"]
    text = "1. 扩展名是\n" + "\n".join(marker.format(letter) + word for letter, word in zip("ABCD", words, strict=True))
    [item] = recognise(f"{text}\n答案：C\n").items
    assert item.draft is not None
    assert [one.text for one in item.draft.question.choices] == words


def test_a_heading_of_terms_to_explain_is_no_part_of_the_answer_before_it() -> None:
    found = recognise("简答题\n1. 甲的作用？\n答：作用如下。\n名词解释\n2. 公文\n答：公务文书。\n").items
    assert [item.draft.question.model_answer for item in found if item.draft is not None] == [
        "作用如下。",
        "公务文书。",
    ]
