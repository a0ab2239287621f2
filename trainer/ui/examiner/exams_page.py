"""All examinations in a list."""

from __future__ import annotations

from typing import Any, Final

from trainer.domain.kernel.changes import Area, Changes
from trainer.services.exams import close_exam, open_exam
from trainer.services.overviews.exams import ExamLine, exam_list
from trainer.services.results import exam_state_text
from trainer.ui.administrator.moments import minute
from trainer.ui.leader.board_words import percent
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row
from trainer.ui.widgets import DataTable, PlainButton
from trainer.ui.widgets.confirm import confirm
from trainer.wording import current_language, t, tn

_TONES: Final = {"sealed": "quiet", "running": "good", "collected": "info"}


class ExamsPage(Page):
    """Examinations, the latest window first."""

    depends_on = frozenset({Area.EXAMS, Area.RESULTS, Area.SITTINGS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "examiner.exams",
            t("Examinations"),
            t("An examination is made once, opened when its time has come, and closed by its window or by you."),
            scroll=False,
            max_width=0,
        )
        self.table: DataTable[ExamLine] = DataTable(
            [
                TableColumn(t("Examination"), lambda line: line.name, width=196, stretches=True),
                TableColumn(t("Unit"), lambda line: line.unit_name, width=104),
                TableColumn(
                    t("State"),
                    lambda line: line.state,
                    lambda line: exam_state_text(line.state),
                    width=96 if current_language() == "zh" else 160,
                    state=lambda line: _TONES.get(line.state, "quiet"),
                ),
                TableColumn(t("Opens at"), lambda line: line.opens_at, lambda line: minute(line.opens_at), width=144),
                TableColumn(
                    t("Closes at"), lambda line: line.closes_at, lambda line: minute(line.closes_at), width=144
                ),
                TableColumn(t("To sit"), lambda line: line.due, width=64, is_number=True),
                TableColumn(t("Have sat"), lambda line: line.sat, width=80, is_number=True),
                TableColumn(t("Sitting now"), lambda line: line.in_progress, width=96, is_number=True),
                TableColumn(t("Passed"), lambda line: line.passed, width=76, is_number=True),
                TableColumn(
                    t("Pass rate"),
                    lambda line: float(line.pass_rate) if line.pass_rate is not None else None,
                    lambda line: percent(line.pass_rate),
                    width=84,
                    is_number=True,
                ),
            ],
            t("Examinations"),
            frozen=True,
        )
        self.table.opened.connect(self._open_results)
        self.table.picked.connect(self._on_picked)
        self.body.addWidget(self.table, 1)
        below = Row(gap=8)
        self.open_button = PlainButton(t("Open the examination"), "lock-open", self._open)
        self.close_button = PlainButton(t("Close the examination"), "lock", self._ask_close)
        self.results_button = PlainButton(t("Results"), "clipboard-check", self._results)
        for button in (self.open_button, self.close_button, self.results_button):
            below.addWidget(button)
        below.addStretch(1)
        self.body.addLayout(below)
        self.set_primary(t("New examination"), self._new, "plus")

    def refresh(self) -> None:
        self.run(lambda: exam_list(self.context.office, self.context.actor), self._show)

    def _show(self, lines: tuple[ExamLine, ...]) -> None:
        if not lines:
            self.show_empty(
                "calendar-check",
                t("There is no examination yet. The first step: a name, a window, and which questions in what number."),
                t("New examination"),
                self._new,
            )
            return
        self.show_body()
        self.table.set_records(lines)
        if self.table.current is None:
            self.table.view.selectRow(0)
        self._on_picked(self.table.current)

    def _on_picked(self, line: ExamLine | None) -> None:
        self.open_button.setEnabled(line is not None and line.state == "sealed")
        self.close_button.setEnabled(line is not None and line.state == "running")
        self.results_button.setEnabled(line is not None)

    def _new(self) -> None:
        self.context.navigate("examiner.exam_edit")

    def _open_results(self, line: ExamLine) -> None:
        self.context.navigate("examiner.results", exam_id=line.exam_id)

    def _results(self) -> None:
        if self.table.current is not None:
            self._open_results(self.table.current)

    def _open(self) -> None:
        line = self.table.current
        if line is not None:
            office, actor = self.context.office, self.context.actor
            self.run(lambda: open_exam(office, actor, line.exam_id), self._on_changed, writes=True)

    def _ask_close(self) -> None:
        line = self.table.current
        if line is not None:
            confirm(
                self,
                t("Close {name}?", name=line.name),
                tn(
                    "1 sitting is under way; it is handed in as it stands.",
                    "{n} sittings are under way; they are handed in as they stand.",
                    line.in_progress,
                )
                if line.in_progress
                else t("Nobody is sitting it now. It cannot be opened again."),
                t("Close the examination"),
                self._close,
                danger=True,
            )

    def _close(self) -> None:
        line = self.table.current
        if line is not None:
            office, actor = self.context.office, self.context.actor
            self.run(lambda: close_exam(office, actor, line.exam_id), self._on_changed, writes=True)

    def _on_changed(self, done: tuple[Any, Changes]) -> None:
        self.context.hub.tell(done[1])


def build(context: PageContext) -> Page:
    """Make the page."""
    return ExamsPage(context)
