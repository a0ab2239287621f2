"""The people behind a figure; first of all those who are still missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.people.roles import Right
from trainer.domain.training.plan import Standing
from trainer.services.overviews.progress import PersonLine, PlanBoard, Which, people, plan_board
from trainer.services.plans import end_exemption, exempt
from trainer.ui.leader.board_words import day, time_left, what_is_wanting, which_words
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets import DataTable, FilterChips, PlainButton, SearchField
from trainer.ui.widgets.files import choose_target
from trainer.wording import t, tn


class ResidualPage(Page):
    """Names, posts and what each person still lacks, in protocol order; exemptions are granted here."""

    depends_on = frozenset({Area.PROGRESS, Area.CADRES})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "office.residual",
            t("Not yet trained"),
            t("The people behind the figures. The list can be printed and urged."),
            scroll=False,
            max_width=0,
        )
        self._plan_id: str | None = None
        self._unit_id: str | None = None
        self._which = Which.MISSING
        self._lines: list[PersonLine] = []
        self._board: PlanBoard | None = None
        top = Row(gap=12)
        self.chips = FilterChips([(which.value, words) for which, words in which_words().items()], exclusive=True)
        self.chips.changed.connect(self._on_which)
        self.search = SearchField(t("Find a name or unit"))
        self.search.searched.connect(self._on_search)
        bind_size(self.search, min_width=200, max_width=280)
        top.addWidget(self.chips, 1)
        top.addWidget(self.search)
        self.body.addLayout(top)
        self.table: DataTable[PersonLine] = DataTable(
            self._columns(), t("People"), frozen=True, empty=t("Nobody is on this list.")
        )
        self.table.picked.connect(self._on_picked)
        self.body.addWidget(self.table, 1)
        self._exempting = Row(gap=8)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(t("Reason of an exemption, with the approving document"))
        self.reason.setAccessibleName(t("Reason of an exemption"))
        self.reason.returnPressed.connect(self._exempt)
        self.exempt_button = PlainButton(t("Exempt from the plan"), "shield-check", self._exempt)
        self._exempting.addWidget(self.reason, 1)
        self._exempting.addWidget(self.exempt_button)
        self.body.addLayout(self._exempting)
        may = context.actor.may(Right.MANAGE_PLANS)
        self.reason.setVisible(may)
        self.exempt_button.setVisible(may)
        self.set_primary(t("Print the urging list"), self._print, "printer")
        self.export_button = self.add_action(t("Export"), self._export, "file-spreadsheet")

    def enter(
        self, plan_id: str | None = None, unit_id: str | None = None, which: str = Which.MISSING.value, **args: Any
    ) -> None:
        self._plan_id, self._unit_id = plan_id, unit_id
        self._which = Which(which)
        self.chips.choose([which])
        super().enter(**args)

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> tuple[PlanBoard | None, list[PersonLine]]:
        board = plan_board(self.context.office, self.context.actor, self._plan_id)
        if board is None:
            return None, []
        unit_id = self._unit_id or board.total.unit_id
        return board, people(self.context.office, self.context.actor, board.plan.id, unit_id, self._which)

    def _show(self, read: tuple[PlanBoard | None, list[PersonLine]]) -> None:
        board, lines = read
        self._board, self._lines = board, lines
        for button in (self.primary, self.export_button):
            if button is not None:
                button.setVisible(board is not None)
        if board is None:
            self.show_empty("target", t("There is no plan yet, so nobody is missing from one."))
            return
        self.show_body()
        unit = next((line for line in board.units if line.unit_id == self._unit_id), board.total)
        words = which_words()[self._which]
        self.set_heading(
            t("{unit}: {list}", unit=unit.name, list=words.lower()),
            tn("1 person", "{n} people", len(lines)) + t(" · ") + board.plan.name + t(" · ") + time_left(board),
        )
        self._on_search(self.search.text())
        self._on_picked(self.table.current)

    def _columns(self) -> list[TableColumn[PersonLine]]:
        return [
            TableColumn(t("Name"), lambda line: line.name, width=140),
            TableColumn(t("Unit"), lambda line: line.unit_name, width=190, stretches=True),
            TableColumn(t("Post"), lambda line: line.post, lambda line: line.post or "—", width=130),
            TableColumn(t("Tier"), lambda line: line.tier, lambda line: line.tier or "—", width=60),
            TableColumn(t("Hours"), lambda line: line.hours, lambda line: f"{float(line.hours):g}", 68, is_number=True),
            TableColumn(
                t("Learned"),
                lambda line: line.learned_at,
                lambda line: day(line.learned_at),
                width=158,
                state=lambda line: "good" if line.learned_at else "quiet",
            ),
            TableColumn(
                t("Passed"),
                lambda line: line.passed_at,
                lambda line: day(line.passed_at),
                width=158,
                state=lambda line: "good" if line.passed_at else "quiet",
            ),
            TableColumn(t("Still wanting"), what_is_wanting, width=150, stretches=True),
        ]

    def _on_which(self, chosen: list[str]) -> None:
        if chosen:
            self._which = Which(chosen[0])
            self.read_again()

    def _on_search(self, text: str) -> None:
        wanted = text.strip()
        self.table.set_records(
            [line for line in self._lines if not wanted or wanted in line.name or wanted in line.unit_name]
        )

    def _on_picked(self, line: PersonLine | None) -> None:
        self.exempt_button.setEnabled(line is not None)
        is_exempt = line is not None and line.standing is Standing.EXEMPT
        self.exempt_button.set_text(t("End the exemption") if is_exempt else t("Exempt from the plan"))

    def _exempt(self) -> None:
        line, board = self.table.current, self._board
        if line is None or board is None:
            return
        office, actor, reason = self.context.office, self.context.actor, self.reason.text()
        if line.standing is Standing.EXEMPT:
            self.run(lambda: end_exemption(office, actor, board.plan.id, line.cadre_id), self._on_exempted, writes=True)
        else:
            self.run(
                lambda: exempt(office, actor, board.plan.id, line.cadre_id, reason), self._on_exempted, writes=True
            )

    def _on_exempted(self, changes: Changes) -> None:
        line = self.table.current
        self.reason.clear()
        if line is not None and line.standing is Standing.EXEMPT:
            self.tell(t("The exemption of {name} has ended.", name=line.name))
        elif line is not None:
            self.tell(t("{name} is exempt now.", name=line.name))
        self.context.hub.tell(changes)

    def _target(self, title: str, ending: str, kinds: str) -> Path | None:
        return choose_target(self, title, f"{self.title_text}.{ending}", kinds)

    def _print(self) -> None:
        target = self._target(t("Save the urging list"), "pdf", "PDF (*.pdf)") if self._board else None
        if target is not None:
            self.run_long(lambda _progress: self._write(target), self._on_written, title=t("Writing the list"))

    def _export(self) -> None:
        target = self._target(t("Export the list"), "xlsx", "Excel (*.xlsx)") if self._board else None
        if target is not None:
            self.run_long(lambda _progress: self._write(target), self._on_written, title=t("Writing the list"))

    def _write(self, target: Path) -> Path:
        from trainer.services import documents

        assert self._board is not None
        unit_id = self._unit_id or self._board.total.unit_id
        write = documents.people_pdf if target.suffix == ".pdf" else documents.people_xlsx
        write(self.context.office, self.context.actor, self._board.plan.id, unit_id, self._which, target)
        return target

    def _on_written(self, target: Path) -> None:
        self.tell(t("Written: {file}", file=str(target)))


def build(context: PageContext) -> Page:
    """Make the page."""
    return ResidualPage(context)
