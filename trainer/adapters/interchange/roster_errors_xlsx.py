"""Write refused roster rows as a workbook to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from trainer.adapters.interchange.workbooks import new_workbook
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.roster_columns import Layout
from trainer.domain.people.roster_rows import RosterRow
from trainer.domain.people.tables import Cell, Sheet
from trainer.wording import t
from trainer.wording.people_terms import say_finding

_RED, _YELLOW = "#F8CBAD", "#FFF2CC"


def write_rows(
    target: Path, rows: Iterable[RosterRow], sheets: Mapping[str, tuple[Layout, Sheet]], root_name: str
) -> int:
    """Write rows sheet by sheet, as they stood, with the reason behind them.

    Cells are coloured (red: blocks, yellow: to be looked at) and commented; the last columns hold the row's number in the
    original file and all reasons. The file can be imported again as it is, once mended.

    Returns:
        How many rows were written.

    Raises:
        Fault: ``file_not_written``, ``disk_full``.
    """
    by_sheet: dict[str, list[RosterRow]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(row)
    with new_workbook(target) as book:
        formats = _formats(book)
        for name, listed in by_sheet.items():
            layout, sheet = sheets[name]
            _write_sheet(book.add_worksheet(name[:31] or None), layout, sheet, listed, root_name, formats)
        if not by_sheet:
            book.add_worksheet()
    return sum(map(len, by_sheet.values()))


def _formats(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "valign": "top"}
    return {
        "title": book.add_format({"italic": True}),
        "header": book.add_format({**edge, "bold": True, "bg_color": "#D9E2F3", "text_wrap": True}),
        "": book.add_format({**edge, "num_format": "@"}),
        "date": book.add_format({**edge, "num_format": "yyyy-mm-dd"}),
        Severity.ERROR: book.add_format({**edge, "num_format": "@", "bg_color": _RED}),
        Severity.WARNING: book.add_format({**edge, "num_format": "@", "bg_color": _YELLOW}),
        "why": book.add_format({**edge, "text_wrap": True}),
    }


def _write_sheet(
    page: Any, layout: Layout, sheet: Sheet, rows: Sequence[RosterRow], root_name: str, formats: Mapping[Any, Any]
) -> None:
    width = len(layout.labels)
    page.write_string(0, 0, f"填报单位：{root_name}", formats["title"])
    for column, label in enumerate(layout.labels):
        page.write_string(1, column, label.replace("·", ""), formats["header"])
    page.write_string(1, width, t("Row in the file"), formats["header"])
    page.write_string(1, width + 1, t("What is wrong"), formats["header"])
    page.set_column(0, max(width - 1, 0), 14)
    page.set_column(width + 1, width + 1, 60)
    page.freeze_panes(2, 0)
    columns = {label: column for column, label in enumerate(layout.labels)}
    unit_column = layout.columns.get("unit")
    for index, row in enumerate(rows, 2):
        cells = list(sheet.rows[row.row - 1])
        if unit_column is not None and not cells[unit_column]:
            cells[unit_column] = row.unit_text
        marks = _marks(row.findings, columns, layout.columns["name"])
        for column, cell in enumerate(cells[:width]):
            found = marks.get(column, [])
            worst = _worst(found)
            _write_cell(page, index, column, cell, formats[worst or ""], formats["date"] if not worst else None)
            if found:
                page.write_comment(index, column, "\n".join(say_finding(one.code, one.facts) for one in found))
        page.write_number(index, width, row.row, formats[""])
        reasons = [one for one in row.findings if one.severity is Severity.ERROR]
        page.write_string(
            index, width + 1, "\n".join(say_finding(one.code, one.facts) for one in reasons), formats["why"]
        )


def _marks(findings: Sequence[Finding], columns: Mapping[str, int], name_column: int) -> dict[int, list[Finding]]:
    marks: dict[int, list[Finding]] = {}
    for one in findings:
        if one.severity is not Severity.NOTICE:
            marks.setdefault(columns.get(one.column or "", name_column), []).append(one)
    return marks


def _worst(findings: Sequence[Finding]) -> Severity | None:
    severities = {one.severity for one in findings}
    for severity in (Severity.ERROR, Severity.WARNING):
        if severity in severities:
            return severity
    return None


def _write_cell(page: Any, row: int, column: int, cell: Cell, plain: Any, dated: Any) -> None:
    if isinstance(cell, bool) or cell == "":
        page.write_blank(row, column, None, plain) if cell == "" else page.write_boolean(row, column, cell, plain)
    elif isinstance(cell, datetime | date):
        page.write_datetime(row, column, cell, dated or plain)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell, plain)
    else:
        page.write_string(row, column, str(cell), plain)
