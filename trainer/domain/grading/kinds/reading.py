"""Read untrusted parts of a response."""

from __future__ import annotations

from typing import Any


def index_or_none(value: Any, size: int) -> int | None:
    """Give an index within ``0..size-1``, or None for anything else (true is not one)."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < size:
        return None
    return value


def list_or_empty(value: Any) -> list[Any]:
    """Give a list, or an empty one for anything else."""
    return value if isinstance(value, list) else []
