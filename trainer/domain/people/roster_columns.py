"""Which row of a sheet is the header, and which column means what.

A guess is made from the words of the header and checked against what stands below; a person confirms it, and the answer is
remembered for the source (a digest of the header's words).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trainer.domain.people.tables import Cell, Sheet

# Rows that may stand above a header: titles, 填报单位, notes.
HEADER_WITHIN = 15

MINIMUM = (
    "staff_no",
    "sex",
    "ethnicity",
    "birth",
    "post",
    "post_level",
    "category",
    "political_status",
    "tier",
)
"""Fields asked for by default; missing ones are warnings. Name and unit are checked apart."""

# SOURCE: field notes of the project, part c1 (fields) and c4 (what rosters write). The first alias is the label on exports.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "staff_no": (
        "工号",
        "编号",
        "人员编码",
        "人员编号",
        "职工号",
        "职工编号",
        "员工编号",
        "工作证号",
        "人员代码",
        "工作编号",
        "Staffno",
    ),
    "name": ("姓名", "名字", "人员姓名", "干部姓名", "学员姓名", "职工姓名", "Name"),
    "id_number": (
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号码",
        "身份证",
        "证件号",
        "证件号码",
        "身份号码",
        "居民身份证",
        "IDnumber",
    ),
    "sex": ("性别", "Sex"),
    "ethnicity": ("民族", "族别", "Ethnicity"),
    "birth": ("出生年月", "出生日期", "出生年月日", "生日", "出生时间", "出生", "Birth"),
    "unit": (
        "单位",
        "单位名称",
        "工作单位",
        "所在单位",
        "单位全称",
        "部门",
        "所属单位",
        "现工作单位",
        "所在部门",
        "部门名称",
        "Unit",
    ),
    "unit_code": ("单位代码", "统一社会信用代码", "社会信用代码", "单位编码", "机构代码", "组织机构代码", "Unitcode"),
    "section": ("内设机构", "科室", "处室", "股室", "所在科室", "内设科室", "科室名称", "岗位科室", "Section"),
    "post": (
        "职务",
        "现任职务",
        "行政职务",
        "职务名称",
        "工作单位及职务",
        "单位及职务",
        "现任职务名称",
        "工作单位职务",
        "岗位",
        "Post",
    ),
    "post_level": ("职务层次", "职务级别", "级别", "行政级别", "职务层级", "Postlevel"),
    "rank": ("职级", "现职级", "职级名称", "公务员职级", "Rank"),
    "category": (
        "人员类别",
        "编制类别",
        "身份类别",
        "人员性质",
        "编制性质",
        "人员身份",
        "编制类型",
        "人员类型",
        "Category",
    ),
    "political_status": ("政治面貌", "党派", "政治身份", "Politicalstatus"),
    "work_start": ("参加工作时间", "参加工作年月", "工作时间", "参工时间", "参加工作日期", "Startofwork"),
    "education": (
        "学历",
        "文化程度",
        "最高学历",
        "全日制教育学历",
        "全日制学历",
        "学历学位",
        "全日制教育",
        "Education",
    ),
    "degree": ("学位", "最高学位", "Degree"),
    "phone": ("手机", "手机号", "手机号码", "联系电话", "电话", "联系方式", "移动电话", "电话号码", "Phone"),
    "tier": ("层级", "培训层级", "培训对象层级", "人员层级", "Tier"),
    "leader_path": ("领导类型",),
    "employment": ("在职状态", "人员状态", "在岗状态", "在岗情况", "在职情况", "Employment"),
    "employment_since": ("状态日期", "状态变动日期"),
    "order_no": ("排序号", "排序", "Order"),
    "remark": ("备注", "说明", "Remark"),
    "serial": ("序号", "序", "No", "行号"),
    "picture": ("照片", "相片", "头像", "一寸照片", "免冠照片"),
    "age": ("年龄", "周岁"),
}

IGNORED = ("serial", "picture", "age")
"""Columns that are known and left aside: running numbers, pictures, and what follows from the birth date."""

# Headers that surely mean a staff number; others (编号) may be running numbers.
_SURE_STAFF_NO = frozenset({"工号", "人员编码", "职工号", "职工编号", "员工编号", "工作证号", "人员代码", "工作编号"})

_DROP = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff'’‘`*＊:：、,，.。/\\\\_—-]+|[(（\\[【].*?[)）\\]】]")
_FIELD_OF = {alias.upper(): field_name for field_name, aliases in ALIASES.items() for alias in aliases}
_RANK_OF = {alias.upper(): place for aliases in ALIASES.values() for place, alias in enumerate(aliases)}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is to be read.

    Attributes:
        header_row: 0-based first row of the header.
        header_height: 1 or 2 rows.
        labels: header words per column; two levels joined.
        columns: field to 0-based column, the ignored ones included.
        source_key: digest of the labels, under which the mapping is remembered.
        running_numbers: the label of a column taken for running numbers, not staff numbers; empty when none.
        doubtful_staff_no: the staff numbers look like running numbers.
    """

    header_row: int
    header_height: int
    labels: tuple[str, ...]
    columns: Mapping[str, int] = field(default_factory=dict)
    source_key: str = ""
    running_numbers: str = ""
    doubtful_staff_no: bool = False

    @property
    def first_row(self) -> int:
        """0-based first row below the header."""
        return self.header_row + self.header_height

    @property
    def unread(self) -> tuple[str, ...]:
        """Labels of columns that mean nothing known."""
        used = set(self.columns.values())
        return tuple(label for column, label in enumerate(self.labels) if label and column not in used)


def header_key(text: str) -> str:
    """Reduce a header cell to its words."""
    return _DROP.sub("", text).upper()


