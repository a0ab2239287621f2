"""How every part of a question is written in a document: one table for writing, checking and recalling.

A part is left out of the document when it says nothing (the default); so a question that uses few parts is short to read.
A new part of a question is one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any

from trainer.domain.kernel.marks import read as read_exact
from trainer.domain.question_bank.answers import (
    Attachment,
    Blank,
    Choice,
    Criterion,
    Feedback,
    Gap,
    GapKind,
    NumericKey,
    Pair,
    Result,
    Shape,
    Token,
    Unit,
    Variable,
    Zone,
)
from trainer.domain.question_bank.fields import Fields
from trainer.domain.question_bank.question import Marking, Question

# Numbers beyond this are slips; they would only slow exact arithmetic down.
_BOUND = Fraction(10**30)
_TEN_POWERS = (2, 5)


class Sort(StrEnum):
    """Which sort of value stands in a document."""

    TEXT = "text"
    TEXTS = "texts"
    FLAG = "flag"
    WHOLE = "whole"
    WHOLES = "wholes"
    EXACT = "exact"
    EXACTS = "exacts"
    WORD = "word"
    PART = "part"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a document.

    Attributes:
        attribute: of the value.
        key: in the document.
        sort: see :class:`Sort`.
        of: the enumeration of a word; the class of a part.
        is_required: refused where missing.
        allowed: the only words that a list of texts may hold; empty for any.
        low: least whole number.
    """

    attribute: str
    key: str
    sort: Sort
    of: type[Any] | None = None
    is_required: bool = False
    allowed: tuple[str, ...] = ()
    low: int = 0


STRICT = ("case", "width", "spaces", "numerals")

ENTRIES: dict[type[Any], tuple[Entry, ...]] = {
    Choice: (
        Entry("text", "text", Sort.TEXT, is_required=True),
        Entry("is_right", "right", Sort.FLAG),
        Entry("why", "why", Sort.TEXT),
        Entry("share", "share", Sort.EXACT),
    ),
    Unit: (Entry("name", "name", Sort.TEXT, is_required=True), Entry("factor", "factor", Sort.EXACT)),
    Blank: (
        Entry("accept", "accept", Sort.TEXTS, is_required=True),
        Entry("tolerance", "tolerance", Sort.EXACT),
        Entry("units", "units", Sort.PARTS, Unit),
    ),
    Pair: (
        Entry("left", "left", Sort.TEXT, is_required=True),
        Entry("right", "right", Sort.TEXT, is_required=True),
        Entry("why", "why", Sort.TEXT),
    ),
    NumericKey: (
        Entry("value", "value", Sort.EXACT),
        Entry("tolerance", "tolerance", Sort.EXACT),
        Entry("share", "share", Sort.EXACT),
        Entry("why", "why", Sort.TEXT),
        Entry("is_relative", "relative", Sort.FLAG),
    ),
    Gap: (
        Entry("kind", "kind", Sort.WORD, GapKind, is_required=True),
        Entry("choices", "choices", Sort.PARTS, Choice),
        Entry("numbers", "numbers", Sort.PARTS, NumericKey),
        Entry("weight", "weight", Sort.WHOLE, low=1),
        Entry("strict", "strict", Sort.TEXTS, allowed=STRICT),
    ),
    Zone: (
        Entry("shape", "shape", Sort.WORD, Shape, is_required=True),
        Entry("points", "points", Sort.WHOLES, is_required=True),
        Entry("is_right", "right", Sort.FLAG),
        Entry("takes", "takes", Sort.WHOLES),
        Entry("label", "label", Sort.TEXT),
    ),
    Token: (
        Entry("text", "text", Sort.TEXT, is_required=True),
        Entry("picture", "picture", Sort.TEXT),
        Entry("copies", "copies", Sort.WHOLE),
    ),
    Criterion: (
        Entry("text", "text", Sort.TEXT, is_required=True),
        Entry("share", "share", Sort.EXACT, is_required=True),
    ),
    Variable: (
        Entry("name", "name", Sort.TEXT, is_required=True),
        Entry("low", "low", Sort.EXACT),
        Entry("high", "high", Sort.EXACT),
        Entry("step", "step", Sort.EXACT),
        Entry("values", "values", Sort.EXACTS),
    ),
    Result: (
        Entry("expression", "expression", Sort.TEXT, is_required=True),
        Entry("tolerance", "tolerance", Sort.EXACT),
        Entry("places", "places", Sort.WHOLE),
        Entry("share", "share", Sort.EXACT),
        Entry("why", "why", Sort.TEXT),
        Entry("is_relative", "relative", Sort.FLAG),
    ),
    Feedback: (
        Entry("right", "right", Sort.TEXT),
        Entry("partly", "partly", Sort.TEXT),
        Entry("wrong", "wrong", Sort.TEXT),
    ),
    Attachment: (
        Entry("name", "name", Sort.TEXT, is_required=True),
        Entry("media_type", "type", Sort.TEXT, is_required=True),
        Entry("digest", "digest", Sort.TEXT, is_required=True),
        Entry("size", "size", Sort.WHOLE, is_required=True),
        Entry("width", "width", Sort.WHOLE),
        Entry("height", "height", Sort.WHOLE),
    ),
}

