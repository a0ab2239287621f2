"""What of a question is mixed, and how an order is cut into those of its groups."""

from __future__ import annotations

from tests.builders.questions_to_mark import (
    blank,
    case_set,
    cloze,
    drag,
    judge,
    make_question,
    matching,
    ordering,
    parameterised,
    single,
)
from trainer.domain.question_bank.mixing import Group, groups_of, split_order
from trainer.domain.question_bank.question import Choice, Kind

FOUR = tuple(f"选项{n}" for n in range(4))


def test_most_kinds_have_one_group_or_none() -> None:
    assert groups_of(single(is_shuffled=False)) == (Group(FOUR, is_free=False),)
    assert groups_of(ordering(is_shuffled=False)) == (Group(("签收", "登记", "初审", "承办"), is_sequence=True),)
    assert groups_of(matching()) == (Group(("下行", "上行", "平行", "不行文")),)
    assert groups_of(drag()) == (Group(("发文机关", "发文字号", "密级")),)
    assert groups_of(parameterised(results=(), choices=(Choice("{=a}", True),))) == (Group(("{=a}",)),)
    assert groups_of(judge()) == groups_of(blank()) == groups_of(parameterised()) == ()
    assert groups_of(make_question(Kind.ORDERING)) == groups_of(make_question(Kind.SINGLE)) == ()


def test_gaps_and_sub_questions_have_groups_of_their_own() -> None:
    assert groups_of(cloze()) == (Group(("上行文", "下行文", "平行文")),)
    case = case_set(parts=(single(), judge(), cloze(), ordering()))
    assert [len(group.texts) for group in groups_of(case)] == [4, 3, 4]


def test_an_order_is_cut_and_a_broken_piece_is_as_written() -> None:
    groups = (Group(FOUR), Group(("甲", "乙")), Group(("丙",)))
    assert split_order((3, 2, 1, 0, 1, 0, 0), groups) == [(3, 2, 1, 0), (1, 0), (0,)]
    assert split_order((3, 2, 1, 1, 1, 0), groups) == [(0, 1, 2, 3), (1, 0), (0,)]
    assert split_order((), groups) == [(0, 1, 2, 3), (0, 1), (0,)]
