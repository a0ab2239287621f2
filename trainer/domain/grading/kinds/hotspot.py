"""Hotspot: each right zone that is hit earns its share.

A point on the edge of a zone is in it, and one point hits one zone only. More points than there are right zones earn
nothing, else a picture strewn with points would be right everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import exact_or_none, list_or_empty
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.kinds.hotspot import right_zones
from trainer.domain.question_bank.kinds.zones import holds_point
from trainer.domain.question_bank.question import NOTHING, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether a point was set."""
    return bool(list_or_empty(response.get("points")))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Give the share of right zones that were hit."""
    zones = right_zones(question)
    points = list_or_empty(response.get("points"))
    if not zones or len(points) > len(zones):
        return NOTHING
    found = [_point(entry) for entry in points]
    hits = [[n for n, point in enumerate(found) if point is not None and holds_point(zone, *point)] for zone in zones]
    return Fraction(_matched(hits), len(zones))


def _point(entry: Any) -> tuple[Fraction, Fraction] | None:
    pair = list_or_empty(entry)
    if len(pair) != 2:
        return None
    x, y = exact_or_none(pair[0]), exact_or_none(pair[1])
    return None if x is None or y is None else (x, y)


def _matched(hits: list[list[int]]) -> int:
    """Count the zones that can have a point of their own, where zones overlap and points lie in several."""
    held: dict[int, int] = {}

    def give(zone: int, seen: set[int]) -> bool:
        for point in hits[zone]:
            if point not in seen:
                seen.add(point)
                if point not in held or give(held[point], seen):
                    held[point] = zone
                    return True
        return False

    return sum(give(zone, set()) for zone in range(len(hits)))
