"""The demonstration data as a whole: many rows in, and every one of them out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import insert_rows
from trainer.adapters.storage.tables.accounts import role_grant
from trainer.adapters.storage.tables.certificates import certificate, certificate_counter, stored_sheet
from trainer.adapters.storage.tables.exams import exam, paper, response, result, sitting
from trainer.adapters.storage.tables.learning import lesson_progress, screen_evidence
from trainer.adapters.storage.tables.people import cadre, unit, unit_alias, unit_placement
from trainer.adapters.storage.tables.training import plan, training_class
from trainer.domain.courses.progress import LessonProgress
from trainer.domain.sittings.sitting import Entry

_LESSON_COLUMNS = (
    "cadre_id",
    "lesson",
    "lesson_version",
    "unit_id",
    "home_id",
    "opened_at",
    "place_screen",
    "place_block",
    "touched_at",
    "self_check_passed_at",
    "completed_at",
    "hours",
)


@dataclass(frozen=True, slots=True)
class LearnedLesson:
    """One person's way through one lesson, with the seconds on each screen."""

    cadre_id: str
    unit_id: str
    progress: LessonProgress
    seconds: tuple[int, ...]


class DemoStore:
    """SQL of the demonstration."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def is_loaded(self) -> bool:
        """Tell whether there is any demonstration data."""
        return any(
            self._c.scalar(sa.select(sa.literal(1)).where(table.c.is_demo).limit(1)) is not None
            for table in (cadre, unit)
        )

    def real_people(self) -> int:
        """Count people who are not of the demonstration."""
        return self._count(cadre, ~cadre.c.is_demo)

    def strangers(self) -> int:
        """Count people and units that are not of the demonstration but stand inside its units."""
        inside = sa.select(unit.c.id).where(unit.c.is_demo)
        return self._count(cadre, ~cadre.c.is_demo & cadre.c.unit_id.in_(inside)) + self._count(
            unit, ~unit.c.is_demo & unit.c.parent_id.in_(inside)
        )

    def add_lessons(self, rows: Iterable[LearnedLesson], home_id: str) -> None:
        """Add people's ways through lessons, with the evidence screen by screen."""
        learned = list(rows)
        insert_rows(
            self._c,
            lesson_progress,
            _LESSON_COLUMNS,
            [
                (
                    one.cadre_id,
                    one.progress.lesson,
                    one.progress.lesson_version,
                    one.unit_id,
                    home_id,
                    one.progress.opened_at,
                    one.progress.place_screen,
                    one.progress.place_block,
                    one.progress.touched_at,
                    one.progress.self_check_passed_at,
                    one.progress.completed_at,
                    str(one.progress.hours),
                )
                for one in learned
            ],
        )
        insert_rows(
            self._c,
            screen_evidence,
            ("cadre_id", "lesson", "screen", "seconds", "first_at"),
            [
                (one.cadre_id, one.progress.lesson, screen, seconds, one.progress.opened_at)
                for one in learned
                for screen, seconds in enumerate(one.seconds)
            ],
        )

    def add_responses(self, sittings: Iterable[tuple[str, Iterable[Entry]]]) -> None:
        """Add the responses of many sittings."""
        insert_rows(
            self._c,
            response,
            ("sitting_id", "seq", "slot", "content", "at", "used_s", "hash"),
            [
                (sitting_id, entry.seq, entry.slot, entry.content, entry.at, entry.used_s, entry.hash)
                for sitting_id, entries in sittings
                for entry in entries
            ],
        )

    def clear(self) -> dict[str, int]:
        """Delete every row of the demonstration and whatever hangs on one.

        A plan, exam or class that somebody made for the invented league hangs on it and goes with it. The log stays: it
        holds ids only and nothing may be taken out of it.

        Returns:
            Rows deleted, by table; those that the database deletes along with their person are not counted.
        """
        people = sa.select(cadre.c.id).where(cadre.c.is_demo)
        units = sa.select(unit.c.id).where(unit.c.is_demo)
        plans = sa.select(plan.c.id).where(plan.c.is_demo | plan.c.unit_id.in_(units))
        exams = sa.select(exam.c.id).where(exam.c.is_demo | exam.c.unit_id.in_(units))
        theirs = (
            certificate.c.is_demo
            | certificate.c.cadre_id.in_(people)
            | certificate.c.unit_id.in_(units)
            | certificate.c.plan_id.in_(plans)
        )
        series = self._c.execute(
            sa.select(certificate.c.area, certificate.c.year).where(theirs, certificate.c.year.is_not(None)).distinct()
        ).all()
        sheets = list(self._c.scalars(sa.select(certificate.c.sheet_digest).where(theirs)))
        deleted = {"certificates": self._delete(certificate, theirs)}
        self._drop_sheets([digest for digest in sheets if digest])
        for area, year in series:
            self._drop_series(area, year)
        sat = sitting.c.exam_id.in_(exams) | sitting.c.cadre_id.in_(people)
        of_sittings = sa.select(sitting.c.id).where(sat)
        deleted["results"] = self._delete(result, result.c.sitting_id.in_(of_sittings))
        deleted["sittings"] = self._delete(sitting, sat)
        self._delete(paper, paper.c.exam_id.in_(exams) | paper.c.cadre_id.in_(people))
        deleted["exams"] = self._delete(exam, exam.c.id.in_(exams))
        deleted["plans"] = self._delete(plan, plan.c.id.in_(plans))
        deleted["classes"] = self._delete(
            training_class, training_class.c.is_demo | training_class.c.unit_id.in_(units)
        )
        self._delete(role_grant, role_grant.c.cadre_id.in_(people) | role_grant.c.unit_id.in_(units))
        deleted["people"] = self._delete(cadre, cadre.c.is_demo)
        deleted["units"] = self._delete_units()
        return deleted

    def _delete_units(self) -> int:
        units = sa.select(unit.c.id).where(unit.c.is_demo)
        self._delete(unit_alias, unit_alias.c.unit_id.in_(units))
        self._delete(unit_placement, unit_placement.c.unit_id.in_(units))
        deepest = self._c.scalar(sa.select(sa.func.max(unit.c.depth)).where(unit.c.is_demo))
        gone = 0
        for depth in range(deepest if deepest is not None else -1, -1, -1):
            gone += self._delete(unit, unit.c.is_demo & (unit.c.depth == depth))
        return gone

    def _drop_sheets(self, digests: list[str]) -> None:
        # A sheet that another certificate still shows stays; equal bytes are stored once.
        for digest in digests:
            used = sa.select(sa.literal(1)).where(certificate.c.sheet_digest == digest).limit(1)
            if self._c.scalar(used) is None:
                self._delete(stored_sheet, stored_sheet.c.digest == digest)

    def _drop_series(self, area: str, year: int) -> None:
        # A serial is never reused, unless no certificate of its series was ever anybody's.
        left = sa.select(sa.literal(1)).where(certificate.c.area == area, certificate.c.year == year).limit(1)
        if self._c.scalar(left) is None:
            mine = (certificate_counter.c.area == area) & (certificate_counter.c.year == year)
            self._delete(certificate_counter, mine)

    def _delete(self, table: sa.Table, rule: sa.ColumnElement[bool]) -> int:
        return self._c.execute(sa.delete(table).where(rule)).rowcount

    def _count(self, table: sa.Table, rule: sa.ColumnElement[bool]) -> int:
        return self._c.scalar(sa.select(sa.func.count()).select_from(table).where(rule)) or 0
