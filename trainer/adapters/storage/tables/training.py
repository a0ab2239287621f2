"""Plans, progress and classes."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

plan = Table(
    "plan",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("unit_id", Id, ForeignKey("unit.id"), nullable=False),
    Column("scope", Document, nullable=False),  # who: tiers, categories
    Column("requirement", Document, nullable=False),  # what: lessons, hours, exam
    Column("stages", Document, nullable=False),  # targets: [{by, share}], ascending
    Column("made_at", Utc, nullable=False),
    Column("made_by", Id),
    Column("is_demo", Boolean, nullable=False),
    Column("closed_at", Utc),
    comment="One row is one promise: who must learn what by when. Written by services.plans.",
)

plan_member = Table(
    "plan_member",
    metadata,
    Column("plan_id", Id, ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("unit_id", Id, nullable=False),
    Column("standing", String(10), nullable=False),  # due, exempt
    Column("reason", Text, nullable=False, server_default=""),
    Column("hours", String(20), nullable=False, server_default="0"),  # exact fraction
    Column("learned_at", Utc),
    Column("passed_at", Utc),
    Column("trained_at", Utc),  # the later of both
    # The names behind one unit's figure, without reading the whole plan.
    Index("ix_plan_member_unit_id_plan_id", "unit_id", "plan_id"),
    comment="One row is where one person stands in one plan. Summary; rebuilt from facts by progress rebuild.",
)

plan_exemption = Table(
    "plan_exemption",
    metadata,
    Column("plan_id", Id, ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("granted_at", Utc, nullable=False),
    Column("granted_by", Id),
    comment="One row is an approved exemption of one person from one plan. A fact; the member row only repeats it.",
)

plan_unit_count = Table(
    "plan_unit_count",
    metadata,
    Column("plan_id", Id, ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("unit_id", Id, primary_key=True),
    Column("due", Integer, nullable=False),
    Column("exempt", Integer, nullable=False),
    Column("learned", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("trained", Integer, nullable=False),
    comment="One row counts the members whose own unit this is; higher units are summed by path when read.",
)

training_class = Table(
    "training_class",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("unit_id", Id, ForeignKey("unit.id"), nullable=False),
    Column("starts_on", String(10), nullable=False),
    Column("ends_on", String(10), nullable=False),
    Column("is_demo", Boolean, nullable=False),
    comment="One row is one training class: a name, a period and its members.",
)

class_member = Table(
    "class_member",
    metadata,
    Column("class_id", Id, ForeignKey("training_class.id", ondelete="CASCADE"), primary_key=True),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True, index=True),
    comment="One row is one person in one training class.",
)
