"""The starter: what a second start leaves alone, what is said where something may not be installed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

import start


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every process that the starter begins, instead of beginning it; in a folder with spaces and Chinese characters."""
    made: list[list[str]] = []

    def note(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        made.append(command)
        python = tmp_path / "培 训" / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        return subprocess.CompletedProcess(command, 0, "", "")

    root = tmp_path / "培 训"
    root.mkdir()
    for name in ("requirements.lock", "requirements-dev.lock"):
        (root / name).write_text(name)
    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setattr(start, "WINDOWS", False)
    monkeypatch.setattr(start, "ROOT", root)
    monkeypatch.setattr(start, "VENV", root / ".venv")
    monkeypatch.setattr(start, "LOCK", root / "requirements.lock")
    monkeypatch.setattr(start, "DEV_LOCK", root / "requirements-dev.lock")
    return made


def installs(calls: list[list[str]]) -> list[str]:
    return [Path(command[-1]).name for command in calls if "pip" in command]


def test_a_second_start_begins_no_process_at_all(calls: list[list[str]]) -> None:
    start.set_up()
    assert installs(calls) == ["requirements.lock"]
    calls.clear()
    start.set_up()
    assert calls == []


def test_tests_add_their_tools_once_and_a_plain_start_afterwards_is_content(calls: list[list[str]]) -> None:
    start.set_up()
    start.set_up(for_tests=True)
    assert installs(calls)[1:] == ["requirements.lock", "requirements-dev.lock"]
    calls.clear()
    start.set_up()
    start.set_up(for_tests=True)
    assert calls == []


def test_another_lock_is_installed(calls: list[list[str]]) -> None:
    start.set_up()
    calls.clear()
    start.LOCK.write_text("newer")
    start.set_up()
    assert installs(calls) == ["requirements.lock"]


def test_a_failed_installation_is_told_and_tried_again(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    working = subprocess.run

    def failing(command: list[str], **more: Any) -> Any:
        done = working(command, **more)
        return subprocess.CompletedProcess(command, 1, "", "") if "pip" in command else done

    monkeypatch.setattr(subprocess, "run", failing)
    with pytest.raises(SystemExit):
        start.set_up()
    said = capsys.readouterr()
    assert "wheels" in said.out + said.err
    monkeypatch.setattr(subprocess, "run", working)
    calls.clear()
    start.set_up()
    assert installs(calls) == ["requirements.lock"]


def test_wheels_beside_the_starter_need_no_network(calls: list[list[str]]) -> None:
    (start.ROOT / "wheels").mkdir()
    start.set_up()
    (command,) = [command for command in calls if "pip" in command]
    assert "--no-index" in command
    assert str(start.ROOT / "wheels") in command


def test_who_may_not_install_is_told_the_exact_command(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "is_root", lambda: False)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/apt-get")
    assert start.apt_install(["libegl1"], "The window needs it.") is False
    said = capsys.readouterr()
    assert "sudo apt-get install -y --no-install-recommends libegl1" in said.out + said.err
    assert calls == []
