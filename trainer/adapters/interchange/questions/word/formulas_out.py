"""LaTeX of questions -> formulas of Word (OMML), by way of MathML.

latex2mathml reads the LaTeX; what it gives is mapped element by element. A formula with a part that has no counterpart gives
None: the writer then prints its source, and says so before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from trainer.adapters.interchange.questions.word.formulas import to_latex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NARY = "∑∏∫∬∮⋃⋂"
_ACCENTS = {"^": "̂", "~": "̃", "¯": "̄", "‾": "̅", "→": "⃗", "˙": "̇", "¨": "̈"}
_DEEPEST = 60
_LONGEST = 4_000
_OPEN, _CLOSED = "([{|⌈⌊‖", ")]}|⌉⌋‖"


class UnknownMathError(Exception):
    """MathML has a part that has no counterpart here."""


@lru_cache(maxsize=512)
def to_omml(latex: str) -> str | None:
    """Write a formula as the inside of ``m:oMath``; None where a part of it is unknown."""
    from latex2mathml.converter import convert
    from lxml import etree

    if len(latex) > _LONGEST:
        return None
    try:
        root = etree.fromstring(convert(latex).encode(), etree.XMLParser(resolve_entities=False, no_network=True))
        return _children(root, 0)
    except UnknownMathError:
        return None
    except Exception:  # the converter stumbles over unknown LaTeX in many ways
        return None


def is_kept(latex: str) -> bool:
    """Tell whether a formula is the same when Word's form of it is read again."""
    return again(latex) == latex


@lru_cache(maxsize=512)
def again(latex: str) -> str | None:
    """Write a formula for Word and read it again; None where Word has no form of it."""
    from lxml import etree

    inner = to_omml(latex)
    if inner is None:
        return None
    name = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    return to_latex(etree.fromstring(f'<m:oMath xmlns:m="{name}">{inner}</m:oMath>'.encode()))


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _run(text: str, *, plain: bool = False) -> str:
    if not text:
        return ""
    look = "<m:rPr><m:nor/></m:rPr>" if plain else ""
    return f'<m:r>{look}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _children(element: _Element, depth: int) -> str:
    if depth > _DEEPEST:
        raise UnknownMathError
    children = [child for child in element if _name(child)]
    said, place = [], 0
    while place < len(children):
        child = children[place]
        if _is_nary(child):
            # What a sum is taken of stands behind it.
            rest = children[place + 1 : place + 2]
            said.append(_nary(child, "".join(_one(one, depth + 1) for one in rest), depth))
            place += 2
            continue
        closing = _closing(children, place)
        if closing is not None:
            inner = "".join(_one(one, depth + 1) for one in children[place + 1 : closing])
            said.append(_fenced(_text(child), _text(children[closing]), inner))
            place = closing + 1
            continue
        said.append(_one(child, depth + 1))
        place += 1
    return "".join(said)


def _closing(children: list[_Element], place: int) -> int | None:
    """Find the fence that closes one that grows with what is inside."""
    child = children[place]
    if _name(child) != "mo" or child.get("fence") != "true" or child.get("form") != "prefix":
        return None
    for later in range(len(children) - 1, place, -1):
        if _name(children[later]) == "mo" and children[later].get("form") == "postfix":
            return later
    return None


def _text(element: _Element) -> str:
    return (element.text or "").strip()


def _fenced(opened: str, closed: str, inner: str) -> str:
    return (
        f'<m:d><m:dPr><m:begChr m:val="{escape(opened, {chr(34): "&quot;"})}"/>'
        f'<m:endChr m:val="{escape(closed, {chr(34): "&quot;"})}"/></m:dPr><m:e>{inner}</m:e></m:d>'
    )


def _is_nary(element: _Element) -> bool:
    name = _name(element)
    if name not in ("msub", "msup", "msubsup", "munder", "mover", "munderover", "mo"):
        return False
    base = element if name == "mo" else next((one for one in element if _name(one)), None)
    return base is not None and _name(base) == "mo" and _text(base) in _NARY and _text(base) != ""


def _nary(element: _Element, inner: str, depth: int) -> str:
    name = _name(element)
    parts = [one for one in element if _name(one)] if name != "mo" else [element]
    sign = _text(parts[0])
    low = _one(parts[1], depth + 1) if name in ("msub", "munder", "msubsup", "munderover") else ""
    last = parts[-1] if name in ("msup", "mover", "msubsup", "munderover") else None
    high = _one(last, depth + 1) if last is not None else ""
    hidden = ("" if low else '<m:subHide m:val="1"/>') + ("" if high else '<m:supHide m:val="1"/>')
    return (
        f'<m:nary><m:naryPr><m:chr m:val="{sign}"/>{hidden}</m:naryPr>'
        f"<m:sub>{low}</m:sub><m:sup>{high}</m:sup><m:e>{inner}</m:e></m:nary>"
    )


def _one(element: _Element, depth: int) -> str:
    if depth > _DEEPEST:
        raise UnknownMathError
    name = _name(element)
    parts = [child for child in element if _name(child)]
    match name:
        case "mi" | "mn" | "mo":
            return _run(_text(element))
        case "mtext" | "ms":
            return _run(element.text or "", plain=True)
        case "mrow" | "mstyle" | "mpadded" | "math" | "semantics":
            return _children(element, depth)
        case "mspace":
            return ""
        case "msqrt":
            return f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{_children(element, depth)}</m:e></m:rad>'
    if name in _TWO and len(parts) == 2:
        return _pair(name, parts, depth)
    if name in ("msubsup", "munderover") and len(parts) == 3:
        base, low, high = (_one(part, depth + 1) for part in parts)
        return f"<m:sSubSup><m:e>{base}</m:e><m:sub>{low}</m:sub><m:sup>{high}</m:sup></m:sSubSup>"
    if name == "mtable":
        rows = "".join(
            "<m:mr>" + "".join(f"<m:e>{_children(cell, depth + 1)}</m:e>" for cell in row if _name(cell)) + "</m:mr>"
            for row in parts
        )
        return f"<m:m>{rows}</m:m>"
    raise UnknownMathError


_TWO = ("mfrac", "msup", "msub", "mroot", "mover", "munder")


def _pair(name: str, parts: list[_Element], depth: int) -> str:
    first, second = (_one(part, depth + 1) for part in parts)
    match name:
        case "mfrac":
            return f"<m:f><m:num>{first}</m:num><m:den>{second}</m:den></m:f>"
        case "msup":
            return f"<m:sSup><m:e>{first}</m:e><m:sup>{second}</m:sup></m:sSup>"
        case "msub":
            return f"<m:sSub><m:e>{first}</m:e><m:sub>{second}</m:sub></m:sSub>"
        case "mroot":
            return f"<m:rad><m:deg>{second}</m:deg><m:e>{first}</m:e></m:rad>"
        case "mover":
            accent = _ACCENTS.get(_text(parts[1]))
            if accent is None:
                raise UnknownMathError
            return f'<m:acc><m:accPr><m:chr m:val="{accent}"/></m:accPr><m:e>{first}</m:e></m:acc>'
    return f"<m:limLow><m:e>{first}</m:e><m:lim>{second}</m:lim></m:limLow>"
