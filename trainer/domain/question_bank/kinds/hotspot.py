"""Hotspot: points are set on a picture; the right zones say so, others may be named for the explanation."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.answers import Zone
from trainer.domain.question_bank.kinds.parts import attached, error, main_picture_problems
from trainer.domain.question_bank.kinds.zones import box_of, holds_point, point_in, zone_problems
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"picture", "zones"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: a picture, a right zone, zones that are shapes and lie on it."""
    found = main_picture_problems(question) + zone_problems(question)
    if not any(zone.is_right for zone in question.zones):
        found.append(error("no_right_zone", "zones"))
    return found + [
        error("part_of_other_kind", "zones", index, "takes", key="takes", kind=question.kind.value)
        for index, zone in enumerate(question.zones)
        if zone.takes
    ]


def right_zones(question: Question) -> tuple[Zone, ...]:
    """Give the zones that earn something; there are as many points to set."""
    return tuple(zone for zone in question.zones if zone.is_right)


def key(question: Question) -> dict[str, Any]:
    """Give a point in each right zone, outside the other ones where they do not cover it."""
    right = right_zones(question)
    points = [point_in(zone, [other for other in right if other is not zone]) for zone in right]
    return {"points": [point for point in points if point is not None]}


def wrong(question: Question) -> dict[str, Any]:
    """Give a point outside every right zone; ``{}`` where the right zones cover the picture."""
    right = right_zones(question)
    picture = attached(question, question.picture)
    boxes = [box for box in map(box_of, question.zones) if box is not None]
    width = (picture.width if picture else 0) or max((box[2] for box in boxes), default=0) + 2
    height = (picture.height if picture else 0) or max((box[3] for box in boxes), default=0) + 2
    steps = range(17)
    for a in steps:
        for b in steps:
            x, y = (width - 1) * a // 16, (height - 1) * b // 16
            if not any(holds_point(zone, Fraction(x), Fraction(y)) for zone in right):
                return {"points": [[x, y]]}
    return {}


def texts(question: Question) -> tuple[str, ...]:
    """Give the names of the zones."""
    return tuple([zone.label for zone in question.zones if zone.label])
