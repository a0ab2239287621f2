"""A table for people who work in it all day: frozen first column, sums at the foot, copy as a table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from trainer.ui.models.record_table import BAR_ROLE, STATE_ROLE, RecordTable, TableColumn
from trainer.ui.theme import Column, Theme, bind, theme
from trainer.ui.widgets.badge import TONE_ICONS
from trainer.ui.widgets.text import Label
from trainer.wording import t

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


class _Cell(QStyledItemDelegate):
    """Draws a cell with its bar or state icon, and shows the whole text where it was cut."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, look.color("wash"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, look.color("hover"))
        else:
            painter.fillRect(whole, look.color("surface"))
        painter.fillRect(QRect(whole.left(), whole.bottom(), whole.width(), 1), look.color("line"))
        room = whole.adjusted(look.gap(12), 0, -look.gap(12), 0)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("ink"))
        text = str(index.data() or "")
        share, tone = index.data(BAR_ROLE), index.data(STATE_ROLE)
        if share is not None:
            _draw_bar(painter, room, float(share), text)
        else:
            if tone is not None:
                edge = look.px(16)
                picture = look.pixmap(TONE_ICONS[tone], {"info": "primary"}.get(tone, tone), 16)
                painter.drawPixmap(room.left(), room.center().y() - edge // 2 + 1, picture)
                room.setLeft(room.left() + edge + look.gap(6))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            side = Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0))
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        text = str(index.data() or "")
        room = view.visualRect(QModelIndex(index)).width() - 2 * theme().gap(12)  # type: ignore[arg-type]
        if text and view.fontMetrics().horizontalAdvance(text) > room:
            QToolTip.showText(event.globalPos(), text, view)
        else:
            QToolTip.hideText()
        return True


def _draw_bar(painter: QPainter, room: QRect, share: float, text: str) -> None:
    look = theme()
    figure = painter.fontMetrics().horizontalAdvance("100.0 %") + look.gap(4)
    track = QRectF(room.left(), room.center().y() - look.px(3), max(8, room.width() - figure), look.px(7))
    radius = track.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("line"))
    painter.drawRoundedRect(track, radius, radius)
    if share > 0:
        painter.setBrush(look.color("primary"))
        full = QRectF(track)
        full.setWidth(max(track.height(), track.width() * min(1.0, share)))
        painter.drawRoundedRect(full, radius, radius)
    painter.setPen(look.color("ink"))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)


