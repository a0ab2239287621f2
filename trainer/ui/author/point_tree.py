"""The tree of courses, lessons and knowledge points, with the number of questions behind each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from trainer.ui.theme import Theme, bind, theme
from trainer.wording import t

_KEY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_TITLE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_COUNT_ROLE: Final = Qt.ItemDataRole.UserRole + 3
COURSE, LESSON, POINT, ALL, UNPLACED = "course", "lesson", "point", "all", "unplaced"


Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Branch:
    """A course, lesson or point of the tree.

    Attributes:
        sort: ``course``, ``lesson`` or ``point``.
        code: of it.
        title: for people.
        below: what belongs to it.
    """

    sort: str
    code: str
    title: str
    below: tuple[Branch, ...] = ()


class _Line(QStyledItemDelegate):
    """A title, cut where it must be, and its count at the right edge, which is never cut."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        count = str(index.data(_COUNT_ROLE) or "")
        look = theme()
        taken = option.fontMetrics.horizontalAdvance(count) + look.gap(28) if count else look.gap(16)
        room = max(0, option.rect.width() - taken)
        option.text = option.fontMetrics.elidedText(
            str(index.data(_TITLE_ROLE) or ""), Qt.TextElideMode.ElideRight, room
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if count := str(index.data(_COUNT_ROLE) or ""):
            look = theme()
            painter.save()
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("quiet"))
            room = option.rect.adjusted(0, 0, -look.gap(8), 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
            painter.restore()


class PointTree(QTreeView):
    """Courses open into lessons, lessons into points.

    Signals:
        chosen(str, str): sort (``all``, ``course``, ``lesson``, ``point``) and code of what is marked now.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self._items: dict[tuple[str, str], QStandardItem] = {}
        self._titles: dict[tuple[str, str], str] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Line(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(t("Courses and knowledge points"))
        self.selectionModel().currentChanged.connect(self._on_current)
        bind(self, self._fit)

    def set_branches(self, branches: tuple[Branch, ...]) -> None:
        """Show the tree; what is marked stays marked."""
        before = self.current
        self.selectionModel().blockSignals(True)
        self._model.clear()
        self._items, self._titles = {}, {}
        self._add(self._model.invisibleRootItem(), Branch(ALL, "", t("All questions")))
        for branch in branches:
            self._add(self._model.invisibleRootItem(), branch)
        self.selectionModel().blockSignals(False)
        self._write()
        self.select(*before)

    def set_counts(self, total: int, counts: Mapping[tuple[str, str], int]) -> None:
        """Show how many questions stand behind each."""
        self._counts = {**counts, (ALL, ""): total}
        self._write()

    @property
    def current(self) -> tuple[str, str]:
        """Sort and code of what is marked."""
        key = self.currentIndex().data(_KEY_ROLE)
        return (str(key[0]), str(key[1])) if key else (ALL, "")

    def select(self, sort: str, code: str) -> None:
        """Mark something, without telling."""
        item = self._items.get((sort, code)) or self._items.get((ALL, ""))
        if item is None:
            return
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(item.index())
        self.selectionModel().blockSignals(False)
        self.scrollTo(item.index())
        self.viewport().update()

    def _add(self, above: QStandardItem, branch: Branch) -> None:
        item = QStandardItem(branch.title)
        key = (branch.sort, branch.code)
        item.setData([branch.sort, branch.code], _KEY_ROLE)
        item.setToolTip(f"{branch.code}  {branch.title}".strip())
        self._items[key], self._titles[key] = item, branch.title
        above.appendRow(item)
        for below in branch.below:
            self._add(item, below)

    def _write(self) -> None:
        for key, item in self._items.items():
            count = self._counts.get(key, 0)
            item.setText(f"{self._titles[key]}  {count}" if count else self._titles[key])
            item.setData(self._titles[key], _TITLE_ROLE)
            item.setData(f"{count:,}" if count else "", _COUNT_ROLE)
            item.setEnabled(True)

    def _on_current(self, index: QModelIndex) -> None:
        key = index.data(_KEY_ROLE)
        if key:
            self.chosen.emit(str(key[0]), str(key[1]))

    def _fit(self, look: Theme) -> None:
        self.setIndentation(look.px(16))


def every_key(branches: tuple[Branch, ...]) -> Iterator[tuple[str, str]]:
    """Give sort and code of everything in a tree."""
    for branch in branches:
        yield branch.sort, branch.code
        yield from every_key(branch.below)
