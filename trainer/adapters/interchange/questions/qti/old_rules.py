"""The rules by which an item of QTI 1.2 scores itself, tried out with responses.

Programs read the standard in their own ways, and files only make sense so: several ``varequal`` about one single answer are
alternatives, though the standard joins them by "and"; a condition that adds points lets the others be looked at, though the
standard stops at the first one; Blackboard gives no points at all where feedback called "correct" says it.

Source: QTI ASI 1.2 information model, 3.6 (resprocessing, respcondition, conditionvar, setvar, displayfeedback).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.areas import holds, numbers, zone_of
from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.model import NumberRange, Outcome, Responses, UnscorableError
from trainer.adapters.interchange.questions.qti.names import NAMES, child, children, descendants, words
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.adapters.interchange.questions.qti.operators import PART

if TYPE_CHECKING:
    from lxml import etree

FEEDBACK = "FEEDBACK"
_TESTS = frozenset({"varequal", "varsubstring", "varsubset", "varinside", "vargt", "vargte", "varlt", "varlte"})
_RIGHT = re.compile(r"^(?:correct|right|true|success|pass)", re.IGNORECASE)
_FULL = re.compile(r"score\s*\.\s*max", re.IGNORECASE)


@dataclass(slots=True)
class OldVariable:
    """A response of QTI 1.2.

    Attributes:
        cardinality: ``single``, ``multiple``, ``ordered``.
        is_number: its answer is a number.
    """

    cardinality: str = "single"
    is_number: bool = False


class OldRules:
    """The rules of one item.

    Args:
        sections: its ``resprocessing`` elements.
        variables: its responses by identifier.
        aliases: identifiers of labels that stand for the response around them (Brightspace).
        budget: shared by all items of a file.
    """

    def __init__(
        self,
        sections: list[etree._Element],
        variables: Mapping[str, OldVariable],
        aliases: Mapping[str, str],
        budget: Budget,
    ) -> None:
        self._conditions = [one for section in sections for one in children(section, "respcondition")]
        self._variables = variables
        self._aliases = aliases
        self._budget = budget
        self._declared = {
            (one.get("varname") or "SCORE").strip(): one
            for section in sections
            for one in descendants(section, "decvar")
        }
        self._score = self._name_of_score()
        self._gives_points = any((self._amount(one) or 0) > 0 and self._is_score(one) for one in self._all("setvar"))
        self.standard = "" if self._conditions else "none"
        self._responses: dict[str, tuple[str, ...]] = {}
        self._by_response: dict[str, list[etree._Element]] | None = None
        self._is_met = False

    def score(self, responses: Responses) -> Outcome:
        """Try a response; see ``model.Scorer``."""
        self._responses = dict(responses)
        earned = self._start()
        shown: set[str] = set()
        self._is_met = False
        for condition in self._conditions:
            self._budget.spend()
            test = child(condition, "conditionvar")
            if test is None or not self._holds_all(test):
                continue
            self._is_met = True
            sets = False
            for rule in condition:
                name = NAMES[rule.tag]
                if name == "setvar" and self._is_score(rule):
                    earned = self._changed(earned, rule)
                    sets = sets or (rule.get("action") or "Set").lower() == "set"
                elif name == "displayfeedback":
                    shown.add(rule.get("linkrefid", ""))
            if not self._gives_points and self._praises(condition):
                earned += 1
            goes_on = (condition.get("continue") or "").lower()
            if goes_on in {"no", "false"} or (not goes_on and sets):
                break
        return Outcome(earned, {FEEDBACK: frozenset(shown)})

    def constants(self, response: str) -> tuple[str, ...]:
        """Give the values that conditions compare a response with; see ``model.Scorer``."""
        found: dict[str, None] = {}
        for test in self._tests(response):
            name = NAMES[test.tag]
            said = words(test)
            if name == "varequal":
                found[said] = None
            elif name == "varsubstring":
                found[PART + said] = None
            elif name == "varsubset":
                pair = [one.strip() for one in said.split(",")]
                found[" ".join(pair)] = None
        return tuple(found)

    def ranges(self, response: str) -> tuple[NumberRange, ...]:
        """Give the ranges of numbers that conditions speak of; see ``model.Scorer``."""
        found: dict[NumberRange, None] = {}
        seen: set[int] = set()
        for test in self._tests(response):
            value = number(words(test))
            name = NAMES[test.tag]
            if value is None:
                continue
            if name == "varequal":
                found[self._around(test, value)] = None
                continue
            above = test.getparent()
            if above is None or id(above) in seen:
                continue
            seen.add(id(above))
            low = self._bound(above, response, ("vargt", "vargte"))
            high = self._bound(above, response, ("varlt", "varlte"))
            if low is not None and high is not None and low <= high:
                found[NumberRange(low, high)] = None
        return tuple(found)

    def sets(self, response: str) -> tuple[tuple[str, ...], ...]:
        """Give the values that each condition wants together; see ``model.Scorer``."""
        wanted: dict[etree._Element, dict[str, None]] = {}
        for test in self._tests(response):
            if NAMES[test.tag] != "varequal":
                continue
            condition, is_denied = self._condition_of(test)
            if condition is not None and not is_denied:
                wanted.setdefault(condition, {})[words(test)] = None
        return tuple(dict.fromkeys(tuple(one) for one in wanted.values()))

    def is_strict(self, response: str) -> bool:
        """Tell whether case matters; see ``model.Scorer``."""
        said = [(test.get("case") or "").lower() for test in self._tests(response) if NAMES[test.tag] == "varequal"]
        return bool(said) and all(one in {"yes", "true"} for one in said)

    def areas(self, response: str) -> tuple[str, ...]:
        """Give the areas that conditions want a point in: ``shape coords`` as written."""
        return tuple(
            dict.fromkeys(
                f"{(test.get('areatype') or 'Rectangle')} {words(test)}"
                for test in self._tests(response)
                if NAMES[test.tag] == "varinside" and not self._condition_of(test)[1]
            )
        )

    def sequence(self, labels: list[str]) -> tuple[str, ...]:
        """Give the order of labels where each condition gives one label its number (Brightspace); empty elsewhere."""
        places: dict[str, Fraction] = {}
        for test in self._all("varequal"):
            value = number(words(test))
            name = (test.get("respident") or "").strip()
            if name in labels and value is not None and name not in places:
                places[name] = value
        return tuple(sorted(places, key=lambda label: places[label])) if len(places) == len(labels) > 1 else ()

    def maximum(self) -> Fraction | None:
        """Give the greatest score that the file declares; None where it says none."""
        declared = self._declared.get(self._score)
        return number(declared.get("maxvalue")) if declared is not None else None

    # Conditions

    def _holds_all(self, element: etree._Element) -> bool:
        """Tell whether everything below an element holds, the way programs mean it."""
        tests = [part for part in element if NAMES[part.tag]]
        alternatives: dict[str, list[bool]] = {}
        sequence: dict[str, list[str]] = {}
        for part in tests:
            self._budget.spend()
            if NAMES[part.tag] != "varequal":
                if not self._holds(part):
                    return False
                continue
            name = self._name(part)
            kind = self._variables.get(name, _PLAIN).cardinality
            if kind == "ordered":
                sequence.setdefault(name, []).append(words(part))
            elif kind == "single":
                alternatives.setdefault(name, []).append(self._equals(part))
            elif not self._equals(part):
                return False
        if any(list(self._responses.get(name, ())) != wanted for name, wanted in sequence.items()):
            return False
        return all(any(found) for found in alternatives.values())

    def _holds(self, element: etree._Element) -> bool:
        self._budget.spend()
        match NAMES[element.tag]:
            case "and" | "conditionvar":
                return self._holds_all(element)
            case "or":
                return any(self._holds(part) for part in element if NAMES[part.tag])
            case "not":
                return not any(self._holds(part) for part in element if NAMES[part.tag])
            case "other":
                # Where points are only said by feedback, "other" is what comes after nothing was met.
                return self._gives_points or not self._is_met
            case "unanswered":
                return not self._responses.get(self._name(element))
            case "varequal":
                return self._equals(element)
            case "varsubstring":
                said = words(element).casefold()
                return any(said in one.casefold() for one in self._given(element))
            case "varsubset":
                wanted = " ".join(one.strip() for one in words(element).split(","))
                given = self._given(element)
                return wanted in given or (bool(given) and set(wanted.split()) <= set(given))
            case "varinside":
                return self._inside(element)
            case "vargt" | "vargte" | "varlt" | "varlte":
                return self._compares(element)
            case "durequal" | "durlt" | "durlte" | "durgt" | "durgte" | "var_extension" | "":
                return False
            case name:
                raise UnscorableError(name)

    def _equals(self, element: etree._Element) -> bool:
        wanted = words(element)
        value = number(wanted) if self._variables.get(self._name(element), _PLAIN).is_number else None
        if value is not None:
            around = self._around(element, value)
            reach = abs(value) * around.tolerance if around.is_relative else around.tolerance
            given = [number(one) for one in self._given(element)]
            return any(one is not None and value - reach <= one <= value + reach for one in given)
        if (element.get("case") or "").lower() in {"yes", "true"}:
            return wanted in self._given(element)
        folded = wanted.casefold()
        return any(one.casefold() == folded for one in self._given(element))

    def _compares(self, element: etree._Element) -> bool:
        bound = number(words(element))
        given = [number(one) for one in self._given(element)]
        if bound is None or not given or given[0] is None:
            return False
        match NAMES[element.tag]:
            case "vargt":
                return given[0] > bound
            case "vargte":
                return given[0] >= bound
            case "varlt":
                return given[0] < bound
        return given[0] <= bound

    def _inside(self, element: etree._Element) -> bool:
        shape, coords = new_area(element.get("areatype") or "Rectangle", words(element))
        zone = zone_of(shape, coords)
        if zone is None:
            raise UnscorableError("varinside")
        points = [numbers(one) for one in self._given(element)]
        return any(len(point) == 2 and holds(zone, *point) for point in points)

    def _given(self, element: etree._Element) -> tuple[str, ...]:
        return self._responses.get(self._name(element), ())

    def _name(self, element: etree._Element) -> str:
        said = (element.get("respident") or "").strip()
        return self._aliases.get(said, said)

    # Points

    def _name_of_score(self) -> str:
        named = [(one.get("varname") or one.get("variablename") or "").strip() for one in self._all("setvar")]
        for name in (*named, *self._declared):
            if name.upper() == "SCORE" or name == "D2L_Correct":
                return name
        scored = [name for name in named if "score" in name.lower()]
        return (scored or named or ["SCORE"])[0]

    def _is_score(self, rule: etree._Element) -> bool:
        name = (rule.get("varname") or rule.get("variablename") or "").strip()
        return not name or name == self._score or name.upper() == self._score.upper()

    def _start(self) -> Fraction:
        declared = self._declared.get(self._score)
        return (number(declared.get("defaultval")) if declared is not None else None) or Fraction(0)

    def _amount(self, rule: etree._Element) -> Fraction | None:
        said = words(rule)
        if _FULL.fullmatch(said):
            return self.maximum() or Fraction(100)
        return number(said)

    def _changed(self, earned: Fraction, rule: etree._Element) -> Fraction:
        amount = self._amount(rule)
        if amount is None:
            raise UnscorableError("setvar")
        match (rule.get("action") or "Set").lower():
            case "add":
                return earned + amount
            case "subtract":
                return earned - amount
            case "multiply":
                return earned * amount
            case "divide":
                return earned / amount if amount else earned
        return amount

    @staticmethod
    def _praises(condition: etree._Element) -> bool:
        linked = [one.get("linkrefid", "") for one in children(condition, "displayfeedback")]
        return any(_RIGHT.match(one) for one in (*linked, condition.get("title") or ""))

    # Ranges

    @staticmethod
    def _condition_of(test: etree._Element) -> tuple[etree._Element | None, bool]:
        """Give the condition that a comparison stands in, and whether it is denied there."""
        is_denied = False
        above = test.getparent()
        while above is not None and NAMES[above.tag] != "respcondition":
            is_denied = is_denied or NAMES[above.tag] == "not"
            above = above.getparent()
        return above, is_denied

    def _around(self, test: etree._Element, value: Fraction) -> NumberRange:
        margin = number(test.get("margin"))
        if margin is None or margin <= 0:
            return NumberRange(value, value)
        if (test.get("margintype") or "").lower().startswith("percent"):
            return NumberRange(value, value, margin / 100, True)
        return NumberRange(value, value, margin)

    def _bound(self, above: etree._Element, response: str, names: tuple[str, str]) -> Fraction | None:
        found = [number(words(part)) for part in children_of(above, names) if self._name(part) == response]
        return next((one for one in found if one is not None), None)

    def _tests(self, response: str) -> list[etree._Element]:
        """Give the comparisons with a response, in the order of the file."""
        if self._by_response is None:
            self._by_response = {}
            for test in self._all(*_TESTS):
                self._by_response.setdefault(self._name(test), []).append(test)
        return self._by_response.get(response, [])

    def _all(self, *names: str) -> list[etree._Element]:
        return [one for condition in self._conditions for one in descendants(condition, *names)]


_PLAIN = OldVariable()


def new_area(shape: str, coords: str) -> tuple[str, str]:
    """Write an area of QTI 1.2 as QTI 2.x does (QTI ASI 1.2, ``rarea``)."""
    said = numbers(coords)
    kind = shape.lower()
    if kind in {"rectangle", "square"} and len(said) >= 4:
        left, top, width, height = said[:4]
        if kind == "square":
            # Canvas writes both corners here, as parts of the picture's size.
            return "rect", ",".join(f"{one * 100:.4f}%" if max(said[:4]) <= 1 else f"{one:.4f}" for one in said[:4])
        return "rect", f"{left},{top},{left + width},{top + height}"
    if kind == "ellipse" and len(said) >= 4:
        return "ellipse", f"{said[0]},{said[1]},{said[2] / 2},{said[3] / 2}"
    if kind == "ellipse" and len(said) == 3:
        return "circle", f"{said[0]},{said[1]},{said[2]}"
    if kind in {"bounded", "polygon"}:
        return "poly", ",".join(str(one) for one in said)
    return kind, coords


def children_of(element: etree._Element, names: tuple[str, ...]) -> list[etree._Element]:
    """Give the direct children of some names."""
    return [one for one in element if NAMES[one.tag] in names]
