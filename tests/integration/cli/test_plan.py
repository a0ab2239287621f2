"""``trainer plan`` and ``trainer progress``: the shapes that scripts read, exit codes, and words for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.builders.training import Roster
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.domain.kernel.time import CHINA
from trainer.domain.people.roles import PROGRAM
from trainer.services import progress

FUTURE = (datetime.now(CHINA).date() + timedelta(days=30)).isoformat()
LATER = (datetime.now(CHINA).date() + timedelta(days=200)).isoformat()


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A league with a bureau of five people; three of them learned, two of these passed."""
    folder = tmp_path / "家 home"
    office = open_office(folder)
    try:
        roster = Roster(office)
        league = roster.unit("L", name="示范盟")
        bureau = roster.unit("B", league, name="示范盟教育局")
        people = [roster.cadre(bureau, name) for name in ("甲", "乙", "丙", "丁", "戊")]
        exam = roster.exam(league)
        for cadre_id in people[:3]:
            roster.learn(cadre_id)
        for cadre_id in people[1:3]:
            roster.result(exam, cadre_id)
    finally:
        office.database.close()
    (tmp_path / "exam").write_text(exam, "ascii")
    return folder


@pytest.fixture
def trainer(home: Path) -> Callable[..., Ran]:
    def run(*words: str) -> Ran:
        done = CliRunner().invoke(app, ["--home", str(home), *words], prog_name="trainer")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def plan_id(trainer: Callable[..., Ran], tmp_path: Path) -> str:
    words = ["plan", "create", "--name", "年度轮训", "--unit", "示范盟", "--by", FUTURE, "--share", "0.8"]
    words += ["--then-by", LATER, "--then-share", "1", "--lesson", "L0901", "--lesson", "L0903"]
    made = trainer(*words, "--exam", (tmp_path / "exam").read_text("ascii"), "--json")
    assert made.code == 0, made.err
    made_id: str = made.document["id"]
    return made_id


def test_the_figures_of_a_plan_have_the_agreed_shape(trainer: Callable[..., Ran], plan_id: str) -> None:
    shown = trainer("plan", "show", "--json")
    assert shown.code == 0
    document = shown.document
    assert (document["id"], document["name"], document["target"]) == (plan_id, "年度轮训", 0.8)
    datetime.fromisoformat(document["as_of"])
    figures = {"due": 5, "exempt": 0, "learned": 3, "passed": 2, "trained": 2, "rate": 0.4, "people_needed": 2}
    assert {key: document[key] for key in figures} == figures
    top, bureau = document["units"]
    wanted = {"due": 5, "trained": 2, "rate": 0.4, "people_needed": 2}
    assert {key: top[key] for key in wanted} == wanted
    assert (top["code"], top["name"], top["depth"]) == ("L", "示范盟", 0)
    assert (bureau["code"], bureau["name"], bureau["depth"]) == ("B", "示范盟教育局", 1)


@pytest.mark.parametrize("by", ["id", "start of id", "name"])
def test_a_plan_is_named_by_id_by_its_start_or_by_name(trainer: Callable[..., Ran], plan_id: str, by: str) -> None:
    words = {"id": plan_id, "start of id": plan_id[:13], "name": "年度轮训"}[by]
    assert trainer("--json", "plan", "show", words).document["id"] == plan_id


def test_the_list_of_plans_has_the_agreed_shape(trainer: Callable[..., Ran], plan_id: str) -> None:
    (line,) = trainer("plan", "list", "--json").document
    assert {key: line[key] for key in ("id", "name", "deadline", "target")} == {
        "id": plan_id,
        "name": "年度轮训",
        "deadline": LATER,
        "target": 0.8,
    }


def test_without_a_plan_the_list_is_empty_and_showing_one_is_refused(trainer: Callable[..., Ran]) -> None:
    assert trainer("plan", "list", "--json").document == []
    for words in (["plan", "show"], ["progress", "show"]):
        ran = trainer(*words)
        assert ran.code == 3
        assert ran.out == ""
        assert "计划" in ran.err


