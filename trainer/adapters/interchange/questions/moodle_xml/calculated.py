"""Calculated questions of Moodle: numbers that vary, and formulas for the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.adapters.interchange.questions.cloze_gaps import BEFORE, BEHIND
from trainer.adapters.interchange.questions.moodle_choices import single_choices
from trainer.adapters.interchange.questions.moodle_formulas import FormulaError, our_names, take_places, to_ours
from trainer.adapters.interchange.questions.moodle_numbers import exact
from trainer.adapters.interchange.questions.moodle_xml import plain
from trainer.adapters.interchange.questions.moodle_xml.asked import Asked
from trainer.adapters.interchange.questions.moodle_xml.in_hand import bare
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import NOTHING, WHOLE, Attachment, Choice, Feedback, Result, Variable
from trainer.domain.question_bank.question import Kind, Question

if TYPE_CHECKING:
    from lxml import etree

_PLACE = re.compile(f"{BEFORE}(\\d+){BEHIND}")
_RELATIVE, _NOMINAL, _GEOMETRIC = "1", "2", "3"
_DECIMALS = "1"
_MOST_PLACES = 12
# The values of a variable that Moodle keeps are at most a hundred.
_MOST_VALUES = 1000


def calculated(asked: Asked) -> Question:
    """Read a question whose key is a number that is computed."""
    reader = _Reader(asked)
    results = []
    for element in asked.answers:
        text, why = asked.wording(element)
        share = _share(asked, element)
        parts = {child.tag: bare(child) for child in element if child.tag != "feedback"}
        if text == "*" or not text:
            asked.note("moodle_catch_all_lost", Severity.NOTICE if share <= 0 else Severity.WARNING)
            continue
        expression = reader.expression(text)
        tolerance = exact(parts.get("tolerance", "") or "0")
        if expression is None or tolerance is None:
            continue
        kind = parts.get("tolerancetype", _RELATIVE) or _RELATIVE
        if kind == _GEOMETRIC:
            asked.note("moodle_tolerance_geometric", Severity.NOTICE)
        places = reader.places(parts)
        why = reader.filled(why)
        results.append(Result(expression, abs(tolerance), places, share, why, kind != _NOMINAL))
    return reader.question(results=tuple(results), units=plain.units(asked), unit_needed=plain.unit_needed(asked))


def calculatedmulti(asked: Asked) -> Question:
    """Read choices that are computed."""
    reader = _Reader(asked)
    if not asked.flag("single", True):
        asked.note("moodle_calculated_several", Severity.ERROR)
    found = []
    for element in asked.answers:
        parts = {child.tag: bare(child) for child in element if child.tag not in {"feedback", "text"}}
        places = reader.places(parts)
        raw, form, why, files = "", None, "", None
        for child in element:
            if child.tag == "text":
                raw, form = "".join(map(str, child.itertext())), element.get("format")
            elif child.tag == "file":
                files = asked.keep_file(child, files)
            elif child.tag == "feedback":
                why = reader.filled(asked.said(child))
        text = reader.markdown(raw, form, places, files)
        if text:
            found.append((text, why, _share(asked, element)))
    choices: tuple[Choice, ...] = single_choices(asked, found)
    return reader.question(choices=choices, is_shuffled=asked.flag("shuffleanswers", False))


class _Reader:
    """What the answers of one question share: its variables."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        definitions = asked.one.get("dataset_definitions")
        found = [] if definitions is None else [_Definition(one) for one in definitions]
        self.names: Mapping[str, str] = our_names([one.name for one in found if one.name])
        self.variables = tuple(variable for one in found if one.name and (variable := self._variable(one)) is not None)
        if sum(len(variable.values) > 1 for variable in self.variables) > 1:
            asked.note("moodle_values_apart", Severity.NOTICE)

    def expression(self, formula: str) -> str | None:
        """Give a formula as an expression of ours; None, with a finding, where it cannot be said."""
        try:
            return to_ours(formula, self.names)
        except FormulaError as error:
            self.asked.note(error.code, Severity.ERROR, **error.facts)
            return None

    def places(self, parts: Mapping[str, str]) -> int | None:
        """Give the decimals that a result is rounded to."""
        length = exact(parts.get("correctanswerlength", "") or "2")
        if parts.get("correctanswerformat", _DECIMALS) != _DECIMALS:
            self.asked.note("moodle_digits_lost", Severity.NOTICE)
            return None
        return None if length is None or not 0 <= length <= _MOST_PLACES else int(length)

    def markdown(
        self, raw: str, form: str | None, places: int | None = None, files: dict[str, Attachment] | None = None
    ) -> str:
        """Turn a text with formulas into Markdown with ours."""
        try:
            said, taken = take_places(raw.replace(BEFORE, "").replace(BEHIND, ""), self.names, BEFORE, BEHIND)
        except FormulaError as error:
            self.asked.note(error.code, Severity.ERROR, **error.facts)
            return raw
        if places is not None:
            taken = [f"{{=round({one[2:-1]}, {places})}}" if one.startswith("{=") else one for one in taken]
        return _PLACE.sub(lambda found: taken[int(found[1])], self.asked.markdown(said, form, files))

    def filled(self, markdown: str) -> str:
        """Put our names into a text that is Markdown already."""
        if "{" not in markdown:
            return markdown
        try:
            said, taken = take_places(markdown, self.names, BEFORE, BEHIND)
        except FormulaError as error:
            self.asked.note(error.code, Severity.ERROR, **error.facts)
            return markdown
        return _PLACE.sub(lambda found: taken[int(found[1])], said)

    def question(self, **parts: Any) -> Question:
        """Make the question; where it says nothing else its choices are not mixed."""
        asked = self.asked
        element = asked.one.get("questiontext")
        raw, form, files = ("", None, None) if element is None else asked.raw(element)
        stem = self.markdown(raw, form, files=files)
        feedback = asked.feedback()
        said = Feedback(self.filled(feedback.right), self.filled(feedback.partly), self.filled(feedback.wrong))
        question = asked.question(Kind.PARAMETERISED, stem, variables=self.variables, feedback=said, **parts)
        hints = tuple(self.filled(hint) for hint in question.hints)
        return replace(question, explanation=self.filled(question.explanation), hints=hints)

    def _variable(self, one: _Definition) -> Variable | None:
        name = self.names[one.name]
        low, high = exact(one.low), exact(one.high)
        values = [value for said in one.values if (value := exact(said)) is not None]
        if len(values) != len(one.values):
            self.asked.note("moodle_value_wrong", Severity.WARNING, name=one.name)
        if values:
            distinct = tuple(dict.fromkeys(values[:_MOST_VALUES]))
            return Variable(name, values=distinct)
        if low is None or high is None or high < low:
            self.asked.note("moodle_variable_wrong", Severity.ERROR, name=one.name)
            return None
        if one.distribution == "loguniform":
            self.asked.note("moodle_distribution_lost", Severity.NOTICE, name=one.name)
        places = exact(one.decimals or "0") or NOTHING
        step = Fraction(1, 10 ** min(max(int(places), 0), _MOST_PLACES))
        return Variable(name, low, high, step)


class _Definition:
    """One variable as Moodle writes it."""

    def __init__(self, element: etree._Element) -> None:
        parts = {child.tag: child for child in element}
        self.name = self._of(parts, "name")
        self.low = self._of(parts, "minimum")
        self.high = self._of(parts, "maximum")
        self.decimals = self._of(parts, "decimals")
        self.distribution = self._of(parts, "distribution")
        items = parts.get("dataset_items")
        self.values = [
            said
            for item in (() if items is None else items)
            for part in item
            if part.tag == "value" and (said := bare(part))
        ]

    @staticmethod
    def _of(parts: Mapping[Any, etree._Element], tag: str) -> str:
        element = parts.get(tag)
        return "" if element is None else bare(element)


def _share(asked: Asked, element: etree._Element) -> Fraction:
    old = element.find("fraction")
    if old is not None and (value := exact(bare(old))) is not None:
        return WHOLE if value == 1 else value or NOTHING
    return asked.share(element)
