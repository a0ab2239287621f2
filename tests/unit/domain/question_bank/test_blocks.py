"""Texts are read into paragraphs, lists, tables and formulas, and written again."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.builders.markdown_texts import block_lists, texts
from trainer.domain.question_bank.blocks import (
    MAX_COLUMNS,
    Block,
    Formula,
    Item,
    Items,
    Paragraph,
    Run,
    RunKind,
    Table,
    blocks,
    formulas,
    media_names,
    write_blocks,
)


@given(block_lists())
def test_what_is_written_is_read_again(found: list[Block]) -> None:
    assert blocks(write_blocks(found)) == tuple(found)


@given(texts)
def test_any_text_is_read_and_settles_when_written_again(text: str) -> None:
    once = write_blocks(blocks(text))

    assert write_blocks(blocks(once)) == once


def test_type_within_a_line() -> None:
    (paragraph,) = blocks("H<sub>2</sub>O 中**不<u>正</u>确**的是 `a*b`，见 ![图 1](a.png)")

    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Run("H"),
        Run("2", script=-1),
        Run("O 中"),
        Run("不", strong=True),
        Run("正", strong=True, underline=True),
        Run("确", strong=True),
        Run("的是 "),
        Run("a*b", RunKind.CODE),
        Run("，见 "),
        Run("图 1", RunKind.MEDIA, "a.png"),
    )


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("$x^2$", ["x^2"]),
        ("设 $a$、$b$", ["a", "b"]),
        ("公式=$A$1+$B$2", []),
        ("$A$1:$B$2", []),
        ("区域($A1,$B1)", []),
        ("$A:$A 与 $B:$B", []),
        ("花了 $5 和 $6", []),
        ("x$$y$$z", ["y"]),
        (r"$\$5$", [r"\$5"]),
        ("`$a$`", []),
        (r"\$a$", []),
    ],
)
def test_formulas_are_told_from_prices_and_addresses_of_cells(text: str, sources: list[str]) -> None:
    assert formulas(text) == sources


def test_a_formula_on_a_line_of_its_own_is_set_apart() -> None:
    assert blocks("若\n$$x^2$$\n则") == (Paragraph((Run("若"),)), Formula("x^2"), Paragraph((Run("则"),)))


def test_lists_know_their_depth_numbers_and_further_lines() -> None:
    assert blocks("- 甲\n  1. 乙\n  2. 丙\n     续\n- 丁") == (
        Items(
            (
                Item((Run("甲"),)),
                Item((Run("乙"),), 1, 1),
                Item((Run("丙\n续"),), 1, 2),
                Item((Run("丁"),)),
            )
        ),
    )


def test_tables_are_made_even() -> None:
    (table,) = blocks("| a | b |\n|---|:---:|\n| 1 |\n| x\\|y | 2 | 3 |")

    assert table == Table(
        (
            ((Run("a"),), (Run("b"),)),
            ((Run("1"),), ()),
            ((Run("x|y"),), (Run("2 3"),)),
        )
    )


def test_a_hostile_table_is_not_padded_without_end() -> None:
    (table,) = blocks(f"{'|' * 100_000}\n{'|---' * 100_000}|\n" + "|x|\n" * 1000)

    assert isinstance(table, Table)
    assert {len(row) for row in table.rows} == {MAX_COLUMNS}


def test_lines_that_only_look_like_a_table_or_list_are_text() -> None:
    for text in ("| a | b |", "| a |\nb", "-甲", "-", "1.5 米", "--- "):
        assert [type(block) for block in blocks(text)] == [Paragraph], text


def test_names_of_attachments_are_found() -> None:
    assert media_names("看 ![a](1.png) 和 ![](2.mp3)，`![c](3.png)`") == ["1.png", "2.mp3"]
