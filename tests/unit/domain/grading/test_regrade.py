"""A corrected key is laid over the wording that candidates saw."""

from __future__ import annotations

from dataclasses import replace

from tests.builders.questions_to_mark import blank, judge, matching, multiple, ordering, single
from trainer.domain.grading.regrade import rekeyed
from trainer.domain.grading.score import grade
from trainer.domain.question_bank.question import Blank, Choice, Pair


def test_a_corrected_choice_counts_although_the_newer_version_moved_it() -> None:
    asked = single(right=1)
    moved = tuple(Choice(choice.text, choice.text == "选项3") for choice in reversed(asked.choices))
    with_key = rekeyed(asked, replace(asked, version=2, choices=moved))
    assert with_key is not None
    assert grade(with_key, {"choice": 3}) == 1
    assert grade(with_key, {"choice": 1}) == 0


def test_other_choices_cannot_be_compared() -> None:
    asked = multiple()
    other = replace(asked, choices=(Choice("别的", True), *asked.choices[1:]))
    assert rekeyed(asked, other) is None
    assert rekeyed(asked, single()) is None


def test_the_corrected_word_and_gaps_count() -> None:
    with_key = rekeyed(judge(answer=True), judge(answer=False))
    assert with_key is not None
    assert grade(with_key, {"answer": False}) == 1
    wider = rekeyed(blank(), replace(blank(), blanks=(Blank(("仿宋", "仿宋体")), Blank(("22",)))))
    assert wider is not None
    assert grade(wider, {"blanks": ["仿宋体", "22"]}) == 1
    assert rekeyed(blank(), replace(blank(), blanks=(Blank(("仿宋",)),))) is None


def test_an_order_or_pairs_that_changed_cannot_be_compared() -> None:
    assert rekeyed(ordering(), ordering()) == ordering()
    assert rekeyed(ordering(), ordering(order=("登记", "签收", "初审", "承办"))) is None
    assert rekeyed(matching(), matching()) == matching()
    assert rekeyed(matching(), matching(pairs=(Pair("通知", "上行"),))) is None
