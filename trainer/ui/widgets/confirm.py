"""The one question the program asks: before it seals, issues, revokes or deletes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets.buttons import DangerButton, PlainButton, PrimaryButton
from trainer.ui.widgets.text import Label
from trainer.wording import t


class Confirmation(QDialog):
    """A question with the deed as the word on its button; Esc is no."""

    def __init__(self, parent: QWidget, question: str, sentence: str, verb: str, *, danger: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        whole = Column(self, gap=12, margins=24)
        whole.addWidget(Label(question, "section"))
        words = Label(sentence, "body")
        bind_size(words, min_width=420)
        whole.addWidget(words)
        whole.addSpacing(8)
        row = Row(gap=8)
        row.addStretch(1)
        self.no = PlainButton(t("Cancel"), "", self.reject)
        self.yes = (DangerButton if danger else PrimaryButton)(verb, "", self.accept)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        whole.addLayout(row)
        # What cannot be undone never happens by pressing Enter twice.
        (self.no if danger else self.yes).setFocus()


def confirm(
    parent: QWidget, question: str, sentence: str, verb: str, on_yes: Callable[[], Any], *, danger: bool = False
) -> Confirmation:
    """Ask before what cannot be undone; returns at once, ``on_yes`` is called when the person agrees.

    Args:
        parent: the page.
        question: what is about to happen, as a short title.
        sentence: what follows from it.
        verb: word on the button: "Issue", "Revoke".
        on_yes: bound method.
        danger: something is lost by it.
    """
    dialog = Confirmation(parent, question, sentence, verb, danger=danger)
    dialog.accepted.connect(on_yes)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
