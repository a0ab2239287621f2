"""Questions and their versions."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

question = Table(
    "question",
    metadata,
    Column("id", Id, primary_key=True),  # UUIDv5 of the code for shipped ones
    Column("code", String(60), nullable=False, unique=True),
    Column("course", String(20), nullable=False, index=True),
    Column("knowledge_point", String(20), nullable=False, index=True),
    Column("category", String(200), nullable=False, server_default=""),
    Column("name", String(200), nullable=False, server_default=""),
    Column("state", String(12), nullable=False),  # draft in_review published suspended retired
    Column("origin", String(10), nullable=False),  # shipped, local
    Column("current_version", Integer, nullable=False),
    Column("shipped_version", Integer),  # newest version seen in shipped files; differs from current when edited here
    comment="One row is one question whatever its versions. Written by services.load_content and services.import_bank.",
)

question_version = Table(
    "question_version",
    metadata,
    Column("question_id", Id, ForeignKey("question.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("tier", String(3), nullable=False),
    Column("difficulty", Integer, nullable=False),
    Column("bloom", String(12), nullable=False),
    Column("teaches", String(200), nullable=False, server_default=""),
    Column("stem", Text, nullable=False),
    Column("content", Document, nullable=False),  # the whole question as domain.question_bank writes it
    Column("digest", String(64), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("made_by", Id),
    comment="One row is one frozen wording of a question. Append only; sittings refer to it for ever.",
)

shipped_digest = Table(
    "shipped_digest",
    metadata,
    Column("folder", String(40), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("loaded_at", Utc, nullable=False),
    comment="One row says which state of a shipped folder has entered this database.",
)
