"""Certificates, their counters and their stored sheets."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

certificate_counter = Table(
    "certificate_counter",
    metadata,
    Column("area", String(6), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last_serial", Integer, nullable=False),
    comment="One row is the last serial drawn in one area and year. Raised in the transaction of the issue, never lowered.",
)

certificate = Table(
    "certificate",
    metadata,
    Column("id", Id, primary_key=True),
    Column("cadre_id", Id, ForeignKey("cadre.id"), nullable=False, index=True),
    Column("unit_id", Id, nullable=False),
    Column("plan_id", Id, ForeignKey("plan.id")),
    Column("kind", String(12), nullable=False),
    Column("state", String(12), nullable=False),  # approved, issued, revoked, superseded
    Column("number", String(40), unique=True),  # machine form; null until issued
    Column("display_number", String(60), nullable=False, server_default=""),
    Column("area", String(6), nullable=False, server_default=""),
    Column("year", Integer),
    Column("serial", Integer),
    Column("content", Document, nullable=False),  # everything the sheet says, frozen at issue
    Column("sheet_digest", String(64)),
    Column("approved_at", Utc),
    Column("approved_by", Id),
    Column("issued_at", Utc),
    Column("issued_by", Id),
    Column("revoked_at", Utc),
    Column("revoke_reason", Text, nullable=False, server_default=""),
    Column("supersedes", Id),
    Column("is_demo", Boolean, nullable=False),
    Column("home_id", Id, nullable=False),
    Index("ix_certificate_plan_id_cadre_id", "plan_id", "cadre_id"),
    Index("ix_certificate_year_serial", "year", "serial"),
    Index("ix_certificate_sheet_digest", "sheet_digest"),
    comment="One row is one certificate from approval on. Written by services.certificates.",
)

stored_sheet = Table(
    "stored_sheet",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the bytes
    Column("media_type", String(40), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("made_at", Utc, nullable=False),
    comment="One row is a finished sheet as it was printed. Never changed, never deleted.",
)
