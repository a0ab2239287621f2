"""Roster files as offices send them, made in code so that every quirk can be seen where it is tested."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.builders.people import id_number

HEADER = ("工号", "姓名", "身份证号", "性别", "民族", "出生年月", "单位", "职务", "职务层次", "人员类别", "政治面貌")


def row(number: int = 1, **cells: Any) -> dict[str, Any]:
    """Give one faultless person, cells replaced by header word."""
    given = {
        "工号": f"A{number:04d}",
        "姓名": "张王李赵陈刘杨黄周吴"[number % 10] + "建国明华丽娜军伟芳敏"[number // 10 % 10],
        "身份证号": id_number(number % 490 * 2 + 1, f"196803{number // 490 % 28 + 1:02d}"),
        "性别": "男",
        "民族": "蒙古族",
        "出生年月": "1968.03",
        "单位": "示范旗教育局",
        "职务": "科员",
        "职务层次": "科员级",
        "人员类别": "公务员",
        "政治面貌": "中共党员",
    }
    given.update(cells)
    return given


def lines(rows: Iterable[Mapping[str, Any]], header: Sequence[str] = HEADER) -> list[list[Any]]:
    """Put rows under a header."""
    return [list(header), *([one.get(name, "") for name in header] for one in rows)]


def xlsx(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]] | Sequence[Sequence[Any]],
    *,
    options: Mapping[str, Any] | None = None,
    finish: Callable[[Any, dict[str, Any]], None] | None = None,
) -> Path:
    """Write .xlsx: text as text, numbers as numbers, dates as dates; ``finish`` gets the book and its sheets."""
    import datetime

    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path), {"strings_to_numbers": False, "strings_to_formulas": False, **(options or {})}
    )
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    named = sheets if isinstance(sheets, Mapping) else {"花名册": sheets}
    pages: dict[str, Any] = {}
    for name, table in named.items():
        page = pages[name] = book.add_worksheet(name)
        for r, line in enumerate(table):
            for c, cell in enumerate(line):
                if cell == "" or cell is None:
                    continue
                if isinstance(cell, datetime.date):
                    page.write_datetime(r, c, cell, day)
                else:
                    page.write(r, c, cell)
    if finish is not None:
        finish(book, pages)
    book.close()
    return path


def xls(path: Path, table: Sequence[Sequence[Any]], *, finish: Callable[[Any, Any], None] | None = None) -> Path:
    """Write BIFF8, as Excel 97-2003 and old WPS do."""
    import datetime

    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("花名册")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for r, line in enumerate(table):
        for c, cell in enumerate(line):
            if isinstance(cell, datetime.date):
                page.write(r, c, cell, day)
            elif cell != "":
                page.write(r, c, cell)
    if finish is not None:
        finish(book, page)
    book.save(str(path))
    return path


def csv(path: Path, table: Sequence[Sequence[Any]], encoding: str = "utf-8") -> Path:
    """Write comma-separated text."""
    import csv as writer

    out = io.StringIO(newline="")
    writer.writer(out).writerows(table)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def html(path: Path, table: Sequence[Sequence[Any]], charset: str = "gb2312") -> Path:
    """Write an HTML table, as web systems do when they say they export to Excel."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in table)
    text = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body><table border=1>{body}</table></body></html>'
    path.write_bytes(text.encode("gb18030" if charset.startswith("gb") else charset))
    return path


def xml(path: Path, table: Sequence[Sequence[Any]]) -> Path:
    """Write XML Spreadsheet 2003."""

    def cell(value: Any) -> str:
        kind = "Number" if isinstance(value, int | float) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    body = "".join("<Row>" + "".join(cell(value) for value in line) + "</Row>" for line in table)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="花名册"><Table>{body}</Table></Worksheet></Workbook>',
        "utf-8",
    )
    return path


def locked(path: Path, password: str) -> Path:
    """Lock an .xlsx file with a password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as out:
        OOXMLFile(plain).encrypt(password, out)
    return path


def patched(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of an .xlsx file, as other programs write it."""
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if re.fullmatch(part, name) else content)
    return path
