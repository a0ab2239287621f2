"""Help for the very screen: one page per language and page id, readable and printable."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from trainer.platform import paths
from trainer.ui.theme import Column, Row, theme
from trainer.ui.widgets.buttons import PlainButton, QuietButton
from trainer.ui.widgets.reading import reading_document
from trainer.wording import current_language, t


def help_file(help_id: str, language: str) -> Path:
    """Give where the help of a page lies."""
    return paths.shipped("resources") / "help" / language / f"{help_id}.md"


def help_text(help_id: str, language: str) -> str:
    """Read the help of a page; a page without help says so."""
    file = help_file(help_id, language)
    if not file.is_file():
        return f"# {t('Help')}\n\n{t('There is no help for this page yet.')}\n"
    return file.read_text("utf-8")


class HelpWindow(QDialog):
    """One help page beside the program. Child of the main window; does not stop it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        whole = Column(self, gap=0)
        self._browser = QTextBrowser()
        self._browser.setOpenLinks(False)
        self._browser.setOpenExternalLinks(False)
        self._browser.setAccessibleName(t("Help"))
        around = Column(gap=0, margins=(32, 24, 12, 12))
        around.addWidget(self._browser)
        whole.addLayout(around, 1)
        foot = Row(gap=8, margins=(24, 8, 24, 16))
        foot.addWidget(QuietButton(t("Print …"), "printer", self._on_print))
        foot.addStretch(1)
        foot.addWidget(PlainButton(t("Close"), "", self.close))
        whole.addLayout(foot)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.close)
        theme().changed.connect(self._show)
        self._help_id = ""

    def show_topic(self, help_id: str) -> None:
        """Show the help of one page."""
        self._help_id = help_id
        self._show()
        look = theme()
        self.resize(look.px(560) + look.gap(80), look.px(560))
        self.show()
        self.raise_()
        self.activateWindow()
        self._browser.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        """The words on the page."""
        return self._browser.toPlainText()

    def _show(self) -> None:
        if not self._help_id:
            return
        source = help_text(self._help_id, current_language())
        self._document = reading_document(source, self)
        self._browser.setDocument(self._document)
        self.setWindowTitle(t("Help"))

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._dialog = QPrintDialog(printer, self)
        self._printer = printer
        self._dialog.accepted.connect(self._on_print_accepted)
        self._dialog.setModal(True)
        self._dialog.show()

    def _on_print_accepted(self) -> None:
        copy = QTextDocument(self)
        copy.setMarkdown(help_text(self._help_id, current_language()))
        copy.setDefaultFont(theme().font("body"))
        page = self._printer.pageRect(self._printer.Unit.Point)
        copy.setPageSize(QRectF(page).size())
        copy.print_(self._printer)
