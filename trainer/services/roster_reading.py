"""The first half of a roster import: choose the file's sheets and columns, read its rows. Nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.roster_cells import plain
from trainer.domain.people.roster_columns import Layout, find_header, lay_out
from trainer.domain.people.roster_rows import ReadingRules, RosterRow, SheetRows, read_sheet, reporting_unit

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.domain.people.tables import Sheet, Workbook
    from trainer.services.office import Office

_SAMPLE_ROWS = 8
# What a file may be under its name; WPS writes both generations under .et.
_FORMS = {
    ".xlsx": ("xlsx",),
    ".xlsm": ("xlsx",),
    ".xls": ("xls",),
    ".et": ("xls", "xlsx"),
    ".csv": ("csv",),
    ".txt": ("csv",),
    ".htm": ("html",),
    ".html": ("html",),
    ".xml": ("xml",),
}
# Words of a file's name that say what it is and not whose.
_FILE_WORDS = re.compile(
    r"(干部|职工|人员|公务员|在职|全体|机关|基本|信息)*(花名册|名册|名单|信息表|统计表|情况表|登记表|汇总表?|一览表|人员表|roster)|"
    r"\d{4}年?(度)?|\d+月|\d+|最新|最终|终稿|定稿|副本|[_\-—.()（）\s]+",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(花名册|名册|名单|信息表|统计表|情况表|登记表|汇总表|一览表)")
_UNIT_LIKE = re.compile(
    r"[\u3400-\u9fff·]{2,40}(局|委|办|院|部|会|室|心|府|站|所|校|社|馆|旗|县|市|盟|州|区|镇|乡|木|团)"
)
_GENERIC_SHEET = re.compile(
    r"^(sheet|工作表|表|table)\s*\d*$|花名册|名册|名单|信息|人员|汇总|总表|roster|data", re.IGNORECASE
)
_SHEET_AFFIX = re.compile(r"^\s*\d+\s*[.、\-_]?\s*|\s*[(（]\d+[)）]\s*$")


@dataclass(frozen=True, slots=True)
class RosterChoices:
    """What a person chose; everything has a default that is told in the findings.

    Attributes:
        sheets: names of the sheets to read; empty for all visible ones with a header.
        header_rows: sheet to the 1-based row of its header.
        mappings: sheet to field -> 0-based column.
        under_unit: id, code or name of the unit the roster is about; empty for its 填报单位.
        decisions: (sheet, 1-based row, field) to the text taken in place of the cell; empty text leaves the cell out.
            The field ``person`` takes ``same`` or ``new`` where only a name connects a row to somebody.
        unit_decisions: a unit's spelling to the id of the unit meant, or ``new``.
        accept_transfers: move people whom the roster names in another unit.
        leave_out_bad_numbers: import people without an ID number that cannot be believed.
        fill_down_units: an empty unit cell means the unit above it.
        default_tier: tier of new people without one.
    """

    sheets: tuple[str, ...] = ()
    header_rows: Mapping[str, int] = field(default_factory=dict)
    mappings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    under_unit: str = ""
    decisions: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    unit_decisions: Mapping[str, str] = field(default_factory=dict)
    accept_transfers: bool = False
    leave_out_bad_numbers: bool = False
    fill_down_units: bool = False
    default_tier: str = "T2"


@dataclass(frozen=True, slots=True)
class InspectedSheet:
    """One sheet as it would be read.

    Attributes:
        is_hidden: hidden sheets are read only when chosen.
        header_row: 1-based; None when no header was found.
        labels: header words per column.
        columns: field to 0-based column as guessed or remembered.
        is_remembered: the columns were mapped like this before.
        reporting_unit: what stands behind 填报单位.
        sample: the first rows below the header, as text.
        row_count: rows below the header, blank ones included.
    """

    name: str
    is_hidden: bool
    header_row: int | None
    labels: tuple[str, ...]
    columns: Mapping[str, int]
    is_remembered: bool
    reporting_unit: str
    sample: tuple[tuple[str, ...], ...]
    row_count: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file as it would be read.

    Attributes:
        form: ``xlsx``, ``xls``, ``csv``, ``html`` or ``xml``.
        root_name: the unit the roster seems to be about; empty when it does not say.
    """

    file: str
    form: str
    sheets: tuple[InspectedSheet, ...]
    root_name: str


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """A file, read.

    Attributes:
        rows: people of all chosen sheets, in order.
        findings: what concerns the file, its sheets and columns; findings of rows stand in the rows.
        root_name: the unit the roster is about as the file says; empty when it does not.
        sources: source key to the columns a person chose, to be remembered; guesses are made anew from each file.
        sheets: name to layout and cells, for writing faulty rows out again.
    """

    file: str
    digest: str
    rows: tuple[RosterRow, ...]
    findings: tuple[Finding, ...]
    root_name: str
    sources: Mapping[str, Mapping[str, int]]
    sheets: Mapping[str, tuple[Layout, Sheet]]


