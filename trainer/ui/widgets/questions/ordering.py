"""Ordering: rows moved by buttons, by Alt and the arrows, or by dragging."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QToolButton, QWidget

from trainer.ui.theme import Row, bind_icon, bind_size
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.questions.base import Answering, indices
from trainer.ui.widgets.rich_text import said
from trainer.ui.widgets.text import Label, restyle
from trainer.wording import t


class OrderRow(QFrame):
    """One entry of an ordering.

    Args:
        words: the widget that shows its text.
        spoken: its text in plain words.

    Signals:
        move_wanted(int): -1 up, 1 down.
        dragged(int): global y of the pointer while dragging.
    """

    move_wanted = Signal(int)
    dragged = Signal(int)

    def __init__(self, words: QWidget, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._spoken = spoken
        self._is_locked = False
        self._pressed_at: int | None = None
        row = Row(self, gap=12, margins=(12, 6, 8, 6))
        self.number = Label("", "lead_strong", "primary", wrap=False)
        bind_size(self.number, min_width=28)
        grip = QLabel()
        bind_icon(grip, "grip-vertical", "faint", 20)
        self._grip = grip
        row.addWidget(grip)
        row.addWidget(self.number)
        row.addWidget(words, 1)
        self._up = self._arrow("arrow-up", t("Move up"), -1)
        self._down = self._arrow("arrow-down", t("Move down"), 1)
        row.addWidget(self._up)
        row.addWidget(self._down)
        self._row = row

    def show_place(self, place: int, total: int) -> None:
        """Show where it stands, 0-based."""
        self.number.setText(str(place + 1))
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < total - 1)
        self.setAccessibleName(t("{n} of {total}: {text}", n=place + 1, total=total, text=self._spoken))

    def judge(self, badge: QWidget, *, is_right: bool) -> None:
        """Show whether it stands in its right place."""
        self._is_locked = True
        self._up.hide()
        self._down.hide()
        self._grip.hide()
        restyle(self, state="good" if is_right else "bad")
        self._row.addWidget(badge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and not self._is_locked:
            if event.key() == Qt.Key.Key_Up:
                self.move_wanted.emit(-1)
                return
            if event.key() == Qt.Key.Key_Down:
                self.move_wanted.emit(1)
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._is_locked:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pressed_at = event.globalPosition().toPoint().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint().y()
        if self._pressed_at is not None and abs(at - self._pressed_at) > QApplication.startDragDistance():
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None

    def _arrow(self, icon: str, name: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(f"{name}  Alt+{'↑' if by < 0 else '↓'}")
        bind_icon(button, icon, "primary", 20)
        bind_size(button, width=36, height=36)
        button.setProperty("by", by)
        button.clicked.connect(self._on_arrow)
        return button

    def _on_arrow(self) -> None:
        button = self.sender()
        if button is not None:
            self.move_wanted.emit(int(button.property("by")))


class Ordering(Answering):
    """``{"order": [2, 0, 1]}``: written indices as arranged. The order first shown is no answer until it is taken."""

    def build(self) -> None:
        self.arranged = list(self.order)
        self._is_arranged = False
        self.entries = [OrderRow(self.text(text, reacts=False), said(text)) for text in self.question.order]
        for row in self.entries:
            row.move_wanted.connect(self._on_move)
            row.dragged.connect(self._on_dragged)
        for place in self.arranged:
            self.column.addWidget(self.entries[place])
        self._take = QuietButton(t("This order is my answer"), "check", self.take_order)
        self.column.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)

    def response(self) -> dict[str, Any]:
        return {"order": list(self.arranged)} if self._is_arranged else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        arranged = indices(response.get("order"), len(self.entries))
        self._is_arranged = sorted(arranged) == list(range(len(self.entries)))
        self.arranged = arranged if self._is_arranged else list(self.order)
        self._show()

    def stops(self) -> list[QWidget]:
        return [self.entries[place] for place in self.arranged]

    def take_order(self) -> None:
        """Take the order as it lies there for the answer."""
        if not self.is_locked:
            self._is_arranged = True
            self._show()
            self.changed.emit(False)

    def judge(self) -> None:
        for shown_at, place in enumerate(self.arranged):
            is_right = shown_at == place
            self.entries[place].judge(self.verdict(is_right=is_right), is_right=is_right)
        self._take.hide()
        if self.arranged != list(range(len(self.entries))):
            self.column.addWidget(Label(t("Right order"), "body_strong", "good"))
            for number, text in enumerate(self.question.order, 1):
                line = Row(gap=8)
                line.addWidget(Label(f"{number}.", "body", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
                line.addWidget(self.text(text, "body", 108), 1)
                self.column.addLayout(line)

    def _show(self) -> None:
        for place in self.arranged:
            self.column.removeWidget(self.entries[place])
        for shown_at, place in enumerate(self.arranged):
            self.column.insertWidget(shown_at, self.entries[place])
            self.entries[place].show_place(shown_at, len(self.arranged))
        for before, after in zip(self.arranged, self.arranged[1:], strict=False):
            QWidget.setTabOrder(self.entries[before], self.entries[after])
        self._take.setVisible(not self._is_arranged)

    def _on_move(self, by: int) -> None:
        row = self.sender()
        if isinstance(row, OrderRow):
            self._move(self.entries.index(row), by)

    def _move(self, place: int, by: int) -> None:
        at = self.arranged.index(place)
        to = at + by
        if self.is_locked or not 0 <= to < len(self.arranged):
            return
        self.arranged[at], self.arranged[to] = self.arranged[to], self.arranged[at]
        self._is_arranged = True
        self._show()
        self.entries[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(False)

    def _on_dragged(self, global_y: int) -> None:
        row = self.sender()
        if not isinstance(row, OrderRow):
            return
        place = self.entries.index(row)
        at = self.arranged.index(place)
        y = self.mapFromGlobal(QPoint(0, global_y)).y()
        if at > 0 and y < self.entries[self.arranged[at - 1]].geometry().center().y():
            self._move(place, -1)
        elif at < len(self.arranged) - 1 and y > self.entries[self.arranged[at + 1]].geometry().center().y():
            self._move(place, 1)
