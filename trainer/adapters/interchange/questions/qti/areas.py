"""Parts of a picture: as QTI writes them, and as our zones.

Source: QTI 2.1 information model, 5.4 "shape and coords" (as in HTML 4.01: ``rect`` left, top, right, bottom; ``circle`` x, y,
radius; ``poly`` x, y of every corner; ``ellipse`` x, y, half width, half height); QTI 1.2 ASI information model, ``rarea``
(``Rectangle`` left, top, width, height; ``Ellipse`` x, y, width, height; ``Bounded`` corners).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from trainer.domain.question_bank.answers import Shape, Zone

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,2})?%?|[-+]?\.\d+%?")
_CORNERS = 24
# No picture is so large; a coordinate beyond it is a slip or an attack on arithmetic.
_FAR = 100_000
_MOST_NUMBERS = 2_000


def numbers(coords: str, size: tuple[int, int] = (0, 0)) -> list[float]:
    """Read coordinates; per cents are taken of the picture's size."""
    found: list[float] = []
    for place, word in enumerate(_NUMBER.findall(coords[:20_000])[:_MOST_NUMBERS]):
        value = float(word.rstrip("%"))
        if word.endswith("%"):
            value = value * size[place % 2] / 100
        found.append(max(-_FAR, min(_FAR, value)))
    return found


def zone_of(shape: str, coords: str, size: tuple[int, int] = (0, 0)) -> Zone | None:
    """Make a zone of what QTI 2.x and 3.0 write; None where it cannot be one."""
    said = numbers(coords, size)
    match shape:
        case "rect" if len(said) >= 4:
            left, top, right, bottom = said[:4]
            return rectangle(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        case "circle" if len(said) >= 3:
            return _zone(Shape.CIRCLE, said[:3])
        case "poly" if len(said) >= 6:
            corners = said[: len(said) // 2 * 2]
            # A polygon may be closed by its first corner once more.
            if corners[:2] == corners[-2:] and len(corners) > 6:
                corners = corners[:-2]
            return _zone(Shape.POLYGON, corners)
        case "ellipse" if len(said) >= 4:
            return ellipse(*said[:4])
        case "default" if all(size):
            return rectangle(0, 0, *size)
    return None


def rectangle(left: float, top: float, right: float, bottom: float) -> Zone | None:
    """Make a zone by its edges."""
    return _zone(Shape.RECTANGLE, (left, top, right, bottom)) if right > left and bottom > top else None


def ellipse(x: float, y: float, half_width: float, half_height: float) -> Zone | None:
    """Make a zone by its middle: a circle, or a polygon close to the ellipse, which zones do not know."""
    if half_width <= 0 or half_height <= 0:
        return None
    if round(half_width) == round(half_height):
        return _zone(Shape.CIRCLE, (x, y, half_width))
    corners: list[float] = []
    for step in range(_CORNERS):
        turn = 2 * math.pi * step / _CORNERS
        corners += [x + half_width * math.cos(turn), y + half_height * math.sin(turn)]
    return _zone(Shape.POLYGON, corners)


def written(zone: Zone) -> tuple[str, str]:
    """Write a zone's shape and coordinates as QTI 2.x and 3.0 have them."""
    shape = {Shape.RECTANGLE: "rect", Shape.CIRCLE: "circle", Shape.POLYGON: "poly"}[zone.shape]
    return shape, ",".join(str(point) for point in zone.points)


def middle(zone: Zone) -> tuple[float, float]:
    """Give a point that lies in the middle of a zone's outline."""
    points = zone.points
    if zone.shape is Shape.CIRCLE:
        return points[0], points[1]
    xs, ys = points[0::2], points[1::2]
    return sum(xs) / len(xs), sum(ys) / len(ys)


def holds(zone: Zone, x: float, y: float) -> bool:
    """Tell whether a point lies in a zone; its outline belongs to it."""
    points = zone.points
    if zone.shape is Shape.RECTANGLE:
        return points[0] <= x <= points[2] and points[1] <= y <= points[3]
    if zone.shape is Shape.CIRCLE:
        return math.hypot(x - points[0], y - points[1]) <= points[2]
    inside = False
    corners = list(zip(points[0::2], points[1::2], strict=True))
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _zone(shape: Shape, points: Sequence[float]) -> Zone | None:
    whole = tuple(round(point) for point in points)
    if shape is Shape.CIRCLE and whole[2] <= 0:
        return None
    if shape is Shape.RECTANGLE and (whole[0] >= whole[2] or whole[1] >= whole[3]):
        return None
    return Zone(shape, whole)
