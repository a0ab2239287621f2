"""Formula questions of Canvas and Blackboard (an extension of QTI 1.2) -> parameterised questions."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.model import Item, Template
from trainer.adapters.interchange.questions.qti.names import child, children, descendants, words
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.answers import Result, Variable
from trainer.domain.question_bank.expressions import parse

if TYPE_CHECKING:
    from lxml import etree

_ASSIGNED = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)
_MOST_PLACES = 12


def read_calculated(element: etree._Element, item: Item) -> None:
    """Read variables and formula; where they cannot be expressed, the item cannot be used, and that is told."""
    found = descendants(element, "calculated")
    if not found:
        item.notes.error("qti_template_unknown", element="calculated")
        return
    calculated = found[0]
    template = Template()
    declared = child(calculated, "vars")
    for one in children(declared, "var") if declared is not None else []:
        low, high = (number(words(child(one, end))) for end in ("min", "max"))
        places = number(one.get("scale")) or Fraction(0)
        if low is None or high is None or not 0 <= places <= _MOST_PLACES:
            item.notes.error("qti_template_unknown", element="var")
            return
        template.variables.append(Variable(one.get("name", ""), low, high, Fraction(1, 10 ** int(places))))
    said = [words(one) for one in descendants(calculated, "formula")]
    expression = _combined(said)
    try:
        parse(expression)
    except Refusal:
        item.notes.error("qti_template_unknown", element="formula")
        return
    tolerance = words(child(calculated, "answer_tolerance"))
    value = number(tolerance.rstrip("%")) or Fraction(0)
    is_relative = tolerance.endswith("%")
    decimals = number(next((one.get("decimal_places") for one in descendants(calculated, "formulas")), None))
    rounded = int(decimals) if decimals is not None and 0 <= decimals <= _MOST_PLACES else None
    result = Result(expression, value / 100 if is_relative else value, rounded, is_relative=is_relative)
    template.expressions = {variable.name: f"{{{variable.name}}}" for variable in template.variables}
    template.results = {name: [result] for name in item.declarations}
    item.template = template


def _combined(formulas: list[str]) -> str:
    """Put steps of a calculation into the last one."""
    known: dict[str, str] = {}
    last = ""
    for formula in formulas[:50]:
        found = _ASSIGNED.fullmatch(formula)
        last = found[2] if found else formula
        for name, value in known.items():
            last = re.sub(rf"\b{re.escape(name)}\b", f"({value})".replace("\\", r"\\"), last)
        if found:
            known[found[1]] = last
        if len(last) > 500:
            return last[:501]
    return last
