"""The report for what nobody foresaw."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from trainer.platform.paths import Home, default_home
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets.buttons import PrimaryButton, QuietButton
from trainer.ui.widgets.text import Label
from trainer.wording import t

_log = logging.getLogger(__name__)


class CrashReport(QDialog):
    """Says what happened, what it means and what to do; the details can be copied. Child of the window."""

    def __init__(self, error: BaseException, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("Something went wrong"))
        self.details = "".join(traceback.format_exception(error))
        whole = Column(self, gap=12, margins=24)
        whole.addWidget(Label(t("Something went wrong that we did not foresee"), "section"))
        words = Label(
            t(
                "Everything that was shown as saved is saved. You can go on working; if it happens again, please sign out and start the program anew, and send the report to whoever looks after it."
            ),
            "body",
        )
        bind_size(words, min_width=520)
        whole.addWidget(words)
        text = QPlainTextEdit(self.details)
        text.setReadOnly(True)
        text.setAccessibleName(t("Details"))
        bind_size(text, min_height=160)
        whole.addWidget(text, 1)
        whole.addWidget(Label(t("The report is also in {path}", path=log), "caption"))
        row = Row(gap=8)
        row.addWidget(QuietButton(t("Copy the report"), "copy", self._on_copy))
        row.addStretch(1)
        row.addWidget(PrimaryButton(t("Go on"), "", self.accept))
        whole.addLayout(row)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)


def show_crash(error: BaseException, parent: QWidget | None, home: Path | None) -> CrashReport:
    """Write the log and show the report; one report at a time."""
    _log.error("unforeseen", exc_info=error)
    log = Home(home or default_home()).logs / "crash.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write("".join(traceback.format_exception(error)) + "\n")
    except OSError:
        _log.exception("the crash log could not be written")
    report = CrashReport(error, log, parent)
    report.finished.connect(report.deleteLater)
    report.open()
    return report
