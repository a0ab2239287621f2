r"""Draw formulas: LaTeX -> outlines, without a network and without an installed TeX.

ziamath (MIT) sets the formula with the mathematical face that comes with it (STIX Two Math, OFL); what that lacks - the
Chinese in ``\text{路程}`` or beside the signs - is drawn from the shipped serif face. A formula that cannot be read gives
nothing: the text then shows its source, and ``bank check`` says so. Refused: matplotlib's mathtext (a larger library that
knows less of LaTeX) and KaTeX or MathJax (a browser).

The library is imported when the first formula is drawn (a tenth of a second); it keeps state of its own, hence the lock.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from trainer.adapters.documents.svg import Picture
from trainer.platform import paths

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Units of the drawing for one em; also the size at which the library's steps are fine enough.
UNITS = 20.0
# A longer one is not a formula that fits on a line or a screen.
LONGEST = 1500
_MARGIN = 0.5
_DEEPEST = 100
_FALLBACK = "NotoSerifSC-Regular"
# Definitions could multiply without end.
_DEFINES = re.compile(
    r"\\(?:[gex]?def|let|(?:re)?newcommand|newenvironment|input|include|require|href|tag)(?![a-zA-Z])"
)
_UNSAID = {"math", "semantics", "annotation", "mspace", "mstyle", "none", "mtr", "mtd", "ms"}
_lock = Lock()


class _UnreadableError(Exception):
    """The library would draw something that is not meant."""


@dataclass(frozen=True, slots=True)
class FormulaPicture:
    """A formula as it is drawn.

    Attributes:
        svg: paths and rectangles in the colour of the text around (``currentColor``); its view box counts :data:`UNITS`
            for one em, with the base line at 0.
        width, ascent, depth: in em: to the right, above and below the base line.
    """

    svg: str
    width: float
    ascent: float
    depth: float

    def svg_in(self, color: str) -> bytes:
        """Give the drawing in one colour, such as ``#1a2b3c``."""
        return self.svg.replace("currentColor", color).encode()


@lru_cache(maxsize=2000)
def formula_picture(source: str, *, is_display: bool = False) -> FormulaPicture | None:
    """Draw a formula; None where it cannot be read.

    Args:
        source: LaTeX without its delimiters.
        is_display: set apart on a line of its own: large sums, limits above and below.
    """
    if not source.strip() or len(source) > LONGEST or _DEFINES.search(source) is not None:
        return None
    with _lock:
        _prepare()
        try:
            return _drawn(source, is_display)
        except Exception:  # the library stumbles over unsound sources in many ways, too deep ones among them
            return None


def picture(source: str, *, is_display: bool = False) -> Picture | None:
    """Give a formula for ``svg.draw_picture``; None where it cannot be read."""
    from lxml import etree

    found = formula_picture(source, is_display=is_display)
    if found is None:
        return None
    root = etree.fromstring(found.svg.encode())
    left, top, wide, high = (float(part) for part in root.get("viewBox", "").split())
    return Picture(root, left, top, wide, high)


def _drawn(source: str, is_display: bool) -> FormulaPicture:
    from xml.etree import ElementTree

    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

    mathml = ElementTree.fromstring(tex2mml(source, inline=not is_display))
    _check(mathml)
    said: Element = Math(mathml, size=UNITS, margin=_MARGIN).svgxml()
    said.attrib.pop("xmlns:xlink", None)
    said.set("fill", "currentColor")
    for element in said.iter():
        # Lines of fractions and roots are black by themselves.
        if element.get("fill") == "black":
            del element.attrib["fill"]
        if element.get("stroke") == "black":
            element.set("stroke", "currentColor")
    _, top, wide, high = (float(part) for part in said.get("viewBox", "").split())
    return FormulaPicture(
        ElementTree.tostring(said, encoding="unicode"),
        wide / UNITS,
        -top / UNITS,
        (top + high) / UNITS,
    )


def _check(mathml: Element) -> None:
    """Refuse what the library would draw as something else: commands that it does not know, as their names."""
    from ziamath.nodes.mnode import _node_classes

    known = _UNSAID | set(_node_classes)
    waiting = [(mathml, 0)]
    while waiting:
        element, depth = waiting.pop()
        name = element.tag.rpartition("}")[2]
        words = (element.text or "").strip()
        is_command = name != "mtext" and words.startswith("\\") and len(words) > 1
        if depth > _DEEPEST or name not in known or is_command:
            raise _UnreadableError(words or name)
        waiting += [(child, depth + 1) for child in element]


@cache
def _prepare() -> None:
    """Set the library up once: plain paths, and the shipped face for characters that its own lacks."""
    with warnings.catch_warnings():
        # WORKAROUND ziamath 0.13 finds its face by an old function of the standard library, drop when it uses files().
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath.nodes.mnumber as numbers
        import ziamath.nodes.moperator as operators
        from ziafont.config import config
        from ziamath import zmath
        from ziamath.mathfont import MathFont
        from ziamath.nodes.nodetools import subglyph as own_subglyph

    config.svg2 = False
    config.precision = 2
    whole: Any = zmath.loadedfonts["default"]
    plain = MathFont.findglyph

    def findglyph(char: str, variant: Any) -> Any:
        found = plain(whole, char, variant)
        if found.index or char.isspace():
            return found
        other = _fallback()
        if not other.glyphindex(char):
            raise _UnreadableError(char)
        return other.glyph(char)

    def subglyph(glyph: Any, font: Any) -> Any:
        # WORKAROUND ziamath 0.13 looks for small forms of any glyph in its own face by number, drop when it asks the glyph's.
        return own_subglyph(glyph, font) if glyph.font is font else glyph

    whole.findglyph = findglyph
    for module in (numbers, operators):
        setattr(module, "subglyph", subglyph)  # noqa: B010 - the modules do not say that they have it


@cache
def _fallback() -> Any:
    from ziafont.font import Font

    return Font(str(paths.shipped("resources") / "fonts" / f"{_FALLBACK}.ttf"))
