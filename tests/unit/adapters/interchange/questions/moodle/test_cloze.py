"""Gaps in Moodle's notation: every type, sign and weight, both ways."""

from __future__ import annotations

import html
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import questions
from trainer.adapters.interchange.questions.cloze_gaps import find_gaps, with_places, write_gap
from trainer.adapters.interchange.questions.cloze_text import read
from trainer.adapters.interchange.questions.html_text import to_markdown
from trainer.adapters.interchange.questions.moodle_texts import inline_html
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Choice, Gap, GapKind, NumericKey
from trainer.domain.question_bank.question import Kind


def gap(text: str) -> Gap:
    found = find_gaps(text, lambda said: said)
    assert len(found.gaps) == 1, found.troubles
    return found.gaps[0]


def read_text(text: str):
    return read(SourceFile("a.txt", text.encode()))


@pytest.mark.parametrize(
    ("name", "kind", "strict"),
    [
        ("SHORTANSWER", GapKind.TEXT, ()),
        ("SA", GapKind.TEXT, ()),
        ("MW", GapKind.TEXT, ()),
        ("SHORTANSWER_C", GapKind.TEXT, ("case",)),
        ("SAC", GapKind.TEXT, ("case",)),
        ("MWC", GapKind.TEXT, ("case",)),
        ("NUMERICAL", GapKind.NUMBER, ()),
        ("NM", GapKind.NUMBER, ()),
        *((name, GapKind.CHOICE, ()) for name in ("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH")),
        *((name, GapKind.CHOICE, ()) for name in ("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MCHS")),
        *((name, GapKind.CHOICE, ()) for name in ("MULTIRESPONSE", "MR", "MRH", "MRS", "MULTIRESPONSE_HS", "MRHS")),
        ("mc", GapKind.CHOICE, ()),
    ],
)
def test_every_type_of_gap(name, kind, strict):
    found = gap(f"{{3:{name}:=1~2}}")
    assert (found.kind, found.strict, found.weight) == (kind, strict, 3)


def test_shuffled_layouts_and_several_are_told():
    found = find_gaps("{1:MCVS:=a~b}{1:MR:=a~b}", str)
    assert (found.is_shuffled, found.has_layout, found.several) == (True, True, (2,))
    assert not find_gaps("{1:MC:=a~b}", str).is_shuffled


def test_shares_reasons_and_signs():
    found = gap(r"{:MC:~%50%a\~b#nearly \# \}~=c\}#yes~%-33.33333%d}")
    assert found.choices == (
        Choice("a~b", False, "nearly # }", Fraction(1, 2)),
        Choice("c}", True, "yes"),
        Choice("d", False, "", Fraction(-1, 3)),
    )
    assert found.weight == 1


def test_signs_of_html_are_no_reasons():
    assert gap("{1:SA:=a&#38;b#why}").choices == (Choice("a&b", True, "why"),)
    assert gap("{1:SA:=<b>公文</b>&nbsp;}").choices == (Choice("公文", True),)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("=3.14:0.01", NumericKey(Fraction(157, 50), Fraction(1, 100))),
        ("=-2", NumericKey(Fraction(-2))),
        ("=1,5", NumericKey(Fraction(3, 2))),
        ("=1e3:10", NumericKey(Fraction(1000), Fraction(10))),
        ("%25%*#x", NumericKey(None, share=Fraction(1, 4), why="x")),
    ],
)
def test_numbers(said, key):
    assert gap(f"{{1:NM:{said}}}").numbers == (key,)


@pytest.mark.parametrize(
    ("text", "code", "is_error"),
    [
        ("{1:SA:=a", "cloze_gap_open", True),
        ("{1:FOO:=a}", "cloze_type_unknown", True),
        ("{0:SA:=a}", "cloze_weight_wrong", False),
        ("{1:NM:=x}", "cloze_number_wrong", True),
        ("{1:MC:=~b}", "cloze_answer_empty", False),
    ],
)
def test_troubles(text, code, is_error):
    (trouble,) = find_gaps(text, str).troubles
    assert (trouble.code, trouble.is_error, trouble.at) == (code, is_error, 0)


def test_a_literal_place_in_the_text_is_no_gap():
    found = find_gaps("[[1]] {1:SA:=a}", str)
    assert with_places(found.text) == "\\[\\[1]] [[1]]"


@settings(max_examples=80, deadline=None)
@given(questions([Kind.CLOZE], is_bare=True, pictures=False))
def test_written_gaps_read_back(question):
    for one in question.gaps:
        written = write_gap(one, inline_html)
        found = find_gaps(f"甲{written}乙", to_markdown)
        assert found.text.startswith("甲")
        assert found.text.endswith("乙")
        (back,) = found.gaps
        assert back.kind is one.kind
        assert back.weight == one.weight
        texts = [choice.text.strip() for choice in one.choices]
        assert [choice.text for choice in back.choices] == texts
        assert [choice.is_right for choice in back.choices] == [choice.is_right for choice in one.choices]
        assert len(back.numbers) == len(one.numbers)


def test_a_file_is_one_question():
    found = read_text("第一行{1:SA:=甲}\n\n第二行<b>重</b>{2:MC:=乙~丙}\n")
    (draft,) = found.drafts
    assert draft.question.kind is Kind.CLOZE
    assert draft.question.stem == "第一行[[1]]\n\n第二行**重**[[2]]"
    assert [one.weight for one in draft.question.gaps] == [1, 2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("没有空", [("cloze_no_gaps", 1)]),
        ("一\n二{1:SA:=甲", [("cloze_gap_open", 2)]),
        ("{1:MR:=甲~乙}和{1:SA:=丙}", [("moodle_several_in_gap", 1)]),
    ],
)
def test_files_that_cannot_be_used_say_where(text, told):
    found = read_text(text)
    assert (len(found.drafts), found.refused) == (0, 1)
    assert [(finding.code, finding.line) for finding in found.findings] == told


TOKENS = st.sampled_from(
    ["{1:SA:", "{2:MC:=", "}", "~", "=", "#", "%50%", "\\", "甲", "\n", "{", ":", "&#", "[[1]]", "<b>", "{:NM:=1}", "*"]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(TOKENS, max_size=30).map("".join))
def test_any_arrangement_of_signs_gives_a_question_or_an_error(text):
    found = read_text(text)
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert len(found.drafts) + found.refused == 1
    assert bool(errors) == bool(found.refused)


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_stumble(text):
    read_text(text)
    read_text(html.escape(text) + "{1:SA:=a}")
