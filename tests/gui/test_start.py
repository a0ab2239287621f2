"""The real start, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.bootstrap import open_office
from trainer.domain.people.roles import PROGRAM
from trainer.services import demo
from trainer.services.overviews import people
from trainer.services.seat import Seat, hold_home, write_seat
from trainer.wording.catalogue import compiled_catalogue

ROOT = Path(__file__).resolve().parents[2]

# Third-party roots that may be in memory when the sign-in page can be used; everything else loads on first use.
ALLOWED = {"PySide6", "shiboken6", "shibokensupport", "sqlalchemy", "platformdirs", "typing_extensions", "uuid_utils"}
HEAVY = (
    "sqlalchemy.orm",
    "sqlalchemy.dialects.postgresql",
    "alembic",
    "reportlab",
    "cryptography",
    "argon2",
    "yaml",
    "lxml",
    "babel",
    "markdown_it",
    "pypdfium2",
    "xlsxwriter",
    "python_calamine",
    "typer",
    "segno",
    "PySide6.QtPrintSupport",
    "PySide6.QtNetwork",
)


def start(home: Path) -> tuple[int, dict[str, object], str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TRAINER_START_MARKS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "trainer", "--home", str(home)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    last = done.stdout.splitlines()[-1] if done.stdout else "{}"
    return done.returncode, json.loads(last), done.stderr


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("家") / "home with blanks"
    office = open_office(home)
    demo.load_demo(office, PROGRAM)
    unit = next(unit for unit in people.sign_in_units(office) if unit.own_count)
    office.database.close()
    write_seat(home, Seat(window={"unit": unit.id}))
    return home


def test_the_sign_in_page_is_usable_before_anything_heavy_is_loaded(demo_home):
    compiled_catalogue("zh")  # as set-up does; else the first start compiles it
    code, marks, stderr = start(demo_home)
    assert code == 0, stderr
    assert marks["painted_at"] <= marks["usable_at"]
    loaded = set(marks["modules"])
    assert not [name for name in HEAVY if name in loaded]
    third_party = {
        name.partition(".")[0]
        for name in loaded
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith(("_", "trainer"))
    }
    # Hooks of this interpreter's own set-up and compiled parts without a package are nobody's import.
    hooks = {
        "sitecustomize",
        "usercustomize",
        "distutils-precedence",
        "cython_runtime",
        "a1_coverage",
        "signature_bootstrap",
        "coverage",
        "pytest_cov",
    }
    assert third_party - hooks <= ALLOWED


def test_a_new_home_comes_up_with_its_first_run(tmp_path):
    code, marks, stderr = start(tmp_path / "new")
    assert code == 0, stderr
    assert "trainer.ui.entry.first_run" in marks["modules"]


def test_a_home_in_use_says_so_instead_of_opening_twice(demo_home):
    lock = hold_home(demo_home)
    try:
        code, marks, stderr = start(demo_home)
    finally:
        lock.release()
    assert code == 0, stderr
    assert "trainer.ui.entry.closed_page" in marks["modules"]
