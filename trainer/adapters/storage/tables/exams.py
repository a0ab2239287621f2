"""Exams, papers, sittings, responses and results."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
)

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

exam = Table(
    "exam",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("unit_id", Id, ForeignKey("unit.id"), nullable=False),  # whose people may sit: this unit and below
    Column("blueprint", Document, nullable=False),
    Column("rules", Document, nullable=False),
    Column("opens_at", Utc, nullable=False),
    Column("closes_at", Utc, nullable=False),
    Column("state", String(12), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("made_by", Id),
    Column("is_demo", Boolean, nullable=False),
    Column("home_id", Id, nullable=False),
    comment="One row is one examination as an occasion: who, when, rules. Written by services.exams.",
)

paper = Table(
    "paper",
    metadata,
    Column("id", Id, primary_key=True),
    Column("exam_id", Id, ForeignKey("exam.id"), nullable=False),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("seed", String(64), nullable=False),
    Column("content", Document, nullable=False),  # frozen slots (question, version, marks, orders) and the exam's rules
    Column("digest", String(64), nullable=False),
    Column("made_at", Utc, nullable=False),
    UniqueConstraint("exam_id", "cadre_id", "attempt"),
    comment="One row is one person's frozen set of questions. Append only; written by services.sit_paper.",
)

sitting = Table(
    "sitting",
    metadata,
    Column("id", Id, primary_key=True),
    Column("exam_id", Id, ForeignKey("exam.id"), nullable=False, index=True),
    Column("paper_id", Id, ForeignKey("paper.id"), nullable=False),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), nullable=False),
    Column("unit_id", Id, nullable=False),
    Column("home_id", Id, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("slot_count", Integer, nullable=False, server_default="0"),
    Column("limit_s", Integer, nullable=False),
    Column("crash_credit_s", Integer, nullable=False, server_default="300"),
    Column("started_at", Utc, nullable=False),
    Column("closes_at", Utc, nullable=False),  # end of the exam's window, frozen at the start
    Column("last_seq", Integer, nullable=False, server_default="0"),
    Column("last_hash", String(64), nullable=False, server_default=""),
    Column("current_slot", Integer, nullable=False, server_default="0"),
    Column("handed_in_at", Utc),
    Column("handed_in_by", String(12), nullable=False, server_default=""),  # candidate, bell, window, invigilator
    Column("fingerprint", String(40), nullable=False, server_default=""),
    UniqueConstraint("exam_id", "cadre_id", "attempt"),
    Index("ix_sitting_cadre_id", "cadre_id"),
    comment="One row is one person's go at one paper. Written by services.sit_paper.",
)

sitting_clock = Table(
    "sitting_clock",
    metadata,
    Column("sitting_id", Id, ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("used_s", Float, nullable=False),
    Column("credited_s", Float, nullable=False),
    Column("wall", Utc, nullable=False),
    Column("boot_id", String(64), nullable=False),
    Column("boot_s", Float, nullable=False),
    Column("is_left", Boolean, nullable=False, server_default=false()),  # the program was closed in order
    comment="One row is the last checkpoint of a sitting's time. Overwritten by each response and heartbeat.",
)

sitting_event = Table(
    "sitting_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sitting_id", Id, ForeignKey("sitting.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("kind", String(30), nullable=False),  # started, resumed, clock_set_back, credited, handed_in ...
    Column("facts", Document, nullable=False),
    comment="One row is something that happened during a sitting beside responses. Append only.",
)

response = Table(
    "response",
    metadata,
    Column("sitting_id", Id, ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("slot", Integer, nullable=False),
    Column("content", Document, nullable=False),
    Column("at", Utc, nullable=False),
    Column("used_s", Float, nullable=False),
    Column("hash", String(64), nullable=False),
    comment="One row is one response as given. Append only, chained by hash, one chain per sitting.",
)

result = Table(
    "result",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sitting_id", Id, ForeignKey("sitting.id"), nullable=False, index=True),
    Column("exam_id", Id, ForeignKey("exam.id"), nullable=False, index=True),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("unit_id", Id, nullable=False),
    Column("home_id", Id, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("marks", String(40), nullable=False),  # exact fraction
    Column("of", String(40), nullable=False),
    Column("shown", String(12), nullable=False),  # two places, half-up: what pass and band were decided on
    Column("band", String(20), nullable=False),
    Column("is_passed", Boolean, nullable=False),
    Column("slots", Document, nullable=False),  # per slot: fraction and marks
    Column("rules_version", String(64), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("supersedes", Id),
    Column("is_current", Boolean, nullable=False),
    comment="One row is one scoring of a sitting. A regrade adds a row beside the old one; only is_current changes.",
)
