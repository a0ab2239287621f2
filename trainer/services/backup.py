"""Backups: made by hand, daily and before upgrades; checked by restoring; restored without overwriting anything.

Restoring first puts the present state aside twice: as a backup like any other (where the database can still be read) and as the
files themselves in ``set-aside/``. Nothing there is ever removed by the program.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import trainer
from trainer.adapters.keys.ring import KeyRing
from trainer.adapters.storage import backup as archives
from trainer.adapters.storage import migrator, table_dump
from trainer.adapters.storage.backup import Manifest
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.kernel.time import CHINA, local_date
from trainer.domain.people.roles import PROGRAM, Actor, Right, require
from trainer.platform.clock import Clock
from trainer.platform.paths import Home
from trainer.services import settings
from trainer.services.office import Office

# Codes with facts; each code has a sentence.
Problems = tuple[tuple[str, dict[str, str]], ...]

BY_HAND = "by_hand"
DAILY = "daily"
BEFORE_UPGRADE = "before_upgrade"
BEFORE_RESTORE = "before_restore"

_NAME = "trainer_{stamp}_{kind}.zip"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One backup as a list shows it.

    Attributes:
        size: bytes.
        people: rows of cadres in it.
        is_readable: False for a file whose manifest cannot be read; the other facts are empty then.
    """

    path: Path
    size: int
    kind: str
    made_at: datetime | None
    schema: str
    people: int
    is_readable: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What restoring a backup to a temporary folder showed.

    Attributes:
        manifest: what the backup says about itself.
        problems: codes with facts, each with a sentence; empty when the backup is good.
    """

    manifest: Manifest
    problems: Problems

    @property
    def is_good(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. The office must be opened again afterwards: keys and home may be others.

    Attributes:
        manifest: of the backup that is in force now.
        safety: the backup of the state before; None where that state could not be read.
        set_aside: folder with the files of the state before; None where there were none.
        upgraded_from: schema of the backup when it was older than this program.
    """

    manifest: Manifest
    safety: Path | None
    set_aside: Path | None
    upgraded_from: str | None


def make_backup(
    office: Office, actor: Actor, *, folder: Path | None = None, kind: str = BY_HAND
) -> tuple[BackupFile, Changes]:
    """Make a backup and check it by restoring it to a temporary folder.

    Args:
        folder: None for the office's backup folder.

    Raises:
        Refusal: ``no_right``.
        Fault: ``disk_full``, ``backup_not_written``, ``backup_damaged`` when the check fails, or what the database says.
    """
    require(actor, Right.BACKUP)
    now = office.clock.now()
    target = _new_name(folder or folder_of(office), kind, now)
    manifest = _write(office.home, office.database, target, kind, now, migrator.HEAD)
    checked = check_backup(target)
    _insist(checked.problems, target)
    with office.database.write() as uow:
        if kind == DAILY:
            uow.settings.write(settings.DAILY_BACKUP_ON.key, local_date(now).isoformat(), now)
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="backup.made",
            facts={"kind": kind, "rows": sum(manifest.counts.values())},
        )
    return _described(target, manifest), Changes.of(Area.SETTINGS)


def make_daily_backup(office: Office) -> BackupFile | None:
    """Make today's backup if it is wanted and was not made; old daily ones beyond the number to keep are removed.

    Call it in the background after the window is up. None when nothing was due.
    """
    with office.database.read() as uow:
        wanted = settings.read(uow, settings.BACKUP_DAILY)
        keep = settings.read(uow, settings.BACKUP_KEEP)
        last = settings.read(uow, settings.DAILY_BACKUP_ON)
    if not wanted or last == local_date(office.clock.now()).isoformat():
        return None
    made, _ = make_backup(office, PROGRAM, kind=DAILY)
    _retire(folder_of(office), office.home_id, keep, made.path)
    return made


def back_up_before_upgrade(home: Home, database: Database, clock: Clock, found: str) -> Path:
    """Make the backup without which an older database is not upgraded."""
    now = clock.now()
    target = _new_name(home.backups, BEFORE_UPGRADE, now)
    _write(home, database, target, BEFORE_UPGRADE, now, found)
    checked = check_backup(target)
    _insist(checked.problems, target)
    return target


def list_backups(office: Office) -> list[BackupFile]:
    """List the backups of the office's backup folder, newest first."""
    found = []
    for path in {*folder_of(office).glob("*.zip"), *office.home.backups.glob("*.zip")}:
        try:
            found.append(_described(path, archives.read_manifest(path)))
        except Fault:
            found.append(BackupFile(path, path.stat().st_size, "", None, "", 0, is_readable=False))
    return sorted(found, key=lambda one: (one.made_at is not None, one.made_at, one.path.name), reverse=True)


