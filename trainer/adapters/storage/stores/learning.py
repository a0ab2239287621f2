"""Lessons opened, evidence, notes, practice and the wrong-answer book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from trainer.adapters.storage.tables.learning import (
    lesson_progress,
    note,
    practice_answer,
    screen_evidence,
    wrong_book,
)
from trainer.adapters.storage.tables.people import cadre
from trainer.adapters.storage.tables.question_bank import question
from trainer.adapters.storage.tables.training import plan, plan_member
from trainer.domain.courses.practice import WrongEntry
from trainer.domain.courses.progress import LessonProgress
from trainer.domain.question_bank.question import State

# Evidence beyond a day on one screen says nothing; the column stays far from its end.
_MOST_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Learner:
    """What learning needs to know of a person."""

    cadre_id: str
    name: str
    unit_id: str
    tier: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer given outside examinations."""

    id: str
    question_id: str
    version: int
    occasion: str
    lesson: str
    round_id: str
    response: Mapping[str, Any]
    fraction: Fraction
    at: datetime


class LearningStore:
    """SQL of learning and practice."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def learner(self, cadre_id: str) -> Learner | None:
        """Give the person, or None when nobody has this id."""
        row = self._c.execute(
            sa.select(cadre.c.id, cadre.c.name, cadre.c.unit_id, cadre.c.tier).where(cadre.c.id == cadre_id)
        ).one_or_none()
        return Learner(row.id, row.name, row.unit_id, row.tier) if row is not None else None

    def requirements(self, cadre_id: str) -> list[dict[str, Any]]:
        """Give what the open plans ask of a person who is due in them: ``lessons``, ``hours``, ``exam_id``."""
        rows = self._c.scalars(
            sa.select(plan.c.requirement)
            .join(plan_member, plan_member.c.plan_id == plan.c.id)
            .where(plan_member.c.cadre_id == cadre_id, plan_member.c.standing == "due", plan.c.closed_at.is_(None))
            .order_by(plan.c.made_at, plan.c.id)
        )
        return list(rows)

    # progress

    def progress(self, cadre_id: str, lesson: str) -> LessonProgress | None:
        """Give one person's way through one lesson."""
        row = self._c.execute(
            sa.select(lesson_progress).where(lesson_progress.c.cadre_id == cadre_id, lesson_progress.c.lesson == lesson)
        ).one_or_none()
        return _progress(row) if row is not None else None

    def all_progress(self, cadre_id: str) -> dict[str, LessonProgress]:
        """Give one person's way through every lesson opened, by lesson."""
        rows = self._c.execute(sa.select(lesson_progress).where(lesson_progress.c.cadre_id == cadre_id))
        return {row.lesson: _progress(row) for row in rows}

    def put_progress(self, cadre_id: str, value: LessonProgress, *, unit_id: str, home_id: str) -> None:
        """Insert or overwrite; the unit and the home stay those under which the lesson was first opened."""
        row = {
            "cadre_id": cadre_id,
            "lesson": value.lesson,
            "lesson_version": value.lesson_version,
            "unit_id": unit_id,
            "home_id": home_id,
            "opened_at": value.opened_at,
            "place_screen": value.place_screen,
            "place_block": value.place_block,
            "touched_at": value.touched_at,
            "self_check_passed_at": value.self_check_passed_at,
            "completed_at": value.completed_at,
            "hours": str(value.hours),
        }
        kept = {"cadre_id", "lesson", "unit_id", "home_id", "opened_at"}
        self._put(lesson_progress, ("cadre_id", "lesson"), [row], [name for name in row if name not in kept])

    # evidence

    def seconds(self, cadre_id: str, lesson: str) -> dict[int, int]:
        """Give the counted seconds by screen."""
        return self.all_seconds(cadre_id, lesson).get(lesson, {})

    def all_seconds(self, cadre_id: str, lesson: str = "") -> dict[str, dict[int, int]]:
        """Give the counted seconds by lesson and screen."""
        query = sa.select(screen_evidence.c.lesson, screen_evidence.c.screen, screen_evidence.c.seconds).where(
            screen_evidence.c.cadre_id == cadre_id
        )
        if lesson:
            query = query.where(screen_evidence.c.lesson == lesson)
        found: dict[str, dict[int, int]] = {}
        for row in self._c.execute(query):
            found.setdefault(row.lesson, {})[row.screen] = row.seconds
        return found

    def add_seconds(self, cadre_id: str, lesson: str, screen: int, seconds: int, at: datetime) -> None:
        """Add one visit to a screen."""
        insert = self._upsert(screen_evidence)
        summed = screen_evidence.c.seconds + insert.excluded.seconds
        self._c.execute(
            insert.on_conflict_do_update(
                index_elements=["cadre_id", "lesson", "screen"],
                set_={"seconds": sa.case((summed > _MOST_SECONDS, _MOST_SECONDS), else_=summed)},
            ),
            [{"cadre_id": cadre_id, "lesson": lesson, "screen": screen, "seconds": seconds, "first_at": at}],
        )

    # notes

    def notes(self, cadre_id: str, lesson: str) -> dict[int, str]:
        """Give a person's own notes by screen."""
        rows = self._c.execute(
            sa.select(note.c.screen, note.c.text).where(note.c.cadre_id == cadre_id, note.c.lesson == lesson)
        )
        return {row.screen: row.text for row in rows}

    def put_note(self, cadre_id: str, lesson: str, screen: int, text: str, at: datetime) -> None:
        """Keep a note; an empty one is removed."""
        if not text:
            self._c.execute(
                note.delete().where(note.c.cadre_id == cadre_id, note.c.lesson == lesson, note.c.screen == screen)
            )
            return
        row = {"cadre_id": cadre_id, "lesson": lesson, "screen": screen, "text": text, "updated_at": at}
        self._put(note, ("cadre_id", "lesson", "screen"), [row], ["text", "updated_at"])

    # practice

    def add_answers(self, cadre_id: str, answers: Iterable[Answer], *, home_id: str) -> None:
        """Append answers."""
        rows = [
            {
                "id": one.id,
                "cadre_id": cadre_id,
                "question_id": one.question_id,
                "version": one.version,
                "occasion": one.occasion,
                "lesson": one.lesson,
                "round_id": one.round_id,
                "response": dict(one.response),
                "fraction": str(one.fraction),
                "at": one.at,
                "home_id": home_id,
            }
            for one in answers
        ]
        if rows:
            self._c.execute(practice_answer.insert(), rows)

    def answers(self, cadre_id: str, round_id: str) -> list[Answer]:
        """Give the answers of one round in the order given."""
        rows = self._c.execute(
            sa.select(practice_answer)
            .where(practice_answer.c.cadre_id == cadre_id, practice_answer.c.round_id == round_id)
            .order_by(practice_answer.c.at, practice_answer.c.id)
        )
        return [
            Answer(
                row.id,
                row.question_id,
                row.version,
                row.occasion,
                row.lesson,
                row.round_id,
                row.response,
                Fraction(row.fraction),
                row.at,
            )
            for row in rows
        ]

    def self_checks(self, cadre_id: str, lesson: str) -> int:
        """Count how often a person took the self-check of a lesson."""
        return (
            self._c.scalar(
                sa.select(sa.func.count(sa.distinct(practice_answer.c.round_id))).where(
                    practice_answer.c.cadre_id == cadre_id,
                    practice_answer.c.lesson == lesson,
                    practice_answer.c.occasion == "self_check",
                )
            )
            or 0
        )

    # wrong-answer book

    def wrong_entries(self, cadre_id: str, question_ids: Sequence[str] | None = None) -> dict[str, WrongEntry]:
        """Give entries by question, cleared ones too: all of a person, or of some questions."""
        query = sa.select(wrong_book).where(wrong_book.c.cadre_id == cadre_id)
        if question_ids is not None:
            query = query.where(wrong_book.c.question_id.in_(question_ids))
        return {
            row.question_id: WrongEntry(
                row.question_id, row.times_wrong, row.last_wrong_at, row.right_in_a_row, row.is_cleared
            )
            for row in self._c.execute(query)
        }

    def wrong_count(self, cadre_id: str) -> int:
        """Count what is in the book, not cleared, and can still be practised."""
        return (
            self._c.scalar(
                sa.select(sa.func.count())
                .select_from(wrong_book)
                .join(question, question.c.id == wrong_book.c.question_id)
                .where(
                    wrong_book.c.cadre_id == cadre_id,
                    wrong_book.c.is_cleared.is_(False),
                    question.c.state == State.PUBLISHED.value,
                )
            )
            or 0
        )

    def put_wrong(self, cadre_id: str, entries: Iterable[WrongEntry]) -> None:
        """Insert or overwrite entries."""
        rows = [
            {
                "cadre_id": cadre_id,
                "question_id": entry.question_id,
                "times_wrong": entry.times_wrong,
                "last_wrong_at": entry.last_wrong_at,
                "right_in_a_row": entry.right_in_a_row,
                "is_cleared": entry.is_cleared,
            }
            for entry in entries
        ]
        changed = ["times_wrong", "last_wrong_at", "right_in_a_row", "is_cleared"]
        self._put(wrong_book, ("cadre_id", "question_id"), rows, changed)

    def _put(self, table: sa.Table, key: Sequence[str], rows: list[dict[str, Any]], changed: Sequence[str]) -> None:
        if not rows:
            return
        insert = self._upsert(table)
        self._c.execute(
            insert.on_conflict_do_update(
                index_elements=list(key), set_={name: insert.excluded[name] for name in changed}
            ),
            rows,
        )

    def _upsert(self, table: sa.Table) -> Any:
        dialect = postgresql if self._c.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)


def _progress(row: Row[Any]) -> LessonProgress:
    return LessonProgress(
        lesson=row.lesson,
        lesson_version=row.lesson_version,
        opened_at=row.opened_at,
        touched_at=row.touched_at,
        place_screen=row.place_screen,
        place_block=row.place_block,
        self_check_passed_at=row.self_check_passed_at,
        completed_at=row.completed_at,
        hours=Fraction(row.hours),
    )
