"""Rows of like parts (choices, pairs, gaps, criteria ...): added, removed and moved without touching the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from trainer.ui.author.editors.base import bind_line
from trainer.ui.theme import Column, Row, bind_icon, bind_size
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.reading_order import keep_order_around
from trainer.ui.widgets.text import Label
from trainer.wording import t


class PartRow(QFrame):
    """One row. A kind derives from it, adds fields to :attr:`line` (and :attr:`below`), and says what it holds.

    Signals:
        edited(): changed by the person.
        next_wanted(): Enter in its last field.
        removal_wanted(), move_wanted(int): by the buttons or Ctrl+Delete, Alt+Up, Alt+Down.
    """

    edited = Signal()
    next_wanted = Signal()
    removal_wanted = Signal()
    move_wanted = Signal(int)

    # Where what stands below begins, at 100 %: under the first field of the row.
    below_from = 28.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part_row")
        whole = Column(self, gap=4)
        self._row = Row(gap=8)
        self.number = Label("", "body_strong", "quiet", wrap=False)
        bind_size(self.number, min_width=20)
        bind_line(self.number)
        self._row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        self.line = Row(gap=8)
        self._row.addLayout(self.line, 1)
        self._drop = QToolButton()
        self._drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bind_icon(self._drop, "x", "quiet", 18)
        bind_size(self._drop, width=32)
        bind_line(self._drop)
        self._drop.setToolTip(t("Remove this row") + "  Ctrl+Delete")
        self._drop.setAccessibleName(t("Remove this row"))
        self._drop.clicked.connect(self._on_drop)
        self._row.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._row)
        self.below = Row(gap=8, margins=(self.below_from, 0, 40, 0))
        whole.addLayout(self.below)

    def value(self) -> Any:
        """Give the part; None for a row left empty."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a part; None empties the row."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Give the field that typing begins in."""
        raise NotImplementedError

    def show_place(self, place: int) -> None:
        """Show where the row stands, 0-based."""
        self.number.setText(str(place + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def tell(self, *_anything: object) -> None:
        """Tell that the row was changed."""
        self.edited.emit()

    def ask_next(self) -> None:
        """Ask for the row below."""
        self.next_wanted.emit()

    def _on_drop(self) -> None:
        self.removal_wanted.emit()


class PartRows(QWidget):
    """All rows of one sort.

    Args:
        make: makes an empty row.
        add_text: on the button below, already translated.
        begin_with: rows that a new question shows.
        least: rows that always stay.

    Signals:
        edited(): any row was changed, added, removed or moved.
    """

    edited = Signal()

    def __init__(
        self,
        make: Callable[[], PartRow],
        add_text: str,
        *,
        begin_with: int = 1,
        least: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make, self._begin_with, self._least = make, begin_with, least
        self._column = Column(self, gap=8)
        self._add = QuietButton(add_text, "plus", self._on_add)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: list[PartRow] = []

    def show_values(self, values: tuple[Any, ...]) -> None:
        """Show parts; without any, the rows that a new question begins with."""
        wanted = len(values) or self._begin_with
        while len(self.rows) > wanted:
            self._take_away(self.rows[-1])
        while len(self.rows) < wanted:
            self._insert(len(self.rows))
        for place, row in enumerate(self.rows):
            row.blockSignals(True)
            row.show_value(values[place] if place < len(values) else None)
            row.blockSignals(False)
        self._number()

    def values(self) -> tuple[Any, ...]:
        """Give the parts; rows left empty are not among them."""
        return tuple(value for row in self.rows if (value := row.value()) is not None)

    def first_field(self) -> QWidget:
        """Give the first field of the first row."""
        return self.rows[0].first_field() if self.rows else self._add

    def add(self) -> PartRow:
        """Add an empty row at the end."""
        row = self._insert(len(self.rows))
        row.show_value(None)
        self._number()
        self.edited.emit()
        return row

    def _insert(self, place: int) -> PartRow:
        row = self._make()
        row.edited.connect(self.edited)
        row.next_wanted.connect(self._on_next)
        row.removal_wanted.connect(self._on_removal)
        row.move_wanted.connect(self._on_move)
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)
        return row

    def _take_away(self, row: PartRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_add(self) -> None:
        self.add().first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_next(self) -> None:
        row = self.sender()
        if not isinstance(row, PartRow):
            return
        place = self.rows.index(row)
        below = self.rows[place + 1] if place + 1 < len(self.rows) else self.add()
        below.first_field().setFocus(Qt.FocusReason.TabFocusReason)

    def _on_removal(self) -> None:
        row = self.sender()
        if not isinstance(row, PartRow) or row not in self.rows:
            return
        place = self.rows.index(row)
        if len(self.rows) <= self._least:
            row.show_value(None)
        else:
            self._take_away(row)
        self._number()
        self.rows[min(place, len(self.rows) - 1)].first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _on_move(self, by: int) -> None:
        row = self.sender()
        if not isinstance(row, PartRow):
            return
        at = self.rows.index(row)
        to = at + by
        if not 0 <= to < len(self.rows):
            return
        self.rows.insert(to, self.rows.pop(at))
        self._column.removeWidget(row)
        self._column.insertWidget(to, row)
        self._number()
        row.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            row.show_place(place)
        if self.isVisible():
            keep_order_around(self)
