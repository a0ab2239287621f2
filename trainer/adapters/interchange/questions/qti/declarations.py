"""What an item of QTI 2.x and 3.0 declares: response and outcome variables.

Source: QTI 2.1 information model, 8.1 to 8.3 (variableDeclaration, responseDeclaration with mapping and areaMapping,
outcomeDeclaration with matchTable); QTI 3.0 keeps them under its own names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.model import Area, Declaration, Mapping2
from trainer.adapters.interchange.questions.qti.names import NAMES, child, children
from trainer.adapters.interchange.questions.qti.numbers import number

if TYPE_CHECKING:
    from lxml import etree

NUMERIC = frozenset({"float", "integer"})


@dataclass(slots=True)
class OutcomeDeclaration:
    """An outcome variable.

    Attributes:
        default: its values before the rules run.
        maximum: its ``normalMaximum``.
        table: source number -> value, of a matchTable; with its default.
    """

    identifier: str
    base_type: str = ""
    cardinality: str = "single"
    default: tuple[str, ...] = ()
    maximum: Fraction | None = None
    table: dict[Fraction, str] = field(default_factory=dict)
    table_default: str | None = None


def read_response(element: etree._Element) -> Declaration:
    """Read a ``responseDeclaration``."""
    get = element.get
    declaration = Declaration(
        get("identifier", ""),
        get("cardinality", "single"),
        get("baseType", "identifier" if get("cardinality") != "record" else ""),
    )
    is_pair = declaration.base_type == "pair"
    for part in element:
        name = NAMES[part.tag]
        if name == "correctResponse":
            said = [(value.text or "").strip() for value in part if NAMES[value.tag] == "value"]
            declaration.correct = tuple([pair(one) for one in said] if is_pair else said)
        elif name == "mapping":
            declaration.mapping = _mapping(part, is_pair)
        elif name == "areaMapping":
            declaration.areas = tuple(
                Area(one.get("shape", ""), one.get("coords", ""), number(one.get("mappedValue")) or Fraction(0))
                for one in children(part, "areaMapEntry")
            )
            declaration.areas_default = number(part.get("defaultValue")) or Fraction(0)
    return declaration


def read_outcome(element: etree._Element) -> OutcomeDeclaration:
    """Read an ``outcomeDeclaration``."""
    get = element.get
    declaration = OutcomeDeclaration(get("identifier", ""), get("baseType", ""), get("cardinality", "single"))
    declaration.maximum = number(get("normalMaximum"))
    default = child(element, "defaultValue")
    if default is not None:
        declaration.default = values(default)
    table = child(element, "matchTable")
    if table is not None:
        declaration.table_default = table.get("defaultValue")
        for entry in children(table, "matchTableEntry"):
            source = number(entry.get("sourceValue"))
            if source is not None:
                declaration.table[source] = entry.get("targetValue", "")
    return declaration


def values(element: etree._Element) -> tuple[str, ...]:
    """Give the texts of the ``value`` elements below an element."""
    return tuple((one.text or "").strip() for one in element if NAMES[one.tag] == "value")


def pair(text: str) -> str:
    """Write a pair without direction in one way only."""
    return " ".join(sorted(text.split()))


def _mapping(element: etree._Element, is_pair: bool) -> Mapping2:
    entries: dict[str, Fraction] = {}
    folded = set()
    said: set[str] = set()
    for entry in element:
        if NAMES[entry.tag] != "mapEntry":
            continue
        key = entry.get("mapKey", "").strip()
        key = pair(key) if is_pair else key
        entries[key] = number(entry.get("mappedValue")) or Fraction(0)
        case = entry.get("caseSensitive", "").strip().lower()
        said.add(case)
        if case in {"false", "0"}:
            folded.add(key)
    return Mapping2(
        entries,
        number(element.get("defaultValue")) or Fraction(0),
        number(element.get("lowerBound")),
        number(element.get("upperBound")),
        frozenset(folded),
        bool(said) and said <= {"true", "1"},
    )
