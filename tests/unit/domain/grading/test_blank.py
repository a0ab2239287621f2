"""Which spellings of a short answer are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.grading.kinds.blank import is_same, normalise


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
