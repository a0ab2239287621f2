"""Find out what responses earn, by trying them: the bridge from an item's rules to shares of a question.

The empty response is the zero from which everything is counted, because old items begin at one point and add to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.declarations import pair
from trainer.adapters.interchange.questions.qti.model import Declaration, Item, Outcome, UnscorableError
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.adapters.interchange.questions.qti.rules import mapped

NOTHING = Fraction(0)
_ENOUGH = 10**9
# Standard rules say no more than the declarations do.
_BY_DECLARATION = frozenset({"match", "map"})


class Probe:
    """Tries responses on one item.

    Args:
        item: with its declarations and rules.
    """

    def __init__(self, item: Item) -> None:
        self.item = item
        self._seen: dict[tuple[tuple[str, tuple[str, ...]], ...], Outcome | None] = {}
        # Responses that stand beside the one that is tried: in items that earn something only as a whole.
        self._beside: dict[str, tuple[str, ...]] = {}
        self.is_lost = False
        # A right and a wrong response to each interaction, and what can be given by itself; noted by those who build.
        self.right: dict[str, tuple[str, ...]] = {}
        self.wrong: dict[str, tuple[str, ...]] = {}
        self.alone: dict[str, list[tuple[str, ...]]] = {}

    def note(
        self, response: str, right: Iterable[str], wrong: Iterable[str], alone: Iterable[tuple[str, ...]] = ()
    ) -> None:
        """Remember a right and a wrong response, and single ones, for the texts of feedback."""
        self.right[response], self.wrong[response], self.alone[response] = tuple(right), tuple(wrong), list(alone)

    @property
    def standard(self) -> str:
        """Name of the item's rules where they are standard ones; empty where they are its own."""
        scorer = self.item.scorer
        return scorer.standard if scorer is not None and not self.is_lost else "none"

    def declaration(self, response: str) -> Declaration:
        """Give a response variable; one without a key where the item declares none."""
        return self.item.declarations.get(response) or Declaration(response)

    def outcome(self, responses: dict[str, tuple[str, ...]]) -> Outcome | None:
        """Try a whole response; None where the rules cannot be computed, which is told once."""
        key = tuple(sorted(responses.items()))
        if key not in self._seen:
            scorer = self.item.scorer
            try:
                self._seen[key] = scorer.score(responses) if scorer is not None and not self.is_lost else None
            except UnscorableError as error:
                self.is_lost = True
                self._seen = {key: None}
                self.item.notes.warn("qti_rules_unknown", element=error.what)
        return self._seen[key]

    def worth(self, response: str, given: Iterable[str]) -> Fraction:
        """Give the points that an answer to one interaction earns by itself."""
        values = tuple(given)
        if self.is_lost or (self.standard in _BY_DECLARATION and not self._beside):
            return self._declared_worth(response, values)
        empty = self.outcome({name: one for name, one in self._beside.items() if name != response})
        tried = self.outcome({**self._beside, response: values})
        if empty is None or tried is None:
            return self._declared_worth(response, values)
        return tried.score - empty.score

    def use_whole(self, key: dict[str, tuple[str, ...]]) -> None:
        """From now on try every answer beside the right answers of all other interactions."""
        self._beside = dict(key)

    def shown(self, responses: dict[str, tuple[str, ...]]) -> set[int]:
        """Tell which of the item's texts of feedback are shown after a response, by their index."""
        tried = self.outcome(responses)
        if tried is None:
            return set()
        return {
            index
            for index, told in enumerate(self.item.feedbacks)
            if (told.identifier in tried.values.get(told.outcome, frozenset())) == told.shows
        }

    def _declared_worth(self, response: str, values: tuple[str, ...]) -> Fraction:
        declared = self.declaration(response)
        if declared.mapping is not None:
            return mapped(declared.mapping, values, Budget(_ENOUGH))
        return Fraction(bool(declared.correct) and is_same(declared, values, declared.correct))


def is_same(declared: Declaration, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Compare two responses as the variable's type wants it."""
    if declared.base_type in {"float", "integer"}:
        return [number(value) for value in one] == [number(value) for value in other]
    if declared.base_type == "pair":
        one, other = tuple(map(pair, one)), tuple(map(pair, other))
    return one == other if declared.cardinality == "ordered" else sorted(one) == sorted(other)
