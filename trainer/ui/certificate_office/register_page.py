"""The register: every certificate, its sheet, printing, revoking."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit

from trainer.domain.certificates.states import Certificate, State
from trainer.domain.kernel.changes import Area, Changes
from trainer.services.certificates import print_batch, revoke, sheet
from trainer.services.overviews.certificates import RegisterFilter, RegisterLine, register
from trainer.services.results import band_text
from trainer.ui.certificate_office.certificate_words import TONES, kind_words, state_words
from trainer.ui.leader.board_words import day
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size, theme
from trainer.ui.widgets import DataTable, FilterChips, PlainButton, SearchField, SheetPreview
from trainer.ui.widgets.confirm import confirm
from trainer.ui.widgets.files import choose_target
from trainer.wording import t, tn

_STATES: Final = (State.ISSUED, State.REVOKED, State.SUPERSEDED)


# From this width on, at 100 %, the sheet stands beside the table, else below it.
_SIDE_BY_SIDE: Final = 800


class RegisterPage(Page):
    """Certificates on the left, the finished sheet on the right."""

    depends_on = frozenset({Area.CERTIFICATES})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "certificates.register",
            t("Register"),
            t("Every certificate ever issued. A reprint gives the sheet as it was, whatever has changed since."),
            scroll=False,
            max_width=0,
        )
        top = Row(gap=12)
        self.search = SearchField(t("Find a name or number"))
        self.search.searched.connect(self._on_filter)
        bind_size(self.search, max_width=300)
        self.chips = FilterChips([(state.value, state_words(state)) for state in _STATES])
        self.chips.changed.connect(self._on_filter)
        top.addWidget(self.search, 1)
        top.addWidget(self.chips, 2)
        self.body.addLayout(top)
        both = self._both = Row(gap=16)
        self.table: DataTable[RegisterLine] = DataTable(
            [
                TableColumn(t("Number"), lambda line: line.number, lambda line: line.shown_number, width=228),
                TableColumn(t("Name"), lambda line: line.name, width=96),
                TableColumn(t("Unit"), lambda line: line.unit_name, width=136, stretches=True),
                TableColumn(
                    t("State"),
                    lambda line: line.state.value,
                    lambda line: state_words(line.state),
                    width=100,
                    state=lambda line: TONES[line.state],
                ),
                TableColumn(t("Issued on"), lambda line: line.issued_on, lambda line: day(line.issued_on), width=138),
                TableColumn(t("Certificate"), lambda line: kind_words(line.kind), width=190),
                TableColumn(t("Band"), lambda line: band_text(line.band), lambda line: band_text(line.band) or "—", 90),
            ],
            t("Register"),
            frozen=True,
            empty=t("No certificate fits."),
        )
        self.table.picked.connect(self._on_picked)
        both.addWidget(self.table, 2)
        right = Column(gap=8)
        self.preview = SheetPreview(context.runner, t("The sheet"))
        bind_size(self.preview, min_width=280, min_height=200)
        bind_size(self.table, min_height=180)
        right.addWidget(self.preview, 1)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(t("Reason of a revocation"))
        self.reason.setAccessibleName(t("Reason of a revocation"))
        self.revoke_button = PlainButton(t("Revoke"), "circle-x", self._ask_revoke)
        undo = Row(gap=8)
        undo.addWidget(self.reason, 1)
        undo.addWidget(self.revoke_button)
        right.addLayout(undo)
        both.addLayout(right, 1)
        self.body.addLayout(both, 1)
        self.set_primary(t("Print"), self._print, "printer")
        self._book_button = self.add_action(t("Register book"), self._book, "notebook-text")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Large text leaves no room for two things side by side.
        is_wide = self.width() >= theme().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(way)

    def refresh(self) -> None:
        wanted = RegisterFilter(
            states=tuple(State(key) for key in self.chips.chosen) or _STATES, text=self.search.text().strip()
        )
        self.run(lambda: register(self.context.office, self.context.actor, wanted), self._show)

    def _show(self, lines: list[RegisterLine]) -> None:
        is_empty = not lines and not self.search.text() and not self.chips.chosen
        self._book_button.setVisible(not is_empty)
        if self.primary is not None:
            self.primary.setVisible(not is_empty)
        if is_empty:
            self.show_empty(
                "award",
                t("No certificate has been issued yet. Those who passed are waiting on the other page."),
                t("Issue certificates"),
                self._open_issue,
            )
            return
        self.show_body()
        self.table.set_records(lines)
        if lines and self.table.current is None:
            self.table.view.selectRow(0)
        self._on_picked(self.table.current)

    def _on_filter(self, _value: object) -> None:
        self.refresh()

    def _open_issue(self) -> None:
        self.context.navigate("certificates.issue")

    def _on_picked(self, line: RegisterLine | None) -> None:
        self.revoke_button.setEnabled(line is not None and line.state is State.ISSUED)
        self.reason.setEnabled(line is not None and line.state is State.ISSUED)
        if line is None or not line.number:
            self.preview.show_pdf(b"")
            return
        office, certificate_id = self.context.office, line.certificate_id
        self.run(lambda: sheet(office, certificate_id), self.preview.show_pdf)

    def _print(self) -> None:
        marked = [line.number for line in self.table.selected if line.number]
        if not marked:
            return
        target = choose_target(self, t("Save the sheets"), f"{marked[0]}.pdf", "PDF (*.pdf)")
        if target is not None:
            office, actor = self.context.office, self.context.actor
            self.run_long(
                lambda progress: print_batch(office, actor, marked, out=target, report=progress.report),
                self._on_printed,
                title=t("Writing the sheets"),
                writes=True,
            )

    def _on_printed(self, done: tuple[int, list[Path]]) -> None:
        count, files = done
        self.tell(tn("1 sheet written: {file}", "{n} sheets written: {file}", count, file=str(files[0])))

    def _book(self) -> None:
        target = choose_target(self, t("Save the register book"), t("Register book") + ".pdf", "PDF (*.pdf)")
        if target is not None:
            self.run_long(lambda _p: self._write_book(target), self._on_book, title=t("Writing the register book"))

    def _write_book(self, target: Path) -> Path:
        from trainer.services import documents

        return documents.register_pdf(self.context.office, self.context.actor, target)

    def _on_book(self, target: Path) -> None:
        self.tell(t("Written: {file}", file=str(target)))

    def _ask_revoke(self) -> None:
        line = self.table.current
        if line is not None:
            confirm(
                self,
                t("Revoke the certificate of {name}?", name=line.name),
                t(
                    "{number} stays in the register as revoked, with the reason, and its number is never used again.",
                    number=line.shown_number,
                ),
                t("Revoke"),
                self._revoke,
                danger=True,
            )

    def _revoke(self) -> None:
        line = self.table.current
        if line is not None:
            office, actor, number, reason = self.context.office, self.context.actor, line.number, self.reason.text()
            self.run(lambda: revoke(office, actor, number, reason), self._on_revoked, writes=True)

    def _on_revoked(self, done: tuple[Certificate, Changes]) -> None:
        self.reason.clear()
        self.context.hub.tell(done[1])
        self.tell(t("Revoked. Whoever checks the sheet is told so."))


def prepare_tour(page: Page) -> None:
    """Mark the first certificate, so that its sheet is seen."""
    if isinstance(page, RegisterPage) and page.table.model.records:
        page.table.view.selectRow(0)


def build(context: PageContext) -> Page:
    """Make the page."""
    return RegisterPage(context)
