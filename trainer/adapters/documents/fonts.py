"""The shipped faces, and which of them draws which character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from trainer.domain.kernel.outcomes import Fault
from trainer.platform import paths


class Face(StrEnum):
    """What a piece of text should look like; the first font of its chain where it has the character."""

    SERIF = "serif"
    SERIF_BOLD = "serif_bold"
    SANS = "sans"
    SANS_BOLD = "sans_bold"

    @property
    def bold(self) -> Face:
        """The heavier face of the same family."""
        return _BOLD[self]


_BOLD = {
    Face.SERIF: Face.SERIF_BOLD,
    Face.SERIF_BOLD: Face.SERIF_BOLD,
    Face.SANS: Face.SANS_BOLD,
    Face.SANS_BOLD: Face.SANS_BOLD,
}
# The last one holds the characters of extensions B to F; it is 30 MB and read only when a name needs it.
_CHAINS: dict[Face, tuple[str, ...]] = {
    Face.SERIF: ("NotoSerifSC-Regular", "NotoSansSC-Regular", "HanaMinB"),
    Face.SERIF_BOLD: ("NotoSerifSC-Bold", "NotoSansSC-Bold", "HanaMinB"),
    Face.SANS: ("NotoSansSC-Regular", "NotoSerifSC-Regular", "HanaMinB"),
    Face.SANS_BOLD: ("NotoSansSC-Bold", "NotoSerifSC-Bold", "HanaMinB"),
}
# Control characters, halves of pairs, private use and unassigned: nobody can say what they should look like. Old personnel
# systems kept rare characters in the private area, and drawing whatever a font has there would be guessing a name.
_SHAPELESS = {"Cc", "Cs", "Co", "Cn"}


@cache
def font(name: str) -> Any:
    """Load a shipped font and make it known to ReportLab.

    Raises:
        Fault: ``font_missing``; ``font_damaged``.
    """
    from reportlab.pdfbase import pdfmetrics, ttfonts  # type: ignore[import-untyped]

    ttfonts.makeToUnicodeCMap = _to_unicode_map
    file = paths.shipped("resources") / "fonts" / f"{name}.ttf"
    if not file.is_file():
        raise Fault("font_missing", file, name=name)
    try:
        loaded = ttfonts.TTFont(name, str(file), asciiReadable=0)
    except (OSError, ttfonts.TTFError) as error:
        raise Fault("font_damaged", file, error, name=name) from error
    _keep_outlines(loaded.face)
    pdfmetrics.registerFont(loaded)
    return loaded


def undrawable(text: str) -> list[str]:
    """Name the characters of a text that no shipped font can draw, each once, in their order."""
    chain = _CHAINS[Face.SERIF]
    return [
        sign
        for sign in dict.fromkeys(text)
        if unicodedata.category(sign) in _SHAPELESS or _font_of(sign, chain) is None
    ]


@lru_cache(maxsize=4096)
def runs(text: str, face: Face) -> tuple[tuple[str, str], ...]:
    """Cut a text into runs that one font can draw.

    Returns:
        Names of fonts with their stretch of text. A character that no font has goes to the first font, which draws its
        crossed box: never silently nothing.
    """
    chain = _CHAINS[face]
    if font(chain[0]).face.charToGlyph.keys() >= {ord(sign) for sign in text}:
        return ((chain[0], text),) if text else ()
    found: list[tuple[str, str]] = []
    for sign in text:
        name = _font_of(sign, chain) or chain[0]
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + sign)
        else:
            found.append((name, sign))
    return tuple(found)


def width(text: str, face: Face, size_pt: float) -> float:
    """Measure a text in points."""
    return sum(_advance(name, sign) for name, stretch in runs(text, face) for sign in stretch) * size_pt / 1000


def folder() -> Path:
    """Give the folder of the shipped fonts."""
    return paths.shipped("resources") / "fonts"


def _font_of(sign: str, chain: Iterable[str]) -> str | None:
    return next((name for name in chain if ord(sign) in font(name).face.charToGlyph), None)


@lru_cache(maxsize=65536)
def _advance(name: str, sign: str) -> float:
    return float(font(name).face.getCharWidth(ord(sign)))


# WORKAROUND ReportLab 5.1 writes code points above U+FFFF as five hex digits into the map from glyphs back to text, so that
# 𬸚 is drawn right but copied, searched and read aloud as another character. Drop when it writes UTF-16BE by itself.
def _to_unicode_map(fontname: str, subset: list[int]) -> str:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    pairs = [f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in enumerate(subset)]
    for start in range(0, len(pairs), 100):  # a block holds 100 pairs at most (PDF 32000-1, 9.10.3)
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


class _Outlines:
    """The table of outlines, sliced in place."""

    def __init__(self, table: bytes) -> None:
        self._view = memoryview(table)

    def __getitem__(self, place: slice) -> bytes:
        return bytes(self._view[place])


def _keep_outlines(face: Any) -> None:
    # ReportLab copies the whole table (12 MB) out of the font for each subset it makes, half of the time of a sheet.
    read = face.get_table
    kept: dict[str, Any] = {}

    def get_table(tag: str) -> Any:
        if tag not in kept:
            kept[tag] = _Outlines(read(tag)) if tag == "glyf" else read(tag)
        return kept[tag]

    face.get_table = get_table
