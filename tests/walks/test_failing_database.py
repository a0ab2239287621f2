"""Databases that are damaged, newer or write-protected, and two programs on one home, from the command line."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.builders import rosters
from tests.builders.ordinary_person import as_ordinary_person, ordinary_folder
from tests.builders.rosters import lines, row
from tests.builders.whole_program import rows_in, run
from trainer.bootstrap import open_office
from trainer.platform.paths import Home

ROOT = Path(__file__).resolve().parents[2]


def test_a_page_damaged_in_the_middle_is_told_found_by_the_doctor_and_restored(tmp_path: Path) -> None:
    home = tmp_path / "家 home"
    roster = rosters.xlsx(tmp_path / "突泉县教育局.xlsx", lines(row(n) for n in range(1, 60)))
    run(home, "roster", "import", str(roster))
    backup = run(home, "backup", "make")[1]["path"]
    raw = sqlite3.connect(Home(home).database)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'cadre'").fetchone()[0]
    size = raw.execute("PRAGMA page_size").fetchone()[0]
    raw.close()
    content = bytearray(Home(home).database.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    Home(home).database.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    ended, said = run(home, "roster", "import", str(roster))
    assert (ended, said["error"]["code"]) == (4, "database_damaged")
    assert said["error"]["next_step"]
    assert hashlib.sha256(Home(home).database.read_bytes()).hexdigest() == digest
    ended, said = run(home, "doctor")
    assert ended == 1
    assert "integrity" in [one["code"] for one in said["checks"] if not one["ok"]]
    assert run(home, "backup", "restore", backup)[0] == 0
    assert run(home, "roster", "import", str(roster))[1]["unchanged"] == 59
    assert run(home, "doctor")[0] == 0


def test_a_newer_database_is_told_by_every_command_and_not_touched(tmp_path: Path) -> None:
    home = tmp_path / "家 home"
    open_office(home).database.close()
    raw = sqlite3.connect(Home(home).database)
    raw.execute("UPDATE alembic_version SET version_num = '0099'")
    raw.commit()
    raw.close()
    before = Home(home).database.read_bytes()
    roster = rosters.xlsx(tmp_path / "突泉县教育局.xlsx", lines([row(1)]))
    for words in (("roster", "import", str(roster)), ("plan", "list"), ("backup", "make")):
        ended, said = run(home, *words)
        assert (ended, said["error"]["code"]) == (4, "database_newer")
        assert "0099" in said["error"]["message"]
    assert Home(home).database.read_bytes() == before


def test_a_write_protected_home_is_told_by_the_command_line() -> None:
    with ordinary_folder() as folder, as_ordinary_person():
        roster = rosters.xlsx(folder / "突泉县教育局.xlsx", lines([row(1)]))
        home = folder / "home"
        assert run(home, "roster", "import", str(roster))[0] == 0
        home.joinpath("trainer.sqlite").chmod(0o400)
        ended, said = run(home, "roster", "undo")
        assert (ended, said["error"]["code"]) == (4, "database_read_only")
        assert said["error"]["next_step"]
        home.joinpath("trainer.sqlite").chmod(0o600)
        undone = run(home, "roster", "undo")
        assert undone[1].get("removed") == 1, undone


def test_two_copies_of_the_program_that_import_one_roster_at_once_make_everybody_once(tmp_path: Path) -> None:
    home = tmp_path / "家 home"
    open_office(home).database.close()
    roster = rosters.xlsx(tmp_path / "突泉县教育局.xlsx", lines(row(n) for n in range(1, 200)))
    words = [sys.executable, "-m", "trainer", "--home", str(home), "--json", "roster", "import", str(roster)]
    both = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = []
    for copy in both:
        out, err = copy.communicate()
        assert copy.returncode == 0, err.decode()
        said.append(json.loads(out))
    assert sorted((one["added"], one["unchanged"]) for one in said) == [(0, 199), (199, 0)]
    assert len(rows_in(home)["cadre"]) == 199
