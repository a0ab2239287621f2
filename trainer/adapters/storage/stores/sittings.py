"""Sittings, their papers, responses, clocks and results.

The statements on the way of a response are constants: building and compiling them anew for each answer would cost more
than running them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.tables.exams import paper, response, result, sitting, sitting_clock, sitting_event
from trainer.domain.kernel.time import ClockReading
from trainer.domain.papers.paper import Paper, paper_digest, paper_document, read_paper
from trainer.domain.sittings.rules import ExamRules, read_rules, rules_document
from trainer.domain.sittings.sitting import Checkpoint, Entry, HandInBy, Head, SittingState

_HEAD_COLUMNS = (
    sitting.c.id,
    sitting.c.exam_id,
    sitting.c.cadre_id,
    sitting.c.state,
    sitting.c.slot_count,
    sitting.c.limit_s,
    sitting.c.crash_credit_s,
    sitting.c.started_at,
    sitting.c.closes_at,
    sitting.c.last_seq,
    sitting.c.last_hash,
    sitting.c.current_slot,
    sitting_clock.c.used_s,
    sitting_clock.c.credited_s,
    sitting_clock.c.wall,
    sitting_clock.c.boot_id,
    sitting_clock.c.boot_s,
    sitting_clock.c.is_left,
)
_HEADS = sa.select(*_HEAD_COLUMNS).join(sitting_clock, sitting_clock.c.sitting_id == sitting.c.id)
_HEAD = _HEADS.where(sitting.c.id == sa.bindparam("sitting"))
_OPEN_HEADS = _HEADS.where(sitting.c.state == SittingState.IN_PROGRESS.value)
_SAVED = sa.select(response).where(
    response.c.sitting_id == sa.bindparam("sitting"), response.c.seq == sa.bindparam("number")
)
_ADD_RESPONSE = sa.insert(response)
_MOVE_HEAD = (
    sa.update(sitting)
    .where(sitting.c.id == sa.bindparam("sitting"))
    .values(last_seq=sa.bindparam("new_seq"), last_hash=sa.bindparam("new_hash"), current_slot=sa.bindparam("new_slot"))
)
_MOVE_SLOT = (
    sa.update(sitting).where(sitting.c.id == sa.bindparam("sitting")).values(current_slot=sa.bindparam("new_slot"))
)
_MOVE_CLOCK = (
    sa.update(sitting_clock)
    .where(sitting_clock.c.sitting_id == sa.bindparam("sitting"))
    .values(
        used_s=sa.bindparam("new_used_s"),
        credited_s=sa.bindparam("new_credited_s"),
        wall=sa.bindparam("new_wall"),
        boot_id=sa.bindparam("new_boot_id"),
        boot_s=sa.bindparam("new_boot_s"),
        is_left=sa.bindparam("new_is_left"),
    )
)


# Kind of the event that keeps which slots a candidate has marked; the last one counts.
MARKED = "marked"
AnyRow = Row[*tuple[Any, ...]]
# Typed by hand on a command line; a server would fail on a text that is no id.
_is_id = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch


@dataclass(frozen=True, slots=True)
class FrozenPaper:
    """A paper as it was frozen at the start of a sitting, with the rules that hold for it."""

    paper: Paper
    rules: ExamRules
    digest: str


@dataclass(frozen=True, slots=True)
class StoredResult:
    """One scoring of a sitting.

    Attributes:
        marks, of: exact.
        slots: as the marking wrote them.
        supersedes: the result that this one stands beside; None for the first.
    """

    id: str
    sitting_id: str
    marks: Fraction
    of: Fraction
    shown: str
    band: str
    is_passed: bool
    slots: list[dict[str, Any]]
    rules_version: str
    made_at: datetime
    supersedes: str | None
    is_current: bool


class SittingStore:
    """SQL of sittings."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # the way of a response

    def head(self, sitting_id: str) -> Head | None:
        """Give a sitting's head with its last checkpoint; a text that is no id finds nothing."""
        if not _is_id(sitting_id):
            return None
        row = self._c.execute(_HEAD, {"sitting": sitting_id}).first()
        return _head(row) if row else None

    def saved(self, sitting_id: str, seq: int) -> Entry | None:
        """Give the entry with a number."""
        row = self._c.execute(_SAVED, {"sitting": sitting_id, "number": seq}).first()
        return _entry(row) if row else None

    def append(self, sitting_id: str, entry: Entry, checkpoint: Checkpoint) -> None:
        """Add an entry, move the head and keep the checkpoint."""
        self._c.execute(
            _ADD_RESPONSE,
            {
                "sitting_id": sitting_id,
                "seq": entry.seq,
                "slot": entry.slot,
                "content": entry.content,
                "at": entry.at,
                "used_s": entry.used_s,
                "hash": entry.hash,
            },
        )
        self._c.execute(
            _MOVE_HEAD,
            {"sitting": sitting_id, "new_seq": entry.seq, "new_hash": entry.hash, "new_slot": entry.slot},
        )
        self.keep_checkpoint(sitting_id, checkpoint)

    def keep_checkpoint(self, sitting_id: str, checkpoint: Checkpoint) -> None:
        """Overwrite the last checkpoint."""
        self._c.execute(
            _MOVE_CLOCK,
            {
                "sitting": sitting_id,
                "new_used_s": checkpoint.used_s,
                "new_credited_s": checkpoint.credited_s,
                "new_wall": checkpoint.reading.wall,
                "new_boot_id": checkpoint.reading.boot_id,
                "new_boot_s": checkpoint.reading.boot_s,
                "new_is_left": checkpoint.is_left,
            },
        )

    def move_to(self, sitting_id: str, slot: int) -> None:
        """Remember where the candidate stands."""
        self._c.execute(_MOVE_SLOT, {"sitting": sitting_id, "new_slot": slot})

    # the life of a sitting

    def start(
        self,
        head: Head,
        *,
        attempt: int,
        unit_id: str,
        home_id: str,
        paper_id: str,
        frozen: Paper,
        rules: ExamRules,
    ) -> None:
        """Add a sitting with its frozen paper and its first checkpoint."""
        document = _frozen_document(frozen, rules)
        self._c.execute(
            sa.insert(paper).values(
                id=paper_id,
                exam_id=head.exam_id,
                cadre_id=head.cadre_id,
                attempt=attempt,
                seed=frozen.seed,
                content=document,
                digest=paper_digest(document),
                made_at=head.started_at,
            )
        )
        self._c.execute(
            sa.insert(sitting).values(
                id=head.id,
                exam_id=head.exam_id,
                paper_id=paper_id,
                cadre_id=head.cadre_id,
                unit_id=unit_id,
                home_id=home_id,
                attempt=attempt,
                state=head.state.value,
                slot_count=head.slot_count,
                limit_s=head.limit_s,
                crash_credit_s=head.crash_credit_s,
                started_at=head.started_at,
                closes_at=head.closes_at,
                last_seq=head.last_seq,
                last_hash=head.last_hash,
                current_slot=head.current_slot,
            )
        )
        checkpoint = head.checkpoint
        self._c.execute(
            sa.insert(sitting_clock).values(
                sitting_id=head.id,
                used_s=checkpoint.used_s,
                credited_s=checkpoint.credited_s,
                wall=checkpoint.reading.wall,
                boot_id=checkpoint.reading.boot_id,
                boot_s=checkpoint.reading.boot_s,
                is_left=checkpoint.is_left,
            )
        )

    def digest_of(self, frozen: Paper, rules: ExamRules) -> str:
        """Give the digest under which a paper and its rules will be frozen."""
        return paper_digest(_frozen_document(frozen, rules))

    def open_heads(self) -> list[Head]:
        """Give every sitting in progress."""
        return [_head(row) for row in self._c.execute(_OPEN_HEADS)]

    def frozen(self, sitting_id: str) -> FrozenPaper:
        """Give a sitting's paper and rules."""
        row = self._c.execute(
            sa.select(paper.c.content, paper.c.digest)
            .join(sitting, sitting.c.paper_id == paper.c.id)
            .where(sitting.c.id == sitting_id)
        ).one()
        return FrozenPaper(read_paper(row.content), read_rules(row.content["rules"]), row.digest)

    def lately_seen(self, cadre_id: str, sittings: int) -> frozenset[str]:
        """Give the questions of a person's last papers, of whatever exam."""
        rows = self._c.scalars(
            sa.select(paper.c.content)
            .where(paper.c.cadre_id == cadre_id)
            .order_by(paper.c.made_at.desc())
            .limit(sittings)
        )
        return frozenset(slot["question"] for content in rows for slot in content["slots"])

    def responses(self, sitting_id: str) -> tuple[Entry, ...]:
        """Give all entries in order."""
        query = sa.select(response).where(response.c.sitting_id == sitting_id).order_by(response.c.seq)
        return tuple(_entry(row) for row in self._c.execute(query))

    def close(self, sitting_id: str, *, state: SittingState, at: datetime, by: HandInBy, fingerprint: str) -> None:
        """Close a sitting for good."""
        self._c.execute(
            sa.update(sitting)
            .where(sitting.c.id == sitting_id)
            .values(state=state.value, handed_in_at=at, handed_in_by=by.value, fingerprint=fingerprint)
        )

    def extend(self, sitting_id: str, limit_s: int) -> None:
        """Set a new limit of time."""
        self._c.execute(sa.update(sitting).where(sitting.c.id == sitting_id).values(limit_s=limit_s))

    def note(self, event_id: str, sitting_id: str, at: datetime, kind: str, facts: Mapping[str, Any]) -> None:
        """Record something that happened beside responses."""
        self._c.execute(
            sa.insert(sitting_event).values(id=event_id, sitting_id=sitting_id, at=at, kind=kind, facts=dict(facts))
        )

    def marked(self, sitting_id: str) -> frozenset[int]:
        """Give the slots that the candidate has marked to look at again."""
        facts = self._c.scalar(
            sa.select(sitting_event.c.facts)
            .where(sitting_event.c.sitting_id == sitting_id, sitting_event.c.kind == MARKED)
            .order_by(sitting_event.c.id.desc())
            .limit(1)
        )
        return frozenset(facts["slots"]) if facts else frozenset()

    def events(self, sitting_id: str) -> list[AnyRow]:
        """Give what happened: rows with ``at kind facts``, in order; marks on the paper are left out."""
        query = (
            sa.select(sitting_event.c.at, sitting_event.c.kind, sitting_event.c.facts)
            .where(sitting_event.c.sitting_id == sitting_id, sitting_event.c.kind != MARKED)
            .order_by(sitting_event.c.id)
        )
        return list(self._c.execute(query))

    # results

    def add_result(self, value: StoredResult, head: Head, *, unit_id: str, home_id: str, attempt: int) -> None:
        """Add a result; the one it supersedes stays and is no longer current."""
        self._c.execute(
            sa.update(result)
            .where(result.c.sitting_id == value.sitting_id, result.c.is_current)
            .values(is_current=False)
        )
        self._c.execute(
            sa.insert(result).values(
                id=value.id,
                sitting_id=value.sitting_id,
                exam_id=head.exam_id,
                cadre_id=head.cadre_id,
                unit_id=unit_id,
                home_id=home_id,
                attempt=attempt,
                marks=str(value.marks),
                of=str(value.of),
                shown=value.shown,
                band=value.band,
                is_passed=value.is_passed,
                slots=value.slots,
                rules_version=value.rules_version,
                made_at=value.made_at,
                supersedes=value.supersedes,
                is_current=value.is_current,
            )
        )

    def results(self, sitting_id: str) -> list[StoredResult]:
        """Give all results of a sitting, the oldest first."""
        query = sa.select(result).where(result.c.sitting_id == sitting_id).order_by(result.c.made_at, result.c.id)
        return [_result(row) for row in self._c.execute(query)]

    def current_result(self, sitting_id: str) -> StoredResult | None:
        """Give the result that counts."""
        return next((value for value in self.results(sitting_id) if value.is_current), None)

    def place(self, sitting_id: str) -> AnyRow | None:
        """Give ``unit_id home_id attempt handed_in_at handed_in_by fingerprint paper_id`` of a sitting."""
        if not _is_id(sitting_id):
            return None
        return self._c.execute(
            sa.select(
                sitting.c.unit_id,
                sitting.c.home_id,
                sitting.c.attempt,
                sitting.c.handed_in_at,
                sitting.c.handed_in_by,
                sitting.c.fingerprint,
                sitting.c.paper_id,
            ).where(sitting.c.id == sitting_id)
        ).first()

    def graded(self, exam_id: str) -> Sequence[str]:
        """Give the ids of an exam's graded sittings."""
        return self._c.scalars(
            sa.select(sitting.c.id)
            .where(sitting.c.exam_id == exam_id, sitting.c.state == SittingState.GRADED.value)
            .order_by(sitting.c.id)
        ).all()

    def slot_counts(self, exam_id: str) -> Iterable[list[dict[str, Any]]]:
        """Give the slots of every current result of an exam."""
        return self._c.scalars(sa.select(result.c.slots).where(result.c.exam_id == exam_id, result.c.is_current))


def _frozen_document(frozen: Paper, rules: ExamRules) -> dict[str, Any]:
    return {**paper_document(frozen), "rules": rules_document(rules)}


def _head(row: AnyRow) -> Head:
    return Head(
        row.id,
        row.exam_id,
        row.cadre_id,
        SittingState(row.state),
        row.slot_count,
        row.limit_s,
        row.crash_credit_s,
        row.started_at,
        row.closes_at,
        row.last_seq,
        row.last_hash,
        row.current_slot,
        Checkpoint(row.used_s, row.credited_s, ClockReading(row.wall, row.boot_id, row.boot_s), row.is_left),
    )


def _entry(row: AnyRow) -> Entry:
    return Entry(row.seq, row.slot, row.content, row.at, row.used_s, row.hash)


def _result(row: AnyRow) -> StoredResult:
    return StoredResult(
        row.id,
        row.sitting_id,
        Fraction(row.marks),
        Fraction(row.of),
        row.shown,
        row.band,
        row.is_passed,
        row.slots,
        row.rules_version,
        row.made_at,
        row.supersedes,
        row.is_current,
    )
