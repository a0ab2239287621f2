"""Read HTML, XML Spreadsheet 2003 and web archives that go by the name .xls.

No entities are resolved and nothing is fetched.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.adapters.interchange.spreadsheets import MAX_ROWS, bounded, square
from trainer.adapters.interchange.text_tables import decoded
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.tables import Cell, CellFault, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKUP = re.compile(r"<(!doctype html|html|table|body|head|meta|\?xml|(ss:)?workbook)\b", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^\s*(MIME-Version|From|Content-Type):", re.IGNORECASE)
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHARSET = re.compile(rb"""charset=["']?([\w-]+)|encoding=["']([\w-]+)["']""", re.IGNORECASE)
_MAX_COLUMNS = 200
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def looks_like_markup(data: bytes) -> bool:
    """Tell from the first bytes whether a file is HTML, XML or a web archive."""
    head = data[:4000]
    if _ARCHIVE.match(head):
        return True
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "latin-1", "ignore").lstrip("\ufeffï»¿ \t\r\n")
    return text.startswith("<") and bool(_MARKUP.search(text[:2000]))


def read_markup(data: bytes, file: str) -> tuple[str, tuple[Sheet, ...]]:
    """Read the tables of a markup file.

    Returns:
        ``html`` or ``xml``, and the sheets.
    """
    if _ARCHIVE.match(data[:4000]):
        data = _html_of_archive(data, file)
    text = _text(data, file)
    # A spreadsheet program writes the namespace of its XML format into the root element.
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:4000] and "<table" not in text[:2000].replace(
        "<Table", ""
    ):
        return "xml", _from_xml(text, file)
    return "html", _from_html(text, file)


def _text(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decoded(data, file)
    told = _CHARSET.search(data[:4000])
    name = (told[1] or told[2]).decode("ascii").lower() if told else ""
    if name in {"gb2312", "gbk", "gb18030", "utf-8", "utf8"}:
        try:
            return data.decode("gb18030" if name.startswith("gb") else "utf-8")
        except UnicodeDecodeError:
            pass
    return decoded(data, file)


def _html_of_archive(data: bytes, file: str) -> bytes:
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and b"<t" in content.lower():
                return content
    raise Refusal("file_not_a_table", file=file)


def _from_html(text: str, file: str) -> tuple[Sheet, ...]:
    from lxml import html

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        # Declared as text already: a leading declaration of another encoding would be refused.
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except Exception as error:
        raise Refusal("table_broken", file=file, detail=str(error)) from error
    tables = [table for table in root.iter("table") if not any(True for _ in table.iterdescendants("table"))]
    sheets = []
    for number, table in enumerate(tables, 1):
        sheet = _html_table(table, f"Sheet{number}", file)
        if sheet.rows:
            sheets.append(sheet)
    if not sheets:
        raise Refusal("file_not_a_table", file=file)
    return tuple(sheets)


def _html_table(table: _Element, name: str, file: str) -> Sheet:
    rows: list[list[Cell]] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    taken: set[tuple[int, int]] = set()
    for index, line in enumerate(table.iter("tr")):
        bounded(index + 1, file)
        row: list[Cell] = []
        if _HIDDEN.search(line.get("style", "") or ""):
            hidden.add(index)
        for cell in line.iterchildren("td", "th"):
            while (index, len(row)) in taken:
                row.append("")
            down, right = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            column = len(row)
            if column + right > _MAX_COLUMNS:
                raise Refusal("table_too_wide", file=file, limit=_MAX_COLUMNS)
            row.append(_html_text(cell))
            row.extend([""] * (right - 1))
            if down > 1 or right > 1:
                merged.append((index, column, index + down - 1, column + right - 1))
                for below in range(1, down):
                    taken.update((index + below, column + offset) for offset in range(right))
        rows.append(row)
    last = len(rows) - 1
    spans = tuple((r1, c1, min(r2, last), c2) for r1, c1, r2, c2 in merged)
    return Sheet(name, square(rows), spans, hidden_rows=frozenset(hidden))


def _span(text: str | None) -> int:
    return max(1, min(int(text), 10_000)) if text and text.strip().isdigit() and len(text) < 6 else 1


def _html_text(cell: _Element) -> str:
    for line_break in cell.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    text = "".join(str(part) for part in cell.itertext())
    return re.sub(r"[ \t]*\r?\n\s*", "\n", text).strip()


def _from_xml(text: str, file: str) -> tuple[Sheet, ...]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("table_broken", file=file, detail=str(error)) from error
    sheets = [_xml_sheet(sheet, file) for sheet in root.iter(f"{_SS}Worksheet")]
    if not sheets:
        raise Refusal("file_not_a_table", file=file)
    return tuple(sheets)


def _xml_sheet(sheet: _Element, file: str) -> Sheet:
    rows: list[list[Cell]] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    for line in sheet.iter(f"{_SS}Row"):
        index = _index(line, len(rows))
        if index > MAX_ROWS:
            bounded(index, file)
        rows.extend([] for _ in range(index - len(rows)))
        row: list[Cell] = []
        if line.get(f"{_SS}Hidden") == "1":
            hidden.add(index)
        for cell in line.iterchildren(f"{_SS}Cell"):
            column = _index(cell, len(row))
            if column > _MAX_COLUMNS:
                raise Refusal("table_too_wide", file=file, limit=_MAX_COLUMNS)
            row.extend([""] * (column - len(row)))
            right, down = int(cell.get(f"{_SS}MergeAcross", "0")), int(cell.get(f"{_SS}MergeDown", "0"))
            row.append(_xml_value(cell.find(f"{_SS}Data")))
            if right or down:
                merged.append((index, column, index + down, column + right))
                row.extend([""] * min(right, _MAX_COLUMNS))
        rows.append(row)
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    last = len(rows) - 1
    spans = tuple((r1, c1, min(r2, last), c2) for r1, c1, r2, c2 in merged if r1 <= last)
    is_hidden = any(
        (v.text or "") != "SheetVisible" for v in sheet.iter("{urn:schemas-microsoft-com:office:excel}Visible")
    )
    return Sheet(sheet.get(f"{_SS}Name", ""), square(rows), spans, is_hidden, frozenset(hidden))


def _index(element: _Element, following: int) -> int:
    told = element.get(f"{_SS}Index")
    return int(told) - 1 if told and told.isdigit() else following


def _xml_value(data: _Element | None) -> Cell:
    if data is None:
        return ""
    text = "".join(str(part) for part in data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text.removesuffix(".000"))
    except ValueError:
        return text
    if kind == "Error":
        return CellFault(text or "#N/A")
    return text
