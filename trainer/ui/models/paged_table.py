"""A long list of which only the pages in sight are read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from trainer.ui.models.record_table import RecordTable, TableColumn

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 100
# Pages kept; those seen longest ago are read again when somebody comes back.
_KEPT: Final = 40
_NOWHERE: Final = QModelIndex()
# While somebody scrolls past, nothing is read; what stays in sight this long is.
_REST_MS: Final = 30


class PagedTable(RecordTable[T]):
    """Records by pages of :data:`PAGE`; a page is asked for when a row of it is drawn.

    Signals:
        page_wanted(int, int): generation of the list and number of the page, 0-based; answer with :meth:`set_page`.
        order_wanted(int, object): column to sort by (-1 for the natural order) and Qt's sort order; the list is read anew.
    """

    page_wanted = Signal(int, int)
    order_wanted = Signal(int, object)

    def __init__(self, columns: Sequence[TableColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._asked: dict[int, None] = {}
        self._total = 0
        self.generation = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)

    @property
    def total(self) -> int:
        """How many records there are, read or not."""
        return self._total

    @property
    def records(self) -> list[T]:
        """Records that are read, in the order shown."""
        return [record for page in sorted(self._pages) for record in self._pages[page]]

    def set_first(self, total: int, records: Sequence[T]) -> None:
        """Begin a list: how many there are, and the first page."""
        self.beginResetModel()
        self.generation += 1
        self._total = total
        self._pages = OrderedDict({0: list(records)})
        self._asked = {}
        self.endResetModel()

    def set_records(self, records: Sequence[T]) -> None:
        """Begin a list that is read whole."""
        self.set_first(len(records), records[:PAGE])
        for page in range(1, -(-len(records) // PAGE)):
            self.set_page(self.generation, page, records[page * PAGE : (page + 1) * PAGE])

    def set_page(self, generation: int, page: int, records: Sequence[T]) -> None:
        """Fill a page; one of an earlier list is dropped."""
        if generation != self.generation:
            return
        self._asked.pop(page, None)
        self._pages[page] = list(records)
        self._pages.move_to_end(page)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        first, last = page * PAGE, min(self._total, (page + 1) * PAGE) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, max(0, self.columnCount() - 1)))

    def record(self, row: int) -> T:
        """Give the record of a row; None while its page is not read."""
        return self.record_or_none(row)  # type: ignore[return-value]

    def record_or_none(self, row: int) -> T | None:
        """Give the record of a row, or None and ask for its page."""
        page, place = divmod(row, PAGE)
        records = self._pages.get(page)
        if records is None:
            if page not in self._asked and 0 <= row < self._total:
                self._asked[page] = None
                self._rest.start()
            return None
        return records[place] if place < len(records) else None

    def text_at(self, row: int, column: int) -> str:
        """Give the words of a cell; dots while its page is not read."""
        record = self.record_or_none(row)
        if record is None:
            return "…"
        spec = self.columns[column]
        value = spec.text(record) if spec.text is not None else spec.value(record)
        return "-" if value is None else str(value)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._total or index.column() >= len(self.columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.text_at(index.row(), index.column())
        record = self.record_or_none(index.row())
        return self.data_of(record, index.column(), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the list in another order; only whoever reads it can sort all of it."""
        self.show_sorting(column, order)
        self.order_wanted.emit(column, order)

    def _ask(self) -> None:
        # Asked for while somebody pulled the bar: only the last few can still be in sight.
        wanted = list(self._asked)
        for page in wanted[:-2]:
            self._asked.pop(page)
        for page in wanted[-2:]:
            self.page_wanted.emit(self.generation, page)
