"""Text on paper: pieces with a face, lines that break as Chinese lines may, sizes that shrink until everything fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from trainer.adapters.documents import fonts
from trainer.adapters.documents.fonts import Face

# Signs that may not begin a line, and such as may not end one.
# Source: the customary rule for horizontal Chinese setting (GB/T 15834, clause 5: places of punctuation marks).
NO_START = frozenset("，。、；：？！）》」』】〕”’％‰℃…—·,.;:?!)]}%")
NO_END = frozenset("（《「『【〔“‘([{")
_ATOM = re.compile(r"[A-Za-z0-9_@#&+=~'’./:%\\-]+|\s|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one face.

    Attributes:
        color: ``#rrggbb``; empty for the colour in force.
    """

    text: str
    face: Face
    color: str = ""


Line = tuple[Piece, ...]


def line_width(line: Iterable[Piece], size_pt: float) -> float:
    """Measure pieces set beside each other."""
    return sum(fonts.width(piece.text, piece.face, size_pt) for piece in line)


def fit(text: str, face: Face, size_pt: float, room_pt: float, smallest_pt: float) -> float:
    """Give the largest size, at most ``size_pt``, at which a text stands on one line; never below ``smallest_pt``."""
    wide = fonts.width(text, face, 1.0)
    return size_pt if wide * size_pt <= room_pt else max(smallest_pt, room_pt / wide)


@lru_cache(maxsize=256)
def wrap_text(text: str, face: Face, size_pt: float, room_pt: float, indent_pt: float = 0.0) -> tuple[str, ...]:
    """Break a plain text into lines."""
    lines = wrap([Piece(text, face)], size_pt, room_pt, indent_pt)
    return tuple("".join(piece.text for piece in line) for line in lines)


def wrap(pieces: Sequence[Piece], size_pt: float, room_pt: float, indent_pt: float = 0.0) -> list[Line]:
    """Break pieces into lines.

    Latin words stay whole where they fit, closing punctuation stays with what it closes. A newline in a piece begins a
    new line.

    Args:
        room_pt: width of a line.
        indent_pt: taken from the room of the first line.
    """
    lines: list[Line] = []
    line: list[Piece] = []
    left = room_pt - indent_pt
    for cluster in _clusters(pieces):
        if cluster[0].text == "\n":
            lines.append(_joined(line))
            line, left = [], room_pt
            continue
        wide = line_width(cluster, size_pt)
        is_blank = cluster[0].text.isspace()
        if wide > left + 0.01 and line and not is_blank:
            lines.append(_joined(line))
            line, left = [], room_pt
        if is_blank and not line:
            continue
        for part in _split(cluster, size_pt, room_pt) if wide > room_pt else [cluster]:
            wide = line_width(part, size_pt)
            if wide > left + 0.01 and line and not is_blank:
                lines.append(_joined(line))
                line, left = [], room_pt
            line.extend(part)
            left -= wide
    if line or not lines:
        lines.append(_joined(line))
    return lines


def draw(
    canvas: Any, x_pt: float, y_pt: float, line: Iterable[Piece], size_pt: float, *, spread_pt: float = 0.0
) -> None:
    """Set a line with its left end and baseline at a point.

    Args:
        spread_pt: extra room behind every character.
    """
    started = canvas.beginText(x_pt, y_pt)
    if spread_pt:
        started.setCharSpace(spread_pt)
    for piece in line:
        if piece.color:
            started.setFillColor(piece.color)
        for name, stretch in fonts.runs(piece.text, piece.face):
            started.setFont(name, size_pt)
            started.textOut(stretch)
    if spread_pt:
        started.setCharSpace(0)
    canvas.drawText(started)


def put(
    canvas: Any,
    x_pt: float,
    y_pt: float,
    text: str,
    face: Face,
    size_pt: float,
    *,
    align: str = "left",
    color: str = "",
) -> None:
    """Set a plain text at a point: its ``left``, ``center`` or ``right`` end stands there."""
    if align != "left":
        wide = fonts.width(text, face, size_pt)
        x_pt -= wide if align == "right" else wide / 2
    if color:
        canvas.setFillColor(color)
    draw(canvas, x_pt, y_pt, [Piece(text, face)], size_pt)


def _clusters(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Group pieces into what may not be torn apart."""
    clusters: list[list[Piece]] = []
    keep = False  # the last sign wants what follows on its own line
    for piece in pieces:
        for atom in _ATOM.findall(piece.text):
            part = replace(piece, text=atom)
            last = clusters[-1] if clusters else None
            blank = last is None or last[-1].text.isspace()
            if atom != "\n" and last is not None and not blank and (keep or atom[0] in NO_START):
                last.append(part)
            else:
                clusters.append([part])
            keep = atom[-1] in NO_END
    return clusters


def _split(cluster: Sequence[Piece], size_pt: float, room_pt: float) -> list[list[Piece]]:
    """Tear apart what is wider than a line, sign by sign."""
    parts: list[list[Piece]] = [[]]
    used = 0.0
    for piece in cluster:
        for sign in piece.text:
            wide = fonts.width(sign, piece.face, size_pt)
            if parts[-1] and used + wide > room_pt:
                parts.append([])
                used = 0.0
            parts[-1].append(replace(piece, text=sign))
            used += wide
    return parts


def _joined(line: list[Piece]) -> Line:
    while line and line[-1].text.isspace():
        line.pop()
    joined: list[Piece] = []
    for piece in line:
        if joined and (joined[-1].face, joined[-1].color) == (piece.face, piece.color):
            joined[-1] = replace(joined[-1], text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
