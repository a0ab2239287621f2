from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.people.names import INTERPUNCT, name_key, read_name

SEEN = "\u00b7\u2022\u30fb\uff65\u2027\u2219\u22c5.\uff0e-"


@pytest.mark.parametrize("dot", list(SEEN))
def test_every_dot_seen_in_files_becomes_the_interpunct(dot: str) -> None:
    read = read_name(f"阿拉坦{dot}巴特尔")
    assert read.name == "阿拉坦·巴特尔"
    assert INTERPUNCT == "\u00b7"
    assert name_key(f"阿拉坦{dot}巴特尔") == name_key("阿拉坦 巴特尔") == "阿拉坦巴特尔"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王　强", "王强"),
        ("王 强", "王强"),
        (" 王 小 明 ", "王小明"),
        ("欧阳 娜", "欧阳娜"),
        ("阿拉坦 巴特尔", "阿拉坦·巴特尔"),
        ("阿拉坦 · 巴特尔", "阿拉坦·巴特尔"),
        ("王\n强", "王强"),
        ("'王强", "王强"),
        ("𠮷野", "𠮷野"),
        ("王䶮", "王䶮"),
        ("〇", "〇"),
        ("甲", "甲"),
        ("John  Smith", "John Smith"),
        ("ᠮᠣᠩᠭᠣᠯ", "ᠮᠣᠩᠭᠣᠯ"),
        ("王" + chr(0x31350), "王" + chr(0x31350)),  # an extension younger than the interpreter's tables
    ],
)
def test_names_are_stored_as_they_should_be_printed(written: str, name: str) -> None:
    assert read_name(written).name == name


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ("王?", "name_character_lost"),
        ("王□", "name_character_lost"),
        ("王\ufffd", "name_character_lost"),
        ("王\ue000", "name_private_character"),
        ("王\uf8ff", "name_private_character"),
        ("王Yan", "name_pinyin_mixed"),
        ("王强1", "name_has_digits"),
        ("阿" * 51, "name_too_long"),
        ("　", "name_missing"),
    ],
)
def test_a_name_that_lost_something_is_refused(written: str, refusal: str) -> None:
    read = read_name(written)
    assert (read.name, read.refusal) == ("", refusal)


def test_a_remark_in_brackets_is_set_aside_and_told() -> None:
    read = read_name("斯琴（女，蒙古族）")
    assert (read.name, read.aside, read.notices) == ("斯琴", "女，蒙古族", ("name_note_set_aside",))


@given(st.text(min_size=1, max_size=60))
def test_a_read_name_reads_as_itself(text: str) -> None:
    read = read_name(text)
    assert bool(read.name) != bool(read.refusal)
    if read.name:
        assert len(read.name) <= 50
        assert read_name(read.name).name == read.name
