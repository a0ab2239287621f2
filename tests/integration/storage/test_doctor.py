from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.builders.databases import fresh_postgres
from tests.builders.office import NOON
from trainer.bootstrap import open_office
from trainer.domain.people.roles import PROGRAM
from trainer.platform.clock import FixedClock
from trainer.platform.paths import Home
from trainer.services import doctor
from trainer.services.backup import make_backup
from trainer.services.doctor import Report, examine
from trainer.services.office import Office
from trainer.wording import using


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = open_office(tmp_path / "home", clock=FixedClock(NOON))
    with made.database.write() as uow:
        uow.audit.append(home_id=made.home_id, at=NOON, actor_id=None, action="a.b")
        uow.audit.append(home_id=made.home_id, at=NOON, actor_id=None, action="a.b")
    made.keys.digest("x", "y")
    made.database.close()
    return made


def bad(report: Report) -> list[str]:
    return [check.said for check in report.checks if not check.is_ok]


def test_a_healthy_home_is_found_healthy(office: Office) -> None:
    report = examine(office.home, None, office.clock)
    assert bad(report) == []
    assert [check.code for check in report.checks] == [
        "machine", "fonts", "disk", "home", "keys", "database", "integrity",
        "search", "log", "keys_fit", "clock", "backup",
    ]  # fmt: skip


def test_every_finding_speaks_both_languages_in_whole_sentences(office: Office) -> None:
    for language in ("zh", "en"):
        with using(language):
            for check in examine(office.home, None, office.clock).checks:
                assert check.message
                assert "{" not in check.message
                assert "?" not in check.message.replace("? MB", "")


def test_a_home_that_does_not_exist_is_not_made_by_looking(tmp_path: Path) -> None:
    report = examine(Home(tmp_path / "none"), None, FixedClock(NOON))
    assert report.is_ok
    assert not (tmp_path / "none").exists()


def test_a_broken_log_is_found_with_its_entry(office: Office) -> None:
    with office.database.write() as uow:
        uow.connection.execute(sa.text("UPDATE audit_entry SET action = 'c.d' WHERE seq = 2"))
    report = examine(office.home, None, office.clock)
    assert bad(report) == ["doctor_log_broken"]
    assert next(check for check in report.checks if check.code == "log").facts["entry"] == 2


def test_a_damaged_database_is_found_and_the_rest_is_still_looked_at(office: Office) -> None:
    path = office.home.database
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 9000)
    report = examine(office.home, None, office.clock)
    assert bad(report) == ["database_damaged"]
    assert {"machine", "fonts", "clock"} <= {check.code for check in report.checks}


def test_a_newer_database_and_an_older_one_are_told_apart(office: Office) -> None:
    for version, problems in (("0099", ["database_newer"]), ("0001", [])):
        with office.database.write() as uow:
            uow.connection.execute(sa.text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        assert bad(examine(office.home, None, office.clock)) == problems


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (NOON - timedelta(minutes=5), None),
        (NOON - timedelta(days=2), "doctor_clock_behind"),
        (NOON.replace(year=2001), "doctor_clock_wrong"),
    ],
)
def test_a_clock_behind_the_log_or_the_release_is_found(office: Office, now: object, problem: str | None) -> None:
    report = examine(office.home, None, FixedClock(now))  # type: ignore[arg-type]
    assert bad(report) == ([problem] if problem else [])


def test_a_damaged_key_file_is_found(office: Office) -> None:
    (office.home.keys / "root.key").write_bytes(b"short")
    assert "key_file_damaged" in bad(examine(office.home, None, office.clock))


def test_a_nearly_full_disk_is_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "free_mb", lambda _: 5)
    assert bad(examine(office.home, None, office.clock)) == ["doctor_disk_low"]


def test_missing_and_damaged_fonts_are_found(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "shipped", lambda _: tmp_path / "resources")
    assert bad(examine(office.home, None, office.clock)) == ["doctor_fonts_missing"]
    font = tmp_path / "resources" / "fonts" / "A.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"<html>not found</html>")
    assert bad(examine(office.home, None, office.clock)) == ["doctor_fonts_damaged"]


def test_an_old_backup_is_found(office: Office) -> None:
    made, _ = make_backup(office, PROGRAM)
    office.database.close()
    assert examine(office.home, None, office.clock).checks[-1].said in {"doctor_backup", "doctor_backup_old"}
    later = FixedClock(NOON + timedelta(days=400))
    import os

    os.utime(made.path, (NOON.timestamp(), NOON.timestamp()))
    assert bad(examine(office.home, None, later)) == ["doctor_backup_old"]


def test_a_server_is_looked_at_and_one_out_of_reach_is_told(tmp_path: Path, postgres_url: str) -> None:
    with fresh_postgres(postgres_url) as url:
        made = open_office(tmp_path / "home", url, clock=FixedClock(NOON))
        made.database.close()
        assert examine(made.home, url, made.clock).is_ok
    report = examine(made.home, "postgresql+psycopg://a:geheim@127.0.0.1:1/b", made.clock)
    assert bad(report) == ["database_out_of_reach"]
    assert "geheim" not in " ".join(check.message for check in report.checks)
