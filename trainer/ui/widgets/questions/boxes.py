"""Boxes to choose from within a question."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from trainer.ui.theme import theme


class CalmCombo(QComboBox):
    """A box that the wheel turns only while it is open, so that scrolling never changes an answer.

    Locked it still reads well: it takes no more choices, and does not fade.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_locked = False

    def set_locked(self, locked: bool) -> None:
        """Take no more choices, or take them again."""
        self.is_locked = locked
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.is_locked:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_locked:
            event.ignore()
        else:
            super().keyPressEvent(event)
