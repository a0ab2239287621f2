"""A number, with a tolerance and perhaps a unit."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.kinds.parts import error, number_problems, unit_problems, wrong_number
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.schema import write_exact

PARTS = frozenset({"numbers", "units", "unit_needed"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: a number that earns everything, tolerances that make sense, units that can be told apart."""
    found = number_problems(question.numbers, "numbers") + unit_problems(question.units)
    if question.unit_needed and not question.units:
        found.append(error("unit_needed_without_units", "units"))
    return found


def key(question: Question) -> dict[str, Any]:
    """Give the first number that earns everything, in the key's own unit where there is one."""
    value = next((one.value for one in question.numbers if one.share == WHOLE and one.value is not None), None)
    if value is None:
        return {}
    unit = next((one for one in question.units if one.factor == 1), next(iter(question.units), None))
    if unit is None:
        return {"number": write_exact(value)}
    return {"number": f"{write_exact(value / unit.factor)} {unit.name}"}


def wrong(question: Question) -> dict[str, Any]:
    """Give a number beyond every accepted one."""
    return {"number": wrong_number(question.numbers)}


def texts(question: Question) -> tuple[str, ...]:
    """Give the accepted numbers and the units."""
    values = [write_exact(one.value) for one in question.numbers if one.value is not None]
    return (*values, *(unit.name for unit in question.units))
