"""Several parts in one place, of which one is shown: as large as that one, not as the largest."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class OneOf(QStackedWidget):
    """A stack that asks for the room of the part in sight alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._on_changed)

    def sizeHint(self) -> QSize:
        # A page that scrolls asks for what its parts would like; these fill what there is and need no more.
        shown = self.currentWidget()
        width = shown.sizeHint().width() if shown is not None else super().sizeHint().width()
        return QSize(width, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        least = shown.minimumSizeHint().expandedTo(shown.minimumSize())
        layout = shown.layout()
        if layout is not None and layout.hasHeightForWidth() and self.width() > 0:
            least.setHeight(max(layout.minimumHeightForWidth(self.width()), shown.minimumHeight()))
        return least

    def hasHeightForWidth(self) -> bool:
        # Qt would ask its own layout, which answers for the largest part.
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _on_changed(self, _index: int) -> None:
        self.updateGeometry()
