"""The short way through a text gives what the long way gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import markdown_texts, rich_texts
from trainer.adapters.interchange.questions import html_text
from trainer.adapters.interchange.questions.missing_word import read as read_missing_word
from trainer.adapters.interchange.questions.moodle_texts import from_html, inline_html, inner_files, plain_html, to_html
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.question_bank.answers import Choice
from trainer.domain.question_bank.question import Kind

WORDS = st.text(st.sampled_from("甲乙 ab.-|*$`\\[]<>&;#\n\t\xa0\x7f1"), max_size=20) | markdown_texts()


@settings(max_examples=400)
@given(WORDS, st.booleans())
def test_html_is_read_alike_with_and_without_the_parser(words, in_paragraph):
    html = f"<p>{words}</p>" if in_paragraph else words
    assert from_html(html, {}, html_text.to_markdown) == html_text.to_markdown(html)


@settings(max_examples=300)
@given(rich_texts() | markdown_texts())
def test_markdown_is_written_alike_with_and_without_the_parser(text):
    short = plain_html(text)
    long = html_text.to_html(text, lambda name: f"@@PLUGINFILE@@/{name}")
    assert short in {"", long}
    assert to_html(text) == long
    assert html_text.to_markdown(inline_html(text)) == html_text.to_markdown(long)


def test_files_inside_a_text_have_names_and_contents():
    html = '<img src="data:image/png;base64,AAAA"><img src="data:image/jpeg;name=%E5%9B%BE.jpg;base64,BBBB">'
    assert [(name, content) for _, name, content in inner_files(html)] == [("inner-1.png", "AAAA"), ("图.jpg", "BBBB")]
    assert next(inner_files(html))[0] == "data:image/png;base64,AAAA"


@pytest.mark.parametrize(
    ("text", "stem", "choices"),
    [
        (
            "公文的作者是{~个人 ~50%秘书#部分 =法定的\n机关},\n不是别人。",
            "公文的作者是 ____ ,\n不是别人。".replace("\n", " "),
            (Choice("个人", False), Choice("秘书", False, "部分", None), Choice("法定的 机关", True)),
        ),
        (
            "A4 纸宽{~_148 =210 ~_297}毫米",
            "A4 纸宽 ____ 毫米",
            (Choice("148", False), Choice("210", True), Choice("297", False)),
        ),
    ],
)
def test_the_missing_word_format_has_signs_of_its_own(text, stem, choices):
    found = read_missing_word(SourceFile("a.txt", text.encode()))
    (draft,) = found.drafts
    assert draft.question.kind is Kind.SINGLE
    assert draft.question.stem == stem
    assert [(choice.text, choice.is_right, choice.why) for choice in draft.question.choices] == [
        (choice.text, choice.is_right, choice.why) for choice in choices
    ]


def test_a_weight_of_the_missing_word_format_counts():
    found = read_missing_word(SourceFile("a.txt", "字{~50%小 =大 ~中}号".encode()))
    assert [choice.share for choice in found.drafts[0].question.choices] == [0.5, None, None]


def test_one_answer_of_the_missing_word_format_is_a_short_answer():
    found = read_missing_word(SourceFile("a.txt", "首都是{=北京}。".encode()))
    assert found.drafts[0].question.kind is Kind.SHORT_ANSWER
