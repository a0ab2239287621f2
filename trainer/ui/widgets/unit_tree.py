"""The tree of units, with a search field that finds a unit by any part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView, QWidget

from trainer.ui.theme import Column, Theme, bind
from trainer.ui.widgets.search_field import SearchField
from trainer.wording import t

_ID_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_KEYS_ROLE: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the tree shows it.

    Attributes:
        unit_id, parent_id: parent None (or not in the list) at the top.
        name: full name.
        keys: other words it is found by (short name, aliases).
        note: shown behind the name, for example a count.
    """

    unit_id: str
    parent_id: str | None
    name: str
    keys: str = ""
    note: str = ""


class _View(QTreeView):
    """Signals: chosen(QModelIndex) by Enter or double click."""

    chosen = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class UnitTree(QWidget):
    """A searchable tree in protocol order (the order of the rows).

    Signals:
        selected(str): id of the unit that is marked.
        chosen(str): id of the unit taken by Enter or double click.
    """

    selected = Signal(str)
    chosen = Signal(str)

    def __init__(self, *, searchable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self.search = SearchField(t("Find a unit"))
        self.search.setVisible(searchable)
        self.search.searched.connect(self._on_searched)
        self.search.left_down.connect(self._on_down)
        column.addWidget(self.search)
        self._model = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._model)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setAutoAcceptChildRows(False)
        self._shown.setFilterRole(_KEYS_ROLE)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = _View()
        self.view.setHeaderHidden(True)
        self.view.setModel(self._shown)
        self.view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.view.setAccessibleName(t("Units"))
        self.view.setUniformRowHeights(True)
        self.view.setExpandsOnDoubleClick(False)
        self.view.doubleClicked.connect(self._on_chosen)
        self.view.chosen.connect(self._on_chosen)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        column.addWidget(self.view, 1)
        self._by_id: dict[str, QStandardItem] = {}
        bind(self, self._fit)

    @property
    def current_id(self) -> str:
        """Id of the marked unit; empty where none is."""
        index = self.view.currentIndex()
        return str(index.data(_ID_ROLE)) if index.isValid() else ""

    def set_units(self, rows: Sequence[UnitRow]) -> None:
        """Show units; each row's parent must stand before it or be missing."""
        before = self.current_id
        self._model.clear()
        self._by_id = {}
        for row in rows:
            item = QStandardItem(f"{row.name}  {row.note}" if row.note else row.name)
            item.setData(row.unit_id, _ID_ROLE)
            item.setData(f"{row.name} {row.keys}", _KEYS_ROLE)
            item.setToolTip(row.name)
            parent = self._by_id.get(row.parent_id or "")
            (parent or self._model.invisibleRootItem()).appendRow(item)
            self._by_id[row.unit_id] = item
        # The first two levels are what one looks for; deeper ones open on demand.
        self.view.expandToDepth(0)
        if before:
            self.select(before)

    def select(self, unit_id: str) -> None:
        """Mark a unit and bring it into sight."""
        item = self._by_id.get(unit_id)
        if item is None:
            return
        index = self._shown.mapFromSource(item.index())
        above = index.parent()
        while above.isValid():
            self.view.expand(above)
            above = above.parent()
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _fit(self, look: Theme) -> None:
        self.view.setIndentation(look.px(20))

    def _on_searched(self, text: str) -> None:
        chosen = self.current_id
        self._shown.setFilterFixedString(text)
        if text:
            self.view.expandAll()
            first = self._first_match(QModelIndex(), text.casefold())
            if first is not None:
                self.view.setCurrentIndex(first)
        else:
            self.view.collapseAll()
            self.view.expandToDepth(0)
            self.select(chosen)

    def _first_match(self, above: QModelIndex, text: str) -> QModelIndex | None:
        for row in range(self._shown.rowCount(above)):
            index = self._shown.index(row, 0, above)
            if text in str(index.data(_KEYS_ROLE)).casefold():
                return index
            below = self._first_match(index, text)
            if below is not None:
                return below
        return None

    def _on_down(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data(_ID_ROLE)))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selected.emit(str(index.data(_ID_ROLE)))
