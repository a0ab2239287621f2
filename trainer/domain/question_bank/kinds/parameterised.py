"""Parameterised: numbers vary from candidate to candidate, and the key is computed from them."""

from __future__ import annotations

import keyword
import unicodedata
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.kernel.marks import write as write_fraction
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.answers import WHOLE, Variable
from trainer.domain.question_bank.expressions import RESERVED, evaluate, parse
from trainer.domain.question_bank.kinds import single
from trainer.domain.question_bank.kinds.parts import (
    error,
    markdown_texts,
    no_whole_share,
    repeated,
    shares_out_of_range,
    too_few,
    unit_problems,
)
from trainer.domain.question_bank.parameterised import draw_values, is_endless, places, size
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"variables", "conditions", "results", "choices", "units", "unit_needed"})
# A variable of more values says nothing that a coarser step does not.
MOST_VALUES = 1_000_000
MOST_VARIABLES = 20
MOST_PLACES = 12
# Sets of values that are looked at.
SAMPLES = 3


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: variables that vary, expressions that can be computed, values that fulfil the conditions."""
    found = too_few(question.variables, "variables", 1)
    if len(question.variables) > MOST_VARIABLES:
        found.append(error("variables_too_many", "variables", most=MOST_VARIABLES))
    found += repeated([variable.name for variable in question.variables], "variables")
    for index, variable in enumerate(question.variables):
        found += _variable_problems(variable, index)
    found += _key_problems(question)
    known = {variable.name for variable in question.variables}
    for index, condition in enumerate(question.conditions):
        found += _expression_problems(condition, known, True, "conditions", index)
    for index, result in enumerate(question.results):
        found += _expression_problems(result.expression, known, False, "results", index, "expression")
    for path, text in markdown_texts(question):
        found += _text_problems(text, known, *path)
    return found or _drawn_problems(question)


def _drawn_problems(question: Question) -> list[Finding]:
    """Put some values in and look at what comes of it."""
    try:
        drawn = [draw_values(question, str(seed) if seed else "") for seed in range(SAMPLES)]
    except Refusal as refusal:
        return [error(refusal.code, "conditions" if question.conditions else "results")]
    return [
        error("result_endless", "results", index, expression=result.expression)
        for index, result in enumerate(question.results)
        if result.places is None
        and not result.tolerance
        and any(is_endless(evaluate(result.expression, values)) for values in drawn)
    ]


def _variable_problems(variable: Variable, index: int) -> list[Finding]:
    name = variable.name
    is_name = name.isidentifier() and unicodedata.normalize("NFKC", name) == name and len(name) <= 40
    if not is_name or name in RESERVED or name == "pi" or keyword.iskeyword(name):
        return [error("variable_name_bad", "variables", index, "name", name=name)]
    count = size(variable)
    if not count:
        return [error("variable_range_bad", "variables", index, name=name)]
    if count > MOST_VALUES:
        return [error("variable_values_too_many", "variables", index, name=name, most=MOST_VALUES)]
    return []


def _key_problems(question: Question) -> list[Finding]:
    if bool(question.results) == bool(question.choices):
        return [error("parameterised_key", "results")]
    if question.choices:
        found = single.problems(question)
        found += [
            error("part_of_other_kind", part, key=part, kind="single")
            for part in ("units", "unit_needed")
            if getattr(question, part)
        ]
        return found
    found = shares_out_of_range((result.share for result in question.results), "results")
    found += no_whole_share((result.share for result in question.results), "results")
    for index, result in enumerate(question.results):
        if result.tolerance < 0:
            found.append(error("tolerance_negative", "results", index, tolerance=write_fraction(result.tolerance)))
        if result.places is not None and not 0 <= result.places <= MOST_PLACES:
            found.append(error("places_out_of_range", "results", index, places=result.places, most=MOST_PLACES))
    found += unit_problems(question.units)
    if question.unit_needed and not question.units:
        found.append(error("unit_needed_without_units", "units"))
    return found


def _expression_problems(text: str, known: set[str], is_condition: bool, *path: str | int) -> list[Finding]:
    try:
        expression = parse(text)
    except Refusal as refusal:
        return [error(refusal.code, *path, **refusal.facts)]
    if expression.is_condition is not is_condition:
        return [error("expression_mixed", *path, expression=text)]
    unknown = expression.names - known
    return [error("expression_name_unknown", *path, expression=text, name=min(unknown))] if unknown else []


def _text_problems(text: str, known: set[str], *path: str | int) -> list[Finding]:
    found = []
    for inside, is_formula in places(text):
        if inside.startswith("="):
            found += _expression_problems(inside[1:], known, False, *path)
        elif inside not in known and not is_formula:
            # In a formula brackets have work of their own.
            found.append(error("variable_unknown", *path, name=inside))
    return found


def key(question: Question) -> dict[str, Any]:
    """Give the right choice; a number is only known once values are put in."""
    return single.key(question) if question.choices else {}


def wrong(question: Question) -> dict[str, Any]:
    """Give a wrong choice; a number is only wrong once values are put in."""
    return single.wrong(question) if question.choices else {}


def texts(question: Question) -> tuple[str, ...]:
    """Give the choices and the expressions of the key."""
    whole = [result.expression for result in question.results if result.share == WHOLE]
    return (*(choice.text for choice in question.choices), *whole)
