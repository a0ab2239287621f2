r"""Parameterised questions: drawing the values of variables, and the plain question that comes of them.

Drawn values fulfil the conditions, every expression of the question can be computed with them, and no two choices read
alike. What is put into texts is an exact decimal where there is one, else six digits; a question that wants more says
``{=round(x, 8)}``. Inside a formula the brackets stay around the value, so that ``\frac{a}{b}`` and ``{a}^2`` both come out
right; a bracket that a backslash stands before is left alone.

The same functions serve a case set with parameterised sub-questions: a value of the second one is called ``2.a``.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.answers import NOTHING, Choice, Feedback, NumericKey, Result, Variable
from trainer.domain.question_bank.expressions import evaluate, holds
from trainer.domain.question_bank.functions import half_up
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.schema import write_exact
from trainer.domain.question_bank.text import TOKEN

Values = Mapping[str, Fraction]

# Draws at random before all sets of values are gone through, where they are few enough for that.
TRIES = 300
MOST_SETS = 5_000
# Digits of a value in a text, where it has no end.
DIGITS = 6
_LONGEST_EXACT = 12
_SMALLEST = 30
# A key longer than this is irrational, or as good as that; so many digits of it are kept.
LONGEST_KEY = 30
KEY_DIGITS = 15

_PLACE = re.compile(r"(?<!\\)\{(=[^{}\n]*|[^\W\d]\w*)\}")


@dataclass(frozen=True, slots=True)
class Supply:
    """How many different sets of values a question has.

    Attributes:
        sets: those that fulfil the conditions; without them where ``is_counted`` is False.
        is_counted: there were few enough to go through.
    """

    sets: int
    is_counted: bool


def size(variable: Variable) -> int:
    """Count the values of a variable; 0 where its bounds make no sense."""
    if variable.values:
        return len(variable.values)
    if variable.step <= 0 or variable.high < variable.low:
        return 0
    return math.floor((variable.high - variable.low) / variable.step) + 1


def value_at(variable: Variable, place: int) -> Fraction:
    """Give one value of a variable, ``place`` counts from 0."""
    return variable.values[place] if variable.values else variable.low + place * variable.step


def is_parameterised(question: Question) -> bool:
    """Tell whether values must be drawn before the question can be asked."""
    return question.kind is Kind.PARAMETERISED or any(is_parameterised(part) for part in question.parts)


def draw_values(question: Question, seed: str) -> dict[str, Fraction]:
    """Draw one value for every variable.

    Args:
        question: of any kind; nothing is drawn where nothing varies.
        seed: equal seeds give equal values on every machine.

    Raises:
        Refusal: ``values_not_found``: (nearly) no set of values fulfils the conditions.
    """
    if question.kind is Kind.CASE_SET:
        drawn = ((n, draw_values(part, f"{seed}:{n}")) for n, part in enumerate(question.parts, 1))
        return {f"{n}.{name}": value for n, values in drawn for name, value in values.items()}
    if question.kind is not Kind.PARAMETERISED:
        return {}
    # The fixed seed is the one that ``kinds.parameterised.problems`` drew with: it found values where the question is sound.
    for chance in (random.Random(f"{seed}:{question.code}"), random.Random("values")):
        for _ in range(TRIES):
            values = {one.name: value_at(one, int(chance.random() * size(one))) for one in question.variables}
            if fits(question, values):
                return values
    if _sets(question) <= MOST_SETS:
        for values in _every(question):
            if fits(question, values):
                return values
    raise Refusal("values_not_found", question=question.code)


def count_values(question: Question) -> Supply:
    """Count the different sets of values, for the author."""
    if _sets(question) > MOST_SETS:
        return Supply(_sets(question), False)
    return Supply(sum(fits(question, values) for values in _every(question)), True)


def fits(question: Question, values: Values) -> bool:
    """Tell whether a question can be asked with these values."""
    try:
        if not all(holds(condition, values) for condition in question.conditions):
            return False
        made = concrete(question, values)
    except Refusal:
        return False
    texts = ["".join(choice.text.split()) for choice in made.choices]
    return len(set(texts)) == len(texts)


def concrete(question: Question, values: Values) -> Question:
    """Put values in.

    Args:
        question: of any kind; a question in which nothing varies comes back as it is.
        values: as :func:`draw_values` gives them.

    Returns:
        A numeric question, or a single choice where the question has choices; with the same code and version.

    Raises:
        Refusal: those of :func:`expressions.evaluate`.
    """
    if question.kind is Kind.CASE_SET:
        parts = tuple(
            concrete(
                part, {name.partition(".")[2]: value for name, value in values.items() if name.startswith(f"{n}.")}
            )
            for n, part in enumerate(question.parts, 1)
        )
        return replace(question, parts=parts) if parts != question.parts else question
    if question.kind is not Kind.PARAMETERISED:
        return question
    return replace(
        question,
        kind=Kind.SINGLE if question.choices else Kind.NUMERIC,
        stem=fill(question.stem, values),
        explanation=fill(question.explanation, values),
        choices=tuple(_choice(one, values) for one in question.choices),
        numbers=tuple(_number(one, values) for one in question.results),
        hints=tuple(fill(hint, values) for hint in question.hints),
        feedback=Feedback(
            fill(question.feedback.right, values),
            fill(question.feedback.partly, values),
            fill(question.feedback.wrong, values),
        ),
        variables=(),
        conditions=(),
        results=(),
    )


def fill(text: str, values: Values) -> str:
    r"""Put values into a text: ``{a}`` and ``{=a*b}``; what is no variable stays as it is.

    Raises:
        Refusal: those of :func:`expressions.evaluate`.
    """
    if "{" not in text:
        return text
    filled: list[str] = []
    at = 0
    for start, end in _formulas(text):
        filled.append(_filled(text[at:start], values, is_formula=False))
        filled.append(_filled(text[start:end], values, is_formula=True))
        at = end
    filled.append(_filled(text[at:], values, is_formula=False))
    return "".join(filled)


def places(text: str) -> Iterator[tuple[str, bool]]:
    """Find what would be put into a text: a name or ``=expression``, and whether it stands in a formula."""
    formulas = _formulas(text)
    for found in _PLACE.finditer(text):
        yield found[1], any(start <= found.start() < end for start, end in formulas)


def shown(value: Fraction) -> str:
    """Write a value as it stands in a text."""
    exact = write_exact(value)
    if "/" not in exact and len(exact) <= _LONGEST_EXACT:
        return exact
    # The first digits that say something: all before the point, or six from the first one that is no zero.
    size_of = 0
    while abs(value) * 10**size_of < 1 and size_of < _SMALLEST:
        size_of += 1
    return write_exact(half_up(value, DIGITS + max(size_of - 1, 0)))


def _formulas(text: str) -> list[tuple[int, int]]:
    if "$" not in text:
        return []
    return [found.span() for found in TOKEN.finditer(text) if found["formula"] or found["display"]]


def _filled(text: str, values: Values, *, is_formula: bool) -> str:
    def put(found: re.Match[str]) -> str:
        inside = found[1]
        if inside.startswith("="):
            said = shown(evaluate(inside[1:], values))
        elif inside in values:
            said = shown(values[inside])
        else:
            return found[0]
        return f"{{{said}}}" if is_formula else said

    return _PLACE.sub(put, text)


def _choice(choice: Choice, values: Values) -> Choice:
    return replace(choice, text=fill(choice.text, values), why=fill(choice.why, values))


def _number(result: Result, values: Values) -> NumericKey:
    """Compute a key; where it is rounded, whatever rounds to it is right as well."""
    value = evaluate(result.expression, values)
    tolerance, is_relative = result.tolerance, result.is_relative
    if result.places is None:
        value = _short(value)
    else:
        value = half_up(value, result.places)
        allowed = tolerance * abs(value) if is_relative else tolerance
        tolerance, is_relative = max(allowed, Fraction(1, 2 * 10**result.places)), False
    return NumericKey(value, max(tolerance, NOTHING), result.share, fill(result.why, values), is_relative)


def is_endless(value: Fraction) -> bool:
    """Tell whether a number is too long for anybody to write it exactly, as a decimal or as a fraction."""
    return len(write_exact(value)) > LONGEST_KEY


def _short(value: Fraction) -> Fraction:
    if not is_endless(value):
        return value
    places = KEY_DIGITS
    while abs(value) >= Fraction(10) ** (KEY_DIGITS - places):
        places -= 1
    while value and abs(value) < Fraction(10) ** (KEY_DIGITS - 1 - places):
        places += 1
    return half_up(value, places)


def _sets(question: Question) -> int:
    return math.prod(size(variable) for variable in question.variables)


def _every(question: Question) -> Iterator[dict[str, Fraction]]:
    names = [variable.name for variable in question.variables]
    for row in product(*([value_at(one, n) for n in range(size(one))] for one in question.variables)):
        yield dict(zip(names, row, strict=True))
