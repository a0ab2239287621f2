"""The door stays shut: in use by another window, a newer or damaged database, no disk. Said plainly, with what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.ui.entry.layout import EntryFrame
from trainer.ui.frame import TopBar
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import PlainButton, PrimaryButton
from trainer.ui.widgets.text import Label
from trainer.wording import t
from trainer.wording.sentences import say


class ClosedPage(QWidget):
    """Why the office could not be opened.

    Signals:
        again_wanted(), leave_wanted(): what the person chose.
    """

    again_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, bar: TopBar, error: Refusal | Fault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = say(error.code, error.facts)
        frame = EntryFrame(bar)
        whole = Column(self, gap=0)
        whole.addWidget(frame)
        content = QWidget()
        column = Column(content, gap=16)
        column.addStretch(1)
        icon = QLabel()
        bind_icon(icon, "lock" if error.code == "home_in_use" else "triangle-alert", "warn", 40)
        column.addWidget(icon, 0, Qt.AlignmentFlag.AlignLeft)
        self.what = Label(said.what, "page")
        column.addWidget(self.what)
        column.addWidget(Label(said.next_step, "lead"))
        column.addWidget(Label(t("Code: {code}", code=error.code), "caption"))
        row = Row(gap=8)
        row.addWidget(PrimaryButton(t("Try again"), "refresh-cw", self.again_wanted.emit))
        row.addWidget(PlainButton(t("Close"), "", self.leave_wanted.emit))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        frame.show_step(frame.add_step(content, max_width=520))
