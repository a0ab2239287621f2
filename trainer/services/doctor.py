"""Look the whole program over: machine, fonts, database, log, disk, clock, keys, backups. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from trainer.adapters.keys.ring import KeyRing
from trainer.adapters.storage import backup as archives
from trainer.adapters.storage import migrator
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.people.audit_chain import verify
from trainer.platform.clock import Clock
from trainer.platform.machine import free_mb, this_machine
from trainer.platform.paths import Home, shipped
from trainer.wording.sentences import say

# Below this a day's work, a backup and its check may not fit.
LOW_DISK_MB = 1_000
SMALL_MEMORY_MB = 2_000
STALE_BACKUP_DAYS = 8

# No machine that runs this version can rightly show an earlier day.
RELEASED = datetime(2025, 1, 1, tzinfo=UTC)

# A clock a little behind the newest entry is the minute hand of another machine, not a flat battery.
CLOCK_SLACK = timedelta(minutes=10)

_FONT_STARTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        code: stable: ``machine``, ``fonts``, ``disk``, ``clock``, ``home``, ``keys``, ``database``, ``integrity``,
            ``search``, ``log``, ``backup``.
        is_ok: False where somebody must do something.
        said: code of the sentence.
        facts: its values.
    """

    code: str
    is_ok: bool
    said: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What was found and what to do, in the language of the program."""
        return str(say(self.said, self.facts))


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was looked at, in order."""

    checks: tuple[Check, ...]

    @property
    def is_ok(self) -> bool:
        return all(check.is_ok for check in self.checks)


def examine(home: Home, database_url: str | None, clock: Clock) -> Report:
    """Look everything over; a home that was never opened is not made."""
    checks = [_machine(), _fonts(), _disk(home), _home(home)]
    checks += _keys(home)
    checks += _database(home, database_url, clock)
    return Report(tuple(checks))


def _machine() -> Check:
    machine = this_machine()
    facts = {
        "system": machine.system,
        "architecture": machine.architecture,
        "python": machine.python,
        "cores": machine.cores,
        "memory": machine.memory_mb if machine.memory_mb is not None else "?",
    }
    if machine.memory_mb is not None and machine.memory_mb < SMALL_MEMORY_MB:
        return Check("machine", False, "doctor_memory_small", facts)
    return Check("machine", True, "doctor_machine", facts)


def _fonts() -> Check:
    folder = shipped("resources") / "fonts"
    fonts = sorted(path for path in folder.glob("**/*") if path.suffix.lower() in {".ttf", ".otf", ".ttc"})
    damaged = [font.name for font in fonts if not _is_font(font)]
    if damaged:
        return Check("fonts", False, "doctor_fonts_damaged", {"fonts": ", ".join(damaged)})
    if not fonts:
        return Check("fonts", False, "doctor_fonts_missing", {"path": str(folder)})
    return Check("fonts", True, "doctor_fonts", {"count": len(fonts)})


