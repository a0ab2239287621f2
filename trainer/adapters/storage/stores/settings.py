"""Settings of the office, one row each."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.tables.accounts import setting
from trainer.adapters.storage.upsert import insert_or_change

T = TypeVar("T")


class SettingStore:
    """Values by key; what a key means and which values it takes is known to ``services.settings``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, key: str, default: T) -> T:
        """Give a setting, or the default where it was never written."""
        row = self._connection.execute(sa.select(setting.c.value).where(setting.c.key == key)).one_or_none()
        return default if row is None else row.value

    def everything(self) -> dict[str, Any]:
        """Give all settings that were ever written."""
        return {row.key: row.value for row in self._connection.execute(sa.select(setting.c.key, setting.c.value))}

    def write(self, key: str, value: Any, at: datetime) -> None:
        """Set or replace one setting."""
        statement = insert_or_change(self._connection, setting).values(key=key, value=value, updated_at=at)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[setting.c.key],
                set_={"value": statement.excluded.value, "updated_at": statement.excluded.updated_at},
            )
        )

    def forget(self, key: str) -> None:
        """Remove a setting, so that its default counts again."""
        self._connection.execute(sa.delete(setting).where(setting.c.key == key))
