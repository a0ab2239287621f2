"""A layout that breaks its row where the window ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from trainer.ui.theme import theme


class Flow(QLayout):
    """Items side by side, in reading order, on as many lines as needed.

    Args:
        parent: the widget that it lays out.
        gap: between items and lines, at 100 %.
        equal: give all items of a line the same width and fill the line (cards, key figures).
    """

    def __init__(self, parent: QWidget | None = None, *, gap: float = 8, equal: bool = False) -> None:
        super().__init__()
        self._gap = gap
        self._equal = equal
        self._items: list[QLayoutItem] = []
        if parent is not None:
            parent.setLayout(self)
        self.setContentsMargins(0, 0, 0, 0)
        theme().changed.connect(self._follow)

    def _follow(self) -> None:
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._seen():
            size = size.expandedTo(item.minimumSize())
        return size

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, really: bool) -> int:
        gap = theme().gap(self._gap)
        y = rect.y()
        for line in self._lines(rect.width(), gap):
            widths = self._widths(line, rect.width(), gap)
            height = max(
                (item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height())
                for item, width in zip(line, widths, strict=True)
            )
            x = rect.x()
            for item, width in zip(line, widths, strict=True):
                if really:
                    own = height if self._equal else min(height, item.sizeHint().height())
                    item.setGeometry(QRect(QPoint(x, y + (height - own) // 2), QSize(width, own)))
                x += width + gap
            y += height + gap
        return max(0, y - gap - rect.y())

    def _lines(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        if self._equal:
            return self._equal_lines(width, gap)
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._seen():
            wants = item.sizeHint().width()
            if not lines or used + gap + wants > width:
                lines.append([item])
                used = wants
            else:
                lines[-1].append(item)
                used += gap + wants
        return lines

    def _equal_lines(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        seen = self._seen()
        if not seen:
            return []
        widest = max(item.minimumSize().width() for item in seen)
        fit = max(1, (width + gap) // (widest + gap))
        # Four on two lines read as two and two, not as three and one.
        rows = -(-len(seen) // fit)
        per_row = -(-len(seen) // rows)
        return [seen[start : start + per_row] for start in range(0, len(seen), per_row)]

    def _widths(self, line: list[QLayoutItem], width: int, gap: int) -> list[int]:
        if not self._equal:
            return [min(item.sizeHint().width(), width) for item in line]
        longest = len(self._equal_lines(width, gap)[0])
        each = (width - gap * (longest - 1)) // longest
        return [each] * len(line)
