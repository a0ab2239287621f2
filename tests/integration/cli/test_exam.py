"""``trainer paper`` and ``trainer exam``: the shapes that scripts read, exit codes, and words for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.builders.exams import make_bank, publish
from tests.builders.training import Roster
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.domain.kernel.time import CHINA
from trainer.domain.people.roles import PROGRAM, Actor
from trainer.domain.question_bank.kinds import key_response
from trainer.services.sit_paper import hand_in, record_response, start

TOMORROW = (datetime.now(CHINA) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
# A lesson that no shipped question belongs to.
LESSON = "9901"
BLUEPRINT = """\
name: 小考
rows:
  - {kind: single, course: C99, difficulty: easy, count: 2, marks: 2.5}
  - {course: C99, kind: [judge, multiple], count: 4, marks: 2.5}
total_marks: 15
"""


class Ran:
    def __init__(self, done: Any) -> None:
        self.code, self.out, self.err = done.exit_code, done.stdout, done.stderr

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Trainer = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "家 home"
    office = open_office(folder)
    roster = Roster(office)
    roster.cadres(roster.unit("B", name="安和旗教育局"), 2)
    publish(office, make_bank(9, LESSON))
    office.database.close()
    (tmp_path / "蓝图.yaml").write_text(BLUEPRINT, "utf-8")
    return folder


@pytest.fixture
def trainer(home: Path) -> Trainer:
    def run(*words: str) -> Ran:
        done = CliRunner().invoke(app, ["--home", str(home), *words], prog_name="trainer")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done)

    return run


def test_assembled_papers_are_told_in_the_agreed_shape(trainer: Trainer, tmp_path: Path) -> None:
    words = ["paper", "assemble", "--blueprint", str(tmp_path / "蓝图.yaml"), "--count", "30", "--seed", "5", "--json"]
    made = trainer(*words)
    assert made.code == 0, made.err
    document = made.document
    assert {
        "papers",
        "breaches",
        "enemy_clashes",
        "expected_marks_sd",
        "max_exposure",
        "mean_exposure",
        "ms_per_paper",
    } <= set(document)
    assert (document["papers"], document["breaches"], document["enemy_clashes"], document["of"]) == (30, 0, 0, "15")
    assert 0 <= document["expected_marks_sd"] < 1
    assert document["max_exposure"] >= document["mean_exposure"] > 0
    again = trainer(*words).document
    assert {**again, "ms_per_paper": 0} == {**document, "ms_per_paper": 0}


def test_one_paper_has_no_spread_and_says_why(trainer: Trainer, tmp_path: Path) -> None:
    out = tmp_path / "papers.json"
    made = trainer("paper", "assemble", "--blueprint", str(tmp_path / "蓝图.yaml"), "--out", str(out), "--json")
    assert made.document["expected_marks_sd"] is None
    assert made.document["expected_marks_sd_reason"] == "one_paper"
    written = json.loads(out.read_text("utf-8"))
    assert len(written[0]["slots"]) == 6
    assert written[0]["slots"][0]["code"].startswith("Q-K9901")
    said = trainer("paper", "assemble", "--blueprint", str(tmp_path / "蓝图.yaml"))
    assert "共 1 份试卷，每份 6 题、15 分。" in said.out


def test_a_blueprint_that_the_bank_cannot_feed_is_refused_row_by_row(trainer: Trainer, tmp_path: Path) -> None:
    hungry = tmp_path / "hungry.json"
    hungry.write_text(json.dumps({"rows": [{"course": "C99", "kind": "single", "count": 400, "marks": 1}]}), "utf-8")
    refused = trainer("paper", "assemble", "--blueprint", str(hungry), "--json")
    assert refused.code == 3
    assert refused.document["error"]["code"] == "blueprint_starves"
    assert "1 (C99 · single): 9/400" in refused.err
    checked = trainer("paper", "check", "--blueprint", str(hungry), "--json")
    assert (checked.code, checked.document["feasible"], checked.document["wanting"]) == (1, False, 391)
    assert trainer("paper", "check", "--blueprint", str(tmp_path / "蓝图.yaml")).code == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"rows: [", "blueprint_not_a_document"),
        (b"\xff\xfe\x00", "blueprint_not_a_document"),
        (b"[" * 5000, "blueprint_not_a_document"),
        (b"x" * 1_000_001, "blueprint_not_a_document"),
        (b"rows: [{count: 1, size: 3}]", "blueprint_unreadable"),
        (b"", "blueprint_unreadable"),
    ],
)
def test_a_file_that_is_no_blueprint_is_refused_with_words(
    trainer: Trainer, tmp_path: Path, content: bytes, code: str
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(content)
    refused = trainer("paper", "check", "--blueprint", str(bad), "--json")
    assert (refused.code, refused.document["error"]["code"]) == (3, code)
    assert refused.err


def test_an_exam_is_opened_sat_listed_exported_regraded_and_closed(
    trainer: Trainer, home: Path, tmp_path: Path
) -> None:
    words = ["exam", "open", "六月考试", "--blueprint", str(tmp_path / "蓝图.yaml"), "--unit", "安和旗教育局"]
    assert trainer(*words, "--json").code == 2
    made = trainer(*words, "--until", TOMORROW, "--minutes", "45", "--seed", "3", "--pass-mark", "70", "--json")
    assert made.code == 0, made.err
    assert {key: made.document[key] for key in ("state", "of", "limit_s", "pass_mark", "seed", "questions")} == {
        "state": "running",
        "of": "15",
        "limit_s": 2700,
        "pass_mark": "70",
        "seed": 3,
        "questions": 6,
    }
    sit(home, made.document["exam"])

    shown = trainer("exam", "results", "六月考试", "--json")
    assert shown.code == 0, shown.err
    assert shown.document["exam"] == made.document["exam"]
    line = shown.document["results"][0]
    assert {key: line[key] for key in ("cadre", "unit", "marks", "of", "band", "passed", "state")} == {
        "cadre": "某某1",
        "unit": "安和旗教育局",
        "marks": "15.00",
        "of": "15.00",
        "band": "excellent",
        "passed": True,
        "state": "graded",
    }
    assert "优秀" in trainer("exam", "results", made.document["exam"]).out
    listed = trainer("exam", "list", "--json").document
    assert [(item["name"], item["sat"], item["passed"], item["pass_rate"]) for item in listed] == [
        ("六月考试", 1, 1, 1.0)
    ]
    out = tmp_path / "成绩.xlsx"
    exported = trainer("exam", "export", "六月考试", "--out", str(out), "--json")
    assert (exported.document["exported"], out.is_file()) == (1, True)
    assert trainer("exam", "export", "六月考试", "--out", str(tmp_path / "x.pdf")).code == 2
    regraded = trainer("exam", "regrade", "六月考试", "--reason", "复核", "--json")
    assert (regraded.code, regraded.document["sittings"], regraded.document["changed"]) == (0, 1, 0)
    closed = trainer("exam", "close", "六月考试", "--json")
    assert (closed.document["state"], closed.document["handed_in"]) == ("collected", 0)
    assert trainer("exam", "open", "六月考试", "--json").document["error"]["code"] == "exam_collected"


def sit(home: Path, exam_id: str) -> None:
    office = open_office(home)
    with office.database.read() as uow:
        person = uow.cadres.by_staff_no("S0001")[0]
    actor = Actor(person.id, person.name)
    view = start(office, actor, exam_id)
    bank = {question.stem: question for question in make_bank(9, LESSON)}
    for slot in view.slots:
        key = key_response(bank[slot.stem])
        record_response(office, PROGRAM, view.sitting_id, slot.slot, key, slot.slot + 1)
    hand_in(office, actor, view.sitting_id)
    office.database.close()


def test_an_unknown_exam_and_an_empty_home_are_told_in_words(trainer: Trainer) -> None:
    refused = trainer("exam", "results", "没有的考试", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (3, "exam_unknown")
    assert "没有这场考试" in refused.err
    listed = trainer("exam", "list")
    assert (listed.code, listed.out.strip()) == (0, "还没有考试。")
    assert trainer("exam", "list", "--json").document == []
