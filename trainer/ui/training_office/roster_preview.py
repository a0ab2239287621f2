"""The rows of a roster as its preview shows them: what happens to each, what was found, and what a person may decide."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.roster_plan import Action
from trainer.services.import_roster import PreviewRow
from trainer.ui.models.record_table import TableColumn
from trainer.ui.widgets import PlainButton
from trainer.wording import N_, t
from trainer.wording.people_terms import say_finding

ACTIONS: Final = {
    Action.ADDED: (N_("new"), "good"),
    Action.CHANGED: (N_("changed"), "info"),
    Action.MOVED: (N_("moves unit"), "info"),
    Action.UNCHANGED: (N_("unchanged"), "quiet"),
    Action.REFUSED: (N_("refused"), "bad"),
}

# Invented people, with what real rosters are full of: a title, dates in four forms, an unreadable one, sums, a signature.
_MESSY: Final = (
    ("示范盟民政局干部花名册",),
    ("填报单位：示范盟民政局", "", "", "", "填报日期：2026年3月"),
    ("序号", "姓名", "性别", "出生年月", "单位", "职务", "人员类别"),
    ("1", "张 建国", "男", "1968.03", "民政局", "局长", "公务员"),
    ("2", "其木格", "女", "1975.1", "示范盟民政局", "副局长", "公务员"),
    ("3", "李秀英（借调）", "女", "1983年11月", "示范盟民政局", "科长", "公务员"),
    ("4", "布仁", "男", "19900229", "示范盟民政局", "科员", "公务员"),
    ("5", "王3", "男", "1988-06", "示范盟民政局", "科员", "公务员"),
    ("6", "赵丽娜", "女", "1992.7", "示范盟民政局", "科员", "事业编"),
    ("合计", "6人"),
    ("制表人：赵丽娜",),
)


class WayOut(PlainButton):
    """One thing that a person may decide about a row. Signals: taken(place, text)."""

    taken = Signal(object, str)

    def __init__(self, words: str, place: tuple[str, int, str], text: str) -> None:
        super().__init__(words, "check", self._take)
        self._place, self._text = place, text

    def _take(self) -> None:
        self.taken.emit(self._place, self._text)


def row_columns() -> list[TableColumn[PreviewRow]]:
    """Give the columns of the preview."""
    return [
        TableColumn(t("Row"), lambda row: row.row, width=64, is_number=True),
        TableColumn(t("Name"), lambda row: row.name, width=130),
        TableColumn(t("Unit"), lambda row: row.unit, width=200, stretches=True),
        TableColumn(
            t("What happens"),
            lambda row: row.action.value,
            lambda row: t(ACTIONS[row.action][0]),
            width=130,
            state=lambda row: ACTIONS[row.action][1],
        ),
        TableColumn(t("What was found"), _worst, _said, width=420, stretches=True),
    ]


def cell_at(index: int) -> Any:
    """Give the reader of one cell of a sample row."""

    def value(row: tuple[str, ...]) -> str:
        return row[index] if index < len(row) else ""

    return value


def _worst(row: PreviewRow) -> int:
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
    return min((order[finding.severity] for finding in row.findings), default=3)


def _said(row: PreviewRow) -> str:
    return t("; ").join(say_finding(finding.code, finding.facts) for finding in row.findings) or "—"


def finding_words(finding: Finding) -> str:
    """Put a finding into words, its column first."""
    words = say_finding(finding.code, finding.facts)
    return t("{column}: {words}", column=finding.column, words=words) if finding.column else words


def write_messy(folder: Path) -> Path:
    """Write a small roster with what real ones are full of, in the encoding that Excel gives a CSV in China."""
    file = folder / "花名册.csv"
    with file.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows(_MESSY)
    return file
