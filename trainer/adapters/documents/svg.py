"""Draw a figure of a lesson on paper: the plain SVG that the content checker lets through, straight as vectors, in grey.

Shapes, paths and text with their attributes; no styles, gradients, clips or references (see ``adapters.content.figures``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from trainer.adapters.documents.fonts import Face, width
from trainer.adapters.documents.text import Piece, draw
from trainer.domain.kernel.outcomes import Fault

_SVG: Final = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_SIZES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_SMOOTH_AFTER: Final = {"S": {"C", "S"}, "T": {"Q", "T"}}
_INHERITED: Final = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "fill-opacity",
    "stroke-opacity",
    "font-size",
    "font-family",
    "font-weight",
    "text-anchor",
)
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_BOLD_FROM: Final = 600
_NON_ZERO: Final = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure read from its file.

    Attributes:
        root: the parsed element.
        left, top, wide, high: of its view box, in its own units.
    """

    root: Any
    left: float
    top: float
    wide: float
    high: float

    def height_at(self, width_pt: float) -> float:
        """Give the height that keeps the shape at a width."""
        return width_pt * self.high / self.wide


def read_picture(file: Path) -> Picture:
    """Read a figure.

    Raises:
        Fault: ``figure_unreadable``.
    """
    try:
        picture = parse_picture(file.read_bytes())
    except OSError as error:
        raise Fault("figure_unreadable", file, error) from error
    if picture is None:
        raise Fault("figure_unreadable", file)
    return picture


