"""All tables in one place, for migrations and tests; not loaded at an ordinary start unless a store needs it."""

from typing import Any

from trainer.adapters.storage.tables import (
    accounts,
    certificates,
    exams,
    learning,
    people,
    question_bank,
    question_life,
    training,
)
from trainer.adapters.storage.tables.base import metadata

__all__ = [
    "accounts",
    "certificates",
    "exams",
    "is_ours",
    "learning",
    "metadata",
    "people",
    "question_bank",
    "question_life",
    "training",
]


def is_ours(name: str | None, sort: str, _parents: Any = None) -> bool:
    """Tell tables that steps and tables must agree on from those of the index of words, which databases make in their way."""
    return sort != "table" or name is None or not name.startswith(question_bank.SEARCH_TABLES)
