"""Kill the program in the middle of its long jobs: what was half done is not there, and doing it again finishes it.

A child runs an ordinary command line and dies by SIGKILL at a named moment: when a certain table is about to be written, just
before the commit, or just after it. Nothing in the child gets a chance to tidy up.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from tests.builders import rosters
from tests.builders.rosters import lines, row
from tests.builders.training import LESSONS, STAGES, Roster
from trainer.adapters.storage import schema
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.domain.certificates.number import parse
from trainer.domain.people.roles import PROGRAM
from trainer.platform.paths import Home
from trainer.services import audit
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.settings import change_settings

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 300
READY = 25  # one part of a batch is 20

# argv: the moment, then the words of the command line. A moment is the beginning of a statement, or "commit N" / "after N".
_CHILD = """
import os, signal, sys
from contextlib import contextmanager
import sqlalchemy as sa
from trainer.adapters.storage.database import Database
from trainer.cli.app import app

moment, number = sys.argv[1], int(sys.argv[2])
seen = 0

def die(*_):
    global seen
    seen += 1
    if seen == number:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

def statement(_connection, _cursor, text, *_):
    if text.lstrip().startswith(moment + " "):
        die()

sa.event.listen(sa.engine.Engine, "before_cursor_execute", statement)
if moment == "commit":
    sa.event.listen(sa.engine.Engine, "commit", lambda connection: connection.get_execution_options().get("trainer_write") and die())
if moment == "after":
    write = Database.write

    @contextmanager
    def watched(self):
        with write(self) as uow:
            yield uow
        die()

    Database.write = watched
