"""A bank of the schema before, with sittings that rest on it, comes into the new one whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.builders.content import PARTS, make_question
from tests.builders.databases import fresh_postgres
from tests.builders.office import NOON
from trainer.adapters.storage import migrator
from trainer.adapters.storage.database import Database
from trainer.bootstrap import open_office
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.question import Question, State
from trainer.domain.question_bank.selection import Order, QuestionFilter
from trainer.domain.question_bank.writing import content_digest, write_question
from trainer.platform.clock import FixedClock
from trainer.platform.identifiers import new_id
from trainer.platform.paths import Home
from trainer.services.backup import check_backup
from trainer.services.office import Office
from trainer.services.overviews import question_use

BEFORE = "0002"
PLACE = {"course": "C09", "knowledge_point": "K0901a"}
OLD = [make_question(kind, f"own-{number}", **PLACE) for number, kind in enumerate(PARTS, 1)]
EDITED = replace(OLD[0], version=2, stem="后来改过的题干：")
UNIT, CADRE, SITTING, AUTHOR = (new_id() for _ in range(4))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    if request.param == "sqlite":
        yield None
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as made:
        yield made


def fill(database: Database) -> None:
    """Put questions, and a result that rests on two of them, in as the program of the schema before wrote them."""
    tables = sa.MetaData()
    with database.engine.connect() as connection:
        tables.reflect(connection)

    def put(name: str, /, **values: Any) -> None:
        table = tables.tables[name]
        row = {
            column.name: values.get(column.name, _nothing(column))
            for column in table.columns
            if column.name in values or (not column.nullable and column.server_default is None)
        }
        with database.write() as uow:
            uow.connection.execute(sa.insert(table).values(**row))

    at = NOON if not database.is_sqlite else NOON.replace(tzinfo=None)
    for question in OLD:
        put(
            "question", id=_id(database, question.id), code=question.code, course="C09", knowledge_point="K0901a",
            state="retired" if question is OLD[2] else "published", origin="local",
            current_version=2 if question is OLD[0] else 1,
        )  # fmt: skip
    for question in (*OLD, EDITED):
        put(
            "question_version", question_id=_id(database, question.id), version=question.version,
            kind=question.kind.value, tier=question.tier, difficulty=question.difficulty, bloom=question.bloom.value,
            stem=question.stem, content=json.dumps(write_question(question), ensure_ascii=False, sort_keys=True),
            digest=content_digest(question), made_at=at, made_by=_id(database, AUTHOR),
        )  # fmt: skip
    unit, cadre, exam, paper, sitting = (_id(database, one) for one in (UNIT, CADRE, new_id(), new_id(), SITTING))
    put("unit", id=unit, code="U1", name="民政局", kind="other", path=f"/{UNIT}/", updated_at=at)
    put("cadre", id=cadre, staff_no="1", name="萨仁", unit_id=unit, updated_at=at)
    put("exam", id=exam, name="考试", unit_id=unit, opens_at=at, closes_at=at, made_at=at)
    put("paper", id=paper, exam_id=exam, cadre_id=cadre, content='{"slots":[]}', made_at=at)
    put(
        "sitting", id=sitting, exam_id=exam, paper_id=paper, cadre_id=cadre, unit_id=unit, state="graded",
        started_at=at, closes_at=at, handed_in_at=at,
    )  # fmt: skip
    slots = [
        {
            "slot": 0,
            "question": OLD[0].id,
            "version": 1,
            "key_version": 1,
            "fraction": "1/2",
            "of": "5",
            "answered": True,
        },
        {
            "slot": 1,
            "question": OLD[1].id,
            "version": 1,
            "key_version": 1,
            "fraction": "0",
            "of": "5",
            "answered": False,
        },
    ]
    put(
        "result", id=_id(database, new_id()), sitting_id=sitting, exam_id=exam, cadre_id=cadre, unit_id=unit, marks="5/2",
        of="10", shown="2.50", is_current=True, slots=json.dumps(slots), made_at=at,
    )  # fmt: skip


def _id(database: Database, value: str) -> str:
    return value.replace("-", "") if database.is_sqlite else value


def _nothing(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, sa.Integer | sa.Float | sa.Numeric):
        return 0
    if isinstance(column.type, sa.Boolean):
        return False
    if isinstance(column.type, sa.Uuid) or str(column.type).startswith("CHAR"):
        return "0" * 32
    return "{}" if isinstance(column.type, sa.Text) and not isinstance(column.type, sa.VARCHAR) else ""


def upgraded(home: Path, url: str | None) -> Office:
    old = Database(url) if url else Database.at(_made(home))
    migrator.upgrade_to(old, BEFORE)
    fill(old)
    old.close()
    return open_office(home, url, clock=FixedClock(NOON))


def _made(home: Path) -> Path:
    place = Home(home)
    place.make()
    return place.database


def test_every_question_version_digest_and_sitting_is_kept(tmp_path: Path, url: str | None) -> None:
    office = upgraded(tmp_path / "家", url)
    with office.database.read() as uow:
        heads = uow.questions.heads([question.code for question in OLD])
        assert {code: head.id for code, head in heads.items()} == {one.code: one.id for one in OLD}
        assert heads["own-1"].current_version == 2
        assert heads["own-3"].state is State.RETIRED
        digests = uow.questions.digests([question.id for question in OLD])
        assert digests == {(one.id, one.version): content_digest(one) for one in (*OLD, EDITED)}
        assert uow.questions.versions([(OLD[0].id, 1)])[OLD[0].id, 1] == OLD[0]
        assert [uow.questions.get(one.id).question for one in OLD[1:]] == OLD[1:]  # type: ignore[union-attr]
        assert [one.made_by for one in uow.questions.versions_of(OLD[0].id)] == [AUTHOR, AUTHOR]
        result = uow.sittings.current_result(SITTING)
        assert result is not None
        assert [slot["question"] for slot in result.slots] == [OLD[0].id, OLD[1].id]
    office.database.close()
    (backup,) = office.home.backups.iterdir()
    assert check_backup(backup).is_good


def test_heads_search_and_exposure_are_there_at_the_first_start(tmp_path: Path, url: str | None) -> None:
    office = upgraded(tmp_path / "家", url)
    with office.database.read() as uow:
        search = uow.question_search
        assert search.index.is_whole()
        numbers = search.numbers(QuestionFilter(text="后来改过"), Order.CODE)
        [hit] = search.lines(numbers)
        assert (hit.code, hit.line, hit.lesson, hit.author_id) == ("own-1", "后来改过的题干：", "L0901", AUTHOR)
        mine = search.lines(search.numbers(QuestionFilter(author=AUTHOR), Order.CODE))
        assert {line.code for line in mine} == {one.code for one in OLD}
        assert uow.questions.gists([uow.questions.heads()["own-2"].digest]) == {}
    use = question_use.use_of(office, PROGRAM, "own-1")
    assert (use.shown, str(use.facility), [one.version for one in use.versions]) == (1, "1/2", [1])
    assert question_use.use_of(office, PROGRAM, "own-2").versions[0].answered == 0
    assert question_use.rebuild(office, PROGRAM)[0] == 0
    office.database.close()


def test_new_questions_are_numbered_after_the_old_ones(tmp_path: Path, url: str | None) -> None:
    office = upgraded(tmp_path / "家", url)
    newcomer: Question = replace(make_question(), code="own-new", id=new_id())
    with office.database.write() as uow:
        known = uow.questions.count()
        [number] = uow.questions.add([newcomer], origin="local", state=State.DRAFT, at=NOON, by=None)
    assert number == known + 1
    office.database.close()
