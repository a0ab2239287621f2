"""The rules by which an item of QTI 2.x and 3.0 scores itself, tried out with responses.

Authors' programs write the same rule in a hundred ways. Instead of recognising each, the rules are run: what a response earns
is what they say it earns. Only what concerns one try by a candidate is computed; the rest is unscorable and told.

Source: QTI 2.1 information model, 8.3 (response processing, templates of appendix B) and 8.4 (expressions), CC2 templates of the
Common Cartridge profile of QTI 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti import operators
from trainer.adapters.interchange.questions.qti.areas import holds, zone_of
from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.declarations import NUMERIC, OutcomeDeclaration, pair
from trainer.adapters.interchange.questions.qti.model import (
    Declaration,
    Mapping2,
    NumberRange,
    Outcome,
    Responses,
    UnscorableError,
)
from trainer.adapters.interchange.questions.qti.names import NAMES, descendants
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.adapters.interchange.questions.qti.operators import Value
from trainer.adapters.interchange.questions.qti.rule_values import Compared

if TYPE_CHECKING:
    from lxml import etree

SCORE = "SCORE"
MAX_SCORE = "MAXSCORE"


class _EndedError(Exception):
    """An ``exitResponse`` was met."""


class Rules:
    """The rules of one item.

    Args:
        element: its ``responseProcessing``; None where it has none.
        declarations: response variables by identifier.
        outcomes: outcome variables by identifier.
        budget: shared by all items of a file.
    """

    def __init__(
        self,
        element: etree._Element | None,
        declarations: Mapping[str, Declaration],
        outcomes: Mapping[str, OutcomeDeclaration],
        budget: Budget,
    ) -> None:
        self._element = element
        self._declarations = declarations
        self._outcomes = outcomes
        self._budget = budget
        self._responses: dict[str, Value] = {}
        self._values: dict[str, Value] = {}
        # Values of template variables, one set of many.
        self.fixed: dict[str, Fraction] = {}
        self.template = template_name(element)
        self.standard = self._standard()
        self._score_name = ""
        self._compared = Compared(None if self.standard else element, declarations, self._fixed, budget)
        self._defaults: dict[str, Value] = {name: self._default(one) for name, one in outcomes.items()}

    def score(self, responses: Responses) -> Outcome:
        """Try a response; see ``model.Scorer``."""
        self._responses = {
            name: self._typed(declaration, responses.get(name, ())) for name, declaration in self._declarations.items()
        }
        if self.standard:
            return self._by_template()
        self._values = dict(self._defaults)
        assert self._element is not None
        with suppress(_EndedError):
            self._run(self._element)
        values = {name: frozenset(operators.texts(value)) for name, value in self._values.items()}
        earned = self._values.get(self._name_of_score())
        if isinstance(earned, tuple) and len(earned) == 1:
            earned = earned[0]
        return Outcome(earned if isinstance(earned, Fraction) else Fraction(0), values)

    def constants(self, response: str) -> tuple[str, ...]:
        """Give the values that rules compare a response with; see ``model.Scorer``."""
        return self._compared.constants(response)

    def ranges(self, response: str) -> tuple[NumberRange, ...]:
        """Give the ranges of numbers that rules compare a response with; see ``model.Scorer``."""
        return self._compared.ranges(response)

    def sets(self, response: str) -> tuple[tuple[str, ...], ...]:
        """Give whole responses that rules speak of; see ``model.Scorer``."""
        return self._compared.sets(response)

    def is_strict(self, response: str) -> bool:
        """Tell whether case matters; see ``model.Scorer``."""
        return self._compared.is_strict(response)

    def declared_maximum(self) -> Fraction | None:
        """Give the points of the whole item where the file declares them."""
        most = self._outcomes.get(MAX_SCORE)
        if most is not None and most.default:
            return number(most.default[0])
        scored = self._outcomes.get(SCORE)
        return scored.maximum if scored is not None else None

    # How the parts of an item name each other

    def _standard(self) -> str:
        if self.template in {"match_correct", "CC2_match", "CC2_match_basic"}:
            return "match"
        if self.template in {"map_response", "CC2_map_response"}:
            return "map"
        if self.template == "map_response_point":
            return "point"
        if self._element is not None and len(self._element):
            return ""
        declarations = self._declarations.values()
        if any(one.areas for one in declarations):
            return "point"
        if any(one.mapping is not None for one in declarations):
            return "map"
        # Without any rule, what is right is all that the file tells; without that, a person must mark it.
        return "match" if any(one.correct for one in declarations) else "none"

    def _by_template(self) -> Outcome:
        earned = Fraction(0)
        for name, declaration in self._declarations.items():
            given = self._responses[name]
            if self.standard == "point":
                earned += self._mapped_points(declaration)
            elif self.standard == "map" and declaration.mapping is not None:
                earned += mapped(declaration.mapping, given, self._budget)
            elif declaration.correct and operators.same(given, self._typed(declaration, declaration.correct)):
                earned += 1
        values = {name: frozenset(operators.texts(one)) for name, one in self._defaults.items()}
        values["FEEDBACKBASIC"] = frozenset({"correct" if earned > 0 else "incorrect"})
        return Outcome(earned, values)

    def _name_of_score(self) -> str:
        if self._score_name:
            return self._score_name
        assert self._element is not None
        numeric = [
            one.get("identifier", "")
            for one in descendants(self._element, "setOutcomeValue", "lookupOutcomeValue")
            if self._is_numeric(one.get("identifier", ""))
        ]
        named = [name for name in numeric if SCORE in name.upper() and name != MAX_SCORE]
        self._score_name = (
            SCORE if SCORE in numeric else (named or numeric or [SCORE])[-1 if SCORE not in numeric else 0]
        )
        return self._score_name

    def _is_numeric(self, name: str) -> bool:
        declared = self._outcomes.get(name)
        return declared is not None and declared.base_type in NUMERIC

    def _typed(self, declaration: Declaration, given: tuple[str, ...]) -> Value:
        if not given:
            return None
        said: list[Fraction | str] = []
        for one in given:
            if declaration.base_type in NUMERIC:
                value = number(one)
                if value is None:
                    return None
                said.append(value)
            else:
                said.append(pair(one) if declaration.base_type == "pair" else one)
        if declaration.cardinality in {"multiple", "ordered"}:
            return operators.Ordered(said) if declaration.cardinality == "ordered" else tuple(said)
        return said[0]

    def _default(self, declared: OutcomeDeclaration) -> Value:
        is_numeric = declared.base_type in NUMERIC
        if declared.default:
            said = tuple(number(one) if is_numeric else one for one in declared.default)
            kept = tuple(one for one in said if one is not None)
            return kept if declared.cardinality in {"multiple", "ordered"} else (kept[0] if kept else None)
        # QTI 2.1, 8.3: numeric outcomes begin at 0.
        return Fraction(0) if is_numeric and declared.cardinality == "single" else None

    # Rules

    def _run(self, element: etree._Element) -> None:
        for rule in element:
            self._budget.spend()
            match NAMES[rule.tag]:
                case "responseCondition":
                    self._condition(rule)
                case "setOutcomeValue":
                    parts = [part for part in rule if NAMES[part.tag]]
                    self._values[rule.get("identifier", "")] = self._value(parts[0]) if parts else None
                case "lookupOutcomeValue":
                    self._look_up(rule)
                case "responseProcessingFragment":
                    self._run(rule)
                case "exitResponse":
                    raise _EndedError
                case "responseIf" | "responseElseIf" | "responseElse" | "":
                    continue
                case name:
                    raise UnscorableError(name)

    def _condition(self, rule: etree._Element) -> None:
        for branch in rule:
            name = NAMES[branch.tag]
            if name == "responseElse":
                self._run(branch)
                return
            parts = list(branch)
            if name in {"responseIf", "responseElseIf"} and parts and self._value(parts[0]) is True:
                self._run_after(branch, parts[0])
                return

    def _run_after(self, branch: etree._Element, first: etree._Element) -> None:
        rest = [one for one in branch if one is not first]
        for rule in rest:
            holder = _Holder((rule,))
            self._run(holder)  # type: ignore[arg-type]

    def _look_up(self, rule: etree._Element) -> None:
        declared = self._outcomes.get(rule.get("identifier", ""))
        parts = list(rule)
        source = self._value(parts[0]) if parts else None
        if declared is None or not isinstance(source, Fraction):
            return
        said = declared.table.get(source, declared.table_default)
        self._values[declared.identifier] = (
            None if said is None else number(said) if declared.base_type in NUMERIC else said
        )

    # Expressions

    def _value(self, element: etree._Element) -> Value:
        self._budget.spend()
        name = NAMES[element.tag]
        match name:
            case "variable":
                said = element.get("identifier", "")
                if said in self.fixed:
                    return self.fixed[said]
                return self._values[said] if said in self._values else self._responses.get(said)
            case "correct":
                declared = self._declarations.get(element.get("identifier", ""))
                return self._typed(declared, declared.correct) if declared is not None else None
            case "default":
                outcome = self._outcomes.get(element.get("identifier", ""))
                return self._default(outcome) if outcome is not None else None
            case "mapResponse":
                declared = self._declarations.get(element.get("identifier", ""))
                if declared is None or declared.mapping is None:
                    return Fraction(0)
                return mapped(declared.mapping, self._responses[declared.identifier], self._budget)
            case "mapResponsePoint":
                declared = self._declarations.get(element.get("identifier", ""))
                return self._mapped_points(declared) if declared is not None else Fraction(0)
            case "inside":
                return self._inside(element)
            case _:
                inner = [self._value(part) for part in element if NAMES[part.tag]]
                self._budget.spend(sum(len(one) for one in inner if isinstance(one, tuple)))
                return operators.compute(name, element, inner, self._number_named)

    def _number_named(self, text: str) -> Fraction | None:
        """Read an attribute that holds a number or the name of a variable."""
        said = number(text)
        if said is not None:
            return said
        value = self.fixed.get(text, self._values.get(text))
        return value if isinstance(value, Fraction) else None

    def _inside(self, element: etree._Element) -> bool | None:
        zone = zone_of(element.get("shape", ""), element.get("coords", ""))
        points = operators.texts(next((self._value(part) for part in element), None))
        if zone is None:
            raise UnscorableError("inside")
        return any(holds(zone, *point) for point in map(_point, points) if point) if points else None

    def _mapped_points(self, declaration: Declaration) -> Fraction:
        given = [point for point in map(_point, operators.texts(self._responses[declaration.identifier])) if point]
        earned = Fraction(0)
        hit = set()
        for area in declaration.areas:
            self._budget.spend(1 + len(given))
            zone = zone_of(area.shape, area.coords)
            inside = {point for point in given if zone is not None and holds(zone, *point)}
            # Each area counts once, however many points lie in it (QTI 2.1, 8.4 mapResponsePoint).
            earned += area.points if inside else 0
            hit |= inside
        return earned + declaration.areas_default * len(set(given) - hit)

    def _fixed(self, part: etree._Element) -> Fraction | None:
        """Give the number that an expression is, whatever is answered; None where it depends on the response."""
        self._responses = dict.fromkeys(self._declarations)
        try:
            value = self._value(part)
        except UnscorableError:
            return None
        return value if isinstance(value, Fraction) else None


class _Holder(tuple[object, ...]):
    """A single rule to be run like the children of an element."""


def template_name(element: etree._Element | None) -> str:
    """Give the name of the standard template that rules refer to; empty where they are written out."""
    if element is None or any(NAMES[part.tag] for part in element):
        return ""
    said = element.get("template") or element.get("templateLocation") or ""
    return said.rstrip("/").rpartition("/")[2].removesuffix(".xml")


def mapped(mapping: Mapping2, given: Value, budget: Budget) -> Fraction:
    """Add up the points of a response (QTI 2.1, 8.4 ``mapResponse``)."""
    members = set(operators.texts(given))
    budget.spend(len(members))
    earned = Fraction(0)
    for member in members:
        found = mapping.entries.get(member)
        if found is None and mapping.folded:
            folded = member.casefold()
            found = next((mapping.entries[key] for key in mapping.folded if key.casefold() == folded), None)
        if found is None:
            found = _by_number(mapping, member)
        earned += mapping.default if found is None else found
    if mapping.low is not None:
        earned = max(earned, mapping.low)
    return earned if mapping.high is None else min(earned, mapping.high)


def _by_number(mapping: Mapping2, member: str) -> Fraction | None:
    value = number(member)
    if value is None:
        return None
    return next((points for key, points in mapping.entries.items() if number(key) == value), None)


def _point(text: str) -> tuple[float, float] | None:
    parts = [number(one) for one in text.split()]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None:
        return float(parts[0]), float(parts[1])
    return None
