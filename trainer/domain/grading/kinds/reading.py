"""Read untrusted parts of a response."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.question_bank.answers import NOTHING, WHOLE


def index_or_none(value: Any, size: int) -> int | None:
    """Give an index within ``0..size-1``, or None for anything else (true is not one)."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < size:
        return None
    return value


def list_or_empty(value: Any) -> list[Any]:
    """Give a list, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def text_or_empty(value: Any) -> str:
    """Give a text, or an empty one for anything else."""
    return value if isinstance(value, str) else ""


def mapping_or_empty(value: Any) -> Mapping[str, Any]:
    """Give a mapping, or an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def exact_or_none(value: Any) -> Fraction | None:
    """Give a finite number, or None for anything else."""
    if isinstance(value, float):
        return Fraction(value) if math.isfinite(value) else None
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else None


def clipped(share: Fraction) -> Fraction:
    """Keep what shares add up to between nothing and everything."""
    return min(max(share, NOTHING), WHOLE)
