"""The eighteen ways in which real rosters are messy, each on a real file."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.builders import rosters
from tests.builders.people import id_number
from tests.builders.rosters import HEADER, lines, row
from trainer.domain.kernel.findings import Severity
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.roles import PROGRAM
from trainer.domain.people.roster_plan import Action
from trainer.services import import_roster
from trainer.services.import_roster import ImportOutcome, RosterChoices
from trainer.services.office import Office

TITLE = "填报单位：突泉县教育局"


def bring_in(office: Office, path: Path, **choices: Any) -> ImportOutcome:
    password = choices.pop("password", None)
    return import_roster.import_file(office, PROGRAM, path, RosterChoices(**choices), password)[0]


def people(office: Office) -> dict[str, Cadre]:
    with office.database.read() as uow:
        found = uow.cadres.page(limit=100_000)[1]
    return {cadre.name: cadre for cadre, _ in found}


def unit_names(office: Office) -> dict[str, str]:
    """Person to unit."""
    with office.database.read() as uow:
        return {cadre.name: unit for cadre, unit in uow.cadres.page(limit=100_000)[1]}


def counts(outcome: ImportOutcome) -> tuple[int, int]:
    return outcome.counts[Action.ADDED], outcome.counts[Action.REFUSED]


def codes(outcome: ImportOutcome, *, row: int | None = None, severity: Severity | None = None) -> list[str]:
    return [
        one.code
        for one in outcome.findings
        if (row is None or one.row == row) and (severity is None or one.severity is severity)
    ]


def at(outcome: ImportOutcome, code: str) -> list[tuple[int | None, str | None]]:
    return [(one.row, one.column) for one in outcome.findings if one.code == code]


def stored_number(office: Office, name: str) -> str:
    cadre = people(office)[name]
    with office.database.read() as uow:
        sealed = uow.cadres.numbers([cadre.id])[cadre.id].id_number
    return office.keys.unseal(sealed).decode() if sealed else ""


def test_quirk_01_titles_and_two_header_levels_stand_above_the_people(office: Office, tmp_path: Path) -> None:
    top = ["序号", "基本情况", "", "", "", "工作情况", "", "学历学位", ""]
    low = ["", "姓名", "性别", "民族", "出生年月", "单位", "职务", "学历", "学位"]
    table: list[list[Any]] = [["突泉县教育局干部花名册"], [TITLE + "（盖章）　　填报日期：2025年5月"], [], top, low]
    table.append([1, "王强", "男", "蒙", "1975.03", "突泉县教育局", "局长", "大学", "学士"])

    def merge(book: Any, pages: dict[str, Any]) -> None:
        page = pages["花名册"]
        page.merge_range(0, 0, 0, 8, "突泉县教育局干部花名册")
        page.merge_range(3, 0, 4, 0, "序号")
        page.merge_range(3, 1, 3, 4, "基本情况")
        page.merge_range(3, 5, 3, 6, "工作情况")
        page.merge_range(3, 7, 3, 8, "学历学位")

    outcome = bring_in(office, rosters.xlsx(tmp_path / "花名册.xlsx", table, finish=merge))
    assert counts(outcome) == (1, 0)
    assert outcome.root.name == "突泉县教育局"
    who = people(office)["王强"]
    assert (who.sex, who.ethnicity, who.birth, who.post, who.education, who.degree) == (
        ("1", "02", "1975-03", "局长", "20", "4")
    )


@pytest.mark.parametrize("above", [0, 1, 4, 5])
def test_quirk_01_the_header_is_found_on_rows_one_to_six(office: Office, tmp_path: Path, above: int) -> None:
    table = [["说明文字"]] * above + lines([row(1), row(2)])
    inspected = import_roster.inspect(office, PROGRAM, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert inspected.sheets[0].header_row == above + 1
    assert inspected.sheets[0].columns["name"] == 1


def test_quirk_02_merged_unit_cells_are_filled_down_and_names_never(office: Office, tmp_path: Path) -> None:
    table = lines([row(n, 单位="") for n in range(1, 6)])
    table[1][6], table[4][6] = "财政局", "审计局"

    def merge(book: Any, pages: dict[str, Any]) -> None:
        pages["花名册"].merge_range(1, 6, 3, 6, "财政局")
        pages["花名册"].merge_range(4, 6, 5, 6, "审计局")

    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table, finish=merge))
    assert counts(outcome) == (5, 0)
    assert sorted(unit_names(office).values()) == ["审计局", "审计局", "财政局", "财政局", "财政局"]


def test_quirk_02_an_unmerged_empty_unit_is_refused_unless_filling_down_was_chosen(
    office: Office, tmp_path: Path
) -> None:
    path = rosters.csv(tmp_path / "a.csv", lines([row(1), row(2, 单位="")]))
    seen = import_roster.preview(office, PROGRAM, path)
    assert seen.counts[Action.REFUSED] == 1
    assert [one.code for one in seen.rows[1].findings if one.severity is Severity.ERROR] == ["unit_missing"]
    outcome = bring_in(office, path, fill_down_units=True)
    assert counts(outcome) == (2, 0)
    assert "unit_filled_down" in codes(outcome, row=3)


def test_quirk_03_totals_blank_lines_repeated_headers_and_foot_notes_are_no_people(
    office: Office, tmp_path: Path
) -> None:
    table = lines([row(1), row(2)])
    table += [["", "小计", "2人"], [], list(HEADER), *lines([row(3)])[1:]]
    table += [["合计", "3"], [], ["备注：本表一式两份"], ["", "制表人：赵六", "", "审核人：钱七"], ["填表人：", "孙八"]]
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert counts(outcome) == (3, 0)
    assert len(people(office)) == 3
    left = {one.code: one.facts["rows"] for one in outcome.findings if one.code.startswith("rows_")}
    assert left == {"rows_total": "4、8", "rows_repeated_header": "6", "rows_foot": "10、11、12"}


def test_quirk_04_rounded_id_numbers_are_refused_and_never_repaired(office: Office, tmp_path: Path) -> None:
    good = id_number(1)
    rounded_text = good[:15] + "000"
    table = lines(
        [
            row(1, 身份证号=int(good[:17] + "6")),
            row(2, 身份证号="1.52299E+17"),
            row(3, 身份证号=rounded_text),
            row(4),
        ]
    )
    path = rosters.xlsx(tmp_path / "a.xlsx", table)
    outcome = bring_in(office, path)
    assert counts(outcome) == (1, 3)
    assert at(outcome, "id_number_rounded") == [(2, "身份证号"), (4, "身份证号")]
    assert at(outcome, "id_number_scientific") == [(3, "身份证号")]
    # The person decides to take these people in without a number: nothing is invented in its place.
    outcome = bring_in(office, path, leave_out_bad_numbers=True)
    assert counts(outcome) == (3, 0)
    assert sorted(stored_number(office, name) for name in people(office)) == ["", "", "", row(4)["身份证号"]]


def test_quirk_04_a_rounded_number_whose_check_digit_fits_by_accident_is_not_believed_among_others(
    office: Office, tmp_path: Path
) -> None:
    lucky = next(
        number
        for serial in range(1, 9)
        for year in range(1960, 2000)
        if (number := id_number(serial * 100, f"{year}0315")).endswith("000")
    )
    alone = bring_in(office, rosters.csv(tmp_path / "a.csv", lines([row(1, 身份证号=lucky, 出生年月="")])))
    assert "id_number_ends_in_zeros" in codes(alone, row=2)
    table = lines([row(2, 身份证号=lucky[:-4] + "1000"), row(3, 身份证号=id_number(700)[:15] + "000"), row(4)])
    among = bring_in(office, rosters.xlsx(tmp_path / "b.xlsx", [*table, *lines([row(5, 身份证号=lucky)])[1:]]))
    assert "id_number_rounded" in codes(among, row=5, severity=Severity.ERROR)


def test_quirk_05_padding_full_width_and_invisible_characters_are_put_right_and_told(
    office: Office, tmp_path: Path
) -> None:
    number = id_number(5)
    wide = number.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789X"})
    table = lines(
        [
            row(
                1,
                工号="'Ａ０００１ ",
                姓名="王\u3000强",
                身份证号=f"\u200b{wide}\u00a0",
                职务="党组书记\n局长",
                民族=" 蒙古族\t",
            ),
            row(2, 姓名="\ufeff张\u200b伟", 身份证号="'" + id_number(7)),
        ]
    )
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert counts(outcome) == (2, 0)
    found = people(office)
    assert set(found) == {"王强", "张伟"}
    assert (found["王强"].staff_no, found["王强"].post, found["王强"].ethnicity) == ("A0001", "党组书记、局长", "02")
    assert stored_number(office, "王强") == number
    told = {one.column: one.facts["n"] for one in outcome.findings if one.code == "cells_tidied"}
    assert told["姓名"] == 2
    assert told["身份证号"] == 2
    assert told["工号"] == 1


def test_quirk_06_every_form_of_a_month_is_read(office: Office, tmp_path: Path) -> None:
    forms = ["1968.03", "1968.3", "196803", "1968年3月", "68.3", datetime.date(1968, 3, 1), 24898, "1968-03-15", 196803]
    # 24898 days after 1899-12-30 is 1968-03-01, reckoned independently.
    assert datetime.date(1899, 12, 30) + datetime.timedelta(24898) == datetime.date(1968, 3, 1)
    table = lines([row(n, 姓名=f"王{'甲乙丙丁戊己庚辛壬'[n]}", 出生年月=form) for n, form in enumerate(forms)])
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert counts(outcome) == (9, 0)
    assert {cadre.birth_month for cadre in people(office).values()} == {"1968-03"}
    assert at(outcome, "date_two_digit_year") == [(6, "出生年月")]
    assert at(outcome, "date_from_serial") == [(8, "出生年月")]


def test_quirk_06_a_number_that_lost_its_zero_is_decided_by_the_id_number_or_asked(
    office: Office, tmp_path: Path
) -> None:
    october, january, march = id_number(1, "19751008"), id_number(3, "19750108"), id_number(5, "19750308")
    table = lines(
        [
            row(1, 姓名="王十", 身份证号=october, 出生年月=1975.1),
            row(2, 姓名="王一", 身份证号=january, 出生年月=1975.1),
            row(3, 姓名="王三", 身份证号=march, 出生年月=1975.1),
            row(4, 姓名="王无", 身份证号="", 出生年月=1975.1),
        ]
    )
    path = rosters.xlsx(tmp_path / "a.xlsx", table)
    outcome = bring_in(office, path)
    assert {name: cadre.birth for name, cadre in people(office).items()} == {"王十": "1975-10", "王一": "1975-01"}
    assert at(outcome, "date_decided_by_id") == [(2, "出生年月"), (3, "出生年月")]
    asked = [one for one in outcome.findings if one.code == "date_ambiguous"]
    assert [(one.row, one.severity) for one in asked] == [(4, Severity.ERROR), (5, Severity.ERROR)]
    assert (asked[1].facts["first"], asked[1].facts["second"]) == ("1975-01", "1975-10")
    bring_in(office, path, decisions={("花名册", 5, "birth"): "1975-10"})
    assert people(office)["王无"].birth == "1975-10"


def test_quirk_06_days_counted_from_1904(office: Office, tmp_path: Path) -> None:
    table = lines([row(1, 出生年月=datetime.date(1968, 3, 1)), row(2, 出生年月=24898 - 1462)])
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table, options={"date_1904": True}))
    assert {cadre.birth for cadre in people(office).values()} == {"1968-03-01"}
    assert "dates_from_1904" in codes(outcome)


def test_quirk_07_short_forms_of_codes(office: Office, tmp_path: Path) -> None:
    table = lines(
        [
            row(1, 姓名="王甲", 性别="1", 民族="蒙", 政治面貌="党员", 学历="本科"),
            row(2, 姓名="王乙", 性别="M", 民族="达斡尔", 政治面貌="预备党员", 学历="大学"),
            row(3, 姓名="王丙", 性别="男性", 民族="汉", 政治面貌="中共", 学历="省委党校研究生"),
            row(4, 姓名="王丁", 性别="男", 民族="回族", 政治面貌="民革", 学历="自修"),
            row(5, 姓名="王戊", 性别="雄", 民族="火星族", 政治面貌="群众", 学历="中专"),
        ],
        (*HEADER, "学历"),
    )
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    read = {n: (c.sex, c.ethnicity, c.political_status, c.education) for n, c in people(office).items()}
    assert read["王甲"] == ("1", "02", "01", "20")
    assert read["王乙"] == ("1", "31", "02", "20")
    assert read["王丙"] == ("1", "01", "01", "10")
    assert read["王丁"] == ("1", "03", "04", "自修")
    assert read["王戊"][1:] == ("", "13", "40")
    assert at(outcome, "code_unknown") == [(6, "性别"), (6, "民族")]
    assert at(outcome, "code_kept_as_text") == [(5, "学历")]


def test_quirk_08_one_unit_under_many_spellings(office: Office, tmp_path: Path) -> None:
    spellings = [
        "突泉县人力资源和社会保障局",
        "人力资源和社会保障局",
        "突泉县人社局",
        "县人社局",
        "突泉县人社局机关",
        "人社局（本级）",
        "兴安盟突泉县人社局",
    ]
    other = ["兴安盟人力资源和社会保障局"]
    table = [["填报单位：突泉县"], *lines([row(n, 单位=unit) for n, unit in enumerate(spellings + other)])]
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert counts(outcome) == (8, 0)
    assert [unit.name for unit in outcome.units_made] == [
        "突泉县",
        "突泉县人力资源和社会保障局",
        "兴安盟人力资源和社会保障局",
    ]
    units = list(unit_names(office).values())
    assert units.count("突泉县人力资源和社会保障局") == 7
    assert len(at(outcome, "unit_matched_by_short_name")) + len(at(outcome, "unit_matched_by_spelling")) == 6


def test_quirk_09_one_sheet_per_unit_hidden_sheets_and_hidden_rows(office: Office, tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "单位"]

    def hide(book: Any, pages: dict[str, Any]) -> None:
        pages["旧名单"].hide()
        pages["财政局"].set_row(2, None, None, {"hidden": True})

    path = rosters.xlsx(
        tmp_path / "a.xlsx",
        {
            "财政局": [[TITLE.replace("教育局", "")], *lines([row(1), row(2)], header)],
            "2.审计局": [[TITLE.replace("教育局", "")], *lines([row(3)], header)],
            "旧名单": lines([row(4)], header),
        },
        finish=hide,
    )
    outcome = bring_in(office, path)
    assert counts(outcome) == (3, 0)
    assert sorted(unit_names(office).values()) == ["审计局", "财政局", "财政局"]
    assert [one.sheet for one in outcome.findings if one.code == "sheet_hidden_left_out"] == ["旧名单"]
    assert [one.facts["rows"] for one in outcome.findings if one.code == "rows_hidden_read"] == ["3"]
    assert codes(outcome).count("unit_from_sheet_name") == 2
    chosen = bring_in(office, path, sheets=("旧名单",))
    assert counts(chosen) == (1, 0)


def _xls(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.xls(folder / "a.xls", table)


def _et(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.xls(folder / "a.xls", table).rename(folder / "a.et")


def _et_new(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.xlsx(folder / "a.xlsx", table).rename(folder / "a.et")


def _csv_mark(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.csv(folder / "a.csv", table, "utf-8-sig")


def _csv_gb(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.csv(folder / "a.csv", table, "gb18030")


def _csv(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.csv(folder / "a.csv", table)


def _html(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.html(folder / "a.xls", table)


def _xml(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    return rosters.xml(folder / "a.xls", table)


def _tabs(folder: Path, table: Sequence[Sequence[Any]]) -> Path:
    path = folder / "a.xls"
    path.write_bytes("\r\n".join("\t".join(map(str, line)) for line in table).encode("utf-16"))
    return path


@pytest.mark.parametrize("make", [_xls, _et, _et_new, _csv, _csv_mark, _csv_gb, _html, _xml, _tabs])
def test_quirk_10_other_formats_and_disguises_say_the_same(office: Office, tmp_path: Path, make: Any) -> None:
    table = [[TITLE], *lines([row(1, 姓名="阿拉坦·巴特尔"), row(2, 姓名="王䶮", 单位="财政局"), row(3)])]
    outcome = bring_in(office, make(tmp_path, table))
    assert counts(outcome) == (3, 0)
    found = people(office)
    assert {"阿拉坦·巴特尔", "王䶮"} < set(found)
    assert found["王䶮"].birth == "1968-03"
    assert stored_number(office, "王䶮") == row(2)["身份证号"]
    assert outcome.root.name == "突泉县教育局"


def test_quirk_11_a_dimension_of_one_cell_hides_nothing(office: Office, tmp_path: Path) -> None:
    import re

    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(n) for n in range(30)]))
    rosters.patched(
        path, "xl/worksheets/sheet1.xml", lambda x: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:A1"/>', x)
    )
    # WPS writes properties that strict readers of the package format reject.
    rosters.patched(
        path,
        "docProps/core.xml",
        lambda x: x.replace(b"</cp:coreProperties>", b"<dc:creator>WPS</dc:creator></cp:coreProperties>"),
    )
    with zipfile.ZipFile(path) as archive:
        assert b'ref="A1:A1"' in archive.read("xl/worksheets/sheet1.xml")
    assert counts(bring_in(office, path)) == (30, 0)


def test_quirk_12_locked_files_ask_for_their_password(office: Office, tmp_path: Path) -> None:
    from trainer.domain.kernel.outcomes import Refusal

    path = rosters.locked(rosters.xlsx(tmp_path / "a.xlsx", lines([row(1)])), "旗县2025")
    with pytest.raises(Refusal) as needed:
        bring_in(office, path)
    assert needed.value.code == "table_password_needed"
    with pytest.raises(Refusal) as wrong:
        bring_in(office, path, password="2025")
    assert wrong.value.code == "table_password_wrong"
    assert counts(bring_in(office, path, password="旗县2025")) == (1, 0)


def test_quirk_13_pictures_are_left_out_and_told(office: Office, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "a.png"
    Image.new("RGB", (20, 28), "white").save(picture)
    table = lines([row(1, 照片='=DISPIMG("ID_1A2B",1)'), row(2)], (*HEADER, "照片"))
    path = rosters.xlsx(
        tmp_path / "a.xlsx", table, finish=lambda book, pages: pages["花名册"].insert_image(2, 11, str(picture))
    )
    outcome = bring_in(office, path)
    assert counts(outcome) == (2, 0)
    assert codes(outcome).count("pictures_left_out") == 2


def test_quirk_14_duplicates_and_transfers_make_no_second_person(office: Office, tmp_path: Path) -> None:
    twice = id_number(99)
    table = lines(
        [
            row(1),
            row(1),
            row(2, 姓名="王同", 工号="B1", 身份证号=""),
            row(2, 姓名="王同", 工号="B1", 身份证号=""),
            row(3, 姓名="李生", 工号="", 身份证号=""),
            row(3, 姓名="李生", 工号="", 身份证号=""),
            row(4, 姓名="赵一", 身份证号=twice),
            row(5, 姓名="赵二", 身份证号=twice),
            row(6, 姓名="孙一", 工号="C1"),
            row(7, 姓名="孙二", 工号="C1"),
        ]
    )
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert counts(outcome) == (3, 7)
    assert [place for place, _ in at(outcome, "duplicate_row")] == [3, 5, 7]
    assert [place for place, _ in at(outcome, "id_number_twice")] == [8, 9]
    assert [place for place, _ in at(outcome, "staff_no_twice")] == [10, 11]

    moved = rosters.xlsx(tmp_path / "b.xlsx", lines([row(1, 单位="示范旗财政局")]))
    proposed = bring_in(office, moved, under_unit=outcome.root.id)
    assert (proposed.counts[Action.MOVED], proposed.counts[Action.REFUSED]) == (0, 1)
    assert "transfer_proposed" in codes(proposed, row=2, severity=Severity.ERROR)
    assert len(people(office)) == 3
    accepted = bring_in(office, moved, under_unit=outcome.root.id, accept_transfers=True)
    assert accepted.counts[Action.MOVED] == 1
    assert len(people(office)) == 3
    assert unit_names(office)[row(1)["姓名"]] == "示范旗财政局"
    with office.database.read() as uow:
        history = uow.cadres.history(people(office)[row(1)["姓名"]].id)
    assert len(history) == 2


def test_quirk_15_formula_cells_without_result_and_error_values(office: Office, tmp_path: Path) -> None:
    def formulas(book: Any, pages: dict[str, Any]) -> None:
        page = pages["花名册"]
        page.write_formula(1, 7, '="副"&"局长"', None, "副局长")
        page.write_formula(2, 7, "=VLOOKUP(1,A:B,2)", None, "#N/A")
        page.write_formula(3, 7, "=A1&B1", None, "")
        page.write_formula(4, 1, "=VLOOKUP(1,A:B,2)", None, "#REF!")

    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(n) for n in range(1, 5)]), finish=formulas)
    rosters.patched(
        path, "xl/worksheets/sheet1.xml", lambda x: x.replace(b"<f>A1&amp;B1</f><v></v>", b"<f>A1&amp;B1</f>")
    )
    outcome = bring_in(office, path)
    assert counts(outcome) == (3, 1)
    assert people(office)[row(1)["姓名"]].post == "副局长"
    assert at(outcome, "cell_error_value") == [(3, "职务")]
    assert at(outcome, "formula_without_result") == [(4, "职务")]
    assert at(outcome, "name_cell_fault") == [(5, "姓名")]
    assert "formula_results_read" in codes(outcome)


def test_quirk_15_error_values_in_xls_and_in_text(office: Office, tmp_path: Path) -> None:
    import xlwt

    path = rosters.xls(
        tmp_path / "a.xls", lines([row(1, 职务="")]), finish=lambda book, page: page.write(1, 7, xlwt.Formula("1/0"))
    )
    assert "formula_without_result" in codes(bring_in(office, path), row=2)
    path = rosters.csv(tmp_path / "b.csv", lines([row(2, 职务="#N/A")]))
    assert "cell_error_value" in codes(bring_in(office, path, under_unit="示范旗教育局"), row=2)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("王?强", "name_character_lost"),
        ("王□", "name_character_lost"),
        ("王\ue4a5", "name_private_character"),
        ("王Yan", "name_pinyin_mixed"),
        ("王", ""),
        ("𠮷田𬸚", ""),
    ],
)
def test_quirk_16_a_name_that_lost_a_character_is_asked_for(
    office: Office, tmp_path: Path, name: str, code: str
) -> None:
    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(1, 姓名=name)]))
    outcome = bring_in(office, path)
    if not code:
        assert list(people(office)) == [name]
        return
    assert counts(outcome) == (0, 1)
    assert at(outcome, code) == [(2, "姓名")]
    bring_in(office, path, decisions={("花名册", 2, "name"): "王䶮"})
    assert list(people(office)) == ["王䶮"]


@pytest.mark.parametrize("label", ["序号", "编号"])
def test_quirk_17_running_numbers_are_not_staff_numbers(office: Office, tmp_path: Path, label: str) -> None:
    header = (label, *HEADER[1:])
    table = lines([row(n, **{label: n}) for n in range(1, 6)], header)
    outcome = bring_in(office, rosters.xlsx(tmp_path / "a.xlsx", table))
    assert counts(outcome) == (5, 0)
    assert all(cadre.staff_no.startswith("P0") for cadre in people(office).values())
    assert ("column_is_running_number" in codes(outcome)) is (label == "编号")
    # The same people in another order are the same people.
    turned = lines([row(n, **{label: 6 - n}) for n in range(5, 0, -1)], header)
    again = bring_in(office, rosters.xlsx(tmp_path / "b.xlsx", turned))
    assert again.counts[Action.UNCHANGED] == 5


def test_quirk_18_coloured_borders_down_to_row_65536(office: Office, tmp_path: Path) -> None:
    def borders(book: Any, pages: dict[str, Any]) -> None:
        edge = book.add_format({"border": 1, "bg_color": "#FFFF00"})
        for r in range(3001, 65536):
            for c in range(0, 11, 5):
                pages["花名册"].write_blank(r, c, None, edge)

    path = rosters.xlsx(
        tmp_path / "a.xlsx", lines([row(n, 姓名=f"王{chr(0x4E00 + n)}") for n in range(3000)]), finish=borders
    )
    outcome = bring_in(office, path)
    assert counts(outcome) == (3000, 0)
