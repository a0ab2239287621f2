"""A part that opens and closes under its heading."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from trainer.ui.theme import Column, bind_icon


class Section(QWidget):
    """A heading to press, and what it opens.

    Signals:
        turned(bool): opened or closed.
    """

    turned = Signal(bool)

    def __init__(self, title: str, content: QWidget, *, is_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self.head = QToolButton()
        self.head.setText(f" {title}")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setCheckable(True)
        self.head.setProperty("kind", "section")
        self.head.setAccessibleName(title)
        self.head.toggled.connect(self._show)
        self.content = content
        column.addWidget(self.head)
        column.addWidget(content, 1)
        self.head.setChecked(is_open)
        self._show(is_open)

    @property
    def is_open(self) -> bool:
        """Whether its content is seen."""
        return self.head.isChecked()

    def _show(self, is_open: bool) -> None:
        bind_icon(self.head, "chevron-down" if is_open else "chevron-right", "quiet", 18)
        self.content.setVisible(is_open)
        self.turned.emit(is_open)
