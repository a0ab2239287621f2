"""The numbered map of questions: answered, marked, open, by shape as well as by colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from trainer.ui.learner.sitting_presenter import SlotState
from trainer.ui.theme import Column, Row, theme
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label
from trainer.wording import t

_EDGE: Final = 36


class MapCell(QAbstractButton):
    """One question: a filled square is answered, an outlined one open, a corner flag marked, a dashed edge unsaved."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.state = SlotState.OPEN
        self.is_marked = False
        self.is_current = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name_it()

    def show_state(self, state: SlotState, *, is_marked: bool, is_current: bool) -> None:
        """Show where the question stands."""
        self.state, self.is_marked, self.is_current = state, is_marked, is_current
        self._name_it()
        self.update()

    def _name_it(self) -> None:
        words = {
            SlotState.OPEN: t("not answered"),
            SlotState.SAVING: t("saving"),
            SlotState.SAVED: t("answered"),
            SlotState.UNSAVED: t("not saved"),
        }
        said = t("Question {number}: {state}", number=self.number, state=words[self.state])
        if self.is_marked:
            said += t(", ") + t("marked")
        self.setAccessibleName(said)
        self.setToolTip(said)

    def sizeHint(self) -> QSize:
        edge = theme().px(_EDGE)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        filled = self.state in {SlotState.SAVED, SlotState.SAVING}
        edge = QPen(look.color("bad" if self.state is SlotState.UNSAVED else "edge"), 1.4)
        if self.state is SlotState.UNSAVED:
            edge.setStyle(Qt.PenStyle.DashLine)
        if self.is_current or self.hasFocus():
            edge = QPen(look.color("primary"), 2.6)
        painter.setPen(edge)
        painter.setBrush(look.color("primary") if filled else look.color("surface"))
        if filled and (self.is_current or self.hasFocus()):
            painter.setPen(QPen(look.color("ink"), 2.6))
        painter.drawRoundedRect(box, look.px(6), look.px(6))
        if self.is_marked:
            flag = look.px(11)
            corner = [box.topRight(), box.topRight() - QPointF(flag, 0), box.topRight() + QPointF(0, flag)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawPolygon(corner)
        painter.setFont(look.font("body_strong" if self.is_current else "body"))
        painter.setPen(look.color("on_primary" if filled else "ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self.number))
        painter.end()


class SittingMap(QWidget):
    """All questions of a paper with a legend.

    Signals:
        chosen(int): slot, 0-based.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = Column(self, gap=12)
        self._cells: list[MapCell] = []
        self._holder = QWidget()
        self._flow = Flow(self._holder, gap=6)
        whole.addWidget(self._holder)
        legend = Column(gap=4)
        for state, marked, words in (
            (SlotState.SAVED, False, t("answered and saved")),
            (SlotState.OPEN, False, t("not answered yet")),
            (SlotState.OPEN, True, t("marked to come back to")),
        ):
            line = Row(gap=8)
            line.addWidget(_Sample(state, marked))
            line.addWidget(Label(words, "caption", "quiet"), 1)
            legend.addLayout(line)
        whole.addLayout(legend)
        whole.addStretch(1)

    def set_count(self, count: int) -> None:
        """Show so many questions."""
        for cell in self._cells:
            self._flow.removeWidget(cell)
            cell.deleteLater()
        self._cells = []
        for number in range(1, count + 1):
            cell = MapCell(number)
            cell.clicked.connect(self._on_clicked)
            self._cells.append(cell)
            self._flow.addWidget(cell)

    def show_slot(self, slot: int, state: SlotState, *, is_marked: bool, is_current: bool) -> None:
        """Show where one question stands."""
        self._cells[slot].show_state(state, is_marked=is_marked, is_current=is_current)

    def cell(self, slot: int) -> MapCell:
        """Give the square of a question."""
        return self._cells[slot]

    def _on_clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, MapCell):
            self.chosen.emit(cell.number - 1)


class _Sample(QWidget):
    """A small square of the legend."""

    def __init__(self, state: SlotState, marked: bool) -> None:
        super().__init__()
        self._state, self._marked = state, marked
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(16), theme().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("edge"), 1.2))
        painter.setBrush(look.color("primary" if self._state is SlotState.SAVED else "surface"))
        painter.drawRoundedRect(box, look.px(3), look.px(3))
        if self._marked:
            flag = look.px(8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawPolygon([box.topRight(), box.topRight() - QPointF(flag, 0), box.topRight() + QPointF(0, flag)])
        painter.end()
