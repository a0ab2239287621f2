"""The root of the command line: options, exit codes, and who may run what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.builders.accounts import PIN, add_unit, make_actor
from trainer.bootstrap import open_office
from trainer.cli import app as root
from trainer.domain.people.roles import Role
from trainer.services.seat import Seat, write_seat


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("TRAINER_HOME", "TRAINER_DATABASE", "TRAINER_LANG", "TRAINER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "家 home"


def run(home: Path, *args: str, **kwargs: Any) -> Result:
    return CliRunner().invoke(root.app, ["--home", str(home), *args], **kwargs)


def with_administrator(home: Path) -> None:
    office = open_office(home)
    make_actor(office, Role.ADMINISTRATOR, add_unit(office))
    office.database.close()


@pytest.mark.parametrize(
    "args", [("--json", "account", "list"), ("account", "list", "--json"), ("account", "--json", "list")]
)
def test_json_is_accepted_anywhere_and_stdout_is_one_document(home: Path, args: tuple[str, ...]) -> None:
    ran = run(home, *args)
    assert ran.exit_code == 0
    assert json.loads(ran.stdout) == []


def test_what_follows_two_dashes_is_not_an_option(home: Path) -> None:
    assert root._hoisted(["bank", "search", "--", "--json"]) == ["bank", "search", "--", "--json"]


@pytest.mark.parametrize(
    "args", [("nonsense",), ("account", "nonsense"), ("account", "list", "--nonsense"), ("--lang", "fr", "doctor")]
)
def test_wrong_usage_ends_with_2_and_an_empty_stdout(home: Path, args: tuple[str, ...]) -> None:
    ran = run(home, *args)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert ran.stderr


def test_a_refusal_ends_with_3_and_a_sentence_on_stderr(home: Path) -> None:
    ran = run(home, "--lang", "en", "account", "reset", "4711", "--json")
    assert ran.exit_code == 3
    assert "Nobody here has the staff number 4711." in ran.stderr
    assert json.loads(ran.stdout)["error"]["code"] == "staff_no_unknown"


def test_a_fault_ends_with_4_and_a_sentence_on_stderr(home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file where the folder should be")
    ran = run(home, "account", "list")
    assert ran.exit_code == 4
    assert "无法写入" in ran.stderr
    assert ran.stdout == ""


def test_a_bug_ends_with_4_is_logged_and_says_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_office(home).database.close()

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("trainer.services.overviews.accounts.list_accounts", broken)
    ran = run(home, "--lang", "en", "account", "list")
    assert ran.exit_code == 4
    assert "ZeroDivisionError" in ran.stderr
    assert "What was saved before is safe" in ran.stderr
    assert "ZeroDivisionError" in (home / "logs" / "trainer.log").read_text("utf-8")


def test_the_language_is_the_one_named_else_that_of_the_seat(home: Path) -> None:
    assert "没有符合条件的人员。" in run(home, "account", "list").stdout
    assert "Nobody fits." in run(home, "--lang", "en", "account", "list").stdout
    write_seat(home, Seat(language="en"))
    assert "Nobody fits." in run(home, "account", "list").stdout
    assert "列出人员" in run(home, "--lang", "zh", "account", "--help").stdout


def test_help_names_the_nouns_that_are_there(home: Path) -> None:
    shown = run(home, "--lang", "en", "--help").stdout
    assert "doctor" in shown
    assert "backup" in shown


def test_a_noun_that_is_broken_does_not_take_the_others_down(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trainer.cli.backup", None)
    assert run(home, "account", "list").exit_code == 0
    assert run(home, "--help").exit_code == 0


def test_an_open_command_line_asks_nobody_and_the_log_says_so(home: Path) -> None:
    assert run(home, "account", "list").exit_code == 0


def test_with_an_administrator_the_command_line_wants_a_person(home: Path, tmp_path: Path) -> None:
    with_administrator(home)
    ran = run(home, "account", "list")
    assert ran.exit_code == 3
    assert "--as" in ran.stderr
    nobody_types = run(home, "--as", "9001", "account", "list")
    assert nobody_types.exit_code == 3
    assert "TRAINER_SECRET" in nobody_types.stderr
    named = run(home, "--as", "9001", "account", "list", "--json", env={"TRAINER_SECRET": PIN})
    assert named.exit_code == 0
    assert [row["staff_no"] for row in json.loads(named.stdout)] == ["9001"]
    file = tmp_path / "secret.txt"
    file.write_text(f"{PIN}\n", "utf-8-sig")
    assert run(home, "--as", "9001", "--secret-file", str(file), "account", "list").exit_code == 0
    missing = run(home, "--as", "9001", "--secret-file", str(tmp_path / "none"), "account", "list")
    assert missing.exit_code == 4
    assert run(home, "--as", "9001", "account", "list", env={"TRAINER_SECRET": "000000"}).exit_code == 3


def test_who_ran_what_is_in_the_log(home: Path) -> None:
    with_administrator(home)
    env = {"TRAINER_SECRET": PIN}
    assert run(home, "--as", "9001", "backup", "make", env=env).exit_code == 0
    log = json.loads(run(home, "--as", "9001", "account", "log", "--json", env=env).stdout)
    made = next(entry for entry in log["entries"] if entry["action"] == "backup.made")
    assert made["actor"] == "管理员（9001）"


def test_without_a_display_the_program_says_so_and_names_the_tour(home: Path) -> None:
    env = {
        key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    ran = subprocess.run(
        [sys.executable, "-m", "trainer", "--home", str(home), "--lang", "en"],
        env=env,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 4
    assert b"trainer tour" in ran.stderr
    assert ran.stdout == b""


def test_a_pipe_gets_utf8_whatever_the_locale(home: Path) -> None:
    env = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(
        [sys.executable, "-m", "trainer", "--home", str(home), "account", "list"],
        env=env,
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode("utf-8").strip() == "没有符合条件的人员。"


def test_version_needs_no_home(home: Path) -> None:
    assert run(home, "--version").stdout.startswith("0.")
    assert not home.exists()
