"""An office with a bank of questions, its authors and a reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.builders.content import make_question
from tests.builders.databases import fresh_postgres
from tests.builders.office import NOON, make_office
from tests.builders.training import Roster
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.domain.people.roles import Actor, Grant, Role
from trainer.domain.people.units import Unit
from trainer.domain.question_bank.question import Question, State
from trainer.platform.clock import FixedClock
from trainer.services import settings
from trainer.services.office import Office


@dataclass
class Bank:
    """An office, and people with one role each."""

    office: Office
    clock: FixedClock
    unit: Unit
    author: Actor
    other_author: Actor
    examiner: Actor
    learner: Actor

    def put(self, *questions: Question, state: State = State.PUBLISHED, by: Actor | None = None) -> None:
        """Put questions in without asking anybody."""
        made_by = (by or self.author).cadre_id
        with self.office.database.write() as uow:
            uow.questions.add(questions, origin="local", state=state, at=self.clock.now(), by=made_by)

    def state(self, code: str) -> State:
        with self.office.database.read() as uow:
            return uow.questions.heads([code])[code].state

    def question(self, code: str, version: int | None = None) -> Question:
        with self.office.database.read() as uow:
            stored = uow.questions.by_code(code, version)
        assert stored is not None
        return stored.question

    def codes(self) -> list[str]:
        with self.office.database.read() as uow:
            return sorted(uow.questions.heads())

    def set(self, known: settings.Known[Any], value: Any) -> None:
        with self.office.database.write() as uow:
            uow.settings.write(known.key, value, self.clock.now())

    def log(self) -> list[tuple[str, str]]:
        with self.office.database.read() as uow:
            return [(entry.action, entry.subject) for entry in uow.audit.chain(self.office.home_id)]


def local(number: int, kind: str = "single", **changes: Any) -> Question:
    """A question of an office's own, whose code says nothing of its place."""
    code = f"own-{number:03}"
    document = {
        "course": "C09",
        "knowledge_point": "K0901a",
        "stem": f"第{number}题 写好意见没有提交，事项在：",
        **changes,
    }
    if kind == "blank":
        document["stem"] = f"第{number}题 " + "年份用____括起来，数字后加“____”字。"
    parts = {
        name: document.pop(name) for name in ("tags", "departments", "name", "category", "law") if name in document
    }
    return replace(make_question(kind, code, **document), **parts)


@contextmanager
def bank_on(sort: str, folder: Path, server_url: str = "") -> Iterator[Bank]:
    """Make a bank on SQLite or on a fresh database of a PostgreSQL server."""
    clock = FixedClock(NOON)
    office = make_office(folder, clock=clock)
    if sort == "sqlite":
        yield _made(office, clock)
        office.database.close()
        return
    office.database.close()
    with fresh_postgres(server_url) as url:
        database = Database(url)
        schema.metadata.create_all(database.engine)
        yield _made(Office(office.home, database, clock, office.keys, office.home_id), clock)
        database.close()


def _made(office: Office, clock: FixedClock) -> Bank:
    roster = Roster(office)
    unit = roster.unit("B", name="安和旗民政局")

    def person(name: str, role: Role) -> Actor:
        return Actor(roster.cadre(unit, name), name, (Grant(role, unit.id, unit.path),))

    return Bank(
        office,
        clock,
        unit,
        person("巴图", Role.AUTHOR),
        person("乌兰", Role.AUTHOR),
        person("斯琴", Role.EXAMINER),
        person("萨仁", Role.LEARNER),
    )


def codes_of(questions: Iterable[Question]) -> list[str]:
    return [question.code for question in questions]
