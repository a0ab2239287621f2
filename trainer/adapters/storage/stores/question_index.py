"""The index of words: where which word occurs, for search and for finding questions that are alike.

SQLite: FTS5 without a copy of the texts, asked by phrases; a row is taken out by giving its old words once more, which the
question store works out from the old wording. PostgreSQL: vectors with positions that are made here word by word (its own
parser would not cut Chinese), a GIN index, and a count for each word, because asking the index for it would cost a scan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import insert_rows
from trainer.adapters.storage.tables.question_bank import question
from trainer.domain.question_bank.search_words import Phrase, Query

_AT_ONCE = 5_000

_FTS = sa.table("question_text", sa.column("rowid", sa.Integer))


class _TsQuery(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "tsquery"


# Vectors are written as text, which the server reads.
_AS_TEXT = sa.Table("question_text", sa.MetaData(), sa.Column("number", sa.Integer), sa.Column("words", sa.Text))
_VECTORS = sa.table("question_text", sa.column("number", sa.Integer), sa.column("words"))


class QuestionIndex:
    """SQL of the index of words; numbers are those of ``question.number``."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection
        self._is_sqlite = connection.dialect.name == "sqlite"

    # writing, by the question store

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        """Add the words of questions that have none in the index; numbers ascending is fastest.

        Args:
            rows: number, and words with blanks between.
        """
        listed = list(rows)
        if not listed:
            return
        if self._is_sqlite:
            self._c.exec_driver_sql("INSERT INTO question_text (rowid, words) VALUES (?, ?)", listed)
            return
        insert_rows(self._c, _AS_TEXT, ("number", "words"), [(number, _vector(words)) for number, words in listed])
        self._count(listed, 1)

    def drop(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take questions out of the index.

        Args:
            rows: number, and exactly the words that were put.
        """
        listed = list(rows)
        if not listed:
            return
        if self._is_sqlite:
            self._c.exec_driver_sql(
                "INSERT INTO question_text (question_text, rowid, words) VALUES ('delete', ?, ?)", listed
            )
            return
        self._c.exec_driver_sql("DELETE FROM question_text WHERE number = %s", [(number,) for number, _ in listed])
        self._count(listed, -1)

    def clear(self) -> None:
        """Empty the index."""
        if self._is_sqlite:
            self._c.exec_driver_sql("INSERT INTO question_text (question_text) VALUES ('delete-all')")
            return
        self._c.exec_driver_sql("DELETE FROM question_text")
        self._c.exec_driver_sql("DELETE FROM question_text_word")

    def is_whole(self) -> bool:
        """Tell whether every question is in the index, and nothing else."""
        if self._is_sqlite:
            # The size table of a contentless index has a row for each question in it.
            numbers = "SELECT id AS number FROM question_text_docsize"
        else:
            numbers = "SELECT number FROM question_text"
        odd = (
            f"SELECT (SELECT count(*) FROM question WHERE number NOT IN ({numbers}))"
            f" + (SELECT count(*) FROM ({numbers}) t WHERE t.number NOT IN (SELECT number FROM question))"
        )
        return bool(self._c.exec_driver_sql(odd).scalar_one() == 0)

    # asking

    def matches(self, query: Query) -> sa.ColumnElement[bool] | None:
        """Give the rule that a question fulfils a query's phrases; None where it has none."""
        return question.c.number.in_(self._found(query)) if query.phrases else None

    def count(self, query: Query) -> int:
        """Count the questions that fulfil a query's phrases without looking at them."""
        _, rule = self._asked(query)
        counted: int | None = self._c.scalar(
            sa.select(sa.func.count()).select_from(_FTS if self._is_sqlite else _VECTORS).where(rule)
        )
        return counted or 0

    def numbers(self, query: Query, *, newest_first: bool, limit: int | None, offset: int) -> Sequence[int]:
        """Give the numbers of the questions that fulfil a query's phrases, in the order in which they came."""
        number, rule = self._asked(query)
        order = number.desc() if newest_first else number
        return self._c.scalars(sa.select(number).where(rule).order_by(order).limit(limit).offset(offset)).all()

    def _found(self, query: Query) -> sa.Select[Any]:
        number, rule = self._asked(query)
        return sa.select(number).where(rule)

    def _asked(self, query: Query) -> tuple[sa.ColumnElement[int], sa.ColumnElement[bool]]:
        if self._is_sqlite:
            asked = " AND ".join(_fts(phrase) for phrase in query.phrases)
            return _FTS.c.rowid, sa.literal_column("question_text").op("MATCH")(asked)
        asked = " & ".join(_tsquery(phrase) for phrase in query.phrases)
        return _VECTORS.c.number, _VECTORS.c.words.op("@@")(sa.cast(asked, _TsQuery()))

    def bigram_counts(self, bigrams: Iterable[str]) -> dict[str, int]:
        """Count the questions in which each word occurs; words that occur nowhere are left out."""
        wanted = list(dict.fromkeys(bigrams))
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            chunk = wanted[start : start + _AT_ONCE]
            if self._is_sqlite:
                query = sa.text("SELECT term, doc FROM question_text_words WHERE term IN :words")
            else:
                query = sa.text("SELECT word, questions FROM question_text_word WHERE word IN :words")
            rows = self._c.execute(query.bindparams(sa.bindparam("words", expanding=True)), {"words": chunk})
            found.update((word, number) for word, number in rows)
        return found

    def sharing(self, bigrams: Iterable[str], limit: int = 50) -> list[tuple[str, int]]:
        """Find the questions in which most of some words occur.

        Args:
            bigrams: rare ones, as :meth:`bigram_counts` tells: each costs as much as there are questions with it.

        Returns:
            Ids with how many of the words occur there, most first.
        """
        shared: Counter[int] = Counter()
        for word in dict.fromkeys(bigrams):
            shared.update(self._numbers_with(word))
        best = sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:limit]
        ids: dict[int, str] = {}
        for start in range(0, len(best), 500):
            numbers = [number for number, _ in best[start : start + 500]]
            rows = self._c.execute(sa.select(question.c.number, question.c.id).where(question.c.number.in_(numbers)))
            ids.update((row.number, row.id) for row in rows)
        return [(ids[number], times) for number, times in best if number in ids]

    def _numbers_with(self, word: str) -> Sequence[int]:
        phrase = Phrase((word,), is_open=False)
        if self._is_sqlite:
            rows = self._c.exec_driver_sql(
                "SELECT rowid FROM question_text WHERE question_text MATCH ?", (_fts(phrase),)
            )
        else:
            rows = self._c.exec_driver_sql(
                "SELECT number FROM question_text WHERE words @@ %s::tsquery", (_tsquery(phrase),)
            )
        return rows.scalars().all()

    def _count(self, rows: Sequence[tuple[int, str]], by: int) -> None:
        counted: Counter[str] = Counter()
        for _, words in rows:
            counted.update(set(words.split()))
        # In order, so that two writers never wait for each other.
        changes = [(word, times * by) for word, times in sorted(counted.items())]
        for start in range(0, len(changes), _AT_ONCE):
            counts = _arrays(changes[start : start + _AT_ONCE])
            self._c.execute(_COUNT, counts)
            if by < 0:
                self._c.execute(_FORGET, {"words": counts["words"]})


_COUNT = sa.text(
    "INSERT INTO question_text_word (word, questions)"
    " SELECT * FROM unnest(CAST(:words AS text[]), CAST(:times AS integer[]))"
    " ON CONFLICT (word) DO UPDATE SET questions = question_text_word.questions + excluded.questions"
)

_FORGET = sa.text("DELETE FROM question_text_word WHERE questions <= 0 AND word = ANY (CAST(:words AS text[]))")


def _arrays(changes: Sequence[tuple[str, int]]) -> dict[str, Any]:
    return {"words": [word for word, _ in changes], "times": [times for _, times in changes]}


def _vector(words: str) -> str:
    """Write words as a vector with positions; they hold letters and digits alone, so nothing in them needs escaping."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words.split(), 1):
        places.setdefault(word, []).append(str(place))
    # PostgreSQL keeps 255 places of a word.
    return " ".join(f"'{word}':{','.join(where[:255])}" for word, where in places.items())


def _fts(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.is_open else ""}'


def _tsquery(phrase: Phrase) -> str:
    asked = [f"'{word}'" for word in phrase.words]
    if phrase.is_open:
        asked[-1] += ":*"
    return f"({' <-> '.join(asked)})"