def parse_picture(content: bytes) -> Picture | None:
    """Read a picture from its bytes; None where it is none, or has no size."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
        box = _numbers(root.get("viewBox", ""))
        left, top, wide, high = box or (0.0, 0.0, _length(root, "width"), _length(root, "height"))
    except (ValueError, etree.XMLSyntaxError):
        return None
    return Picture(root, left, top, wide, high) if wide > 0 and high > 0 else None


def draw_picture(canvas: Any, picture: Picture, x_pt: float, top_pt: float, width_pt: float) -> None:
    """Draw a figure with its upper left corner at a point."""
    scale = width_pt / picture.wide
    canvas.saveState()
    canvas.translate(x_pt, top_pt)
    canvas.scale(scale, -scale)  # SVG counts downwards
    canvas.translate(-picture.left, -picture.top)
    _element(canvas, picture.root, {})
    canvas.restoreState()


def _element(canvas: Any, element: Any, above: Mapping[str, str]) -> None:
    if not isinstance(element.tag, str):
        return
    style = {**above, **{key: element.get(key) for key in _INHERITED if element.get(key) is not None}}
    canvas.saveState()
    for name, values in _TRANSFORM.findall(element.get("transform", "")):
        _transform(canvas, name, _numbers(values))
    name = element.tag.removeprefix(_SVG)
    if name in {"svg", "g"}:
        for child in element:
            _element(canvas, child, style)
    elif name == "text":
        _text(canvas, element, style)
    elif (path := _outline(canvas, name, element)) is not None:
        _paint(canvas, path, style, is_open=name in {"line", "polyline"})
    canvas.restoreState()


def _outline(canvas: Any, name: str, element: Any) -> Any | None:
    path = canvas.beginPath()
    if name == "rect":
        x, y, wide, high = (_length(element, key) for key in ("x", "y", "width", "height"))
        radius = min(_length(element, "rx") or _length(element, "ry"), wide / 2, high / 2)
        if radius > 0:
            path.roundRect(x, y, wide, high, radius)
        else:
            path.rect(x, y, wide, high)
    elif name in {"circle", "ellipse"}:
        rx = _length(element, "r") if name == "circle" else _length(element, "rx")
        ry = rx if name == "circle" else _length(element, "ry")
        path.ellipse(_length(element, "cx") - rx, _length(element, "cy") - ry, 2 * rx, 2 * ry)
    elif name == "line":
        path.moveTo(_length(element, "x1"), _length(element, "y1"))
        path.lineTo(_length(element, "x2"), _length(element, "y2"))
    elif name in {"polyline", "polygon"}:
        numbers = _numbers(element.get("points", ""))
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if not points:
            return None
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if name == "polygon":
            path.close()
    elif name == "path":
        _trace(path, element.get("d", ""))
    else:
        return None
    return path


def _paint(canvas: Any, path: Any, style: Mapping[str, str], *, is_open: bool) -> None:
    fill = None if is_open and "fill" not in style else _grey(style.get("fill", "#000000"))
    stroke = _grey(style.get("stroke", "none"))
    wide = _first(style.get("stroke-width", "1"))
    if fill is not None:
        canvas.setFillGray(fill, _first(style.get("fill-opacity", "1")))
    if stroke is not None:
        canvas.setStrokeGray(stroke, _first(style.get("stroke-opacity", "1")))
        canvas.setLineWidth(wide)
        canvas.setLineCap(_CAPS.get(style.get("stroke-linecap", "butt"), 0))
        canvas.setLineJoin(_JOINS.get(style.get("stroke-linejoin", "miter"), 0))
        canvas.setDash(_numbers(style.get("stroke-dasharray", "")))
    if fill is not None or (stroke is not None and wide > 0):
        # SVG fills by the non-zero rule, ReportLab by even and odd unless told.
        is_drawn = stroke is not None and wide > 0
        canvas.drawPath(path, stroke=int(is_drawn), fill=int(fill is not None), fillMode=_NON_ZERO)


def _text(canvas: Any, element: Any, style: Mapping[str, str]) -> None:
    x, y = _length(element, "x"), _length(element, "y")
    for words, own, place in _stretches(element):
        named = {**style, **{key: place.get(key) for key in _INHERITED if place.get(key) is not None}}
        size = _first(named.get("font-size", "16"))
        face = Face.SERIF if "Serif" in named.get("font-family", "") else Face.SANS
        face = face.bold if _is_bold(named.get("font-weight", "")) else face
        wide = width(words, face, size)
        if own:
            x, y = _length(place, "x", x), _length(place, "y", y)
            x, y = x + _length(place, "dx"), y + _length(place, "dy")
        start = x - {"middle": wide / 2, "end": wide}.get(named.get("text-anchor", "start"), 0.0)
        grey = _grey(named.get("fill", "#000000"))
        if grey is not None and words:
            canvas.saveState()
            canvas.translate(start, y)
            canvas.scale(1, -1)
            canvas.setFillGray(grey, _first(named.get("fill-opacity", "1")))
            draw(canvas, 0, 0, [Piece(words, face)], size)
            canvas.restoreState()
        x = start + wide


def _stretches(element: Any) -> Iterator[tuple[str, bool, Any]]:
    """Give the words of a text and its spans: words, whether the place is a span's own, the element that has them."""
    yield " ".join((element.text or "").split()), False, element
    for child in element:
        if isinstance(child.tag, str) and child.tag == f"{_SVG}tspan":
            yield " ".join((child.text or "").split()), True, child
            yield " ".join((child.tail or "").split()), False, element


def _trace(path: Any, data: str) -> None:
    """Follow the commands of a path (SVG 1.1, clause 8.3)."""
    at = start = control = (0.0, 0.0)
    before = ""
    for command, values in _COMMAND.findall(data):
        numbers = _numbers(values)
        kind, size = command.upper(), _SIZES[command.upper()]
        if kind == "Z":
            path.close()
            at, before = start, kind
            continue
        for place in range(0, len(numbers) - size + 1, size):
            part = numbers[place : place + size]
            base = at if command.islower() else (0.0, 0.0)
            if kind == "M" and place:
                kind = "L"  # further pairs after a move are lines
            if kind == "A":
                end = (part[5] + base[0], part[6] + base[1])
                _arc(path, at, part, end)
                control = end
            else:
                points = _points(kind, part, base, at)
                if kind in {"S", "T"}:
                    mirrored = (2 * at[0] - control[0], 2 * at[1] - control[1])
                    points.insert(0, mirrored if before in _SMOOTH_AFTER[kind] else at)
                end = points[-1]
                control = _step(path, kind, at, points)
            if kind == "M":
                start = end
            at, before = end, kind


def _points(
    kind: str, part: list[float], base: tuple[float, float], at: tuple[float, float]
) -> list[tuple[float, float]]:
    if kind == "H":
        return [(part[0] + base[0], at[1])]
    if kind == "V":
        return [(at[0], part[0] + base[1])]
    return [(x + base[0], y + base[1]) for x, y in zip(part[::2], part[1::2], strict=True)]


