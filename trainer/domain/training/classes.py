"""A training class (班次): a name, a period and its members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """One class.

    Attributes:
        code: for example ``2025-LX-03``, unique in the home.
        starts_on, ends_on: first and last day.
    """

    id: str
    code: str
    name: str
    unit_id: str
    starts_on: date
    ends_on: date
    is_demo: bool = False
