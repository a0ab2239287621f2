from __future__ import annotations

import errno
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.accounts import add_cadre, add_unit, log_of, make_actor
from tests.builders.content import make_question
from tests.builders.databases import fresh_postgres
from tests.builders.office import NOON
from trainer.adapters.storage import backup as archives
from trainer.adapters.storage import migrator
from trainer.adapters.storage.database import Database
from trainer.adapters.storage.stores.cadres import SealedNumbers
from trainer.bootstrap import open_office
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.roles import PROGRAM, Role
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.question import State
from trainer.domain.question_bank.selection import QuestionFilter
from trainer.platform.clock import FixedClock
from trainer.platform.identifiers import new_id
from trainer.platform.paths import Home
from trainer.services import backup
from trainer.services.audit import verify_log
from trainer.services.office import Office

ID_NUMBER = b"152299197501010016"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """An office with a tree of units, a person with a sealed number, and a lesson of its own."""
    if request.param == "sqlite":
        made = open_office(tmp_path / "家 home", clock=clock)
        yield fill(made)
        made.database.close()
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        made = open_office(tmp_path / "家 home", url, clock=clock)
        yield fill(made)
        made.database.close()


def fill(office: Office) -> Office:
    banner = add_unit(office)
    bureau = add_unit(office, "B1", "教育局", banner)
    make_actor(office, Role.ADMINISTRATOR, bureau)
    sealed = SealedNumbers(office.keys.seal(ID_NUMBER), office.keys.digest("id", ID_NUMBER.decode()))
    with office.database.write() as uow:
        uow.cadres.add(Cadre(new_id(), "1", "𬸚·巴特尔", bureau.id), sealed, office.home_id, NOON)
        uow.audit.append(home_id=office.home_id, at=NOON, actor_id=None, action="roster.imported", facts={"added": 1})
    lesson = office.home.courses / "本地课程" / "L1.md"
    lesson.parent.mkdir(parents=True)
    lesson.write_text("课文", "utf-8")
    return office


def names(office: Office) -> list[str]:
    with office.database.read() as uow:
        return sorted(found[2] for found in uow.accounts.find_people(uow.accounts.ids_by_staff_no("1")))


def reopened(office: Office) -> Office:
    url = None if office.database.is_sqlite else office.database.url.render_as_string(hide_password=False)
    return open_office(office.home.root, url, clock=office.clock)


def url_of(office: Office) -> str | None:
    return None if office.database.is_sqlite else office.database.url.render_as_string(hide_password=False)


def test_a_backup_is_one_checked_file_with_database_keys_and_own_courses(office: Office) -> None:
    made, _ = backup.make_backup(office, PROGRAM)
    assert made.path.parent == office.home.backups
    assert [path for path in office.home.backups.iterdir() if path != made.path] == []
    assert made.path.stat().st_mode & 0o077 == 0
    manifest = archives.read_manifest(made.path)
    assert (manifest.schema, manifest.home_id, manifest.counts["cadre"]) == (migrator.HEAD, office.home_id, 2)
    assert manifest.chains == {office.home_id: (1, manifest.chains[office.home_id][1])}
    stored = {part.name for part in manifest.parts}
    assert {"keys/root.key", "courses/本地课程/L1.md"} <= stored
    assert ("database.sqlite" in stored) == office.database.is_sqlite
    assert backup.check_backup(made.path).is_good
    assert log_of(office)[-1] == ("backup.made", "")


def test_what_was_deleted_and_overwritten_comes_back(office: Office, clock: FixedClock) -> None:
    made, _ = backup.make_backup(office, PROGRAM)
    (office.home.courses / "本地课程" / "L1.md").write_text("verdorben", "utf-8")
    (office.home.courses / "new.md").write_text("later", "utf-8")
    with office.database.write() as uow:
        uow.cadres.delete(uow.accounts.ids_by_staff_no("1"))
    clock.advance(60)
    restored, _ = backup.restore_backup(office, PROGRAM, made.path)
    again = reopened(office)
    assert names(again) == ["𬸚·巴特尔"]
    with again.database.read() as uow:
        (cadre_id,) = uow.accounts.ids_by_staff_no("1")
        sealed = uow.cadres.numbers([cadre_id])[cadre_id].id_number
        assert uow.units.by_code("B1") is not None
    assert sealed is not None
    assert again.keys.unseal(sealed) == ID_NUMBER
    assert again.keys.file.stat().st_mode & 0o077 == 0
    assert (again.home.courses / "本地课程" / "L1.md").read_text("utf-8") == "课文"
    assert not (again.home.courses / "new.md").exists()
    assert [action for action, _ in log_of(again)] == ["roster.imported", "backup.restored"]
    assert verify_log(again)[again.home_id].is_whole
    assert restored.manifest.made_at == NOON.isoformat()
    again.database.close()


