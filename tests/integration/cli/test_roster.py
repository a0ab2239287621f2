"""``trainer roster``: the shape that scripts read, exit codes, a home never initialised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.builders import rosters
from tests.builders.people import id_number
from tests.builders.rosters import lines, row
from trainer.cli.app import app

FINDING = {"sheet", "row", "column", "code", "severity", "message"}


def run(tmp_path: Path, *words: str) -> tuple[int, Any, str]:
    ran = CliRunner().invoke(app, ["--home", str(tmp_path / "家 home"), *words], catch_exceptions=False)
    return ran.exit_code, ran.stdout, ran.stderr


def test_a_roster_comes_in_on_a_home_never_initialised(tmp_path: Path) -> None:
    path = rosters.xlsx(
        tmp_path / "突泉县财政局干部花名册2025年.xlsx", lines([row(1, 单位="财政局"), row(2, 单位="财政局")])
    )
    code, out, _ = run(tmp_path, "roster", "import", str(path), "--json")
    said = json.loads(out)
    assert code == 0
    assert {key: said[key] for key in ("added", "changed", "unchanged", "refused")} == {
        "added": 2, "changed": 0, "unchanged": 0, "refused": 0,
    }  # fmt: skip
    assert said["unit"]["name"] == "突泉县财政局"
    assert all(set(one) == FINDING for one in said["findings"])
    assert all(one["message"] for one in said["findings"])
    code, out, _ = run(tmp_path, "roster", "import", str(path), "--json")
    assert json.loads(out)["unchanged"] == 2


def test_a_refused_row_ends_with_one_and_says_where_and_why(tmp_path: Path) -> None:
    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(1), row(2, 身份证号=int(id_number(1)[:17] + "6"))]))
    code, out, _ = run(
        tmp_path, "roster", "import", str(path), "--under", "突泉县", "--errors", str(tmp_path / "e.xlsx"), "--json"
    )
    said = json.loads(out)
    assert (code, said["added"], said["refused"]) == (1, 1, 1)
    error = next(one for one in said["findings"] if one["severity"] == "error")
    assert (error["sheet"], error["row"], error["column"], error["code"]) == (
        "花名册",
        3,
        "身份证号",
        "id_number_rounded",
    )
    assert (tmp_path / "e.xlsx").is_file()
    assert said["unit"] == {"code": "152224", "name": "突泉县"}


def test_a_dry_run_prints_the_same_and_stores_nothing(tmp_path: Path) -> None:
    path = rosters.csv(tmp_path / "a.csv", lines([row(1), row(2)]))
    _, out, _ = run(tmp_path, "roster", "import", str(path), "--dry-run", "--json")
    dry = json.loads(out)
    assert (dry["added"], dry["import_id"]) == (2, None)
    code, out, _ = run(tmp_path, "roster", "import", str(path), "--json")
    real = json.loads(out)
    for key in ("added", "changed", "unchanged", "refused", "findings", "units_made"):
        assert real[key] == dry[key]
    assert code == 0


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "table_empty"), (b"%PDF-1.4", "file_not_a_table"), (b"PK\x03\x04x", "table_broken")]
)
def test_a_bad_file_is_refused_as_a_whole(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    exit_code, out, err = run(tmp_path, "roster", "import", str(tmp_path / "a.xlsx"), "--json")
    assert exit_code == 3
    assert json.loads(out)["error"]["code"] == code
    assert err.strip()


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    assert run(tmp_path, "roster", "import", str(tmp_path / "nowhere.xlsx"))[0] == 4


def test_a_locked_file_opens_with_its_password(tmp_path: Path) -> None:
    path = rosters.locked(rosters.xlsx(tmp_path / "a.xlsx", lines([row(1)])), "秘")
    assert run(tmp_path, "roster", "import", str(path))[0] == 3
    assert run(tmp_path, "roster", "import", str(path), "--password", "秘")[0] == 0


def test_an_import_is_listed_taken_back_and_exported(tmp_path: Path) -> None:
    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(1), row(2)]))
    run(tmp_path, "roster", "import", str(path))
    _, out, _ = run(tmp_path, "roster", "list", "--json")
    assert [one["may_be_undone"] for one in json.loads(out)] == [True]
    code, out, _ = run(tmp_path, "roster", "export", str(tmp_path / "out.xlsx"), "--json")
    assert (code, json.loads(out)["exported"]) == (0, 2)
    code, out, _ = run(tmp_path, "roster", "undo", "--json")
    assert (code, json.loads(out)["removed"]) == (0, 2)
    assert run(tmp_path, "roster", "undo")[0] == 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_read_words_in_both_languages(tmp_path: Path, language: str) -> None:
    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(1), row(2, 姓名="王?")]))
    code, out, _ = run(tmp_path, "--lang", language, "roster", "import", str(path))
    assert code == 1
    assert ("新增 1 人" in out) is (language == "zh")
    assert ("1 new" in out) is (language == "en")