def check_backup(archive: Path) -> Checked:
    """Restore a backup to a temporary folder and compare it with what it says about itself.

    Checked: every file's digest, the database's integrity and foreign keys, the log from its first entry, the number of rows in
    every table, and that the keys in it open what is sealed in it.

    Raises:
        Fault: ``backup_unreadable``, ``backup_newer``, ``backup_damaged``, ``disk_full``.
    """
    with tempfile.TemporaryDirectory(prefix="trainer-check-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        manifest = archives.unpack(archive, folder)
        return Checked(manifest, _problems(folder, manifest))


def restore_backup(office: Office, actor: Actor, archive: Path) -> tuple[Restored, Changes]:
    """Put a backup in force. The office's connections are closed; open it again afterwards.

    Raises:
        Refusal: ``no_right``.
        Fault: as :func:`restore_home`.
    """
    require(actor, Right.BACKUP)
    office.database.close()
    url = None if office.database.is_sqlite else office.database.url.render_as_string(hide_password=False)
    restored = restore_home(office.home, url, archive, office.clock, actor_id=actor.cadre_id)
    return restored, Changes.of(*Area)


def restore_home(
    home: Home, database_url: str | None, archive: Path, clock: Clock, *, actor_id: str | None = None
) -> Restored:
    """Put a backup in force in a home whose database may be damaged or missing.

    Raises:
        Fault: ``backup_unreadable``, ``backup_newer``, ``backup_damaged``, ``database_newer`` (made by a newer program),
            ``database_locked`` (another program has it open), ``disk_full``; nothing was changed then.
    """
    archive = archive.resolve()
    now = clock.now()
    home.make()
    with tempfile.TemporaryDirectory(dir=home.root, prefix=".restoring-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        manifest = archives.unpack(archive, folder)
        _insist(_problems(folder, manifest), archive)
        fresh = Database.at(folder / archives.DATABASE)
        try:
            upgraded_from = migrator.bring_up_to_date(fresh)
        finally:
            fresh.close()
        archives.settle(folder / archives.DATABASE)
        safety = _safety_copy(home, database_url, now)
        set_aside = _swap(home, database_url, folder, now)
    _note_restore(home, database_url, manifest, now, actor_id)
    return Restored(manifest, safety, set_aside, upgraded_from)


def folder_of(office: Office) -> Path:
    """Give the folder in which the office's backups lie."""
    named = settings.get(office, settings.BACKUP_FOLDER)
    return Path(named) if named else office.home.backups


def _write(home: Home, database: Database, target: Path, kind: str, now: datetime, schema: str) -> Manifest:
    return archives.write_archive(
        database,
        keys=home.keys,
        courses=home.courses,
        target=target,
        kind=kind,
        made_at=now.isoformat(),
        program=trainer.__version__,
        schema=schema,
    )


def _problems(folder: Path, manifest: Manifest) -> Problems:
    problems: list[tuple[str, dict[str, str]]] = []
    found = archives.take_inventory(folder / archives.DATABASE)
    problems += [("backup_database_unsound", {"detail": problem}) for problem in found.problems[:3]]
    if found.broken_chains or found.chains != manifest.chains:
        problems.append(("backup_log_broken", {}))
    if found.counts != manifest.counts:
        differing = {
            name for name in found.counts | manifest.counts if found.counts.get(name) != manifest.counts.get(name)
        }
        problems.append(("backup_counts_differ", {"tables": ", ".join(sorted(differing))}))
    sealed = _sealed_sample(folder / archives.DATABASE)
    if sealed is not None and not (folder / archives.KEYS / "root.key").is_file():
        problems.append(("backup_without_keys", {}))
    elif sealed is not None:
        try:
            KeyRing(folder / archives.KEYS).unseal(sealed)
        except Fault:
            problems.append(("backup_keys_do_not_fit", {}))
    return tuple(problems)


def _sealed_sample(path: Path) -> bytes | None:
    database = Database.at(path, read_only=True)
    try:
        return archives.sealed_sample(database)
    finally:
        database.close()


def _insist(problems: Problems, archive: Path) -> None:
    if problems:
        code, facts = problems[0]
        raise Fault(code, archive, None, **facts)


def _safety_copy(home: Home, database_url: str | None, now: datetime) -> Path | None:
    """Back up the present state; None where it cannot be read, so that a damaged database can be replaced."""
    if database_url is None and not home.database.is_file():
        return None
    database = Database(database_url) if database_url else Database.at(home.database)
    target = _new_name(home.backups, BEFORE_RESTORE, now)
    try:
        schema = migrator.version_of(database)
        if schema is None:
            return None
        _write(home, database, target, BEFORE_RESTORE, now, schema)
    except Fault as fault:
        if fault.code in {"database_damaged", "not_a_database", "database_foreign", "database_failed"}:
            return None
        raise
    finally:
        database.close()
    return target


def _swap(home: Home, database_url: str | None, folder: Path, now: datetime) -> Path | None:
    """Put unpacked parts in the place of the present ones, which are kept in ``set-aside``."""
    aside = _free_folder(home.root / "set-aside" / _stamp(now))
    if database_url is None:
        _swap_file(home.database, folder / archives.DATABASE, aside)
    else:
        source, target = Database.at(folder / archives.DATABASE), Database(database_url)
        try:
            migrator.bring_up_to_date(target)
            table_dump.copy_rows(source, target)
        finally:
            source.close()
            target.close()
    for place, fresh in ((home.keys, folder / archives.KEYS), (home.courses, folder / archives.COURSES)):
        if place.is_dir() and any(place.iterdir()):
            shutil.copytree(place, aside / place.name)
        if fresh.is_dir():
            _replace_folder(place, fresh)
    home.make()
    return aside if aside.is_dir() else None


def _swap_file(present: Path, fresh: Path, aside: Path) -> None:
    if present.is_file():
        aside.mkdir(parents=True)
        try:
            archives.settle(present)
        except Fault as fault:
            if fault.code == "database_locked":
                raise
            # Too damaged to be settled: it is kept with the files beside it, just as they are.
            for suffix in ("-wal", "-shm"):
                beside = present.with_name(present.name + suffix)
                if beside.is_file():
                    shutil.move(beside, aside / beside.name)
        shutil.copy2(present, aside / present.name)
    # One step: killed at any moment, the home has the old database or the new one, never none.
    fresh.replace(present)


def _replace_folder(place: Path, fresh: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    kept = set()
    for source in sorted(fresh.rglob("*")):
        if source.is_file():
            target = place / source.relative_to(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            kept.add(target)
    for target in sorted(place.rglob("*")):
        if target.is_file() and target not in kept:
            target.unlink()


def _note_restore(
    home: Home, database_url: str | None, manifest: Manifest, now: datetime, actor_id: str | None
) -> None:
    database = Database(database_url) if database_url else Database.at(home.database)
    try:
        with database.write() as uow:
            home_id = uow.settings.read(settings.HOME_ID.key, "")
            known_actor = actor_id if actor_id and uow.accounts.person(actor_id) else None
            if home_id:
                uow.audit.append(
                    home_id=home_id,
                    at=now,
                    actor_id=known_actor,
                    action="backup.restored",
                    facts={"made_at": manifest.made_at, "schema": manifest.schema},
                )
    finally:
        database.close()


def _retire(folder: Path, home_id: str, keep: int, made: Path) -> None:
    # The one just made stays whatever its date: a clock set back must not cost today's backup.
    daily = []
    for path in folder.glob(_NAME.format(stamp="*", kind=DAILY)):
        try:
            manifest = archives.read_manifest(path)
        except Fault:
            continue  # not ours to judge
        if manifest.home_id == home_id and manifest.kind == DAILY:
            daily.append((manifest.made_at, path))
    for _, path in sorted(daily, reverse=True)[keep:]:
        if path != made:
            path.unlink(missing_ok=True)


def _described(path: Path, manifest: Manifest) -> BackupFile:
    made_at = datetime.fromisoformat(manifest.made_at)
    people = manifest.counts.get("cadre", 0)
    return BackupFile(path, path.stat().st_size, manifest.kind, made_at, manifest.schema, people, is_readable=True)


def _new_name(folder: Path, kind: str, now: datetime) -> Path:
    target = folder / _NAME.format(stamp=_stamp(now), kind=kind)
    number = 2
    while target.exists():
        target = folder / _NAME.format(stamp=f"{_stamp(now)}-{number}", kind=kind)
        number += 1
    return target


def _free_folder(folder: Path) -> Path:
    number, free = 2, folder
    while free.exists():
        free, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return free


def _stamp(now: datetime) -> str:
    return now.astimezone(CHINA).strftime("%Y-%m-%d_%H%M%S")