# What a question may hold besides its head, in the order in which authors write it. ``parts`` (of a case set) are
# questions themselves and are read by ``reading``.
BODY: tuple[Entry, ...] = (
    Entry("choices", "choices", Sort.PARTS, Choice),
    Entry("answer", "answer", Sort.FLAG),
    Entry("blanks", "blanks", Sort.PARTS, Blank),
    Entry("numbers", "numbers", Sort.PARTS, NumericKey),
    Entry("units", "units", Sort.PARTS, Unit),
    Entry("unit_needed", "unit_needed", Sort.FLAG),
    Entry("order", "order", Sort.TEXTS),
    Entry("pairs", "pairs", Sort.PARTS, Pair),
    Entry("extra", "extra", Sort.TEXTS),
    Entry("picture", "picture", Sort.TEXT),
    Entry("zones", "zones", Sort.PARTS, Zone),
    Entry("tokens", "tokens", Sort.PARTS, Token),
    Entry("gaps", "gaps", Sort.PARTS, Gap),
    Entry("variables", "variables", Sort.PARTS, Variable),
    Entry("conditions", "conditions", Sort.TEXTS),
    Entry("results", "results", Sort.PARTS, Result),
    Entry("task", "task", Sort.TEXT),
    Entry("model_answer", "model_answer", Sort.TEXT),
    Entry("rubric", "rubric", Sort.PARTS, Criterion),
    Entry("markers", "markers", Sort.WHOLE, low=1),
    Entry("marking", "marking", Sort.WORD, Marking),
    Entry("strict", "strict", Sort.TEXTS, allowed=STRICT),
    Entry("wildcards", "wildcards", Sort.FLAG),
    Entry("is_shuffled", "shuffle", Sort.FLAG),
    Entry("points", "points", Sort.EXACT),
    Entry("feedback", "feedback", Sort.PART, Feedback),
    Entry("hints", "hints", Sort.TEXTS),
    Entry("attachments", "attachments", Sort.PARTS, Attachment),
    Entry("tags", "tags", Sort.TEXTS),
    Entry("enemies", "enemies", Sort.TEXTS),
)


def _defaults(kind: type[Any]) -> dict[str, Any]:
    return {one.name: None if one.default is MISSING else one.default for one in fields(kind)}


_DEFAULTS: dict[type[Any], dict[str, Any]] = {kind: _defaults(kind) for kind in (*ENTRIES, Question)}
_BODY_OF_QUESTION = tuple((entry, _DEFAULTS[Question][entry.attribute]) for entry in BODY)


def write_body(question: Question) -> dict[str, Any]:
    """Write what a question holds besides its head; what says nothing is left out."""
    document: dict[str, Any] = {}
    for entry, default in _BODY_OF_QUESTION:
        value = getattr(question, entry.attribute)
        if value is not default and value != default:
            document[entry.key] = _written(entry, value)
    return document


def write_part(part: Any) -> dict[str, Any]:
    """Write a choice, a gap, a zone ...; what says nothing is left out."""
    kind = type(part)
    defaults = _DEFAULTS[kind]
    document: dict[str, Any] = {}
    for entry in ENTRIES[kind]:
        value = getattr(part, entry.attribute)
        if entry.is_required or (value != defaults[entry.attribute] and value != "" and value is not False):
            document[entry.key] = _written(entry, value)
        elif value is False and defaults[entry.attribute] is True:
            document[entry.key] = False
    return document


def write_exact(value: Fraction) -> str:
    """Write an exact number as a decimal where it is one (``0.01``), else as ``1/3``."""
    rest = value.denominator
    places = 0
    for prime in _TEN_POWERS:
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return str(value)
    if not places:
        return str(value.numerator)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def read_body(document: Fields) -> dict[str, Any]:
    """Read and check all parts of :data:`BODY`; what is wrong is noted there."""
    return {entry.attribute: value for entry, value in _read_entries(document, BODY, _DEFAULTS[Question])}


