"""The tree of units and the people on the roster, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.office import make_office
from tests.builders.pages import Desk, press, words
from tests.builders.people import actor_with, id_number, make_cadre, make_unit
from trainer.domain.people.cadres import Employment
from trainer.domain.people.roles import PROGRAM, Role
from trainer.domain.people.units import Unit, UnitKind
from trainer.services.audit import read_log
from trainer.services.office import Office
from trainer.services.overviews.people import CadreQuery, cadre_page, unit_tree


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path)


@pytest.fixture
def league(office: Office) -> Unit:
    return make_unit(office, "示范盟", kind=UnitKind.LEAGUE)


@pytest.fixture
def desk(office: Office, league: Unit, qtbot: Any) -> Iterator[Desk]:
    made = Desk(office, actor_with(league, Role.CLASS_ADMIN))
    yield made
    made.close()


def below(desk: Desk, league: Unit) -> list[str]:
    return [row.name for row in unit_tree(desk.office, PROGRAM) if row.parent_id == league.id]


def test_units_are_added_renamed_and_put_in_protocol_order(desk: Desk, league: Unit) -> None:
    page = desk.open("office.units")
    for name in ("组织部", "财政局", "档案馆"):
        page.tree.select(league.id)
        page.child.setText(name)
        press(page, "新增单位")
    assert below(desk, league) == ["组织部", "财政局", "档案馆"]
    last = next(row.id for row in unit_tree(desk.office, PROGRAM) if row.name == "档案馆")
    page.tree.select(last)
    press(page, "上移")
    assert below(desk, league) == ["组织部", "档案馆", "财政局"]
    page.tree.select(last)
    press(page, "上移")
    press(page, "下移")
    assert below(desk, league) == ["组织部", "档案馆", "财政局"]
    page.new_name.setText("档案史志馆")
    press(page, "改名")
    assert below(desk, league) == ["组织部", "档案史志馆", "财政局"]


def test_a_unit_with_people_is_not_closed(desk: Desk, league: Unit) -> None:
    bureau = make_unit(desk.office, "民政局", parent=league)
    make_cadre(desk.office, bureau)
    page = desk.open("office.units")
    page.tree.select(bureau.id)
    press(page, "撤销单位")
    assert "民政局" in below(desk, league)
    assert page.message.isVisible()


def test_a_person_is_mended_by_words_and_not_by_codes(desk: Desk, league: Unit) -> None:
    make_cadre(desk.office, league, "王小明", "A1", tier="T2", category="civil_servant", birth="1975-03")
    page = desk.open("office.cadres")
    assert page.choices["tier"].currentText() == "T2 一般工作人员"
    assert page.choices["category"].currentText() == "公务员"
    assert "civil_servant" not in words(page)
    page.choices["tier"].setCurrentIndex(page.choices["tier"].findData("T1"))
    page.fields["birth"].setText("1975年4月")
    press(page, "保存")
    [row] = cadre_page(desk.office, PROGRAM, CadreQuery()).rows
    assert row.tier == "T1"
    assert page.fields["birth"].text() == "1975-04"
    assert "王小明已保存" in words(page)


def test_a_new_person_is_added_to_the_unit_chosen(desk: Desk, league: Unit) -> None:
    bureau = make_unit(desk.office, "民政局", parent=league)
    make_cadre(desk.office, league)
    page = desk.open("office.cadres")
    press(page, "新增人员")
    page.target.setCurrentIndex(page.target.findData(bureau.id))
    page.name.setText("其木格")
    press(page, "保存")
    found = cadre_page(desk.office, PROGRAM, CadreQuery(text="其木格")).rows
    assert [row.unit_name for row in found] == ["民政局"]


def test_an_id_number_opens_for_a_reason_only_and_the_reason_is_recorded(desk: Desk, league: Unit) -> None:
    number = id_number()
    make_cadre(desk.office, league, "王小明", number=number)
    page = desk.open("office.cadres")
    assert number not in words(page)
    press(page, "查看完整号码")
    assert number not in words(page)
    page.reason.setText("核对档案")
    press(page, "查看完整号码")
    assert number in words(page)
    logged = [row.action for row in read_log(desk.office, PROGRAM).rows]
    assert logged.count("cadre.number_revealed") == 1


def test_who_retires_leaves_the_roster_but_is_found_among_those_who_left(desk: Desk, league: Unit) -> None:
    make_cadre(desk.office, league, "王小明")
    make_cadre(desk.office, league, "李秀英")
    page = desk.open("office.cadres")
    page.table.view.selectRow(0)
    gone = page.table.current.name
    page.employment.setCurrentIndex(page.employment.findData(Employment.RETIRED.value))
    press(page, "变更在职状态")
    assert gone not in [row.name for row in page.table.model.records]
    press(page, "包括已离开的人员")
    assert gone in [row.name for row in page.table.model.records]


def test_an_empty_roster_leads_to_the_import_and_offers_no_saving(desk: Desk) -> None:
    page = desk.open("office.cadres")
    assert page.primary is not None
    assert not page.primary.isVisible()
    press(page, "导入花名册")
    assert desk.went[-1][0] == "office.roster_import"
