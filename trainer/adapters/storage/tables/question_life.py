"""What happens to questions: remarks, drafts, changes that can be taken back, likeness, and how often they were asked."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

question_remark = Table(
    "question_remark",
    metadata,
    Column("id", Id, primary_key=True),
    Column("question_id", Id, ForeignKey("question.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor_id", Id),
    Column("what", String(12), nullable=False),  # domain.question_bank.life.What
    Column("text", Text, nullable=False, server_default=""),
    Column("resolved_at", Utc),
    Column("resolved_by", Id),
    Index("ix_question_remark_question_id_at", "question_id", "at"),
    comment="One row is a remark or a step between author and reviewer. Written by services.question_life.",
)

question_draft = Table(
    "question_draft",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author_id", Id),  # null: an open home
    Column("question_id", Id, nullable=False),  # of a question that may not be in the bank yet
    Column("code", String(60), nullable=False),
    Column("base_version", Integer, nullable=False),  # the version that was opened; 0 for a new question
    Column("document", Document, nullable=False),
    Column("saved_at", Utc, nullable=False),
    UniqueConstraint("author_id", "question_id"),
    Index("ix_question_draft_question_id", "question_id"),
    comment="One row is what an editor held when it last saved by itself. Written by services.question_drafts.",
)

bank_change = Table(
    "bank_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    Column("actor_id", Id),
    Column("what", String(12), nullable=False),  # import, bulk_edit
    Column("title", String(255), nullable=False, server_default=""),  # names of files; codes of edits
    Column("counts", Document, nullable=False),
    Column("undone_at", Utc),
    Column("undone_by", Id),
    comment="One row is one act on many questions that can be taken back. Written by imports and services.bulk_edit.",
)

bank_change_line = Table(
    "bank_change_line",
    metadata,
    Column("change_id", Id, ForeignKey("bank_change.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", Id, primary_key=True, index=True),  # stays when an undo removes the question
    Column("version_before", Integer),  # null: added by the change
    Column("version_after", Integer, nullable=False),
    Column("state_before", String(12), nullable=False, server_default=""),
    Column("state_after", String(12), nullable=False),
    comment="One row is what a change did to one question.",
)

question_alike = Table(
    "question_alike",
    metadata,
    Column("one_id", Id, ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),  # the lesser id of the two
    Column("other_id", Id, ForeignKey("question.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("likeness", Float, nullable=False),  # 0..1
    Column("found_at", Utc, nullable=False),
    Column("dismissed_at", Utc),  # somebody looked: they are meant to be two
    Column("dismissed_by", Id),
    comment="One row is a pair of questions much alike. Written by services.alike_questions.",
)

question_exposure = Table(
    "question_exposure",
    metadata,
    Column("question_id", Id, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("unit_id", Id, primary_key=True),  # the candidates' own unit
    # What the answers earned, exact; empty until a person has marked them. One row per fraction makes every count a plain
    # addition, which writers on a server can do side by side, and keeps the sum exact.
    Column("fraction", String(40), primary_key=True),
    Column("shown", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("last_at", Utc, nullable=False),
    comment="One row counts answers in examinations by what they earned. Summary of results; bank rebuild makes it again.",
)