def inspect(office: Office, actor: Actor, path: Path, password: str | None = None) -> Inspection:
    """Look into a file: sheets, header, meaning of columns, a few rows.

    Raises:
        Refusal: ``no_right`` and those of ``read_workbook``.
    """
    from trainer.adapters.interchange.spreadsheets import read_workbook

    require(actor, Right.MANAGE_ROSTER)
    workbook = read_workbook(path, password)
    sheets = []
    with office.database.read() as uow:
        for sheet in workbook.sheets:
            header = find_header(sheet)
            if header is None:
                sheets.append(InspectedSheet(sheet.name, sheet.is_hidden, None, (), {}, False, "", (), len(sheet.rows)))
                continue
            layout, remembered = _laid_out(uow, sheet, header)
            below = sheet.rows[layout.first_row :]
            sheets.append(
                InspectedSheet(
                    sheet.name,
                    sheet.is_hidden,
                    header + 1,
                    layout.labels,
                    layout.columns,
                    remembered,
                    reporting_unit(sheet, layout.header_row),
                    tuple(tuple(plain(cell) for cell in row) for row in below[:_SAMPLE_ROWS]),
                    len(below),
                )
            )
    units = [sheet.reporting_unit for sheet in sheets if sheet.reporting_unit]
    return Inspection(workbook.file, workbook.form, tuple(sheets), units[0] if len(set(units)) == 1 else "")


def read_roster(
    office: Office, uow: UnitOfWork, path: Path, choices: RosterChoices, password: str | None = None
) -> ReadRoster:
    """Read the rows of a file by what was chosen.

    Raises:
        Refusal: ``roster_no_header``, ``roster_no_people``, ``roster_sheet_unknown``, ``roster_column_unknown`` and
            those of ``read_workbook``.
    """
    from trainer.adapters.interchange.division_file import read_divisions
    from trainer.adapters.interchange.spreadsheets import read_workbook

    workbook = read_workbook(path, password)
    findings: list[Finding] = []
    if workbook.pictures:
        findings.append(Finding("pictures_left_out", Severity.NOTICE))
    if workbook.is_1904:
        findings.append(Finding("dates_from_1904", Severity.NOTICE))
    if workbook.form not in _FORMS.get(path.suffix.lower(), ()):
        findings.append(Finding("file_is_disguised", Severity.NOTICE, facts={"form": workbook.form}))
    rules = ReadingRules(
        local_date(office.clock.now()),
        read_divisions(office.home.root / "divisions.csv"),
        workbook.is_1904,
        choices.decisions,
        choices.leave_out_bad_numbers,
        choices.fill_down_units,
    )
    read: list[SheetRows] = []
    for sheet in _chosen(workbook, choices, findings):
        header = choices.header_rows.get(sheet.name, 0) - 1
        found = header if header >= 0 else find_header(sheet)
        if found is None or found >= len(sheet.rows):
            if any(cell != "" for row in sheet.rows for cell in row):
                findings.append(Finding("sheet_without_header", Severity.WARNING, sheet=sheet.name))
            continue
        layout, _ = _laid_out(uow, sheet, found, choices.mappings.get(sheet.name))
        if "name" not in layout.columns:
            findings.append(Finding("sheet_without_header", Severity.WARNING, sheet=sheet.name))
            continue
        read.append(read_sheet(sheet, layout, rules))
    if not read:
        raise Refusal("roster_no_header", file=workbook.file)
    if not any(sheet.rows for sheet in read):
        raise Refusal("roster_no_people", file=workbook.file)
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    root = _name_units(read, by_name, findings)
    for one in read:
        findings.extend(one.findings)
    return ReadRoster(
        workbook.file,
        workbook.digest,
        tuple(row for one in read for row in one.rows),
        tuple(findings),
        root,
        {one.layout.source_key: one.layout.columns for one in read if one.sheet in choices.mappings},
        {one.sheet: (one.layout, by_name[one.sheet]) for one in read},
    )


