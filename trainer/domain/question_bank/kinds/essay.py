"""Essay: read and marked by one person or several, by a rubric or freely."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.kernel.marks import write as write_fraction
from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.kinds.parts import error, repeated
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"model_answer", "rubric", "markers"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: a rubric, where there is one, adds up to everything."""
    return rubric_problems(question)


def rubric_problems(question: Question) -> list[Finding]:
    """Note criteria without words or worth, shares that do not add up to one, and less than one marker."""
    found = repeated([criterion.text for criterion in question.rubric], "rubric")
    for index, criterion in enumerate(question.rubric):
        if not criterion.text.strip() or not 0 < criterion.share <= WHOLE:
            found.append(error("criterion_bad", "rubric", index, share=write_fraction(criterion.share)))
    total = sum((criterion.share for criterion in question.rubric), Fraction(0))
    if question.rubric and total != WHOLE:
        found.append(error("rubric_sum", "rubric", total=write_fraction(total)))
    if question.markers < 1:
        found.append(error("markers_too_few", "markers", markers=question.markers))
    return found


def key(question: Question) -> dict[str, Any]:
    """Give the model answer: nothing that the program marks by, but what it can show."""
    return {"text": question.model_answer} if question.model_answer else {}


def wrong(question: Question) -> dict[str, Any]:
    """Give nothing: only a person can tell."""
    return {}


def texts(question: Question) -> tuple[str, ...]:
    """Give the model answer and the rubric."""
    model = (question.model_answer,) if question.model_answer else ()
    return (*model, *(criterion.text for criterion in question.rubric))
