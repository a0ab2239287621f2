"""What one edit makes of a question."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.content import PARTS, make_question
from trainer.domain.question_bank.bulk_edit import Edit, edited, keeps_its_place
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Bloom, LawBasis, Marking
from trainer.domain.question_bank.text import escape

LAW = LawBasis("党政机关公文处理工作条例", "2012", "第十条", "2026-01-01")


def test_an_edit_changes_what_it_names_and_nothing_else() -> None:
    question = make_question("multiple", code="local-1", knowledge_point="K0901a", course="C09")
    edit = Edit(
        tier="C", difficulty=4, bloom=Bloom.ANALYZE, knowledge_point="K1003b", category="甲/乙", law=LAW,
        marking=Marking.PER_CHOICE, add_tags=("必考",), source="教材",
    )  # fmt: skip
    assert edited(question, edit) == replace(
        question, tier="C", difficulty=4, bloom=Bloom.ANALYZE, knowledge_point="K1003b", course="C10",
        category="甲/乙", law=LAW, marking=Marking.PER_CHOICE, tags=("必考",), source="教材",
    )  # fmt: skip


def test_an_edit_that_changes_nothing_gives_the_same_question() -> None:
    question = make_question(tier="AB")
    assert edited(question, Edit(tier="AB", find="没有这个词", put="x")) is question


def test_values_can_be_cleared() -> None:
    question = replace(make_question(), law=LAW, marking=None, tags=("甲", "乙"))
    cleared = edited(question, Edit(tier="", difficulty=0, clear_law=True, remove_tags=("甲", "丙")))
    assert (cleared.tier, cleared.difficulty, cleared.law, cleared.tags) == ("", 0, None, ("乙",))


def test_a_standard_code_keeps_its_knowledge_point() -> None:
    question = make_question(code="Q-K0901a-001")
    assert keeps_its_place(question)
    assert edited(question, Edit(knowledge_point="K1003b")) is question


def test_a_review_date_needs_a_basis_to_stand_on() -> None:
    question = make_question()
    assert edited(question, Edit(review_by="2027-01-01")) is question
    assert edited(replace(question, law=LAW), Edit(review_by="2027-01-01")).law == replace(LAW, review_by="2027-01-01")


@pytest.mark.parametrize("kind", PARTS)
def test_words_are_replaced_wherever_people_read_them(kind: str) -> None:
    question = replace(make_question(kind), explanation="旧名在此", hints=("旧名",))
    after = edited(question, Edit(find="旧名", put="新名"))
    assert (after.explanation, after.hints) == ("新名在此", ("新名",))


def test_words_in_choices_reasons_and_blanks_are_replaced() -> None:
    single = edited(make_question("single"), Edit(find="待办", put="在办"))
    assert single.choices[0].text == "在办"
    blank = make_question("blank")
    accepted = blank.blanks[0].accept[0]
    assert edited(blank, Edit(find=accepted, put="六角号")).blanks[0].accept[0] == "六角号"
    assert not problems(single)


def test_signs_are_found_as_people_read_them_and_mean_nothing_afterwards() -> None:
    question = make_question(stem=escape("价格 $5 到 $8，代码 `x`"))
    after = edited(question, Edit(find="$5", put="$6"))
    assert after.stem == escape("价格 $6 到 $8，代码 `x`")
    assert edited(question, Edit(find=".*", put="")) is question


def test_small_and_capital_letters_differ_unless_told_otherwise() -> None:
    question = make_question(stem="打开 WPS 文字")
    assert edited(question, Edit(find="wps", put="Word")) is question
    assert edited(question, Edit(find="wps", put="Word", ignore_case=True)).stem == "打开 Word 文字"


def test_names_say_what_an_edit_changes() -> None:
    assert Edit().names == ()
    assert Edit(tier="", find="a").names == ("tier", "find")
    assert not Edit().changes_wording
    assert Fraction(1) == make_question().points
