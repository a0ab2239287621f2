"""Questions and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.tables.question_bank import question, question_version, shipped_digest
from trainer.adapters.storage.upsert import insert_or_change
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.question_bank.question import Question, State
from trainer.domain.question_bank.reading import read_question
from trainer.domain.question_bank.writing import content_digest, write_question

_CHUNK = 500  # ids in one IN list


@dataclass(frozen=True, slots=True)
class QuestionHead:
    """What is known of a question whatever its versions.

    Attributes:
        origin: ``shipped`` or ``local``.
        current_version: the wording that new papers take.
        shipped_version: newest version seen in shipped files; None for local ones.
        digest: of the current wording.
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


@dataclass(frozen=True, slots=True)
class Stored:
    """A question with what the bank knows about it."""

    head: QuestionHead
    question: Question
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """A question found, as lists show it."""

    id: str
    code: str
    stem: str
    kind: str
    course: str
    knowledge_point: str
    difficulty: int
    state: State


class QuestionStore:
    """SQL of the question bank."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def queue(self) -> None:
        """Let writers of the bank come one after the other; the first statement of a transaction that writes here.

        SQLite queues all writers anyway. On a server a room full of seats starts at once after an upgrade, and each would
        find the same questions wanting.
        """
        if self._c.dialect.name == "postgresql":
            self._c.exec_driver_sql("LOCK TABLE question IN SHARE ROW EXCLUSIVE MODE")

    # shipped files

    def shipped_digest(self, folder: str) -> str | None:
        """Give the state of a shipped folder that has entered this database."""
        return self._c.scalar(sa.select(shipped_digest.c.digest).where(shipped_digest.c.folder == folder))

    def put_shipped_digest(self, folder: str, digest: str, at: datetime) -> None:
        insert = self._upsert(shipped_digest)
        self._c.execute(
            insert.on_conflict_do_update(
                index_elements=["folder"],
                set_={name: insert.excluded[name] for name in ("digest", "loaded_at")},
            ),
            [{"folder": folder, "digest": digest, "loaded_at": at}],
        )

    # writing

    def add(
        self,
        questions: Iterable[Question],
        *,
        origin: str,
        state: State,
        at: datetime,
        by: str | None,
    ) -> None:
        """Add questions that are not in the bank yet."""
        new = list(questions)
        if not new:
            return
        self._c.execute(
            question.insert(),
            [
                {
                    "id": one.id,
                    "code": one.code,
                    "course": one.course,
                    "knowledge_point": one.knowledge_point,
                    "category": one.category,
                    "name": one.name,
                    "state": state.value,
                    "origin": origin,
                    "current_version": one.version,
                    "shipped_version": one.version if origin == "shipped" else None,
                }
                for one in new
            ],
        )
        self.add_versions(new, at=at, by=by)

    def add_versions(self, questions: Iterable[Question], *, at: datetime, by: str | None) -> None:
        """Add wordings to questions that are in the bank; which one is current is said by :meth:`put_head`."""
        rows = [
            {
                "question_id": one.id,
                "version": one.version,
                "kind": one.kind.value,
                "tier": one.tier,
                "difficulty": one.difficulty,
                "bloom": one.bloom.value,
                "teaches": _teaches(one),
                "stem": one.stem,
                "content": write_question(one),
                "digest": content_digest(one),
                "made_at": at,
                "made_by": by,
            }
            for one in questions
        ]
        if rows:
            self._c.execute(question_version.insert(), rows)

    def put_head(self, wording: Question, *, shipped_version: int | None, state: State | None = None) -> None:
        """Make a stored wording the current one."""
        values: dict[str, Any] = {
            "course": wording.course,
            "knowledge_point": wording.knowledge_point,
            "category": wording.category,
            "name": wording.name,
            "current_version": wording.version,
            "shipped_version": shipped_version,
        }
        if state is not None:
            values["state"] = state.value
        self._c.execute(question.update().where(question.c.id == wording.id).values(**values))

    def put_shipped_version(self, question_id: str, version: int) -> None:
        """Note a newer shipped wording without making it the current one."""
        self._c.execute(question.update().where(question.c.id == question_id).values(shipped_version=version))

    def put_state(self, question_id: str, state: State) -> None:
        self._c.execute(question.update().where(question.c.id == question_id).values(state=state.value))

    # reading

    def heads(self, codes: Sequence[str] | None = None) -> dict[str, QuestionHead]:
        """Give heads by code: of all questions or of some."""
        found: dict[str, QuestionHead] = {}
        query = sa.select(*_HEAD).select_from(_current())
        for chunk in _chunks(codes):
            within = query if chunk is None else query.where(question.c.code.in_(chunk))
            found.update((row.code, _head(row)) for row in self._c.execute(within))
        return found

    def digests(self, question_ids: Sequence[str] | None = None) -> dict[tuple[str, int], str]:
        """Give the digest of every stored wording, by question and version."""
        found: dict[tuple[str, int], str] = {}
        query = sa.select(question_version.c.question_id, question_version.c.version, question_version.c.digest)
        for chunk in _chunks(question_ids):
            within = query if chunk is None else query.where(question_version.c.question_id.in_(chunk))
            found.update(((row.question_id, row.version), row.digest) for row in self._c.execute(within))
        return found

    def get(self, question_id: str, version: int | None = None) -> Stored | None:
        """Give a question in its current or in a named version."""
        wanted = question.c.current_version if version is None else sa.literal(version)
        row = self._c.execute(
            sa.select(*_ALL)
            .join(question_version, question_version.c.question_id == question.c.id)
            .where(question.c.id == question_id, question_version.c.version == wanted)
        ).one_or_none()
        return _stored(row) if row is not None else None

    def by_code(self, code: str, version: int | None = None) -> Stored | None:
        """Give a question by its code."""
        question_id = self._c.scalar(sa.select(question.c.id).where(question.c.code == code))
        return self.get(question_id, version) if question_id is not None else None

    def published_by_codes(self, codes: Sequence[str]) -> dict[str, Question]:
        """Give the current wording of published questions, by code."""
        return {one.code: one for one in self._published(question.c.code, codes)}

    def published_by_points(self, points: Sequence[str]) -> list[Question]:
        """Give the current wording of published questions of some knowledge points, by code."""
        return sorted(self._published(question.c.knowledge_point, points), key=lambda one: one.code)

    def published_by_ids(self, ids: Sequence[str]) -> dict[str, Question]:
        """Give the current wording of published questions, by id."""
        return {one.id: one for one in self._published(question.c.id, ids)}

    def published(self) -> list[Question]:
        """Give the current wording of every published question, by code."""
        return sorted(self._published(question.c.id, None), key=lambda one: one.code)

    def versions(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Question]:
        """Give named versions, whatever the state of their questions: what a paper froze stays readable."""
        pairs = list(wanted)
        ids = sorted({question_id for question_id, _ in pairs})
        asked = set(pairs)
        found: dict[tuple[str, int], Question] = {}
        query = sa.select(
            question_version.c.question_id,
            question_version.c.version,
            question_version.c.content,
        )
        for chunk in _chunks(ids):
            for row in self._c.execute(query.where(question_version.c.question_id.in_(chunk or ()))):
                if (row.question_id, row.version) in asked:
                    found[row.question_id, row.version] = _question(row.content)
        return found

    def all_current(self, course: str = "") -> list[Stored]:
        """Give every question, also drafts and retired ones, by code."""
        query = sa.select(*_ALL).select_from(_current()).order_by(question.c.code)
        if course:
            query = query.where(question.c.course == course)
        return [_stored(row) for row in self._c.execute(query)]

    def search(
        self, text: str = "", *, course: str = "", kind: str = "", state: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[int, list[Hit]]:
        """Find questions by words of the stem or part of the code; every word must occur.

        Returns:
            How many there are in all, and the ones asked for, by code.
        """
        rules: list[sa.ColumnElement[bool]] = [
            question_version.c.stem.icontains(word, autoescape=True) | question.c.code.icontains(word, autoescape=True)
            for word in text.split()
        ]
        for column, value in ((question.c.course, course), (question_version.c.kind, kind), (question.c.state, state)):
            if value:
                rules.append(column == value)
        total = self._c.scalar(sa.select(sa.func.count()).select_from(_current()).where(*rules)) or 0
        rows = self._c.execute(
            sa.select(
                question.c.id,
                question.c.code,
                question_version.c.stem,
                question_version.c.kind,
                question.c.course,
                question.c.knowledge_point,
                question_version.c.difficulty,
                question.c.state,
            )
            .select_from(_current())
            .where(*rules)
            .order_by(question.c.code)
            .limit(limit)
            .offset(offset)
        )
        return total, [
            Hit(row.id, row.code, row.stem, row.kind, row.course, row.knowledge_point, row.difficulty, State(row.state))
            for row in rows
        ]

    def count(self) -> int:
        """Count all questions."""
        return self._c.scalar(sa.select(sa.func.count()).select_from(question)) or 0

    def counts_by(self, what: str) -> dict[str, int]:
        """Count questions by ``course``, ``kind``, ``difficulty``, ``tier``, ``bloom``, ``state`` or ``knowledge_point``."""
        column = question.c[what] if what in question.c else question_version.c[what]
        rows = self._c.execute(
            sa.select(column.label("value"), sa.func.count().label("number"))
            .select_from(_current())
            .group_by(column)
            .order_by(column)
        )
        return {str(row.value): row.number for row in rows}

    def differing(self) -> list[tuple[Stored, Stored]]:
        """Give questions whose wording here is not the newest shipped one: (ours, shipped)."""
        ids = self._c.scalars(
            sa.select(question.c.id)
            .where(question.c.shipped_version.is_not(None), question.c.shipped_version != question.c.current_version)
            .order_by(question.c.code)
        ).all()
        pairs = []
        for question_id in ids:
            ours = self.get(question_id)
            shipped = self.get(question_id, ours.head.shipped_version) if ours is not None else None
            if ours is not None and shipped is not None:
                pairs.append((ours, shipped))
        return pairs

    def _published(self, column: sa.ColumnElement[str], values: Sequence[str] | None) -> list[Question]:
        query = (
            sa.select(question_version.c.content)
            .select_from(_current())
            .where(question.c.state == State.PUBLISHED.value)
        )
        found: list[Question] = []
        for chunk in _chunks(values):
            within = query if chunk is None else query.where(column.in_(chunk))
            found += [_question(content) for content in self._c.scalars(within)]
        return found

    def _upsert(self, table: sa.Table) -> Any:
        return insert_or_change(self._c, table)


_HEAD = (
    question.c.id,
    question.c.code,
    question.c.course,
    question.c.knowledge_point,
    question.c.state,
    question.c.origin,
    question.c.current_version,
    question.c.shipped_version,
    question_version.c.digest,
)
_ALL = (*_HEAD, question_version.c.content, question_version.c.made_at)


def _current() -> sa.Join:
    return sa.join(
        question,
        question_version,
        (question_version.c.question_id == question.c.id) & (question_version.c.version == question.c.current_version),
    )


def _chunks(values: Sequence[str] | None) -> Iterable[Sequence[str] | None]:
    if values is None:
        yield None
        return
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _head(row: Any) -> QuestionHead:
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
    )


def _stored(row: Any) -> Stored:
    return Stored(_head(row), _question(row.content), row.made_at)


def _question(content: dict[str, Any]) -> Question:
    reading = read_question(content)
    if reading.question is None:
        raise Fault("question_damaged", None, None, question=reading.code)
    return reading.question


def _teaches(one: Question) -> str:
    return f"{one.teaches_lesson}#{one.teaches_screen}" if one.teaches_screen else one.teaches_lesson
