"""Formulas of Word (OMML) -> the LaTeX that formulas of questions are written in.

Source: ISO/IEC 29500-1 (2016), 22.1 (math). What has no counterpart gives None: the caller keeps the letters and tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIGNS = {
    "×": r"\times ", "÷": r"\div ", "±": r"\pm ", "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "≈": r"\approx ",
    "∞": r"\infty ", "→": r"\to ", "∈": r"\in ", "∉": r"\notin ", "∪": r"\cup ", "∩": r"\cap ", "⊂": r"\subset ",
    "⊆": r"\subseteq ", "∅": r"\emptyset ", "∂": r"\partial ", "⋅": r"\cdot ", "·": r"\cdot ", "…": r"\ldots ", "⋯": r"\cdots ",
    "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "ε": r"\varepsilon ", "θ": r"\theta ",
    "λ": r"\lambda ", "μ": r"\mu ", "π": r"\pi ", "ρ": r"\rho ", "σ": r"\sigma ", "τ": r"\tau ", "φ": r"\varphi ",
    "ω": r"\omega ", "Δ": r"\Delta ", "Σ": r"\Sigma ", "Ω": r"\Omega ", "Φ": r"\Phi ", "∠": r"\angle ", "°": r"^{\circ}",
    "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "{": r"\{", "}": r"\}", "$": r"\$", "\\": r"\backslash ",
    "−": "-", "∗": "*", "′": "'", "\u00a0": " ",
}  # fmt: skip
_NARY = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∮": r"\oint", "⋃": r"\bigcup", "⋂": r"\bigcap"}
_ACCENTS = {"̂": "hat", "̃": "tilde", "̄": "bar", "̅": "overline", "⃗": "vec", "̇": "dot", "̈": "ddot"}
_FUNCTIONS = (
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "log",
    "ln",
    "lg",
    "lim",
    "max",
    "min",
    "exp",
    "arcsin",
    "arccos",
    "arctan",
)
_FENCES = {
    "{": r"\{",
    "}": r"\}",
    "‖": r"\|",
    "⌈": r"\lceil ",
    "⌉": r"\rceil ",
    "⌊": r"\lfloor ",
    "⌋": r"\rfloor ",
    "": ".",
}
_DEEPEST = 60


class UnknownFormulaError(Exception):
    """A formula has a part that LaTeX of questions does not know."""


def to_latex(formula: _Element) -> str | None:
    """Write a formula (``m:oMath``); None where a part of it is unknown."""
    try:
        return " ".join(_inner(formula, 0).split()).strip() or None
    except UnknownFormulaError:
        return None


def letters_of(formula: _Element) -> str:
    """Give the letters of a formula, one after another."""
    return "".join(text.text or "" for text in formula.iter("{*}t"))


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _inner(element: _Element | None, depth: int) -> str:
    if element is None:
        return ""
    if depth > _DEEPEST:
        raise UnknownFormulaError
    return "".join(_one(child, depth + 1) for child in element)


def _child(element: _Element, name: str, depth: int) -> str:
    return _inner(element.find(f"{{*}}{name}"), depth)


def _setting(element: _Element, *path: str) -> str | None:
    for name in path:
        found = element.find(f"{{*}}{name}")
        if found is None:
            return None
        element = found
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "val"), "")


def _one(element: _Element, depth: int) -> str:
    name = _name(element)
    match name:
        case "r":
            return "".join(_said(child.text or "") for child in element if _name(child) == "t")
        case "e" | "oMath" | "box" | "num" | "den" | "sub" | "sup" | "fName" | "deg" | "lim" | "phant" | "borderBox":
            return _inner(element, depth)
        case "f":
            parts = (_child(element, "num", depth), _child(element, "den", depth))
            if _setting(element, "fPr", "type") == "lin":
                return f"{parts[0]}/{parts[1]}"
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        case "sSup":
            return f"{_base(element, depth)}^{{{_child(element, 'sup', depth)}}}"
        case "sSub":
            return f"{_base(element, depth)}_{{{_child(element, 'sub', depth)}}}"
        case "sSubSup":
            return f"{_base(element, depth)}_{{{_child(element, 'sub', depth)}}}^{{{_child(element, 'sup', depth)}}}"
        case "rad":
            degree = _child(element, "deg", depth)
            head = rf"\sqrt[{degree}]" if degree else r"\sqrt"
            return f"{head}{{{_child(element, 'e', depth)}}}"
        case "nary" | "d" | "func" | "acc" | "bar" | "m" | "eqArr" | "limLow" | "limUpp":
            return _larger(element, name, depth)
    if name.endswith("Pr") or name in ("bookmarkStart", "bookmarkEnd", "proofErr", "ctrlPr"):
        return ""
    raise UnknownFormulaError


def _larger(element: _Element, name: str, depth: int) -> str:
    match name:
        case "nary":
            sign = _NARY.get(_setting(element, "naryPr", "chr") or "∫")
            if sign is None:
                raise UnknownFormulaError
            low, high = _child(element, "sub", depth), _child(element, "sup", depth)
            limits = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
            return f"{sign}{limits} {_child(element, 'e', depth)}"
        case "d":
            first, last = _setting(element, "dPr", "begChr"), _setting(element, "dPr", "endChr")
            opened, closed = "(" if first is None else first, ")" if last is None else last
            entries = ", ".join(_inner(entry, depth) for entry in element.findall("{*}e"))
            return rf"\left{_FENCES.get(opened, opened)}{entries}\right{_FENCES.get(closed, closed)}"
        case "func":
            said = _child(element, "fName", depth).strip()
            head = f"\\{said} " if said in _FUNCTIONS else said
            return f"{head}{_child(element, 'e', depth)}"
        case "acc":
            accent = _ACCENTS.get(_setting(element, "accPr", "chr") or "̂")
            if accent is None:
                raise UnknownFormulaError
            return rf"\{accent}{{{_child(element, 'e', depth)}}}"
        case "bar":
            return rf"\overline{{{_child(element, 'e', depth)}}}"
        case "limLow":
            return f"{_base(element, depth)}_{{{_child(element, 'lim', depth)}}}"
        case "limUpp":
            return f"{_base(element, depth)}^{{{_child(element, 'lim', depth)}}}"
        case "m":
            rows = [" & ".join(_inner(cell, depth) for cell in row.findall("{*}e")) for row in element.findall("{*}mr")]
            return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"
    rows = [_inner(entry, depth) for entry in element.findall("{*}e")]
    return r"\begin{cases}" + r" \\ ".join(rows) + r"\end{cases}"


def _base(element: _Element, depth: int) -> str:
    base = _child(element, "e", depth).strip()
    return base if len(base) <= 1 or (base.startswith("\\") and base[1:].isalpha()) else f"{{{base}}}"


def _said(text: str) -> str:
    plain = "".join(_SIGNS.get(char, char) for char in text)
    return rf"\text{{{text}}}" if any("\u4e00" <= char <= "\u9fff" for char in text) else plain
