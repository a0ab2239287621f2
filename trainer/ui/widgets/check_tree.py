"""Things to tick, in groups that can be ticked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from trainer.ui.theme import Theme, bind

_KEY = Qt.ItemDataRole.UserRole


class CheckTree(QTreeWidget):
    """Groups of things, each with a box.

    Args:
        name: what a screen reader says.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        bind(self, self._fit)

    def _fit(self, look: Theme) -> None:
        self.setIndentation(look.px(20))

    def set_groups(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Show groups: (title, [(key, words)])."""
        chosen = self.chosen
        self.clear()
        for title, things in groups:
            group = QTreeWidgetItem([title])
            group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            for key, words in things:
                item = QTreeWidgetItem([words])
                item.setData(0, _KEY, key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(0, Qt.CheckState.Unchecked)
                group.addChild(item)
            self.addTopLevelItem(group)
        self.expandAll()
        self.choose(chosen)

    @property
    def chosen(self) -> list[str]:
        """Keys that are ticked, in their order."""
        return [item.data(0, _KEY) for item in self._items() if item.checkState(0) is Qt.CheckState.Checked]

    def choose(self, keys: Iterable[str]) -> None:
        """Tick these and no others."""
        wanted = set(keys)
        for item in self._items():
            on = item.data(0, _KEY) in wanted
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _items(self) -> list[QTreeWidgetItem]:
        found = []
        for index in range(self.topLevelItemCount()):
            group = self.topLevelItem(index)
            for place in range(group.childCount() if group is not None else 0):
                item = group.child(place) if group is not None else None
                if item is not None:
                    found.append(item)
        return found
