"""Operators of QTI's expressions: values in, value out.

A value is None (NULL), a truth value, an exact number, a text, or a container of numbers and texts (an ``Ordered`` where order
matters).

Source: QTI 2.1 information model, 8.4 expressions; each operator gives NULL where one of its parts is NULL unless it says
otherwise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from trainer.adapters.interchange.questions.qti.model import UnscorableError
from trainer.adapters.interchange.questions.qti.numbers import number

if TYPE_CHECKING:
    from lxml import etree

# A response that stands for "whatever fits this pattern": patterns of strangers are never run.
PATTERN = "\ue0f2"
# A response that stands for "anything that holds these words".
PART = "\ue0f3"
_HIGHEST_POWER = 60
_LONGEST = 4_000


class Ordered(tuple["Fraction | str", ...]):
    """A container in which order matters."""

    __slots__ = ()


Value: TypeAlias = "bool | Fraction | str | tuple[Fraction | str, ...] | None"


def texts(value: Value) -> tuple[str, ...]:
    """Give what a value holds, each as a text."""
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(_text(one) for one in value)
    return (_text(value),)


def same(one: Value, other: Value) -> bool | None:
    """Compare as ``match`` does: containers without order regardless of order."""
    if one is None or other is None:
        return None
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if not isinstance(one, tuple) and not isinstance(other, tuple):
        return one == other
    first = one if isinstance(one, tuple) else (one,)
    second = other if isinstance(other, tuple) else (other,)
    if isinstance(one, Ordered) or isinstance(other, Ordered):
        return len(first) == len(second) and all(_equal(a, b) for a, b in zip(first, second, strict=True))
    return Counter(map(_key, first)) == Counter(map(_key, second))


def compute(
    name: str, element: etree._Element, inner: Sequence[Value], named: Callable[[str], Fraction | None]
) -> Value:
    """Compute an operator whose parts are known.

    Args:
        name: of the operator.
        element: for its attributes.
        inner: values of its parts.
        named: reads an attribute that holds a number or a variable's name.

    Raises:
        UnscorableError: the operator is not known here.
    """
    if name == "baseValue":
        return _base_value(element)
    if name == "null":
        return None
    if name == "isNull":
        return inner[0] is None or inner[0] == () or inner[0] == "" if inner else True
    if name in {"and", "or", "anyN"}:
        return _logic(name, element, inner, named)
    if name in {"multiple", "ordered"}:
        members = [member for one in inner for member in _members(one)]
        if not members:
            return None
        return Ordered(members) if name == "ordered" else tuple(members)
    if name == "containerSize":
        return Fraction(len(_members(inner[0])) if inner else 0)
    known = _OPERATORS.get(name)
    if known is None or not inner:
        raise UnscorableError(name)
    if any(one is None for one in inner):
        return None
    return known(element, inner, named)


def half_step(value: Fraction, mode: str, figures: int) -> Fraction:
    """Give how far a number may be off and still round to the same."""
    if mode == "decimalPlaces":
        return Fraction(1, 2 * 10**figures)
    if value == 0:
        return Fraction(0)
    place = len(str(int(abs(value)))) if abs(value) >= 1 else 1 - _leading_zeros(abs(value))
    return Fraction(10) ** (place - figures) / 2


def _leading_zeros(value: Fraction) -> int:
    zeros = 1
    while value * 10**zeros < 1 and zeros < 60:
        zeros += 1
    return zeros


def _base_value(element: etree._Element) -> Value:
    said = (element.text or "").strip()
    base_type = element.get("baseType", "identifier")
    if base_type in {"float", "integer"}:
        value = number(said)
        if value is None:
            raise UnscorableError("baseValue")
        return value
    if base_type == "boolean":
        return said.lower() in {"true", "1"}
    return " ".join(sorted(said.split())) if base_type == "pair" else said


def _logic(
    name: str, element: etree._Element, inner: Sequence[Value], named: Callable[[str], Fraction | None]
) -> bool | None:
    true = sum(one is True for one in inner)
    unknown = sum(one is None for one in inner)
    if name == "and":
        return None if unknown and true + unknown == len(inner) else true == len(inner)
    if name == "or":
        return True if true else None if unknown else False
    low, high = named(element.get("min", "0")), named(element.get("max", "0"))
    return low is not None and high is not None and low <= true <= high


def _members(value: Value) -> tuple[Fraction | str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return (str(value).lower(),)
    return value if isinstance(value, tuple) else (value,)


def _text(value: Fraction | str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def _key(value: Fraction | str) -> Fraction | str:
    return value


def _equal(one: Fraction | str, other: Fraction | str) -> bool:
    return one == other


def _numbers(inner: Sequence[Value], what: str) -> list[Fraction]:
    found: list[Fraction] = []
    for one in inner:
        for member in _members(one):
            value = member if isinstance(member, Fraction) else number(member)
            if value is None:
                raise UnscorableError(what)
            found.append(value)
    return found


def _compare(test: Callable[[Fraction, Fraction], bool]) -> Operator:
    def compare(_element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
        found = _numbers(inner, "compare")
        return len(found) == 2 and test(found[0], found[1])

    return compare


def _reckon(rule: Callable[[list[Fraction]], Fraction | None]) -> Operator:
    def reckon(_element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
        value = rule(_numbers(inner, "reckon"))
        # Repeated multiplication must not grow numbers without end.
        if value is not None and (abs(value.numerator) > 10**_HIGHEST_POWER or value.denominator > 10**_HIGHEST_POWER):
            raise UnscorableError("product")
        return value

    return reckon


def _equal_numbers(element: etree._Element, inner: Sequence[Value], named: Named) -> Value:
    found = _numbers(inner, "equal")
    if len(found) != 2:
        return False
    one, other = found
    mode = element.get("toleranceMode", "exact")
    said = [named(word) for word in (element.get("tolerance") or "").replace(",", " ").split()]
    known = [one for one in said if one is not None]
    if mode == "exact" or not known:
        return one == other
    below, above = known[0], known[-1]
    if mode == "relative":
        below, above = abs(one) * below / 100, abs(one) * above / 100
    return one - below <= other <= one + above


def _equal_rounded(element: etree._Element, inner: Sequence[Value], named: Named) -> Value:
    found = _numbers(inner, "equalRounded")
    figures = named(element.get("figures", ""))
    if len(found) != 2 or figures is None or not 0 <= figures <= 30:
        return False
    mode = element.get("roundingMode", "significantFigures")
    return rounded(found[0], mode, int(figures)) == rounded(found[1], mode, int(figures))


def rounded(value: Fraction, mode: str, figures: int) -> Fraction:
    """Round half away from zero to decimal places or significant figures."""
    step = 2 * half_step(value, mode, figures)
    if step == 0:
        return value
    away = math.floor(abs(value) / step + Fraction(1, 2)) * step
    return -away if value < 0 else away


def _string_match(element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
    one, other = (_joined(part) for part in (*inner, "")[:2])
    if element.get("caseSensitive", "true").strip().lower() in {"false", "0"}:
        one, other = one.casefold(), other.casefold()
    if element.get("substring", "false").strip().lower() == "true":
        return other in one
    return one == other


def _substring(element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
    one, other = (_joined(part) for part in (*inner, "")[:2])
    if element.get("caseSensitive", "true").strip().lower() in {"false", "0"}:
        one, other = one.casefold(), other.casefold()
    return one in other


def _pattern_match(element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
    return _joined(inner[0]) == PATTERN + element.get("pattern", "")


def _joined(value: Value) -> str:
    return " ".join(texts(value))[:_LONGEST]


def _index(element: etree._Element, inner: Sequence[Value], named: Named) -> Value:
    members, place = _members(inner[0]), named(element.get("n", ""))
    if place is None or not 1 <= place <= len(members):
        return None
    return members[int(place) - 1]


def _delete(_element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
    gone = set(_members(inner[0]))
    kept = tuple(one for one in _members(inner[-1]) if one not in gone)
    return kept or None


def _contains(_element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
    whole, part = _members(inner[0]), _members(inner[-1])
    if isinstance(inner[0], Ordered):
        return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
    return not Counter(part) - Counter(whole)


def _member(_element: etree._Element, inner: Sequence[Value], _named: Named) -> Value:
    wanted = _members(inner[0])
    return len(wanted) == 1 and wanted[0] in _members(inner[-1])


def _round_to(element: etree._Element, inner: Sequence[Value], named: Named) -> Value:
    figures = named(element.get("figures", ""))
    if figures is None or not 0 <= figures <= 30:
        return None
    return rounded(_numbers(inner, "roundTo")[0], element.get("roundingMode", "significantFigures"), int(figures))


def _power(found: list[Fraction]) -> Fraction | None:
    base, exponent = found
    if exponent.denominator != 1 or abs(exponent) > _HIGHEST_POWER or (base == 0 and exponent < 0):
        raise UnscorableError("power")
    return base ** int(exponent)


def _divide(found: list[Fraction]) -> Fraction | None:
    return None if found[1] == 0 else found[0] / found[1]


def _whole_divide(found: list[Fraction]) -> Fraction | None:
    return None if found[1] == 0 else Fraction(found[0] // found[1])


def _modulus(found: list[Fraction]) -> Fraction | None:
    return None if found[1] == 0 else found[0] % found[1]


Named: TypeAlias = Callable[[str], "Fraction | None"]
Operator: TypeAlias = "Callable[[etree._Element, Sequence[Value], Named], Value]"

_OPERATORS: dict[str, Operator] = {
    "match": lambda _element, inner, _named: same(inner[0], inner[-1]),
    "not": lambda _element, inner, _named: inner[0] is False,
    "member": _member,
    "contains": _contains,
    "equal": _equal_numbers,
    "equalRounded": _equal_rounded,
    "stringMatch": _string_match,
    "substring": _substring,
    "patternMatch": _pattern_match,
    "index": _index,
    "delete": _delete,
    "gt": _compare(lambda a, b: a > b),
    "gte": _compare(lambda a, b: a >= b),
    "lt": _compare(lambda a, b: a < b),
    "lte": _compare(lambda a, b: a <= b),
    "sum": _reckon(lambda found: sum(found, Fraction(0))),
    "subtract": _reckon(lambda found: found[0] - found[1]),
    "product": _reckon(lambda found: math.prod(found, start=Fraction(1))),
    "divide": _reckon(_divide),
    "power": _reckon(_power),
    "min": _reckon(min),
    "max": _reckon(max),
    "integerDivide": _reckon(_whole_divide),
    "integerModulus": _reckon(_modulus),
    "round": _reckon(lambda found: Fraction(math.floor(found[0] + Fraction(1, 2)))),
    "truncate": _reckon(lambda found: Fraction(math.trunc(found[0]))),
    "integerToFloat": _reckon(lambda found: found[0]),
    "roundTo": _round_to,
}
