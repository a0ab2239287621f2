"""Pairs of questions that are much alike, and which of them somebody has called intended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import chunks
from trainer.adapters.storage.tables.question_bank import question
from trainer.adapters.storage.tables.question_life import question_alike
from trainer.adapters.storage.upsert import insert_or_change
from trainer.domain.question_bank.question import State

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class AlikePair:
    """Two questions that are much alike.

    Attributes:
        one_id, other_id: ids; which is which means nothing.
        likeness: 0..1.
        dismissed_at: when somebody called it intended; None while it is open.
    """

    one_id: str
    other_id: str
    likeness: float
    found_at: datetime
    dismissed_at: datetime | None = None


class AlikeStore:
    """SQL of likeness."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def put_alike(self, pairs: Iterable[tuple[str, str, float]], at: datetime) -> None:
        """Note pairs; what was dismissed stays dismissed, a new likeness replaces the old one.

        Args:
            pairs: two ids, and their likeness.
            at: when they were found.
        """
        rows = {}
        for one, other, likeness in pairs:
            if one != other:
                low, high = sorted((one, other))
                rows[low, high] = {"one_id": low, "other_id": high, "likeness": likeness, "found_at": at}
        insert = insert_or_change(self._c, question_alike)
        statement = insert.on_conflict_do_update(
            index_elements=["one_id", "other_id"], set_={"likeness": insert.excluded.likeness}
        )
        listed = [rows[key] for key in sorted(rows)]
        for start in range(0, len(listed), _AT_ONCE):
            self._c.execute(statement, listed[start : start + _AT_ONCE])

    def drop_alike(self, question_ids: Iterable[str] | None = None, *, keep_dismissed: bool = True) -> None:
        """Forget pairs of some questions, or all of them, before they are looked for again."""
        open_only = [question_alike.c.dismissed_at.is_(None)] if keep_dismissed else []
        if question_ids is None:
            self._c.execute(sa.delete(question_alike).where(*open_only))
            return
        for chunk in chunks(question_ids):
            either = question_alike.c.one_id.in_(chunk) | question_alike.c.other_id.in_(chunk)
            self._c.execute(sa.delete(question_alike).where(either, *open_only))

    def alike_pairs(
        self, *, question_id: str = "", with_dismissed: bool = False, limit: int = 200, offset: int = 0
    ) -> tuple[int, list[AlikePair]]:
        """Give pairs of which neither is retired, the most alike first.

        Returns:
            How many there are in all, and the ones asked for.
        """
        one, other = question.alias("one"), question.alias("other")
        rules = [one.c.state != State.RETIRED.value, other.c.state != State.RETIRED.value]
        if question_id:
            rules.append((question_alike.c.one_id == question_id) | (question_alike.c.other_id == question_id))
        if not with_dismissed:
            rules.append(question_alike.c.dismissed_at.is_(None))
        pairs = question_alike.join(one, one.c.id == question_alike.c.one_id).join(
            other, other.c.id == question_alike.c.other_id
        )
        total = self._c.scalar(sa.select(sa.func.count()).select_from(pairs).where(*rules)) or 0
        query = (
            sa.select(question_alike)
            .select_from(pairs)
            .where(*rules)
            .order_by(question_alike.c.likeness.desc(), question_alike.c.one_id, question_alike.c.other_id)
            .limit(limit)
            .offset(offset)
        )
        return total, [_pair(row) for row in self._c.execute(query)]

    def dismiss(self, one_id: str, other_id: str, at: datetime, by: str | None) -> bool:
        """Call a pair intended; False where there is no such open pair."""
        low, high = sorted((one_id, other_id))
        changed = self._c.execute(
            sa.update(question_alike)
            .where(
                question_alike.c.one_id == low,
                question_alike.c.other_id == high,
                question_alike.c.dismissed_at.is_(None),
            )
            .values(dismissed_at=at, dismissed_by=by)
        )
        return changed.rowcount > 0


def _pair(row: Any) -> AlikePair:
    return AlikePair(row.one_id, row.other_id, row.likeness, row.found_at, row.dismissed_at)
