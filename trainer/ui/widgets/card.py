"""Surfaces: one level of cards, hairlines instead of shadows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets.text import Label, restyle


class Card(QFrame):
    """A white surface with a hairline border. Put widgets into :attr:`body`.

    Args:
        title: section heading; empty for none.
        gap, padding: at 100 %.

    Signals:
        clicked: only after :meth:`make_clickable`.
    """

    clicked = Signal()

    def __init__(self, title: str = "", *, gap: float = 12, padding: float = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._is_clickable = False
        self.body = Column(self, gap=gap, margins=padding)
        if title:
            self.body.addWidget(Label(title, "section"))

    def make_clickable(self, name: str) -> None:
        """Let the whole card be pressed by mouse or keyboard.

        Args:
            name: what a screen reader says.
        """
        self._is_clickable = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        restyle(self, reacts="true")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._is_clickable
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_clickable and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.clicked.emit()
            return
        super().keyPressEvent(event)


class KeyFigure(Card):
    """A big number with its word and a line under it; pressed, it opens the names behind the number.

    Args:
        word: what is counted.
        figure: the number as people see it.
        line: one line under it.
        tone: colour role of the line.
        clickable: whether it opens something.
    """

    def __init__(
        self,
        word: str,
        figure: str = "",
        line: str = "",
        *,
        tone: str = "quiet",
        clickable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(gap=0, padding=16, parent=parent)
        self._word = Label(word, "body", "quiet")
        self._figure = Label(figure, "key", wrap=False)
        self._line = Label(line, "caption", tone)
        self.body.addWidget(self._word)
        self.body.addWidget(self._figure)
        self.body.addWidget(self._line)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bind_size(self, min_width=148)
        if clickable:
            self.make_clickable("")
        self._name_it()

    def show_figure(self, figure: str, line: str = "", tone: str = "quiet") -> None:
        """Show a new number."""
        self._figure.setText(figure)
        self._line.setText(line)
        self._line.set_tone(tone)
        self._name_it()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _name_it(self) -> None:
        self.setAccessibleName(f"{self._word.text()} {self._figure.text()} {self._line.text()}".strip())


def rule() -> QFrame:
    """Make a horizontal hairline."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def upright() -> QFrame:
    """Make a vertical hairline."""
    line = QFrame()
    line.setObjectName("upright")
    line.setFixedWidth(1)
    return line
