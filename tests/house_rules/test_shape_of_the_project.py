"""Rules about the project itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(path.parent for path in (ROOT / "trainer").rglob("*.py") if path.parent.name != "versions")


@pytest.mark.parametrize("folder", ["courses", "question_bank", "resources"])
def test_content_and_resources_hold_no_python(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py")) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_pins_everything_by_hash_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    pinned = re.findall(r"^[A-Za-z0-9_.\-\[\]]+==", text, re.MULTILINE)
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)


def test_every_room_has_an_architecture_note() -> None:
    without = []
    for room in {room for room in ROOMS if room.name not in {"migrations"}}:
        note = room / "__init__.py"
        if not note.is_file() or not ast.get_docstring(ast.parse(note.read_text("utf-8"))):
            without.append(str(room.relative_to(ROOT)))
    assert without == []


def test_modules_stay_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "trainer").rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 600
    }
    assert long == {}


def test_third_party_licences_match_the_lock() -> None:
    rows = (ROOT / "THIRD_PARTY_LICENSES.md").read_text("utf-8").lower().replace("_", "-")
    lock = (ROOT / "requirements.lock").read_text("utf-8").lower().replace("_", "-")
    for name, version in re.findall(r"^([a-z0-9.\-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", lock, re.MULTILINE):
        assert f"| {name} | {version} |" in rows.replace(" * |", " |"), f"{name}: run .ci/third_party.py"


def test_every_folder_of_resources_from_elsewhere_has_a_licence_beside_it() -> None:
    for folder in ("fonts", "icons"):
        beside = [path.name for path in (ROOT / "resources" / folder).iterdir()]
        assert any("OFL" in name or "LICENSE" in name.upper() for name in beside), folder


def test_start_py_uses_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "start.py").read_text("utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    assert names <= set(sys.stdlib_module_names)


def test_start_py_names_the_command_where_it_may_not_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import start

    monkeypatch.setattr(start, "is_root", lambda: False)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert not start.apt_install(["libegl1"], "The window needs some libraries of the system.")
    assert "sudo apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().err


def test_second_start_finds_the_environment_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import start

    lock = tmp_path / "requirements.lock"
    lock.write_text("", "ascii")
    folder = tmp_path / "环 境"
    (folder / "bin").mkdir(parents=True)
    start.venv_python(folder).parent.mkdir(parents=True, exist_ok=True)
    start.venv_python(folder).touch()
    (folder / "stamp").write_text(start.stamp_of(lock), "ascii")
    monkeypatch.setattr(subprocess, "run", lambda *_a, **_k: pytest.fail("nothing may be run"))
    assert start.make_environment(folder, lock) is False
