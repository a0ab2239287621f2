"""Panes beside each other whose widths the person chooses and the window remembers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from trainer.platform import window_memory
from trainer.ui.theme import Theme, bind, theme

_KEEP_MS: Final = 800


class _Handle(QSplitterHandle):
    """A hairline in a strip that is wide enough to be caught."""

    def __init__(self, way: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(way, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room, color = self.rect(), theme().color("primary" if self.underMouse() else "line")
        if self.orientation() == Qt.Orientation.Horizontal:
            painter.fillRect(room.center().x(), room.top(), 1, room.height(), color)
        else:
            painter.fillRect(room.left(), room.center().y(), room.width(), 1, color)
        painter.end()


class Panes(QSplitter):
    """Two or more panes; below a width they stand one under the other.

    Args:
        key: under which the widths are remembered.
        folder: where they are remembered; None for not at all.
        parts: in reading order.
        shares: of the width, at first.
        needs: narrowest width, at 100 %, at which they stand beside each other.

    Signals:
        turned(bool): they stand one under the other now, or beside each other.
    """

    turned = Signal(bool)

    def __init__(
        self,
        key: str,
        folder: Path | None,
        parts: Sequence[QWidget],
        shares: Sequence[int],
        *,
        needs: float = 900,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._key, self._folder, self._needs = key, folder, needs
        self._shares = list(shares)
        self.setChildrenCollapsible(False)
        self.setObjectName("panes")
        for part, share in zip(parts, shares, strict=True):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, share)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_KEEP_MS)
        self._pause.timeout.connect(self._keep)
        self.splitterMoved.connect(self._on_moved)
        theme().changed.connect(self._turn)
        bind(self, self._fit)
        self._is_set = False

    @property
    def is_stacked(self) -> bool:
        """Whether the panes stand one under the other."""
        return self.orientation() == Qt.Orientation.Vertical

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def _fit(self, look: Theme) -> None:
        self.setHandleWidth(look.gap(17))

    def sizeHint(self) -> QSize:
        # They fill what there is; a page that scrolls must not grow to what lists in them would like.
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        stacked = self.width() < theme().px(self._needs)
        way = Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal
        if way != self.orientation() or not self._is_set:
            self._is_set = True
            self.setOrientation(way)
            self.turned.emit(stacked)
            self.setSizes(self._remembered() or [share * 100 for share in self._shares])

    def _remembered(self) -> list[int]:
        if self._folder is None:
            return []
        found = window_memory.recall(self._folder, self._name())
        return found if len(found) == self.count() and sum(found) > 0 else []

    def _on_moved(self, _place: int, _handle: int) -> None:
        self._pause.start()

    def _keep(self) -> None:
        if self._folder is not None:
            window_memory.keep(self._folder, self._name(), self.sizes())

    def _name(self) -> str:
        return f"{self._key}.{'rows' if self.is_stacked else 'columns'}"