app(sys.argv[3:])
"""


def killed(moment: str, number: int, home: Path, *words: str) -> None:
    """Run a command line that dies at a moment; that it did die is part of the test."""
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD, moment, str(number), "--home", str(home), "--json", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode not in range(5), f"never came to {moment} {number}: {ran.stderr.decode()}"
    assert ran.stdout == b"", "something was said to be done before it was"


def run(home: Path, *words: str) -> Any:
    ran = CliRunner().invoke(app, ["--home", str(home), "--json", *words], catch_exceptions=False)
    assert ran.exit_code == 0, ran.stderr
    return json.loads(ran.stdout)


def everything(home: Path) -> dict[str, list[str]]:
    """Every row of every table, after the file was found sound and the log unbroken."""
    raw = sqlite3.connect(Home(home).database)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
    office = open_office(home)
    try:
        assert all(verdict.is_whole for verdict in audit.verify_log(office).values())
        with office.database.read() as uow:
            return {
                name: sorted(map(str, uow.connection.execute(sa.select(table)).all()))
                for name, table in schema.metadata.tables.items()
            }
    finally:
        office.database.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "家 home"
    open_office(folder).database.close()
    return folder


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return rosters.xlsx(tmp_path / "突泉县教育局干部花名册.xlsx", lines(row(n) for n in range(1, PEOPLE + 1)))


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("INSERT INTO cadre", 1),
        ("INSERT INTO roster_import", 1),
        ("commit", 1),
    ],
)
def test_a_roster_import_killed_in_the_middle_has_not_happened(
    home: Path, roster: Path, moment: str, number: int
) -> None:
    before = everything(home)
    killed(moment, number, home, "roster", "import", str(roster))
    assert everything(home) == before
    assert run(home, "roster", "import", str(roster))["added"] == PEOPLE
    assert run(home, "roster", "import", str(roster))["unchanged"] == PEOPLE


def test_a_roster_import_killed_after_its_commit_is_whole_and_can_be_taken_back(home: Path, roster: Path) -> None:
    before = everything(home)
    killed("after", 1, home, "roster", "import", str(roster))
    assert run(home, "roster", "import", str(roster))["unchanged"] == PEOPLE
    assert run(home, "roster", "undo")["removed"] == PEOPLE
    after = everything(home)
    assert after["cadre"] == before["cadre"] == []
    assert after["unit"] == before["unit"]


def test_a_roster_import_killed_at_any_time_is_whole_or_not_there(home: Path, roster: Path) -> None:
    chance = random.Random(20250602)
    outcomes = set()
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-m", "trainer", "--home", str(home), "roster", "import", str(roster)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.3, 1.5))  # the moment of the kill is the point of the test
        child.kill()
        child.wait()
        outcomes.add(len(everything(home)["cadre"]))
    assert outcomes <= {0, PEOPLE}


@pytest.fixture
def bureau(home: Path) -> Path:
    """A bureau of people who have all learned and passed."""
    office = open_office(home)
    try:
        people = Roster(office)
        unit = people.unit("B", name="示范旗教育局")
        exam = people.exam(unit)
        for number in range(READY):
            cadre_id = people.cadre(unit, f"王{'建国明华丽娜军伟芳敏'[number % 10]}{number // 10}")
            people.learn(cadre_id)
            people.result(exam, cadre_id)
        change_settings(office, PROGRAM, {"office.area_code": "152299", "certificate.prefix": "示电培"})
        create_plan(office, PROGRAM, PlanDraft("轮训", unit.id, STAGES, LESSONS, exam_id=exam))
    finally:
        office.database.close()
    return home


@pytest.mark.parametrize(
    ("moment", "number", "issued"),
    [
        ("commit", 1, 0),  # of the approvals
        ("INSERT INTO stored_sheet", 1, 0),
        ("after", 2, 20),  # of the first part of the batch
        ("INSERT INTO stored_sheet", 22, 20),  # in the middle of the second part
    ],
)
def test_certificates_killed_in_the_middle_are_whole_or_waiting_and_no_number_is_lost(
    bureau: Path, moment: str, number: int, issued: int
) -> None:
    killed(moment, number, bureau, "certificate", "issue", "--plan", "轮训")
    everything(bureau)
    check(bureau, issued)
    run(bureau, "certificate", "issue", "--plan", "轮训")
    check(bureau, READY)


def check(home: Path, issued: int) -> None:
    """Numbers run from 1 without a gap, each with its sheet; nobody else has a number."""
    office = open_office(home)
    try:
        with office.database.read() as uow:
            table = schema.metadata.tables["certificate"]
            kept = schema.metadata.tables["stored_sheet"]
            found = uow.certificates.many(uow.connection.scalars(sa.select(table.c.id))).values()
            sheets = uow.connection.execute(sa.select(kept.c.digest, kept.c.bytes)).all()
    finally:
        office.database.close()
    done = {one.id: parse(one.content.number).serial for one in found if one.content is not None}
    assert sorted(done.values()) == list(range(1, issued + 1))
    assert sorted(sheet.digest for sheet in sheets) == sorted(one.sheet_digest for one in found if one.id in done)
    assert all(hashlib.sha256(sheet.bytes).hexdigest() == sheet.digest for sheet in sheets)
    assert len({one.cadre_id for one in found}) == len(found)
    assert all(one.state.value == ("issued" if one.id in done else "approved") for one in found)


@pytest.mark.parametrize(
    ("moment", "number"),
    [("CREATE TABLE", 9), ("INSERT INTO question", 1), ("after", 1)],
)
def test_a_first_start_that_was_killed_can_be_started_again(
    tmp_path: Path, home: Path, moment: str, number: int
) -> None:
    fresh = tmp_path / "new"
    killed(moment, number, fresh, "account", "list")
    assert run(fresh, "bank", "stats") == run(home, "bank", "stats")
    assert everything(fresh)["cadre"] == []


@pytest.mark.parametrize(("moment", "number"), [("commit", 1)])
def test_demonstration_data_killed_in_the_middle_leaves_the_home_empty(home: Path, moment: str, number: int) -> None:
    before = everything(home)
    killed(moment, number, home, "demo", "load")
    assert everything(home) == before


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_a_backup_that_was_killed_is_not_among_the_backups(bureau: Path) -> None:
    child = (
        "import os, signal, sys\n"
        "from trainer.cli.app import app\n"
        "import zipfile\n"
        "zipfile.ZipFile.close = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "app(sys.argv[1:])\n"
    )
    before = everything(bureau)
    ran = subprocess.run(
        [sys.executable, "-c", child, "--home", str(bureau), "backup", "make"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode < 0
    assert run(bureau, "backup", "list") == []
    assert everything(bureau) == before
    assert run(bureau, "backup", "make")["readable"] is True
