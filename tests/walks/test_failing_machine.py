"""Work on a machine that fails - locked, full, with a wrong clock: told, and done again once it is mended."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders import rosters
from tests.builders.accounts import PIN, give_secret
from tests.builders.exams import ExamRoom, make_exam_room
from tests.builders.office import NOON
from tests.builders.rosters import lines, row
from tests.builders.training import LESSONS, STAGES, Roster
from tests.builders.whole_program import rows_of, run, spoken
from trainer.adapters.storage import database as databases
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.platform.clock import FixedClock
from trainer.services import audit, certificates, import_roster, settings
from trainer.services.office import Office
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.read_lesson import open_lesson
from trainer.services.results import chain_break
from trainer.services.sign_in import sign_in
from trainer.services.sit_paper import SittingView, hand_in, record_response, resume, start


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
    confirmed = [work.next_seq - 1]

    def answer_on() -> None:
        for seq in range(confirmed[0] + 1, 5000):
            is_right = seq % 24 < 12
            response = room.response(work.sitting, seq % 12, is_right)
            record_response(work.office, room.anna, sitting_id, seq % 12, response, seq)
            confirmed.append(seq)

    with full_disk(work.office), pytest.raises(Fault) as fault:
        answer_on()
    assert fault.value.code == "disk_full"
    spoken(fault.value.code, fault.value.facts)
    assert resume(work.office, room.anna, sitting_id).last_seq == confirmed[-1]
    seq = confirmed[-1] + 1
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


def test_a_clock_that_jumps_back_six_years_stops_no_work_and_breaks_no_chain(work: Work) -> None:
    work.room.clock.set_wall(NOON - timedelta(days=6 * 365))
    work.import_roster()
    work.answer()
    work.learn()
    work.issue()
    work.room.clock.set_wall(NOON + timedelta(minutes=1))
    work.hand_in()
    assert all(verdict.is_whole for verdict in audit.verify_log(work.office).values())
    assert chain_break(work.office, work.sitting.sitting_id) is None
    imported = import_roster.list_imports(work.office, PROGRAM)
    assert len(imported) == 1
