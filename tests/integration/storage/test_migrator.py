from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.builders.databases import fresh_postgres
from tests.builders.office import NOON
from trainer.adapters.storage import migrator, schema
from trainer.adapters.storage.backup import read_manifest
from trainer.adapters.storage.database import Database
from trainer.bootstrap import open_office
from trainer.domain.kernel.outcomes import Fault
from trainer.services.backup import check_backup
from trainer.wording import using
from trainer.wording.sentences import say

FIRST = migrator.REVISIONS[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each sort."""
    if request.param == "sqlite":
        made = Database.at(tmp_path / "库 db.sqlite")
        yield made
        made.close()
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        made = Database(url)
        yield made
        made.close()


def remember(database: Database, key: str = "office.name", value: str = "示例旗") -> None:
    with database.write() as uow:
        uow.settings.write(key, value, NOON)


def recall(database: Database) -> str:
    with database.read() as uow:
        return uow.settings.read("office.name", "")


def indexes(database: Database) -> set[str | None]:
    return {index["name"] for index in sa.inspect(database.engine).get_indexes("audit_entry")}


def differences(connection: sa.Connection) -> list[object]:
    """Compare a database with the tables of the code; the index of words is made by each database in its own way."""
    context = MigrationContext.configure(connection, opts={"include_name": schema.is_ours})
    return list(compare_metadata(context, schema.metadata))


def set_version(database: Database, version: str) -> None:
    with database.write() as uow:
        uow.connection.execute(sa.text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def steps_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upgrade: str) -> None:
    """Replace the newest step by one that does something else."""
    copy = tmp_path / "migrations"
    shutil.copytree(Path(migrator.__file__).parent / "migrations", copy)
    newest = next((copy / "versions").glob(f"{migrator.HEAD}_*.py"))
    head, _ = newest.read_text("utf-8").split("def upgrade() -> None:")
    newest.write_text(f"{head}def upgrade() -> None:\n    {upgrade}\n", "utf-8")
    monkeypatch.setattr(migrator, "_MIGRATIONS", copy)


def test_the_versions_in_the_code_are_those_of_the_steps(database: Database) -> None:
    with database.engine.connect() as connection:
        steps = ScriptDirectory.from_config(migrator.alembic_config(connection))
        assert steps.get_current_head() == migrator.HEAD
        assert tuple(step.revision for step in reversed(list(steps.walk_revisions()))) == migrator.REVISIONS


def test_the_steps_lead_to_the_tables_of_the_code(database: Database) -> None:
    migrator.upgrade_to(database)
    with database.engine.connect() as connection:
        assert differences(connection) == []


def test_a_new_database_is_made_at_the_head_with_the_same_tables(database: Database) -> None:
    asked: list[str] = []
    assert migrator.bring_up_to_date(database, asked.append) is None
    assert migrator.version_of(database) == migrator.HEAD
    assert asked == []
    with database.engine.connect() as connection:
        assert differences(connection) == []


def test_an_older_database_is_upgraded_after_the_backup_and_keeps_everything(database: Database) -> None:
    migrator.upgrade_to(database, FIRST)
    remember(database)
    seen: list[tuple[str, set[str | None]]] = []
    assert migrator.bring_up_to_date(database, lambda found: seen.append((found, indexes(database)))) == FIRST
    assert [found for found, _ in seen] == [FIRST]
    assert "ix_audit_entry_at" not in seen[0][1]
    assert "ix_audit_entry_at" in indexes(database)
    assert migrator.version_of(database) == migrator.HEAD
    assert recall(database) == "示例旗"
    assert migrator.bring_up_to_date(database) is None


def test_without_its_backup_an_upgrade_does_not_begin(database: Database) -> None:
    migrator.upgrade_to(database, FIRST)

    def disk_is_full(found: str) -> None:
        raise Fault("disk_full", "/backups")

    with pytest.raises(Fault, match="disk_full"):
        migrator.bring_up_to_date(database, disk_is_full)
    assert migrator.version_of(database) == FIRST


def test_a_failed_upgrade_leaves_the_database_as_it_was(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrator.upgrade_to(database, FIRST)
    remember(database)
    steps_with(
        tmp_path,
        monkeypatch,
        "op.execute('CREATE TABLE half_done (id INTEGER)'); op.execute('DELETE FROM setting'); raise ZeroDivisionError",
    )
    with pytest.raises(Fault) as failed:
        migrator.bring_up_to_date(database)
    assert failed.value.code == "upgrade_failed"
    assert "仍保持原样" in say(failed.value.code, failed.value.facts).what
    assert migrator.version_of(database) == FIRST
    assert recall(database) == "示例旗"
    assert not sa.inspect(database.engine).has_table("half_done")


def test_a_step_that_leaves_a_reference_into_nothing_is_not_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.at(tmp_path / "db.sqlite")
    migrator.upgrade_to(database, FIRST)
    steps_with(
        tmp_path,
        monkeypatch,
        "op.execute(\"INSERT INTO unit_alias (alias_key, unit_id) VALUES ('x', '00000000000000000000000000000000')\")",
    )
    with pytest.raises(Fault, match="upgrade_failed"):
        migrator.bring_up_to_date(database)
    with database.read() as uow:
        assert uow.connection.exec_driver_sql("SELECT count(*) FROM unit_alias").scalar() == 0
        assert uow.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_a_newer_database_is_refused_with_both_versions_and_not_touched(tmp_path: Path) -> None:
    office = open_office(tmp_path / "home")
    set_version(office.database, "0099")
    office.database.close()
    before = hashlib.sha256(office.home.database.read_bytes()).hexdigest()
    with pytest.raises(Fault) as refused:
        open_office(tmp_path / "home")
    assert refused.value.code == "database_newer"
    for language in ("zh", "en"):
        with using(language):
            said = str(say(refused.value.code, refused.value.facts))
            assert "0099" in said
            assert migrator.HEAD in said
    assert hashlib.sha256(office.home.database.read_bytes()).hexdigest() == before
    assert list(office.home.backups.iterdir()) == []


def test_a_newer_database_on_a_server_is_refused(database: Database) -> None:
    migrator.bring_up_to_date(database)
    set_version(database, "0099")
    with pytest.raises(Fault, match="database_newer"):
        migrator.bring_up_to_date(database)


def test_the_database_of_another_program_is_refused(database: Database) -> None:
    with database.write() as uow:
        uow.connection.exec_driver_sql("CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(Fault, match="database_foreign"):
        migrator.bring_up_to_date(database)
    assert sa.inspect(database.engine).get_table_names() == ["theirs"]


def test_opening_an_older_home_makes_a_backup_that_holds_the_older_state(tmp_path: Path) -> None:
    office = open_office(tmp_path / "home")
    office.database.close()
    office.home.database.unlink()
    old = Database.at(office.home.database)
    migrator.upgrade_to(old, FIRST)
    remember(old)
    remember(old, "home.id", office.home_id)
    old.close()
    again = open_office(tmp_path / "home")
    assert recall(again.database) == "示例旗"
    assert again.home_id == office.home_id
    again.database.close()
    (made,) = again.home.backups.iterdir()
    manifest = read_manifest(made)
    assert (manifest.kind, manifest.schema, manifest.counts["setting"]) == ("before_upgrade", FIRST, 2)
    assert check_backup(made).is_good


def test_why_an_office_was_not_opened_is_in_the_log_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = open_office(tmp_path / "home")
    office.database.close()
    office.home.database.unlink()
    old = Database.at(office.home.database)
    migrator.upgrade_to(old, FIRST)
    old.close()
    steps_with(tmp_path, monkeypatch, "raise ZeroDivisionError('step two')")
    with pytest.raises(Fault, match="upgrade_failed"):
        open_office(tmp_path / "home")
    assert "step two" in (office.home.logs / "trainer.log").read_text("utf-8")
    assert len(list(office.home.backups.iterdir())) == 1


def test_a_server_is_upgraded_after_a_backup_of_its_older_state(postgres_url: str, tmp_path: Path) -> None:
    with fresh_postgres(postgres_url) as url:
        old = Database(url)
        migrator.upgrade_to(old, FIRST)
        remember(old)
        old.close()
        office = open_office(tmp_path / "home", url)
        assert recall(office.database) == "示例旗"
        office.database.close()
        (made,) = office.home.backups.iterdir()
        assert read_manifest(made).schema == FIRST
        assert check_backup(made).is_good


def test_an_ordinary_start_loads_neither_alembic_nor_the_orm(tmp_path: Path) -> None:
    open_office(tmp_path / "home").database.close()
    start = (
        "import sys; from pathlib import Path; from trainer.bootstrap import open_office;"
        "open_office(Path(sys.argv[1])).database.close();"
        "print([m for m in ('alembic', 'sqlalchemy.orm', 'argon2', 'cryptography', 'psycopg') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", start, str(tmp_path / "home")], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_two_programs_that_open_a_new_home_at_once_agree_on_it(tmp_path: Path) -> None:
    start = (
        "import sys; from pathlib import Path; from trainer.bootstrap import open_office;"
        "office = open_office(Path(sys.argv[1])); print(office.home_id, office.keys.digest('x', 'y'))"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", start, str(tmp_path / "home")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = {process.communicate()[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(said) == 1


def test_two_programs_that_upgrade_at_once_do_it_once(database: Database) -> None:
    migrator.upgrade_to(database, FIRST)
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(migrator.bring_up_to_date, database) for _ in range(3)]:
            done.result()
    assert migrator.version_of(database) == migrator.HEAD


def test_two_programs_that_create_at_once_do_it_once(database: Database) -> None:
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(migrator.bring_up_to_date, database) for _ in range(3)]:
            done.result()
    with database.read() as uow:
        assert uow.connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar() == 1