def test_the_state_before_a_restore_is_kept_and_can_itself_be_restored(office: Office, clock: FixedClock) -> None:
    made, _ = backup.make_backup(office, PROGRAM)
    with office.database.write() as uow:
        uow.settings.write("office.name", "later", NOON)
    clock.advance(60)
    restored, _ = backup.restore_backup(office, PROGRAM, made.path)
    assert restored.safety is not None
    assert restored.set_aside is not None
    assert (restored.set_aside / "keys" / "root.key").is_file()
    assert (restored.set_aside / "trainer.sqlite").is_file() == office.database.is_sqlite
    again = reopened(office)
    clock.advance(60)
    backup.restore_backup(again, PROGRAM, restored.safety)
    last = reopened(again)
    with last.database.read() as uow:
        assert uow.settings.read("office.name", "") == "later"
    last.database.close()


def test_a_backup_moves_an_office_to_another_machine_and_another_sort_of_database(
    office: Office, tmp_path: Path, clock: FixedClock, request: pytest.FixtureRequest
) -> None:
    made, _ = backup.make_backup(office, PROGRAM, folder=tmp_path / "stick")
    other = tmp_path / "other"
    if not office.database.is_sqlite:
        backup.restore_home(Home(other), None, made.path, clock)
        there = open_office(other, clock=clock)
        assert (names(there), there.home_id) == (["𬸚·巴特尔"], office.home_id)
        assert verify_log(there)[there.home_id].is_whole
        there.database.close()
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        home = open_office(other, url, clock=clock)
        home.database.close()
        backup.restore_home(home.home, url, made.path, clock)
        there = open_office(other, url, clock=clock)
        assert (names(there), there.home_id) == (["𬸚·巴特尔"], office.home_id)
        assert verify_log(there)[there.home_id].is_whole
        with there.database.read() as uow:
            (cadre_id,) = uow.accounts.ids_by_staff_no("1")
            sealed = uow.cadres.numbers([cadre_id])[cadre_id].id_number
        assert sealed is not None
        assert there.keys.unseal(bytes(sealed)) == ID_NUMBER
        there.database.close()


def test_questions_files_and_the_index_of_words_move_along_to_another_sort_of_database(
    office: Office, tmp_path: Path, clock: FixedClock, request: pytest.FixtureRequest
) -> None:
    picture = MediaFile("图.png", "image/png", bytes(range(256)))
    own = replace(make_question(code="own-1", stem="搬家的题："), attachments=(picture.attachment,), tags=("搬",))
    with office.database.write() as uow:
        uow.questions.add([own], origin="local", state=State.PUBLISHED, at=NOON, by=None)
        uow.media.put([picture], NOON)
        hits = uow.question_search.total(QuestionFilter(text="公文"))
    made, _ = backup.make_backup(office, PROGRAM, folder=tmp_path / "stick")
    other = tmp_path / "other"
    with fresh_postgres(request.getfixturevalue("postgres_url")) as server:
        url = server if office.database.is_sqlite else None
        home = open_office(other, url, clock=clock)
        home.database.close()
        backup.restore_home(home.home, url, made.path, clock)
        there = open_office(other, url, clock=clock)
        with there.database.read() as uow:
            search = uow.question_search
            assert search.index.is_whole()
            assert search.total(QuestionFilter(text="公文")) == hits > 1
            assert search.total(QuestionFilter(text="搬家的题", tag="搬", has_media=True)) == 1
            kept = uow.media.get(picture.digest)
            assert kept is not None
            assert kept.content == picture.content
            assert search.index.bigram_counts(["搬家"]) == {"搬家": 1}
        there.database.close()


def test_only_administrators_back_up_and_restore(office: Office) -> None:
    with office.database.read() as uow:
        unit = uow.units.by_code("B1")
    assert unit is not None
    examiner = make_actor(office, Role.EXAMINER, unit, "77")
    with pytest.raises(Refusal, match="no_right"):
        backup.make_backup(office, examiner)
    made, _ = backup.make_backup(office, PROGRAM)
    with pytest.raises(Refusal, match="no_right"):
        backup.restore_backup(office, examiner, made.path)


# -- from here on the sort of database does not matter


