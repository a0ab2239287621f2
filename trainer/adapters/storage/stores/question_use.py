"""How often questions were asked in examinations, by version and unit, and what the answers earned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import chunks, insert_rows
from trainer.adapters.storage.stores.training import QUEUE_KEY
from trainer.adapters.storage.tables.exams import result, sitting
from trainer.adapters.storage.tables.learning import practice_answer
from trainer.adapters.storage.tables.question_life import question_exposure
from trainer.adapters.storage.upsert import insert_or_change

_READ_AT_ONCE = 500
_Key = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked of one candidate.

    Attributes:
        fraction: what the answer earned, exact; None until a person has marked it.
        is_answered: False where the candidate left it out.
    """

    question_id: str
    version: int
    fraction: Fraction | None
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Exposure:
    """Answers in one unit to one version that earned the same.

    Attributes:
        fraction: None for answers that nobody has marked yet.
        shown, answered: counts; shown includes answered.
    """

    question_id: str
    version: int
    unit_id: str
    fraction: Fraction | None
    shown: int
    answered: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Total:
    """All answers to one question.

    Attributes:
        marked: of those shown, how many are marked.
        earned: sum of the fractions of the marked ones.
    """

    shown: int
    marked: int
    earned: Fraction

    @property
    def facility(self) -> Fraction | None:
        """Share of the marks earned; None where no answer is marked."""
        return self.earned / self.marked if self.marked else None


class QuestionUseStore:
    """SQL of exposure."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def add(self, asked: Iterable[Asked], *, unit_id: str, at: datetime, times: int = 1) -> None:
        """Count what one candidate was asked.

        Args:
            asked: the slots of the paper.
            unit_id: the candidate's own unit.
            at: when the paper was handed in.
            times: -1 takes back what was counted before (a regrade, a sitting declared void).
        """
        counted: dict[tuple[str, int, str], list[int]] = {}
        for one in asked:
            key = (one.question_id, one.version, "" if one.fraction is None else str(one.fraction))
            shown_answered = counted.setdefault(key, [0, 0])
            shown_answered[0] += times
            shown_answered[1] += times * one.is_answered
        if not counted:
            return
        self._queue()
        rows = [
            {
                "question_id": question_id,
                "version": version,
                "unit_id": unit_id,
                "fraction": fraction,
                "shown": shown,
                "answered": answered,
                "last_at": at,
            }
            for (question_id, version, fraction), (shown, answered) in sorted(counted.items())
        ]
        insert = insert_or_change(self._c, question_exposure)
        later = sa.case(
            (insert.excluded.last_at > question_exposure.c.last_at, insert.excluded.last_at),
            else_=question_exposure.c.last_at,
        )
        statement = insert.on_conflict_do_update(
            index_elements=["question_id", "version", "unit_id", "fraction"],
            set_={
                "shown": question_exposure.c.shown + insert.excluded.shown,
                "answered": question_exposure.c.answered + insert.excluded.answered,
                "last_at": later,
            },
        )
        self._c.execute(statement, rows)
        if times < 0:
            for chunk in chunks(sorted({question_id for question_id, _, _ in counted})):
                nothing = question_exposure.c.shown <= 0
                self._c.execute(sa.delete(question_exposure).where(question_exposure.c.question_id.in_(chunk), nothing))

    def _queue(self) -> None:
        # The lock of standings and of the log, which every hand-in takes anyway: with it, no two writers wait crosswise.
        if self._c.dialect.name == "postgresql":
            self._c.execute(sa.select(sa.func.pg_advisory_xact_lock(QUEUE_KEY)))

    def of(self, question_ids: Iterable[str]) -> list[Exposure]:
        """Give all that is counted of some questions."""
        found = []
        for chunk in chunks(question_ids):
            query = sa.select(question_exposure).where(question_exposure.c.question_id.in_(chunk))
            found += [_exposure(row) for row in self._c.execute(query)]
        return found

    def totals(self, question_ids: Iterable[str]) -> dict[str, Total]:
        """Sum up over versions and units, by question; those that nobody was asked are left out."""
        found: dict[str, Total] = {}
        for one in self.of(question_ids):
            so_far = found.get(one.question_id, Total(0, 0, Fraction(0)))
            marked = one.shown if one.fraction is not None else 0
            earned = (one.fraction or Fraction(0)) * one.shown
            found[one.question_id] = Total(so_far.shown + one.shown, so_far.marked + marked, so_far.earned + earned)
        return found

    def practised(self, question_ids: Iterable[str]) -> dict[str, int]:
        """Count answers in practice, by question."""
        found: dict[str, int] = {}
        for chunk in chunks(question_ids):
            query = (
                sa.select(practice_answer.c.question_id, sa.func.count())
                .where(practice_answer.c.question_id.in_(chunk))
                .group_by(practice_answer.c.question_id)
            )
            found.update((row[0], row[1]) for row in self._c.execute(query))
        return found

    def rebuild(self) -> int:
        """Count again from all current results.

        Returns:
            How many questions, versions and units differed from what was kept.
        """
        self._queue()
        counted: dict[_Key, list[Any]] = {}
        for unit_id, at, slots in self._results():
            for slot in slots:
                fraction = slot["fraction"] if slot["fraction"] not in (None, "None") else ""
                row = counted.setdefault((slot["question"], slot["version"], unit_id, fraction), [0, 0, at])
                row[0] += 1
                row[1] += bool(slot["answered"])
                row[2] = max(row[2], at)
        kept = {
            (row.question_id, row.version, row.unit_id, row.fraction): [row.shown, row.answered, row.last_at]
            for row in self._c.execute(sa.select(question_exposure))
        }
        self._c.execute(sa.delete(question_exposure))
        insert_rows(
            self._c,
            question_exposure,
            ("question_id", "version", "unit_id", "fraction", "shown", "answered", "last_at"),
            [(*key, *row) for key, row in counted.items()],
        )
        return sum(kept.get(key, [])[:2] != counted.get(key, [])[:2] for key in kept.keys() | counted.keys())

    def _results(self) -> Iterator[tuple[str, datetime, list[dict[str, Any]]]]:
        last = ""
        query = (
            sa.select(result.c.id, result.c.unit_id, sitting.c.handed_in_at, result.c.made_at, result.c.slots)
            .join(sitting, sitting.c.id == result.c.sitting_id)
            .where(result.c.is_current)
            .order_by(result.c.id)
            .limit(_READ_AT_ONCE)
        )
        while True:
            rows = self._c.execute(query.where(result.c.id > last) if last else query).all()
            if not rows:
                return
            last = rows[-1].id
            for row in rows:
                yield row.unit_id, row.handed_in_at or row.made_at, row.slots


def _exposure(row: Any) -> Exposure:
    return Exposure(
        row.question_id,
        row.version,
        row.unit_id,
        Fraction(row.fraction) if row.fraction else None,
        row.shown,
        row.answered,
        row.last_at,
    )
