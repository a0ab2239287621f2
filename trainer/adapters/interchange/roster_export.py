"""Write the roster as a workbook that can be read in again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from trainer.adapters.interchange.workbooks import new_workbook
from trainer.domain.kernel.time import CHINA
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.codes import TABLES
from trainer.domain.people.roster_columns import ALIASES

# The order in which personnel offices are used to see them.
COLUMNS: Sequence[str] = (
    "order_no",
    "staff_no",
    "name",
    "sex",
    "ethnicity",
    "birth",
    "id_number",
    "unit_code",
    "unit",
    "section",
    "post",
    "post_level",
    "rank",
    "category",
    "political_status",
    "work_start",
    "education",
    "degree",
    "phone",
    "tier",
    "employment",
    "remark",
)
_WIDTHS = {"name": 16, "id_number": 22, "unit": 30, "post": 24, "unit_code": 20, "phone": 14, "remark": 20}


def write_roster(
    target: Path,
    people: Iterable[tuple[Cadre, str, str, str, str]],
    *,
    root_name: str,
    written_by: str,
    written_at: datetime,
) -> int:
    """Write people, one row each; text stays text, so that no number is rounded.

    Args:
        target: the .xlsx file.
        people: cadre, unit name, unit code, ID number and phone as they may be shown (masked or in clear).
        root_name: stands behind 填报单位.
        written_by: stands at the foot with the time, so that a copy can be traced.

    Returns:
        How many people were written.

    Raises:
        Fault: ``file_not_written``, ``disk_full``.
    """
    count = 0
    with new_workbook(target) as book:
        page = book.add_worksheet("花名册")
        header = book.add_format({"bold": True, "border": 1, "bg_color": "#D9E2F3"})
        cell = book.add_format({"border": 1, "num_format": "@"})
        page.write_string(0, 0, f"填报单位：{root_name}")
        for column, name in enumerate(COLUMNS):
            page.write_string(1, column, ALIASES[name][0], header)
            page.set_column(column, column, _WIDTHS.get(name, 11))
        for row, (cadre, unit, code, id_number, phone) in enumerate(people, 2):
            special = {"unit": unit, "unit_code": code, "id_number": id_number, "phone": phone}
            for column, name in enumerate(COLUMNS):
                page.write_string(row, column, special.get(name) or _text(cadre, name), cell)
            count += 1
        moment = written_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        page.write_string(count + 2, 0, f"制表人：{written_by}　制表日期：{moment}")
        page.freeze_panes(2, 3)
        page.autofilter(1, 0, count + 1, len(COLUMNS) - 1)
        page.set_landscape()
        page.repeat_rows(1)
        page.set_footer(f"&C{written_by} {moment}&R&P / &N")
    return count


def _text(cadre: Cadre, name: str) -> str:
    value = getattr(cadre, name, "")
    if name in TABLES:
        return TABLES[name].label(str(value)) if value else ""
    return str(value) if value != 0 else ""