class _View(QTableView):
    """The scrolling table. Signals: opened(int) a row by Enter or double click; copy_wanted()."""

    opened = Signal(int)
    copy_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class _Sums(QWidget):
    """The row of sums, drawn in line with the columns above; the first column stays while the rest scrolls."""

    def __init__(self, view: QTableView, frozen: bool) -> None:
        super().__init__()
        self.setObjectName("sums")
        self._view = view
        self._frozen = frozen
        self.texts: list[str] = []
        self.numbers: list[bool] = []
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("sunken"))
        painter.setPen(QPen(look.color("edge"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(look.font("body_strong"))
        for column in range(len(self.texts) - 1, -1, -1):
            header = self._view.horizontalHeader()
            left = self._view.columnViewportPosition(column)
            if self._frozen and column == 0:
                left = 0
                painter.fillRect(QRect(0, 1, header.sectionSize(0), self.height() - 1), look.color("sunken"))
            side = Qt.AlignmentFlag.AlignRight if self.numbers[column] else Qt.AlignmentFlag.AlignLeft
            room = QRect(left, 0, header.sectionSize(column), self.height()).adjusted(look.gap(12), 0, -look.gap(12), 0)
            painter.setPen(look.color("ink"))
            text = painter.fontMetrics().elidedText(self.texts[column], Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


class DataTable(QWidget, Generic[T]):
    """A table of records.

    Args:
        columns: see :class:`~trainer.ui.models.record_table.TableColumn`.
        name: what a screen reader says.
        frozen: the first column stays in sight while the rest scrolls.
        empty: what is said when there are no rows.
        sortable: a press on a column's name sorts.
        model: another model of the same columns, for lists that are read by pages; becomes a child of the table.

    Signals:
        opened(object): a record, by Enter or double click.
        picked(object): the record that is marked now, or None.
    """

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self,
        columns: Sequence[TableColumn[T]],
        name: str,
        *,
        frozen: bool = False,
        empty: str = "",
        sortable: bool = True,
        model: RecordTable[T] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model: RecordTable[T] = model if model is not None else RecordTable(columns, self)
        self.model.setParent(self)
        whole = Column(self, gap=0)
        self.view = _View()
        self.view.setAccessibleName(name)
        self.view.setModel(self.model)
        self._set_up(self.view)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.opened.connect(self._on_opened)
        self.view.copy_wanted.connect(self.copy)
        self.view.doubleClicked.connect(self._on_double_click)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        whole.addWidget(self.view, 1)
        self._frozen: QTableView | None = self._make_frozen() if frozen else None
        self._sums = _Sums(self.view, frozen)
        self._sums.setVisible(any(column.sum for column in columns))
        whole.addWidget(self._sums)
        self._empty = Label(empty, "body", "quiet", parent=self.view)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()
        self._sortable = sortable
        if sortable:
            self.view.horizontalHeader().setSectionsClickable(True)
            self.view.horizontalHeader().sectionClicked.connect(self._on_header)
            if self._frozen is not None:
                self._frozen.horizontalHeader().setSectionsClickable(True)
                self._frozen.horizontalHeader().sectionClicked.connect(self._on_header)
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.model.modelReset.connect(self._on_reset)
        bind(self, self._fit)
        self._on_reset()

    # -- for pages

    def set_records(self, records: Sequence[T]) -> None:
        """Show other records; the marked row stays marked where its record is still there."""
        marked = self.current
        self.model.set_records(records)
        if marked is not None and marked in self.model.records:
            self.view.selectRow(self.model.records.index(marked))

    def set_sums(self, sums: Sequence[str]) -> None:
        """Show the row of sums; one text for each column, empty for nothing."""
        self._sums.texts = list(sums)
        self._sums.numbers = [column.is_number for column in self.model.columns]
        self._sums.setVisible(any(sums) and bool(self.model.records))
        self._sums.update()

    @property
    def current(self) -> T | None:
        """The marked record."""
        index = self.view.currentIndex()
        return self.model.record(index.row()) if index.isValid() else None

    @property
    def selected(self) -> list[T]:
        """All marked records, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.record(row) for row in rows]

    def copy(self) -> None:
        """Copy the marked rows (all rows where at most one is marked) to the clipboard as a table."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        if len(rows) <= 1:
            rows = list(range(self.model.rowCount()))
        cells = [[column.title for column in self.model.columns]]
        cells += [[self.model.text_at(row, column) for column in range(len(self.model.columns))] for row in rows]
        if self._sums.isVisible() and len(rows) == self.model.rowCount():
            cells.append(self._sums.texts)
        mime = QMimeData()
        mime.setText("\n".join("\t".join(line) for line in cells) + "\n")
        body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>" for line in cells)
        mime.setHtml(f"<table>{body}</table>")
        QGuiApplication.clipboard().setMimeData(mime)

    # -- inside

    def _set_up(self, view: QTableView) -> None:
        view.setItemDelegate(_Cell(view))
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.setCornerButtonEnabled(False)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _make_frozen(self) -> QTableView:
        frozen = QTableView(self.view)
        frozen.setModel(self.model)
        self._set_up(frozen)
        frozen.setSelectionModel(self.view.selectionModel())
        frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frozen.setObjectName("frozen")
        frozen.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frozen.verticalScrollBar().valueChanged.connect(self.view.verticalScrollBar().setValue)
        self.view.verticalScrollBar().valueChanged.connect(frozen.verticalScrollBar().setValue)
        self.view.horizontalHeader().sectionResized.connect(self._on_section_resized)
        frozen.doubleClicked.connect(self._on_double_click)
        self.view.viewport().installEventFilter(self)
        return frozen

    def _fit(self, look: Theme) -> None:
        height = look.px(40)
        for view in (self.view, self._frozen):
            if view is None:
                continue
            view.verticalHeader().setMinimumSectionSize(height)
            view.verticalHeader().setDefaultSectionSize(height)
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.horizontalHeader().setFont(look.font("caption_strong"))
        self._sums.setFixedHeight(height)
        self.view.setMinimumHeight(look.px(160))
        self._share_width()
        self._place_frozen()

    def _share_width(self) -> None:
        look = theme()
        columns = self.model.columns
        widths = [look.px(column.width) for column in columns]
        room = self.view.viewport().width()
        for place in reversed([place for place, column in enumerate(columns) if column.yields]):
            is_hidden = sum(widths) > room
            self.view.setColumnHidden(place, is_hidden)
            if is_hidden:
                widths[place] = 0
        spare = room - sum(widths)
        stretching = [place for place, column in enumerate(columns) if column.stretches]
        if spare > 0 and stretching:
            each, rest = divmod(spare, len(stretching))
            for number, place in enumerate(stretching):
                widths[place] += each + (rest if number == len(stretching) - 1 else 0)
        for place, width in enumerate(widths):
            if not self.view.isColumnHidden(place):
                self.view.setColumnWidth(place, width)

    def _place_frozen(self) -> None:
        frozen = self._frozen
        if frozen is None or not self.model.columns:
            return
        for column in range(1, len(self.model.columns)):
            frozen.setColumnHidden(column, True)
        frozen.setColumnWidth(0, self.view.columnWidth(0))
        head = self.view.horizontalHeader().height()
        frozen.setFixedHeight(self.view.viewport().height() + head)
        frozen.setGeometry(self.view.frameWidth(), self.view.frameWidth(), self.view.columnWidth(0), frozen.height())
        frozen.horizontalHeader().setFixedHeight(head)
        frozen.setVisible(self.view.horizontalScrollBar().maximum() > 0)
        frozen.raise_()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_frozen()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._place_frozen()
        self._empty.setGeometry(self.view.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_width()
        self._place_frozen()

    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        if section == 0 and self._frozen is not None:
            self._frozen.setColumnWidth(0, new)
            self._place_frozen()

    def _on_reset(self) -> None:
        none = self.model.rowCount() == 0
        self._empty.setGeometry(self.view.rect())
        self._empty.setVisible(none and bool(self._empty.text()))
        self.set_sums([column.sum for column in self.model.columns])

    def _on_header(self, section: int) -> None:
        column, order = self._order
        if section != column:
            order = Qt.SortOrder.AscendingOrder
        elif order == Qt.SortOrder.AscendingOrder:
            order = Qt.SortOrder.DescendingOrder
        else:
            section = -1  # the third press restores the given order
        self._order = (section, order)
        self.model.sort(section, order)

    def _on_opened(self, row: int) -> None:
        self.opened.emit(self.model.record(row))

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.record(index.row()))

    def _on_current(self, index: QModelIndex) -> None:
        self.picked.emit(self.model.record(index.row()) if index.isValid() else None)

    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(t("Copy as a table"), self.copy)
        menu.popup(self.view.viewport().mapToGlobal(place))


__all__ = ["DataTable", "RecordTable", "TableColumn"]
