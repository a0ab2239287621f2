"""What a package of this program says beside QTI, in its manifest: codes, names of files, and what QTI has no place for.

Head data (tier, difficulty, law ...) are keywords, which other programs keep; the rest is a small document, bound to the item's
text, so that an item that was edited elsewhere is read as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trainer.adapters.interchange.questions import own_document, own_tags
from trainer.adapters.interchange.questions.qti.pair_kinds import sub_question
from trainer.adapters.interchange.questions.qti.sub_questions import whole
from trainer.domain.question_bank.answers import Feedback
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.question import Kind, Question

if TYPE_CHECKING:
    from lxml import etree

SPACE = "urn:cadre-trainer:package:1"
OWN_QUESTION = f"{{{SPACE}}}question"
_FILE = f"{{{SPACE}}}file"
_REST = f"{{{SPACE}}}rest"
_PARTS = "parts"
_MOST_PARTS = 500
_PART = ""


@dataclass(frozen=True, slots=True)
class OwnData:
    """What stands in the manifest about one question.

    Attributes:
        code: of the question.
        names: of its files, by their place in the package.
        rest: a document of ``own_document``; empty where QTI says everything.
    """

    code: str
    names: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""


def read_own(element: etree._Element) -> OwnData:
    """Read our own element of a manifest."""
    names = {one.get("href", ""): one.get("name", "") for one in element.iter(_FILE) if one.get("name")}
    rest = next((one.text or "" for one in element.iter(_REST)), "")
    return OwnData(element.get("code", ""), names, rest)


def own_rest(question: Question, read: Question | None, item: str) -> str:
    """Write what reading an item as QTI would not give back.

    Args:
        question: as it is.
        read: as it comes back without our own data; None where it does not.
        item: the text of the item.

    Returns:
        Empty where nothing is lost.
    """
    found = read if read is not None else empty_question()
    document = _plain(own_document.differences(question, found))
    parts = _part_differences(question, found)
    if parts is not None:
        document[_PARTS] = parts
    return own_document.written(document, item) if document else ""


def put_back(
    question: Question | None, head: Question, rest: str, item: str, media: Mapping[str, MediaFile]
) -> tuple[Question | None, bool]:
    """Put our own data back into a question.

    Args:
        question: as QTI says it; None where it could not be read so.
        head: what its keywords say, in a question that says nothing else.
        rest: of :func:`own_rest`.
        item: the text of the item.
        media: its files by name.

    Returns:
        The question, and whether the data were used: not where the item was edited.
    """
    if not rest:
        return question, question is not None
    try:
        document = json.loads(rest)
    except (ValueError, RecursionError):
        return question, False
    if not isinstance(document, dict):
        return question, False
    parts = document.pop(_PARTS, None)
    base = question if question is not None else head
    files = document.get("files")
    if isinstance(files, list):
        base = replace(base, attachments=tuple(media[one].attachment for one in files if one in media))
    restored, is_used = own_document.restored(base, json.dumps(document, ensure_ascii=False), item)
    if not is_used:
        return question, False
    if parts is not None:
        restored = replace(restored, parts=_parts(parts, restored.parts, media))
    return restored, True


def tagged(question: Question) -> list[str]:
    """Give the keywords of a question: its tags, and its head data as tags of ours."""
    return [*question.tags, *own_tags.tags_of(question)]


def empty_question() -> Question:
    """Give a question that says nothing."""
    return sub_question(Kind.ESSAY, "", {})


def _part_differences(question: Question, read: Question) -> list[Any] | None:
    if question.kind is not Kind.CASE_SET:
        return None
    known = list(whole(replace(question, parts=read.parts[: len(question.parts)])).parts)
    empty = whole(replace(question, parts=(empty_question(),))).parts
    known += list(empty) * (len(question.parts) - len(known))
    found = [_plain(own_document.differences(one, other)) for one, other in zip(question.parts, known, strict=True)]
    return found if any(found) or len(read.parts) != len(question.parts) else None


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    """Write words of feedback that say nothing as nothing."""
    return {key: {} if isinstance(value, Feedback) else value for key, value in document.items()}


def _parts(documents: Any, read: tuple[Question, ...], media: Mapping[str, MediaFile]) -> tuple[Question, ...]:
    if not isinstance(documents, list) or len(documents) > _MOST_PARTS:
        return read
    made = []
    for at, document in enumerate(documents):
        base = read[at] if at < len(read) else empty_question()
        if isinstance(document, dict) and document:
            files = document.get("files")
            if isinstance(files, list):
                base = replace(base, attachments=tuple(media[one].attachment for one in files if one in media))
            base, _ = own_document.restored(base, own_document.written(document, _PART), _PART)
        made.append(base)
    return tuple(made)
