"""A check of the bank looks at what this office wrote: formulas, law bases, enemies."""

from __future__ import annotations

from tests.builders.content import make_question
from tests.integration.learning.conftest import School
from trainer.services import question_bank

LAW = {"title": "某某条例", "version": "2012年", "article": "第三条", "review_by": "2025-06-01"}


def test_own_questions_are_looked_at_with_today_and_all_codes_in_mind(school: School) -> None:
    for question in (
        make_question(code="Q-K3001a-001", stem="若 $x^$ 成立，则：", enemies=["Q-K3001a-002", "Q-K3001a-099"]),
        make_question("judge", "Q-K3001a-002", stem="整数 $x^2$ 不小于零。", law=LAW),
    ):
        question_bank.save_question(school.office, school.author, question)

    found = question_bank.check_bank(school.office, school.author).findings

    told = {(one.code, one.facts["question"]) for one in found if one.facts.get("place") == "bank"}
    # The clock of the tests stands on 2 June 2025.
    assert told == {
        ("formula_unreadable", "Q-K3001a-001"),
        ("enemy_unknown", "Q-K3001a-001"),
        ("law_review_overdue", "Q-K3001a-002"),
    }
