"""Zones of a picture: whether they make sense, where they lie, and a point inside."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.answers import Shape, Zone
from trainer.domain.question_bank.kinds.parts import attached, error
from trainer.domain.question_bank.question import Question

Box = tuple[int, int, int, int]


def zone_problems(question: Question) -> list[Finding]:
    """Note zones that are no shape, and zones outside their picture where its size is known."""
    found = []
    picture = attached(question, question.picture)
    for index, zone in enumerate(question.zones):
        box = box_of(zone)
        if box is None:
            found.append(error("zone_shape_bad", "zones", index, zone=index + 1, shape=zone.shape.value))
        elif (
            picture is not None
            and picture.width
            and picture.height
            and not _touches(box, picture.width, picture.height)
        ):
            found.append(
                error("zone_outside", "zones", index, zone=index + 1, width=picture.width, height=picture.height)
            )
    return found


def box_of(zone: Zone) -> Box | None:
    """Give the left, top, right and bottom of a zone; None where its numbers make no such shape."""
    points = zone.points
    if zone.shape is Shape.RECTANGLE:
        is_shape = len(points) == 4 and points[0] < points[2] and points[1] < points[3]
        return (points[0], points[1], points[2], points[3]) if is_shape else None
    if zone.shape is Shape.CIRCLE:
        if len(points) != 3 or points[2] <= 0:
            return None
        x, y, radius = points
        return x - radius, y - radius, x + radius, y + radius
    if len(points) < 6 or len(points) % 2:
        return None
    xs, ys = points[0::2], points[1::2]
    box = (min(xs), min(ys), max(xs), max(ys))
    return box if box[0] < box[2] and box[1] < box[3] else None


def holds_point(zone: Zone, x: Fraction, y: Fraction) -> bool:
    """Tell whether a point lies in a zone or on its edge.

    Source: the polygon by the crossing number (Shimrat, Communications of the ACM 5, 1962), exact because the numbers are;
    edges are looked at first, so that a point on one never depends on rounding.
    """
    points = zone.points
    if box_of(zone) is None:
        return False
    if zone.shape is Shape.RECTANGLE:
        return points[0] <= x <= points[2] and points[1] <= y <= points[3]
    if zone.shape is Shape.CIRCLE:
        return (x - points[0]) ** 2 + (y - points[1]) ** 2 <= points[2] ** 2
    corners = list(zip(points[0::2], points[1::2], strict=True))
    is_inside = False
    for n, (x1, y1) in enumerate(corners):
        x2, y2 = corners[n - 1]
        if _is_between(x, y, x1, y1, x2, y2):
            return True
        if (y1 > y) != (y2 > y) and x < Fraction((x2 - x1) * (y - y1), y2 - y1) + x1:
            is_inside = not is_inside
    return is_inside


def _is_between(x: Fraction, y: Fraction, x1: int, y1: int, x2: int, y2: int) -> bool:
    is_on_line = (x2 - x1) * (y - y1) == (y2 - y1) * (x - x1)
    return is_on_line and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)


def point_in(zone: Zone, not_in: Sequence[Zone] = ()) -> list[int] | None:
    """Give a whole pixel inside a zone, outside some others where that is possible.

    The middle first, then a few rows of points; None where no pixel was met.
    """
    box = box_of(zone)
    if box is None:
        return None
    left, top, right, bottom = box
    tries = [((left + right) // 2, (top + bottom) // 2)]
    tries += [(zone.points[0], zone.points[1])]
    steps = range(17)
    tries += [(left + (right - left) * a // 16, top + (bottom - top) * b // 16) for b in steps for a in steps]
    inside = [point for point in tries if holds_point(zone, Fraction(point[0]), Fraction(point[1]))]
    clear = [
        point for point in inside if not any(holds_point(o, Fraction(point[0]), Fraction(point[1])) for o in not_in)
    ]
    found = next(iter(clear or inside), None)
    return None if found is None else list(found)


def _touches(box: Box, width: int, height: int) -> bool:
    return box[0] < width and box[1] < height and box[2] > 0 and box[3] > 0
