"""Plain words survive our Markdown, whatever signs they hold."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.builders.markdown_texts import settled, texts, words_of
from trainer.domain.question_bank.blocks import Paragraph, RunKind, blocks
from trainer.domain.question_bank.text import escape, plain


@given(texts)
def test_escaped_words_are_said_as_they_were(words: str) -> None:
    assert plain(escape(words)) == words


@given(texts)
def test_escaped_words_are_paragraphs_in_plain_type_that_say_exactly_them(words: str) -> None:
    found = blocks(escape(words))

    for block in found:
        assert isinstance(block, Paragraph)
        for run in block.runs:
            assert run.kind is RunKind.TEXT
            assert (run.strong, run.underline, run.script) == (False, False, 0)
    kept = "\n\n".join(part for part in _paragraphs(words) if part)
    assert words_of(found) == kept


@pytest.mark.parametrize(
    "words", ["2*3*4", "____", "snake_case", "-5", "3.14", "D:\\民政\\2025", "a < b", "[[1]]", "{=a*b}", "1、甲"]
)
def test_ordinary_words_need_no_backslash(words: str) -> None:
    assert escape(words) == words


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("- 甲", "\\- 甲"),
        ("1. 甲", "1\\. 甲"),
        ("| a |", "\\| a |"),
        ("$A$1", "\\$A\\$1"),
        ("2**3", "2\\*\\*3"),
        ("<u>x</u>", "\\<u>x\\</u>"),
        ("![x](y)", "\\![x](y)"),
        ("C:\\[x]", "C:\\\\[x]"),
    ],
)
def test_signs_that_would_mean_something_get_one(words: str, written: str) -> None:
    assert escape(words) == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("下列**不正确**的是", "下列不正确的是"),
        ("`a**b**`", "a**b**"),
        ("`D:\\*`", "D:\\*"),
        ("H<sub>2</sub>O", "H2O"),
        ("a ** b", "a ** b"),
        ("a</u>", "a</u>"),
        ("$x_1$ 与 ![图](a.png)", "$x_1$ 与 ![图](a.png)"),
        ("**甲\n乙**", "**甲\n乙**"),
        ("$**a**$", "$**a**$"),
    ],
)
def test_type_is_left_out_of_plain_words(text: str, said: str) -> None:
    assert plain(text) == said


@pytest.mark.parametrize("piece", ["\\*", "**", "`", "$", "$a$", "![", "<u>", "</sub>", "|", "- a\n", "\\", "$ \\$"])
# A reader that looked back from every sign would need hours.
@pytest.mark.timeout(120)
def test_a_megabyte_of_one_sign_is_read(piece: str) -> None:
    words = piece * (1_000_000 // len(piece))
    assert plain(escape(words)) == words
    blocks(words)


def _paragraphs(words: str) -> list[str]:
    found: list[list[str]] = [[]]
    for line in words.split("\n"):
        if line.strip():
            found[-1].append(line)
        else:
            found.append([])
    return ["\n".join(lines) for lines in found]


def test_the_settled_form_is_one_paragraph_after_the_other() -> None:
    assert settled(" a \n \n\n b") == "a\n\n b"
