"""Units, cadres and roster imports."""

from __future__ import annotations

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
)

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

unit = Table(
    "unit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("short_name", String(100), nullable=False, server_default=""),
    Column("kind", String(20), nullable=False),  # domain.people.units.UnitKind
    Column("division_code", String(12), nullable=False, server_default=""),  # GB/T 2260
    Column("credit_code", String(18), nullable=False, server_default=""),  # GB 32100
    Column("parent_id", Id, ForeignKey("unit.id")),
    Column("path", String(400), nullable=False, index=True),  # "/a1b2/c3d4/": subtree by prefix
    Column("depth", Integer, nullable=False),
    Column("order_no", Integer, nullable=False),  # protocol order among brothers
    Column("is_demo", Boolean, nullable=False),
    Column("closed_at", Utc),
    comment="One row is one organisation in the tree. Written by services.units and services.import_roster.",
)

unit_alias = Table(
    "unit_alias",
    metadata,
    Column("alias_key", String(200), primary_key=True),
    Column("unit_id", Id, ForeignKey("unit.id"), primary_key=True),
    comment="One row is another spelling under which a roster may name a unit.",
)

unit_placement = Table(
    "unit_placement",
    metadata,
    Column("unit_id", Id, ForeignKey("unit.id"), primary_key=True),
    Column("valid_from", Utc, primary_key=True),
    Column("parent_id", Id),
    Column("path", String(400), nullable=False),
    comment="One row says where a unit stood in the tree from a moment on. Append only.",
)

cadre = Table(
    "cadre",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_no", String(20), nullable=False),
    Column("name", String(50), nullable=False),
    Column("name_key", String(50), nullable=False, index=True),  # interpuncts and spaces removed, for matching
    Column("unit_id", Id, ForeignKey("unit.id"), nullable=False, index=True),
    Column("section", String(100), nullable=False, server_default=""),
    Column("sex", String(1), nullable=False, server_default="0"),  # GB/T 2261.1
    Column("ethnicity", String(2), nullable=False, server_default=""),  # GB/T 3304
    Column("birth", String(10), nullable=False, server_default=""),  # yyyy-mm or yyyy-mm-dd
    Column("post", String(100), nullable=False, server_default=""),
    Column("post_level", String(3), nullable=False, server_default=""),  # GB/T 12407
    Column("rank", String(20), nullable=False, server_default=""),
    Column("category", String(20), nullable=False, server_default=""),
    Column("political_status", String(2), nullable=False, server_default=""),  # GB/T 4762
    Column("work_start", String(7), nullable=False, server_default=""),
    Column("education", String(40), nullable=False, server_default=""),
    Column("degree", String(40), nullable=False, server_default=""),
    Column("tier", String(2), nullable=False, server_default=""),  # T1 T2 T3
    Column("leader_path", String(20), nullable=False, server_default=""),
    Column("employment", String(16), nullable=False),  # domain.people.cadres.Employment
    Column("employment_since", String(10), nullable=False, server_default=""),
    Column("id_number_sealed", LargeBinary),  # encrypted by adapters.keys
    Column("id_number_digest", String(64), index=True),  # keyed, for matching only
    Column("id_number_masked", String(20), nullable=False, server_default=""),
    Column("phone_sealed", LargeBinary),
    Column("phone_masked", String(20), nullable=False, server_default=""),
    Column("order_no", Integer, nullable=False, server_default="0"),
    Column("remark", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("is_demo", Boolean, nullable=False),
    Column("home_id", Id, nullable=False),
    Column("updated_at", Utc, nullable=False),
    Index("ix_cadre_unit_id_staff_no", "unit_id", "staff_no"),
    comment="One row is one person on the roster. Written by services.import_roster and services.cadres.",
)
Index("ix_cadre_staff_no", cadre.c.staff_no)

employment_event = Table(
    "employment_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("unit_id", Id, nullable=False),
    Column("since", String(10), nullable=False, server_default=""),
    Column("remark", Text, nullable=False, server_default=""),
    Column("recorded_at", Utc, nullable=False),
    Column("recorded_by", Id),
    Column("home_id", Id, nullable=False),
    comment="One row is one change of a person's employment state or unit. Append only.",
)

roster_import = Table(
    "roster_import",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor_id", Id),
    Column("file_name", String(255), nullable=False),
    Column("file_digest", String(64), nullable=False),
    Column("counts", Document, nullable=False),
    Column("before", Document, nullable=False),  # what undo needs: ids added, rows as they were, units made
    Column("undone_at", Utc),
    comment="One row is one committed roster import with what its undo needs. Written by services.import_roster.",
)

roster_mapping = Table(
    "roster_mapping",
    metadata,
    Column("source_key", String(64), primary_key=True),  # digest of the header row
    Column("mapping", Document, nullable=False),
    Column("at", Utc, nullable=False),
    comment="One row remembers how the columns of one source were mapped.",
)
