"""Lessons opened, evidence, notes and practice."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

lesson_progress = Table(
    "lesson_progress",
    metadata,
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True),
    Column("lesson", String(20), primary_key=True),
    Column("lesson_version", Integer, nullable=False),
    Column("unit_id", Id, nullable=False),
    Column("home_id", Id, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("place_screen", Integer, nullable=False, server_default="0"),
    Column("place_block", Integer, nullable=False, server_default="0"),
    Column("touched_at", Utc, nullable=False),
    Column("self_check_passed_at", Utc),
    Column("completed_at", Utc),  # every screen opened for a plausible time and the self-check passed
    Column("hours", String(20), nullable=False, server_default="0"),  # exact fraction; credited at completion
    comment="One row is one person's way through one lesson. Written by services.read_lesson.",
)

screen_evidence = Table(
    "screen_evidence",
    metadata,
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True),
    Column("lesson", String(20), primary_key=True),
    Column("screen", Integer, primary_key=True),
    Column("seconds", Integer, nullable=False),
    Column("first_at", Utc, nullable=False),
    comment="One row is the time one person had one screen open and active. Written by services.read_lesson.",
)

note = Table(
    "note",
    metadata,
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True),
    Column("lesson", String(20), primary_key=True),
    Column("screen", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("updated_at", Utc, nullable=False),
    comment="One row is a person's own note on a screen. Seen by nobody else.",
)

practice_answer = Table(
    "practice_answer",
    metadata,
    Column("id", Id, primary_key=True),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), nullable=False),
    Column("question_id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("occasion", String(12), nullable=False),  # self_check, practice, wrong_book
    Column("lesson", String(20), nullable=False, server_default=""),
    Column("round_id", Id, nullable=False),  # one run of practice or one self-check
    Column("response", Document, nullable=False),
    Column("fraction", String(20), nullable=False),
    Column("at", Utc, nullable=False),
    Column("home_id", Id, nullable=False),
    Index("ix_practice_answer_cadre_id_at", "cadre_id", "at"),
    Index("ix_practice_answer_question_id", "question_id"),
    comment="One row is one answer given outside examinations. Append only; written by services.practise.",
)

wrong_book = Table(
    "wrong_book",
    metadata,
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", Id, primary_key=True),
    Column("times_wrong", Integer, nullable=False),
    Column("last_wrong_at", Utc, nullable=False),
    Column("right_in_a_row", Integer, nullable=False, server_default="0"),
    Column("is_cleared", Boolean, nullable=False),
    comment="One row is a question somebody got wrong and may want again. Summary of practice_answer and results.",
)
