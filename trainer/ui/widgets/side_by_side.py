"""Two parts beside each other where there is room, one below the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from trainer.ui.theme import Row, theme


class SideBySide(QWidget):
    """A list and what belongs to the one chosen; a large text size puts the second below the first.

    Args:
        first, second: the parts, in reading order.
        stretch: how they share the width.
        needs: narrowest width, at 100 %, at which both stand beside each other.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        stretch: tuple[int, int] = (1, 1),
        needs: float = 760,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._needs = needs
        self._row = Row(self, gap=16)
        for part, share in zip((first, second), stretch, strict=True):
            self._row.addWidget(part, share)
        theme().changed.connect(self._turn)

    @property
    def is_stacked(self) -> bool:
        """Whether the second part stands below the first."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        # The width at which the parts stand beside each other must not keep the window from getting narrower.
        narrow = max(
            (item.minimumSize().width() for item in (self._row.itemAt(0), self._row.itemAt(1)) if item is not None),
            default=0,
        )
        return QSize(narrow, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        stacked = self.width() < theme().px(self._needs)
        if stacked != self.is_stacked:
            way = QBoxLayout.Direction
            self._row.setDirection(way.TopToBottom if stacked else way.LeftToRight)
