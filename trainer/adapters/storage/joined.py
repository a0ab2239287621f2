"""Let several use cases share one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trainer.adapters.storage.database import Database
from trainer.adapters.storage.unit_of_work import UnitOfWork


class JoinedDatabase(Database):
    """A database whose units of work are all one that is already open; nothing is committed here.

    For the demonstration, which is loaded by the program's own use cases and is there as a whole or not at all.

    Args:
        database: where the transaction was begun.
        uow: the open unit of work.
    """

    def __init__(self, database: Database, uow: UnitOfWork) -> None:
        # Opens nothing: everything goes through the connection of the unit of work.
        self.url = database.url
        self.read_only = database.read_only
        self._engine = database.engine
        self._uow = uow

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        yield self._uow

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        yield self._uow

    def close(self) -> None:
        """Do nothing; the database that was joined is closed by whoever opened it."""
