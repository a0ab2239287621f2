"""The language of parameterised questions: arithmetic with names, exact as long as the numbers are.

``+ - * / // % **`` (also ``^``, ``×``, ``÷`` and full-width signs), comparisons, ``and or not``, ``x if c else y``, and the
functions of :data:`FUNCTIONS`: those of Moodle's calculated questions that give numbers. Every value is an exact fraction;
where a result is irrational it is computed to 50 significant digits, alike on every machine.

An expression is text from strangers. It is cut into known signs first, so that neither a quotation mark nor a dot behind a
name gets any further; Python's own parser then only arranges them, and every node of what it gives must be on the list
below. Length, depth and the size of numbers are bounded, so nothing here can take long.

Source: the functions are those of https://docs.moodle.org/en/Calculated_question_type without the ones for notation
(``bindec`` and its kin) and for infinities, which exact fractions do not have.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.functions import FUNCTIONS, MOST_BITS, any_power
from trainer.domain.question_bank.irrational import PI, Undefined

MOST_CHARS = 500
MOST_DEPTH = 60

_SIGNS = str.maketrans("（）＋－×÷＊／，．＜＞％＝＾−、", "()+-*/*/,.<>%=^-,")
# There is nothing to assign here, so one sign of equality can only mean two.
_MEANT = {"^": "**", "=": "=="}
_WORDS = {"≤": "<=", "≥": ">=", "≠": "!="}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(?![\w.])"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>\*\*|//|<=|>=|==|!=|[-+*/%<>(),^=]))"
)
_COMPARED: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
}


_COMPUTED: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: Fraction(a // b),
    ast.Mod: lambda a, b: a % b,
    ast.Pow: any_power,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was found sound.

    Attributes:
        text: as written.
        tree: of listed nodes only; a whole number in it stands for that entry of ``numbers``.
        numbers: exact.
        names: variables it needs.
        is_condition: it says yes or no instead of a number.
    """

    text: str
    tree: ast.expr
    numbers: tuple[Fraction, ...]
    names: frozenset[str]
    is_condition: bool


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Read an expression.

    Raises:
        Refusal: ``expression_long``, ``expression_unreadable``, ``expression_deep``, ``expression_function_unknown``,
            ``expression_arguments`` or ``expression_mixed`` (a condition where a number belongs, or the other way).
    """
    if len(text) > MOST_CHARS:
        raise Refusal("expression_long", expression=text[:60], most=MOST_CHARS)
    source, numbers = _cut(text)
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Refusal("expression_unreadable", expression=text) from error
    if _depth(tree) > MOST_DEPTH:
        raise Refusal("expression_deep", expression=text, most=MOST_DEPTH)
    names: set[str] = set()
    is_condition = _says_truth(tree, text, names)
    return Expression(text, tree, numbers, frozenset(names), is_condition)


def evaluate(text: str, values: Mapping[str, Fraction]) -> Fraction:
    """Compute an expression.

    Raises:
        Refusal: those of :func:`parse`; ``expression_name_unknown``, ``expression_divides_by_zero``,
            ``expression_undefined`` (the root of a negative number ...), ``expression_too_large``, and
            ``expression_mixed`` for a condition.
    """
    expression = _checked(text, values, is_condition=False)
    with _telling(text):
        return _Sheet(expression.numbers, values).number(expression.tree)


def holds(text: str, values: Mapping[str, Fraction]) -> bool:
    """Tell whether a condition holds.

    Raises:
        Refusal: as :func:`evaluate`; ``expression_mixed`` where it is a number.
    """
    expression = _checked(text, values, is_condition=True)
    with _telling(text):
        return _Sheet(expression.numbers, values).truth(expression.tree)


def _cut(text: str) -> tuple[str, tuple[Fraction, ...]]:
    """Cut a text into known signs; numbers become places in a list, so that no float ever comes in between."""
    plain = text.translate(_SIGNS)
    for sign, written in _WORDS.items():
        plain = plain.replace(sign, written)
    plain = plain.rstrip()
    numbers: list[Fraction] = []
    tokens: list[str] = []
    at = 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise Refusal("expression_unreadable", expression=text)
        at = found.end()
        if found["number"]:
            tokens.append(str(len(numbers)))
            numbers.append(Fraction(found["number"]))
        elif found["sign"] in _MEANT:
            tokens.append(_MEANT[found["sign"]])
        else:
            tokens.append(found["name"] or found["sign"])
    return " ".join(tokens), tuple(numbers)


def _depth(tree: ast.expr) -> int:
    deepest = 0
    waiting: list[tuple[ast.AST, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return deepest


def _says_truth(node: ast.expr, text: str, names: set[str]) -> bool:
    """Check that every node is listed and fits where it stands; tell whether it says yes or no."""

    def want(inner: ast.expr, *, truth: bool) -> None:
        if _says_truth(inner, text, names) is not truth:
            raise Refusal("expression_mixed", expression=text)

    match node:
        # The words for true and false are whole numbers to Python.
        case ast.Constant(value=int() as place) if not isinstance(place, bool):
            return False
        case ast.Name(id=name):
            if name not in _CONSTANTS:
                names.add(name)
            return False
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _COMPUTED:
            want(left, truth=False)
            want(right, truth=False)
            return False
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=inner):
            want(inner, truth=False)
            return False
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            want(inner, truth=True)
            return True
        case ast.Compare(left=left, ops=signs, comparators=others) if all(type(sign) in _COMPARED for sign in signs):
            for inner in (left, *others):
                want(inner, truth=False)
            return True
        case ast.BoolOp(values=inners):
            for inner in inners:
                want(inner, truth=True)
            return True
        case ast.IfExp(test=test, body=body, orelse=other):
            want(test, truth=True)
            is_truth = _says_truth(body, text, names)
            want(other, truth=is_truth)
            return is_truth
        case ast.Call(func=ast.Name(id=name), args=inners, keywords=[]):
            if name not in FUNCTIONS:
                raise Refusal("expression_function_unknown", expression=text, name=name)
            least, most, _ = FUNCTIONS[name]
            if not least <= len(inners) <= most:
                raise Refusal("expression_arguments", expression=text, name=name, least=least, most=most)
            for inner in inners:
                want(inner, truth=False)
            return False
        case _:
            raise Refusal("expression_unreadable", expression=text)


def _checked(text: str, values: Mapping[str, Fraction], *, is_condition: bool) -> Expression:
    expression = parse(text)
    if expression.is_condition is not is_condition:
        raise Refusal("expression_mixed", expression=text)
    unknown = expression.names - values.keys()
    if unknown:
        raise Refusal("expression_name_unknown", expression=text, name=min(unknown))
    return expression


@contextmanager
def _telling(text: str) -> Iterator[None]:
    """Turn what arithmetic refuses into words for people."""
    try:
        yield
    except ZeroDivisionError as error:
        raise Refusal("expression_divides_by_zero", expression=text) from error
    except Undefined as error:
        raise Refusal("expression_undefined", expression=text) from error
    except ArithmeticError as error:
        # Fractions and decimals each have their own word for too much.
        raise Refusal("expression_too_large", expression=text) from error


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What an expression is computed with."""

    numbers: tuple[Fraction, ...]
    values: Mapping[str, Fraction]

    def number(self, node: ast.expr) -> Fraction:
        match node:
            case ast.Constant(value=int() as place):
                return self.numbers[place]
            case ast.Name(id=name):
                return _CONSTANTS[name] if name in _CONSTANTS else self.values[name]
            case ast.BinOp(left=left, op=sign, right=right):
                return _bounded(_COMPUTED[type(sign)](self.number(left), self.number(right)))
            case ast.UnaryOp(op=sign, operand=inner):
                return -self.number(inner) if isinstance(sign, ast.USub) else self.number(inner)
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.number(body if self.truth(test) else other)
            case ast.Call(func=ast.Name(id=name), args=inners):
                return _bounded(FUNCTIONS[name][2](*(self.number(inner) for inner in inners)))
        raise AssertionError("a node that parsing let through")

    def truth(self, node: ast.expr) -> bool:
        match node:
            case ast.UnaryOp(operand=inner):
                return not self.truth(inner)
            case ast.Compare(left=left, ops=signs, comparators=others):
                row = [self.number(inner) for inner in (left, *others)]
                return all(_COMPARED[type(sign)](row[n], row[n + 1]) for n, sign in enumerate(signs))
            case ast.BoolOp(op=sign, values=inners):
                every = (self.truth(inner) for inner in inners)
                return all(every) if isinstance(sign, ast.And) else any(every)
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.truth(body if self.truth(test) else other)
        raise AssertionError("a node that parsing let through")


def _bounded(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        raise OverflowError
    return value


_CONSTANTS: Mapping[str, Fraction] = {"pi": PI}
RESERVED = frozenset(FUNCTIONS) | frozenset({"and", "or", "not", "if", "else"})
