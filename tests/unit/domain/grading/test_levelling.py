"""Which spellings of a short answer are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.grading.levelling import is_like, is_same, normalise


@pytest.mark.parametrize(
    ("accepted", "given_"),
    [
        ("仿宋", " 仿 宋 "),
        ("仿宋", "仿宋。"),
        ("Ctrl+C", "ｃｔｒｌ＋ｃ"),
        ("Word 文档", "WORD文档"),
        ("22", "二十二"),
        ("22", "２２"),
        ("十五", "15"),
        ("三号", "3号"),
        ("7", "七"),
        ("10年", "十年"),
        ("30", "三十"),
        ("205", "二百零五"),
        ("2012", "二〇一二"),
        ("2012", "二○一二"),
        ("1000", "一千"),
        ("100000", "十万"),
        ("3万", "三万"),
        ("10500", "一万零五百"),
        ("120000000", "一亿二千万"),
        ("200000000", "2亿"),
        ("“双公开”", '"双公开"'),
        ("谁，结果", "谁,结果"),
        ("谁、结果", "谁，结果"),
        ("阿拉坦·巴特尔", "阿拉坦•巴特尔"),
        ("GB/T 9704—2012", "gb/t9704-2012"),
        ("GB/T 9704—2012", "GB/T9704——2012"),
        ("https://", "ＨＴＴＰＳ：／／"),
        ("两", "2"),
        ("回执", "回\u200b执"),
        ("一百一十", "110"),
        ("百", "100"),
        ("250", "二百五"),
        ("15000", "一万五"),
        ("10005", "一万零五"),
        ("3200", "三千二"),
    ],
)
def test_the_same_answer_in_another_writing_is_accepted(accepted: str, given_: str) -> None:
    assert is_same(accepted, given_)


@pytest.mark.parametrize(
    ("accepted", "given_"),
    [
        ("仿宋", "宋体"),
        ("〔2025〕12号", "[2025]12号"),
        ("〔2025〕12号", "（2025）12号"),
        ("2025年3月1日", "二〇二五年三月一日"),
        ("〔〕", "[]"),
        ("〔〕", "（）"),
        ("、", "，"),
        ("·", "•"),
        ("、", ""),
        ("22", "2"),
        ("205", "二百五"),
        ("15", "一五五"),
        (".docx", ".doc"),
        ("万", "10000"),
        ("0.5", "5"),
        ("三十三", "3十3"),
    ],
)
def test_another_answer_is_not_accepted(accepted: str, given_: str) -> None:
    assert not is_same(accepted, given_)


def test_an_ambiguous_numeral_stays_as_written() -> None:
    assert normalise("二五百") == "二五百"
    assert normalise("十百") == "十百"
    assert normalise("万一") == "万一"
    assert normalise("三万亿") == "3000000000000"
    assert normalise("二百千") == "二百千"
    assert normalise("一亿亿") == "一亿亿"
    assert normalise("四五十万") == "四五十万"
    assert normalise("一万零") == "10000"
    assert normalise("一万零零") == "一万零零"


@settings(deadline=None)
@given(st.text(max_size=12))
def test_normalising_twice_changes_nothing_for_plain_words_and_never_fails(text: str) -> None:
    assert isinstance(normalise(text), str)
    assert is_same(text, text) or not text.strip()


@settings(deadline=None)
@given(st.integers(0, 9999))
def test_chinese_numerals_read_back(number: int) -> None:
    assert normalise(chinese(number)) == str(number)


def chinese(number: int) -> str:
    """Write 0..9999 as schools teach it; independent of the code under test."""
    if number == 0:
        return "零"
    written, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
            gap = False
        else:
            gap = bool(written)
    return written.removeprefix("一") if written.startswith("一十") else written


@pytest.mark.parametrize(
    ("strict", "same", "other"),
    [
        ("case", "Ｗord 文档", "word文档"),
        ("width", "word 文档", "Ｗord文档"),
        ("spaces", "WORD文档", "Word  文档"),
        ("numerals", "word文档十五", "Word文档15"),
    ],
)
def test_a_question_may_be_strict_about_one_difference_and_level_out_the_others(
    strict: str, same: str, other: str
) -> None:
    accepted = {"numerals": "Word文档十五", "spaces": "Word文档"}.get(strict, "Word文档")
    assert is_same(accepted, same, {strict})
    assert not is_same(accepted, other, {strict})
    assert is_same(accepted, other)


def test_strict_about_width_minds_the_signs_and_not_the_typewriter() -> None:
    assert is_same("谁，结果", "谁,结果")
    assert not is_same("谁，结果", "谁,结果", {"width"})
    assert is_same("“双公开”", '"双公开"', {"width"})
    assert is_same("仿宋", "仿宋。", {"width"})


def test_strict_about_spaces_minds_those_inside_only() -> None:
    assert is_same("a b", " a b\u200b ", {"spaces"})
    assert not is_same("a b", "ab", {"spaces"})


@pytest.mark.parametrize(
    ("pattern", "given_"),
    [
        ("*待办*", "先看待办事项"),
        ("*待办*", "待办"),
        ("签收*归档", "签收、登记、归档。"),
        ("签收*归档", "签收归档"),
        ("*", "随便"),
        ("a*b*c", "AxxbyyC"),
        ("2\\*3", "2*3"),
        ("2\\*3*", "2*3=6"),
        ("第*条", "第十五条"),
        ("待办", "待办"),
        ("**甲**", "乙甲乙"),
    ],
)
def test_a_star_stands_for_anything(pattern: str, given_: str) -> None:
    assert is_like(pattern, given_)


@pytest.mark.parametrize(
    ("pattern", "given_"),
    [
        ("*待办*", "已办"),
        ("签收*归档", "归档签收"),
        ("ab*ba", "aba"),
        ("a*b*b", "ab"),
        ("*", " "),
        ("2\\*3", "2x3"),
        ("待*", ""),
    ],
)
def test_and_for_nothing_else(pattern: str, given_: str) -> None:
    assert not is_like(pattern, given_)


def test_many_stars_take_no_time() -> None:
    assert not is_like("*a" * 200 + "b", "a" * 5_000)
