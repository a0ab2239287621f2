"""The invented league: exact shares, invented numbers only, and figures that hold from the board down to the names."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.integration.demo.conftest import Demo
from trainer.domain.kernel.time import local_date
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.id_numbers import birth_of, is_valid, sex_of
from trainer.domain.people.names import read_name
from trainer.domain.people.roles import PROGRAM
from trainer.domain.people.units import Unit, UnitKind, in_protocol_order
from trainer.domain.training.plan import Standing
from trainer.services.overviews import progress as overview
from trainer.services.overviews.accounts import list_accounts
from trainer.services.overviews.people import CadreQuery, cadre_page, unit_tree
from trainer.services.overviews.progress import Which
from trainer.services.progress import rebuild

LOADED_ON = date(2025, 6, 2)


@pytest.fixture(scope="module")
def units(demo: Demo) -> list[Unit]:
    with demo.office.database.read() as uow:
        return in_protocol_order(uow.units.all())


@pytest.fixture(scope="module")
def people(demo: Demo) -> list[Cadre]:
    with demo.office.database.read() as uow:
        return uow.cadres.below("/")


def test_a_league_six_banners_and_sixty_units_stand_in_protocol_order(units: list[Unit]) -> None:
    kinds = Counter(unit.kind for unit in units)
    assert (kinds[UnitKind.LEAGUE], kinds[UnitKind.BANNER]) == (1, 6)
    assert len(units) == 67
    names = [unit.short_name for unit in units if unit.depth == 1 and unit.kind is UnitKind.DEPARTMENT]
    in_order = ["盟委办公室", "人大工委", "行署办公室", "政协工委", "盟纪委监委", "盟中级法院", "盟检察院", "盟总工会"]
    assert [name for name in names if name in in_order] == in_order


def test_the_shares_are_exact(people: list[Cadre]) -> None:
    assert len(people) == 600
    assert sum(person.sex == "2" for person in people) == 264  # 44 %
    assert sum(person.ethnicity == "02" for person in people) == 252  # 42 %
    assert sum("·" in person.name for person in people) == 36  # 6 %
    assert Counter(person.tier for person in people) == {"T1": 72, "T2": 468, "T3": 60}  # 12, 78, 10 %
    assert sum(any(ord(sign) > 0xFFFF or sign in "堃㛃䶮" for sign in person.name) for person in people) == 6  # 1 %


def test_ages_run_from_22_to_60(people: list[Cadre]) -> None:
    ages = []
    for person in people:
        born = date.fromisoformat(person.birth)
        ages.append(LOADED_ON.year - born.year - ((LOADED_ON.month, LOADED_ON.day) < (born.month, born.day)))
    assert (min(ages), max(ages)) == (22, 60)


def test_names_are_as_an_import_would_store_them_and_nobody_shares_one(people: list[Cadre]) -> None:
    assert all(read_name(person.name) == read_name(person.name.strip()) for person in people)
    assert [person.name for person in people if read_name(person.name).name != person.name] == []
    assert len({person.name for person in people}) == 600


def test_id_numbers_are_valid_distinct_and_of_the_area_that_does_not_exist(demo: Demo, people: list[Cadre]) -> None:
    with demo.office.database.read() as uow:
        sealed = uow.cadres.numbers(person.id for person in people)
    clear = {cadre_id: demo.office.keys.unseal(one.id_number or b"").decode() for cadre_id, one in sealed.items()}
    assert len(set(clear.values())) == 600
    for person in people:
        number = clear[person.id]
        assert is_valid(number)
        assert number.startswith("152299")
        assert (birth_of(number), sex_of(number)) == (person.birth, person.sex)
        assert person.id_number_masked == f"152299********{number[-4:]}"
    assert all(one.phone is None for one in sealed.values())


def test_everything_carries_the_flag(demo: Demo, units: list[Unit], people: list[Cadre]) -> None:
    assert all(unit.is_demo for unit in units)
    assert all(person.is_demo for person in people)
    with demo.office.database.read() as uow:
        assert all(plan.is_demo for plan in uow.training.plans())
        assert all(exam.is_demo for exam in uow.exams.all())
        assert all(one.is_demo for one, _ in uow.training.classes())
        assert all(one.is_demo for one in uow.certificates.of_plan(demo.loaded.plan_id))


def test_eighty_percent_of_the_due_are_trained_and_the_whole_is_still_to_come(demo: Demo) -> None:
    board = overview.plan_board(demo.office, PROGRAM)
    assert board is not None
    total = board.total
    assert (total.due, total.exempt, total.trained) == (590, 10, 472)
    assert total.trained * 5 == total.due * 4
    first, second = board.plan.stages
    assert (float(first.share), float(second.share)) == (0.8, 1.0)
    assert first.by < LOADED_ON < second.by
    assert (board.stage, total.people_needed) == (second, 118)
    curve = overview.burn_up(demo.office, PROGRAM, board.plan.id)
    assert curve[-1][1] == 472
    assert curve[-1][0] <= first.by  # the first target was kept in time


def test_every_figure_equals_its_list_of_names(demo: Demo) -> None:
    board = overview.plan_board(demo.office, PROGRAM)
    assert board is not None
    for which in (Which.DUE, Which.EXEMPT, Which.LEARNED, Which.PASSED, Which.TRAINED):
        names = overview.people(demo.office, PROGRAM, board.plan.id, which=which)
        assert len(names) == getattr(board.total, which.value)
    for line in board.units:
        trained = overview.people(demo.office, PROGRAM, board.plan.id, line.unit_id, Which.TRAINED)
        assert len(trained) == line.trained


def test_units_differ_so_that_a_board_has_something_to_show(demo: Demo) -> None:
    board = overview.plan_board(demo.office, PROGRAM)
    assert board is not None
    rates = [line.rate for line in board.units if line.rate is not None and line.depth == 1]
    assert max(rates) == 1
    assert min(rates) < 0.6


def test_the_exempt_have_reasons_and_some_are_not_in_service(demo: Demo) -> None:
    exempt = overview.people(demo.office, PROGRAM, demo.loaded.plan_id, which=Which.EXEMPT)
    assert len(exempt) == 10
    assert all(line.reason and line.standing is Standing.EXEMPT for line in exempt)
    assert len({line.reason for line in exempt}) == 3


def test_twenty_classes_in_a_year_hold_every_due_person_once(demo: Demo) -> None:
    with demo.office.database.read() as uow:
        classes = uow.training.classes()
    assert len(classes) == 20
    assert sum(people for _, people in classes) == 590
    days = [one.starts_on for one, _ in classes]
    assert (days[-1] - days[0]).days < 365
    assert sum(one.ends_on < LOADED_ON for one, _ in classes) == 17
    assert sum(one.starts_on <= LOADED_ON <= one.ends_on for one, _ in classes) == 1
    for one, _ in classes:
        year, form, number = one.code.split("-")
        assert year == str(one.starts_on.year)
        assert form in {"LX", "YT", "ZX"}
        assert one.name.startswith(f"{year}年第{int(number)}期")


def test_the_kept_figures_equal_figures_made_afresh(demo: Demo) -> None:
    assert rebuild(demo.office, PROGRAM)[0] == 0


def test_learning_came_before_the_examination_and_never_at_night(demo: Demo) -> None:
    for line in overview.people(demo.office, PROGRAM, demo.loaded.plan_id, which=Which.TRAINED):
        assert line.learned_at is not None
        assert line.passed_at is not None
        assert line.learned_at < line.passed_at
        for moment in (line.learned_at, line.passed_at):
            assert 0 <= moment.hour <= 10  # 8 to 18 o'clock in China
            assert local_date(moment).weekday() < 5


def test_people_are_listed_in_the_protocol_order_of_their_units(demo: Demo) -> None:
    order = [unit.name for unit in unit_tree(demo.office, PROGRAM)]
    cadres = cadre_page(demo.office, PROGRAM, CadreQuery(states=("*",), limit=1000)).rows
    accounts = list_accounts(demo.office, PROGRAM, limit=1000).rows
    for met in (list(dict.fromkeys(row.unit_name for row in rows)) for rows in (cadres, accounts)):
        assert len(met) > 60
        assert met == [name for name in order if name in met]
    # The second page goes on where the first one ended.
    second = cadre_page(demo.office, PROGRAM, CadreQuery(states=("*",), limit=300, offset=300)).rows
    assert [row.id for row in second] == [row.id for row in cadres[300:]]
