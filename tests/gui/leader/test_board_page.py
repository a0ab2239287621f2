"""The board: four figures that open to names, and the way out of the office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders.office import make_office
from tests.builders.pages import Desk, press, words
from tests.builders.training import LESSONS, STAGES, Roster
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.domain.training.plan import Plan
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.progress import refresh_people
from trainer.ui.theme import theme
from trainer.ui.widgets import files


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    return Roster(make_office(tmp_path))


@pytest.fixture
def desk(roster: Roster, qtbot: Any) -> Iterator[Desk]:
    league = roster.unit("league", name="示范盟")
    grant = Grant(Role.UNIT_LEADER, league.id, league.path)
    made = Desk(roster._office, Actor(roster.cadre(league, "李文博"), "李文博", (grant,)))
    yield made
    made.close()


@pytest.fixture
def plan(desk: Desk, roster: Roster) -> Plan:
    """Five people in two units, three of them trained; 80 % are wanted."""
    office = desk.office
    with office.database.read() as uow:
        league = uow.units.read(desk.actor.grants[0].unit_id)
    west = roster.unit("west", league, name="西旗", order_no=1)
    people = roster.cadres(west, 4)
    exam = roster.exam(league)
    made, _ = create_plan(office, PROGRAM, PlanDraft("轮训", league.id, STAGES, LESSONS, exam_id=exam))
    for cadre_id in people[:3]:
        roster.learn(cadre_id)
        roster.result(exam, cadre_id)
    with office.database.write() as uow:
        refresh_people(uow, office.home_id, people, office.clock.now())
    return made


def cells(page: Any, row: int) -> list[str]:
    return [page.table.model.text_at(row, column) for column in range(len(page.table.model.columns))]


def test_the_figures_are_in_words_and_the_units_in_protocol_order(desk: Desk, plan: Plan) -> None:
    page = desk.open("leader.dashboard")
    seen = words(page)
    # 3 of 5 are trained; 80 % of 5 are 4 people, so one is wanting.
    assert "60.0%，距 80% 还差 1 人" in seen
    assert "2 人还在学" in seen
    assert cells(page, 0)[:5] == ["示范盟", "5", "3", "3", "3"]
    assert cells(page, 1)[0].strip() == "西旗"


def test_each_figure_opens_its_list_of_names(desk: Desk, plan: Plan) -> None:
    page = desk.open("leader.dashboard")
    for figure, which in (
        (page.trained, "trained"),
        (page.due, "due"),
        (page.learned, "learned"),
        (page.passed, "passed"),
    ):
        figure.clicked.emit()
        assert desk.went[-1][0] == "office.residual"
        assert desk.went[-1][1]["which"] == which
    press(page, "催办")
    assert desk.went[-1][1]["which"] == "missing"


def test_a_unit_opens_the_names_of_those_who_are_missing_there(desk: Desk, plan: Plan) -> None:
    page = desk.open("leader.dashboard")
    page.table.opened.emit(page.table.model.record(1))
    args = desk.went[-1][1]
    assert (args["which"], args["unit_id"]) == ("missing", page.table.model.record(1).unit_id)


def test_the_report_is_written_where_the_person_says(
    desk: Desk, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.open("leader.dashboard")
    monkeypatch.setattr(files, "answer", lambda _title, name: tmp_path / name)
    press(page, "打印一页纸报告")
    assert (tmp_path / "轮训_2025-06-02.pdf").read_bytes().startswith(b"%PDF")
    press(page, "导出")
    sheet = openpyxl.load_workbook(tmp_path / "轮训_2025-06-02.xlsx").active
    assert sheet is not None
    assert any("西旗" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "已写入" in words(page)


def test_without_a_plan_a_leader_is_told_who_makes_it_and_offered_nothing_that_cannot_work(desk: Desk) -> None:
    page = desk.open("leader.dashboard")
    seen = words(page)
    assert "由培训主管部门制订" in seen
    assert page.primary is not None
    assert not page.primary.isVisible()
    assert "导出" not in seen


def test_without_a_plan_the_training_office_is_led_to_its_first(desk: Desk) -> None:
    grant = desk.actor.grants[0]
    desk.actor = Actor(None, "赵敏", (Grant(Role.CLASS_ADMIN, grant.unit_id, grant.unit_path),))
    page = desk.open("office.dashboard")
    press(page, "制订第一个计划")
    assert desk.went[-1][0] == "office.plan_edit"


def test_at_the_largest_text_every_figure_keeps_its_width(desk: Desk, plan: Plan) -> None:
    page = desk.open("leader.dashboard")
    theme().set_scale(2.0)
    for figure in (page.trained, page.due, page.learned, page.passed):
        assert figure.width() >= figure.minimumSizeHint().width()