def test_a_unit_with_nobody_due_gives_null_and_the_reason(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    words = ["plan", "create", "--name", "空", "--unit", "L", "--by", FUTURE, "--lesson", "L0901", "--tier", "T1"]
    document = trainer(*words, "--json").document
    assert (document["due"], document["rate"], document["rate_reason"]) == (0, None, "nobody_due")


def test_people_see_a_table_in_their_language(trainer: Callable[..., Ran], plan_id: str) -> None:
    chinese = trainer("plan", "show")
    assert "40.0%" in chinese.out
    assert "示范盟教育局" in chinese.out
    assert "应训" in chinese.out
    assert "Trained" in trainer("--lang", "en", "plan", "show").out
    assert plan_id in trainer("plan", "list").out


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (["--share", "eighty"], 2),
        (["--share", "1/0"], 2),
        (["--by", "30.6.2025"], 2),
        (["--unit", "无此单位"], 3),
        (["--share", "120%"], 3),
        (["--exam", "期末考试"], 3),
        (["--then-by", FUTURE], 3),
    ],
)
def test_what_cannot_be_a_plan_is_told_apart_as_usage_or_refusal(
    trainer: Callable[..., Ran], change: list[str], code: int
) -> None:
    words = {"--name": "甲", "--unit": "L", "--by": FUTURE, "--share": "80%", "--lesson": "L0901"}
    words |= dict([change])  # type: ignore[list-item]
    ran = trainer("plan", "create", *(part for pair in words.items() for part in pair), "--json")
    assert ran.code == code
    assert ran.err
    assert trainer("plan", "list", "--json").document == []


def test_the_people_behind_a_figure(trainer: Callable[..., Ran], plan_id: str) -> None:
    missing = trainer("progress", "show", "--json").document
    assert (missing["plan"], missing["which"], missing["count"]) == (plan_id, "missing", 3)
    assert [person["name"] for person in missing["people"]] == ["甲", "丁", "戊"]
    trained = trainer("progress", "show", "--which", "trained", "--unit", "B", "--json").document
    assert [(person["name"], person["trained_on"]) for person in trained["people"]] == [
        ("乙", "2025-03-03"),
        ("丙", "2025-03-03"),
    ]
    assert trained["people"][0]["hours"] == "4"
    assert "甲" in trainer("progress", "show", "--which", "learned").out


def test_rebuilding_changes_nothing_and_says_what_it_mended(
    trainer: Callable[..., Ran], plan_id: str, home: Path
) -> None:
    assert trainer("progress", "rebuild", "--json").document == {"changed": 0}
    office = open_office(home)
    try:
        roster = Roster(office)
        with office.database.read() as uow:
            person = uow.cadres.by_staff_no("S0004")[0]
        roster.learn(person.id)
    finally:
        office.database.close()
    assert trainer("progress", "rebuild", "--json").document == {"changed": 2}  # the person, and the unit's counts
    assert trainer("plan", "show", "--json").document["learned"] == 4
    assert trainer("progress", "rebuild").code == 0


@pytest.mark.parametrize(("ending", "magic"), [(".pdf", b"%PDF"), (".xlsx", b"PK")])
def test_the_report_is_written_as_its_ending_says(
    trainer: Callable[..., Ran], plan_id: str, tmp_path: Path, ending: str, magic: bytes
) -> None:
    out = tmp_path / f"进度 report{ending}"
    ran = trainer("plan", "report", "--out", str(out), "--json")
    assert ran.code == 0, ran.err
    assert ran.document == {"plan": plan_id, "file": str(out)}
    assert out.read_bytes().startswith(magic)
    assert trainer("plan", "report", plan_id, "--unit", "B", "--out", str(out)).code == 0


def test_a_report_of_another_kind_is_wrong_usage_and_one_without_a_plan_is_refused(
    trainer: Callable[..., Ran], tmp_path: Path
) -> None:
    assert trainer("plan", "report", "--out", str(tmp_path / "report.docx")).code == 2
    assert trainer("plan", "report", "--out", str(tmp_path / "report.pdf")).code == 3


def test_two_plans_of_one_name_are_told_apart_by_id_only(trainer: Callable[..., Ran], plan_id: str) -> None:
    words = ["plan", "create", "--name", "年度轮训", "--unit", "L", "--by", FUTURE, "--lesson", "L0901"]
    assert trainer(*words).code == 0
    ran = trainer("plan", "show", "年度轮训")
    assert ran.code == 3
    assert trainer("plan", "show", plan_id).code == 0


def test_the_program_itself_may_rebuild_what_the_command_line_shows(home: Path) -> None:
    office = open_office(home)
    try:
        assert progress.rebuild(office, PROGRAM)[0] == 0
    finally:
        office.database.close()
