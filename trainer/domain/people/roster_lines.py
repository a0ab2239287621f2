"""Which rows of a sheet hold people, and which are totals, headers once more, notes at the foot or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.roster_cells import plain
from trainer.domain.people.roster_columns import Layout, header_key
from trainer.domain.people.tables import Cell, Sheet

_SPACE = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff]+")
_TOTAL = re.compile(r"^(小计|合计|总计|共计|累计|总人数|人数合计|合计人数|本页小计|计)[:：]?$")
_FOOT = re.compile(
    r"^(制表人|制表单位|制表|填表人|填报人|填表|审核人|审核|负责人|单位负责人|联系人|联系电话|填报日期|制表日期|填表日期|备注|注|说明|填表说明|经办人|复核)\d?[:：]"
)
_COUNT_LINE = re.compile(r"^(共|合计|总计|小计)\s*\d+\s*人")
# The usual name, which needs no second look; words of totals, foot lines and headers begin otherwise.
_NAME_LIKE = re.compile("[^小合总共累计姓本制填审备注\\W\\d_][^\\W\\d_]{1,3}")


def people_rows(sheet: Sheet, layout: Layout) -> tuple[list[int], list[Finding]]:
    """Find the rows that hold people, and tell which others were left out."""
    kept: list[int] = []
    left: dict[str, list[int]] = {"rows_total": [], "rows_repeated_header": [], "rows_foot": []}
    name_column = layout.columns["name"]
    name_label = header_key(plain(sheet.rows[layout.header_row][name_column])) or "姓名"
    name_keys = {name_label, header_key(layout.labels[name_column]), "姓名"}
    serial = layout.columns.get("serial")
    plain_left: dict[Cell, bool] = {}
    for index in range(layout.first_row, len(sheet.rows)):
        row = sheet.rows[index]
        name = row[name_column]
        if (
            type(name) is str
            and _NAME_LIKE.fullmatch(name)
            and all(_is_plain(c, plain_left) for c in row[:name_column])
        ):
            kept.append(index)
            continue
        texts = [
            text
            for column, cell in enumerate(row)
            if column != serial and (text := _SPACE.sub("", cell) if isinstance(cell, str) else plain(cell))
        ]
        if (
            serial is not None
            and serial < len(row)
            and (_TOTAL.match(plain(row[serial])) or _FOOT.match(plain(row[serial])))
        ):
            texts.insert(0, _SPACE.sub("", plain(row[serial])))
        if not texts:
            continue  # blank, or the numbered rest of a form
        if isinstance(name, str) and header_key(name) in name_keys:
            left["rows_repeated_header"].append(index + 1)
        elif any(_TOTAL.match(text) or _COUNT_LINE.match(text) for text in texts[:4]) and _is_total(name, texts):
            left["rows_total"].append(index + 1)
        elif _is_foot(texts, name) or (len(texts) == 1 and name == ""):
            left["rows_foot"].append(index + 1)
        else:
            kept.append(index)
    return kept, [
        Finding(code, Severity.NOTICE, sheet=sheet.name, facts={"n": len(rows), "rows": listed(rows)})
        for code, rows in left.items()
        if rows
    ]


def _is_total(name: Cell, texts: Sequence[str]) -> bool:
    # A total line has no person's name: the word itself, a count or nothing stands there.
    text = _SPACE.sub("", plain(name))
    return not text or bool(_TOTAL.match(text) or _COUNT_LINE.match(text)) or text.removesuffix("人").isdigit()


def _is_foot(texts: Sequence[str], name: Cell) -> bool:
    if not any(_FOOT.match(text) for text in texts[:2]):
        return False
    label = _SPACE.sub("", plain(name))
    return not label or bool(_FOOT.match(label)) or ":" in label or "：" in label or len(texts) <= 4


def _is_plain(cell: Cell, known: dict[Cell, bool]) -> bool:
    """Tell whether a cell left of the name is neither a total's nor a foot line's word."""
    found = known.get(cell)
    if found is None:
        text = _SPACE.sub("", plain(cell))
        found = known[cell] = not (_TOTAL.match(text) or _FOOT.match(text) or _COUNT_LINE.match(text))
    return found


def listed(rows: Sequence[int], limit: int = 12) -> str:
    """Name some rows in a sentence, not all of a long list."""
    shown = "、".join(map(str, rows[:limit]))
    return shown + ("…" if len(rows) > limit else "")
