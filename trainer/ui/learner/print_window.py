"""A lesson on paper: shown as it will come out, then printed or saved."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog

from trainer.domain.kernel.outcomes import Fault
from trainer.services import page_images
from trainer.ui.page import Page
from trainer.ui.theme import Column, Row, theme
from trainer.ui.widgets.buttons import PlainButton, PrimaryButton
from trainer.ui.widgets.files import choose_target
from trainer.ui.widgets.sheet_preview import SheetPreview
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.services.office import Office


def print_lesson(page: Page, lesson: str, title: str, *, sheet_only: bool) -> None:
    """Set a lesson for paper beside the window, then show it.

    Args:
        page: says what went wrong, and owns the window that opens.
        lesson: code.
        title: of the window and of the file.
        sheet_only: the one-page sheet alone.
    """
    page.run(
        partial(lesson_on_paper, page.context.office, lesson, sheet_only=sheet_only),
        partial(_show, page, title),
        title=t("Setting the lesson for paper"),
    )


def lesson_on_paper(office: Office, lesson: str, *, sheet_only: bool) -> bytes:
    """Give a lesson as PDF."""
    from trainer.services import documents

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "lesson.pdf"
        documents.lesson_pdf(office, lesson, target, one_page=sheet_only)
        return target.read_bytes()


class PrintWindow(QDialog):
    """Pages as they will come out. Child of the page that opened it; deletes itself when closed."""

    def __init__(self, page: Page, title: str, pdf: bytes) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._page, self._title, self._pdf = page, title, pdf
        whole = Column(self, gap=12, margins=16)
        self.preview = SheetPreview(page.context.runner, t("Preview: {title}", title=title))
        whole.addWidget(self.preview, 1)
        foot = Row(gap=8)
        foot.addWidget(PlainButton(t("Save as PDF …"), "file-down", self.on_save))
        foot.addStretch(1)
        foot.addWidget(PlainButton(t("Close"), "", self.close))
        foot.addWidget(PrimaryButton(t("Print …"), "printer", self.on_print))
        whole.addLayout(foot)
        look = theme()
        room = page.window().size()
        self.resize(min(look.px(720), room.width()), max(look.px(400), room.height() - 32))

    def show_pages(self) -> None:
        """Open the window and draw the first page."""
        self.show()
        self.preview.show_pdf(self._pdf)

    def on_save(self) -> None:
        """Save the PDF where the person says."""
        target = choose_target(self, t("Save as PDF"), f"{self._title}.pdf", "PDF (*.pdf)")
        if target is None:
            return
        try:
            target.write_bytes(self._pdf)
        except OSError as error:
            self._page.say_error(Fault("file_not_written", target, error))
            return
        self._page.tell(t("Written: {file}", file=str(target)))
        self.close()

    def on_print(self) -> None:
        """Ask for the printer."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(self._title)
        self._printer.setFullPage(True)
        self._dialog = QPrintDialog(self._printer, self)
        self._dialog.accepted.connect(self._on_printer)
        QDialog.open(self._dialog)

    def _on_printer(self) -> None:
        pdf, width = self._pdf, self._printer.pageLayout().paintRectPixels(self._printer.resolution()).width()
        # 300 dots an inch are enough for text on paper, and a page of more would need a hundred megabytes.
        wide = min(width, 2480)
        self._page.run(
            lambda: [page_images.page_image(pdf, number, wide) for number in range(page_images.page_count(pdf))],
            self._on_drawn,
            title=t("Printing"),
        )

    def _on_drawn(self, pages: list[tuple[int, int, bytes]]) -> None:
        painter = QPainter()
        if not painter.begin(self._printer):
            self._page.say_error(Fault("printer_not_ready", self._printer.printerName()))
            return
        for number, (wide, high, rgb) in enumerate(pages):
            if number:
                self._printer.newPage()
            image = QImage(rgb, wide, high, 3 * wide, QImage.Format.Format_RGB888)
            painter.drawImage(painter.viewport(), image)
        painter.end()
        self._page.tell(t("Sent to the printer: {title}", title=self._title))
        self.close()


def _show(page: Page, title: str, pdf: bytes) -> None:
    window: Any = PrintWindow(page, title, pdf)
    window.show_pages()
