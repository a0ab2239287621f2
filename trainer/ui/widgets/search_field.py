"""A field to search with: tells after a short pause, clears with Esc."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from trainer.ui.theme import Theme, bind, bind_icon, theme
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
        # NOTE: an action's icon keeps the style's 16 pixels; a label of our own follows the text size.
        self._glass = QLabel(self)
        bind_icon(self._glass, "search", "quiet", 18)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._tell)
        bind(self, self._fit)

    def set_quietly(self, text: str) -> None:
        """Show a text without searching for it."""
        self.setText(text)
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
            return
        super().keyPressEvent(event)

    def _fit(self, look: Theme) -> None:
        self.setTextMargins(look.px(26), 0, 0, 0)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        look = theme()
        edge = look.px(18)
        self._glass.setGeometry(look.gap(10), (self.height() - edge) // 2, edge, edge)

    def _wait(self) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())
