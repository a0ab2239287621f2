"""The robot tries a question out for its author."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders.question_strategies import questions
from tests.builders.questions_to_mark import BUILDERS, case_set, essay, judge, parameterised, single
from trainer.domain.question_bank.kinds import marks_itself
from trainer.domain.question_bank.question import Choice, Kind, Question
from trainer.services.try_question import ValueSets, shown_question, try_question, value_sets


@pytest.mark.parametrize("kind", Kind)
def test_all_right_earns_everything_all_wrong_and_blank_nothing(kind: Kind) -> None:
    question = BUILDERS[kind]()
    trials = {trial.name: trial for trial in try_question(question)}
    assert list(trials) == ["all_right", "all_wrong", "blank", "at_random"]
    worth = [trials[name].fraction for name in ("all_right", "all_wrong", "blank")]
    assert worth == ([1, 0, 0] if marks_itself(question) else [None, None, None])
    assert trials["blank"].response == {}


def test_equal_seeds_try_the_same() -> None:
    assert try_question(parameterised(), "5") == try_question(parameterised(), "5")
    assert len({str(try_question(parameterised(), str(n))) for n in range(9)}) > 3


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_any_question_can_be_tried_also_half_written(question: Question) -> None:
    from dataclasses import replace

    for kind in Kind:
        for trial in try_question(replace(question, kind=kind)):
            assert trial.fraction is None or 0 <= trial.fraction <= 1
    assert len(try_question(question)) == 4


def test_a_question_without_values_cannot_be_tried_yet() -> None:
    assert try_question(parameterised(conditions=("a > 99",))) == []
    assert shown_question(parameterised(conditions=("a >",))) is None
    shown = shown_question(parameterised())
    assert shown is not None
    assert shown.kind is Kind.NUMERIC


def test_authors_are_told_how_many_questions_there_are_in_one() -> None:
    assert value_sets(single()) is None
    assert value_sets(parameterised()) == ValueSets(36, True)


def test_a_case_waits_for_its_essay() -> None:
    trials = try_question(case_set(parts=(judge(), essay())))
    assert [trial.fraction for trial in trials] == [None] * 4
    assert trials[0].response == {"parts": [{"answer": True}, {"text": "要点：及时、准确、安全。"}]}


def test_a_single_choice_without_a_wrong_choice_is_no_trouble() -> None:
    assert try_question(single(choices=(Choice("甲", True),)))[1].response == {}
