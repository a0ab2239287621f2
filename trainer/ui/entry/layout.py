"""The counter that all entry pages stand at: the house on the left, what is asked on the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from trainer.ui.frame import Mark, TopBar
from trainer.ui.theme import Column, Row, bind_icon, bind_size, theme
from trainer.ui.widgets.text import Label
from trainer.wording import t

# Below this width (at 100 %) the house makes room for what is asked.
HOUSE_FROM = 1000


class House(QFrame):
    """Name of the program and of the office over a quiet landscape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aside")
        column = Column(self, gap=12, margins=(56, 72, 40, 32))
        column.addWidget(Mark(52))
        column.addSpacing(16)
        column.addWidget(Label(t("Cadre Training"), "brand"))
        self.office = Label("", "lead")
        column.addWidget(self.office)
        self.line = Label(
            t("Learn, sit the examination, be counted: all on this machine, without a network."), "body", "quiet"
        )
        bind_size(self.line, max_width=340)
        column.addWidget(self.line)
        column.addStretch(1)
        warn = Row(gap=8)
        icon = QLabel()
        bind_icon(icon, "shield", "quiet", 18)
        warn.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        warn.addWidget(
            Label(t("Not for classified matter: entering or handling state secrets here is forbidden."), "caption"), 1
        )
        column.addLayout(warn)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme()
        if look.mode == "contrast":
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = float(self.width() - 1), float(self.height())
        moon = min(wide, high) * 0.15
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("warn_wash"))
        painter.drawEllipse(QRectF(wide * 0.66, high * 0.505, moon, moon))
        # Three ranges of hills, the nearest one darkest; a share of the height each.
        for share, swell, role, strength in (
            (0.60, 0.07, "wash", 0.55),
            (0.70, 0.06, "wash", 0.9),
            (0.80, 0.05, "line", 0.55),
        ):
            colour = look.color(role)
            colour.setAlphaF(strength)
            path = QPainterPath(QPointF(0, high * (share + swell)))
            path.cubicTo(
                QPointF(wide * 0.30, high * (share - swell)),
                QPointF(wide * 0.45, high * (share + 1.6 * swell)),
                QPointF(wide * 0.66, high * share),
            )
            path.cubicTo(
                QPointF(wide * 0.80, high * (share - 0.9 * swell)),
                QPointF(wide * 0.92, high * (share - 0.2 * swell)),
                QPointF(wide, high * (share - 0.6 * swell)),
            )
            path.lineTo(wide, high)
            path.lineTo(0, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPath(path)
        painter.end()


class EntryFrame(QWidget):
    """House, bar on top, and one stage for the steps.

    Args:
        bar: the bar with text size, language and help.
    """

    def __init__(self, bar: TopBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = Row(self, gap=0)
        self.house = House()
        across.addWidget(self.house, 9)
        right = Column(gap=0)
        right.addWidget(bar)
        self.stage = QStackedWidget()
        right.addWidget(self.stage, 1)
        across.addLayout(right, 11)
        theme().changed.connect(self._fit)

    def add_step(self, content: QWidget, *, max_width: float = 440, scroll: bool = True) -> QWidget:
        """Put a step on the stage, in the middle of it.

        Returns:
            What to show with :meth:`show_step`.
        """
        holder = QWidget()
        holder.setObjectName("scrolled")
        row = Row(holder, gap=0, margins=(32, 24, 32, 24))
        bind_size(content, max_width=max_width)
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        if not scroll:
            self.stage.addWidget(holder)
            return holder
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        self.stage.addWidget(area)
        return area

    def show_step(self, step: QWidget) -> None:
        """Show a step."""
        self.stage.setCurrentWidget(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.house.setVisible(self.width() >= theme().gap(HOUSE_FROM))


class Waiting(QFrame):
    """Where the names will stand, while they are read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(t("Opening …"))
        bind_size(self, min_height=140)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        high, thick = look.px(46), look.px(16)
        for row, share in enumerate((0.30, 0.16, 0.22, 0.16, 0.36, 0.22)):
            top = row * high + 1
            painter.fillRect(QRectF(1, top + high - 1, self.width() - 2, 1), look.color("line"))
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(QRectF(look.gap(16), top + (high - thick) / 2, self.width() * share, thick), 4, 4)
        painter.end()
