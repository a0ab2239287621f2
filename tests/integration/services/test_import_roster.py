"""Preview, commit, undo: what an import may do to the people who are there, and what it may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import rosters
from tests.builders.databases import fresh_postgres
from tests.builders.people import actor_with, id_number, make_cadre, make_unit
from tests.builders.rosters import HEADER, lines, row
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.findings import Severity
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.cadres import Cadre, Employment
from trainer.domain.people.roles import PROGRAM, Actor, Role
from trainer.domain.people.roster_plan import Action
from trainer.services import cadres, import_roster
from trainer.services.import_roster import RosterChoices
from trainer.services.office import Office


def everybody(office: Office) -> dict[str, Cadre]:
    with office.database.read() as uow:
        return {cadre.name: cadre for cadre, _ in uow.cadres.page(limit=100_000)[1]}


def bring_in(office: Office, path: Path, **choices: Any) -> import_roster.ImportOutcome:
    return import_roster.import_file(office, PROGRAM, path, RosterChoices(**choices))[0]


def three(tmp_path: Path, name: str = "a.xlsx", **cells: Any) -> Path:
    header = (*HEADER, *(label for label in cells if label not in HEADER))
    return rosters.xlsx(tmp_path / name, lines([row(1, **cells), row(2), row(3)], header))


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, office: Office) -> Iterator[Office]:
    if request.param == "sqlite":
        yield office
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        database = Database(url)
        schema.metadata.create_all(database.engine)
        yield replace(office, database=database)
        database.close()


def test_the_same_file_twice_changes_nothing(either: Office, tmp_path: Path) -> None:
    first = bring_in(either, three(tmp_path))
    before = everybody(either)
    again = bring_in(either, three(tmp_path))
    assert first.counts[Action.ADDED] == 3
    assert again.counts[Action.UNCHANGED] == 3
    assert again.import_id == ""
    assert everybody(either) == before


def test_a_preview_stores_nothing_and_says_what_would_change_from_what_to_what(office: Office, tmp_path: Path) -> None:
    bring_in(office, three(tmp_path))
    before = everybody(office)
    seen = import_roster.preview(office, PROGRAM, three(tmp_path, "b.xlsx", 职务="副局长", 手机="13800000000"))
    assert seen.counts[Action.CHANGED] == 1
    assert seen.rows[0].changes == (("post", "科员", "副局长"), ("phone", "", "138****0000"))
    assert everybody(office) == before


def test_a_commit_plans_anew_so_that_an_old_preview_overwrites_nobody(office: Office, tmp_path: Path) -> None:
    bring_in(office, three(tmp_path))
    seen = import_roster.preview(office, PROGRAM, three(tmp_path, "b.xlsx", 职务="副局长"))
    assert seen.counts[Action.CHANGED] == 1
    bring_in(office, three(tmp_path, "b.xlsx", 职务="副局长"))
    outcome, _ = import_roster.commit(office, PROGRAM, seen)
    assert outcome.counts[Action.UNCHANGED] == 3
    assert len(everybody(office)) == 3


def test_an_empty_cell_erases_nothing(office: Office, tmp_path: Path) -> None:
    bring_in(office, three(tmp_path, 民族="蒙古族", 职务="科长"))
    outcome = bring_in(office, three(tmp_path, "b.xlsx", 民族="", 职务="", 身份证号=""))
    assert outcome.counts[Action.UNCHANGED] == 3
    assert everybody(office)[row(1)["姓名"]].post == "科长"


def test_only_name_and_unit_are_required_and_the_rest_is_warned_about(office: Office, tmp_path: Path) -> None:
    outcome = bring_in(office, rosters.csv(tmp_path / "a.csv", [["姓名", "单位"], ["王强", "财政局"], ["", "财政局"]]))
    assert outcome.counts[Action.ADDED] == 1
    missing = {one.facts["field"] for one in outcome.findings if one.code == "column_missing"}
    assert missing == {"sex", "ethnicity", "birth", "post", "post_level", "category", "political_status", "tier"}
    assert all(one.severity is not Severity.ERROR for one in outcome.findings if one.row != 3)


def test_numbers_lie_sealed_and_are_shown_masked(office: Office, tmp_path: Path) -> None:
    number = id_number(7, "19751008")
    table = lines([row(1, 身份证号=number, 出生年月="1975.10", 手机="13812340000")], (*HEADER, "手机"))
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    who = everybody(office)[row(1)["姓名"]]
    assert (who.id_number_masked, who.phone_masked) == (f"152299********{number[-4:]}", "138****0000")
    for suffix in ("", "-wal"):
        raw = Path(f"{office.home.database}{suffix}")
        if raw.exists():
            assert number.encode() not in raw.read_bytes()
            assert b"13812340000" not in raw.read_bytes()
    assert cadres.reveal(office, PROGRAM, who.id, "id_number", "核对") == number


def test_undo_puts_everything_back(either: Office, tmp_path: Path) -> None:
    bring_in(either, three(tmp_path, 手机="13800000001"))
    before = everybody(either)
    number_before = cadres.reveal(either, PROGRAM, before[row(1)["姓名"]].id, "id_number", "核对")
    changed = lines(
        [row(1, 职务="副局长", 在职状态="退休", 手机="13900000001"), row(9, 单位="示范旗水利局")],
        (*HEADER, "在职状态", "手机"),
    )
    outcome = bring_in(either, rosters.xlsx(tmp_path / "b.xlsx", changed))
    assert everybody(either)[row(1)["姓名"]].employment is Employment.RETIRED
    taken_back, _ = import_roster.undo(either, PROGRAM, outcome.import_id)
    assert (taken_back.removed, taken_back.restored, taken_back.kept_units) == (1, 1, ())
    after = {name: replace(cadre, version=1) for name, cadre in everybody(either).items()}
    assert after == {name: replace(cadre, version=1) for name, cadre in before.items()}
    assert cadres.reveal(either, PROGRAM, before[row(1)["姓名"]].id, "id_number", "核对") == number_before
    assert cadres.reveal(either, PROGRAM, before[row(1)["姓名"]].id, "phone", "核对") == "13800000001"
    with either.database.read() as uow:
        assert "示范旗水利局" not in {unit.name for unit in uow.units.all()}
        assert len(uow.cadres.history(before[row(1)["姓名"]].id)) == 1
    with pytest.raises(Refusal) as refused:
        import_roster.undo(either, PROGRAM, outcome.import_id)
    assert refused.value.code == "import_already_undone"


def test_undo_is_over_after_a_day_and_then_forgets_the_personal_facts(office: Office, tmp_path: Path) -> None:
    outcome = bring_in(office, three(tmp_path))
    office.clock.advance(24 * 3600 + 1)  # type: ignore[attr-defined]
    assert not import_roster.list_imports(office, PROGRAM)[0].may_be_undone
    with pytest.raises(Refusal) as refused:
        import_roster.undo(office, PROGRAM, outcome.import_id)
    assert refused.value.code == "import_too_old"
    bring_in(office, rosters.xlsx(tmp_path / "b.xlsx", lines([row(8)])))
    with office.database.read() as uow:
        stored = uow.imports.get(outcome.import_id)
    assert stored is not None
    assert stored.before == {}


def test_undo_is_refused_when_people_have_learned_since_and_says_who(office: Office, tmp_path: Path) -> None:
    from trainer.adapters.storage.tables.learning import lesson_progress

    outcome = bring_in(office, three(tmp_path))
    who = everybody(office)[row(2)["姓名"]]
    with office.database.write() as uow:
        uow.connection.execute(
            lesson_progress.insert().values(
                cadre_id=who.id, lesson="0901", lesson_version=1, unit_id=who.unit_id, home_id=office.home_id,
                opened_at=office.clock.now(), touched_at=office.clock.now(), hours="0",
            )
        )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        import_roster.undo(office, PROGRAM, outcome.import_id)
    assert refused.value.code == "import_has_traces"
    assert refused.value.facts["names"] == who.name
    assert len(everybody(office)) == 3


def test_undo_is_refused_when_somebody_was_edited_by_hand_since(office: Office, tmp_path: Path) -> None:
    outcome = bring_in(office, three(tmp_path))
    who = everybody(office)[row(2)["姓名"]]
    cadres.change_cadre(office, PROGRAM, who.id, cadres.CadreDraft(who.name, fields={"post": "局长"}))
    with pytest.raises(Refusal) as refused:
        import_roster.undo(office, PROGRAM, outcome.import_id)
    assert (refused.value.code, refused.value.facts["names"]) == ("import_changed_since", who.name)


def test_undo_takes_people_out_of_plans_and_their_counts(office: Office, tmp_path: Path) -> None:
    from fractions import Fraction

    from trainer.domain.training.plan import Stage
    from trainer.services import plans, progress

    root = make_unit(office, "示范旗", code="152221x")
    deadline = (office.clock.now() + timedelta(days=30)).date()
    plan, _ = plans.create_plan(
        office,
        PROGRAM,
        plans.PlanDraft("轮训", root.id, (Stage(deadline, Fraction(4, 5)),), lessons=("0901",)),
    )
    outcome = bring_in(office, three(tmp_path), under_unit=root.id)
    with office.database.read() as uow:
        assert sum(count.due for count in uow.training.counts(plan.id).values()) == 3
    import_roster.undo(office, PROGRAM, outcome.import_id)
    with office.database.read() as uow:
        assert sum(count.due for count in uow.training.counts(plan.id).values()) == 0
    assert progress.rebuild(office, PROGRAM)[0] == 0


def test_the_log_tells_what_was_imported_without_names_or_numbers(office: Office, tmp_path: Path) -> None:
    outcome = bring_in(office, three(tmp_path))
    bring_in(office, three(tmp_path, "b.xlsx", 职务="局长"))
    with office.database.read() as uow:
        _, entries = uow.audit.search(action="roster.imported")
    assert [entry.facts["counts"]["added"] for entry in entries] == [0, 3]
    assert entries[1].subject == outcome.import_id
    assert list(entries[0].facts["changed"].values()) == [["post"]]
    assert row(1)["姓名"] not in str([entry.facts for entry in entries])


def test_people_meet_by_id_number_then_staff_number_then_name_and_birth_never_by_name(
    office: Office, tmp_path: Path
) -> None:
    table = lines([row(1, 姓名="王强"), row(2, 姓名="李娜", 身份证号=""), row(3, 姓名="赵丽", 工号="", 身份证号="")])
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    before = everybody(office)
    table = lines(
        [
            row(1, 姓名="王强", 工号="NEW1", 职务="局长"),
            row(2, 姓名="李娜", 身份证号=id_number(500), 职务="局长"),
            row(3, 姓名="赵丽", 工号="", 身份证号="", 职务="局长"),
            row(4, 姓名="王强", 工号="", 身份证号="", 出生年月=""),
        ]
    )
    outcome = bring_in(office, rosters.xlsx(tmp_path / "b.xlsx", table))
    assert outcome.counts[Action.CHANGED] == 3
    assert outcome.counts[Action.REFUSED] == 1
    assert [one.code for one in outcome.findings if one.row == 5 and one.severity is Severity.ERROR] == [
        "same_name_unsure"
    ]
    after = everybody(office)
    assert {name: cadre.id for name, cadre in after.items()} == {name: cadre.id for name, cadre in before.items()}
    assert after["王强"].staff_no == "NEW1"
    assert after["李娜"].id_number_masked


def test_a_person_decides_whether_a_namesake_is_the_same(office: Office, tmp_path: Path) -> None:
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 姓名="王强")])))
    path = rosters.xlsx(
        tmp_path / "b.xlsx", lines([row(2, 姓名="王强", 工号="", 身份证号="", 出生年月="", 职务="科长")])
    )
    same = bring_in(office, path, decisions={("花名册", 2, "person"): "same"})
    assert same.counts[Action.CHANGED] == 1
    path = rosters.xlsx(
        tmp_path / "c.xlsx", lines([row(2, 姓名="王强", 工号="", 身份证号="", 出生年月="", 职务="股长")])
    )
    new = bring_in(office, path, decisions={("花名册", 2, "person"): "new"})
    assert new.counts[Action.ADDED] == 1


def test_a_list_of_names_only_stays_as_it_is_when_imported_again(office: Office, tmp_path: Path) -> None:
    path = rosters.csv(tmp_path / "a.csv", [["姓名", "单位"], ["王强", "财政局"], ["李娜", "财政局"]])
    bring_in(office, path)
    again = bring_in(office, path)
    assert again.counts[Action.UNCHANGED] == 2
    assert [one.code for one in again.findings if one.row == 2] == ["same_name_left"]


def test_a_staff_number_that_belongs_to_another_name_is_refused(office: Office, tmp_path: Path) -> None:
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 姓名="王强", 身份证号="")])))
    outcome = bring_in(office, rosters.xlsx(tmp_path / "b.xlsx", lines([row(1, 姓名="李娜", 身份证号="")])))
    assert outcome.counts[Action.REFUSED] == 1
    assert "staff_no_other_name" in [one.code for one in outcome.findings]
    assert set(everybody(office)) == {"王强"}


def test_an_id_number_under_another_name_is_asked_and_a_new_name_can_be_confirmed(
    office: Office, tmp_path: Path
) -> None:
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 姓名="阿拉坦")])))
    path = rosters.xlsx(tmp_path / "b.xlsx", lines([row(1, 姓名="阿拉坦·巴特尔")]))
    assert bring_in(office, path).counts[Action.REFUSED] == 1
    outcome = bring_in(office, path, decisions={("花名册", 2, "person"): "same"})
    assert outcome.counts[Action.CHANGED] == 1
    assert set(everybody(office)) == {"阿拉坦·巴特尔"}


def test_the_interpunct_in_any_spelling_is_one_person(office: Office, tmp_path: Path) -> None:
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 姓名="阿拉坦•巴特尔", 身份证号="", 工号="")])))
    for spelling in ("阿拉坦．巴特尔", "阿拉坦・巴特尔", "阿拉坦巴特尔", "阿拉坦 巴特尔", "阿拉坦-巴特尔"):
        path = rosters.xlsx(tmp_path / "b.xlsx", lines([row(1, 姓名=spelling, 身份证号="", 工号="")]))
        assert bring_in(office, path).counts[Action.ADDED] == 0
    assert len(everybody(office)) == 1


def test_an_old_number_of_15_digits_is_offered_and_marked_when_accepted(office: Office, tmp_path: Path) -> None:
    number = id_number(101)
    old = number[:6] + number[8:17]
    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 身份证号=int(old), 姓名="王强")]))
    seen = import_roster.preview(office, PROGRAM, path)
    offered = next(one for one in seen.findings if one.code == "id_number_fifteen")
    assert offered.facts["offer"] == f"152299********{number[-4:]}"
    outcome = bring_in(office, path, decisions={("花名册", 2, "id_number"): number})
    assert outcome.counts[Action.ADDED] == 1
    who = everybody(office)["王强"]
    assert who.remark == "身份证号待核"
    assert cadres.reveal(office, PROGRAM, who.id, "id_number", "核对") == number


def test_look_alikes_of_x_are_put_right_with_a_notice(office: Office, tmp_path: Path) -> None:
    number = next(n for serial in range(1, 400) if (n := id_number(serial)).endswith("X"))
    people = [row(n, 姓名=f"王{'甲乙丙'[n]}", 身份证号="") for n in range(3)]
    for one, letter in zip(people, ("\u0425", "\u00d7", "\u2169"), strict=True):
        one["身份证号"] = number[:-1] + letter
    for one in people:
        outcome = bring_in(
            office, rosters.xlsx(tmp_path / f"{one['姓名']}.xlsx", lines([one])), under_unit="示范旗教育局"
        )
        assert "id_number_look_alike" in [found.code for found in outcome.findings] or outcome.counts[Action.REFUSED]
    assert cadres.reveal(office, PROGRAM, everybody(office)["王甲"].id, "id_number", "核对") == number


def test_the_mapping_of_a_source_is_remembered(office: Office, tmp_path: Path) -> None:
    table = [["称呼", "地方", "姓名"], ["王强", "财政局", "别名"]]
    path = rosters.xlsx(tmp_path / "a.xlsx", table)
    bring_in(office, path, mappings={"花名册": {"name": 0, "unit": 1}})
    inspected = import_roster.inspect(office, PROGRAM, path)
    assert inspected.sheets[0].is_remembered
    assert inspected.sheets[0].columns == {"name": 0, "unit": 1}
    assert set(everybody(office)) == {"王强"}


def test_units_two_machines_make_from_one_roster_have_one_id(tmp_path: Path) -> None:
    from tests.builders.office import make_office

    table = [["填报单位：突泉县"], *lines([row(1, 单位="教育局"), row(2, 单位="突泉县财政局")])]
    path = rosters.xlsx(tmp_path / "a.xlsx", table)
    ids = []
    for place in ("甲", "乙"):
        office = make_office(tmp_path / place)
        bring_in(office, path)
        with office.database.read() as uow:
            ids.append({(unit.id, unit.code) for unit in uow.units.all()})
        office.database.close()
    assert ids[0] == ids[1]
    assert len(ids[0]) == 3


def test_a_second_roster_of_another_county_does_not_hang_below_the_first(office: Office, tmp_path: Path) -> None:
    for number, title in ((1, "突泉县"), (2, "科右前旗")):
        bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", [[f"填报单位：{title}"], *lines([row(number)])]))
    with office.database.read() as uow:
        assert {unit.division_code for unit in uow.units.roots()} == {"152224", "152221"}


def test_a_county_roster_hangs_below_its_league(office: Office, tmp_path: Path) -> None:
    league = make_unit(office, "兴安盟", code="152200", division_code="152200")
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", [["填报单位：突泉县"], *lines([row(1)])]))
    with office.database.read() as uow:
        county = uow.units.by_code("152224")
    assert county is not None
    assert county.parent_id == league.id
    assert county.path.startswith(league.path)


def test_a_unit_that_only_refused_rows_name_is_not_made(office: Office, tmp_path: Path) -> None:
    table = lines([row(1), row(2, 单位="示范旗水利局", 姓名="王?")])
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert "示范旗水利局" not in [unit.name for unit in outcome.units_made]
    with office.database.read() as uow:
        assert "示范旗水利局" not in [unit.name for unit in uow.units.all()]


def test_the_refused_rows_come_out_with_colours_and_comments_and_go_in_again_once_mended(
    office: Office, tmp_path: Path
) -> None:
    table = [
        ["填报单位：突泉县教育局"],
        *lines([row(1), row(2, 身份证号=int(id_number(1)[:17] + "6")), row(3, 姓名="王?")]),
    ]
    seen = import_roster.preview(office, PROGRAM, rosters.xlsx(tmp_path / "a.xlsx", table))
    import_roster.commit(office, PROGRAM, seen)
    assert import_roster.write_error_rows(seen, tmp_path / "错误行.xlsx") == 2
    book = openpyxl.load_workbook(tmp_path / "错误行.xlsx")
    page = book["花名册"]
    assert [page.cell(r, 2).value for r in (3, 4)] == [row(2)["姓名"], "王?"]
    number, name = page.cell(3, 3), page.cell(4, 2)
    assert number.fill.fgColor.rgb == name.fill.fgColor.rgb == "FFF8CBAD"
    assert number.comment is not None
    assert "15" not in number.comment.text[:1]
    assert name.comment is not None
    number.value, number.number_format = id_number(901), "@"
    name.value = "王䶮"
    book.save(tmp_path / "mended.xlsx")
    book.close()
    outcome = bring_in(office, tmp_path / "mended.xlsx")
    assert outcome.counts[Action.ADDED] == 2
    assert outcome.root.name == "突泉县教育局"
    assert len(everybody(office)) == 3


def test_rows_with_errors_never_hold_numbers_in_their_findings(office: Office, tmp_path: Path) -> None:
    bad = id_number(1)[:17] + ("1" if id_number(1)[17] != "1" else "2")
    table = lines([row(1, 身份证号=bad, 手机="1381234")], (*HEADER, "手机"))
    seen = import_roster.preview(office, PROGRAM, rosters.xlsx(tmp_path / "a.xlsx", table))
    told = str([(one.code, one.facts) for one in seen.findings])
    assert "id_number_check_failed" in told
    assert bad not in told
    assert "1381234" not in told


def test_somebody_without_the_right_is_refused(office: Office, tmp_path: Path) -> None:
    unit = make_unit(office)
    other = make_unit(office, "示范旗财政局")
    learner = actor_with(unit, Role.LEARNER)
    for act in (import_roster.inspect, import_roster.preview, import_roster.import_file):
        with pytest.raises(Refusal) as refused:
            act(office, learner, three(tmp_path))
        assert refused.value.code == "no_right"
    elsewhere = actor_with(other, Role.CLASS_ADMIN)
    with pytest.raises(Refusal) as refused:
        import_roster.import_file(office, elsewhere, three(tmp_path), RosterChoices(under_unit=unit.id))
    assert refused.value.code == "no_right"


def test_a_transfer_out_of_a_unit_one_does_not_manage_is_refused(office: Office, tmp_path: Path) -> None:
    there = make_unit(office, "示范旗财政局")
    here = make_unit(office, "示范旗教育局")
    make_cadre(office, there, row(1)["姓名"], number=row(1)["身份证号"])
    manager: Actor = actor_with(here, Role.CLASS_ADMIN)
    with pytest.raises(Refusal) as refused:
        import_roster.import_file(
            office, manager, three(tmp_path), RosterChoices(under_unit=here.id, accept_transfers=True)
        )
    assert refused.value.code == "no_right"
    assert len(everybody(office)) == 1


def test_a_failure_in_the_middle_leaves_nothing_behind(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.adapters.storage.stores.imports import ImportStore

    def fail(*_: Any) -> None:
        raise Fault("disk_full")

    monkeypatch.setattr(ImportStore, "add", fail)
    with pytest.raises(Fault):
        bring_in(office, three(tmp_path))
    assert everybody(office) == {}
    with office.database.read() as uow:
        assert uow.units.all() == []


@pytest.mark.parametrize("name", ["甲", "阿" * 24 + "·" + "坦" * 25, "𠮷野𬸚", "阿拉坦·巴特尔"])
def test_long_short_and_rare_names_come_through_whole(office: Office, tmp_path: Path, name: str) -> None:
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 姓名=name)])))
    assert list(everybody(office)) == [name]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        (["突泉县教育局2025年干部花名册"], "突泉县教育局"),
        (["干部花名册"], "a"),
        (["计量单位：人"], "a"),
        (["单位：突泉县教育局  2025年5月"], "突泉县教育局"),
        (["填报单位（盖章）：", "突泉县教育局"], "突泉县教育局"),
        (["填报单位：______突泉县教育局______（公章）"], "突泉县教育局"),
    ],
)
def test_whose_roster_it_is_stands_above_it(office: Office, tmp_path: Path, above: list[str], unit: str) -> None:
    seen = import_roster.preview(office, PROGRAM, rosters.xlsx(tmp_path / "a.xlsx", [above, *lines([row(1)])]))
    assert seen.root.name == unit


def test_a_guessed_column_is_guessed_anew_and_only_a_chosen_one_remembered(office: Office, tmp_path: Path) -> None:
    header = ("编号", *HEADER[1:])
    real = lines([row(n, 编号=f"G{n * 37}") for n in range(1, 4)], header)
    bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", real))
    counted = lines([row(n, 编号=n) for n in range(4, 7)], header)
    counted = [header, *([place, *line[1:]] for place, line in enumerate(counted[1:], 1))]
    inspected = import_roster.inspect(office, PROGRAM, rosters.xlsx(tmp_path / "b.xlsx", counted))
    assert "staff_no" not in inspected.sheets[0].columns
    assert not inspected.sheets[0].is_remembered
