"""Accounts, roles, the audit log and the office's settings."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from trainer.adapters.storage.tables.base import Document, Id, Utc, metadata

account = Table(
    "account",
    metadata,
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), primary_key=True),
    Column("secret_hash", String(200)),  # argon2id; null until the first sign-in
    Column("activation_digest", String(64)),  # keyed digest of the one-time code; null once used
    Column("activation_made_at", Utc),
    Column("failed_count", Integer, nullable=False, server_default="0"),
    # When the last wrong secret was given, by all clocks of the machine; how long the lock lasts follows from the count.
    Column("failed_at", Utc),
    Column("failed_boot_id", String(64), nullable=False, server_default=""),
    Column("failed_boot_s", Float, nullable=False, server_default="0"),
    Column("last_sign_in_at", Utc),
    Column("notice_seen_at", Utc),  # when the privacy notice was read
    Column("is_disabled", Boolean, nullable=False),
    Column("is_demo", Boolean, nullable=False),
    comment="One row is one person's way in. Written by services.accounts and services.sign_in.",
)

role_grant = Table(
    "role_grant",
    metadata,
    Column("id", Id, primary_key=True),
    Column("cadre_id", Id, ForeignKey("cadre.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("role", String(20), nullable=False),  # domain.people.roles.Role
    Column("unit_id", Id, ForeignKey("unit.id"), nullable=False),
    Column("granted_at", Utc, nullable=False),
    Column("granted_by", Id),
    Column("expires_at", Utc),
    Column("revoked_at", Utc),
    comment="One row is one role held over a unit and all below it. Written by services.accounts.",
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("home_id", Id, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor_id", Id),  # null: the command line before an administrator was named, or the program itself
    Column("action", String(60), nullable=False),
    Column("subject", String(80), nullable=False, server_default=""),
    Column("facts", Document, nullable=False),  # ids, codes, counts and keyed digests; never names or numbers in clear
    Column("before_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("home_id", "hash"),
    Index("ix_audit_entry_at", "at"),
    Index("ix_audit_entry_action_at", "action", "at"),
    comment="One row is one thing somebody did. Append only, chained by hash, one chain per home.",
)

setting = Table(
    "setting",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Document),
    Column("updated_at", Utc, nullable=False),
    comment="One row is one setting of the office. Written by services.settings.",
)
