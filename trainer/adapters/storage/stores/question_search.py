"""Choose, list and count questions by their heads.

What a filter asks is answered by the index of words and by one index that holds all columns by which people choose; rows are
read for the page that is shown and for no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import chunks
from trainer.adapters.storage.stores.question_index import QuestionIndex
from trainer.adapters.storage.tables.question_bank import question, question_tag
from trainer.adapters.storage.tables.question_life import (
    bank_change_line,
    question_alike,
    question_exposure,
    question_remark,
)
from trainer.domain.question_bank.question import State
from trainer.domain.question_bank.search_words import Query, read_query
from trainer.domain.question_bank.selection import EVERYTHING, Order, QuestionFilter

_NUMBERS_AT_ONCE = 500
_OPEN_REMARKS = ("comment", "returned")


@dataclass(frozen=True, slots=True)
class Hit:
    """A question found, as lists show it."""

    number: int
    id: str
    code: str
    line: str
    kind: str
    course: str
    lesson: str
    knowledge_point: str
    category: str
    name: str
    tier: str
    difficulty: int
    bloom: str
    state: State
    origin: str
    version: int
    shipped_version: int | None
    author_id: str | None
    updated_at: datetime | None
    review_by: str
    has_media: bool

    @property
    def stem(self) -> str:
        """The beginning of the stem in plain words."""
        return self.line


@dataclass(slots=True)
class Counts:
    """How many questions stand where; each by code, all within one filter."""

    total: int = 0
    by_course: dict[str, int] = field(default_factory=dict)
    by_lesson: dict[str, int] = field(default_factory=dict)
    by_point: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, int] = field(default_factory=dict)
    by_state: dict[str, int] = field(default_factory=dict)
    by_difficulty: dict[int, int] = field(default_factory=dict)


class QuestionSearchStore:
    """SQL of lists of questions."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection
        self._index = QuestionIndex(connection)

    @property
    def index(self) -> QuestionIndex:
        """The index of words."""
        return self._index

    def total(self, wanted: QuestionFilter = EVERYTHING) -> int:
        """Count the questions that fulfil a filter."""
        if (asked := _words_alone(wanted)) is not None:
            return self._index.count(asked)
        query = sa.select(sa.func.count()).select_from(question).where(*self._rules(wanted))
        return self._c.scalar(query) or 0

    def numbers(
        self, wanted: QuestionFilter = EVERYTHING, order: Order = Order.CODE, limit: int | None = None, offset: int = 0
    ) -> Sequence[int]:
        """Give the numbers of the questions that fulfil a filter, in an order that is the same whenever asked."""
        if order in (Order.CAME, Order.NEWEST) and (asked := _words_alone(wanted)) is not None:
            return self._index.numbers(asked, newest_first=order is Order.NEWEST, limit=limit, offset=offset)
        query = sa.select(question.c.number).where(*self._rules(wanted)).order_by(*_ORDERS[order])
        return self._c.scalars(query.limit(limit).offset(offset)).all()

    def lines(self, numbers: Iterable[int]) -> list[Hit]:
        """Give lines of a list for numbers, in their order; those of questions that are gone are left out."""
        listed = list(numbers)
        found: dict[int, Hit] = {}
        for start in range(0, len(listed), _NUMBERS_AT_ONCE):
            chunk = listed[start : start + _NUMBERS_AT_ONCE]
            found.update((row.number, _hit(row)) for row in self._c.execute(_LINES, {"numbers": chunk}))
        return [found[number] for number in listed if number in found]

    def ids(self, wanted: QuestionFilter = EVERYTHING, order: Order = Order.CODE) -> Sequence[str]:
        """Give the ids of all questions that fulfil a filter."""
        return self._c.scalars(sa.select(question.c.id).where(*self._rules(wanted)).order_by(*_ORDERS[order])).all()

    def numbers_of(self, ids: Iterable[str]) -> dict[str, int]:
        """Give the numbers of questions by id."""
        found: dict[str, int] = {}
        for chunk in chunks(ids):
            rows = self._c.execute(sa.select(question.c.id, question.c.number).where(question.c.id.in_(chunk)))
            found.update((row.id, row.number) for row in rows)
        return found

    def counts(self, wanted: QuestionFilter = EVERYTHING) -> Counts:
        """Count the questions that fulfil a filter by place, kind, state and difficulty, in one pass."""
        columns = (
            question.c.course,
            question.c.lesson,
            question.c.knowledge_point,
            question.c.kind,
            question.c.state,
            question.c.difficulty,
        )
        rows = self._c.execute(sa.select(*columns, sa.func.count()).where(*self._rules(wanted)).group_by(*columns))
        found = Counts()
        for course, lesson, point, kind, state, difficulty, times in rows:
            found.total += times
            for counted, value in (
                (found.by_course, course),
                (found.by_lesson, lesson),
                (found.by_point, point),
                (found.by_kind, kind),
                (found.by_state, state),
            ):
                counted[value] = counted.get(value, 0) + times
            found.by_difficulty[difficulty] = found.by_difficulty.get(difficulty, 0) + times
        return found

    def tags_of(self, numbers: Iterable[int]) -> dict[int, dict[str, list[str]]]:
        """Give tags, departments and enemies by number: ``{7: {"tag": [...], "department": [...], "enemy": [...]}}``."""
        found: dict[int, dict[str, list[str]]] = {}
        listed = list(numbers)
        for start in range(0, len(listed), _NUMBERS_AT_ONCE):
            chunk = listed[start : start + _NUMBERS_AT_ONCE]
            query = sa.select(question_tag).where(question_tag.c.number.in_(chunk)).order_by(question_tag.c.word)
            for row in self._c.execute(query):
                found.setdefault(row.number, {}).setdefault(row.sort, []).append(row.word)
        return found

    def words_in_use(self, sort: str) -> list[tuple[str, int]]:
        """Give every ``tag`` or ``department`` in use with the number of its questions, the most used first."""
        times = sa.func.count()
        query = (
            sa.select(question_tag.c.word, times)
            .where(question_tag.c.sort == sort)
            .group_by(question_tag.c.word)
            .order_by(times.desc(), question_tag.c.word)
        )
        return [(row[0], row[1]) for row in self._c.execute(query)]

    def categories(self) -> list[tuple[str, int]]:
        """Give every category in use with the number of its questions, in order."""
        query = sa.select(question.c.category, sa.func.count()).group_by(question.c.category)
        return [(row[0], row[1]) for row in self._c.execute(query.order_by(question.c.category)) if row[0]]

    def authors(self) -> list[tuple[str, int]]:
        """Give the id of everybody who made a current wording, with the number of these."""
        query = sa.select(question.c.author_id, sa.func.count()).group_by(question.c.author_id)
        return [(row[0], row[1]) for row in self._c.execute(query) if row[0]]

    def enemies(self) -> dict[str, set[str]]:
        """Give the enemies that published questions name, by code; pairs count both ways."""
        query = (
            sa.select(question.c.code, question_tag.c.word)
            .join(question_tag, question_tag.c.number == question.c.number)
            .where(question_tag.c.sort == "enemy", question.c.state == State.PUBLISHED.value)
        )
        found: dict[str, set[str]] = {}
        for code, enemy in self._c.execute(query):
            found.setdefault(code, set()).add(enemy)
            found.setdefault(enemy, set()).add(code)
        return found

    def _rules(self, wanted: QuestionFilter) -> list[sa.ColumnElement[bool]]:
        return [*self._rules_on_heads(wanted), *_rules_on_life(wanted), *self._rules_on_words(wanted)]

    def _rules_on_words(self, wanted: QuestionFilter) -> Iterator[sa.ColumnElement[bool]]:
        query = read_query(wanted.text)
        matches = self._index.matches(query)
        if matches is not None:
            yield matches
        for sign in query.signs:
            # A bracket or a currency sign is in no index; the beginning of the stem is better than nothing.
            yield question.c.line.icontains(sign, autoescape=True)

    def _rules_on_heads(self, wanted: QuestionFilter) -> Iterator[sa.ColumnElement[bool]]:
        for column, value in (
            (question.c.course, wanted.course),
            (question.c.lesson, wanted.lesson),
            (question.c.origin, wanted.origin),
            (question.c.author_id, wanted.author),
        ):
            if value:
                yield column == value
        for column, values in (
            (question.c.knowledge_point, wanted.points),
            (question.c.kind, [kind.value for kind in wanted.kinds]),
            (question.c.state, [state.value for state in wanted.states]),
            (question.c.difficulty, wanted.difficulties),
            (question.c.bloom, [bloom.value for bloom in wanted.blooms]),
        ):
            if values:
                yield column.in_(values)
        if wanted.tier:
            yield question.c.tier.contains(wanted.tier, autoescape=True)
        if wanted.category:
            below = question.c.category.startswith(f"{wanted.category}/", autoescape=True)
            yield (question.c.category == wanted.category) | below
        if wanted.overdue_on:
            yield (question.c.review_by != "") & (question.c.review_by < wanted.overdue_on)
        if wanted.has_media is not None:
            yield question.c.has_media.is_(wanted.has_media)
        if wanted.ids is not None:
            yield self._is_among(wanted.ids)
        for sort, word in (("tag", wanted.tag), ("department", wanted.department)):
            if word:
                tagged = sa.select(question_tag.c.number).where(
                    question_tag.c.sort == sort, question_tag.c.word == word
                )
                yield question.c.number.in_(tagged)

    def _is_among(self, ids: Sequence[str]) -> sa.ColumnElement[bool]:
        # One parameter for however many ids; a server takes no more than 65,535 of them.
        if self._c.dialect.name == "sqlite":
            listed = sa.func.json_each(json.dumps([one.replace("-", "") for one in ids])).table_valued("value")
            return sa.cast(question.c.id, sa.Text).in_(sa.select(listed.c.value))
        return question.c.id == sa.any_(sa.cast(list(ids), sa.ARRAY(sa.Uuid(as_uuid=False))))


