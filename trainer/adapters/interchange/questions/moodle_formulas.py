"""Expressions of Moodle's calculated questions, and ours: ``{a}*pow({b}, 2)`` there, ``a*pow(b, 2)`` here.

Source: the operators and functions are those that Moodle's formula check allows, which are PHP's.
"""

from __future__ import annotations

import ast
import html as entities
import re
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction

from trainer.adapters.interchange.questions.moodle_numbers import decimal
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.expressions import MOST_CHARS, RESERVED, parse

# A variable of Moodle: a letter, then anything but these signs.
NAME = re.compile(r"\{([^\W\d_][^>} <`{\"']*)\}")
# ``{={a}+{b}}`` in a text.
VALUE = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})*)\}")
# Behind a word of LaTeX, brackets have work of their own.
_IN_FORMULA = re.compile(r"(?:[A-Za-z0-9^_}])\Z")
_SPACES = re.compile(r"\s+")
_ROUND_BRACKETS = re.compile(r"[\[\]]")

# Functions that both know by the same name; ``log`` is the natural one in both.
_SHARED = frozenset(
    [
        "abs",
        "acos",
        "acosh",
        "asin",
        "asinh",
        "atan",
        "atan2",
        "atanh",
        "ceil",
        "cos",
        "cosh",
        "deg2rad",
        "exp",
        "expm1",
        "floor",
        "fmod",
        "log",
        "log10",
        "log1p",
        "max",
        "min",
        "pi",
        "pow",
        "rad2deg",
        "round",
        "sin",
        "sinh",
        "sqrt",
        "tan",
        "tanh",
    ]
)
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class FormulaError(Exception):
    """A formula that the other side has no words for.

    Args:
        code: of the finding.
        facts: for its sentence.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def our_names(names: Iterable[str]) -> dict[str, str]:
    """Give every variable of Moodle a name that our expressions take, each its own."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        said = re.sub(r"\W", "_", unicodedata.normalize("NFKC", name))[:36]
        if not said.isidentifier() or said in RESERVED or said == "pi" or said in _PYTHON:
            said = f"{said}_" if said[:1].isalpha() else f"v_{said}"
        number = 2
        wanted = said
        while said in taken:
            said = f"{wanted}_{number}"
            number += 1
        taken.add(said)
        found[name] = said
    return found


def to_ours(formula: str, names: Mapping[str, str]) -> str:
    """Write a formula of Moodle as an expression of ours.

    Args:
        formula: with variables in curly brackets.
        names: ours by Moodle's.

    Raises:
        FormulaError: ``moodle_formula`` with the formula, where it cannot be said here.
    """

    def name_of(found: re.Match[str]) -> str:
        if found[1] not in names:
            raise FormulaError("moodle_formula_name", formula=formula[:100], name=found[1])
        # A bracket, because "2{a}" must not become a name of its own.
        return f"({names[found[1]]})"

    if len(formula) > 4 * MOST_CHARS:
        raise FormulaError("moodle_formula", formula=formula[:100])
    said = NAME.sub(name_of, formula)
    said = _SPACES.sub(" ", said.replace("&&", " and ").replace("||", " or ")).strip()
    said = _ROUND_BRACKETS.sub(lambda found: "(" if found[0] == "[" else ")", said)
    said = _chosen(said)
    # Brackets around a lone name say nothing where no name or number stands before them.
    said = re.sub(r"(?<![\w.])\(([^\W\d]\w*)\)", r"\1", said)
    try:
        parse(said)
    except Refusal as refusal:
        raise FormulaError("moodle_formula", formula=formula[:100]) from refusal
    return said


def to_moodle(expression: str) -> str:
    """Write an expression of ours as a formula of Moodle.

    Raises:
        FormulaError: ``moodle_formula`` with the expression, where Moodle cannot compute it.
    """
    try:
        found = parse(expression)
    except Refusal as refusal:
        raise FormulaError("moodle_formula", formula=expression) from refusal
    if found.is_condition:
        raise FormulaError("moodle_formula", formula=expression)
    return _written(found.tree, found.numbers, expression)


def take_places(text: str, names: Mapping[str, str], before: str, behind: str) -> tuple[str, list[str]]:
    """Take variables and formulas out of a text while it becomes Markdown.

    Args:
        text: of Moodle, in HTML.
        names: ours by Moodle's.
        before, behind: signs to stand around the number of what was taken, counted from 0.

    Returns:
        The text, and what belongs into it; brackets that are neither come back without a meaning.

    Raises:
        FormulaError: as :func:`to_ours`.
    """
    taken: list[str] = []

    def take(found: re.Match[str]) -> str:
        if found[1] is not None:
            said = f"{{={to_ours(entities.unescape(found[1]), names)}}}"
        elif found[2] in names:
            said = f"{{{names[found[2]]}}}"
        elif _IN_FORMULA.search(text, 0, found.start()):
            return found[0]
        else:
            said = "\\" + found[0]
        taken.append(said)
        return f"{before}{len(taken) - 1}{behind}"

    return re.sub(rf"{VALUE.pattern}|{NAME.pattern}", take, text), taken


def text_to_moodle(text: str) -> str:
    """Put Moodle's formulas into a text of ours: ``{=a*b}`` becomes ``{={a}*{b}}``.

    Raises:
        FormulaError: as :func:`to_moodle`.
    """

    def value(found: re.Match[str]) -> str:
        return f"{{={to_moodle(found[1])}}}"

    return re.sub(r"(?<!\\)\{=([^{}\n]*)\}", value, text)


def _chosen(said: str) -> str:
    """Turn PHP's ``c ? a : b`` into ``a if c else b``, where there is one."""
    if "?" not in said:
        return said
    found = re.fullmatch(r"([^?:]+)\?([^?:]+):([^?:]+)", said)
    if found is None:
        raise FormulaError("moodle_formula", formula=said[:100])
    return f"({found[2].strip()}) if ({found[1].strip()}) else ({found[3].strip()})"


def _written(node: ast.expr, numbers: tuple[Fraction, ...], whole: str) -> str:
    def inner(one: ast.expr) -> str:
        return _written(one, numbers, whole)

    match node:
        case ast.Constant(value=int() as place):
            return decimal(numbers[place])
        case ast.Name(id="pi"):
            return "pi()"
        case ast.Name(id=name):
            return f"{{{name}}}"
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return f"pow({inner(left)},{inner(right)})"
        case ast.BinOp(left=left, op=ast.FloorDiv(), right=right):
            return f"floor({_bracketed(left, inner)}/{_bracketed(right, inner)})"
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return f"{_bracketed(left, inner)}{_SIGNS[type(sign)]}{_bracketed(right, inner)}"
        case ast.UnaryOp(op=ast.USub(), operand=one):
            return f"(-{_bracketed(one, inner)})"
        case ast.UnaryOp(op=ast.UAdd(), operand=one):
            return inner(one)
        case ast.Call(func=ast.Name(id=name), args=args) if name in _SHARED or name == "ln":
            return f"{'log' if name == 'ln' else name}({','.join(inner(one) for one in args)})"
    raise FormulaError("moodle_formula", formula=whole)


def _bracketed(node: ast.expr, inner: object) -> str:
    assert callable(inner)
    said = str(inner(node))
    return f"({said})" if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Pow | ast.FloorDiv) else said


_PYTHON = frozenset(
    [
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "False",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "None",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "True",
        "try",
        "while",
        "with",
        "yield",
    ]
)
