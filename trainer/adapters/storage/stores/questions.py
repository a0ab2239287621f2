"""Questions and their versions, read; how they are written stands in ``question_writing``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from trainer.adapters.storage.stores.bulk import chunks
from trainer.adapters.storage.stores.question_rows import (
    ALL,
    HEAD,
    MADE,
    QuestionHead,
    Stored,
    VersionLine,
    current,
    head_of,
    maybe_chunks,
    recalled,
    stored,
)
from trainer.adapters.storage.stores.question_writing import NewHead, QuestionWriter
from trainer.adapters.storage.tables.question_bank import question, question_version
from trainer.domain.question_bank.question import Question, State

_WORDINGS_AT_ONCE = 500

__all__ = ["NewHead", "QuestionHead", "QuestionStore", "Stored", "VersionLine"]


class QuestionStore(QuestionWriter):
    """SQL of the question bank."""

    def heads(self, codes: Sequence[str] | None = None) -> dict[str, QuestionHead]:
        """Give heads by code: of all questions or of some."""
        return {head.code: head for head in self._heads(question.c.code, codes)}

    def heads_by_id(self, ids: Sequence[str]) -> dict[str, QuestionHead]:
        """Give heads by id."""
        return {head.id: head for head in self._heads(question.c.id, ids)}

    def digests(self, question_ids: Sequence[str] | None = None) -> dict[tuple[str, int], str]:
        """Give the digest of every stored wording, by question and version."""
        found: dict[tuple[str, int], str] = {}
        query = sa.select(question_version.c.question_id, question_version.c.version, question_version.c.digest)
        for chunk in maybe_chunks(question_ids):
            within = query if chunk is None else query.where(question_version.c.question_id.in_(chunk))
            found.update(((row.question_id, row.version), row.digest) for row in self._c.execute(within))
        return found

    def gists(self, gists: Iterable[str]) -> dict[str, str]:
        """Give the code of a question that says the same, by gist; retired ones are passed over."""
        found: dict[str, str] = {}
        for chunk in chunks(dict.fromkeys(gists)):
            query = sa.select(question.c.gist, question.c.code).where(
                question.c.gist.in_(chunk), question.c.state != State.RETIRED.value
            )
            for row in self._c.execute(query.order_by(question.c.number.desc())):
                found[row.gist] = row.code
        return found

    def get(self, question_id: str, version: int | None = None) -> Stored | None:
        """Give a question in its current or in a named version."""
        wanted = question.c.current_version if version is None else sa.literal(version)
        row = self._c.execute(
            sa.select(*ALL)
            .join(question_version, question_version.c.question_id == question.c.id)
            .where(question.c.id == question_id, question_version.c.version == wanted)
        ).one_or_none()
        return stored(row) if row is not None else None

    def by_code(self, code: str, version: int | None = None) -> Stored | None:
        """Give a question by its code."""
        question_id = self._c.scalar(sa.select(question.c.id).where(question.c.code == code))
        return self.get(question_id, version) if question_id is not None else None

    def many(self, question_ids: Iterable[str]) -> Iterator[Stored]:
        """Give questions in their current versions, in the order of the ids; ids that are unknown are left out."""
        for chunk in chunks(question_ids):
            query = sa.select(*ALL).select_from(current()).where(question.c.id.in_(chunk))
            found = {row.id: row for row in self._c.execute(query)}
            for question_id in chunk:
                if question_id in found:
                    yield stored(found[question_id])

    def wordings(self, numbers: Iterable[int]) -> Iterator[Question]:
        """Give current wordings by number, in the order of the numbers; for going through thousands of questions."""
        listed = list(numbers)
        for start in range(0, len(listed), _WORDINGS_AT_ONCE):
            chunk = listed[start : start + _WORDINGS_AT_ONCE]
            query = sa.select(question.c.number, question_version.c.content).select_from(current())
            rows = self._c.execute(query.where(question.c.number.in_(chunk)))
            found = {row.number: row.content for row in rows}
            for number in chunk:
                if number in found:
                    yield recalled(found[number])

    def versions_of(self, question_id: str) -> list[VersionLine]:
        """Give the stored wordings of a question without their texts, the newest number first."""
        query = (
            sa.select(question_version.c.version, question_version.c.digest, *MADE)
            .where(question_version.c.question_id == question_id)
            .order_by(question_version.c.version.desc())
        )
        return [
            VersionLine(row.version, row.digest, row.made_at_of_version, row.made_by) for row in self._c.execute(query)
        ]

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
        for chunk in chunks(ids):
            for row in self._c.execute(query.where(question_version.c.question_id.in_(chunk))):
                if (row.question_id, row.version) in asked:
                    found[row.question_id, row.version] = recalled(row.content)
        return found

    def all_current(self, course: str = "") -> list[Stored]:
        """Give every question, also drafts and retired ones, by code."""
        query = sa.select(*ALL).select_from(current()).order_by(question.c.code)
        if course:
            query = query.where(question.c.course == course)
        return [stored(row) for row in self._c.execute(query)]

    def count(self) -> int:
        """Count all questions."""
        return self._c.scalar(sa.select(sa.func.count()).select_from(question)) or 0

    def counts_by(self, what: str) -> dict[str, int]:
        """Count questions by ``course``, ``kind``, ``difficulty``, ``tier``, ``bloom``, ``state`` or ``knowledge_point``."""
        column = question.c[what]
        rows = self._c.execute(
            sa.select(column.label("value"), sa.func.count().label("number")).group_by(column).order_by(column)
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

    def _heads(self, column: sa.ColumnElement[str], values: Sequence[str] | None) -> Iterator[QuestionHead]:
        for chunk in maybe_chunks(values):
            query = sa.select(*HEAD) if chunk is None else sa.select(*HEAD).where(column.in_(chunk))
            for row in self._c.execute(query):
                yield head_of(row)

    def _published(self, column: sa.ColumnElement[str], values: Sequence[str] | None) -> list[Question]:
        query = (
            sa.select(question_version.c.content)
            .select_from(current())
            .where(question.c.state == State.PUBLISHED.value)
        )
        found: list[Question] = []
        for chunk in maybe_chunks(values):
            within = query if chunk is None else query.where(column.in_(chunk))
            found += [recalled(content) for content in self._c.scalars(within)]
        return found
