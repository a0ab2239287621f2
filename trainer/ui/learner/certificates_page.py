"""One's own certificates."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from trainer.domain.kernel.changes import Area
from trainer.services.certificates import sheet
from trainer.services.overviews.certificates import OwnCertificate, own_certificates
from trainer.services.results import band_text
from trainer.services.written import write_file
from trainer.ui.certificate_office.certificate_words import TONES, kind_words, state_words
from trainer.ui.leader.board_words import day
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size, theme
from trainer.ui.widgets import DataTable, SheetPreview
from trainer.ui.widgets.files import choose_target
from trainer.wording import t

# From this width on, at 100 %, the sheet stands beside the table, else below it.
_SIDE_BY_SIDE: Final = 800


class OwnCertificatesPage(Page):
    """A list and the sheet beside it."""

    depends_on = frozenset({Area.CERTIFICATES})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "learner.certificates",
            t("My certificates"),
            t("Your certificates as they were issued. Save one to print it."),
            scroll=False,
            max_width=0,
        )
        self._pdf = b""
        both = self._both = Row(gap=16)
        left = Column(gap=8)
        self.table: DataTable[OwnCertificate] = DataTable(
            [
                TableColumn(t("Certificate"), lambda line: kind_words(line.kind), width=160),
                TableColumn(t("Plan"), lambda line: line.plan_name, width=180, stretches=True),
                TableColumn(t("Band"), lambda line: band_text(line.band), lambda line: band_text(line.band) or "—", 90),
                TableColumn(t("Issued on"), lambda line: line.issued_on, lambda line: day(line.issued_on), width=140),
                TableColumn(
                    t("State"),
                    lambda line: line.state.value,
                    lambda line: state_words(line.state),
                    width=120,
                    state=lambda line: TONES[line.state],
                ),
            ],
            t("My certificates"),
        )
        self.table.picked.connect(self._on_picked)
        left.addWidget(self.table, 1)
        both.addLayout(left, 1)
        self.preview = SheetPreview(context.runner, t("The sheet"))
        bind_size(self.preview, min_height=200)
        bind_size(self.table, min_height=180)
        both.addWidget(self.preview, 1)
        self.body.addLayout(both, 1)
        self.set_primary(t("Save the sheet"), self._save, "download")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Large text leaves no room for two things side by side.
        is_wide = self.width() >= theme().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(way)

    def refresh(self) -> None:
        self.run(lambda: own_certificates(self.context.office, self.context.actor), self._show)

    def _show(self, lines: list[OwnCertificate]) -> None:
        if self.primary is not None:
            self.primary.setVisible(bool(lines))
        if not lines:
            self.show_empty(
                "award",
                t("No certificate yet. It is issued when your lessons are done and the examination is passed."),
                t("Open the lessons"),
                self._open_lessons,
            )
            return
        self.show_body()
        self.table.set_records(lines)
        if self.table.current is None:
            self.table.view.selectRow(0)
        self._on_picked(self.table.current)

    def _open_lessons(self) -> None:
        self.context.navigate("learner.lessons")

    def _on_picked(self, line: OwnCertificate | None) -> None:
        if line is not None:
            office, certificate_id = self.context.office, line.certificate_id
            self.run(lambda: sheet(office, certificate_id), self._on_sheet)

    def _on_sheet(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf)

    def _save(self) -> None:
        line = self.table.current
        if line is None or not self._pdf:
            return
        target = choose_target(self, t("Save the sheet"), f"{line.number}.pdf", "PDF (*.pdf)")
        if target is not None:
            pdf = self._pdf
            self.run(lambda: write_file(target, pdf), self._on_saved)

    def _on_saved(self, target: Path) -> None:
        self.tell(t("Written: {file}", file=str(target)))


def build(context: PageContext) -> Page:
    """Make the page."""
    return OwnCertificatesPage(context)