def _step(path: Any, kind: str, at: tuple[float, float], points: list[tuple[float, float]]) -> tuple[float, float]:
    """Draw one step; give the control point that a smooth step after it mirrors."""
    end = points[-1]
    if kind == "M":
        path.moveTo(*end)
        return end
    if kind in {"C", "S"}:
        path.curveTo(*points[0], *points[1], *end)
        return points[1]
    if kind in {"Q", "T"}:
        (cx, cy) = points[0]
        # A quadratic curve is the cubic one whose control points lie two thirds of the way to its own.
        path.curveTo(
            at[0] + (cx - at[0]) * 2 / 3,
            at[1] + (cy - at[1]) * 2 / 3,
            end[0] + (cx - end[0]) * 2 / 3,
            end[1] + (cy - end[1]) * 2 / 3,
            *end,
        )
        return (cx, cy)
    path.lineTo(*end)
    return end


def _arc(path: Any, at: tuple[float, float], part: list[float], end: tuple[float, float]) -> None:
    """Draw an elliptical arc as curves (SVG 1.1, appendix F.6.5: from end points to centre)."""
    rx, ry, turn = abs(part[0]), abs(part[1]), math.radians(part[2])
    if not rx or not ry or at == end:
        path.lineTo(*end)
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (at[0] - end[0]) / 2, (at[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    under = (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2
    factor = math.sqrt(max(0.0, under) / ((rx * y) ** 2 + (ry * x) ** 2))
    factor = -factor if bool(part[3]) == bool(part[4]) else factor
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    middle = (cos * cx - sin * cy + (at[0] + end[0]) / 2, sin * cx + cos * cy + (at[1] + end[1]) / 2)
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    swept = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if part[4] and swept < 0:
        swept += 2 * math.pi
    elif not part[4] and swept > 0:
        swept -= 2 * math.pi
    pieces = max(1, math.ceil(abs(swept) / (math.pi / 2) - 1e-9))
    step = swept / pieces
    reach = 4 / 3 * math.tan(step / 4)

    def on(angle: float, along: float) -> tuple[float, float]:
        px = rx * (math.cos(angle) - along * math.sin(angle))
        py = ry * (math.sin(angle) + along * math.cos(angle))
        return middle[0] + cos * px - sin * py, middle[1] + sin * px + cos * py

    for number in range(pieces):
        begin, stop = first + number * step, first + (number + 1) * step
        path.curveTo(*on(begin, reach), *on(stop, -reach), *on(stop, 0.0))


def _transform(canvas: Any, name: str, values: list[float]) -> None:
    if name == "translate" and values:
        canvas.translate(values[0], values[1] if len(values) > 1 else 0)
    elif name == "scale" and values:
        canvas.scale(values[0], values[1] if len(values) > 1 else values[0])
    elif name == "rotate" and values:
        x, y = values[1:3] if len(values) > 2 else (0.0, 0.0)
        canvas.translate(x, y)
        canvas.rotate(values[0])
        canvas.translate(-x, -y)
    elif name == "matrix" and len(values) == 6:
        canvas.transform(*values)


def _grey(color: str) -> float | None:
    """Turn a colour into the grey that a black-and-white printer makes of it; None for no colour."""
    from reportlab.lib import colors  # type: ignore[import-untyped]

    if color in {"none", "transparent"}:
        return None
    try:
        known = colors.toColor("#000000" if color == "currentColor" else _long(color))
    except ValueError:
        return 0.0
    # Weights of ITU-R BT.601, as printers use them.
    return float(0.299 * known.red + 0.587 * known.green + 0.114 * known.blue)


def _long(color: str) -> str:
    return "#" + "".join(2 * sign for sign in color[1:]) if re.fullmatch(r"#[0-9A-Fa-f]{3}", color) else color


def _is_bold(weight: str) -> bool:
    return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= _BOLD_FROM)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _first(text: str) -> float:
    return next(iter(_numbers(text)), 0.0)


def _length(element: Any, key: str, default: float = 0.0) -> float:
    value = element.get(key)
    return default if value is None else _first(value)
