"""What a page shows before there is anything: a picture, a sentence, the first step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.ui.theme import Column, Row, Theme, bind, bind_size, theme
from trainer.ui.widgets.buttons import PrimaryButton
from trainer.ui.widgets.text import Label


class Picture(QWidget):
    """An icon on a sheet of paper lying on a soft disc.

    Args:
        icon: file name in ``resources/icons``.
    """

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bind(self, self._fit)

    def _fit(self, look: Theme) -> None:
        # A picture need not be read: it grows like a distance, not like text.
        self.setFixedSize(look.gap(148), look.gap(124))

    def sizeHint(self) -> QSize:
        return QSize(theme().gap(148), theme().gap(124))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        unit = self.width() / 148
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(unit, unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("wash"))
        painter.drawEllipse(QRectF(18, 6, 112, 112))
        pen = QPen(look.color("edge"), 1.2)
        painter.setPen(pen)
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(40, 20, 68, 88), 5, 5)
        painter.setPen(QPen(look.color("line"), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for row, end in ((78, 96), (87, 96), (96, 78)):
            painter.drawLine(QPointF(52, row), QPointF(end, row))
        painter.setPen(QPen(look.color("accent"), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(121, 24), QPointF(129, 16))
        painter.drawLine(QPointF(125, 34), QPointF(136, 32))
        painter.drawPixmap(QRectF(58, 34, 32, 32), look.pixmap(self._icon, "primary", 64), QRectF())
        painter.end()


class EmptyState(QWidget):
    """Picture, one sentence, one button.

    Args:
        icon: file name in ``resources/icons``.
        sentence: what will stand here and how to get there.
        button: text of the button; empty for none.
        on_button: what it does.
    """

    def __init__(
        self,
        icon: str,
        sentence: str,
        button: str = "",
        on_button: Callable[[], Any] | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = Column(self, gap=16, margins=(16, 32, 16, 32))
        column.addStretch(1)
        column.addWidget(Picture(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Label(sentence, "lead", "quiet")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        bind_size(self.sentence, max_width=560)
        line = Row()
        line.addStretch(1)
        line.addWidget(self.sentence, 100)
        line.addStretch(1)
        column.addLayout(line)
        self.button: PrimaryButton | None = None
        if button:
            self.button = PrimaryButton(button, "", on_button)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
