"""A corrected key is laid over the wording that candidates saw."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders.question_strategies import questions
from tests.builders.questions_to_mark import (
    BUILDERS,
    blank,
    case_set,
    cloze,
    drag,
    essay,
    hotspot,
    judge,
    matching,
    multiple,
    numeric,
    ordering,
    parameterised,
    practical,
    short_answer,
    single,
)
from trainer.domain.grading.regrade import rekeyed
from trainer.domain.grading.score import grade
from trainer.domain.question_bank.answers import Criterion, Gap, GapKind, NumericKey, Result, Unit, Variable
from trainer.domain.question_bank.parameterised import concrete
from trainer.domain.question_bank.question import Blank, Choice, Kind, Marking, Pair, Question


def regraded(asked: Question, corrected: Question, response: dict[str, Any]) -> Fraction | None:
    with_key = rekeyed(asked, corrected)
    assert with_key is not None
    return grade(with_key, response)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_takes_its_own_key_back(kind: Kind) -> None:
    question = BUILDERS[kind]()
    assert rekeyed(question, replace(question, version=2, explanation="更正", law=None)) == question


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(questions(), questions())
def test_any_two_questions_can_be_compared_or_not_and_nothing_fails(asked: Question, corrected: Question) -> None:
    assert rekeyed(asked, asked) == asked
    found = rekeyed(asked, corrected)
    assert found is None or (found.kind, found.stem) == (asked.kind, asked.stem)


def test_a_corrected_choice_counts_although_the_newer_version_moved_it() -> None:
    asked = single(right=1)
    moved = tuple(Choice(choice.text, choice.text == "选项3") for choice in reversed(asked.choices))
    corrected = replace(asked, version=2, choices=moved)
    assert regraded(asked, corrected, {"choice": 3}) == 1
    assert regraded(asked, corrected, {"choice": 1}) == 0


def test_corrected_shares_and_rules_for_part_marks_count() -> None:
    asked = multiple()
    choices = tuple(replace(choice, share=Fraction(choice.is_right, 2)) for choice in asked.choices)
    corrected = replace(asked, choices=choices, marking=Marking.PER_CHOICE)
    assert regraded(asked, corrected, {"choices": [0, 1]}) == Fraction(1, 2)
    assert regraded(ordering(), ordering(marking=Marking.LONGEST_RUN), {"order": [1, 2, 3, 0]}) == Fraction(3, 4)


def test_other_choices_cannot_be_compared() -> None:
    asked = multiple()
    other = replace(asked, choices=(Choice("别的", True), *asked.choices[1:]))
    assert rekeyed(asked, other) is None
    assert rekeyed(asked, single()) is None


def test_the_corrected_word_and_gaps_count() -> None:
    assert regraded(judge(answer=True), judge(answer=False), {"answer": False}) == 1
    wider = replace(blank(), blanks=(Blank(("仿宋", "仿宋体")), Blank(("22",))))
    assert regraded(blank(), wider, {"blanks": ["仿宋体", "22"]}) == 1
    assert rekeyed(blank(), replace(blank(), blanks=(Blank(("仿宋",)),))) is None


def test_a_corrected_number_and_unit_count() -> None:
    corrected = numeric(numbers=(NumericKey(Fraction(5)),), units=(Unit("g"),), unit_needed=True)
    assert regraded(numeric(), corrected, {"number": "5 g"}) == 1
    assert regraded(numeric(), corrected, {"number": "3.14 m"}) == 0


def test_an_order_or_pairs_that_changed_cannot_be_compared() -> None:
    assert rekeyed(ordering(), ordering(order=("登记", "签收", "初审", "承办"))) is None
    assert rekeyed(matching(), matching(pairs=(Pair("通知", "上行"),))) is None


def test_right_zones_may_move_on_the_same_picture() -> None:
    asked = hotspot()
    moved = (replace(asked.zones[0], is_right=False), asked.zones[1], replace(asked.zones[2], is_right=True))
    assert regraded(asked, hotspot(zones=moved), {"points": [[175, 120], [300, 200]]}) == 1
    assert rekeyed(asked, hotspot(zones=asked.zones[1:])) is None
    repainted = tuple(replace(one, digest="1" * 64) for one in asked.attachments)
    assert rekeyed(asked, hotspot(attachments=repainted)) is None


def test_zones_may_take_other_tokens_where_candidates_saw_the_same() -> None:
    asked = drag()
    other = (replace(asked.zones[0], takes=(2,)), *asked.zones[1:])
    assert regraded(asked, drag(zones=other), {"zones": [2, 1, None]}) == 1
    assert rekeyed(asked, drag(tokens=asked.tokens[:2])) is None


def test_gaps_take_a_corrected_key_of_their_own_sort() -> None:
    asked = cloze()
    choice, text, number = asked.gaps
    other = tuple(replace(one, is_right=one.text == "上行文") for one in reversed(choice.choices))
    corrected = cloze(gaps=(replace(choice, choices=other), number, text))
    assert regraded(asked, corrected, {"gaps": [0, "22", "仿宋"]}) == 1
    assert rekeyed(asked, cloze(gaps=(text, text, number))) is None
    assert rekeyed(asked, cloze(gaps=(choice, choice, number))) is None
    assert rekeyed(asked, cloze(gaps=asked.gaps[:2])) is None
    strange = Gap(GapKind.CHOICE, (Choice("别的", True), Choice("上行文", False)))
    assert rekeyed(asked, cloze(gaps=(strange, text, number))) is None


def test_accepted_wordings_and_rubrics_are_taken_over() -> None:
    assert regraded(short_answer(), short_answer(choices=(Choice("已办", True),)), {"text": "已办"}) == 1
    rubric = (Criterion("及时", Fraction(1)),)
    assert rekeyed(essay(), essay(rubric=rubric, markers=2)) == essay(rubric=rubric, markers=2)


def test_a_corrected_expression_is_computed_with_the_old_values() -> None:
    asked = parameterised()
    with_key = rekeyed(asked, parameterised(results=(Result("2*(a+b)"),), conditions=()))
    assert with_key is not None
    assert grade(concrete(with_key, {"a": Fraction(4), "b": Fraction(1)}), {"number": "10"}) == 1
    assert rekeyed(asked, parameterised(variables=(Variable("c"),))) is None
    chosen = parameterised(results=(), choices=(Choice("{=a*b}", True), Choice("{=a+b}", False)))
    assert rekeyed(asked, chosen) is None
    swapped = (Choice("{=a*b}", False), Choice("{=a+b}", True))
    assert regraded(chosen, replace(chosen, choices=swapped), {"choice": 1}) is None
    assert rekeyed(chosen, replace(chosen, choices=swapped)) == replace(chosen, choices=swapped)


def test_the_parts_of_a_case_are_corrected_one_by_one() -> None:
    corrected = case_set(parts=(single(right=2, points=Fraction(3)), blank()))
    assert regraded(case_set(), corrected, {"parts": [{"choice": 2}]}) == Fraction(3, 4)
    assert rekeyed(case_set(), case_set(parts=(single(),))) is None
    assert rekeyed(case_set(), case_set(parts=(single(), judge()))) is None


def test_another_task_is_another_question() -> None:
    assert rekeyed(practical(), practical(task="T-9")) is None