@pytest.fixture
def simple(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    made = open_office(tmp_path / "home", clock=clock)
    yield fill(made)
    made.database.close()


def test_writing_goes_on_while_a_backup_is_made(simple: Office) -> None:
    with simple.database.engine.connect() as held:
        held.exec_driver_sql("SELECT 1")
        made, _ = backup.make_backup(simple, PROGRAM)
    assert backup.check_backup(made.path).is_good


def test_the_daily_backup_is_made_once_a_day_and_old_ones_go(simple: Office, clock: FixedClock) -> None:
    with simple.database.write() as uow:
        uow.settings.write("backup.keep", 3, NOON)
    by_hand, _ = backup.make_backup(simple, PROGRAM)
    foreign = simple.home.backups / "trainer_2020-01-01_000000_daily.zip"
    foreign.write_bytes(b"something else")
    for _ in range(5):
        assert backup.make_daily_backup(simple) is not None
        assert backup.make_daily_backup(simple) is None
        clock.advance(86_400)
    daily = [one for one in backup.list_backups(simple) if one.kind == backup.DAILY]
    assert [one.made_at.day for one in daily if one.made_at] == [6, 5, 4]
    assert by_hand.path.exists()
    assert foreign.exists()
    assert [one.is_readable for one in backup.list_backups(simple)].count(False) == 1


def test_the_day_of_the_daily_backup_is_the_day_in_china(simple: Office, clock: FixedClock) -> None:
    assert backup.make_daily_backup(simple) is not None  # noon in China
    clock.advance(11.5 * 3600)  # 23:30 in China
    assert backup.make_daily_backup(simple) is None
    clock.advance(3600)  # 00:30, still the same day in UTC
    assert backup.make_daily_backup(simple) is not None


def test_no_daily_backup_when_it_is_switched_off(simple: Office) -> None:
    with simple.database.write() as uow:
        uow.settings.write("backup.daily", False, NOON)
    assert backup.make_daily_backup(simple) is None


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Copy a backup with some of its parts changed."""
    with zipfile.ZipFile(archive) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    change(parts)
    target = archive.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return target


def with_manifest(**values: object) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | values).encode()

    return change


def drop(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__delitem__(name)


def flip(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        content = bytearray(parts[name])
        content[len(content) // 2] ^= 0xFF
        parts[name] = bytes(content)

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop("manifest.json"), "backup_unreadable"),
        (drop("database.sqlite"), "backup_damaged"),
        (drop("keys/root.key"), "backup_damaged"),
        (flip("database.sqlite"), "backup_damaged"),
        (flip("courses/本地课程/L1.md"), "backup_damaged"),
        (with_manifest(format=99, program="9.0"), "backup_newer"),
        (with_manifest(schema="0099"), ""),
        (with_manifest(parts="x"), "backup_unreadable"),
        (with_manifest(parts=[{"name": "../../evil", "size": 1, "sha256": ""}]), "backup_damaged"),
        (with_manifest(parts=[{"name": "/tmp/evil", "size": 1, "sha256": ""}]), "backup_damaged"),
        (with_manifest(parts=[{"name": "a\\..\\evil", "size": 1, "sha256": ""}]), "backup_damaged"),
        (with_manifest(parts=[]), "backup_damaged"),
        (with_manifest(counts={"cadre": 99}), "backup_counts_differ"),
        (with_manifest(chains={}), "backup_log_broken"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    simple: Office, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    made, _ = backup.make_backup(simple, PROGRAM)
    damaged = rewritten(made.path, change)
    if not code:  # what the manifest says of the schema is not believed: the database says it itself
        assert backup.check_backup(damaged).is_good
        return
    try:
        problems = [problem for problem, _ in backup.check_backup(damaged).problems]
    except Fault as fault:
        problems = [fault.code]
    assert problems[0] == code
    with pytest.raises(Fault, match=code):
        backup.restore_backup(simple, PROGRAM, damaged)
    again = open_office(simple.home.root, clock=simple.clock)
    assert names(again) == ["𬸚·巴特尔"]
    again.database.close()
    assert not (simple.home.root / "set-aside").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "不是备份".encode()])
def test_a_file_that_is_no_backup_is_told(simple: Office, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(Fault, match="backup_unreadable"):
        backup.check_backup(path)
    with pytest.raises(Fault, match="backup_unreadable"):
        backup.check_backup(tmp_path / "missing.zip")


def test_a_key_that_does_not_fit_is_found(simple: Office) -> None:
    (simple.home.keys / "root.key").write_bytes(b"k" * 32)
    with pytest.raises(Fault, match="backup_keys_do_not_fit"):
        backup.make_backup(simple, PROGRAM)


def test_a_home_that_lost_its_keys_is_told_when_it_is_backed_up(simple: Office) -> None:
    (simple.home.keys / "root.key").unlink()
    with pytest.raises(Fault, match="backup_without_keys"):
        backup.make_backup(simple, PROGRAM)


def test_a_backup_of_a_newer_schema_is_refused(simple: Office) -> None:
    with simple.database.write() as uow:
        uow.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    made, _ = backup.make_backup(simple, PROGRAM)
    with pytest.raises(Fault, match="database_newer"):
        backup.restore_backup(simple, PROGRAM, made.path)


def test_a_backup_of_an_older_schema_is_upgraded_when_restored(simple: Office, tmp_path: Path) -> None:
    old = Database.at(tmp_path / "old.sqlite")
    migrator.upgrade_to(old, migrator.REVISIONS[0])
    with old.write() as uow:
        uow.settings.write("home.id", simple.home_id, NOON)
        uow.settings.write("office.name", "older", NOON)
    target = tmp_path / "old.zip"
    archives.write_archive(
        old,
        keys=simple.home.keys,
        courses=simple.home.courses,
        target=target,
        kind=backup.BY_HAND,
        made_at=NOON.isoformat(),
        program="0.0.1",
        schema=migrator.REVISIONS[0],
    )
    old.close()
    restored, _ = backup.restore_backup(simple, PROGRAM, target)
    assert restored.upgraded_from == migrator.REVISIONS[0]
    again = open_office(simple.home.root, clock=simple.clock)
    assert migrator.version_of(again.database) == migrator.HEAD
    with again.database.read() as uow:
        assert uow.settings.read("office.name", "") == "older"
    again.database.close()


@pytest.mark.parametrize("damage", ["schema", "nonsense", "missing"])
def test_a_backup_replaces_a_database_that_cannot_be_opened_and_the_damaged_file_is_kept(
    simple: Office, damage: str
) -> None:
    made, _ = backup.make_backup(simple, PROGRAM)
    simple.database.close()
    path = simple.home.database
    content = {"schema": path.read_bytes()[:100] + b"\xff" * 8000, "nonsense": b"nonsense" * 999}.get(damage)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    restored = backup.restore_home(simple.home, None, made.path, simple.clock)
    assert restored.safety is None
    if content is not None:
        assert restored.set_aside is not None
        assert (restored.set_aside / path.name).read_bytes() == content
    again = open_office(simple.home.root, clock=simple.clock)
    assert names(again) == ["𬸚·巴特尔"]
    again.database.close()


def test_a_restore_waits_for_nobody_who_is_writing(simple: Office) -> None:
    made, _ = backup.make_backup(simple, PROGRAM)
    other = sqlite3.connect(simple.home.database, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM cadre").fetchone()
    with pytest.raises(Fault, match="database_locked"):
        backup.restore_backup(simple, PROGRAM, made.path)
    assert other.execute("SELECT count(*) FROM cadre").fetchone() == (2,)
    other.close()
    again = open_office(simple.home.root, clock=simple.clock)
    assert names(again) == ["𬸚·巴特尔"]
    again.database.close()


def test_a_full_disk_leaves_no_half_backup(simple: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archives, "_add", full)
    with pytest.raises(Fault, match="disk_full"):
        backup.make_backup(simple, PROGRAM)
    assert list(simple.home.backups.iterdir()) == []
    assert log_of(simple) == [("roster.imported", "")]


def test_a_backup_folder_that_cannot_be_made_is_told(simple: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Fault, match="backup_not_written"):
        backup.make_backup(simple, PROGRAM, folder=tmp_path / "file" / "below")


def test_the_backup_folder_of_the_settings_is_used(simple: Office, tmp_path: Path) -> None:
    with simple.database.write() as uow:
        uow.settings.write("backup.folder", str(tmp_path / "U盘"), NOON)
    made, _ = backup.make_backup(simple, PROGRAM)
    assert made.path.parent == tmp_path / "U盘"
    assert [one.path for one in backup.list_backups(simple)] == [made.path]


def test_two_backups_in_one_second_have_two_names(simple: Office) -> None:
    first, _ = backup.make_backup(simple, PROGRAM)
    second, _ = backup.make_backup(simple, PROGRAM)
    assert first.path != second.path
    assert add_cadre(simple, add_unit(simple, "B9", "财政局"), "9")
