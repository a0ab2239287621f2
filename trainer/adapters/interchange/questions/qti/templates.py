"""Items whose numbers vary (QTI 2.1, 8.5 template processing) -> variables, conditions and expressions of our own.

Each template variable becomes either a variable of ours (where it is drawn at random) or an expression of such variables.
Where the file does something that cannot be said so, the item cannot be used, and the element is told.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.model import Template
from trainer.adapters.interchange.questions.qti.names import NAMES, children
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.domain.question_bank.answers import Result, Variable
from trainer.domain.question_bank.expressions import RESERVED
from trainer.domain.question_bank.schema import write_exact

if TYPE_CHECKING:
    from lxml import etree

_STEPS_OF_FLOAT = 1_000
_NAME = re.compile(r"[^\w]+")
# How tightly a sign binds; a part that binds less stands in brackets.
_OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _POWER, _WHOLE = range(8)
_SIGNS = {
    "sum": ("+", _SUM),
    "subtract": ("-", _SUM),
    "product": ("*", _PRODUCT),
    "divide": ("/", _PRODUCT),
    "integerDivide": ("//", _PRODUCT),
    "integerModulus": ("%", _PRODUCT),
    "power": ("**", _POWER),
    "gt": (" > ", _COMPARED),
    "gte": (" >= ", _COMPARED),
    "lt": (" < ", _COMPARED),
    "lte": (" <= ", _COMPARED),
    "equal": (" == ", _COMPARED),
    "match": (" == ", _COMPARED),
    "and": (" and ", _AND),
    "or": (" or ", _OR),
}
_CALLS = {"min": "min", "max": "max", "round": "round", "truncate": "int"}
# QTI 2.1, 8.4 mathOperator; "log" is the logarithm to base ten there.
_MATH = {
    **{
        name: name
        for name in [
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh",
            "exp",
            "ln",
            "abs",
            "floor",
            "ceil",
        ]
    },
    "log": "log10",
    "toDegrees": "rad2deg",
    "toRadians": "deg2rad",
}
_MOST_CHARS = 400
_LOOSE = -1


class UntranslatableError(Exception):
    """Something in a template has no counterpart.

    Args:
        what: name of the element.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class TemplateReader:
    """Reads the template of one item.

    Args:
        declarations: ``templateDeclaration`` elements.
        processing: ``templateProcessing``; None where the item has none.

    Raises:
        UntranslatableError: something in it cannot be said in our terms.
    """

    def __init__(self, declarations: list[etree._Element], processing: etree._Element | None) -> None:
        self.template = Template()
        self._values: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.is_rounded_float = False
        for declared in declarations:
            default = [one for part in children(declared, "defaultValue") for one in children(part, "value")]
            value = number(default[0].text) if default else None
            if value is not None:
                self._values[declared.get("identifier", "")] = write_exact(value)
        if processing is not None:
            self._run(processing)
        for name, said in self._values.items():
            is_name = any(variable.name == said for variable in self.template.variables)
            self.template.expressions[name] = f"{{{said}}}" if is_name else f"{{={_bare(said)}}}"

    def expression(self, element: etree._Element) -> str:
        """Write an expression of QTI in our language.

        Raises:
            UntranslatableError: it cannot be said so.
        """
        said = self._said(element)[0]
        if len(said) > _MOST_CHARS:
            raise UntranslatableError(NAMES[element.tag])
        return said

    def computed(self) -> dict[str, str]:
        """Give every template variable as an expression of drawn ones."""
        return dict(self._values)

    def results(self, rules: etree._Element | None, response: str) -> list[Result]:
        """Read from the rules of an item which numbers are accepted for a response."""
        found: list[tuple[Fraction, Result]] = []
        if rules is not None:
            for condition in children(rules, "responseCondition"):
                for branch in condition:
                    if NAMES[branch.tag] in {"responseIf", "responseElseIf"} and len(branch):
                        found += self._accepted(branch, response)
        best = max((points for points, _ in found), default=Fraction(1))
        if not found:
            key = self.template.keys.get(response)
            return [Result(key)] if key else []
        from dataclasses import replace

        from trainer.adapters.interchange.questions.qti.numbers import share

        return [replace(result, share=share(points / best)) for points, result in found if best > 0]

    def _accepted(self, branch: etree._Element, response: str) -> list[tuple[Fraction, Result]]:
        test = branch[0]
        name = NAMES[test.tag]
        if name not in {"equal", "equalRounded", "match"} or len(test) != 2:
            return []
        sides = [part for part in test if not self._is_response(part, response)]
        if len(sides) != 1:
            return []
        points = Fraction(1)
        for rule in children(branch, "setOutcomeValue"):
            value = number(rule[0].text) if len(rule) and NAMES[rule[0].tag] == "baseValue" else None
            if value is not None and "SCORE" in rule.get("identifier", "").upper():
                points = value
        side = sides[0]
        if NAMES[side.tag] == "correct":
            key = self.template.keys.get(side.get("identifier", ""))
            if key is None:
                return []
        else:
            key = self.expression(side)
        tolerance, is_relative, places = Fraction(0), False, None
        mode = test.get("toleranceMode", "exact")
        if name == "equal" and mode != "exact":
            said = number((test.get("tolerance") or "0").replace(",", " ").split()[0])
            if said is None:
                raise UntranslatableError("tolerance")
            is_relative = mode == "relative"
            tolerance = said / 100 if is_relative else said
        if name == "equalRounded":
            figures = number(test.get("figures"))
            if test.get("roundingMode") != "decimalPlaces" or figures is None or not 0 <= figures <= 12:
                raise UntranslatableError("equalRounded")
            places = int(figures)
        return [(points, Result(key, tolerance, places, is_relative=is_relative))]

    @staticmethod
    def _is_response(part: etree._Element, response: str) -> bool:
        if NAMES[part.tag] in {"roundTo", "round"} and len(part):
            part = part[0]
        return NAMES[part.tag] == "variable" and part.get("identifier") == response

    # Rules

    def _run(self, processing: etree._Element) -> None:
        for rule in processing:
            match NAMES[rule.tag]:
                case "setTemplateValue":
                    self._set(rule.get("identifier", ""), rule)
                case "setCorrectResponse":
                    self.template.keys[rule.get("identifier", "")] = self._key(rule)
                case "templateConstraint":
                    self.template.conditions.append(_bare(self.expression(rule[0])))
                case "templateCondition":
                    self._condition(rule)
                case "setDefaultValue" | "":
                    continue
                case name:
                    raise UntranslatableError(name)

    def _set(self, name: str, rule: etree._Element) -> None:
        if not len(rule):
            raise UntranslatableError("setTemplateValue")
        drawn = self._drawn(name, rule[0])
        self._values[name] = drawn.name if drawn is not None else self.expression(rule[0])

    def _key(self, rule: etree._Element) -> str:
        if not len(rule):
            raise UntranslatableError("setCorrectResponse")
        first = rule[0]
        if NAMES[first.tag] == "baseValue" and number(first.text) is None:
            # Not a number but the name of a choice.
            return (first.text or "").strip()
        return _bare(self.expression(first))

    def _condition(self, rule: etree._Element) -> None:
        """Write values that depend on a condition as ``x if c else y``."""
        branches: list[tuple[str, dict[tuple[str, str], str]]] = []
        for branch in rule:
            name = NAMES[branch.tag]
            if name not in {"templateIf", "templateElseIf", "templateElse"}:
                continue
            inner = list(branch)
            test = "" if name == "templateElse" else self.expression(inner.pop(0))
            found: dict[tuple[str, str], str] = {}
            for one in inner:
                kind = NAMES[one.tag]
                if kind not in {"setTemplateValue", "setCorrectResponse"} or not len(one):
                    raise UntranslatableError(kind)
                found[kind, one.get("identifier", "")] = self.expression(one[0])
            branches.append((test, found))
        for kind, name in dict.fromkeys(key for _, found in branches for key in found):
            known = self._values if kind == "setTemplateValue" else self.template.keys
            said = known.get(name)
            for test, found in reversed(branches):
                value = found.get((kind, name), known.get(name))
                if value is None or (said is None and test):
                    raise UntranslatableError("templateCondition")
                said = value if not test else f"({value} if {test} else {said})"
            assert said is not None
            known[name] = said

    # Expressions

    def _said(self, element: etree._Element) -> tuple[str, int]:
        """Write an expression, and tell how tightly it binds."""
        name = NAMES[element.tag]
        match name:
            case "baseValue":
                value = number(element.text)
                if value is None:
                    raise UntranslatableError(name)
                return _written(value), _WHOLE
            case "variable":
                said = self._values.get(element.get("identifier", ""))
                if said is None:
                    raise UntranslatableError(name)
                return said, _WHOLE if said.isidentifier() or number(said) is not None else _LOOSE
            case "correct":
                said = self.template.keys.get(element.get("identifier", ""))
                if said is None:
                    raise UntranslatableError(name)
                return said, _WHOLE if said.isidentifier() else _LOOSE
            case "integerToFloat":
                return self._said(element[0])
            case "not":
                return self._denied(element[0])
            case "mathConstant":
                said = {"pi": "pi", "e": "exp(1)"}.get(element.get("name", ""), "") or self._fail(name)
                return said, _WHOLE
            case "mathOperator":
                called = _MATH.get(element.get("name", "")) or self._fail(name)
                return self._call(called, element), _WHOLE
            case "roundTo":
                figures = number(element.get("figures"))
                if element.get("roundingMode") != "decimalPlaces" or figures is None:
                    raise UntranslatableError(name)
                return f"round({self._said(element[0])[0]}, {int(figures)})", _WHOLE
            case "random" | "randomInteger" | "randomFloat":
                drawn = self._drawn("", element)
                assert drawn is not None
                return drawn.name, _WHOLE
        if name in _CALLS:
            return self._call(_CALLS[name], element), _WHOLE
        return self._joined(name, [self._said(one) for one in element if NAMES[one.tag]])

    def _joined(self, name: str, parts: list[tuple[str, int]]) -> tuple[str, int]:
        if name not in _SIGNS or not parts:
            raise UntranslatableError(name)
        sign, own = _SIGNS[name]
        if name == "power" and len(parts) == 2 and parts[1][0] in {"0.5", "1/2", "(1/2)"}:
            return f"sqrt({parts[0][0]})", _WHOLE
        said = []
        for at, (text, binding) in enumerate(parts):
            # What stands behind a minus, a division or a power binds by itself, also where its sign binds alike.
            needs = own if (at == 0 and name != "power") or name in {"sum", "product", "and", "or"} else own + 1
            said.append(text if binding >= needs else f"({text})")
        return sign.join(said), own

    def _denied(self, element: etree._Element) -> tuple[str, int]:
        text, binding = self._said(element)
        if NAMES[element.tag] in {"equal", "match"} and text.count(" == ") == 1:
            return text.replace(" == ", " != "), binding
        return f"not {text}" if binding >= _NOT else f"not ({text})", _NOT

    def _call(self, called: str, element: etree._Element) -> str:
        inner = [self._said(one)[0] for one in element if NAMES[one.tag]]
        if not inner:
            raise UntranslatableError(called)
        return f"{called}({', '.join(inner)})"

    @staticmethod
    def _fail(name: str) -> str:
        raise UntranslatableError(name)

    def _drawn(self, name: str, element: etree._Element) -> Variable | None:
        """Make a variable of a value that is drawn at random; None where it is computed."""
        kind = NAMES[element.tag]
        if kind == "random":
            return self._add(name, values=self._members(element))
        if kind not in {"randomInteger", "randomFloat"}:
            return None
        low, high = self._bound(element, "min", "0"), self._bound(element, "max", "")
        if kind == "randomInteger":
            return self._add(name, low, high, self._bound(element, "step", "1"))
        self.is_rounded_float = True
        return self._add(name, low, high, (high - low) / _STEPS_OF_FLOAT if high > low else Fraction(1))

    def _members(self, element: etree._Element) -> tuple[Fraction, ...]:
        inner = element[0] if len(element) else element
        if NAMES[inner.tag] not in {"multiple", "ordered"}:
            raise UntranslatableError("random")
        found = [number(one.text) for one in inner if NAMES[one.tag] == "baseValue"]
        known = tuple(one for one in found if one is not None)
        if len(known) != len(inner) or not known:
            raise UntranslatableError("random")
        return known

    def _bound(self, element: etree._Element, key: str, default: str) -> Fraction:
        value = number(element.get(key, default))
        if value is None:
            raise UntranslatableError(NAMES[element.tag])
        return value

    def _add(
        self,
        wanted: str,
        low: Fraction = Fraction(0),
        high: Fraction = Fraction(0),
        step: Fraction = Fraction(1),
        values: tuple[Fraction, ...] = (),
    ) -> Variable:
        taken = {variable.name for variable in self.template.variables}
        base = _NAME.sub("_", wanted).strip("_") or "v"
        base = f"v{base}" if base[0].isdigit() or base in RESERVED or base == "pi" else base
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}_{count}"
        variable = Variable(name, low, high, step, values)
        self.template.variables.append(variable)
        return variable


def _written(value: Fraction) -> str:
    said = write_exact(value)
    return f"({said})" if "/" in said or said.startswith("-") else said


def _bare(said: str) -> str:
    """Take away brackets that stand around the whole."""
    while said.startswith("(") and said.endswith(")"):
        depth = 0
        for at, sign in enumerate(said):
            depth += (sign == "(") - (sign == ")")
            if depth == 0 and at < len(said) - 1:
                return said
        said = said[1:-1]
    return said
