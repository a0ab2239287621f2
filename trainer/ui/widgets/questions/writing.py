"""A field for running text that grows with what is written in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from trainer.ui.theme import Theme, bind, theme

_LONGEST: Final = 20_000


class Writing(QPlainTextEdit):
    """Running text: as high as it needs, so that only the page scrolls. Tab leads on to the next field.

    Args:
        name: for screen readers.
        lines: as high as so many lines at least.

    Signals:
        edited(): the person changed the text.
    """

    edited = Signal()

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._is_told = True
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setProperty("fit", "reading")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_changed)
        bind(self, self._on_look)

    def show_text(self, text: str) -> None:
        """Show a text without telling."""
        self._is_told = False
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._is_told = True

    def text(self) -> str:
        """Give the text."""
        return self.toPlainText()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), self._high())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            # Nothing else takes the focus; a tab would still not be meant.
            event.ignore()
            return
        if self.isReadOnly() or len(self.toPlainText()) < _LONGEST or not event.text().isprintable():
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_look(self, look: Theme) -> None:
        self.setFont(look.font("reading"))
        self._fit()

    def _on_changed(self) -> None:
        self._fit()
        if self._is_told:
            self.edited.emit()

    def _fit(self) -> None:
        high = self._high()
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _high(self) -> int:
        # A plain text document counts its height in lines, wrapped ones included.
        lines = max(self._lines, int(self.document().size().height()))
        frame = self.height() - self.viewport().height() if self.isVisible() else 2 * (theme().gap(8) + 2)
        return lines * self.fontMetrics().lineSpacing() + frame + 2 * int(self.document().documentMargin()) + 2


def counted(text: str) -> int:
    """Count the characters of a text as Chinese readers count them: without blanks and line ends."""
    return sum(not char.isspace() for char in text)