def find_header(sheet: Sheet) -> int | None:
    """Find the row that looks most like a header.

    Returns:
        0-based row; None when no row near the top names a person's name column.
    """
    best, best_score = None, 0
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        keys = [header_key(cell) for cell in row if isinstance(cell, str) and cell]
        found = {_FIELD_OF[key] for key in keys if key in _FIELD_OF}
        if "name" not in found:
            continue
        score = max(2 * len(found) - abs(len(keys) - len(found)), 1)
        if score > best_score:
            best, best_score = index, score
    return best


def lay_out(sheet: Sheet, header_row: int, columns: Mapping[str, int] | None = None) -> Layout:
    """Read the header and guess what each column means.

    Args:
        sheet: the sheet.
        header_row: 0-based row in which the name column stands.
        columns: a mapping chosen or remembered earlier; None to guess.
    """
    top, height = _levels(sheet, header_row)
    upper = _spread(sheet, top)
    lower = _spread(sheet, top + 1) if height == 2 else [""] * len(upper)
    labels = tuple(_label(above, below) for above, below in zip(upper, lower, strict=True))
    key = hashlib.sha256("\x1f".join(map(header_key, labels)).encode()).hexdigest()
    if columns is not None:
        number, name = columns.get("staff_no"), columns.get("name")
        doubtful = None not in {number, name} and _counts_up(sheet.rows[top + height :], number or 0, name or 0)
        return Layout(top, height, labels, dict(columns), key, "", doubtful)
    guessed = _guess(upper, lower)
    running, doubtful = "", False
    column = guessed.get("staff_no")
    if column is not None and _counts_up(sheet.rows[top + height :], column, guessed.get("name", column)):
        if header_key(labels[column]) in _SURE_STAFF_NO:
            doubtful = True
        else:
            running = labels[column]
            del guessed["staff_no"]
            guessed.setdefault("serial", column)
    return Layout(top, height, labels, guessed, key, running, doubtful)


def _levels(sheet: Sheet, header_row: int) -> tuple[int, int]:
    """Find where a header of two levels begins and how many rows it has."""
    wide = [(r1, c1, r2, c2) for r1, c1, r2, c2 in sheet.merged if c2 > c1]
    tall = [(r1, c1, r2, c2) for r1, c1, r2, c2 in sheet.merged if r1 == header_row and r2 == header_row + 1]
    below = sheet.rows[header_row + 1] if header_row + 1 < len(sheet.rows) else []
    here = sheet.rows[header_row]
    if tall or any(r1 == header_row for r1, _, _, _ in wide):
        return header_row, 2 if _looks_like_header(here, below) else 1
    if _looks_like_header(here, below) and any(not cell for cell in here):
        return header_row, 2
    above = header_row - 1
    groups = [span for span in wide if span[0] == above]
    if above >= 0 and len(groups) >= 2:
        return above, 2
    return header_row, 1


def _looks_like_header(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Tell whether a row continues a header: words only, none under the name, at least one known."""
    words = [(column, cell) for column, cell in enumerate(lower) if cell != ""]
    if not words or not all(isinstance(cell, str) for _, cell in words):
        return False
    name_column = next((c for c, cell in enumerate(upper) if header_key(str(cell)) in _NAME_KEYS), None)
    if name_column is not None and any(column == name_column for column, _ in words):
        return False
    return any(header_key(str(cell)) in _FIELD_OF for _, cell in words)


_NAME_KEYS = frozenset(ALIASES["name"])


def _spread(sheet: Sheet, row: int) -> list[str]:
    """Give the texts of a header row, horizontally merged cells repeated."""
    texts = [cell if isinstance(cell, str) else str(cell) for cell in sheet.rows[row]]
    for r1, c1, r2, c2 in sheet.merged:
        if r1 <= row <= r2 and c2 > c1:
            for column in range(c1, min(c2 + 1, len(texts))):
                texts[column] = texts[c1]
    return texts


def _label(above: str, below: str) -> str:
    above, below = re.sub(r"\s+", "", above), re.sub(r"\s+", "", below)
    return f"{above}·{below}" if above and below and above != below else above or below


def _guess(upper: Sequence[str], lower: Sequence[str]) -> dict[str, int]:
    candidates: list[tuple[int, int, int, str]] = []
    for column, (above, below) in enumerate(zip(upper, lower, strict=True)):
        texts = (below, above + below) if below else (above,)
        for doubt, text in enumerate(texts):
            key = header_key(text)
            if key in _FIELD_OF:
                candidates.append((doubt, _RANK_OF[key], column, _FIELD_OF[key]))
    columns: dict[str, int] = {}
    for _, _, column, field_name in sorted(candidates):
        if field_name not in columns and column not in columns.values():
            columns[field_name] = column
    if "unit" in columns and "section" not in columns:
        # Two columns for where somebody works: the second one is the office within the unit.
        for _, _, column, field_name in sorted(candidates):
            if field_name == "unit" and column != columns["unit"] and column not in columns.values():
                columns["section"] = column
                break
    return columns


def _counts_up(rows: Sequence[Sequence[Cell]], column: int, name_column: int) -> bool:
    """Tell whether a column only numbers the lines: 1, 2, 3 ..., perhaps starting again."""
    numbers: list[int] = []
    for row in rows[:2000]:
        if not row[name_column]:
            continue
        text = str(row[column]).strip().removesuffix(".0")
        if not text.isascii() or not text.isdigit() or text[0] == "0":
            return False
        numbers.append(int(text))
    if len(numbers) < 2 or numbers[0] != 1:
        return False
    return all(later in {earlier + 1, 1} for earlier, later in pairwise(numbers))
