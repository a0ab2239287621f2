"""What a question says that neither cells nor labels hold, as a few words of YAML that a teacher can read: "more".

Tables have a column for it, lists in Word a label. Its keys are those of our own documents. Parts that stand in places of their own (choices, gaps, numbers, pairs) are only
added to here: the n-th entry says what else the n-th choice has. So the words in the cells stay what counts, and somebody who
corrects a cell need not look here. ``markdown: true`` says that the texts of the row are Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.answers import Blank, Choice, NumericKey, Pair
from trainer.domain.question_bank.fields import Fields
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.schema import BODY, read_body, read_part, write_body, write_part

_LONGEST = 32_767
_DEEPEST = 12
_PARTS: dict[str, type[Any]] = {"choices": Choice, "blanks": Blank, "numbers": NumericKey, "pairs": Pair}
_BODY = {entry.key: entry.attribute for entry in BODY if entry.key != "attachments"}
# What a cell of its own usually says, for the rare text that a cell would not give back.
_TEXTS = ("stem", "explanation", "knowledge_point", "course", "category", "name", "source")
_KEYS = frozenset({*_BODY, *_TEXTS, "departments", "markdown", "kind"})


class MoreError(Exception):
    """The cell is no such document."""


def read_more(text: str) -> Mapping[str, Any]:
    """Read the cell.

    Raises:
        MoreError: it is no mapping of a few levels.
    """
    if not text:
        return {}
    import yaml

    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        raise MoreError
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        if any(isinstance(token, yaml.AliasToken | yaml.AnchorToken) for token in yaml.scan(text)):
            raise MoreError
        found = yaml.load(text, loader)  # a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise MoreError from error
    if not isinstance(found, dict):
        raise MoreError
    return found


def write_more(document: Mapping[str, Any], *, in_one_line: bool = False) -> str:
    """Write it; empty where there is nothing to say."""
    if not document:
        return ""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    flow = in_one_line
    said = yaml.dump(
        dict(document), Dumper=dumper, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=flow
    )
    return str(said).strip()


def says_words(document: Mapping[str, Any], given: Question) -> bool:
    """Tell whether words of the question itself would stand here, where nobody who corrects them looks for them.

    Args:
        document: what is to be added.
        given: what the other words gave: parts of which they gave nothing have no other place.
    """
    for key, value in document.items():
        if key in ("stem", "order", "explanation", "model_answer") and value:
            return True
        if key not in _PARTS or not getattr(given, key) or not isinstance(value, list):
            continue
        if any({"text", "left", "right"} & {name for name, one in entry.items() if one is not True} for entry in value):
            return True
    return False


def overlaid(question: Question, more: Mapping[str, Any], findings: list[Finding]) -> Question:
    """Add what the cell says to what the other cells say."""
    if not more:
        return question
    fields = Fields(more, findings=findings)
    fields.only(_KEYS)
    kind = fields.one_of("kind", [one.value for one in Kind]) if fields.has("kind") else ""
    changes: dict[str, Any] = {"kind": Kind(kind)} if kind else {}
    whole = {key: value for key, value in more.items() if key in _BODY and not _adds(question, key, value)}
    read = read_body(Fields(whole, findings=findings))
    changes |= {_BODY[key]: read[_BODY[key]] for key in whole}
    changes |= {key: fields.text(key, required=False) for key in _TEXTS if fields.has(key)}
    if fields.has("departments"):
        changes["departments"] = fields.texts("departments", required=False)
    for key, kind_of_part in _PARTS.items():
        if key in more and key not in whole:
            changes[key] = _added(fields, key, getattr(question, key), kind_of_part)
    return replace(question, **changes)


def _adds(question: Question, key: str, value: object) -> bool:
    """Tell whether an entry adds to parts that cells or lines made; a longer one takes their place."""
    return key in _PARTS and isinstance(value, list) and len(value) <= len(getattr(question, key))


def _added(fields: Fields, key: str, parts: tuple[Any, ...], kind: type[Any]) -> tuple[Any, ...]:
    entries = fields.parts(key, required=False)
    found = list(parts)
    for index, entry in enumerate(entries):
        document = {**write_part(parts[index]), **entry._document}
        found[index] = read_part(Fields(document, findings=fields.findings), kind)
    return tuple(found)


def difference(wanted: Question, given: Question) -> dict[str, Any]:
    """Say what the cells do not give back of a question; :func:`overlaid` puts it back."""
    document: dict[str, Any] = {}
    if given.kind is not wanted.kind:
        document["kind"] = wanted.kind.value
    whole = write_body(wanted)
    for key, attribute in _BODY.items():
        value, other = getattr(wanted, attribute), getattr(given, attribute)
        if value == other:
            continue
        if key in _PARTS and other and len(value) == len(other):
            entries = [_part_difference(one, two) for one, two in zip(value, other, strict=True)]
            while entries and not entries[-1]:
                entries.pop()
            document[key] = entries
        elif key in whole:
            document[key] = whole[key]
        else:
            document[key] = _NOTHING_SAID.get(key, [])
    for key in (*_TEXTS, "departments"):
        value = getattr(wanted, key)
        if value != getattr(given, key):
            document[key] = list(value) if isinstance(value, tuple) else value
    return document


# What a part is where a question says nothing of it.
_NOTHING_SAID: dict[str, Any] = {
    "shuffle": True,
    "points": "1",
    "markers": 1,
    "wildcards": False,
    "unit_needed": False,
    "model_answer": "",
    "picture": "",
    "task": "",
}


def _part_difference(wanted: Any, given: Any) -> dict[str, Any]:
    one, two = write_part(wanted), write_part(given)
    return {key: value for key, value in one.items() if two.get(key) != value}


def _depth(text: str) -> int:
    """Bound the depth of a document before a parser follows it."""
    deepest = depth = 0
    for char in text:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    lines = max(
        (line.count("- ") + (len(line) - len(line.lstrip(" "))) // 2 for line in text.split("\n") if line[:1] in " -"),
        default=0,
    )
    return max(deepest, min(lines, 1_000) if lines > 200 else 0)
