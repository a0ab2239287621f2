"""What happens to questions: remarks between author and reviewer, autosaved drafts, changes that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import chunks, insert_rows
from trainer.adapters.storage.tables.exams import paper, sitting
from trainer.adapters.storage.tables.learning import practice_answer
from trainer.adapters.storage.tables.question_bank import question
from trainer.adapters.storage.tables.question_life import (
    bank_change,
    bank_change_line,
    question_draft,
    question_exposure,
    question_remark,
)

_OPEN = ("comment", "returned")
_GRADED = "graded"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark or a step; ``what`` is one of ``domain.question_bank.life.What``."""

    id: str
    question_id: str
    version: int
    at: datetime
    actor_id: str | None
    what: str
    text: str
    resolved_at: datetime | None = None
    resolved_by: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to see to it."""
        return self.what in _OPEN and self.resolved_at is None


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """What an editor held when it last saved by itself.

    Attributes:
        base_version: the version that was opened; 0 for a new question.
        document: as ``writing.write_question`` writes it; it may be unfinished.
    """

    id: str
    author_id: str | None
    question_id: str
    code: str
    base_version: int
    document: Mapping[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class BankChange:
    """One act on many questions.

    Attributes:
        what: ``import`` or ``bulk_edit``.
        title: names of the files, or codes of the edits.
        counts: such as ``added changed``.
        undone_at: None while it stands.
    """

    id: str
    at: datetime
    actor_id: str | None
    what: str
    title: str
    counts: Mapping[str, int]
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What a change did to one question.

    Attributes:
        version_before: None where the change added the question.
        state_before: empty where the change added the question.
    """

    question_id: str
    version_before: int | None
    version_after: int
    state_before: str
    state_after: str


