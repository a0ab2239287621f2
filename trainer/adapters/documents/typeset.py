"""Lines of words, formulas and pictures: broken as Chinese lines may be, each as high as what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from trainer.adapters.documents import fonts
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import NO_END, NO_START, Piece, draw

# Above and below the base line, in sizes.
ASCENT: Final = 0.88
DESCENT: Final = 0.2
_UNDERLINE: Final = 0.16
# An empty pair of brackets is a place for an answer and stays whole; so does a Latin word.
_ATOM = re.compile(r"[（(][\s\u3000]*[）)]|[A-Za-z0-9_@#&+=~'’./:%\\-]+|\s|.", re.DOTALL)

PaintBox = Callable[[Any, float, float], None]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A stretch of words in one type.

    Attributes:
        rise_pt: above the base line; negative below it.
        is_underlined: with a line under it; blanks too, which makes a place to write on.
        wraps: may be parted at the end of a line.
    """

    text: str
    face: Face
    size_pt: float
    rise_pt: float = 0.0
    is_underlined: bool = False
    wraps: bool = True

    @property
    def width_pt(self) -> float:
        """Room on the line."""
        return fonts.width(self.text, self.face, self.size_pt)

    @property
    def ascent_pt(self) -> float:
        """Room above the base line."""
        return ASCENT * self.size_pt + self.rise_pt

    @property
    def descent_pt(self) -> float:
        """Room below the base line."""
        return DESCENT * self.size_pt - self.rise_pt


@dataclass(frozen=True, slots=True)
class Box:
    """A thing that stands in a line as if it were a sign.

    Attributes:
        paint: draws it, given the canvas, its left edge and the base line.
    """

    width_pt: float
    ascent_pt: float
    descent_pt: float
    paint: PaintBox


Stretch: TypeAlias = Glyphs | Box


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line, ready to be drawn."""

    stretches: tuple[Stretch, ...]

    @property
    def width_pt(self) -> float:
        """Room that it takes."""
        return sum(stretch.width_pt for stretch in self.stretches)

    @property
    def ascent_pt(self) -> float:
        """Highest thing above the base line."""
        return max((stretch.ascent_pt for stretch in self.stretches), default=0.0)

    @property
    def descent_pt(self) -> float:
        """Lowest thing below the base line."""
        return max((stretch.descent_pt for stretch in self.stretches), default=0.0)


def set_lines(stretches: Iterable[Stretch], room_pt: float, indent_pt: float = 0.0) -> list[SetLine]:
    """Break stretches into lines; a newline in words begins a new one.

    Args:
        room_pt: width of a line.
        indent_pt: taken from the room of the first line.
    """
    lines: list[SetLine] = []
    line: list[Stretch] = []
    left = room_pt - indent_pt
    for cluster in _clusters(stretches):
        if _words(cluster[0]) == "\n":
            lines.append(_joined(line))
            line, left = [], room_pt
            continue
        wide = sum(part.width_pt for part in cluster)
        is_blank = _is_blank(cluster[0])
        if wide > left + 0.01 and line and not is_blank:
            lines.append(_joined(line))
            line, left = [], room_pt
        if is_blank and not line and lines:
            continue
        for part in _fitting(cluster, room_pt) if wide > room_pt else [cluster]:
            wide = sum(stretch.width_pt for stretch in part)
            if wide > left + 0.01 and line and not is_blank:
                lines.append(_joined(line))
                line, left = [], room_pt
            line.extend(part)
            left -= wide
    if line or not lines:
        lines.append(_joined(line))
    return lines


def natural_width(stretches: Iterable[Stretch]) -> float:
    """Give the width that stretches want where nothing breaks them; the widest of their lines."""
    widths = [0.0]
    for stretch in stretches:
        if isinstance(stretch, Glyphs) and "\n" in stretch.text:
            first, *others = stretch.text.split("\n")
            widths[-1] += replace(stretch, text=first).width_pt
            widths += [replace(stretch, text=other).width_pt for other in others]
        else:
            widths[-1] += stretch.width_pt
    return max(widths)


def draw_line(canvas: Any, x_pt: float, y_pt: float, line: SetLine, color: str = "#000000") -> None:
    """Draw a line with its left end and base line at a point."""
    x = x_pt
    for stretch in line.stretches:
        if isinstance(stretch, Box):
            canvas.saveState()
            stretch.paint(canvas, x, y_pt)
            canvas.restoreState()
        else:
            canvas.setFillColor(color)
            draw(canvas, x, y_pt + stretch.rise_pt, [Piece(stretch.text, stretch.face)], stretch.size_pt)
            if stretch.is_underlined:
                canvas.setStrokeColor(color)
                canvas.setLineWidth(0.5)
                under = y_pt - _UNDERLINE * stretch.size_pt
                canvas.line(x, under, x + stretch.width_pt, under)
        x += stretch.width_pt


def _clusters(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Group what may not be torn apart: Latin words, closing signs with what they close."""
    clusters: list[list[Stretch]] = []
    keep = False  # the last sign wants what follows on its own line
    for stretch in stretches:
        if isinstance(stretch, Box):
            if keep and clusters:
                clusters[-1].append(stretch)
            else:
                clusters.append([stretch])
            keep = False
            continue
        for atom in _ATOM.findall(stretch.text) if stretch.wraps else [stretch.text]:
            if not atom:
                continue
            part = replace(stretch, text=atom)
            last = clusters[-1] if clusters else None
            joins = last is not None and not _is_blank(last[-1]) and (keep or atom[0] in NO_START)
            if atom != "\n" and last is not None and joins:
                last.append(part)
            else:
                clusters.append([part])
            keep = atom[-1] in NO_END
    return clusters


def _fitting(cluster: Sequence[Stretch], room_pt: float) -> list[list[Stretch]]:
    """Tear apart what is wider than a line, sign by sign; a box that is too wide stands alone."""
    parts: list[list[Stretch]] = [[]]
    used = 0.0
    for stretch in cluster:
        pieces: list[Stretch] = (
            [stretch] if isinstance(stretch, Box) else [replace(stretch, text=sign) for sign in stretch.text]
        )
        for piece in pieces:
            if parts[-1] and used + piece.width_pt > room_pt:
                parts.append([])
                used = 0.0
            parts[-1].append(piece)
            used += piece.width_pt
    return parts


def _joined(line: list[Stretch]) -> SetLine:
    while line and _is_blank(line[-1]) and not _is_place(line[-1]):
        line.pop()
    joined: list[Stretch] = []
    for stretch in line:
        last = joined[-1] if joined else None
        if (
            isinstance(stretch, Glyphs)
            and isinstance(last, Glyphs)
            and replace(last, text="", wraps=True) == replace(stretch, text="", wraps=True)
        ):
            joined[-1] = replace(last, text=last.text + stretch.text)
        else:
            joined.append(stretch)
    return SetLine(tuple(joined))


def _words(stretch: Stretch) -> str:
    return stretch.text if isinstance(stretch, Glyphs) else ""


def _is_blank(stretch: Stretch) -> bool:
    return isinstance(stretch, Glyphs) and stretch.text in {" ", "\t", "\u00a0"} and not _is_place(stretch)


def _is_place(stretch: Stretch) -> bool:
    """Underlined blanks are a place to write on, and no room between words."""
    return isinstance(stretch, Glyphs) and stretch.is_underlined
