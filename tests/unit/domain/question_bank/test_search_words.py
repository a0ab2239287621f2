"""Texts and queries are cut alike, so that what stands in a text is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.content import make_question
from trainer.domain.question_bank.search_words import MOST_WORDS, Phrase, bigrams, question_words, read_query, words


def occurs(query: str, text: str) -> bool:
    """Look for a query in a text as the databases do: every phrase, word behind word."""
    cut = words(text)
    for phrase in read_query(query).phrases:
        size = len(phrase.words)
        if not any(
            cut[at : at + size - 1] == list(phrase.words[:-1])
            and (
                cut[at + size - 1].startswith(phrase.words[-1])
                if phrase.is_open
                else cut[at + size - 1] == phrase.words[-1]
            )
            for at in range(len(cut) - size + 1)
        ):
            return False
    return True


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("公务员", ["公务", "务员", "员"]),
        ("办", ["办"]),
        ("公文，处理", ["公文", "文", "处理", "理"]),
        ("Word文档2025年", ["word", "文档", "档", "2025", "年"]),
        ("ＷＰＳ　１２号", ["wps", "12", "号"]),
        ("填____空", ["填", "空"]),
        ("𫖮𬸚", ["𫖮𬸚", "𬸚"]),
        ("……！？", []),
        ("ᠮᠣᠩᠭᠣᠯ", ["ᠮᠣᠩᠭᠣᠯ"]),
    ],
)
def test_chinese_is_cut_into_pairs_and_everything_else_into_words(text: str, cut: list[str]) -> None:
    assert words(text) == cut


def test_lone_characters_do_not_count_as_meaning() -> None:
    assert bigrams("公务员 A 类") == ["公务", "务员"]


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("公", [Phrase(("公",), True)]),
        ("公务", [Phrase(("公务",), False)]),
        ("公务员", [Phrase(("公务", "务员"), False)]),
        ("word文档", [Phrase(("word", "文档"), False)]),
        ("文档word", [Phrase(("文档", "档", "word"), True)]),
        ("harn", [Phrase(("harn",), True)]),
        ("a", [Phrase(("a",), False)]),
        ("公文 处理", [Phrase(("公文",), False), Phrase(("处理",), False)]),
        ("文文", [Phrase(("文文",), False)]),
    ],
)
def test_what_people_type_becomes_phrases(typed: str, phrases: list[Phrase]) -> None:
    assert list(read_query(typed).phrases) == phrases


@pytest.mark.parametrize(
    "typed", ['"', "' OR 1=1 --", "NEAR(", "a* AND NOT", "-", "^公文", "公文:*", "{公文}", "\\", "%", "*"]
)
def test_signs_and_operators_mean_nothing(typed: str) -> None:
    for phrase in read_query(typed).phrases:
        assert all(word.isalnum() for word in phrase.words)


def test_a_word_of_signs_alone_is_kept_apart() -> None:
    query = read_query("〔 公文")
    assert query.signs == ("〔",)
    assert len(query.phrases) == 1
    assert not read_query("   ")


HAN = st.text("公务员文档处理办结安全旗", min_size=1, max_size=12)
MIXED = st.text("公务员文档 ，。aB1_", max_size=30)


@given(MIXED, HAN, MIXED)
def test_whatever_chinese_stands_in_a_text_is_found(before: str, typed: str, after: str) -> None:
    assert occurs(typed, before + typed + after)


@given(HAN, HAN)
def test_chinese_that_does_not_stand_there_is_not_found(text: str, typed: str) -> None:
    assert occurs(typed, text) == (typed in text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_cutting(text: str) -> None:
    assert all(word and not any(sign.isspace() for sign in word) for word in words(text))
    read_query(text)


def test_a_question_is_found_by_stem_entries_name_tags_and_code_but_not_by_its_explanation() -> None:
    question = replace(make_question(code="Q-K0901a-001"), name="题名", tags=("必考",), explanation="秘密解释")
    found = question_words(question)
    for word in ("首页" if "首页" in question.stem else "提交", "待办", "题名", "必考", "k0901a", "0901"):
        assert word in found
    assert "秘密" not in found


def test_a_book_in_a_question_is_indexed_by_its_beginning() -> None:
    found = question_words(replace(make_question(), stem="甲乙丙丁" * MOST_WORDS))
    assert MOST_WORDS <= len(found) < MOST_WORDS + 20
