"""What a change touched, told to the screens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Area(StrEnum):
    """Parts of the program whose screens go stale together."""

    UNITS = "units"
    CADRES = "cadres"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    QUESTIONS = "questions"
    LEARNING = "learning"
    EXAMS = "exams"
    SITTINGS = "sittings"
    RESULTS = "results"
    PLANS = "plans"
    PROGRESS = "progress"
    CERTIFICATES = "certificates"


@dataclass(frozen=True, slots=True)
class Changes:
    """Areas touched by one committed change.

    Attributes:
        areas: which screens must be read again.
        cadre_ids: whose facts changed; empty means "many or all".
    """

    areas: frozenset[Area]
    cadre_ids: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *areas: Area, cadre_ids: frozenset[str] = frozenset()) -> Changes:
        """Build from areas."""
        return cls(frozenset(areas), cadre_ids)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.areas | other.areas, self.cadre_ids | other.cadre_ids)
