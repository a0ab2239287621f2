"""Which state of the shipped files, and of what is worked out from wordings, has entered this database.

Asked at every start, and therefore apart from the question store with all it loads.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.tables.question_bank import HEADS, question, shipped_digest
from trainer.adapters.storage.upsert import insert_or_change


class ShippedStore:
    """SQL of the states of folders."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def digest(self, folder: str) -> str | None:
        """Give the state of a shipped folder that has entered this database."""
        return self._c.scalar(sa.select(shipped_digest.c.digest).where(shipped_digest.c.folder == folder))

    def put_digest(self, folder: str, digest: str, at: datetime) -> None:
        """Note the state of a folder."""
        insert = insert_or_change(self._c, shipped_digest)
        self._c.execute(
            insert.on_conflict_do_update(
                index_elements=["folder"],
                set_={name: insert.excluded[name] for name in ("digest", "loaded_at")},
            ),
            [{"folder": folder, "digest": digest, "loaded_at": at}],
        )

    def heads(self) -> str | None:
        """Give how what heads and index repeat was last worked out (``derived.VERSION``); None where it must be."""
        return self.digest(HEADS)

    def put_heads(self, version: str, at: datetime) -> None:
        """Note that it was worked out."""
        self.put_digest(HEADS, version, at)

    def has_questions(self) -> bool:
        """Tell whether there is any question."""
        return self._c.scalar(sa.select(sa.literal(1)).select_from(question).limit(1)) is not None
