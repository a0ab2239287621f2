"""Essay: only people can mark it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.domain.grading.kinds.reading import text_or_empty
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether anything was written."""
    return bool(text_or_empty(response.get("text")).strip())


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> None:
    """Leave it to a person."""
