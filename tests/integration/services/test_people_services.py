"""Units and people changed by hand, and what screens are told about them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.builders.people import actor_with, id_number, make_cadre, make_unit
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.cadres import Employment
from trainer.domain.people.roles import PROGRAM, Role
from trainer.services import cadres, import_roster, units
from trainer.services.cadres import CadreDraft
from trainer.services.export_roster import export_roster
from trainer.services.office import Office
from trainer.services.overviews import people
from trainer.services.overviews.people import CadreQuery
from trainer.services.units import UnitDraft


def refusal(act: object, *args: object, **named: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        act(*args, **named)  # type: ignore[operator]
    return refused.value


def test_a_tree_is_built_in_protocol_order_and_can_be_put_in_another(office: Office) -> None:
    root, _ = units.create_root(office, PROGRAM, "突泉县")
    assert (root.code, root.division_code, root.kind.value) == ("152224", "152224", "banner")
    names = ["教育局", "县委组织部", "财政局"]
    made = [units.add_unit(office, PROGRAM, root.id, UnitDraft(name))[0] for name in names]
    units.reorder(office, PROGRAM, made[1].id, 1)
    assert [unit.name for unit in units.tree(office, PROGRAM)] == ["突泉县", "县委组织部", "教育局", "财政局"]
    renamed, _ = units.rename(office, PROGRAM, made[0].id, "教育体育局")
    assert renamed.id == made[0].id
    assert renamed.code == made[0].code


def test_a_renamed_unit_is_met_under_its_old_name(office: Office, tmp_path: Path) -> None:
    from tests.builders import rosters
    from tests.builders.rosters import lines, row

    root, _ = units.create_root(office, PROGRAM, "突泉县")
    unit, _ = units.add_unit(office, PROGRAM, root.id, UnitDraft("教育局"))
    units.rename(office, PROGRAM, unit.id, "教育体育局")
    outcome, _ = import_roster.import_file(
        office, PROGRAM, rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 单位="教育局")]))
    )
    assert outcome.units_made == ()
    assert people.cadre_page(office, PROGRAM, CadreQuery()).rows[0].unit_id == unit.id


def test_a_moved_unit_takes_all_below_with_it_and_its_history_stays(office: Office) -> None:
    root, _ = units.create_root(office, PROGRAM, "突泉县")
    old, _ = units.add_unit(office, PROGRAM, root.id, UnitDraft("教育局"))
    new, _ = units.add_unit(office, PROGRAM, root.id, UnitDraft("文旅局"))
    section, _ = units.add_unit(office, PROGRAM, old.id, UnitDraft("办公室"))
    office.clock.advance(60)  # type: ignore[attr-defined]
    moved, _ = units.move_unit(office, PROGRAM, old.id, new.id)
    with office.database.read() as uow:
        below = uow.units.read(section.id)
    assert moved.path.startswith(new.path)
    assert below.path.startswith(moved.path)
    assert below.depth == 3
    assert refusal(units.move_unit, office, PROGRAM, new.id, section.id).code == "unit_below_itself"


def test_units_are_refused_without_name_twice_and_while_in_use(office: Office) -> None:
    root, _ = units.create_root(office, PROGRAM, "突泉县")
    unit, _ = units.add_unit(office, PROGRAM, root.id, UnitDraft("教育局"))
    assert refusal(units.add_unit, office, PROGRAM, root.id, UnitDraft("  ")).code == "unit_without_name"
    assert refusal(units.add_unit, office, PROGRAM, root.id, UnitDraft("教育局")).code == "unit_exists"
    assert (
        refusal(units.add_unit, office, PROGRAM, root.id, UnitDraft("甲", credit_code="1")).code
        == "credit_code_malformed"
    )
    make_cadre(office, unit)
    assert refusal(units.close_unit, office, PROGRAM, unit.id).code == "unit_in_use"
    assert refusal(units.create_root, office, actor_with(root, Role.CLASS_ADMIN), "科右前旗").code == "no_right"


def test_a_person_is_added_changed_moved_and_leaves_and_the_history_keeps_it_all(office: Office) -> None:
    here, there = make_unit(office), make_unit(office, "示范旗财政局")
    cadre, _ = cadres.add_cadre(
        office,
        PROGRAM,
        here.id,
        CadreDraft(
            "阿拉坦•巴特尔",
            fields={"ethnicity": "蒙", "birth": "1975.10", "post": "科员"},
            id_number=id_number(1, "19751008"),
            phone="13812340000",
        ),
    )
    assert (cadre.name, cadre.ethnicity, cadre.birth, cadre.staff_no) == ("阿拉坦·巴特尔", "02", "1975-10", "P00001")
    assert cadre.phone_masked == "138****0000"
    cadres.change_cadre(office, PROGRAM, cadre.id, CadreDraft(cadre.name, fields={"post": "局长"}))
    cadres.move_cadre(office, PROGRAM, cadre.id, there.id)
    final, _ = cadres.change_employment(office, PROGRAM, cadre.id, Employment.RETIRED, "2025-05-31")
    assert (final.post, final.unit_id, final.employment, final.version) == ("局长", there.id, Employment.RETIRED, 4)
    events = cadres.history(office, PROGRAM, cadre.id)
    assert [(event.state, event.unit_id) for event in events] == [
        (Employment.ACTIVE, here.id),
        (Employment.ACTIVE, there.id),
        (Employment.RETIRED, there.id),
    ]
    assert cadres.reveal(office, PROGRAM, cadre.id, "phone", "通知开班") == "13812340000"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (CadreDraft(""), "name_missing"),
        (CadreDraft("王?"), "name_character_lost"),
        (CadreDraft("王强", "A1"), "staff_no_taken"),
        (CadreDraft("王强", id_number=id_number(9)), "id_number_taken"),
        (CadreDraft("王强", id_number=id_number(9)[:-1]), "id_number_malformed"),
        (CadreDraft("王强", phone="12345"), "phone_malformed"),
        (CadreDraft("王强", fields={"ethnicity": "火星族"}), "field_not_in_table"),
        (CadreDraft("王强", fields={"birth": "昨天"}), "date_unreadable"),
        (CadreDraft("王强", fields={"post": "长" * 101}), "cell_too_long"),
    ],
)
def test_what_cannot_be_stored_is_refused(office: Office, draft: CadreDraft, code: str) -> None:
    unit = make_unit(office)
    make_cadre(office, unit, "李娜", "A1", number=id_number(9))
    assert refusal(cadres.add_cadre, office, PROGRAM, unit.id, draft).code == code


def test_numbers_are_shown_for_a_reason_by_right_and_it_is_logged_without_them(office: Office) -> None:
    unit = make_unit(office)
    number = id_number(3)
    cadre = make_cadre(office, unit, number=number)
    own = actor_with(unit, Role.LEARNER, cadre_id=cadre.id)
    assert cadres.reveal(office, own, cadre.id, "id_number", "本人核对") == number
    other = actor_with(unit, Role.LEARNER, cadre_id=make_cadre(office, unit, "李娜").id)
    assert refusal(cadres.reveal, office, other, cadre.id, "id_number", "看看").code == "no_right"
    officer = actor_with(unit, Role.CERTIFICATE_OFFICER)
    assert refusal(cadres.reveal, office, officer, cadre.id, "id_number", " ").code == "reason_missing"
    assert cadres.reveal(office, officer, cadre.id, "id_number", "制证核对 王小明") == number
    with office.database.read() as uow:
        _, entries = uow.audit.search(action="cadre.number_revealed")
    assert len(entries) == 2
    assert number not in str(entries)
    assert "王小明" not in str(entries)
    sealed = bytes.fromhex(entries[0].facts["reason_sealed"])
    assert office.keys.unseal(sealed).decode() == "制证核对 王小明"


def test_headcounts_go_up_the_tree_and_leave_out_those_who_left(office: Office) -> None:
    root = make_unit(office, "示范旗", code="R")
    unit = make_unit(office, "示范旗教育局", parent=root)
    section = make_unit(office, "办公室", parent=unit)
    make_cadre(office, unit, "甲")
    make_cadre(office, section, "乙", employment=Employment.SECONDED)
    make_cadre(office, section, "丙", employment=Employment.RETIRED)
    rows = {row.name: (row.own_count, row.count) for row in people.unit_tree(office, PROGRAM)}
    assert rows == {"示范旗": (0, 2), "示范旗教育局": (1, 2), "办公室": (1, 1)}
    inside = people.unit_tree(office, actor_with(unit, Role.UNIT_LEADER))
    assert [(row.name, row.may_manage) for row in inside] == [("示范旗教育局", False), ("办公室", False)]


def test_the_sign_in_page_tells_namesakes_apart_by_birth_month(office: Office) -> None:
    unit, empty = make_unit(office), make_unit(office, "示范旗财政局")
    make_cadre(office, unit, "王强", "A1", birth="1975-03")
    make_cadre(office, unit, "王强", "A2", birth="1980-05-02")
    make_cadre(office, unit, "李娜", "A3", birth="1980-05")
    make_cadre(office, unit, "张伟", "A4", employment=Employment.RETIRED)
    assert [one.name for one in people.sign_in_units(office)] == [unit.name]
    assert empty.name
    shown = {(one.name, one.apart) for one in people.sign_in_people(office, unit.id)}
    assert shown == {("王强", "1975-03"), ("王强", "1980-05"), ("李娜", "")}
    assert [one.name for one in people.sign_in_search(office, "李")] == ["李娜"]
    assert [one.name for one in people.sign_in_search(office, "A2")] == ["王强"]
    assert people.sign_in_search(office, " ") == []


def test_the_list_of_people_is_found_by_name_number_or_unit_within_reach(office: Office) -> None:
    here, there = make_unit(office), make_unit(office, "示范旗财政局")
    make_cadre(office, here, "阿拉坦·巴特尔", "A1")
    make_cadre(office, there, "王强", "B1")
    make_cadre(office, there, "李娜", "B2", employment=Employment.RETIRED)

    def names(query: CadreQuery, actor: object = PROGRAM) -> list[str]:
        return [row.name for row in people.cadre_page(office, actor, query).rows]  # type: ignore[arg-type]

    assert names(CadreQuery("坦巴特")) == ["阿拉坦·巴特尔"]
    assert names(CadreQuery("B")) == ["王强"]
    assert names(CadreQuery("财政")) == ["王强"]
    assert sorted(names(CadreQuery("财政", states=("*",)))) == ["李娜", "王强"]
    assert names(CadreQuery("%")) == []
    assert names(CadreQuery(), actor_with(here, Role.CLASS_ADMIN)) == ["阿拉坦·巴特尔"]
    assert people.cadre_page(office, PROGRAM, CadreQuery(limit=1)).total == 2
    assert refusal(people.cadre_page, office, actor_with(here, Role.LEARNER), CadreQuery()).code == "no_right"


def test_a_card_tells_everything_but_numbers(office: Office) -> None:
    unit = make_unit(office)
    cadre = make_cadre(office, unit, number=id_number(3))
    card = people.cadre_card(office, actor_with(unit, Role.SUPERVISOR), cadre.id)
    assert card.cadre.id_number_masked.startswith("152299********")
    assert (card.may_manage, card.may_reveal) == (False, False)
    assert [(event.state, name) for event, name in card.history] == [(Employment.ACTIVE, unit.name)]
    assert refusal(people.cadre_card, office, actor_with(unit, Role.LEARNER), cadre.id).code == "no_right"


def test_an_export_masks_numbers_goes_in_again_unchanged_and_full_ones_need_the_right(
    office: Office, tmp_path: Path
) -> None:
    unit = make_unit(office, "示范旗教育局", code="T-1")
    number = id_number(3)
    make_cadre(
        office,
        unit,
        "王强",
        "A1",
        number=number,
        phone="13812340000",
        birth="1968-03",
        sex="1",
        ethnicity="02",
        tier="T2",
    )
    out = tmp_path / "花名册.xlsx"
    assert export_roster(office, PROGRAM, out).exported == 1
    book = openpyxl.load_workbook(out)
    text = str([[cell.value for cell in line] for line in book["花名册"].iter_rows()])
    book.close()
    assert number not in text
    assert f"152299********{number[-4:]}" in text
    assert "13812340000" not in text
    again, _ = import_roster.import_file(office, PROGRAM, out)
    assert again.counts[import_roster.Action.UNCHANGED] == 1
    assert [one for one in again.findings if one.severity.value == "error"] == []

    manager = actor_with(unit, Role.ADMINISTRATOR)
    assert refusal(export_roster, office, manager, out, full=True).code == "no_right"
    export_roster(office, PROGRAM, tmp_path / "full.xlsx", full=True)
    book = openpyxl.load_workbook(tmp_path / "full.xlsx")
    assert number in str([[cell.value for cell in line] for line in book["花名册"].iter_rows()])
    book.close()
    with office.database.read() as uow:
        assert uow.audit.search(action="roster.exported_full")[0] == 1
