"""Everybody's results of one examination; regrade and export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.sittings.exam import Exam
from trainer.services.overviews.exams import ExamLine, exam_list
from trainer.services.results import (
    RegradeReport,
    ResultView,
    band_text,
    exam_results,
    export_results,
    regrade,
    state_text,
)
from trainer.ui.administrator.moments import minute
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row
from trainer.ui.widgets import DataTable, PlainButton, SearchField
from trainer.ui.widgets.files import choose_target
from trainer.wording import current_language, t


class ResultsPage(Page):
    """One examination's results, by unit and person."""

    depends_on = frozenset({Area.RESULTS, Area.EXAMS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "examiner.results",
            t("Results"),
            t("A regrade adds a result beside the old one; nothing is overwritten."),
            scroll=False,
            max_width=0,
        )
        self._exam_id = ""
        self._views: tuple[ResultView, ...] = ()
        top = Row(gap=12)
        self.exam = QComboBox()
        self.exam.setAccessibleName(t("Examination"))
        self.exam.activated.connect(self._on_exam)
        self.search = SearchField(t("Find a name or unit"))
        self.search.searched.connect(self._on_search)
        top.addWidget(self.exam, 2)
        top.addWidget(self.search, 1)
        self.body.addLayout(top)
        self.table: DataTable[ResultView] = DataTable(
            [
                TableColumn(t("Name"), lambda view: view.cadre_name, width=144),
                TableColumn(t("Unit"), lambda view: view.unit_name, width=156, stretches=True),
                TableColumn(
                    t("Sitting no."),
                    lambda view: view.attempt,
                    width=70 if current_language() == "zh" else 96,
                    is_number=True,
                ),
                TableColumn(
                    t("Marks"),
                    lambda view: float(view.marks) if view.marks is not None else None,
                    lambda view: view.marks or "—",
                    width=76,
                    is_number=True,
                ),
                TableColumn(t("Out of"), lambda view: view.of, lambda view: view.of or "—", width=76, is_number=True),
                TableColumn(
                    t("Band"),
                    lambda view: view.band,
                    lambda view: band_text(view.band) or "—",
                    width=112 if current_language() == "zh" else 150,
                    state=lambda view: None if not view.band else ("good" if view.is_passed else "bad"),
                ),
                TableColumn(
                    t("State"),
                    lambda view: view.state,
                    lambda view: state_text(view.state),
                    width=80 if current_language() == "zh" else 170,
                ),
                TableColumn(
                    t("Handed in at"), lambda view: view.handed_in_at, lambda view: minute(view.handed_in_at), width=146
                ),
                TableColumn(t("Fingerprint"), lambda view: view.fingerprint, width=208),
            ],
            t("Results"),
            frozen=True,
            empty=t("Nobody has sat this examination yet."),
        )
        self.table.opened.connect(self._review)
        self.body.addWidget(self.table, 1)
        below = Row(gap=8)
        below.addWidget(PlainButton(t("Look through the paper"), "eye", self._review_current))
        below.addStretch(1)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(t("Reason of a regrade"))
        self.reason.setAccessibleName(t("Reason of a regrade"))
        below.addWidget(self.reason, 1)
        below.addWidget(PlainButton(t("Regrade"), "refresh-cw", self._regrade))
        self.body.addLayout(below)
        self.set_primary(t("Export"), self._export, "file-spreadsheet")

    def enter(self, exam_id: str = "", **args: Any) -> None:
        self._exam_id = exam_id or self._exam_id
        super().enter(**args)

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> tuple[tuple[ExamLine, ...], Exam | None, tuple[ResultView, ...]]:
        office, actor = self.context.office, self.context.actor
        exams = exam_list(office, actor)
        ids = [line.exam_id for line in exams]
        exam_id = self._exam_id if self._exam_id in ids else next(iter(ids), "")
        if not exam_id:
            return exams, None, ()
        exam, views = exam_results(office, actor, exam_id)
        return exams, exam, views

    def _show(self, read: tuple[tuple[ExamLine, ...], Exam | None, tuple[ResultView, ...]]) -> None:
        exams, exam, self._views = read
        if exam is None:
            self.show_empty("clipboard-check", t("There is no examination yet, so there are no results."))
            return
        self.show_body()
        self._exam_id = exam.id
        self.exam.clear()
        for line in exams:
            self.exam.addItem(line.name, line.exam_id)
        self.exam.setCurrentIndex(max(0, self.exam.findData(exam.id)))
        self._on_search(self.search.text())

    def _on_exam(self, index: int) -> None:
        self._exam_id = self.exam.itemData(index)
        self.read_again()

    def _on_search(self, text: str) -> None:
        wanted = text.strip()
        self.table.set_records(
            [view for view in self._views if not wanted or wanted in view.cadre_name or wanted in view.unit_name]
        )

    def _review(self, view: ResultView) -> None:
        self.context.navigate("learner.review", sitting_id=view.sitting_id)

    def _review_current(self) -> None:
        if self.table.current is not None:
            self._review(self.table.current)

    def _regrade(self) -> None:
        office, actor, exam_id, reason = self.context.office, self.context.actor, self._exam_id, self.reason.text()
        self.run_long(
            lambda _p: regrade(office, actor, exam_id, reason), self._on_regraded, title=t("Regrading"), writes=True
        )

    def _on_regraded(self, done: tuple[RegradeReport, Changes]) -> None:
        report, changes = done
        self.reason.clear()
        self.context.hub.tell(changes)
        self.tell(
            t(
                "{sittings} sittings looked at; {changed} results changed, {passed} now passed, {failed} now failed.",
                sittings=report.sittings,
                changed=report.changed,
                passed=report.now_passed,
                failed=report.now_failed,
            )
        )

    def _export(self) -> None:
        target = choose_target(self, t("Export the results"), f"{self.exam.currentText()}.xlsx", "Excel (*.xlsx)")
        if target is not None:
            office, actor, exam_id = self.context.office, self.context.actor, self._exam_id
            self.run_long(
                lambda _p: _write(office, actor, exam_id, target), self._on_written, title=t("Writing the table")
            )

    def _on_written(self, target: Path) -> None:
        self.tell(t("Written: {file}", file=str(target)))


def _write(office: Any, actor: Any, exam_id: str, target: Path) -> Path:
    export_results(office, actor, exam_id, target)
    return target


def build(context: PageContext) -> Page:
    """Make the page."""
    return ResultsPage(context)
