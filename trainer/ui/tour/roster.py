"""The small messy roster that the story brings in: a title, a reporting unit, a merged look, sums and a signature line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

BUREAU: Final = "安和旗行政审批和政务服务局"
CADRE: Final = "萨仁·高娃"
CHIEF: Final = "韩志勇"
OFFICER: Final = "冯素琴"

# Invented people of an invented bureau; ID numbers of the invented area 152299 whose check digits are right.
_PEOPLE: Final = (
    ("A01", CHIEF, "男", "1977.03", "局长", "T1", "152299197703050012"),
    ("A02", OFFICER, "女", "1983.11", "人事股股长", "T2", ""),
    ("A03", CADRE, "女", "1990-07", "综合股科员", "T2", ""),
    ("A04", "戴　宇", "男", "1988年6月", "窗口管理股股长", "T2", ""),
    ("A05", "乌力吉", "男", "1995.09", "科员", "T2", ""),
)


def write_roster(folder: Path) -> Path:
    """Write the roster as an office would hand it over.

    Returns:
        A GB18030 file, as Excel saves ``.csv`` on a Chinese Windows.
    """
    rows: list[list[str]] = [
        [f"{BUREAU}干部花名册"],
        [f"填报单位：{BUREAU}", "", "", "", "", "填报日期：2026年2月"],
        ["工号", "姓名", "性别", "出生年月", "职务", "层级", "身份证号"],
        *([*person] for person in _PEOPLE),
        ["合计", f"{len(_PEOPLE)}人"],
        ["制表人：冯素琴"],
    ]
    file = folder / "花名册.csv"
    with file.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows(rows)
    return file
