"""The body of a lesson: our own lines, paragraphs as Chinese authors write them, and nothing that is not text."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.adapters.content.markdown import BodyReader
from trainer.domain.courses.lesson import (
    Figure,
    Heading,
    Items,
    Paragraph,
    Quote,
    Screen,
    ScreenKind,
    Systems,
    Table,
    TryIt,
)
from trainer.domain.kernel.findings import Finding


def read(body: str, folder: Path = Path("/nowhere")) -> tuple[tuple[Screen, ...], list[Finding]]:
    findings: list[Finding] = []
    return BodyReader("L.md", folder, findings).read(body, 10), findings


def one(body: str) -> tuple[Screen, list[tuple[str, int | None]]]:
    screens, findings = read(f"# 屏\n{body}")
    return screens[0], [(finding.code, finding.line) for finding in findings]


def test_screens_are_parted_at_headings_of_the_first_level() -> None:
    screens, findings = read("\n# 为什么要学\n一。\n\n# 自测\n{{questions Q-1 Q-2}}\n\n# 一页纸\n二。")

    assert [(screen.heading, screen.kind, screen.line) for screen in screens] == [
        ("为什么要学", ScreenKind.TEXT, 11),
        ("自测", ScreenKind.SELF_CHECK, 14),
        ("一页纸", ScreenKind.ONE_PAGE, 17),
    ]
    assert screens[1].questions == ("Q-1", "Q-2")
    assert findings == []


def test_a_line_that_ends_a_sentence_ends_its_paragraph_and_other_breaks_vanish() -> None:
    screen, _ = one("第一句。\n第二句在这里\n折了行。\n\n第三句。")

    assert [block.text.plain for block in screen.blocks if isinstance(block, Paragraph)] == [
        "第一句。",
        "第二句在这里折了行。",
        "第三句。",
    ]


def test_latin_words_keep_their_space_at_a_line_break() -> None:
    screen, _ = one("GB/T\n9704")

    assert [block.text.plain for block in screen.blocks if isinstance(block, Paragraph)] == ["GB/T 9704"]


def test_html_is_escaped_and_reported() -> None:
    screen, found = one("看 <b>这里</b> 和 5 < 6，`<i>` 不算。")

    block = screen.blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text.html == "看 &lt;b&gt;这里&lt;/b&gt; 和 5 &lt; 6，<code>&lt;i&gt;</code> 不算。"
    assert found == [("raw_html", 11), ("raw_html", 11)]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**粗**字", "<strong>粗</strong>字"),
        ("先**“看证件”**再说", "先<strong>“看证件”</strong>再说"),
        ("**写明（期限）**。然后**办**", "<strong>写明（期限）</strong>。然后<strong>办</strong>"),
        ("`a**b**c`", "<code>a**b**c</code>"),
        ("*斜*", "<em>斜</em>"),
    ],
)
def test_bold_type_works_beside_chinese_punctuation(source: str, html: str) -> None:
    screen, found = one(source)

    block = screen.blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text.html == html
    assert found == []


def test_a_bold_mark_without_partner_is_reported() -> None:
    assert one("开了**没有关")[1] == [("emphasis_broken", 11)]


def test_systems_side_by_side_are_one_block_however_the_lines_stand() -> None:
    for body in (
        "{{os windows}} 打开甲。\n{{os uos, kylin}} 打开乙。",
        "{{os windows}} 打开甲。\n\n{{os uos, kylin}} 打开乙。",
        "{{os windows}} 打开甲。 {{os uos, kylin}} 打开乙。",
    ):
        screen, found = one(f"前言。\n{body}\n\n后语。")
        assert [type(block) for block in screen.blocks] == [Paragraph, Systems, Paragraph]
        systems = screen.blocks[1]
        assert isinstance(systems, Systems)
        assert [(column.systems, column.text.plain) for column in systems.columns] == [
            (("windows",), "打开甲。"),
            (("uos", "kylin"), "打开乙。"),
        ]
        assert found == []


def test_unknown_and_misplaced_marks_are_reported_with_their_line() -> None:
    assert one("一。\n\n{{os dos}} 打开。")[1] == [("system_unknown", 13)]
    assert one("一 {{oss windows}} 二。")[1] == [("directive_unknown", 11)]
    assert one("{{questions Q-1}}")[1] == [("questions_misplaced", 11)]


def test_a_try_block_is_parted_into_question_and_answer() -> None:
    screen, found = one("> 试一试：它在哪里（哪个框）？（还在待办（没有提交）。）")

    block = screen.blocks[0]
    assert isinstance(block, TryIt)
    assert (block.question.plain, block.answer.plain) == ("它在哪里（哪个框）？", "还在待办（没有提交）。")
    assert found == []


def test_a_try_block_without_answer_is_reported_and_other_quotes_are_quotes() -> None:
    assert one("> 试一试：做一做。")[1] == [("try_without_answer", 11)]
    assert isinstance(one("> 原文如此。")[0].blocks[0], Quote)


def test_lists_tables_and_headings_become_blocks() -> None:
    screen, found = one("## 小标题\n三样：\n- 甲\n- 乙\n\n3. 丙\n   - 丁\n\n| a | b |\n|---|:-:|\n| 1 | **2** |")

    heading, before, bullets, numbers, table = screen.blocks
    assert isinstance(heading, Heading)
    assert isinstance(before, Paragraph)
    assert isinstance(bullets, Items)
    assert not bullets.is_numbered
    assert isinstance(numbers, Items)
    assert (numbers.is_numbered, numbers.start) == (True, 3)
    assert numbers.items[0].inner[0].items[0].text.plain == "丁"
    assert isinstance(table, Table)
    assert [cell.plain for cell in table.header] == ["a", "b"]
    assert table.aligned == ("left", "center")
    assert table.rows[0][1].html == "<strong>2</strong>"
    assert screen.characters == len("小标题三样：甲乙丙丁ab12")
    assert found == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("```\ncode\n```", "block_not_allowed"),
        ("### 三级", "block_not_allowed"),
        ("见 [这里](http://x.invalid)", "link_not_allowed"),
        ("<http://x.invalid>", "link_not_allowed"),
        ("字 ![图](figures/a.svg) 字", "figure_not_alone"),
        ("![](figures/a.svg)", "figure_without_words"),
        ("![图](figures/a.svg)", "figure_missing"),
        ("![图](../../secret.svg)", "figure_outside"),
        ("![图](/etc/passwd)", "figure_outside"),
        ("![图](http://x.invalid/a.svg)", "figure_outside"),
        ("", "screen_empty"),
    ],
)
def test_what_does_not_belong_into_a_lesson_is_reported(body: str, code: str) -> None:
    assert code in [found for found, _ in one(body)[1]]


def test_a_figure_stands_for_its_file_in_the_course(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.svg").write_text("<svg/>", "utf-8")
    screens, findings = read("# 屏\n![两个框](figures/a.svg)\n下文。", tmp_path)

    assert screens[0].blocks[0] == Figure(tmp_path / "figures/a.svg", "两个框")
    assert screens[0].figures == 1
    assert findings == []


def test_headings_twice_and_text_before_the_first_are_reported() -> None:
    _, findings = read("前言\n# 甲\n一。\n# 甲\n二。")

    assert [(one.code, one.line) for one in findings] == [("text_before_first_screen", 10), ("heading_twice", 13)]
