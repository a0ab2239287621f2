"""Flat records as a table model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from trainer.ui.theme import theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

BAR_ROLE: Final = Qt.ItemDataRole.UserRole + 1
RECORD_ROLE: Final = Qt.ItemDataRole.UserRole + 2
STATE_ROLE: Final = Qt.ItemDataRole.UserRole + 3
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[T]):
    """One column.

    Attributes:
        title: already translated.
        value: what it shows and sorts by; None is shown as a dash and sorts last.
        text: how the value is written; ``str`` where it is left out.
        width: in pixels at 100 %.
        stretches: takes the room that is left over.
        is_number: right-aligned.
        bar: share 0..1 for a bar behind the text; None for no bar.
        state: icon tone (good, warn, bad, info, quiet) shown before the text; None for none.
        sum: what the row of sums says for this column; empty for nothing.
        yields: is left out where the table is too narrow for all columns, the last of these first.
    """

    title: str
    value: Callable[[T], Any]
    text: Callable[[T], str] | None = None
    width: float = 120
    stretches: bool = False
    is_number: bool = False
    bar: Callable[[T], float | None] | None = None
    state: Callable[[T], str | None] | None = None
    sum: str = ""
    yields: bool = False


@dataclass(slots=True)
class _Sorting:
    column: int = -1
    order: Qt.SortOrder = field(default=Qt.SortOrder.AscendingOrder)


class RecordTable(QAbstractTableModel, Generic[T]):
    """A table of records; sorts itself, keeps the given order as its natural one."""

    def __init__(self, columns: Sequence[TableColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._natural: list[T] = []
        self._rows: list[T] = []
        self._sorting = _Sorting()

    @property
    def records(self) -> list[T]:
        """Records in the order shown."""
        return list(self._rows)

    def set_records(self, records: Sequence[T]) -> None:
        """Show other records, sorted as before."""
        self.beginResetModel()
        self._natural = list(records)
        self._rows = self._sorted()
        self.endResetModel()

    def set_columns(self, columns: Sequence[TableColumn[T]]) -> None:
        """Show other columns (other sums)."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def record(self, row: int) -> T:
        """Give the record of a row as shown."""
        return self._rows[row]

    def text_at(self, row: int, column: int) -> str:
        """Give the words of a cell."""
        spec, record = self.columns[column], self._rows[row]
        if spec.text is not None:
            return spec.text(record)
        value = spec.value(record)
        return "-" if value is None else str(value)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows) or index.column() >= len(self.columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.text_at(index.row(), index.column())
        return self.data_of(self._rows[index.row()], index.column(), role)

    def data_of(self, record: T | None, column: int, role: int) -> Any:
        """Give what a cell has besides its words; a record that is not at hand has nothing but its place."""
        spec = self.columns[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if spec.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if record is None:
            return None
        if role == BAR_ROLE:
            return spec.bar(record) if spec.bar else None
        if role == STATE_ROLE:
            return spec.state(record) if spec.state else None
        return record if role == RECORD_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        spec = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if section == self._sorting.column:
                sign = "↑" if self._sorting.order == Qt.SortOrder.AscendingOrder else "↓"
                return f"{spec.title} {sign}"
            return spec.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if spec.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return theme().font("caption_strong")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 restores the natural order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        records = [self._rows[index.row()] for index in before]
        self._sorting = _Sorting(column, order)
        self._rows = self._sorted()
        place = {id(record): row for row, record in enumerate(self._rows)}
        after = [self.index(place[id(record)], index.column()) for record, index in zip(records, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.show_sorting(column, order)

    def show_sorting(self, column: int, order: Qt.SortOrder) -> None:
        """Show by which column the list is sorted."""
        self._sorting = _Sorting(column, order)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))

    def _sorted(self) -> list[T]:
        if not 0 <= self._sorting.column < len(self.columns):
            return list(self._natural)
        value = self.columns[self._sorting.column].value
        known = [record for record in self._natural if value(record) is not None]
        unknown = [record for record in self._natural if value(record) is None]
        known.sort(key=value, reverse=self._sorting.order == Qt.SortOrder.DescendingOrder)
        return known + unknown
