"""Plans made, changed and closed; people exempted; the urging list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.office import make_office
from tests.builders.pages import Desk, press, words
from tests.builders.training import LESSONS, STAGES, Roster
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.domain.training.plan import Plan
from trainer.services.overviews.progress import Which, people, plans
from trainer.services.plans import PlanDraft, create_plan, read_plan
from trainer.ui.widgets import files


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    return Roster(make_office(tmp_path))


@pytest.fixture
def desk(roster: Roster, qtbot: Any) -> Iterator[Desk]:
    league = roster.unit("league", name="示范盟")
    roster.cadre(league, "王丽")
    roster.cadre(league, "陈静")
    made = Desk(roster._office, Actor(None, "赵敏", (Grant(Role.CLASS_ADMIN, league.id, league.path),)))
    yield made
    made.close()


@pytest.fixture
def plan(desk: Desk) -> Plan:
    league_id = desk.actor.grants[0].unit_id
    assert league_id is not None
    return create_plan(
        desk.office, PROGRAM, PlanDraft("轮训", league_id, STAGES, LESSONS, categories=("civil_servant",))
    )[0]


def test_a_plan_is_made_from_the_form(desk: Desk) -> None:
    page = desk.open("office.plan_edit")
    page.name.setText("2025年轮训")
    page.hours.setValue(6)
    press(page, "保存")
    [line] = plans(desk.office, desk.actor)
    assert (line.name, line.due) == ("2025年轮训", 2)
    assert desk.went[-1] == ("office.dashboard", {"plan_id": line.plan_id})


def test_a_plan_without_a_name_is_refused_beside_the_field(desk: Desk) -> None:
    page = desk.open("office.plan_edit")
    page.hours.setValue(6)
    press(page, "保存")
    assert page.name.property("state") == "bad"
    assert not plans(desk.office, desk.actor)


def test_a_plan_is_changed_and_keeps_what_was_not_touched(desk: Desk, plan: Plan) -> None:
    page = desk.open("office.plan_edit", plan_id=plan.id)
    assert page.first_share.value() == 80
    page.name.setText("轮训（修订）")
    press(page, "保存")
    changed = read_plan(desk.office, desk.actor, plan.id)
    assert changed.name == "轮训（修订）"
    assert changed.stages == plan.stages
    assert changed.scope == plan.scope
    # The lessons are not on this machine; a plan that came with them keeps them.
    assert changed.requirement == plan.requirement


def test_a_closed_plan_can_be_opened_again(desk: Desk, plan: Plan) -> None:
    page = desk.open("office.plan_edit", plan_id=plan.id)
    press(page, "关闭计划")
    assert read_plan(desk.office, desk.actor, plan.id).closed_at is not None
    press(page, "重新打开")
    assert read_plan(desk.office, desk.actor, plan.id).closed_at is None


def test_the_list_of_plans_leads_to_figures_and_form(desk: Desk, plan: Plan) -> None:
    page = desk.open("office.plans")
    press(page, "查看进度")
    assert desk.went[-1] == ("office.dashboard", {"plan_id": plan.id})
    press(page, "修改")
    assert desk.went[-1] == ("office.plan_edit", {"plan_id": plan.id})


def test_without_plans_only_the_first_step_is_offered(desk: Desk) -> None:
    page = desk.open("office.plans")
    seen = words(page)
    assert "制订第一个计划" in seen
    assert "查看进度" not in seen
    assert "新建计划" not in seen


def test_an_exempted_person_leaves_the_list_and_comes_back(desk: Desk, plan: Plan) -> None:
    page = desk.open("office.residual")
    assert [line.name for line in page.table.model.records] == ["王丽", "陈静"]
    page.table.view.selectRow(0)
    page.reason.setText("长期病休，组织部〔2025〕3号")
    press(page, "批准免训")
    assert [line.name for line in page.table.model.records] == ["陈静"]
    assert "王丽已免训" in words(page)
    press(page, "免训")
    page.table.view.selectRow(0)
    assert page.table.model.records[0].reason == "长期病休，组织部〔2025〕3号"
    press(page, "取消免训")
    assert not people(desk.office, desk.actor, plan.id, plan.unit_id, Which.EXEMPT)


def test_an_exemption_without_a_reason_is_refused_in_words(desk: Desk, plan: Plan) -> None:
    page = desk.open("office.residual")
    page.table.view.selectRow(0)
    press(page, "批准免训")
    assert len(page.table.model.records) == 2
    assert page.message.isVisible()


def test_the_urging_list_is_printed_and_exported(
    desk: Desk, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.open("office.residual")
    monkeypatch.setattr(files, "answer", lambda _title, name: tmp_path / name)
    press(page, "打印催办名单")
    press(page, "导出")
    assert (tmp_path / "示范盟：尚未训完.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "示范盟：尚未训完.xlsx").stat().st_size > 0


def test_who_may_not_plan_sees_the_names_but_grants_nothing(desk: Desk, plan: Plan) -> None:
    grant = desk.actor.grants[0]
    desk.actor = Actor(None, "李文博", (Grant(Role.UNIT_LEADER, grant.unit_id, grant.unit_path),))
    page = desk.open("office.residual")
    assert len(page.table.model.records) == 2
    assert not page.exempt_button.isVisible()


def test_without_a_plan_the_list_offers_no_printing(desk: Desk) -> None:
    page = desk.open("office.residual")
    seen = words(page)
    assert "还没有培训计划" in seen
    assert "打印催办名单" not in seen
