from __future__ import annotations

import csv

import pytest

from trainer.domain.people.divisions import DivisionTable, division_table
from trainer.domain.people.roster_units import UnitBook, kind_of, make_child, make_root
from trainer.domain.people.unit_names import UnitNames
from trainer.domain.people.units import UnitKind, in_protocol_order
from trainer.platform import paths


@pytest.fixture(scope="module")
def table() -> DivisionTable:
    with (paths.shipped("resources") / "divisions.csv").open(encoding="utf-8") as file:
        return division_table(csv.DictReader(file))


@pytest.mark.parametrize(
    ("code", "is_unknown"),
    [("152299", True), ("152224", False), ("152200", False), ("110105", False), ("990101", True), ("440524", False)],
)
def test_a_code_is_unknown_only_where_the_table_claims_to_be_complete(
    table: DivisionTable, code: str, is_unknown: bool
) -> None:
    assert table.is_unknown(code) is is_unknown


def test_the_divisions_of_the_field_notes_are_there(table: DivisionTable) -> None:
    names = {row.code: row.name for row in table.rows}
    assert names["152200"] == "兴安盟"
    assert [names[f"1522{end}"] for end in ("01", "02", "21", "22", "23", "24")] == [
        "乌兰浩特市", "阿尔山市", "科尔沁右翼前旗", "科尔沁右翼中旗", "扎赉特旗", "突泉县",
    ]  # fmt: skip
    assert names["710000"] == "台湾省"


@pytest.mark.parametrize(
    "name",
    [
        "科尔沁右翼前旗教育局",
        "科右前旗教育局",
        "教育局",
        "旗教育局",
        "兴安盟科右前旗教育局机关",
        "教育局（本级）",
        "教 育 局",
    ],
)
def test_spellings_of_one_unit_on_the_roster_of_its_banner(table: DivisionTable, name: str) -> None:
    names = UnitNames(table, table.find("152221"))
    assert names.key(name) == "教育局"


@pytest.mark.parametrize("name", ["兴安盟教育局", "突泉县教育局", "科右中旗教育局"])
def test_units_of_other_places_stay_apart(table: DivisionTable, name: str) -> None:
    names = UnitNames(table, table.find("152221"))
    assert names.key(name) != "教育局"


def test_the_kind_follows_from_the_name(table: DivisionTable) -> None:
    kinds = {name: kind_of(name, table) for name in ("兴安盟", "突泉县", "教育局", "杜尔基镇", "巴彦苏木", "办公室股")}
    assert list(kinds.values()) == [
        UnitKind.LEAGUE, UnitKind.BANNER, UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.TOWNSHIP, UnitKind.SECTION,
    ]  # fmt: skip


def test_a_spelling_that_fits_two_units_is_asked(table: DivisionTable) -> None:
    root = make_root("突泉县", table)
    first = make_child("突泉县统计局", root, 1, table, code="A")
    second = make_child("统计局", root, 2, table, code="B")
    book = UnitBook(root, [root, first, second], {}, table)
    assert book.find("突泉县统计局").unit == first
    found = book.find("县统计局")
    assert (found.unit, found.code) == (None, "unit_ambiguous")
    assert UnitBook(root, [root, first, second], {}, table, {"县统计局": second.id}).find("县统计局").unit == second


def test_units_are_made_in_the_order_they_are_met_and_only_once(table: DivisionTable) -> None:
    root = make_root("突泉县", table)
    book = UnitBook(root, [root], {}, table)
    for name in ("组织部", "人大办", "财政局", "组织部", "突泉县财政局"):
        book.find(name)
    assert [unit.name for unit in in_protocol_order([root, *book.made])] == ["突泉县", "组织部", "人大办", "财政局"]
    assert all(unit.path == f"{root.path}{unit.path.split('/')[-2]}/" for unit in book.made)
    assert {unit.division_code for unit in book.made} == {"152224"}


def test_the_social_credit_code_finds_a_unit_under_any_name(table: DivisionTable) -> None:
    root = make_root("突泉县", table)
    book = UnitBook(root, [root], {}, table)
    made = book.find("财政局", "11152224MB0000001A").unit
    assert made is not None
    assert book.find("县财政", "11152224MB0000001A").unit == made
    assert book.find("", "不存在").code == "unit_code_unknown"
