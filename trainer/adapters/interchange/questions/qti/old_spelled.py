"""Rules that name accepted wordings by identifiers: tried with the wordings themselves."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.adapters.interchange.questions.qti.model import NumberRange, Outcome, Responses, Scorer


class SpelledRules:
    """Rules seen through the wordings of one response.

    Args:
        rules: that name labels.
        response: whose labels are accepted wordings.
        texts: wording of each label.
    """

    def __init__(self, rules: Scorer, response: str, texts: Mapping[str, str]) -> None:
        self._rules = rules
        self._response = response
        self._texts = dict(texts)
        self._labels: dict[str, str] = {}
        for label, text in texts.items():
            self._labels.setdefault(text, label)
        self.standard = rules.standard

    def score(self, responses: Responses) -> Outcome:
        """Try a response; see ``model.Scorer``."""
        given = responses.get(self._response, ())
        named = tuple(self._labels.get(one, one) for one in given)
        return self._rules.score({**responses, self._response: named})

    def constants(self, response: str) -> tuple[str, ...]:
        """Give wordings instead of labels; without rules about a label, every one of them is accepted."""
        found = self._rules.constants(response)
        if response != self._response:
            return found
        return tuple(dict.fromkeys((*(self._texts.get(one, one) for one in found), *self._texts.values())))

    def ranges(self, response: str) -> tuple[NumberRange, ...]:
        """See ``model.Scorer``."""
        return self._rules.ranges(response)

    def sets(self, response: str) -> tuple[tuple[str, ...], ...]:
        """See ``model.Scorer``."""
        return self._rules.sets(response)

    def is_strict(self, response: str) -> bool:
        """See ``model.Scorer``."""
        return self._rules.is_strict(response)
