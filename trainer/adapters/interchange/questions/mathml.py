"""MathML -> the LaTeX that formulas of questions are written in, by its presentation elements, event by event.

Where a formula carries its own source (an ``annotation`` of TeX, an ``alttext``), that is taken instead. Fences, matrices
and the other elements of school mathematics are kept; spacing and colours are not.

Source: MathML 3.0, second edition (W3C, 2014), chapters 3 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping

_SIGNS = {
    "×": r"\times ",
    "÷": r"\div ",
    "±": r"\pm ",
    "≤": r"\le ",
    "≥": r"\ge ",
    "≠": r"\ne ",
    "≈": r"\approx ",
    "∞": r"\infty ",
    "∑": r"\sum ",
    "∏": r"\prod ",
    "∫": r"\int ",
    "√": r"\surd ",
    "→": r"\to ",
    "∈": r"\in ",
    "∉": r"\notin ",
    "∪": r"\cup ",
    "∩": r"\cap ",
    "⊂": r"\subset ",
    "⊆": r"\subseteq ",
    "∅": r"\emptyset ",
    "∂": r"\partial ",
    "⋅": r"\cdot ",
    "·": r"\cdot ",
    "…": r"\ldots ",
    "π": r"\pi ",
    "α": r"\alpha ",
    "β": r"\beta ",
    "γ": r"\gamma ",
    "δ": r"\delta ",
    "θ": r"\theta ",
    "λ": r"\lambda ",
    "μ": r"\mu ",
    "σ": r"\sigma ",
    "φ": r"\varphi ",
    "ω": r"\omega ",
    "Δ": r"\Delta ",
    "Σ": r"\Sigma ",
    "Ω": r"\Omega ",
    "−": "-",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "#": r"\#",
    "&": r"\&",
    "$": "",
    "_": r"\_",
    "\\": r"\backslash ",
    "^": r"\hat{}",
    "~": r"\sim ",
    # Signs that only machines see: function application, times, separator, plus.
    "\u2061": "",
    "\u2062": "",
    "\u2063": "",
    "\u2064": "",
}
_TABLE = str.maketrans(_SIGNS)
_SIZES = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "mroot": 2, "mover": 2, "munder": 2, "munderover": 3}
_ACCENTS = {"¯": "overline", "‾": "overline", "^": "hat", "→": "vec", "~": "tilde", "˙": "dot", "_": "underline"}
_SILENT = frozenset({"annotation-xml", "mphantom", "maligngroup", "malignmark"})


class MathReader:
    """Reads one ``math`` element; give it every event between its start and its end.

    Args:
        attributes: of the element itself.
    """

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.is_display = attributes.get("display") == "block" or attributes.get("mode") == "display"
        self._given = attributes.get("alttext", "").strip()
        self._open: list[tuple[str, Mapping[str, str], list[str]]] = [("mrow", {}, [])]
        self._words: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; ``name`` without namespace."""
        self._open.append((name, attributes, []))
        self._words = []

    def data(self, words: str) -> None:
        """Characters."""
        self._words.append(words)

    def end(self) -> None:
        """The innermost element ends."""
        if len(self._open) == 1:
            return
        name, attributes, parts = self._open.pop()
        if name == "annotation":
            if "tex" in attributes.get("encoding", "").lower():
                self._given = "".join(self._words).strip() or self._given
        elif name not in _SILENT:
            self._open[-1][2].append(_said(name, attributes, parts, " ".join("".join(self._words).split())))
        self._words = []

    def source(self) -> str:
        """Give the LaTeX source; empty for an empty formula."""
        while len(self._open) > 1:
            self.end()
        words = "".join(self._words).strip()
        said = self._given or "".join(self._open[0][2]) or words.translate(_TABLE)
        return " ".join(said.split())


def _said(name: str, attributes: Mapping[str, str], parts: list[str], words: str) -> str:
    if name in {"mi", "mo", "mn"}:
        said = words.translate(_TABLE)
        # A name of several letters (sin, lim) is one word, not a product.
        return rf"\operatorname{{{said}}}" if name == "mi" and len(words) > 1 and words.isalpha() else said
    if name in {"mtext", "ms"}:
        return rf"\text{{{words.translate(_TABLE)}}}" if words else " "
    if name == "mspace":
        return r"\ "
    if (size := _SIZES.get(name)) is not None:
        parts = [*parts[:size], *["" for _ in range(size - len(parts))]]
        return _built(name, parts)
    inner = "".join(parts)
    if name == "msqrt":
        return rf"\sqrt{{{inner}}}"
    if name == "mfenced":
        return _fenced(attributes, parts)
    if name == "mtr":
        return f"{' & '.join(parts)} \\\\ "
    if name == "mtable":
        return rf"\begin{{matrix}}{inner.removesuffix(' ').removesuffix(chr(92) * 2)}\end{{matrix}}"
    return inner or words.translate(_TABLE)


def _built(name: str, parts: list[str]) -> str:
    match name:
        case "mfrac":
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        case "mroot":
            return rf"\sqrt[{parts[1]}]{{{parts[0]}}}"
        case "msup":
            return f"{_base(parts[0])}^{{{parts[1]}}}"
        case "msub" | "munder":
            return f"{_base(parts[0])}_{{{parts[1]}}}"
        case "mover":
            accent = _ACCENTS.get(parts[1].strip().replace(r"\to", "→").replace(r"\hat{}", "^"))
            return rf"\{accent}{{{parts[0]}}}" if accent else f"{_base(parts[0])}^{{{parts[1]}}}"
        case _:
            return f"{_base(parts[0])}_{{{parts[1]}}}^{{{parts[2]}}}"


def _base(said: str) -> str:
    bare = said.strip()
    return said if len(bare) <= 1 or (bare.startswith("\\") and bare[1:].isalpha()) else f"{{{said}}}"


def _fenced(attributes: Mapping[str, str], parts: list[str]) -> str:
    opening = attributes.get("open", "(").translate(_TABLE) or "."
    closing = attributes.get("close", ")").translate(_TABLE) or "."
    between = (attributes.get("separators", ",").strip() or "")[:1].translate(_TABLE)
    return rf"\left{opening}{between.join(parts)}\right{closing}"
