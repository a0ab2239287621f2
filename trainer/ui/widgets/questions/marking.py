"""What a response, or one part of it, earns: asked of the domain, so that the screen never judges by itself."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.question_bank.question import Question


def earned(question: Question, response: Mapping[str, Any]) -> Fraction | None:
    """Give the fraction that a response earns; None where a person must mark it.

    One part is judged by asking for a question that has only this part.
    """
    from trainer.domain.grading.score import grade

    return grade(question, response)


def is_right(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether a response is wholly right."""
    return earned(question, response) == 1
