"""What a question says that a foreign format cannot hold, as a small document inside the file.

Programs that do not know it pass it by. It holds only the parts that reading the rest of the file would not give back, and
is bound to that rest by a digest: where somebody edited the file, the file is right.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from fractions import Fraction
from typing import Any

from trainer.domain.question_bank.answers import Feedback
from trainer.domain.question_bank.fields import Fields
from trainer.domain.question_bank.question import Kind, LawBasis, Question
from trainer.domain.question_bank.schema import BODY, read_body, write_body

_BODY = {entry.attribute: entry.key for entry in BODY}
_PLACE = ("tier", "course", "knowledge_point", "teaches_lesson", "teaches_screen")
_HEAD = ("kind", "stem", "explanation", "name", "category", "source", *_PLACE)
_LAW = ("title", "version", "article", "review_by")
_FILES = "files"
_COMPARED = (*_HEAD, *_BODY, "departments", "law")
# A damaged document of megabytes is none of ours.
_LONGEST = 2_000_000
_DIGITS = 16


def differences(question: Question, read: Question) -> dict[str, Any]:
    """Give the parts of a question that a reader of the file would not give back.

    Args:
        question: as it is.
        read: as the file says it.

    Returns:
        A document for :func:`written`; empty where nothing is lost.
    """
    wrong = [name for name in _COMPARED if getattr(question, name) != getattr(read, name)]
    if not wrong:
        return {}
    body = write_body(question)
    document: dict[str, Any] = {}
    for name in wrong:
        if name == "attachments":
            document[_FILES] = [one.name for one in question.attachments]
        elif name == "departments":
            document[name] = list(question.departments)
        elif name == "law":
            law = question.law
            document[name] = [] if law is None else [law.title, law.version, law.article, law.review_by]
        elif name in _BODY:
            # What says nothing is left out by the schema; here that is what it says.
            document[_BODY[name]] = body.get(_BODY[name], _nothing(name))
        else:
            document[name] = str(getattr(question, name))
    return document


def everything(question: Question) -> dict[str, Any]:
    """Give all parts of a question, for a file that says nothing a reader could use."""
    document: dict[str, Any] = {name: str(getattr(question, name)) for name in _HEAD}
    body = write_body(question)
    body.pop("attachments", None)
    return document | body


def written(document: dict[str, Any], rest: str) -> str:
    """Write a document, bound to the rest of its question.

    Args:
        document: of :func:`differences`.
        rest: everything else that the file says of the question, in a form that reading and writing agree on.
    """
    return json.dumps({"of": _digest(rest), **document}, ensure_ascii=False, separators=(",", ":"))


def restored(question: Question, text: str, rest: str) -> tuple[Question, bool]:
    """Put a document's parts into a question.

    Args:
        question: as the file says it otherwise.
        text: the document.
        rest: as for :func:`written`.

    Returns:
        The question, and whether the document was used: not where the rest was edited, nor where it is damaged.
    """
    try:
        document = json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.pop("of", "") != _digest(rest):
        return question, False
    names = document.pop(_FILES, None)
    head = {key: document.pop(key) for key in _HEAD if key in document}
    if not all(isinstance(value, str) for value in head.values()) or head.get("kind", "essay") not in set(Kind):
        return question, False
    lists = {key: document.pop(key, None) for key in ("departments", "law")}
    reading = Fields(document)
    reading.only(_BODY.values())
    body = read_body(reading)
    if not reading.is_sound:
        return question, False
    values: dict[str, Any] = {attribute: body[attribute] for attribute, key in _BODY.items() if key in document}
    values |= head
    if "kind" in values:
        values["kind"] = Kind(values["kind"])
    if isinstance(lists["departments"], list):
        values["departments"] = tuple(str(one) for one in lists["departments"])
    if isinstance(lists["law"], list):
        said = [str(one) for one in lists["law"]]
        values["law"] = LawBasis(*said) if len(said) == len(_LAW) else None
    if isinstance(names, list):
        place = {name: number for number, name in enumerate(names) if isinstance(name, str)}
        values["attachments"] = tuple(sorted(question.attachments, key=lambda one: place.get(one.name, len(place))))
    return Question(**{one.name: values.get(one.name, getattr(question, one.name)) for one in fields(Question)}), True


def _nothing(name: str) -> Any:
    default = _DEFAULTS[name]
    if isinstance(default, Feedback):
        return {}
    if isinstance(default, tuple):
        return []
    return str(default) if isinstance(default, Fraction) else default


def _digest(rest: str) -> str:
    return hashlib.sha256("".join(rest.split()).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


_DEFAULTS = {one.name: one.default for one in fields(Question)}
