"""A field to search with: tells after a short pause, clears with Esc."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from trainer.ui.theme import Theme, bind
from trainer.wording import t

# Long enough that an input method's candidates do not search on their own.
PAUSE_MS: Final = 180


class SearchField(QLineEdit):
    """A search field with a magnifying glass.

    Args:
        hint: what can be searched for.

    Signals:
        searched(str): the text, trimmed, after a short pause or at once with Enter.
        left_down(): the person pressed Down and wants to go to the results.
    """

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hint = hint or t("Search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._tell)
        bind(self, self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
            return
        super().keyPressEvent(event)

    def _fit(self, look: Theme) -> None:
        self._glass.setIcon(look.icon("search", "quiet", 18))

    def _wait(self) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())
