"""Questions, their versions, their files, and the index of their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    event,
    false,
)
from sqlalchemy.engine import Connection

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

question = Table(
    "question",
    metadata,
    # Counts the questions in the order in which they came; the index of words goes by it.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Id, nullable=False, unique=True),  # UUIDv5 of the code
    Column("code", String(60), nullable=False, unique=True),
    Column("course", String(20), nullable=False),
    Column("lesson", String(20), nullable=False, server_default=""),
    Column("knowledge_point", String(20), nullable=False, index=True),
    Column("category", String(200), nullable=False, server_default="", index=True),
    Column("name", String(200), nullable=False, server_default=""),
    Column("kind", String(20), nullable=False),
    Column("tier", String(3), nullable=False, server_default=""),
    Column("difficulty", Integer, nullable=False, server_default="0"),
    Column("bloom", String(12), nullable=False, server_default="unset"),
    Column("state", String(12), nullable=False),  # draft in_review published suspended retired
    Column("origin", String(10), nullable=False),  # shipped, local
    Column("current_version", Integer, nullable=False),
    Column("shipped_version", Integer),  # newest version seen in shipped files; differs from current when edited here
    Column("digest", String(64), nullable=False, server_default=""),
    Column("gist", String(32), nullable=False, server_default="", index=True),  # equal where two questions say the same
    Column("review_by", String(10), nullable=False, server_default="", index=True),  # ISO date of the law basis
    Column("author_id", Id, index=True),  # who made the current wording; null: the program or an open command line
    Column("made_at", Utc),
    Column("updated_at", Utc, index=True),
    Column("has_media", Boolean, nullable=False, server_default=false()),
    Column("line", Text, nullable=False, server_default=""),  # beginning of the stem in plain words
    # Counting and filtering read this index and not the rows; its order is that of the tree beside the list.
    Index(
        "ix_question_place",
        "course",
        "lesson",
        "knowledge_point",
        "kind",
        "state",
        "difficulty",
        "tier",
        "bloom",
        "origin",
        "code",
        "number",
    ),
    comment=(
        "One row is one question whatever its versions; all but id, code, state, origin and versions repeats the current "
        "version. Written by stores.questions alone."
    ),
)

question_version = Table(
    "question_version",
    metadata,
    Column("question_id", Id, ForeignKey("question.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("content", Document, nullable=False),  # the whole question as domain.question_bank writes it
    Column("digest", String(64), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("made_by", Id),
    comment="One row is one frozen wording of a question. Append only; sittings refer to it for ever.",
)

question_tag = Table(
    "question_tag",
    metadata,
    Column("number", Integer, ForeignKey("question.number", ondelete="CASCADE"), primary_key=True),
    Column("sort", String(12), primary_key=True),  # tag, department, enemy
    Column("word", String(200), primary_key=True),
    Index("ix_question_tag_sort_word", "sort", "word"),
    comment="One row is one free word of a current wording, for filters. Written by stores.questions.",
)

media = Table(
    "media",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the bytes
    Column("media_type", String(60), nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer, nullable=False, server_default="0"),
    Column("height", Integer, nullable=False, server_default="0"),
    Column("content", LargeBinary, nullable=False),
    Column("made_at", Utc, nullable=False),
    comment="One row is one picture, sound or video, whoever refers to it. Never changed; swept when nobody does.",
)

question_media = Table(
    "question_media",
    metadata,
    Column("question_id", Id, ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", String(64), primary_key=True, index=True),  # the bytes may be missing: an import without its files
    comment="One row says that a version refers to a file. Written by stores.questions.",
)

shipped_digest = Table(
    "shipped_digest",
    metadata,
    Column("folder", String(40), primary_key=True),  # also HEADS, see below
    Column("digest", String(64), nullable=False),
    Column("loaded_at", Utc, nullable=False),
    comment="One row says which state of a shipped folder has entered this database.",
)

# The index of words is not a table of SQLAlchemy's: a virtual one on SQLite, vectors with positions on PostgreSQL. It
# holds nothing that cannot be made again from the questions, so backups and copies leave it out.
SEARCH_TABLES = "question_text"
# Row of shipped_digest that says how what heads and index repeat was last worked out.
HEADS = "question_heads"
SEARCH_DDL: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE VIRTUAL TABLE question_text USING fts5(words, content='', tokenize='ascii')",
        "CREATE VIRTUAL TABLE question_text_words USING fts5vocab('question_text', 'row')",
    ),
    "postgresql": (
        "CREATE TABLE question_text (number integer PRIMARY KEY REFERENCES question (number) ON DELETE CASCADE,"
        " words tsvector NOT NULL)",
        "CREATE INDEX ix_question_text_words ON question_text USING gin (words)",
        "CREATE TABLE question_text_word (word text PRIMARY KEY, questions integer NOT NULL)",
    ),
}


def _made_by(statement: str, dialect: str) -> Callable[..., None]:
    def make(_table: Table, connection: Connection, **_: Any) -> None:
        if connection.dialect.name == dialect:
            connection.exec_driver_sql(statement)

    return make


for _dialect, _statements in SEARCH_DDL.items():
    for _statement in _statements:
        event.listen(question, "after_create", _made_by(_statement, _dialect))
