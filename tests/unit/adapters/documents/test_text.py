"""Lines that break where Chinese lines may."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.adapters.documents import fonts
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import Piece, fit, line_width, wrap, wrap_text

EM = 10.0
SENTENCE = "该同志参加“办公自动化轮训”，完成学习16学时（含操作），于2025年3月1日通过“结业考试”。"


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation() -> None:
    for room in range(6, 40):
        for line in wrap_text(SENTENCE, Face.SERIF, EM, room * EM):
            assert line[0] not in "，。”）"
            assert line[-1] not in "“（"


@settings(max_examples=60, deadline=None)
@given(st.text("王小明，。“”（）abc 123·", min_size=1, max_size=80), st.integers(5, 30))
def test_nothing_is_lost_but_blanks_and_nothing_sticks_out(text: str, room: int) -> None:
    lines = wrap_text(text, Face.SANS, EM, room * EM)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(fonts.width(line, Face.SANS, EM) <= room * EM + 0.1 for line in lines)


def test_latin_words_stay_whole_where_they_fit() -> None:
    assert wrap_text("请打开 settings 再看", Face.SANS, EM, 60) == ("请打开", "settings 再看")


def test_word_wider_than_a_line_is_torn_rather_than_cut() -> None:
    lines = wrap_text("a" * 60, Face.SANS, EM, 100)
    assert "".join(lines) == "a" * 60
    assert len(lines) > 1


def test_newline_begins_a_line_and_the_indent_shortens_only_the_first() -> None:
    assert wrap_text("甲乙\n丙", Face.SERIF, EM, 100) == ("甲乙", "丙")
    assert wrap_text("甲乙丙丁戊", Face.SERIF, EM, 30, 20) == ("甲", "乙丙丁", "戊")


def test_pieces_keep_their_face_over_the_break() -> None:
    lines = wrap([Piece("甲乙", Face.SERIF), Piece("丙丁", Face.SERIF_BOLD)], EM, 30)
    assert lines == [(Piece("甲乙", Face.SERIF), Piece("丙", Face.SERIF_BOLD)), (Piece("丁", Face.SERIF_BOLD),)]
    assert line_width(lines[0], EM) == 30


def test_text_shrinks_to_its_room_and_not_below_the_smallest() -> None:
    assert fit("王小明", Face.SERIF, 36, 200, 22) == 36
    assert fit("王" * 10, Face.SERIF, 36, 300, 22) == 30
    assert fit("王" * 50, Face.SERIF, 36, 600, 22) == 22
