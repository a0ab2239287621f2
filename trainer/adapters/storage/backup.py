"""A backup: one zip with the database, the keys, the office's own courses, and a manifest that proves it whole.

The database part is a SQLite file made through SQLite's online backup (others may go on writing), or a dump of tables where
the database is a server. The keys are in it, because without them personal numbers could never be read again.

LIMIT: whoever holds a backup holds the office's data; files are readable by their owner only, the rest is a locked drawer.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import sqlalchemy as sa

from trainer.adapters.storage import table_dump
from trainer.adapters.storage.database import Database, fault_of
from trainer.adapters.storage.tables.question_bank import SEARCH_TABLES
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.people.audit_chain import verify

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite"
TABLES = "tables"
KEYS = "keys"
COURSES = "courses"

# SQLite's own tables, the version, and the index of words, which has other parts in each sort of database.
_NOT_OURS = ("sqlite_", "alembic_version", SEARCH_TABLES)

# A manifest is small; anything larger is not ours.
_MANIFEST_LONGEST = 50_000_000
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself.

    Attributes:
        format: of the archive.
        kind: ``daily``, ``by_hand``, ``before_upgrade`` or ``before_restore``.
        made_at: ISO 8601 with offset.
        program: version that made it.
        schema: revision of the database.
        storage: ``sqlite`` or ``dump``.
        home_id: whose; empty where the database had none yet.
        counts: rows by table.
        chains: by home, number and hash of the log's last entry.
        parts: every file but the manifest.
    """

    format: int
    kind: str
    made_at: str
    program: str
    schema: str
    storage: str
    home_id: str
    counts: dict[str, int]
    chains: dict[str, tuple[int, str]]
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a database holds, for comparing.

    Attributes:
        problems: of integrity and foreign keys, as SQLite words them; empty when sound.
        broken_chains: homes whose log does not hold together.
    """

    counts: dict[str, int]
    chains: dict[str, tuple[int, str]]
    home_id: str
    problems: tuple[str, ...] = ()
    broken_chains: tuple[str, ...] = ()


def write_archive(
    database: Database, *, keys: Path, courses: Path, target: Path, kind: str, made_at: str, program: str, schema: str
) -> Manifest:
    """Make a backup; the file appears under its name only when it is complete.

    Raises:
        Fault: ``disk_full``, ``backup_not_written``, or what the database says.
    """
    with _writing_to(target), tempfile.TemporaryDirectory(dir=target.parent, prefix=".making-") as made:
        folder = Path(made)
        copy = folder / DATABASE
        if database.is_sqlite:
            _copy_file(database, copy)
            storage = "sqlite"
        else:
            table_dump.dump(database, folder / TABLES)
            table_dump.load(folder / TABLES, copy, schema)
            storage = "dump"
        found = take_inventory(copy)
        if storage == "dump":
            copy.unlink()
        sources = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
        sources |= {f"{KEYS}/{path.relative_to(keys).as_posix()}": path for path in _files(keys)}
        sources |= {f"{COURSES}/{path.relative_to(courses).as_posix()}": path for path in _files(courses)}
        manifest = Manifest(FORMAT, kind, made_at, program, schema, storage, found.home_id, found.counts, found.chains)
        part = folder / "archive.part"
        with part.open("wb") as file:
            part.chmod(0o600)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, source in sorted(sources.items()):
                    manifest.parts.append(_add(archive, name, source))
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    return manifest


def read_manifest(archive: Path) -> Manifest:
    """Read what a backup says about itself.

    Raises:
        Fault: ``backup_unreadable``, not a backup of this program; ``backup_newer``, of a newer one.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return _manifest(opened, archive)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError, NotImplementedError) as error:
        raise Fault("backup_unreadable", archive, error) from error


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpack a backup and check every file against the manifest.

    Args:
        folder: empty; gets the database as ``database.sqlite`` whatever the storage was, ``keys`` and ``courses``.

    Raises:
        Fault: ``backup_unreadable``, ``backup_newer``, ``backup_damaged`` (``part``), ``disk_full``.
    """
    manifest = read_manifest(archive)
    try:
        with zipfile.ZipFile(archive) as opened:
            for part in manifest.parts:
                _unpack_part(opened, part, folder, archive)
        if manifest.storage == "dump":
            table_dump.load(folder / TABLES, folder / DATABASE, manifest.schema)
    except OSError as error:
        raise _fault_of_file(error, folder, "backup_unreadable") from error
    except (zipfile.BadZipFile, ValueError, KeyError) as error:
        raise Fault("backup_damaged", archive, error, part=TABLES) from error
    if not (folder / DATABASE).is_file():
        raise Fault("backup_damaged", archive, part=DATABASE)
    return manifest


def take_inventory(path: Path) -> Inventory:
    """Examine a SQLite file: integrity, foreign keys, counts, and every log from its first entry.

    Raises:
        Fault: it cannot be read at all.
    """
    database = Database.at(path, read_only=True)
    try:
        with database.read() as uow:
            run = uow.connection.exec_driver_sql
            problems = [str(row[0]) for row in run("PRAGMA integrity_check") if row[0] != "ok"]
            problems += [f"foreign key: {row[0]} {row[1]}" for row in run("PRAGMA foreign_key_check")]
            names = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            ours = [name for name in names if not name.startswith(_NOT_OURS)]
            counts = {name: run(f'SELECT count(*) FROM "{name}"').scalar_one() for name in ours}
            verdicts = {home: verify(uow.audit.chain(home)) for home in uow.audit.homes()}
            return Inventory(
                counts,
                {home: (verdict.entries, verdict.last_hash) for home, verdict in verdicts.items()},
                uow.settings.read("home.id", ""),
                tuple(problems),
                tuple(home for home, verdict in verdicts.items() if not verdict.is_whole),
            )
    finally:
        database.close()


def sealed_sample(database: Database) -> bytes | None:
    """Give one sealed personal number, to try a key on; None where there is none."""
    with database.read() as uow:
        found = "SELECT id_number_sealed FROM cadre WHERE id_number_sealed IS NOT NULL LIMIT 1"
        sealed = uow.connection.exec_driver_sql(found).scalar()
        return bytes(sealed) if sealed is not None else None


def settle(path: Path) -> None:
    """Bring everything of a SQLite database into its one file, so that the file can be copied or replaced.

    Raises:
        Fault: ``database_locked`` while another program has it open.
    """
    try:
        raw = sqlite3.connect(path.resolve().as_uri() + "?mode=rw", uri=True, isolation_level=None, timeout=2)
        try:
            mode = raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        finally:
            raw.close()
    except sqlite3.Error as error:
        raise fault_of(error, path) from error
    if mode != "delete":
        raise Fault("database_locked", path)


def _copy_file(database: Database, target: Path) -> None:
    with database.engine.connect() as connection:
        source: Any = connection.connection.driver_connection
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            source.backup(copy)
            # The copy inherits WAL, which needs two more files beside it; a backup is one file.
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> Part:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file, archive.open(name, "w", force_zip64=True) as out:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
            out.write(block)
    return Part(name, size, digest.hexdigest())


def _manifest(opened: zipfile.ZipFile, archive: Path) -> Manifest:
    if opened.getinfo(MANIFEST).file_size > _MANIFEST_LONGEST:
        raise ValueError("manifest too large")
    read = json.loads(opened.read(MANIFEST))
    if read["format"] > FORMAT:
        raise Fault("backup_newer", archive, program=str(read.get("program", "?")))
    parts = [Part(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in read.pop("parts")]
    chains = {home: (int(seq), str(last)) for home, (seq, last) in read.pop("chains").items()}
    return Manifest(**read, chains=chains, parts=parts)


def _unpack_part(opened: zipfile.ZipFile, part: Part, folder: Path, archive: Path) -> None:
    inside = PurePosixPath(part.name)
    if inside.is_absolute() or ".." in inside.parts or "\\" in part.name or ":" in part.name:
        raise Fault("backup_damaged", archive, part=part.name)
    target = folder / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), part.size
    try:
        with opened.open(part.name) as source, target.open("wb") as out:
            while block := source.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    break
                digest.update(block)
                out.write(block)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as error:
        raise Fault("backup_damaged", archive, error, part=part.name) from error
    if left != 0 or digest.hexdigest() != part.sha256:
        raise Fault("backup_damaged", archive, part=part.name)
    if inside.parts[0] == KEYS:
        target.chmod(0o600)


@contextmanager
def _writing_to(target: Path) -> Iterator[None]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise _fault_of_file(error, target.parent, "backup_not_written") from error
    except sqlite3.Error as error:
        raise fault_of(error, target.parent) from error
    except sa.exc.DBAPIError as error:
        raise fault_of(error.orig or error, target.parent) from error


def _fault_of_file(error: OSError, where: Path, otherwise: str) -> Fault:
    return Fault("disk_full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else otherwise, where, error)
