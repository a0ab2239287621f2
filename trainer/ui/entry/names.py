"""The list of names: large rows, the note at the right, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from trainer.ui.entry.presenter import NameChoice
from trainer.ui.theme import theme
from trainer.wording import t

Index = QModelIndex | QPersistentModelIndex

NOTE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NOWHERE: Final = QModelIndex()


class NameModel(QAbstractListModel):
    """Names, filtered by any part of the name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[NameChoice] = []
        self._shown: list[NameChoice] = []
        self._text = ""

    def set_names(self, names: Sequence[NameChoice]) -> None:
        """Show the people of another unit."""
        self._all = list(names)
        self.filter(self._text)

    def filter(self, text: str) -> None:
        """Show those who fit what was typed."""
        self._text = text
        plain = text.replace("·", "").replace(" ", "").casefold()
        self.beginResetModel()
        self._shown = [one for one in self._all if plain in one.name.replace("·", "").replace(" ", "").casefold()]
        self.endResetModel()

    def set_found(self, names: Sequence[NameChoice]) -> None:
        """Show who was found in all units, until something else is typed."""
        self.beginResetModel()
        self._shown = list(names)
        self.endResetModel()

    def choice(self, row: int) -> NameChoice:
        """Give the person of a row."""
        return self._shown[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        one = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{one.name} {one.note}".strip()
            case _ if role == NOTE_ROLE:
                return one.note
        return None


class _Row(QStyledItemDelegate):
    """Draws one name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(200), theme().px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        painter.save()
        whole = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, look.color("wash"))
            painter.fillRect(QRect(whole.left(), whole.top(), look.px(3), whole.height()), look.color("primary"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, look.color("hover"))
        painter.fillRect(QRect(whole.left(), whole.bottom(), whole.width(), 1), look.color("line"))
        room = whole.adjusted(look.gap(16), 0, -look.gap(16), 0)
        note = str(index.data(NOTE_ROLE) or "")
        painter.setFont(look.font("body"))
        wide = painter.fontMetrics().horizontalAdvance(note)
        painter.setPen(look.color("quiet"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), note)
        room.setRight(room.right() - wide - (look.gap(12) if note else 0))
        painter.setFont(look.font("lead"))
        painter.setPen(look.color("ink"))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        painter.restore()


class NameList(QListView):
    """Names to choose from, by press or by Enter.

    Signals:
        chosen(NameChoice): the person.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = NameModel(self)
        self.setModel(self.names)
        self.setItemDelegate(_Row(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setAccessibleName(t("Names"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_chosen)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.names.choice(index.row()))
