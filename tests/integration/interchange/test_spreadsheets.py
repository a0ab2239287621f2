"""Files that are broken, empty, locked, huge, hostile or something else than they say."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import rosters
from tests.builders.rosters import lines, row
from trainer.adapters.interchange import spreadsheets
from trainer.adapters.interchange.spreadsheets import read_workbook
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.tables import CellFault


def refusal(path: Path, password: str | None = None) -> str:
    with pytest.raises(Refusal) as refused:
        read_workbook(path, password)
    return refused.value.code


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        read_workbook(tmp_path / "nowhere.xlsx")
    assert fault.value.code == "file_unreadable"


@pytest.mark.parametrize("content", [b"", b"\r\n \t", b"\x00" * 512])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path) == "table_empty"


def test_a_file_cut_off_in_the_middle_is_refused(tmp_path: Path) -> None:
    whole = rosters.xlsx(tmp_path / "a.xlsx", lines([row(n) for n in range(50)])).read_bytes()
    old = rosters.xls(tmp_path / "a.xls", lines([row(n) for n in range(50)])).read_bytes()
    path = tmp_path / "b.xlsx"
    for content in (whole[: len(whole) // 2], b"PK\x03\x04" + b"x" * 100, old[:600]):
        path.write_bytes(content)
        assert refusal(path) == "table_broken"


def test_a_flipped_byte_in_a_sheet_is_noticed(tmp_path: Path) -> None:
    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(n) for n in range(500)]))
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        place = info.header_offset + 200
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)
    assert refusal(path) == "table_broken"


def test_documents_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "a.html").write_text("<html><body><p>花名册</p></body></html>", "utf-8")
    for name in ("a.docx", "a.pdf", "a.html"):
        assert refusal(tmp_path / name) == "file_not_a_table"


def test_a_file_that_unpacks_without_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = rosters.xlsx(tmp_path / "a.xlsx", lines([row(1)]))
    filling = b"<row>" + b" " * (spreadsheets.MAX_BYTES + 110 * 2**20) + b"</row></sheetData>"
    rosters.patched(path, "xl/worksheets/sheet1.xml", lambda x: x.replace(b"</sheetData>", filling))
    assert path.stat().st_size < 2 * 2**20
    assert refusal(path) == "table_too_big"


def test_a_cell_in_the_far_corner_is_refused_before_the_whole_rectangle_is_reserved(tmp_path: Path) -> None:
    def far(book: object, pages: dict[str, object]) -> None:
        pages["花名册"].write(5, 16383, "x")  # type: ignore[attr-defined]

    assert refusal(rosters.xlsx(tmp_path / "a.xlsx", lines([row(1)]), finish=far)) == "table_too_wide"

    def low(book: object, pages: dict[str, object]) -> None:
        pages["花名册"].write(1048575, 0, "x")  # type: ignore[attr-defined]

    assert refusal(rosters.xlsx(tmp_path / "b.xlsx", lines([row(1)]), finish=low)) == "table_too_many_rows"


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,单位\n" + "王强,财政局\n" * 100_001, "utf-8")
    assert refusal(path) == "table_too_many_rows"


def test_entities_of_hostile_markup_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    path = tmp_path / "a.xls"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row>'
        '<Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">&e;</Data></Cell>'
        "</Row></Table></Worksheet></Workbook>",
        "utf-8",
    )
    assert "秘密" not in str(read_workbook(path).sheets[0].rows)


def test_merged_cells_of_html_are_kept_apart_from_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        "<html><meta charset=utf-8><table><tr><td>单位<td>姓名</tr>"
        "<tr><td rowspan=2>财政局</td><td>甲</td></tr><tr><td>乙</td></tr></table></html>",
        "utf-8",
    )
    sheet = read_workbook(path).sheets[0]
    assert sheet.rows == [["单位", "姓名"], ["财政局", "甲"], ["", "乙"]]
    assert sheet.merged == ((1, 0, 2, 0),)


def test_typed_cells_of_both_generations_read_alike(tmp_path: Path) -> None:
    import datetime

    table = [["姓名", "出生"], ["王强", datetime.date(1975, 3, 1)], ["李娜", 27454], ["张伟", 1975.1]]
    new = read_workbook(rosters.xlsx(tmp_path / "a.xlsx", table)).sheets[0].rows
    old = read_workbook(rosters.xls(tmp_path / "a.xls", table)).sheets[0].rows
    assert new == old == [["姓名", "出生"], ["王强", datetime.date(1975, 3, 1)], ["李娜", 27454], ["张伟", 1975.1]]


def test_error_values_and_hidden_rows_of_xls_are_seen(tmp_path: Path) -> None:
    import struct

    import xlwt

    def finish(book: object, page: xlwt.Worksheet) -> None:
        page.write(1, 0, xlwt.Formula("1/0"))
        page.row(1).hidden = True

    path = rosters.xls(tmp_path / "a.xls", [["姓名"], []], finish=finish)
    # A real program saves the error beside the formula: kind 2, code 0x2A, marked by FFFF.
    content = path.read_bytes()
    unsaved, saved = struct.pack("<Q", 0xFFFF000000000003), bytes([2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF])
    assert content.count(unsaved) == 1
    path.write_bytes(content.replace(unsaved, saved))
    sheet = read_workbook(path).sheets[0]
    assert sheet.rows[1][0] == "#N/A"
    assert isinstance(sheet.rows[1][0], CellFault)
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_find_their_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"花名册\n姓名{delimiter}单位{delimiter}职务\n王强{delimiter}财政局{delimiter}局长、书记".encode("gb18030")
    )
    assert read_workbook(path).sheets[0].rows[2] == ["王强", "财政局", "局长、书记"]


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_happened_to_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(_WHOLE)))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
        content = content or bytearray(b"x")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(content)
        with contextlib.suppress(Refusal):
            read_workbook(path)


def _made(make: Callable[[Path, Sequence[Sequence[object]]], Path]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return make(Path(folder) / "a.xlsx", lines([row(n) for n in range(5)])).read_bytes()


_WHOLE = [_made(rosters.xlsx), _made(rosters.xls), _made(rosters.csv), _made(rosters.html), _made(rosters.xml)]
