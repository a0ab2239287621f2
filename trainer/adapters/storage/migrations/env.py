"""Run steps on the connection and in the transaction that the migrator opened."""

from __future__ import annotations

from alembic import context

from trainer.adapters.storage import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    compare_type=True,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