class QuestionLifeStore:
    """SQL of remarks, drafts and changes."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # remarks

    def add_remarks(self, remarks: Iterable[Remark]) -> None:
        """Add remarks and steps."""
        columns = ("id", "question_id", "version", "at", "actor_id", "what", "text", "resolved_at", "resolved_by")
        rows = [tuple(getattr(one, name) for name in columns) for one in remarks]
        insert_rows(self._c, question_remark, columns, rows)

    def remarks(self, question_id: str) -> list[Remark]:
        """Give everything said about a question, the oldest first."""
        query = sa.select(question_remark).where(question_remark.c.question_id == question_id)
        return [_remark(row) for row in self._c.execute(query.order_by(question_remark.c.at, question_remark.c.id))]

    def remark(self, remark_id: str) -> Remark | None:
        row = self._c.execute(sa.select(question_remark).where(question_remark.c.id == remark_id)).first()
        return _remark(row) if row else None

    def resolve(self, remark_ids: Iterable[str], at: datetime, by: str | None) -> None:
        """Note that remarks were seen to."""
        for chunk in chunks(remark_ids):
            self._c.execute(
                sa.update(question_remark)
                .where(question_remark.c.id.in_(chunk), question_remark.c.resolved_at.is_(None))
                .values(resolved_at=at, resolved_by=by)
            )

    def open_remarks(self, question_ids: Iterable[str]) -> dict[str, int]:
        """Count the remarks that are not resolved, by question; those without any are left out."""
        found: dict[str, int] = {}
        for chunk in chunks(question_ids):
            query = (
                sa.select(question_remark.c.question_id, sa.func.count())
                .where(
                    question_remark.c.question_id.in_(chunk),
                    question_remark.c.what.in_(_OPEN),
                    question_remark.c.resolved_at.is_(None),
                )
                .group_by(question_remark.c.question_id)
            )
            found.update((row[0], row[1]) for row in self._c.execute(query))
        return found

    # drafts

    def put_draft(self, draft: StoredDraft) -> None:
        """Keep a draft in the place of the same author's earlier one of the same question."""
        self.drop_draft(draft.author_id, draft.question_id)
        self._c.execute(
            sa.insert(question_draft).values(
                id=draft.id,
                author_id=draft.author_id,
                question_id=draft.question_id,
                code=draft.code,
                base_version=draft.base_version,
                document=dict(draft.document),
                saved_at=draft.saved_at,
            )
        )

    def draft(self, author_id: str | None, question_id: str) -> StoredDraft | None:
        """Give one author's draft of a question."""
        row = self._c.execute(sa.select(question_draft).where(*_of(author_id, question_id))).first()
        return _draft(row) if row else None

    def drafts(self, author_id: str | None) -> list[StoredDraft]:
        """Give all drafts of one author, the last saved first."""
        query = (
            sa.select(question_draft)
            .where(_by(author_id))
            .order_by(question_draft.c.saved_at.desc(), question_draft.c.id.desc())
        )
        return [_draft(row) for row in self._c.execute(query)]

    def all_drafts(self) -> list[StoredDraft]:
        """Give everybody's drafts."""
        return [_draft(row) for row in self._c.execute(sa.select(question_draft))]

    def drafted(self, question_ids: Iterable[str], author_id: str | None) -> set[str]:
        """Tell of which questions an author has a draft."""
        found: set[str] = set()
        for chunk in chunks(question_ids):
            query = sa.select(question_draft.c.question_id)
            found.update(self._c.scalars(query.where(_by(author_id), question_draft.c.question_id.in_(chunk))))
        return found

    def drop_draft(self, author_id: str | None, question_id: str) -> bool:
        """Drop a draft; False where there was none."""
        return self._c.execute(sa.delete(question_draft).where(*_of(author_id, question_id))).rowcount > 0

    # changes

    def add_change(self, change: BankChange, lines: Iterable[ChangeLine]) -> None:
        """Note a change with what its undo needs."""
        self._c.execute(
            sa.insert(bank_change).values(
                id=change.id,
                at=change.at,
                actor_id=change.actor_id,
                what=change.what,
                title=change.title[:255],
                counts=dict(change.counts),
                undone_at=change.undone_at,
            )
        )
        insert_rows(
            self._c,
            bank_change_line,
            ("change_id", "question_id", "version_before", "version_after", "state_before", "state_after"),
            [
                (
                    change.id,
                    line.question_id,
                    line.version_before,
                    line.version_after,
                    line.state_before,
                    line.state_after,
                )
                for line in lines
            ],
        )

    def change(self, change_id: str) -> BankChange | None:
        row = self._c.execute(sa.select(bank_change).where(bank_change.c.id == change_id)).first()
        return _change(row) if row else None

    def change_lines(self, change_id: str) -> list[ChangeLine]:
        """Give what a change did, question by question."""
        query = sa.select(bank_change_line).where(bank_change_line.c.change_id == change_id)
        return [
            ChangeLine(row.question_id, row.version_before, row.version_after, row.state_before, row.state_after)
            for row in self._c.execute(query.order_by(bank_change_line.c.question_id))
        ]

    def changes(self, limit: int = 50) -> list[BankChange]:
        """Give the latest changes first."""
        query = sa.select(bank_change).order_by(bank_change.c.at.desc(), bank_change.c.id.desc()).limit(limit)
        return [_change(row) for row in self._c.execute(query)]

    def changes_of(self, question_id: str) -> list[BankChange]:
        """Give the changes that a question was part of, the latest first."""
        query = (
            sa.select(bank_change)
            .join(bank_change_line, bank_change_line.c.change_id == bank_change.c.id)
            .where(bank_change_line.c.question_id == question_id)
            .order_by(bank_change.c.at.desc(), bank_change.c.id.desc())
        )
        return [_change(row) for row in self._c.execute(query)]

    def mark_undone(self, change_id: str, at: datetime, by: str | None) -> None:
        """Note that a change was taken back."""
        self._c.execute(sa.update(bank_change).where(bank_change.c.id == change_id).values(undone_at=at, undone_by=by))

    def imported(self, question_ids: Iterable[str]) -> set[str]:
        """Tell which questions have their current wording from an import; the others were edited here, or shipped."""
        found: set[str] = set()
        for chunk in chunks(question_ids):
            query = (
                sa.select(bank_change_line.c.question_id)
                .join(bank_change, bank_change.c.id == bank_change_line.c.change_id)
                .join(question, question.c.id == bank_change_line.c.question_id)
                .where(
                    bank_change_line.c.question_id.in_(chunk),
                    bank_change_line.c.version_after == question.c.current_version,
                    bank_change.c.what == "import",
                    bank_change.c.undone_at.is_(None),
                )
            )
            found.update(self._c.scalars(query))
        return found

    def used(self, question_ids: Iterable[str], since: datetime) -> set[str]:
        """Tell which questions somebody was asked, in an examination or in practice, or has on a paper.

        Args:
            since: papers made before are not looked at; none of the questions was in the bank then.
        """
        wanted = set(question_ids)
        found: set[str] = set()
        for chunk in chunks(wanted):
            for column in (question_exposure.c.question_id, practice_answer.c.question_id):
                found.update(self._c.scalars(sa.select(column).where(column.in_(chunk)).distinct()))
        # Graded sittings are counted above; what lies on other papers is written only there.
        query = (
            sa.select(paper.c.content)
            .outerjoin(sitting, sitting.c.paper_id == paper.c.id)
            .where(paper.c.made_at >= since, (sitting.c.state != _GRADED) | sitting.c.state.is_(None))
        )
        for content in self._c.scalars(query):
            found.update(slot["question"] for slot in content["slots"] if slot["question"] in wanted)
        return found


def _by(author_id: str | None) -> sa.ColumnElement[bool]:
    return question_draft.c.author_id.is_(None) if author_id is None else question_draft.c.author_id == author_id


def _of(author_id: str | None, question_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _by(author_id), question_draft.c.question_id == question_id


def _remark(row: Any) -> Remark:
    return Remark(
        row.id,
        row.question_id,
        row.version,
        row.at,
        row.actor_id,
        row.what,
        row.text,
        row.resolved_at,
        row.resolved_by,
    )


def _draft(row: Any) -> StoredDraft:
    return StoredDraft(row.id, row.author_id, row.question_id, row.code, row.base_version, row.document, row.saved_at)


def _change(row: Any) -> BankChange:
    return BankChange(row.id, row.at, row.actor_id, row.what, row.title, row.counts, row.undone_at)
