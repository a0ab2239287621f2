"""A message where the eyes are: what happened, what to do, and the code for the telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget

from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.badge import TONE_ICONS
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.text import Label, restyle
from trainer.wording import t


class MessageBar(QFrame):
    """One message at a time; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        row = Row(self, gap=12, margins=(16, 12, 8, 12))
        self._icon = QLabel()
        words = Column(gap=2)
        self._what = Label("", "body_strong")
        self._next = Label("", "body")
        self._code = Label("", "caption", "quiet")
        for label in (self._what, self._next, self._code):
            words.addWidget(label)
        self._button: QuietButton | None = None
        self._close = QToolButton()
        self._close.setAccessibleName(t("Close this message"))
        self._close.setToolTip(t("Close this message"))
        bind_icon(self._close, "x", "quiet", 18)
        self._close.clicked.connect(self.clear)
        mark = Column()
        mark.addWidget(self._icon)
        mark.addStretch(1)
        row.addLayout(mark)
        row.addLayout(words, 1)
        self._row = row
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        if self.isHidden():
            return ""
        return " ".join(label.text() for label in (self._what, self._next) if label.text())

    def tell(
        self,
        what: str,
        next_step: str = "",
        *,
        tone: str = "info",
        code: str = "",
        button: str = "",
        on_button: Callable[[], Any] | None = None,
    ) -> None:
        """Say something.

        Args:
            what: what happened.
            next_step: what to do.
            tone: good, info, warn or bad.
            code: stable code, shown small for the telephone.
            button: text of a button, for example "Undo".
            on_button: what it does.
        """
        self._what.setText(what)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._code.setText(t("Code: {code}", code=code) if code else "")
        self._code.setVisible(bool(code))
        # A quiet success is one plain line; only trouble is set in bold.
        self._what.set_type("body_strong" if tone in {"bad", "warn"} else "body")
        bind_icon(self._icon, TONE_ICONS[tone], {"info": "primary"}.get(tone, tone), 20)
        restyle(self, tone=tone)
        if self._button is not None:
            self._row.removeWidget(self._button)
            self._button.deleteLater()
            self._button = None
        if button:
            self._button = QuietButton(button, "", on_button)
            self._row.insertWidget(2, self._button)
        self.setAccessibleName(f"{what} {next_step}")
        self.show()

    def clear(self) -> None:
        """Say nothing more."""
        self.hide()
        self._what.setText("")
        self._next.setText("")
