"""Writing questions: heads, versions, tags, references to files, and the index of words, always together.

Everything that lists and searches read of a question is written here, in the same transaction as the wording it repeats, and
can be made again by :meth:`QuestionWriter.rebuild_heads`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import chunks, insert_rows, widen_cache
from trainer.adapters.storage.stores.question_index import QuestionIndex
from trainer.adapters.storage.stores.question_rows import MADE, current, recalled
from trainer.adapters.storage.tables.question_bank import (
    question,
    question_media,
    question_tag,
    question_version,
)
from trainer.domain.question_bank.prepared import Prepared, prepare
from trainer.domain.question_bank.question import Question, State

# Questions at once from which SQLite's usual cache is too small.
_MANY = 1_000
_REBUILT_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class NewHead:
    """A stored wording that is to become the current one.

    Attributes:
        shipped_version: as the head will say.
        state: None leaves it.
    """

    prepared: Prepared
    shipped_version: int | None
    state: State | None = None


class QuestionWriter:
    """SQL that changes the question bank."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def queue(self) -> None:
        """Let writers of the bank come one after the other; the first statement of a transaction that writes here.

        SQLite queues all writers anyway. On a server a room full of seats starts at once after an upgrade, and each would
        find the same questions wanting.
        """
        if self._c.dialect.name == "postgresql":
            self._c.exec_driver_sql("LOCK TABLE question IN SHARE ROW EXCLUSIVE MODE")

    def add(
        self, questions: Iterable[Question], *, origin: str, state: State, at: datetime, by: str | None
    ) -> list[int]:
        """Add questions that are not in the bank yet; see :meth:`add_prepared`."""
        return self.add_prepared([prepare(one) for one in questions], origin=origin, state=state, at=at, by=by)

    def add_prepared(
        self, rows: Sequence[Prepared], *, origin: str, state: State, at: datetime, by: str | None
    ) -> list[int]:
        """Add questions that are not in the bank yet, with words, tags and references to files.

        Returns:
            Their numbers, in the order given.
        """
        if not rows:
            return []
        self.queue()
        if len(rows) > _MANY:
            widen_cache(self._c)
        first = (self._c.scalar(sa.select(sa.func.max(question.c.number))) or 0) + 1
        numbers = list(range(first, first + len(rows)))
        state_name = state.value
        insert_rows(
            self._c,
            question,
            (*_HEAD_COLUMNS, "number", "id", "code", "state", "origin", "shipped_version", "made_at"),
            [
                (
                    *_head_values(one, at, by),
                    number,
                    one.question.id,
                    one.question.code,
                    state_name,
                    origin,
                    one.question.version if origin == "shipped" else None,
                    at,
                )
                for number, one in zip(numbers, rows, strict=True)
            ],
        )
        self.add_prepared_versions(rows, at=at, by=by)
        self._add_tags(zip(numbers, rows, strict=True))
        self._index.put((number, one.words) for number, one in zip(numbers, rows, strict=True))
        return numbers

    def add_versions(self, questions: Iterable[Question], *, at: datetime, by: str | None) -> None:
        """Add wordings to questions that are in the bank; which one is current is said by :meth:`put_head`."""
        self.add_prepared_versions([prepare(one) for one in questions], at=at, by=by)

    def add_prepared_versions(self, rows: Sequence[Prepared], *, at: datetime, by: str | None) -> None:
        """Add wordings to questions that are in the bank; see :meth:`put_heads`."""
        insert_rows(
            self._c,
            _VERSION_AS_TEXT,
            ("question_id", "version", "kind", "content", "digest", "made_at", "made_by"),
            [
                (
                    one.question.id,
                    one.question.version,
                    one.question.kind.value,
                    one.content,
                    one.digest,
                    at,
                    by,
                )
                for one in rows
            ],
        )
        files = [
            (one.question.id, one.question.version, digest) for one in rows for digest in _media_digests(one.question)
        ]
        insert_rows(self._c, question_media, ("question_id", "version", "digest"), files)

    def put_head(self, wording: Question, *, shipped_version: int | None, state: State | None = None) -> None:
        """Make a stored wording the current one."""
        self.put_heads([NewHead(prepare(wording), shipped_version, state)])

    def put_heads(self, heads: Sequence[NewHead]) -> None:
        """Make stored wordings the current ones of their questions."""
        if not heads:
            return
        self.queue()
        ids = [one.prepared.question.id for one in heads]
        before = self._current_words(ids)
        made = self._made([(one.prepared.question.id, one.prepared.question.version) for one in heads])
        rows = []
        for one in heads:
            wording = one.prepared.question
            made_at, made_by = made[wording.id, wording.version]
            values = dict(zip(_HEAD_COLUMNS, _head_values(one.prepared, made_at, made_by), strict=True))
            rows.append({**values, "shipped_version": one.shipped_version, "the_id": wording.id})
        self._c.execute(question.update().where(question.c.id == sa.bindparam("the_id")), rows)
        states = [one for one in heads if one.state is not None]
        for state in {one.state for one in states}:
            assert state is not None
            self.put_states([one.prepared.question.id for one in states if one.state is state], state)
        numbered = [(before[one.prepared.question.id][0], one.prepared) for one in heads]
        self._drop_tags([number for number, _ in numbered])
        self._add_tags(numbered)
        changed = [(number, one) for number, one in numbered if before[one.question.id][1] != one.words]
        self._index.drop((number, before[one.question.id][1]) for number, one in changed)
        self._index.put(sorted((number, one.words) for number, one in changed))

    def put_shipped_version(self, question_id: str, version: int) -> None:
        """Note a newer shipped wording without making it the current one."""
        self._c.execute(question.update().where(question.c.id == question_id).values(shipped_version=version))

    def put_state(self, question_id: str, state: State) -> None:
        """Move one question on in its life."""
        self.put_states([question_id], state)

    def put_states(self, question_ids: Iterable[str], state: State) -> None:
        """Move questions on in their life."""
        for chunk in chunks(question_ids):
            self._c.execute(question.update().where(question.c.id.in_(chunk)).values(state=state.value))

    def remove(self, question_ids: Iterable[str]) -> None:
        """Take questions out of the bank as if they had never been in it; only for such as nobody was ever asked."""
        self.queue()
        for chunk in chunks(question_ids):
            self._index.drop(self._current_words(chunk).values())
            numbers = self._c.scalars(sa.select(question.c.number).where(question.c.id.in_(chunk))).all()
            self._drop_tags(numbers)
            self._c.execute(question_media.delete().where(question_media.c.question_id.in_(chunk)))
            self._c.execute(question_version.delete().where(question_version.c.question_id.in_(chunk)))
            self._c.execute(question.delete().where(question.c.id.in_(chunk)))

    def rebuild_heads(self) -> int:
        """Work out again everything that heads, tags and the index of words repeat from current wordings.

        Returns:
            How many heads differed from what was kept.
        """
        self.queue()
        self._index.clear()
        self._c.execute(question_tag.delete())
        self._c.execute(question_media.delete())
        drifted, last = 0, 0
        columns = [question.c[name] for name in _HEAD_COLUMNS]
        while True:
            rows = self._c.execute(
                sa.select(question.c.number, *columns, question_version.c.content, *MADE)
                .select_from(current())
                .where(question.c.number > last)
                .order_by(question.c.number)
                .limit(_REBUILT_AT_ONCE)
            ).all()
            if not rows:
                break
            last = rows[-1].number
            fresh = [(row.number, prepare(recalled(row.content))) for row in rows]
            changed = []
            for row, (number, one) in zip(rows, fresh, strict=True):
                values = _head_values(one, row.made_at_of_version, row.made_by)
                if values != tuple(row[1 : 1 + len(_HEAD_COLUMNS)]):
                    changed.append({**dict(zip(_HEAD_COLUMNS, values, strict=True)), "the_number": number})
            if changed:
                self._c.execute(question.update().where(question.c.number == sa.bindparam("the_number")), changed)
                drifted += len(changed)
            self._add_tags(fresh)
            self._index.put((number, one.words) for number, one in fresh)
        self._rebuild_media()
        return drifted

    @cached_property
    def _index(self) -> QuestionIndex:
        return QuestionIndex(self._c)

    def _current_words(self, ids: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Give number and indexed words of questions by id."""
        from trainer.domain.question_bank.search_words import question_words

        found: dict[str, tuple[int, str]] = {}
        for chunk in chunks(ids):
            query = (
                sa.select(question.c.id, question.c.number, question_version.c.content)
                .select_from(current())
                .where(question.c.id.in_(chunk))
            )
            for row in self._c.execute(query):
                found[row.id] = (row.number, " ".join(question_words(recalled(row.content))))
        return found

    def _made(self, pairs: Sequence[tuple[str, int]]) -> dict[tuple[str, int], tuple[datetime, str | None]]:
        found: dict[tuple[str, int], tuple[datetime, str | None]] = {}
        for chunk in chunks(question_id for question_id, _ in pairs):
            query = sa.select(question_version.c.question_id, question_version.c.version, *MADE)
            for row in self._c.execute(query.where(question_version.c.question_id.in_(chunk))):
                found[row.question_id, row.version] = (row.made_at_of_version, row.made_by)
        return found

    def _add_tags(self, rows: Iterable[tuple[int, Prepared]]) -> None:
        insert_rows(
            self._c,
            question_tag,
            ("number", "sort", "word"),
            [
                (number, sort, word)
                for number, one in rows
                for sort, words in (
                    ("tag", one.question.tags),
                    ("department", one.question.departments),
                    ("enemy", one.question.enemies),
                )
                for word in dict.fromkeys(word[:200] for word in words)
            ],
        )

    def _drop_tags(self, numbers: Sequence[int]) -> None:
        for start in range(0, len(numbers), 500):
            self._c.execute(question_tag.delete().where(question_tag.c.number.in_(numbers[start : start + 500])))

    def _rebuild_media(self) -> None:
        # Few questions have files; their documents say so in plain letters.
        query = sa.select(question_version.c.content).where(
            sa.cast(question_version.c.content, sa.Text).contains('"attachments"')
        )
        wordings = [recalled(content) for content in self._c.scalars(query)]
        files = [(one.id, one.version, digest) for one in wordings for digest in _media_digests(one)]
        insert_rows(self._c, question_media, ("question_id", "version", "digest"), files)


# A wording as it is written: its document is text already.
_VERSION_AS_TEXT = sa.Table(
    "question_version",
    sa.MetaData(),
    *(
        sa.Column(column.name, sa.Text() if column.name == "content" else column.type)
        for column in question_version.columns
    ),
)
# What a head repeats from its current wording, in the order of _head_values.
_HEAD_COLUMNS = (
    "course",
    "lesson",
    "knowledge_point",
    "category",
    "name",
    "kind",
    "tier",
    "difficulty",
    "bloom",
    "current_version",
    "digest",
    "gist",
    "review_by",
    "has_media",
    "line",
    "updated_at",
    "author_id",
)


def _head_values(one: Prepared, at: datetime, by: str | None) -> tuple[Any, ...]:
    wording = one.question
    return (
        wording.course,
        one.lesson,
        wording.knowledge_point,
        wording.category,
        wording.name,
        wording.kind.value,
        wording.tier,
        wording.difficulty,
        wording.bloom.value,
        wording.version,
        one.digest,
        one.gist,
        wording.law.review_by if wording.law is not None else "",
        bool(_media_digests(wording)),
        one.line,
        at,
        by,
    )


def _media_digests(wording: Question) -> list[str]:
    files = [one.digest for one in wording.attachments]
    for part in wording.parts:
        files += [one.digest for one in part.attachments]
    return list(dict.fromkeys(files))
