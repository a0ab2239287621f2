"""Which questions may enter papers at all."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders.questions_to_mark import (
    BUILDERS,
    case_set,
    essay,
    judge,
    practical,
    short_answer,
    single,
)
from trainer.domain.papers.admission import DEPENDS, NEVER, is_admitted, is_overdue
from trainer.domain.question_bank.question import Kind, LawBasis, Question

DAY = date(2025, 6, 2)


@pytest.mark.parametrize("kind", Kind)
def test_a_question_that_marks_itself_may_stand_on_a_paper(kind: Kind) -> None:
    assert is_admitted(BUILDERS[kind](), DAY) is (kind not in NEVER)


@pytest.mark.parametrize(
    "question",
    [
        essay(),
        practical(),
        short_answer(choices=(), model_answer="要点"),
        case_set(parts=(judge(), essay())),
        case_set(parts=(practical(),)),
    ],
    ids=lambda question: question.kind,
)
def test_what_a_person_or_a_room_marks_waits(question: Question) -> None:
    assert not is_admitted(question, DAY)
    assert question.kind in NEVER | DEPENDS


@pytest.mark.parametrize(
    ("review_by", "overdue"),
    [("", False), ("2025-06-02", False), ("2025-06-03", False), ("2025-06-01", True), ("2024-12-31", True)],
)
def test_a_question_leaves_papers_on_the_day_after_its_review_was_due(review_by: str, overdue: bool) -> None:
    question = single(law=LawBasis("保守国家秘密法", "2024修订", review_by=review_by))
    assert is_overdue(question, DAY) is overdue
    assert is_admitted(question, DAY) is not overdue
    assert not is_overdue(single(), DAY)
