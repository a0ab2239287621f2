"""A lesson on paper: shown as it will come out, then printed or saved."""

from __future__ import annotations


def print_lesson(page: object, lesson: str, title: str, *, sheet_only: bool) -> None:
    """Placeholder until the documents are wired."""