def _words_alone(wanted: QuestionFilter) -> Query | None:
    """Give the query of a filter that asks for words and nothing else: the index answers that by itself."""
    if not wanted.text or wanted != QuestionFilter(text=wanted.text):
        return None
    query = read_query(wanted.text)
    return query if query.phrases and not query.signs else None


def _rules_on_life(wanted: QuestionFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.is_unused is not None:
        used = question.c.id.in_(sa.select(question_exposure.c.question_id))
        yield ~used if wanted.is_unused else used
    if wanted.has_duplicates:
        twice = sa.select(question.c.gist).where(question.c.gist != "").group_by(question.c.gist)
        open_pairs = question_alike.c.dismissed_at.is_(None)
        yield (
            question.c.gist.in_(twice.having(sa.func.count() > 1))
            | question.c.id.in_(sa.select(question_alike.c.one_id).where(open_pairs))
            | question.c.id.in_(sa.select(question_alike.c.other_id).where(open_pairs))
        )
    if wanted.has_remarks:
        remarked = sa.select(question_remark.c.question_id).where(
            question_remark.c.what.in_(_OPEN_REMARKS), question_remark.c.resolved_at.is_(None)
        )
        yield question.c.id.in_(remarked)
    if wanted.change:
        changed = sa.select(bank_change_line.c.question_id).where(bank_change_line.c.change_id == wanted.change)
        yield question.c.id.in_(changed)


_ORDERS: dict[Order, tuple[sa.ColumnElement[Any], ...]] = {
    Order.CODE: (question.c.code,),
    Order.CAME: (question.c.number,),
    Order.NEWEST: (question.c.number.desc(),),
    Order.CHANGED: (question.c.updated_at.desc(), question.c.number.desc()),
    Order.KIND: (question.c.kind, question.c.code),
    Order.DIFFICULTY: (question.c.difficulty, question.c.code),
    Order.STATE: (question.c.state, question.c.code),
    Order.POINT: (question.c.course, question.c.lesson, question.c.knowledge_point, question.c.code),
    Order.REVIEW: ((question.c.review_by == ""), question.c.review_by, question.c.code),
}

_LINES = sa.select(
    question.c.number,
    question.c.id,
    question.c.code,
    question.c.line,
    question.c.kind,
    question.c.course,
    question.c.lesson,
    question.c.knowledge_point,
    question.c.category,
    question.c.name,
    question.c.tier,
    question.c.difficulty,
    question.c.bloom,
    question.c.state,
    question.c.origin,
    question.c.current_version.label("version"),
    question.c.shipped_version,
    question.c.author_id,
    question.c.updated_at,
    question.c.review_by,
    question.c.has_media,
).where(question.c.number.in_(sa.bindparam("numbers", expanding=True)))


def _hit(row: Any) -> Hit:
    return Hit(**{**row._mapping, "state": State(row.state)})
