"""An entry in the tray beside a picture: dragged, or taken in hand and put down."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from trainer.domain.question_bank.answers import Token
from trainer.ui.theme import Row, bind_icon, theme
from trainer.ui.widgets.attached import Attached
from trainer.ui.widgets.rich_text import said
from trainer.ui.widgets.text import Label, restyle

_TOKEN_PICTURE: Final = 56
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class Chip(QFrame):
    """One entry in the tray.

    Signals:
        taken(): the person took it in hand, or laid it back.
        dragged(QPoint): global place of the pointer while dragging.
        dropped(QPoint): global place where it was let go.
        numbered(int): a digit was pressed while it had the focus.
    """

    taken = Signal()
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    numbered = Signal(int)

    def __init__(self, token: Token, attached: Attached, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.words = said(token.text)
        self.is_used_up = False
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        row = Row(self, gap=8, margins=(10, 8, 14, 8))
        self._grip = QLabel()
        bind_icon(self._grip, "grip-vertical", "faint", 18)
        row.addWidget(self._grip)
        image = attached.picture(token.picture) if token.picture else QImage()
        if not image.isNull():
            picture = QLabel()
            edge = round(theme().px(_TOKEN_PICTURE) * self.devicePixelRatioF())
            drawn = QPixmap.fromImage(image).scaled(
                2 * edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            drawn.setDevicePixelRatio(self.devicePixelRatioF())
            picture.setPixmap(drawn)
            row.addWidget(picture)
        self._words = Label(self.words, "body", wrap=False)
        if image.isNull() or not token.picture:
            row.addWidget(self._words)
        self._left = Label("", "caption", wrap=False)
        self._left.hide()
        row.addWidget(self._left)

    def show_state(self, *, in_hand: bool, left: int | None, where: str) -> None:
        """Show whether it is in hand, and how often it may still be used; None without limit."""
        self.is_used_up = left == 0
        self.setEnabled(not self.is_used_up)
        self._words.set_tone("faint" if self.is_used_up else "ink")
        bind_icon(self._grip, "check" if self.is_used_up else "grip-vertical", "faint", 18)
        restyle(self, state="chosen" if in_hand else ("plain" if self.is_used_up else ""))
        self._left.setVisible(left is not None and left > 1)
        self._left.setText(f"× {left}")
        self.setAccessibleName(f"{self.words} {where}".strip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pressed_at = event.globalPosition().toPoint()
            self._is_dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._pressed_at is None:
            return
        if (at - self._pressed_at).manhattanLength() > QApplication.startDragDistance():
            self._is_dragged = True
        if self._is_dragged:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        self._pressed_at = None
        if self._is_dragged:
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            self.taken.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
            self.numbered.emit(event.key() - Qt.Key.Key_0)
        elif event.key() in _ENTER:
            self.taken.emit()
        else:
            super().keyPressEvent(event)
