"""``trainer certificate``: the shapes that scripts read, exit codes, and words for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.builders.training import LESSONS, STAGES, Roster
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.domain.people.roles import PROGRAM
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.settings import change_settings

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A bureau whose people 甲 and 乙 have learned and passed, one with a name that cannot be drawn, and 丁 who has not."""
    folder = tmp_path / "家 home"
    office = open_office(folder)
    try:
        roster = Roster(office)
        bureau = roster.unit("B", name="示范旗教育局")
        exam = roster.exam(bureau)
        for name in ("甲", "乙", "丙\ue001"):
            cadre_id = roster.cadre(bureau, name)
            roster.learn(cadre_id)
            roster.result(exam, cadre_id)
        roster.cadre(bureau, "丁")
        change_settings(office, PROGRAM, {"office.area_code": "152200", "certificate.prefix": "兴电培"})
        create_plan(office, PROGRAM, PlanDraft("轮训", bureau.id, STAGES, LESSONS, exam_id=exam))
    finally:
        office.database.close()
    return folder


@pytest.fixture
def trainer(home: Path) -> Run:
    def run(*words: str) -> tuple[int, Any]:
        done = CliRunner().invoke(app, ["--home", str(home), "--lang", "zh", *words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, json.loads(done.stdout) if "--json" in words else done.stdout

    return run


def test_issue_lists_issued_and_refused_and_a_second_run_issues_nothing(trainer: Run) -> None:
    code, said = trainer("certificate", "issue", "--plan", "轮训", "--json")
    assert code == 1
    assert [(one["name"], one["unit"]) for one in said["issued"]] == [("甲", "示范旗教育局"), ("乙", "示范旗教育局")]
    assert said["issued"][0]["number"].startswith("152200-20")
    (refused,) = said["refused"]
    assert (refused["name"], refused["code"]) == ("丙\ue001", "name_not_drawable")
    assert "U+E001" in refused["message"]
    assert said["not_eligible"] == {"certificate_not_learned": 1}
    code, said = trainer("certificate", "issue", "--plan", "轮训", "--json")
    assert (code, said["issued"], len(said["refused"])) == (1, [], 1)


def test_print_verify_revoke_and_register_go_together(trainer: Run, tmp_path: Path) -> None:
    numbers = [one["number"] for one in trainer("certificate", "issue", "--plan", "轮训", "--json")[1]["issued"]]
    out = tmp_path / "证 书.pdf"
    assert trainer("certificate", "print", "--plan", "轮训", "--out", str(out), "--json") == (
        0,
        {"printed": 2, "files": [str(out)]},
    )
    folder = tmp_path / "每人"
    code, said = trainer("certificate", "print", *numbers, "--out", str(folder), "--json")
    assert (code, said["printed"]) == (0, 2)
    assert all(Path(file).is_file() for file in said["files"])

    code, said = trainer("certificate", "verify", said["files"][0], "--json")
    assert (code, said["state"], said["content"]["name"]) == (0, "valid", "甲")
    code, said = trainer("certificate", "verify", str(out), "--json")
    assert (code, said["state"], len(said["sheets"])) == (0, "valid", 2)

    code, said = trainer("certificate", "revoke", numbers[0], "--reason", "错发", "--json")
    assert (code, said["state"]) == (0, "revoked")
    code, said = trainer("certificate", "verify", numbers[0], "--json")
    assert (code, said["state"], said["revoke_reason"]) == (1, "revoked", "错发")
    assert trainer("certificate", "verify", "152200-2025-H-09999-9", "--json")[1]["state"] == "unknown"

    code, rows = trainer("certificate", "register", "--json")
    assert code == 0
    assert [(row["name"], row["state"]) for row in rows] == [
        ("甲", "revoked"),
        ("乙", "issued"),
        ("丙\ue001", "approved"),
    ]
    code, text = trainer("certificate", "register", "--state", "issued")
    assert "乙" in text
    assert "甲" not in text


def test_words_for_people_are_chinese(trainer: Run) -> None:
    code, text = trainer("certificate", "issue", "--plan", "轮训")
    assert code == 1
    assert "已发证2张。" in text
    code, text = trainer("certificate", "verify", "随便")
    assert code == 1
    assert "不是证书编号" in text


def test_wrong_usage_and_refusals_have_their_exit_codes(trainer: Run, tmp_path: Path) -> None:
    assert trainer("certificate", "print", "--out", str(tmp_path / "a.pdf"))[0] == 2
    assert trainer("certificate", "register", "--out", "a.doc")[0] == 2
    code, said = trainer("certificate", "issue", "--plan", "没有", "--json")
    assert (code, said["error"]["code"]) == (3, "plan_unknown")
    code, said = trainer("certificate", "revoke", "152200-2025-H-00001-9", "--reason", "x", "--json")
    assert code == 3
