"""``trainer backup``, ``trainer account`` and ``trainer doctor`` as scripts and people use them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.builders.accounts import add_cadre, add_unit, give_secret
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.services.seat import hold_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    office = open_office(tmp_path / "home")
    banner = add_unit(office)
    bureau = add_unit(office, "B1", "教育局", banner)
    add_cadre(office, bureau, "1001", "白玉兰")
    give_secret(office, add_cadre(office, banner, "1002", "那仁"))
    office.database.close()
    return tmp_path / "home"


def run(home: Path, *args: str, code: int = 0) -> Any:
    ran = CliRunner().invoke(app, ["--home", str(home), "--json", *args])
    assert ran.exit_code == code, ran.stderr
    return json.loads(ran.stdout)


def test_a_backup_is_made_listed_checked_and_restored(home: Path) -> None:
    made = run(home, "backup", "make")
    assert made["people"] == 2
    assert [one["path"] for one in run(home, "backup", "list")] == [made["path"]]
    checked = run(home, "backup", "check", made["path"])
    assert (checked["ok"], checked["problems"]) == (True, [])
    run(home, "account", "disable", "1002")
    restored = run(home, "backup", "restore", made["path"])
    assert Path(restored["safety_backup"]).is_file()
    states = {row["staff_no"]: row["state"] for row in run(home, "account", "list")}
    assert states == {"1001": "none", "1002": "active"}


def test_a_backup_that_is_not_what_it_says_ends_with_findings_or_a_fault(home: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "x.zip"
    nothing.write_bytes(b"nothing")
    assert run(home, "backup", "check", str(nothing), code=4)["error"]["code"] == "backup_unreadable"


def test_a_restore_beside_an_open_window_is_refused(home: Path) -> None:
    made = run(home, "backup", "make")
    window = hold_home(home)
    assert run(home, "backup", "restore", made["path"], code=3)["error"]["code"] == "home_in_use"
    assert run(home, "backup", "make")["people"] == 2
    window.release()


def test_a_damaged_home_is_restored_from_the_command_line(home: Path) -> None:
    made = run(home, "backup", "make")
    (home / "trainer.sqlite").write_bytes(b"nonsense" * 1000)
    assert run(home, "account", "list", code=4)["error"]["code"] == "not_a_database"
    assert run(home, "doctor", code=1)["ok"] is False
    restored = run(home, "backup", "restore", made["path"])
    assert restored["safety_backup"] is None
    assert len(run(home, "account", "list")) == 2
    assert run(home, "doctor")["ok"] is True


def test_an_office_is_restored_where_there_was_none(home: Path, tmp_path: Path) -> None:
    made = run(home, "backup", "make")
    run(tmp_path / "new", "backup", "restore", made["path"])
    assert len(run(tmp_path / "new", "account", "list")) == 2


def test_codes_are_made_for_those_without_a_secret_and_may_go_into_a_file(home: Path, tmp_path: Path) -> None:
    made = run(home, "account", "codes")
    assert [(slip["unit"], slip["name"]) for slip in made["slips"]] == [("教育局", "白玉兰")]
    out = tmp_path / "slips.csv"
    assert run(home, "account", "codes", "--unit", "教育局", "--out", str(out)) == {
        "made": 1,
        "file": str(out),
        "slips": [],
    }
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["单位", "工号", "姓名", "激活码"]
    assert rows[1][:3] == ["教育局", "1001", "白玉兰"]
    assert out.stat().st_mode & 0o077 == 0


def test_roles_are_given_until_the_end_of_a_day_and_taken_back(home: Path) -> None:
    given = run(home, "account", "grant", "1001", "supervisor", "--unit", "152299", "--until", "2099-12-31")
    assert given["expires_at"] == "2100-01-01T00:00:00+08:00"
    (row,) = run(home, "account", "list", "--role", "supervisor")
    assert [(held["role"], held["unit"]) for held in row["roles"]] == [("supervisor", "示例旗")]
    run(home, "account", "revoke", given["id"])
    assert run(home, "account", "list", "--role", "supervisor") == []
    assert run(home, "account", "revoke", given["id"], code=3)["error"]["code"] == "grant_gone"


def test_accounts_are_closed_opened_reset_and_unlocked(home: Path) -> None:
    run(home, "account", "disable", "1002")
    run(home, "account", "enable", "1002")
    run(home, "account", "unlock", "1002")
    assert len(run(home, "account", "reset", "1002")["code"]) == 14
    actions = [entry["action"] for entry in run(home, "account", "log")["entries"]]
    assert actions == ["account.reset", "account.unlocked", "account.enabled", "account.disabled"]
    assert run(home, "account", "log", "--action", "role.")["total"] == 0


def test_the_doctor_says_what_it_looked_at(home: Path) -> None:
    report = run(home, "doctor")
    assert report["ok"] is True
    assert {"code", "ok", "message"} <= report["checks"][0].keys()
    assert {"machine", "fonts", "database", "disk"} <= {check["code"] for check in report["checks"]}
