"""A question with everything the bank keeps beside it, worked out once: its document, digest, gist, words and line."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from trainer.domain.question_bank.likeness import gist as gist_of
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.search_words import question_words
from trainer.domain.question_bank.text import plain
from trainer.domain.question_bank.writing import write_question

# Characters of the stem that a list shows.
LINE_LENGTH = 160
_BLANKS = re.compile(r"\s+")
_KNOWLEDGE_POINT = re.compile(r"K(\d{4})[a-z]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is stored of one wording.

    Attributes:
        content: the document as text, keys sorted; ``recall_question(json.loads(content))`` gives the question again.
        digest: as ``writing.content_digest``.
        gist: as ``likeness.gist``: equal where two questions say the same.
        words: for the search index, in order, with a blank between.
        line: the beginning of the stem in plain words.
        lesson: that the knowledge point belongs to, else where it is taught.
    """

    question: Question
    content: str
    digest: str
    gist: str
    words: str
    line: str
    lesson: str


def prepare(question: Question, *, gist: str | None = None) -> Prepared:
    """Work everything out.

    Args:
        question: with its code; the version may still be changed by :func:`numbered`.
        gist: where the caller has it already.
    """
    if gist is None:
        gist = gist_of(question)
    document = write_question(question)
    version = document.pop("version")
    unnumbered = _canonical(document)
    return Prepared(
        question,
        _numbered(document, unnumbered, version),
        hashlib.sha256(unnumbered.encode()).hexdigest(),
        gist,
        " ".join(question_words(question)),
        line_of(question),
        lesson_of(question),
    )


def numbered(prepared: Prepared, version: int) -> Prepared:
    """Give a wording another number; nothing else of it changes."""
    if prepared.question.version == version:
        return prepared
    document: dict[str, Any] = json.loads(prepared.content)
    document["version"] = version
    return replace(prepared, question=_with_version(prepared.question, version), content=_canonical(document))


def _with_version(question: Question, version: int) -> Question:
    parts = tuple(replace(part, version=version) for part in question.parts)
    return replace(question, version=version, parts=parts)


def line_of(question: Question) -> str:
    """Give the beginning of the stem in plain words, on one line."""
    said = _BLANKS.sub(" ", plain(question.stem[: LINE_LENGTH * 4])).strip()
    return said if len(said) <= LINE_LENGTH else said[: LINE_LENGTH - 1] + "…"


def lesson_of(question: Question) -> str:
    """Give the lesson of the tree under which a question stands; empty where there is none."""
    found = _KNOWLEDGE_POINT.fullmatch(question.knowledge_point)
    return f"L{found[1]}" if found else question.teaches_lesson


def _canonical(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _numbered(document: dict[str, Any], unnumbered: str, version: int) -> str:
    if max(document) < "version":
        # The number is the last key, as in nearly every document: writing it all once more is spared.
        return f'{unnumbered[:-1]},"version":{version}}}'
    return _canonical({**document, "version": version})
