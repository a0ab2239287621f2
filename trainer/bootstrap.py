"""Put an office together: the only file that knows every part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trainer.adapters.keys.ring import KeyRing
from trainer.adapters.storage import migrator
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.platform.clock import Clock, SystemClock
from trainer.platform.identifiers import new_id
from trainer.platform.logs import log, start_logging
from trainer.platform.paths import Home, default_home
from trainer.services.load_content import load_shipped
from trainer.services.office import Office

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.backup import Restored
    from trainer.services.doctor import Report


def open_office(
    home: Path | None = None,
    database_url: str | None = None,
    *,
    clock: Clock | None = None,
    allow_create: bool = True,
) -> Office:
    """Open a home: its folder, its database at this program's version, its keys.

    An older database is upgraded, after a backup into the home's backup folder. Shipped questions enter the database when
    their files have changed since the last start.

    Args:
        home: the folder; None for the default one.
        database_url: a server's database instead of the home's own file.
        clock: pushed in by tests and the tour.
        allow_create: make folder and database where there are none.

    Raises:
        Refusal: ``home_not_found`` where nothing may be created; ``database_url_wrong``.
        Fault: ``home_not_writable``, or what the database says (newer, locked, damaged, read-only ...).
    """
    place = Home(home or default_home())
    clock = clock or SystemClock()
    if not allow_create and database_url is None and not place.database.is_file():
        raise Refusal("home_not_found", path=str(place.root))
    try:
        place.make()
    except OSError as error:
        raise Fault("home_not_writable", place.root, error) from error
    start_logging(place.logs)
    database = _database(place, database_url)
    try:
        before = migrator.bring_up_to_date(database, lambda found: _back_up(place, database, clock, found))
        if before is not None:
            log.info("database upgraded from schema %s to %s", before, migrator.HEAD)
        office = Office(place, database, clock, KeyRing(place.keys), _home_id(database, clock))
        report, _ = load_shipped(office)
        for finding in report.findings:
            log.warning("shipped questions: %s:%s: %s", finding.file, finding.line or 1, finding.code)
    except BaseException as error:
        if isinstance(error, Fault):
            log.error("the office was not opened: %s", error, exc_info=error.cause or error)
        database.close()
        raise
    return office


def restore_unopened(home: Path | None, database_url: str | None, archive: Path) -> Restored:
    """Restore a backup into a home that cannot be opened."""
    from trainer.services.backup import restore_home

    return restore_home(Home(home or default_home()), database_url, archive, SystemClock())


def examine(home: Path | None, database_url: str | None) -> Report:
    """Look a home over without opening it for writing."""
    from trainer.services.doctor import examine as look

    return look(Home(home or default_home()), database_url, SystemClock())


def _database(place: Home, database_url: str | None) -> Database:
    if not database_url:
        return Database.at(place.database)
    try:
        return Database(database_url)
    except Exception as error:  # SQLAlchemy's errors for a URL are of several families and it may not be imported here
        raise Refusal("database_url_wrong") from error


def _back_up(place: Home, database: Database, clock: Clock, found: str) -> None:
    from trainer.services.backup import back_up_before_upgrade

    back_up_before_upgrade(place, database, clock, found)


def _home_id(database: Database, clock: Clock) -> str:
    with database.read() as uow:
        found = _written_id(uow)
    if found:
        return found
    with database.write() as uow:
        found = _written_id(uow)  # another program may have been quicker
        if not found:
            found = new_id()
            uow.settings.write("home.id", found, clock.now())
            uow.settings.write("home.created_at", clock.now().isoformat(), clock.now())
    return found


def _written_id(uow: UnitOfWork) -> str:
    return uow.settings.read("home.id", "")


def prepare() -> None:
    """Make what every start would otherwise make again: compiled sentences and the index of the shipped questions.

    Called once at set-up; safe to call again.
    """
    from trainer.services.load_content import compile_shipped
    from trainer.wording.catalogue import compiled_catalogue

    compiled_catalogue("zh")
    compile_shipped()
