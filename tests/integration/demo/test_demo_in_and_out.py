"""Loading and clearing: refused where it must be, whole or not at all, and without a trace afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.builders.databases import fresh_postgres
from tests.builders.office import make_office
from tests.builders.training import Roster
from tests.integration.demo.conftest import Demo
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.services import exams, settings
from trainer.services.demo import clear_demo, is_loaded, load_demo
from trainer.services.load_content import load_shipped
from trainer.services.office import Office
from trainer.services.overviews.accounts import list_accounts
from trainer.services.overviews.people import CadreQuery, cadre_page, unit_tree
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.progress import rebuild

# The log keeps what happened, whatever is deleted.
NOT_COMPARED = {"audit_entry"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    load_shipped(made)
    yield made
    made.database.close()


def everything(office: Office, *names: str) -> dict[str, list[str]]:
    with office.database.read() as uow:
        return {
            name: sorted(map(str, uow.connection.execute(sa.select(table)).all()))
            for name, table in schema.metadata.tables.items()
            if name not in NOT_COMPARED and (not names or name in names)
        }


def test_clearing_leaves_exactly_what_was_there_before(office: Office) -> None:
    Roster(office).unit("real", name="真实旗")
    settings.change_settings(office, PROGRAM, {settings.OFFICE_NAME.key: "某局"})
    before = everything(office)
    load_demo(office, PROGRAM)
    assert is_loaded(office)
    assert settings.get(office, settings.IS_DEMO)
    # What the office had said of itself stays, what it had not is filled in.
    assert settings.get(office, settings.OFFICE_NAME) == "某局"
    assert settings.get(office, settings.AREA_CODE) == "152299"
    deleted, _ = clear_demo(office, PROGRAM)
    assert (deleted["people"], deleted["units"], deleted["classes"]) == (600, 67, 20)
    assert everything(office) == before
    assert not is_loaded(office)


def test_clearing_takes_what_visitors_made_for_the_league_and_never_real_people(office: Office) -> None:
    load_demo(office, PROGRAM)
    roster = Roster(office)
    bureau = roster.unit("real", name="真实局")
    person = roster.cadre(bureau)
    with office.database.read() as uow:
        league = uow.units.by_code("SF")
        plan = uow.training.plans()[0]
    assert league is not None
    mine, _ = create_plan(office, PROGRAM, PlanDraft("visitor", league.id, plan.stages, ("L0901",)))
    real, _ = create_plan(office, PROGRAM, PlanDraft("real", bureau.id, plan.stages, ("L0901",)))
    roster.move(person, league)
    with pytest.raises(Refusal, match="demo_has_strangers") as refused:
        clear_demo(office, PROGRAM)
    assert refused.value.facts == {"number": 1}
    assert is_loaded(office)
    roster.move(person, bureau)
    clear_demo(office, PROGRAM)
    with office.database.read() as uow:
        assert uow.training.plan(mine.id) is None
        assert uow.training.plan(real.id) is not None
        assert uow.cadres.get(person) is not None
        assert [unit.code for unit in uow.units.all()] == ["real"]


def test_a_home_with_real_people_is_refused_and_stays_as_it_was(office: Office) -> None:
    roster = Roster(office)
    roster.cadre(roster.unit("real"))
    before = everything(office)
    with pytest.raises(Refusal, match="demo_home_has_people") as refused:
        load_demo(office, PROGRAM)
    assert refused.value.facts == {"people": 1}
    assert everything(office) == before


def test_loading_twice_is_refused(demo: Demo) -> None:
    before = everything(demo.office, "cadre", "result", "certificate", "setting")
    with pytest.raises(Refusal, match="demo_already_loaded"):
        load_demo(demo.office, PROGRAM)
    assert everything(demo.office, "cadre", "result", "certificate", "setting") == before


def test_clearing_nothing_deletes_nothing(office: Office) -> None:
    before = everything(office)
    deleted, _ = clear_demo(office, PROGRAM)
    assert set(deleted.values()) == {0}
    assert everything(office) == before


def test_a_failure_half_way_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    before = everything(office)
    monkeypatch.setattr(exams, "default_rules", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        load_demo(office, PROGRAM)
    assert everything(office) == before


def test_only_whoever_manages_the_office_loads_and_clears(office: Office) -> None:
    unit = Roster(office).unit("real")
    examiner = Actor(None, "", (Grant(Role.EXAMINER, unit.id, unit.path),))
    for use_case in (load_demo, clear_demo):
        with pytest.raises(Refusal, match="no_right"):
            use_case(office, examiner)


def test_another_load_on_the_same_day_gives_the_same_people_and_papers(demo: Demo, tmp_path: Path) -> None:
    other = make_office(tmp_path)
    load_demo(other, PROGRAM)
    alike = ("unit", "plan", "plan_member", "plan_unit_count", "paper", "response", "result", "class_member")
    assert everything(other, *alike) == everything(demo.office, *alike)
    other.database.close()


def test_the_same_goes_in_and_out_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    local = make_office(tmp_path)
    local.database.close()
    with fresh_postgres(postgres_url) as url:
        database = Database(url)
        schema.metadata.create_all(database.engine)
        office = Office(local.home, database, local.clock, local.keys, local.home_id)
        load_shipped(office)
        before = everything(office)
        loaded, _ = load_demo(office, PROGRAM)
        assert (loaded.due, loaded.trained, loaded.certificates) == (590, 472, 40)
        assert rebuild(office, PROGRAM)[0] == 0
        order = [unit.name for unit in unit_tree(office, PROGRAM)]
        people = cadre_page(office, PROGRAM, CadreQuery(states=("*",), limit=1000)).rows
        for rows in (people, list_accounts(office, PROGRAM, limit=1000).rows):
            assert len(rows) == 600
            met = list(dict.fromkeys(row.unit_name for row in rows))
            assert met == [name for name in order if name in met], "lists follow the protocol order on a server, too"
        clear_demo(office, PROGRAM)
        assert everything(office) == before
        database.close()