def _is_font(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _FONT_STARTS
    except OSError:
        return False


def _disk(home: Home) -> Check:
    try:
        free = free_mb(home.root)
    except OSError as error:
        return Check("disk", False, "doctor_disk_unknown", {"path": str(home.root), "detail": str(error)})
    facts = {"free": free, "path": str(home.root)}
    return Check("disk", free >= LOW_DISK_MB, "doctor_disk" if free >= LOW_DISK_MB else "doctor_disk_low", facts)


def _home(home: Home) -> Check:
    facts = {"path": str(home.root)}
    if not home.root.is_dir():
        return Check("home", True, "doctor_home_new", facts)
    probe = home.root / ".doctor-probe"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return Check("home", False, "home_not_writable", facts)
    return Check("home", True, "doctor_home", facts)


def _keys(home: Home) -> list[Check]:
    ring = KeyRing(home.keys)
    if not ring.file.exists():
        return []
    return [_guarded("keys", lambda: _try_keys(ring))]


def _try_keys(ring: KeyRing) -> Check:
    ring.digest("doctor", "")
    return Check("keys", True, "doctor_keys")


def _database(home: Home, database_url: str | None, clock: Clock) -> list[Check]:
    if database_url is None and not home.database.is_file():
        return [Check("database", True, "doctor_database_new"), _clock(clock, None)]
    database = Database(database_url) if database_url else Database.at(home.database)
    try:
        opened = _guarded("database", lambda: _open(database))
        if not opened.is_ok or opened.said != "doctor_database":
            return [opened, _clock(clock, None)]
        return [
            opened,
            *([_guarded("integrity", lambda: _integrity(home))] if database.is_sqlite else []),
            _guarded("search", lambda: _search(database)),
            _guarded("log", lambda: _log(database)),
            _guarded("keys_fit", lambda: _keys_fit(home, database)),
            _clock(clock, _newest_entry(database)),
            _backups(home, database, clock),
        ]
    finally:
        database.close()


def _open(database: Database) -> Check:
    found = migrator.version_of(database)
    facts = {"path": str(database.where), "found": found, "known": migrator.HEAD}
    if found is None:
        return Check("database", True, "doctor_database_new", facts)
    if found != migrator.HEAD:
        is_older = found in migrator.REVISIONS
        return Check("database", is_older, "doctor_database_older" if is_older else "database_newer", facts)
    return Check("database", True, "doctor_database", facts)


def _integrity(home: Home) -> Check:
    problems = archives.take_inventory(home.database).problems
    if problems:
        return Check("integrity", False, "database_damaged", {"path": str(home.database), "detail": problems[0]})
    return Check("integrity", True, "doctor_integrity")


def _search(database: Database) -> Check:
    with database.read() as uow:
        is_whole = uow.question_search.index.is_whole()
    return Check("search", is_whole, "doctor_search" if is_whole else "doctor_search_broken")


def _log(database: Database) -> Check:
    entries = 0
    with database.read() as uow:
        for home_id in uow.audit.homes():
            verdict = verify(uow.audit.chain(home_id))
            if not verdict.is_whole:
                return Check("log", False, "doctor_log_broken", {"entry": verdict.broken_at, "home": home_id})
            entries += verdict.entries
    return Check("log", True, "doctor_log", {"entries": entries})


def _keys_fit(home: Home, database: Database) -> Check:
    sealed = archives.sealed_sample(database)
    if sealed is not None:
        KeyRing(home.keys).unseal(sealed)
    return Check("keys_fit", True, "doctor_keys_fit")


def _newest_entry(database: Database) -> datetime | None:
    with database.read() as uow:
        _, newest = uow.audit.search(limit=1)
    return newest[0].at if newest else None


def _clock(clock: Clock, newest: datetime | None) -> Check:
    now = clock.now()
    if now < RELEASED:
        return Check("clock", False, "doctor_clock_wrong", {"now": _shown(now)})
    if newest is not None and now + CLOCK_SLACK < newest:
        return Check("clock", False, "doctor_clock_behind", {"now": _shown(now), "newest": _shown(newest)})
    return Check("clock", True, "doctor_clock", {"now": _shown(now)})


def _backups(home: Home, database: Database, clock: Clock) -> Check:
    from trainer.services import settings

    with database.read() as uow:
        folder = Path(settings.read(uow, settings.BACKUP_FOLDER) or home.backups)
    try:
        newest = max((path.stat().st_mtime for path in folder.glob("*.zip")), default=None)
    except OSError:
        newest = None
    if newest is None:
        return Check("backup", True, "doctor_backup_none", {"path": str(folder)})
    made = datetime.fromtimestamp(newest, UTC)
    days = (clock.now() - made).days
    is_fresh = days <= STALE_BACKUP_DAYS
    said = "doctor_backup" if is_fresh else "doctor_backup_old"
    return Check("backup", is_fresh, said, {"made": _shown(made), "days": days, "path": str(folder)})


def _guarded(code: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except Fault as fault:
        return Check(code, False, fault.code, fault.facts)


def _shown(moment: datetime) -> str:
    from trainer.domain.kernel.time import CHINA

    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