def name_from_file(file: str) -> str:
    """Take the name of a unit from a file's name; empty when nothing of one is left."""
    return _FILE_WORDS.sub("", Path(file).stem).strip()


def _unit_in_heading(sheet: Sheet, header_row: int) -> str:
    """Take the name of a unit from a heading such as 突泉县教育局2025年干部花名册; empty when there is none."""
    for row in sheet.rows[:header_row]:
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(texts) == 1 and _HEADING.search(texts[0]):
            name = _FILE_WORDS.sub("", re.sub(r"\s+", "", texts[0]))
            if len(name) > 2 and _UNIT_LIKE.fullmatch(name):
                return name
    return ""


def _laid_out(
    uow: UnitOfWork, sheet: Sheet, header: int, chosen: Mapping[str, int] | None = None
) -> tuple[Layout, bool]:
    guessed = lay_out(sheet, header)
    columns: Mapping[str, int] | None = chosen
    remembered = False
    if columns is None:
        columns = uow.imports.mapping(guessed.source_key)
        remembered = columns is not None
    if columns is None:
        return guessed, False
    if any(not 0 <= column < len(guessed.labels) for column in columns.values()):
        if chosen is not None:
            raise Refusal("roster_column_unknown", sheet=sheet.name)
        return guessed, False
    return lay_out(sheet, header, columns), remembered


def _chosen(workbook: Workbook, choices: RosterChoices, findings: list[Finding]) -> list[Sheet]:
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    if choices.sheets:
        for name in choices.sheets:
            if name not in by_name:
                raise Refusal("roster_sheet_unknown", sheet=name)
        return [by_name[name] for name in choices.sheets]
    for sheet in workbook.sheets:
        if sheet.is_hidden:
            findings.append(Finding("sheet_hidden_left_out", Severity.WARNING, sheet=sheet.name))
    return [sheet for sheet in workbook.sheets if not sheet.is_hidden]


def _name_units(read: list[SheetRows], sheets: Mapping[str, Sheet], findings: list[Finding]) -> str:
    """Give rows without a unit the unit of their sheet, and find the unit of the whole roster."""
    titles = {one.reporting_unit for one in read if one.reporting_unit}
    root = titles.pop() if len(titles) == 1 else ""
    if not root and not titles:
        headings = {_unit_in_heading(sheets[one.sheet], one.layout.header_row) for one in read} - {""}
        root = headings.pop() if len(headings) == 1 else ""
        if root:
            findings.append(Finding("root_from_heading", Severity.NOTICE, facts={"unit": root}))
    for one in read:
        if "unit" in one.layout.columns or "unit_code" in one.layout.columns or not one.rows:
            continue
        sheet_name = _SHEET_AFFIX.sub("", one.sheet).strip()
        named_by_sheet = sheet_name if sheet_name and not _GENERIC_SHEET.search(sheet_name) else ""
        if one.reporting_unit and one.reporting_unit != root:
            unit, code = one.reporting_unit, "unit_from_title"
        elif named_by_sheet:
            unit, code = named_by_sheet, "unit_from_sheet_name"
        else:
            unit, code = "", "unit_from_title" if root else "unit_is_root"
        for row in one.rows:
            row.unit_text = unit
        facts: dict[str, Any] = {"unit": unit or root}
        findings.append(Finding(code, Severity.NOTICE, sheet=one.sheet, facts=facts))
    return root
