"""Ten digits large enough for a fingertip, beside a field that also takes the keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from trainer.ui.theme import Theme, bind, bind_icon
from trainer.wording import t

_KEYS: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<")


class PinPad(QWidget):
    """The keys of a counter terminal; writes into the field it is given.

    Args:
        field: receives the digits.

    Signals:
        pressed(str): a digit, or ``<`` for taking one back.
    """

    pressed = Signal(str)

    def __init__(self, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for place, key in enumerate(_KEYS):
            if not key:
                continue
            button = QPushButton("" if key == "<" else key)
            button.setProperty("kind", "pin")
            button.setProperty("key", key)
            # Tab goes on to the button that signs in; the digits are on the keyboard anyway.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(key == "<")
            if key == "<":
                bind_icon(button, "delete", "ink", 24)
                button.setAccessibleName(t("Take back a digit"))
                button.setToolTip(t("Take back a digit"))
            else:
                button.setAccessibleName(key)
            button.clicked.connect(self._on_key)
            self._grid.addWidget(button, place // 3, place % 3)
        bind(self, self._fit)

    def _fit(self, look: Theme) -> None:
        self._grid.setSpacing(look.gap(8))

    def _on_key(self) -> None:
        button = self.sender()
        if button is None:
            return
        key = str(button.property("key"))
        if key == "<":
            self._field.backspace()
        else:
            self._field.insert(key)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pressed.emit(key)
