"""Rows of questions and what they become: shared by writing and reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from trainer.adapters.storage.stores.bulk import chunks
from trainer.adapters.storage.tables.question_bank import question, question_version
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.question_bank.question import Question, State
from trainer.domain.question_bank.reading import recall_question


@dataclass(frozen=True, slots=True)
class QuestionHead:
    """What is known of a question whatever its versions.

    Attributes:
        origin: ``shipped`` or ``local``.
        current_version: the wording that new papers take.
        shipped_version: newest version seen in shipped files; None for local ones.
        digest: of the current wording.
        number: counts the questions in the order in which they came.
        author_id: who made the current wording; None for the program and an open command line.
    """

    id: str
    code: str
    course: str
    knowledge_point: str
    state: State
    origin: str
    current_version: int
    shipped_version: int | None
    digest: str
    number: int
    author_id: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A question with what the bank knows about it."""

    head: QuestionHead
    question: Question
    made_at: datetime
    made_by: str | None = None


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One stored wording without its texts."""

    version: int
    digest: str
    made_at: datetime
    made_by: str | None


MADE = (question_version.c.made_at.label("made_at_of_version"), question_version.c.made_by)
HEAD = (
    question.c.id,
    question.c.code,
    question.c.course,
    question.c.knowledge_point,
    question.c.state,
    question.c.origin,
    question.c.current_version,
    question.c.shipped_version,
    question.c.digest,
    question.c.number,
    question.c.author_id,
)
ALL = (*HEAD, question_version.c.content, *MADE)


def current() -> sa.Join:
    """Join questions with their current versions."""
    return sa.join(
        question,
        question_version,
        (question_version.c.question_id == question.c.id) & (question_version.c.version == question.c.current_version),
    )


def maybe_chunks(values: Sequence[str] | None) -> Iterator[Sequence[str] | None]:
    """Cut a list into pieces short enough for an IN list; None, for everything, stays one piece."""
    if values is None:
        yield None
        return
    yield from chunks(values)


def head_of(row: Any) -> QuestionHead:
    """Make a head of a row with the columns of :data:`HEAD`."""
    return QuestionHead(
        row.id,
        row.code,
        row.course,
        row.knowledge_point,
        State(row.state),
        row.origin,
        row.current_version,
        row.shipped_version,
        row.digest,
        row.number,
        row.author_id,
    )


def stored(row: Any) -> Stored:
    """Make a question of a row with the columns of :data:`ALL`."""
    return Stored(head_of(row), recalled(row.content), row.made_at_of_version, row.made_by)


def recalled(content: Mapping[str, Any]) -> Question:
    """Make a question of a stored document.

    Raises:
        Fault: ``question_damaged``.
    """
    try:
        return recall_question(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        code = content.get("id", "?") if isinstance(content, Mapping) else "?"
        raise Fault("question_damaged", None, error, question=str(code)) from error
