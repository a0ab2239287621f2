"""The encoding of a text is found by its bytes; what was judged, damaged or mixed is told."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.platform.bad_file import BadFileError
from trainer.platform.decoding import decode, known

SIMPLIFIED = "一、单选题\n1. 公文的成文日期应当写（ B ）\nA. 起草日期　B. 签发日期\n答案：B\n"
TRADITIONAL = "一、單選題\n1. 公文的成文日期應當寫（ B ）\nA. 起草日期　B. 簽發日期\n答案：B\n"


@pytest.mark.parametrize("short", ["正确", "错误", "答案：A", "填空题", "办公自动化", "安全", "1. 对（√）"])
def test_a_few_simplified_characters_are_enough(short: str) -> None:
    decoded = decode(short.encode("gb18030"))
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (short, "gb18030", False)


@pytest.mark.parametrize("text", ["什么", "stem: 什么\n"])
def test_chinese_that_happens_to_be_utf_8_is_read_as_chinese(text: str) -> None:
    assert text.encode("gbk").decode("utf-8")
    decoded = decode(text.encode("gbk"))
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (text, "gb18030", False)


@pytest.mark.parametrize("text", ["café", "3 × 4 ÷ 2", "α + β", "Привет", "°C", "ß", "é", "§ 3"])
def test_letters_of_other_languages_in_utf_8_stay_what_they_are(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("short", ["正確", "錯誤", "答案：A", "填空題", "辦公自動化", "安全檢查"])
def test_a_few_traditional_characters_are_enough(short: str) -> None:
    decoded = decode(short.encode("cp950"))
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (short, "big5", False)


@pytest.mark.parametrize("western", ["café crème", "naïve", "“quotes” – dash", "Größe: 5 °C", "ÄÖÜ", "Où est l’été ?"])
def test_western_texts_are_not_taken_for_chinese(western: str) -> None:
    decoded = decode(western.encode("cp1252"))
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (western, "windows-1252", False)


@pytest.mark.parametrize(
    ("codec", "encoding", "is_certain"),
    [
        ("utf-8", "utf-8", True),
        ("utf-8-sig", "utf-8", True),
        ("utf-16", "utf-16", True),
        ("utf-16-le", "utf-16", False),
        ("utf-16-be", "utf-16", False),
        ("utf-32", "utf-32", True),
        ("gbk", "gb18030", False),
    ],
)
def test_whole_lists_are_read_in_every_usual_encoding(codec: str, encoding: str, is_certain: bool) -> None:
    decoded = decode(SIMPLIFIED.replace("\n", "\r\n").encode(codec))
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (SIMPLIFIED, encoding, is_certain)
    assert (decoded.damaged, decoded.mixed) == ((), ())


def test_a_list_in_big5_is_read() -> None:
    assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_a_file_cut_within_a_character_is_read_and_its_line_told() -> None:
    decoded = decode(SIMPLIFIED.encode()[:-3])
    assert (decoded.encoding, decoded.is_certain, decoded.damaged) == ("utf-8", False, (4,))
    assert decoded.text.endswith("\ufffd")
    cut = decode(("安全生产" * 200).encode("gbk")[:-1])
    assert (cut.encoding, cut.damaged) == ("gb18030", (1,))


def test_a_line_of_another_encoding_is_read_in_that_one_and_told() -> None:
    mixed = decode(SIMPLIFIED.encode() + "2. 下列说法错误的是\n".encode("gbk") + SIMPLIFIED.encode())
    assert (mixed.encoding, mixed.mixed, mixed.damaged) == ("utf-8", (5,), ())
    assert mixed.text == SIMPLIFIED + "2. 下列说法错误的是\n" + SIMPLIFIED
    turned = decode(SIMPLIFIED.encode("gbk") * 3 + "错误的是\n".encode() + SIMPLIFIED.encode("gbk"))
    assert (turned.encoding, turned.mixed) == ("gb18030", (13,))
    assert turned.text.count("错误的是") == 1


def test_what_a_person_names_is_used_and_a_wrong_name_refused_with_its_line() -> None:
    decoded = decode(TRADITIONAL.encode("big5"), "Big5")
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (TRADITIONAL, "big5", True)
    with pytest.raises(BadFileError) as refused:
        decode(b"1. a\n" + SIMPLIFIED.encode("gbk"), "utf-8")
    assert (refused.value.code, refused.value.line) == ("text_encoding_wrong", 2)
    with pytest.raises(BadFileError, match="text_encoding_unknown"):
        decode(b"a", "rot13")


@pytest.mark.parametrize("name", ["GBK", "gb2312", "GB_18030".replace("_", ""), "utf8", "UTF-16LE", "cp1252", "big5"])
def test_usual_names_of_encodings_are_known(name: str) -> None:
    assert known(name)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 9, bytes(range(1, 256)) * 50])
def test_what_is_no_text_is_refused_with_its_line(data: bytes) -> None:
    with pytest.raises(BadFileError) as refused:
        decode(data)
    assert refused.value.code == "text_binary"
    assert refused.value.line


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"").text == ""
    assert decode(b"\xef\xbb\xbf").text == ""


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_utf_8_with_one_chinese_character_is_never_taken_for_anything_else(text: str) -> None:
    text += "题"
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (text, "utf-8", True)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_refusal(data: bytes) -> None:
    with suppress(BadFileError):
        decode(data)
