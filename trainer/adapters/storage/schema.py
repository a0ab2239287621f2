"""All tables in one place, for migrations and tests; not loaded at an ordinary start unless a store needs it."""

from trainer.adapters.storage.tables import (
    accounts,
    certificates,
    exams,
    learning,
    people,
    question_bank,
    training,
)
from trainer.adapters.storage.tables.base import metadata

__all__ = ["accounts", "certificates", "exams", "learning", "metadata", "people", "question_bank", "training"]