def read_part(document: Fields, kind: type[Any]) -> Any:
    """Read and check one part."""
    entries = ENTRIES[kind]
    document.only(entry.key for entry in entries)
    values = {entry.attribute: value for entry, value in _read_entries(document, entries, _DEFAULTS[kind])}
    return kind(**values)


def recall_body(document: Mapping[str, Any]) -> dict[str, Any]:
    """Take the parts out of a document that :func:`write_body` wrote; nothing is checked."""
    found: dict[str, Any] = {}
    for key, value in document.items():
        entry = _BODY_BY_KEY.get(key)
        if entry is not None:
            found[entry.attribute] = _recalled(entry, value)
    return found


def recall_part(document: dict[str, Any], kind: type[Any]) -> Any:
    """Make a part again from what :func:`write_part` wrote; nothing is checked."""
    by_key = _BY_KEY[kind]
    values = {by_key[key].attribute: _recalled(by_key[key], value) for key, value in document.items()}
    if kind is Choice:
        values.setdefault("is_right", False)
    elif kind is NumericKey:
        values.setdefault("value", None)
    return kind(**values)


def _read_entries(document: Fields, entries: tuple[Entry, ...], defaults: dict[str, Any]) -> list[tuple[Entry, Any]]:
    return [(entry, _read(document, entry, defaults[entry.attribute])) for entry in entries]


def _read(document: Fields, entry: Entry, default: Any) -> Any:
    key = entry.key
    if not document.has(key):
        if entry.is_required:
            document.note("content_key_missing", key)
            return _STAND_IN[entry.sort] if entry.of is None else _first_word(entry.of)
        # A choice is wrong unless it says otherwise: its flag has no default of its own.
        return False if entry.sort is Sort.FLAG and default is None and entry.key == "right" else default
    match entry.sort:
        case Sort.TEXT:
            return document.text(key, required=entry.is_required)
        case Sort.TEXTS:
            return _texts(document, entry)
        case Sort.FLAG:
            return document.flag(key, default)
        case Sort.WHOLE:
            return document.whole(key, entry.low, 10**12)
        case Sort.WHOLES:
            return document.wholes(key)
        case Sort.EXACT:
            return document.fraction(key, -_BOUND, _BOUND)
        case Sort.EXACTS:
            return document.fractions(key, -_BOUND, _BOUND)
        case Sort.WORD:
            assert entry.of is not None
            word = document.one_of(key, [one.value for one in entry.of])
            return entry.of(word) if word else _first_word(entry.of)
        case Sort.PART:
            inner = document.part(key)
            return default if inner is None else read_part(inner, entry.of or object)
        case Sort.PARTS:
            return tuple(read_part(inner, entry.of or object) for inner in document.parts(key, required=False))


def _first_word(words: Any) -> Any:
    return next(iter(words))


def _texts(document: Fields, entry: Entry) -> tuple[str, ...]:
    texts = document.texts(entry.key, required=entry.is_required)
    for text in texts:
        if entry.allowed and text not in entry.allowed:
            document.note("content_value_unknown", entry.key, value=text, allowed=", ".join(entry.allowed))
    return texts


def _written(entry: Entry, value: Any) -> Any:
    match entry.sort:
        case Sort.PARTS:
            return [write_part(one) for one in value]
        case Sort.PART:
            return write_part(value)
        case Sort.EXACT:
            return write_exact(value)
        case Sort.EXACTS:
            return [write_exact(one) for one in value]
        case Sort.TEXTS | Sort.WHOLES:
            return list(value)
        case _:
            return value.value if isinstance(value, Enum) else value


def _recalled(entry: Entry, value: Any) -> Any:
    match entry.sort:
        case Sort.PARTS:
            assert entry.of is not None
            return tuple([recall_part(one, entry.of) for one in value])
        case Sort.PART:
            assert entry.of is not None
            return recall_part(value, entry.of)
        case Sort.EXACT:
            return read_exact(value)
        case Sort.EXACTS:
            return tuple(read_exact(one) for one in value)
        case Sort.TEXTS | Sort.WHOLES:
            return tuple(value)
        case Sort.WORD:
            assert entry.of is not None
            return entry.of(value)
        case _:
            return value


_STAND_IN: dict[Sort, Any] = {
    Sort.TEXT: "",
    Sort.TEXTS: (),
    Sort.FLAG: False,
    Sort.WHOLE: 0,
    Sort.WHOLES: (),
    Sort.EXACT: Fraction(0),
    Sort.EXACTS: (),
}
_BY_KEY = {kind: {entry.key: entry for entry in entries} for kind, entries in ENTRIES.items()}
_BODY_BY_KEY = {entry.key: entry for entry in BODY}
