"""From a laid-out sheet to rows of values, each with what was found in its cells.

Merged unit cells are filled down; each column is read as a whole, each distinct cell once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.cadres import mask_id_number
from trainer.domain.people.dates import decide_by, months_between
from trainer.domain.people.divisions import DivisionTable
from trainer.domain.people.id_numbers import ReadNumber, area_of, birth_of, is_valid, read_id_number, sex_of
from trainer.domain.people.roster_cells import EMPTY, ERROR_VALUES, Read, read_person_name, reader_of, tidy
from trainer.domain.people.roster_columns import IGNORED, MINIMUM, Layout
from trainer.domain.people.roster_lines import listed, people_rows
from trainer.domain.people.tables import Cell, CellFault, Sheet

_SPACE = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff]+")
_MONTH_TEN = re.compile(r"^\s*\d{2,4}[.．]10\s*$")
_REPORTING_UNIT = re.compile(
    r"(?:填报单位|填表单位|报送单位|制表单位|上报单位|呈报单位|单位名称|(?<![\u4e00-\u9fff])单位)\s*(?:[(（].*?[)）])?\s*[:：]\s*(.*)",
    re.S,
)
_NEXT_ITEM = re.compile("[ \u3000\t\n]{2,}|[ \u3000\t\n]+(?=[^ \u3000\t\n]{2,8}[:：])")

# Cells that one merged range may stand for in several rows; a name or a number is never repeated.
_FILLED_DOWN = ("unit", "unit_code", "section", "category", "post_level", "employment", "tier")

# Below this age at the start of work a month was probably misread. SOURCE: field notes, part c1.
_WORKING_AGE_MONTHS = 14 * 12


@dataclass(slots=True)
class RosterRow:
    """One person as a roster names one.

    Attributes:
        sheet, row: where the row stands; rows count from 1.
        name: empty when it is missing or refused.
        unit_text, unit_code: as written; both empty where the sheet or the title says it.
        id_number, phone: in clear; never leave the import.
        values: further fields of a cadre, only those that hold something.
        findings: what was found in the row.
    """

    sheet: str
    row: int
    name: str = ""
    unit_text: str = ""
    unit_code: str = ""
    id_number: str = ""
    phone: str = ""
    values: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_refused: bool = False
    _read: tuple[int, bool] = (0, False)

    def mark_read(self) -> None:
        """Note that reading has ended; what follows is found in planning."""
        self._read = len(self.findings), self.is_refused

    def forget_planning(self) -> None:
        """Drop what an earlier planning found, so that the row can be planned anew."""
        count, self.is_refused = self._read
        del self.findings[count:]

    def tell(self, code: str, severity: Severity, column: str | None = None, **facts: Any) -> None:
        """Add a finding; an error refuses the row."""
        self.findings.append(Finding(code, severity, "", None, self.sheet, self.row, column, facts))
        if severity is Severity.ERROR:
            self.is_refused = True


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One sheet, read.

    Attributes:
        rows: people, in the order of the sheet.
        findings: what concerns the sheet or a column as a whole.
        reporting_unit: what stands behind 填报单位 above the header; empty when nothing does.
    """

    sheet: str
    rows: tuple[RosterRow, ...]
    findings: tuple[Finding, ...]
    reporting_unit: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What reading needs to know.

    Attributes:
        today: the day of the import in China.
        divisions: known division codes.
        is_1904: the workbook's day count.
        decisions: (sheet, row, field) to the text a person chose in place of the cell; empty text leaves the cell out.
        leave_out_bad_numbers: import people without an ID number that cannot be believed, instead of refusing the row.
        fill_down_units: an empty unit cell means the unit above.
    """

    today: date
    divisions: DivisionTable
    is_1904: bool = False
    decisions: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    leave_out_bad_numbers: bool = False
    fill_down_units: bool = False


def reporting_unit(sheet: Sheet, header_row: int) -> str:
    """Find what stands behind 填报单位 above the header."""
    for row in sheet.rows[:header_row]:
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or not cell:
                continue
            found = _REPORTING_UNIT.search(cell)
            if found is None:
                continue
            text = _NEXT_ITEM.split(found[1].strip("_ \u3000"), maxsplit=1)[0]
            if not text:
                text = next((c for c in row[column + 1 :] if isinstance(c, str) and c.strip()), "")
            text = re.sub(r"[(（](盖章|公章|签章|章)[)）]|_+", "", _SPACE.sub("", text))
            if text and not text.endswith((":", "：")):
                return text
    return ""


def read_sheet(sheet: Sheet, layout: Layout, rules: ReadingRules) -> SheetRows:
    """Read all people of a sheet."""
    kept, told = people_rows(sheet, layout)
    rows = [RosterRow(sheet.name, index + 1) for index in kept]
    findings = told
    columns = {name: column for name, column in layout.columns.items() if name not in IGNORED}
    cells = {name: _column(sheet, column, kept, name, layout) for name, column in columns.items()}
    _apply_decisions(sheet, rows, cells, rules, layout.labels, columns)
    _read_names(rows, cells.pop("name"), layout.labels[columns["name"]], findings)
    if "id_number" in cells:
        label = layout.labels[columns["id_number"]]
        _read_id_numbers(rows, cells.pop("id_number"), label, rules, findings)
    for name, values in cells.items():
        _read_column(rows, name, values, layout.labels[columns[name]], rules, findings)
    _fill_units(rows, layout, columns, rules)
    _compare(rows, layout, columns, rules)
    _missing(rows, layout, columns, findings)
    for row in rows:
        row.mark_read()
    findings += _about_columns(sheet, layout)
    return SheetRows(sheet.name, tuple(rows), tuple(findings), reporting_unit(sheet, layout.header_row), layout)


def _apply_decisions(
    sheet: Sheet,
    rows: Sequence[RosterRow],
    cells: Mapping[str, list[Cell]],
    rules: ReadingRules,
    labels: Sequence[str],
    columns: Mapping[str, int],
) -> None:
    places = {row.row: place for place, row in enumerate(rows)}
    for (where, number, name), text in rules.decisions.items():
        place = places.get(number)
        if where != sheet.name or name not in cells or place is None:
            continue
        if name == "id_number":
            old = _id_number(cells[name][place])
            if old is not None and old.offer and old.offer == text:
                # An accepted rebuild stays marked until somebody has seen the card.
                rows[place].values["remark"] = "身份证号待核"
                label = labels[columns[name]]
                rows[place].tell("id_number_rebuilt", Severity.NOTICE, label, number=mask_id_number(text))
        cells[name][place] = text


def _sheet_finding(sheet: str, code: str, severity: Severity, column: str | None = None, **facts: Any) -> Finding:
    return Finding(code, severity, "", None, sheet, None, column, facts)


def _column(sheet: Sheet, column: int, kept: Sequence[int], name: str, layout: Layout) -> list[Cell]:
    rows = sheet.rows
    if name in _FILLED_DOWN and sheet.merged:
        filled: dict[int, Cell] = {}
        for r1, c1, r2, c2 in sheet.merged:
            if c1 <= column <= c2 and r2 > r1 >= layout.first_row:
                filled.update(dict.fromkeys(range(r1 + 1, r2 + 1), rows[r1][c1]))
        if filled:
            return [rows[index][column] or filled.get(index, "") for index in kept]
    return [rows[index][column] for index in kept]


def _read_names(rows: Sequence[RosterRow], cells: Sequence[Cell], label: str, findings: list[Finding]) -> None:
    tidied: list[int] = []
    for row, cell in zip(rows, cells, strict=True):
        read = read_person_name(cell)
        row.name = read.value
        if read.code:
            row.tell(read.code, read.severity, label, **read.facts)
            if read.facts.get("aside"):
                row.values["remark"] = read.facts["aside"]
        elif not read.value:
            row.tell("name_missing", Severity.ERROR, label)
        elif read.is_tidied:
            tidied.append(row.row)
    _tell_tidied(rows, label, tidied, findings)


def _read_id_numbers(
    rows: Sequence[RosterRow], cells: Sequence[Cell], label: str, rules: ReadingRules, findings: list[Finding]
) -> None:
    tidied: list[int] = []
    suspicious: list[RosterRow] = []
    rounded = False
    unknown_area: dict[str, bool] = {}
    is_unknown = rules.divisions.is_unknown
    severity = Severity.WARNING if rules.leave_out_bad_numbers else Severity.ERROR
    for row, cell in zip(rows, cells, strict=True):
        if cell == "":
            continue
        if type(cell) is str and len(cell) == 18 and is_valid(cell):
            number = cell
        else:
            read = _id_number(cell)
            if read is None:
                continue
            if read.refusal:
                rounded = rounded or read.refusal in {"id_number_rounded", "id_number_scientific"}
                facts = {"offer": mask_id_number(read.offer)} if read.offer else {}
                row.tell(read.refusal, severity, label, **facts)
                continue
            number = read.number
            if "id_number_look_alike" in read.notices:
                row.tell("id_number_look_alike", Severity.NOTICE, label, number=mask_id_number(number))
            elif read.notices:
                tidied.append(row.row)
        row.id_number = number
        if number.endswith("000"):
            suspicious.append(row)
        area = area_of(number)
        unknown = unknown_area.get(area)
        if unknown is None:
            unknown = unknown_area[area] = is_unknown(area)
        if unknown:
            row.tell("id_number_area_unknown", Severity.WARNING, label, area=area)
    for row in suspicious:
        # One in eleven rounded numbers passes the check by accident; among other rounded ones it is not believed.
        if rounded:
            row.id_number = ""
            row.tell("id_number_rounded", severity, label)
        else:
            row.tell("id_number_ends_in_zeros", Severity.WARNING, label)
    _tell_tidied(rows, label, tidied, findings)


def _id_number(cell: Cell) -> ReadNumber | None:
    if isinstance(cell, CellFault) or cell in ERROR_VALUES:
        return ReadNumber("", "id_number_cell_fault")
    if isinstance(cell, str):
        text = tidy(cell)
        if not text or text in {"/", "-", "—", "无"} or "****" in text:
            return None  # a masked number, as our own exports write it, says nothing
    elif isinstance(cell, bool) or not isinstance(cell, int | float):
        return ReadNumber("", "id_number_malformed")
    return read_id_number(cell)


def _read_column(
    rows: Sequence[RosterRow],
    name: str,
    cells: Sequence[Cell],
    label: str,
    rules: ReadingRules,
    findings: list[Finding],
) -> None:
    keeps_zeros = name in {"birth", "work_start"} and any(isinstance(c, str) and _MONTH_TEN.match(c) for c in cells)
    reader = reader_of(name, today=rules.today, is_1904=rules.is_1904, keeps_zeros=keeps_zeros)
    known: dict[Cell, Read] = {"": EMPTY}
    tidied: list[int] = []
    attribute = _ATTRIBUTES.get(name)
    is_usual = _USUAL.get(name)
    for row, cell in zip(rows, cells, strict=True):
        if is_usual is not None and type(cell) is str and is_usual(cell):
            if attribute is not None:
                setattr(row, attribute, cell)
            else:
                row.values[name] = cell
            continue
        try:
            read = known[cell]
        except KeyError:
            read = reader(cell)
            # NOTE: True equals 1 and a faulty cell equals its text, so only plain kinds are kept.
            if type(cell) is not bool and type(cell) is not CellFault:
                known[cell] = read
        value = read.value
        if read.code:
            if read.readings:
                value = _decide(row, name, read, label)
            else:
                row.tell(read.code, read.severity, label, **read.facts)
        if not value:
            continue
        if read.is_tidied:
            tidied.append(row.row)
        if attribute is not None:
            setattr(row, attribute, value)
        elif name == "remark" and "remark" in row.values:
            row.values["remark"] += f"；{value}"
        else:
            row.values[name] = value
    _tell_tidied(rows, label, tidied, findings)


_ATTRIBUTES: Mapping[str, str] = {"unit": "unit_text", "unit_code": "unit_code", "phone": "phone"}

# Columns in which every cell differs; what looks as usual needs no reader.
_USUAL: Mapping[str, Callable[[str], object]] = {
    "staff_no": re.compile("[0-9A-Za-z]{1,20}").fullmatch,
    "phone": re.compile(r"1[3-9][0-9]{9}").fullmatch,
}


def _decide(row: RosterRow, name: str, read: Read, label: str) -> str:
    """Choose between two readings by the ID number, or ask."""
    if name == "birth" and row.id_number:
        chosen = decide_by(read.readings, birth_of(row.id_number))
        if chosen:
            row.tell("date_decided_by_id", Severity.NOTICE, label, value=read.facts["value"], read=chosen)
            return chosen
    # Without a birth month a person may be met wrongly; other dates are merely left out.
    row.tell(read.code, Severity.ERROR if name == "birth" else Severity.WARNING, label, **read.facts)
    return ""


def _fill_units(rows: Sequence[RosterRow], layout: Layout, columns: Mapping[str, int], rules: ReadingRules) -> None:
    if "unit" not in columns and "unit_code" not in columns:
        return
    label = layout.labels[columns["unit"] if "unit" in columns else columns["unit_code"]]
    above: tuple[str, str] = ("", "")
    for row in rows:
        if row.unit_text or row.unit_code:
            above = (row.unit_text, row.unit_code)
        elif rules.fill_down_units and any(above):
            row.unit_text, row.unit_code = above
            row.tell("unit_filled_down", Severity.NOTICE, label, unit=above[0] or above[1])
        else:
            row.tell("unit_missing", Severity.ERROR, label)


def _compare(rows: Sequence[RosterRow], layout: Layout, columns: Mapping[str, int], rules: ReadingRules) -> None:
    """Hold what the row says against its ID number and against itself."""
    labels = {name: layout.labels[column] for name, column in columns.items()}
    for row in rows:
        values = row.values
        number = row.id_number
        birth = values.get("birth", "")
        if number:
            sex, born = sex_of(number), birth_of(number)
            written = values.get("sex", "")
            if not written or written in "09":
                values["sex"] = sex
                row.tell("sex_from_id", Severity.NOTICE, labels.get("sex"))
            elif written != sex:
                row.tell("sex_differs_from_id", Severity.WARNING, labels.get("sex"))
            if not birth and not row.is_refused:
                values["birth"] = birth = born
                row.tell("birth_from_id", Severity.NOTICE, labels.get("birth"))
            elif birth and birth[:7] != born[:7]:
                row.tell("birth_differs_from_id", Severity.WARNING, labels.get("birth"), birth=birth)
        start = values.get("work_start", "")
        if start and birth and months_between(birth, start) < _WORKING_AGE_MONTHS:
            row.tell("work_start_too_early", Severity.WARNING, labels.get("work_start"), value=start)


def _missing(rows: Sequence[RosterRow], layout: Layout, columns: Mapping[str, int], findings: list[Finding]) -> None:
    sheet = rows[0].sheet if rows else ""
    either = {"post_level": "rank"}  # people without a leading post carry a rank instead
    for name in MINIMUM:
        if name == "staff_no":
            continue
        if name not in columns:
            if rows and either.get(name) not in columns:
                findings.append(_sheet_finding(sheet, "column_missing", Severity.WARNING, field=name))
            continue
        label = layout.labels[columns[name]]
        other = either.get(name)
        for row in rows:
            if name not in row.values and (other is None or other not in row.values) and not row.is_refused:
                row.tell("field_missing", Severity.WARNING, label, field=name)


def _about_columns(sheet: Sheet, layout: Layout) -> list[Finding]:
    findings = [_sheet_finding(sheet.name, "column_not_read", Severity.NOTICE, label) for label in layout.unread]
    if layout.running_numbers:
        findings.append(_sheet_finding(sheet.name, "column_is_running_number", Severity.NOTICE, layout.running_numbers))
    if layout.doubtful_staff_no:
        label = layout.labels[layout.columns["staff_no"]]
        findings.append(_sheet_finding(sheet.name, "staff_no_counts_up", Severity.WARNING, label))
    if "picture" in layout.columns:
        label = layout.labels[layout.columns["picture"]]
        findings.append(_sheet_finding(sheet.name, "pictures_left_out", Severity.NOTICE, label))
    hidden = sorted(index + 1 for index in sheet.hidden_rows if index >= layout.first_row)
    if hidden:
        findings.append(
            _sheet_finding(sheet.name, "rows_hidden_read", Severity.NOTICE, n=len(hidden), rows=listed(hidden))
        )
    if sheet.formula_cells:
        findings.append(_sheet_finding(sheet.name, "formula_results_read", Severity.NOTICE, n=sheet.formula_cells))
    return findings


def _tell_tidied(rows: Sequence[RosterRow], label: str, tidied: Sequence[int], findings: list[Finding]) -> None:
    if tidied:
        sheet = rows[0].sheet
        findings.append(
            _sheet_finding(sheet, "cells_tidied", Severity.NOTICE, label, n=len(tidied), rows=listed(tidied))
        )
