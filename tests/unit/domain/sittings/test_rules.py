"""The rules of an exam are read whole or refused by name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.question import Marking
from trainer.domain.sittings.rules import (
    Bands,
    ExamRules,
    MultipleRule,
    PartMarks,
    ReviewPolicy,
    read_rules,
    rules_document,
)


def test_rules_read_back_as_written() -> None:
    rules = ExamRules(
        limit_s=2700,
        pass_mark=Fraction("60.5"),
        bands=Bands((("good", Fraction(75)),)),
        attempts=3,
        multiple=MultipleRule.PER_CHOICE,
        ordering=Marking.LONGEST_RUN,
        review=ReviewPolicy.NONE,
        shuffle_choices=False,
    )
    assert read_rules(rules_document(rules)) == rules
    assert rules.part_marks == PartMarks(MultipleRule.PER_CHOICE, Marking.LONGEST_RUN)
    assert read_rules({}) == ExamRules()


def test_rules_frozen_before_orderings_had_a_rule_are_written_as_they_were() -> None:
    assert "ordering" not in rules_document(ExamRules())
    assert rules_document(ExamRules(ordering=Marking.ADJACENT_PAIRS))["ordering"] == "adjacent_pairs"


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({"pass_marks": 60}, "pass_marks"),
        ({"pass_mark": "sixty"}, "pass_mark"),
        ({"pass_mark": 0}, "pass_mark"),
        ({"pass_mark": 101}, "pass_mark"),
        ({"limit_s": 30}, "limit_s"),
        ({"limit_s": 90_000}, "limit_s"),
        ({"limit_s": "long"}, "limit_s"),
        ({"limit_s": True}, "limit_s"),
        ({"attempts": 0}, "attempts"),
        ({"multiple": "some"}, "multiple"),
        ({"ordering": "some"}, "ordering"),
        ({"ordering": "half"}, "ordering"),
        ({"review": "all"}, "review"),
        ({"shuffle_choices": 1}, "shuffle_choices"),
        ({"retake_after_days": -1}, "retake_after_days"),
        ({"crash_credit_s": -1}, "crash_credit_s"),
        ({"min_hand_in_s": 5400}, "min_hand_in_s"),
        ({"bands": [["good", 80], ["excellent", 90]]}, "bands"),
        ({"bands": [["excellent", 90], ["good", 90]]}, "bands"),
        ({"bands": [["excellent", 120]]}, "bands"),
        ({"bands": [["good", 50]]}, "bands"),
        ({"bands": 5}, "bands"),
    ],
)
def test_rules_that_make_no_sense_are_refused_by_name(document: dict[str, Any], what: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_rules(document)
    assert (caught.value.code, caught.value.facts) == ("exam_rules_bad", {"what": what})
