"""Whatever stands in a text: an answer, every question told, no line of a question lost, and time that grows with its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.adapters.interchange.questions.lists import Recognition, recognise
from trainer.adapters.interchange.questions.lists.lines import LONGEST_LINE
from trainer.adapters.interchange.questions.lists.recogniser import LONGEST_TEXT
from trainer.domain.kernel.findings import Severity

# What lists are made of, so that chance makes nearly right ones.
PIECES = st.sampled_from(
    [
        *(
            "1.",
            "2、",
            "（1）",
            "①",
            "第1题",
            "一、",
            "（一）",
            "1．",
            "3 ",
            "1-5 ABCDA",
            "题号",
            "答案",
            "1.A 2.B",
            "1-2",
            "①②",
        ),
        *("A.", "B、", "C．", "(D)", "a)", "A ", "○", "E.", "AB", "ABD", "√", "×", "对", "错误", "T"),
        *("（ ）", "（ A ）", "(BD)", "____", "（√）", "【单选题】", "[多选题]", "（2分）", "（每题2分，共10分）"),
        *(
            "单选题",
            "一、单项选择题",
            "判断题",
            "三、填空题",
            "案例分析题",
            "排序题",
            "连线题",
            "参考答案",
            "第一章 概述",
            "材料一",
        ),
        *(
            "答案：",
            "【答案】",
            "解析：",
            "【解析】",
            "答：",
            "难度：",
            "知识点：",
            "分值：",
            "法律依据：",
            "题型：",
            "题干：",
            "选项：",
        ),
        *(
            "阅读材料，回答1～3题",
            "问题：",
            "甲",
            "乙；丙",
            "下列正确的是",
            "？",
            "。",
            " ",
            "\t",
            "　　",
            "\n",
            "\n",
            "\n\n",
            "或",
            "/",
            "|",
        ),
        *(
            "《条例》（2012年）第一条",
            "0.3",
            "0.3分",
            "x" * 50,
            "$",
            "**",
            "\\",
            "<u>",
            "𠮷",
            "\u200b",
            "\x0b",
            "1)",
            "—",
            "－",
        ),
    ]
)


def checked(text: str) -> Recognition:
    found = recognise(text, "a.txt")
    for item in found.items:
        errors = [finding for finding in item.findings if finding.severity is Severity.ERROR]
        # A question is usable, or an error says why not.
        assert (item.draft is None) == bool(errors)
        assert item.lines == tuple(sorted(set(item.lines)))
        assert all(1 <= number <= len(text.split("\n")) + text.count("\x0b") for number in item.lines)
    assert found.refused == sum(item.draft is None for item in found.items)
    assert found.items or any(finding.severity is Severity.ERROR for finding in found.findings)
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_nearly_right_lists_give_questions_or_reasons(text: str) -> None:
    checked(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_questions_or_reasons(text: str) -> None:
    found = recognise(text)
    assert found.refused == sum(item.draft is None for item in found.items)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_same_text_is_always_read_alike(text: str) -> None:
    assert recognise(text).items == recognise(text).items


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("甲乙丙丁戊公文办理系统", min_size=2, max_size=12),
            st.lists(st.text("天地玄黄宇宙洪荒", min_size=1, max_size=6), min_size=2, max_size=6, unique=True),
            st.data(),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(("{}. ", "{}、", "（{}）", "第{}题 ")),
    st.sampled_from(("{}. ", "{}、", "({})", "{}．")),
    st.sampled_from(("\n", "    ", "\t")),
    st.sampled_from(("inside", "behind", "end")),
)
def test_lists_written_in_any_usual_way_give_back_their_questions(
    drawn: list[tuple[str, list[str], st.DataObject]], number: str, letter: str, between: str, place: str
) -> None:
    lines, keys, wanted = [], [], []
    for count, (stem, choices, data) in enumerate(drawn, 1):
        key = "".join(chr(65 + i) for i in sorted(data.draw(st.sets(st.integers(0, len(choices) - 1), min_size=1))))
        lines.append(number.format(count) + stem + (f"（ {key} ）" if place == "inside" else "（ ）"))
        lines.append(between.join(letter.format(chr(65 + i)) + text for i, text in enumerate(choices)))
        lines += [f"答案：{key}"] if place == "behind" else []
        keys.append(f"{count}.{key}")
        wanted.append((stem, choices, key))
    if place == "end" and len(keys) > 1:
        lines += ["参考答案", "  ".join(keys)]
    elif place == "end":
        lines += [f"答案：{keys[0][2:]}"]
    found = recognise("\n".join(lines))
    read = [item.draft.question for item in found.items if item.draft is not None]
    assert [
        (
            question.stem.split("（")[0],
            [choice.text for choice in question.choices],
            "".join(chr(65 + i) for i, choice in enumerate(question.choices) if choice.is_right),
        )
        for question in read
    ] == wanted


@pytest.mark.parametrize(
    "piece",
    [
        "A.",
        "(",
        "1.",
        "1.\n",
        "A.\n",
        "_",
        "答案：\n",
        "【答案】",
        "1-5 ABCDE ",
        "一、单选题\n",
        "①",
        "说明：\n",
        "1. 甲（A）A.一B.二",
        "(答案:",
    ],
)
# A step that looks back over all lines would need longer by far.
@pytest.mark.timeout(60)
def test_long_texts_come_to_an_end(piece: str) -> None:
    length = 160_000
    text = (piece * (length // len(piece) + 1))[:length]
    if "\n" not in piece:
        text = "\n".join(text[start : start + 50_000] for start in range(0, length, 50_000))
    found = recognise(text)
    assert found.items or found.findings or found.unused


def test_a_line_that_is_no_line_of_a_question_is_told_and_not_looked_into() -> None:
    found = recognise("1. 甲（A）\nA.一\nB.二\n" + "（" * (LONGEST_LINE + 1))
    assert [(item.draft is None, item.lines) for item in found.items] == [(False, (1, 2, 3)), (True, (4,))]
    assert "list_line_too_long" in {finding.code for finding in found.findings}


def test_a_text_without_end_is_refused() -> None:
    found = recognise("甲" * (LONGEST_TEXT + 1))
    assert [finding.code for finding in found.findings] == ["list_too_long"]
