"""Run steps on the connection and in the transaction that the migrator opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from trainer.adapters.storage import schema
from trainer.adapters.storage.tables.base import Document, Utc


def _plain_type(kind: str, thing: Any, _autogen: Any) -> str | Literal[False]:
    """Write a new step with plain types: a released step must not change with the program's own ones."""
    if kind == "type" and isinstance(thing, Utc):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Document):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    compare_type=True,
    render_as_batch=True,
    render_item=_plain_type,
    include_name=schema.is_ours,
    transaction_per_migration=False,
)
context.run_migrations()
