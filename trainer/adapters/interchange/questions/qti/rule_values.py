"""What the rules of an item compare its responses with: values, patterns, ranges of numbers, whole sets.

These are the responses worth trying; ``rules`` then says what each of them earns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti import operators
from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.model import Declaration, NumberRange, UnscorableError
from trainer.adapters.interchange.questions.qti.names import NAMES, descendants
from trainer.adapters.interchange.questions.qti.numbers import number

if TYPE_CHECKING:
    from lxml import etree

_COMPARING = (
    "match",
    "equal",
    "equalRounded",
    "stringMatch",
    "member",
    "contains",
    "patternMatch",
    "substring",
    "containerSize",
)


# Looking whether a value is denied costs some steps upwards.
_CLIMB = 5
_BRANCHES = frozenset({"responseIf", "responseElseIf", "setOutcomeValue", "responseProcessing"})


class Compared:
    """What the rules of one item speak of.

    Args:
        element: its ``responseProcessing``; None where standard rules or none hold.
        declarations: response variables by identifier.
        budget: of the file.
        fixed: gives the number that an expression is, whatever is answered; None where it is none.
    """

    def __init__(
        self,
        element: etree._Element | None,
        declarations: Mapping[str, Declaration],
        fixed: Callable[[etree._Element], Fraction | None],
        budget: Budget,
    ) -> None:
        self._element = element
        self._declarations = declarations
        self._computed = fixed
        self._budget = budget
        self._found: dict[str, list[etree._Element]] = {}

    def constants(self, response: str) -> tuple[str, ...]:
        """Give the values that rules compare a response with; see ``model.Scorer``."""
        found: dict[str, None] = {}
        declaration = self._declarations.get(response)
        if declaration is not None:
            found = dict.fromkeys(declaration.correct)
            if declaration.mapping is not None:
                found |= dict.fromkeys(declaration.mapping.entries)
        if self._element is not None:
            for comparison in self._about(response, _COMPARING):
                if NAMES[comparison.tag] == "patternMatch":
                    found[operators.PATTERN + comparison.get("pattern", "")] = None
                mark = operators.PART if _is_part(comparison) else ""
                found |= dict.fromkeys(mark + (one.text or "").strip() for one in descendants(comparison, "baseValue"))
        return tuple(found)

    def ranges(self, response: str) -> tuple[NumberRange, ...]:
        """Give the ranges of numbers that rules compare a response with; see ``model.Scorer``."""
        if self._element is None:
            return ()
        found: dict[NumberRange, None] = {}
        for test in self._about(response, ("equal", "equalRounded", "and")):
            one = self._between(test, response) if NAMES[test.tag] == "and" else self._range(test, response)
            if one is not None:
                found[one] = None
        return tuple(found)

    def sets(self, response: str) -> tuple[tuple[str, ...], ...]:
        """Give whole responses that rules speak of; see ``model.Scorer``."""
        if self._element is None:
            return ()
        found: dict[tuple[str, ...], None] = {}
        with suppress(UnscorableError):
            for test in self._about(response, ("multiple", "ordered", "and", *_COMPARING)):
                values = descendants(test, "baseValue")
                self._budget.spend(len(values) * _CLIMB)
                named = tuple(dict.fromkeys((one.text or "").strip() for one in values if not _is_denied(one, test)))
                if named:
                    found[named] = None
        return tuple(found)[:200]

    def is_strict(self, response: str) -> bool:
        """Tell whether case matters; see ``model.Scorer``."""
        declared = self._declarations.get(response)
        if declared is not None and declared.mapping is not None and declared.mapping.entries:
            return declared.mapping.is_strict
        if self._element is None:
            return False
        tests = [
            one.get("caseSensitive", "").strip().lower() for one in self._about(response, ("stringMatch", "substring"))
        ]
        return bool(tests) and all(one in {"true", "1"} for one in tests)

    def _about(self, response: str, names: tuple[str, ...]) -> list[etree._Element]:
        """Give the parts of the rules of some names that hold a response, in the order of the file."""
        if not self._found and self._element is not None:
            self._look()
        return [one for one in self._found.get(response, ()) if NAMES[one.tag] in names]

    def _look(self) -> None:
        """Note for every response which expressions hold it, by climbing from each place where it stands."""
        assert self._element is not None
        noted: dict[str, dict[etree._Element, None]] = {name: {} for name in self._declarations}
        with suppress(UnscorableError):
            for variable in descendants(self._element, "variable"):
                name = variable.get("identifier", "")
                if name not in noted:
                    continue
                above = variable.getparent()
                while above is not None and NAMES[above.tag] not in _BRANCHES:
                    self._budget.spend()
                    noted[name][above] = None
                    above = above.getparent()
        self._found = {name: list(found) for name, found in noted.items()} or {"": []}

    # Ranges of numbers

    def _range(self, test: etree._Element, response: str) -> NumberRange | None:
        values = [self._fixed(part, response) for part in test]
        value = next((one for one in values if one is not None), None)
        if value is None:
            return None
        if NAMES[test.tag] == "equalRounded":
            figures = number(test.get("figures"))
            if figures is None or not 0 <= figures <= 30:
                return None
            return NumberRange(value, value, operators.half_step(value, test.get("roundingMode", ""), int(figures)))
        said = [number(one) for one in (test.get("tolerance") or "").replace(",", " ").split()]
        known = [one for one in said if one is not None]
        mode = test.get("toleranceMode", "exact")
        if mode == "exact" or not known:
            return NumberRange(value, value)
        low, high = known[0], known[-1]
        if low != high:
            reach = abs(value) / 100 if mode == "relative" else Fraction(1)
            return NumberRange(value - low * reach, value + high * reach)
        if mode == "relative":
            return NumberRange(value, value, low / 100, True)
        return NumberRange(value, value, low)

    def _between(self, test: etree._Element, response: str) -> NumberRange | None:
        low = high = None
        for part in test:
            name = NAMES[part.tag]
            sides = list(part)
            if name not in {"gt", "gte", "lt", "lte"} or len(sides) != 2:
                continue
            first, second = self._fixed(sides[0], response), self._fixed(sides[1], response)
            if second is not None:
                low, high = (second, high) if name in {"gt", "gte"} else (low, second)
            elif first is not None:
                low, high = (low, first) if name in {"gt", "gte"} else (first, high)
        return NumberRange(low, high) if low is not None and high is not None and low <= high else None

    def _fixed(self, part: etree._Element, response: str) -> Fraction | None:
        """Give the number that a side of a comparison is, if it is not the response."""
        if NAMES[part.tag] == "variable" and part.get("identifier") == response:
            return None
        return self._computed(part)


def _is_part(comparison: etree._Element) -> bool:
    """Tell a comparison that is content with a part of the response."""
    name = NAMES[comparison.tag]
    return name == "substring" or (name == "stringMatch" and comparison.get("substring", "").strip().lower() == "true")


def _is_denied(element: etree._Element, within: etree._Element) -> bool:
    above = element.getparent()
    while above is not None and above is not within:
        if NAMES[above.tag] == "not":
            return True
        above = above.getparent()
    return False
