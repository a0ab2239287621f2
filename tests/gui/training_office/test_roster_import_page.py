"""From the file as it comes to the people in the program, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import rosters
from tests.builders.office import make_office
from tests.builders.pages import Desk, press, words
from trainer.domain.people.roles import PROGRAM
from trainer.services.overviews.people import CadreQuery, CadreRow, cadre_page
from trainer.ui.training_office import roster_import_page
from trainer.ui.widgets import files


@pytest.fixture
def desk(tmp_path: Path, qtbot: Any) -> Iterator[Desk]:
    made = Desk(make_office(tmp_path), PROGRAM)
    yield made
    made.close()


def people(desk: Desk) -> list[CadreRow]:
    return list(cadre_page(desk.office, PROGRAM, CadreQuery()).rows)


def bring_in(desk: Desk, file: Path) -> Any:
    page = desk.open("office.roster_import")
    page.open_file(file)
    page.make_preview()
    return page


def test_a_faultless_roster_is_brought_in_with_four_presses(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = rosters.xlsx(tmp_path / "名册.xlsx", rosters.lines([rosters.row(1), rosters.row(2)]))
    monkeypatch.setattr(files, "answer", lambda _title, _kinds: file)
    page = desk.open("office.roster_import")
    press(page, "选择文件")
    press(page, "查看结果")
    assert not people(desk), "nothing is stored before the last press"
    press(page, "导入 2 人")
    assert len(people(desk)) == 2
    press(page, "查看人员")
    assert desk.went[-1][0] == "office.cadres"


def test_an_ambiguous_date_is_decided_by_a_button(desk: Desk, tmp_path: Path) -> None:
    # A spreadsheet makes 1975.1 of what was typed as 1975.10: nobody but a person knows which.
    doubtful = rosters.row(2, 身份证号="", 出生年月=1975.1)
    file = rosters.xlsx(tmp_path / "名册.xlsx", rosters.lines([rosters.row(1), doubtful]))
    page = bring_in(desk, file)
    assert [row.row for row in page.rows.model.records] == [3], "what is refused stands open at once"
    seen = words(page)
    assert "是 1975-01" in seen
    assert "是 1975-10" in seen
    press(page, "是 1975-10")
    press(page, "导入 2 人")
    assert {row.birth_month for row in map(_card(desk), people(desk))} >= {"1975-10"}


def _card(desk: Desk) -> Any:
    from trainer.services.overviews.people import cadre_card

    return lambda row: cadre_card(desk.office, PROGRAM, row.id).cadre


def test_a_locked_file_asks_for_its_password(desk: Desk, tmp_path: Path) -> None:
    file = rosters.locked(rosters.xlsx(tmp_path / "名册.xlsx", rosters.lines([rosters.row(1)])), "nmg2025")
    page = desk.open("office.roster_import")
    page.open_file(file)
    assert page.password.isVisible()
    page.password.setText("falsch")
    page.password.returnPressed.emit()
    assert "密码不正确" in words(page)
    page.password.setText("nmg2025")
    page.password.returnPressed.emit()
    page.make_preview()
    press(page, "导入 1 人")
    assert len(people(desk)) == 1


def test_a_bad_id_number_is_refused_until_somebody_takes_the_person_without_it(desk: Desk, tmp_path: Path) -> None:
    wrong = rosters.row(1, 身份证号="152299196803150019")
    page = bring_in(desk, rosters.xlsx(tmp_path / "名册.xlsx", rosters.lines([wrong, rosters.row(2)])))
    assert [row.action.value for row in page.rows.model.records] == ["refused"]
    page.no_numbers.setChecked(True)
    press(page, "导入 2 人")
    assert sorted(bool(row.id_number_masked) for row in map(_card(desk), people(desk))) == [False, True]


def test_refused_rows_are_written_out_for_mending(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = rosters.row(2, 姓名="王3")
    page = bring_in(desk, rosters.xlsx(tmp_path / "名册.xlsx", rosters.lines([rosters.row(1), nameless])))
    monkeypatch.setattr(files, "answer", lambda _title, name: tmp_path / name)
    press(page, "导出被拒绝的行")
    [written] = tmp_path.glob("名册_*.xlsx")
    sheet = openpyxl.load_workbook(written).active
    assert sheet is not None
    assert any(cell == "王3" for row in sheet.iter_rows(values_only=True) for cell in row)


def test_another_meaning_of_a_column_is_chosen_by_hand(desk: Desk, tmp_path: Path) -> None:
    header = tuple("何职" if name == "职务" else name for name in rosters.HEADER)
    file = rosters.xlsx(tmp_path / "名册.xlsx", rosters.lines([rosters.row(1, 何职="副局长")], header))
    page = desk.open("office.roster_import")
    page.open_file(file)
    box = page._columns["post"]
    box.setCurrentIndex(box.findText("何职"))
    page.make_preview()
    press(page, "导入 1 人")
    assert [row.post for row in people(desk)] == ["副局长"]


def test_an_import_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    page = bring_in(desk, rosters.xlsx(tmp_path / "名册.xlsx", rosters.lines([rosters.row(1)])))
    press(page, "导入 1 人")
    press(page, "撤回")
    assert not people(desk)
    assert "已撤回：移除 1 人" in words(page)
    page.imports.view.selectRow(0)
    assert not page.undo_button.isEnabled(), "an import is taken back once"


def test_a_file_that_is_no_table_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"%PDF-1.7 not a table")
    page = desk.open("office.roster_import")
    page.open_file(file)
    assert "不是表格" in words(page)
    assert page.stack.currentIndex() == 0


def test_the_tour_sees_a_preview_and_stores_nothing(desk: Desk) -> None:
    page = desk.open("office.roster_import")
    roster_import_page.prepare_tour(page)
    assert "是 1975-10" in words(page)
    assert not people(desk)
