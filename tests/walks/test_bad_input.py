"""Bad files, bad disks and bad databases under real work: each says what happened and what to do, and nothing is lost."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from typer.testing import CliRunner

from tests.builders import rosters
from tests.builders.accounts import PIN, give_secret
from tests.builders.content import Content
from tests.builders.exams import ExamRoom, make_exam_room
from tests.builders.office import NOON
from tests.builders.ordinary_person import as_ordinary_person, ordinary_folder
from tests.builders.rosters import lines, row
from tests.builders.training import LESSONS, STAGES, Roster
from trainer.adapters.content import compiled
from trainer.adapters.documents.pdfium import texts
from trainer.adapters.storage import database as databases
from trainer.adapters.storage import schema
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.platform import paths
from trainer.platform.clock import FixedClock
from trainer.platform.paths import Home
from trainer.services import certificates, import_roster, settings
from trainer.services.office import Office
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.read_lesson import note_place, open_lesson, save_note
from trainer.services.sign_in import sign_in
from trainer.services.sit_paper import SittingView, hand_in, record_response, resume, start
from trainer.wording import using
from trainer.wording.sentences import codes, say

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *words: str) -> tuple[int, Any]:
    """Run a command line; stdout must be one document."""
    ran = CliRunner().invoke(app, ["--home", str(home), "--json", *words], catch_exceptions=False)
    return ran.exit_code, json.loads(ran.stdout)


def rows_of(office: Office) -> dict[str, list[str]]:
    with office.database.read() as uow:
        return {
            name: sorted(map(str, uow.connection.execute(sa.select(table)).all()))
            for name, table in schema.metadata.tables.items()
        }


def rows_in(home: Path) -> dict[str, list[str]]:
    office = open_office(home)
    try:
        return rows_of(office)
    finally:
        office.database.close()


def spoken(code: str, facts: dict[str, Any]) -> None:
    """What happened and what to do, complete in both languages."""
    assert code in codes()
    for language in ("zh", "en"):
        with using(language):
            what, next_step = say(code, facts)
        assert what
        assert next_step
        assert "?" not in what + next_step


# Rosters


def _cut(folder: Path) -> Path:
    path = rosters.xlsx(folder / "a.xlsx", lines(row(n) for n in range(1, 50)))
    path.write_bytes(path.read_bytes()[:3000])
    return path


def _empty(folder: Path) -> Path:
    (folder / "a.xlsx").write_bytes(b"")
    return folder / "a.xlsx"


def _blank_sheets(folder: Path) -> Path:
    return rosters.xlsx(folder / "a.xlsx", {"Sheet1": [], "Sheet2": []})


def _no_header(folder: Path) -> Path:
    return rosters.xlsx(folder / "a.xlsx", [["关于报送花名册的通知"], ["各单位："], ["请于月底前报送。"]])


def _locked(folder: Path) -> Path:
    return rosters.locked(rosters.xlsx(folder / "a.xlsx", lines([row(1)])), "旗县2025")


def _letter_as_table(folder: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return folder / "a.xlsx"


def _sheet_of_paper(folder: Path) -> Path:
    (folder / "a.xls").write_bytes(b"%PDF-1.7\n" + b"x" * 2000)
    return folder / "a.xls"


def _picture(folder: Path) -> Path:
    (folder / "a.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    return folder / "a.xlsx"


def _huge(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_text("姓名,单位\n" + "王强,财政局\n" * 100_001, "utf-8")
    return path


def _missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


def _folder(folder: Path) -> Path:
    (folder / "a.xlsx").mkdir()
    return folder / "a.xlsx"


@pytest.mark.parametrize(
    ("make", "code", "ends"),
    [
        (_cut, "roster_broken", 3),
        (_empty, "roster_empty", 3),
        (_blank_sheets, "roster_no_header", 3),
        (_no_header, "roster_no_header", 3),
        (_locked, "roster_password_needed", 3),
        (_letter_as_table, "roster_not_a_table", 3),
        (_sheet_of_paper, "roster_not_a_table", 3),
        (_picture, "roster_not_a_table", 3),
        (_huge, "roster_too_many_rows", 3),
        (_missing, "file_unreadable", 4),
        (_folder, "file_unreadable", 4),
    ],
)
def test_a_roster_that_is_none_is_told_and_the_people_stay(
    tmp_path: Path, make: Callable[[Path], Path], code: str, ends: int
) -> None:
    home = tmp_path / "家 home"
    (tmp_path / "bad").mkdir()
    good = rosters.xlsx(tmp_path / "突泉县教育局.xlsx", lines([row(1), row(2)]))
    assert run(home, "roster", "import", str(good))[0] == 0
    before = rows_in(home)
    bad = make(tmp_path / "bad")
    for language in ("zh", "en"):
        with using(language):
            ended, said = run(home, "--lang", language, "roster", "import", str(bad))
        assert (ended, said["error"]["code"]) == (ends, code)
        assert said["error"]["message"]
        assert said["error"]["next_step"]
        assert "?" not in said["error"]["message"]
    assert rows_in(home) == before


# A machine that fails under work


@dataclass
class Work:
    """An office in which everything is about to happen.

    Attributes:
        sitting: of the first cadre, open, two answers given.
    """

    room: ExamRoom
    sitting: SittingView
    roster: Path
    plan_id: str

    @property
    def office(self) -> Office:
        return self.room.office

    def import_roster(self) -> None:
        import_roster.import_file(self.office, PROGRAM, self.roster)

    def answer(self) -> None:
        record_response(
            self.office, self.room.anna, self.sitting.sitting_id, 2, self.room.response(self.sitting, 2), self.next_seq
        )

    @property
    def next_seq(self) -> int:
        return resume(self.office, self.room.anna, self.sitting.sitting_id).last_seq + 1

    def hand_in(self) -> None:
        hand_in(self.office, self.room.anna, self.sitting.sitting_id)

    def issue(self) -> None:
        certificates.issue(self.office, PROGRAM, plan_id=self.plan_id)

    def learn(self) -> None:
        unit = self.room.unit
        learner = Actor(self.room.cadres[2], "丙", (Grant(Role.LEARNER, unit.id, unit.path),))
        open_lesson(self.office, learner, "L0901")

    def sign_in(self) -> None:
        sign_in(self.office, self.room.cadres[1], PIN)

    def set_up(self) -> None:
        settings.change_settings(self.office, PROGRAM, {"office.name": "安和旗委组织部"})


ACTIONS = ("import_roster", "answer", "hand_in", "issue", "learn", "sign_in", "set_up")


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    room = make_exam_room(tmp_path)
    office = room.office
    sitting = start(office, room.anna, room.exam.id)
    room.answer(sitting, [0, 1])
    roster = Roster(office)
    roster.learn(room.cadres[1])
    roster.result(room.exam.id, room.cadres[1])
    give_secret(office, room.cadres[1])
    settings.change_settings(office, PROGRAM, {"office.area_code": "152299", "office.name": "组织部"})
    plan, _ = create_plan(office, PROGRAM, PlanDraft("轮训", room.unit.id, STAGES, LESSONS, exam_id=room.exam.id))
    certificates.approve(office, PROGRAM, plan.id, [room.cadres[1]])
    table = lines(row(n, 备注="写得很长的备注" * 40) for n in range(1, 400))
    yield Work(room, sitting, rosters.xlsx(tmp_path / "突泉县教育局.xlsx", table), plan.id)
    office.database.close()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_locked_database_is_told_whatever_is_done_and_the_same_works_afterwards(
    work: Work, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    before = rows_of(work.office)
    monkeypatch.setattr(databases, "BUSY_MS", 20)
    work.office.database.close()  # connections made from now on wait less
    holder = sqlite3.connect(work.office.home.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Fault) as fault:
        getattr(work, action)()
    holder.execute("ROLLBACK")
    holder.close()
    assert fault.value.code == "database_locked"
    spoken(fault.value.code, fault.value.facts)
    assert rows_of(work.office) == before
    getattr(work, action)()
    assert rows_of(work.office) != before


@contextmanager
def full_disk(office: Office) -> Iterator[None]:
    """Leave no page of the database free for the block."""
    office.database.close()

    def small(raw: Any, _record: Any) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages}")

    event.listen(office.database.engine, "connect", small)
    yield
    event.remove(office.database.engine, "connect", small)
    office.database.close()


@pytest.mark.parametrize("action", ["import_roster", "issue"])
def test_a_full_disk_is_told_and_the_same_works_once_there_is_room(work: Work, action: str) -> None:
    before = rows_of(work.office)
    with full_disk(work.office):
        with pytest.raises(Fault) as fault:
            getattr(work, action)()
        assert fault.value.code == "disk_full"
        spoken(fault.value.code, fault.value.facts)
        assert rows_of(work.office) == before
    getattr(work, action)()
    assert rows_of(work.office) != before


def test_a_disk_that_fills_up_in_an_exam_keeps_every_confirmed_answer(work: Work) -> None:
    room, sitting_id = work.room, work.sitting.sitting_id
    seq = confirmed = work.next_seq - 1
    with full_disk(work.office), pytest.raises(Fault) as fault:
        while seq < 5000:
            seq += 1
            record_response(
                work.office, room.anna, sitting_id, seq % 12, room.response(work.sitting, seq % 12, seq % 24 < 12), seq
            )
            confirmed = seq
    assert fault.value.code == "disk_full"
    spoken(fault.value.code, fault.value.facts)
    assert resume(work.office, room.anna, sitting_id).last_seq == confirmed
    slot = seq % 12
    record_response(work.office, room.anna, sitting_id, slot, room.response(work.sitting, slot), seq)
    hand_in(work.office, room.anna, sitting_id)


@pytest.mark.parametrize(
    "words",
    [
        ("roster", "export", "{out}.xlsx"),
        ("account", "codes", "--out", "{out}.csv"),
        ("bank", "export", "--format", "yaml", "--out", "{out}.yaml"),
        ("course", "export", "C09", "--out", "{out}.zip"),
        ("certificate", "register", "--out", "{out}.xlsx"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_file_that_has_no_room_is_told_and_the_older_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    home = tmp_path / "家 home"
    run(home, "roster", "import", str(rosters.xlsx(tmp_path / "突泉县教育局.xlsx", lines([row(1), row(2)]))))
    folder = tmp_path / "out"
    folder.mkdir()
    given = [word.replace("{out}", str(folder / "表")) for word in words]
    kept = Path(given[-1])
    is_replaced = words[0] != "course"  # a course is never written over another
    if is_replaced:
        kept.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as small:
        # Every way to the disk ends in one of these.
        small.setattr(os, "fsync", full)
        small.setattr(Path, "replace", full)
        small.setattr(Path, "rename", full)
        ended, said = run(home, *given)
    assert ended == 4, said
    assert said["error"]["code"] in {"disk_full", "content_not_written"}
    assert said["error"]["next_step"]
    assert [path.name for path in folder.iterdir()] == ([kept.name] if is_replaced else [])
    assert not is_replaced or kept.read_bytes() == b"old"
    assert run(home, *given)[0] == 0


# Databases


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


def test_one_sitting_open_in_two_copies_takes_each_answer_once(work: Work) -> None:
    room, sitting_id = work.room, work.sitting.sitting_id
    other = open_copy(work.office)
    content = room.response(work.sitting, 2)
    seq = work.next_seq
    record_response(work.office, room.anna, sitting_id, 2, content, seq)
    record_response(other, room.anna, sitting_id, 2, content, seq)  # the same answer sent again adds nothing
    assert resume(other, room.anna, sitting_id).last_seq == seq
    other.database.close()


def open_copy(office: Office) -> Office:
    """Open the same home a second time."""
    database = databases.Database.at(office.home.database)
    assert isinstance(office.clock, FixedClock)
    return Office(office.home, database, office.clock, office.keys, office.home_id)


# Content files


def test_a_lesson_whose_file_is_lost_says_so_and_keeps_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Content(tmp_path / "shipped")
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(paths, "shipped", lambda folder: content.root / folder)
    monkeypatch.setattr(compiled, "_stamped", {})
    office = open_office(tmp_path / "家 home", clock=FixedClock(NOON))
    roster = Roster(office)
    unit = roster.unit("B", name="安和旗民政局")
    learner = Actor(roster.cadre(unit, "萨仁"), "", (Grant(Role.LEARNER, unit.id, unit.path),))
    open_lesson(office, learner, "L2001")
    note_place(office, learner, "L2001", 1, 0)
    save_note(office, learner, "L2001", 1, "记住提交")
    before = rows_of(office)
    lesson = content.courses / "C20" / "L2001.md"
    whole = lesson.read_bytes()

    lesson.write_bytes(b"\xff\xfe broken")
    with pytest.raises((Fault, Refusal)) as told:
        open_lesson(office, learner, "L2001")
    spoken(told.value.code, told.value.facts)
    lesson.unlink()
    with pytest.raises((Fault, Refusal)) as told:
        open_lesson(office, learner, "L2001")
    spoken(told.value.code, told.value.facts)
    assert rows_of(office) == before

    lesson.write_bytes(whole)
    again = open_lesson(office, learner, "L2001")
    assert (again.progress.place_screen, again.progress.place_block) == (1, 0)
    assert list(again.notes) == [1]
    office.database.close()


@pytest.mark.parametrize("folder", ["courses", "question_bank"])
def test_a_program_that_lost_its_content_opens_and_the_checks_say_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    content, real = Content(tmp_path / "shipped"), paths.shipped
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(
        paths, "shipped", lambda name: content.root / name if name in {"courses", "question_bank"} else real(name)
    )
    monkeypatch.setattr(compiled, "_stamped", {})
    home = tmp_path / "家 home"
    assert run(home, "bank", "stats")[1]["questions"] == 2
    shutil.rmtree(content.root / folder)
    assert run(home, "bank", "stats")[1]["questions"] == 2
    ended, said = run(home, "course" if folder == "courses" else "bank", "check")
    assert ended == 1
    assert all(one["message"] for one in said["findings"])
    ended, listed = run(home, "course", "list")
    assert (ended, len(listed)) == (0, 0 if folder == "courses" else 1)


def test_questions_that_could_not_be_read_at_the_start_are_named_in_the_log_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Content(tmp_path / "shipped")
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(paths, "shipped", lambda folder: content.root / folder)
    monkeypatch.setattr(compiled, "_stamped", {})
    content.change("question_bank/C20/K2001a.yaml", "answer: false", "answer: vielleicht")
    office = open_office(tmp_path / "home")
    with office.database.read() as uow:
        assert [head.code for head in uow.questions.heads().values()] == ["Q-K2001a-001"]
    office.database.close()
    written = "".join(file.read_text("utf-8") for file in office.home.logs.iterdir() if file.is_file())
    assert "K2001a.yaml" in written
    assert "Q-K2001a-001" not in written


# Names


@pytest.mark.parametrize(
    "name",
    ["云", "阿拉坦·巴特尔", "𠮷野𬸚", "阿拉坦·" + "孟和朝鲁" * 11 + "𠀀𬸚"],
    ids=["one", "interpunct", "ext-b", "fifty"],
)
def test_a_name_comes_whole_from_the_roster_to_the_certificate_and_the_register(tmp_path: Path, name: str) -> None:
    home = tmp_path / "家 home"
    table = lines([row(1, 姓名=name), row(2, 姓名="王小明")])
    assert run(home, "roster", "import", str(rosters.xlsx(tmp_path / "突泉县教育局.xlsx", table)))[1]["added"] == 2
    office = open_office(home)
    with office.database.read() as uow:
        (person,) = [one for one, _ in uow.cadres.page(limit=10)[1] if one.name == name]
        unit = uow.units.read(person.unit_id)
    roster = Roster(office)
    exam = roster.exam(unit)
    roster.learn(person.id)
    roster.result(exam, person.id)
    settings.change_settings(office, PROGRAM, {"office.area_code": "152299", "office.name": "组织部"})
    create_plan(office, PROGRAM, PlanDraft("轮训", unit.id, STAGES, LESSONS, exam_id=exam))
    office.database.close()
    _, shown = run(home, "progress", "show", "--which", "trained")
    assert [one["name"] for one in shown["people"]] == [name]
    ended, said = run(home, "certificate", "issue", "--plan", "轮训")
    assert (ended, [one["name"] for one in said["issued"]]) == (0, [name])
    out = tmp_path / "证书.pdf"
    run(home, "certificate", "print", said["issued"][0]["number"], "--out", str(out))
    assert name in "".join(texts(out.read_bytes())[0].split())
    ended, seen = run(home, "certificate", "verify", str(out))
    assert (ended, seen["state"], seen["content"]["name"]) == (0, "valid", name)
    assert [one["name"] for one in run(home, "certificate", "register")[1]] == [name]


def test_what_is_no_certificate_number_is_said_with_what_was_typed(tmp_path: Path) -> None:
    ended, said = run(tmp_path / "home", "certificate", "verify", "随便什么")
    assert (ended, said["state"]) == (1, "unknown")
    assert "随便什么" in said["message"]
