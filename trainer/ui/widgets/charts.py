"""Small charts drawn by hand: readable in grey, at any text size, by a screen reader too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from trainer.ui.theme import Row, bind_size, theme
from trainer.ui.widgets.text import Label


class InlineBar(QWidget):
    """A share as a bar, with a tick where the target lies.

    Args:
        share: 0..1.
        target: 0..1; None for no tick.
        tone: colour role.
    """

    def __init__(
        self, share: float = 0.0, target: float | None = None, tone: str = "primary", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share, self._target, self._tone = share, target, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_share(share, target, tone)

    def show_share(self, share: float, target: float | None = None, tone: str = "primary") -> None:
        """Show another share."""
        self._share, self._target, self._tone = min(1.0, max(0.0, share)), target, tone
        self.setAccessibleName(f"{share * 100:.1f} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = look.px(8)
        track = QRectF(0, (self.height() - thick) / 2, self.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("line"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        if self._share > 0:
            full = QRectF(track)
            full.setWidth(max(thick, track.width() * self._share))
            painter.setBrush(look.color(self._tone))
            painter.drawRoundedRect(full, thick / 2, thick / 2)
        if self._target is not None:
            x = track.width() * self._target
            painter.setPen(QPen(look.color("ink"), look.px(2)))
            painter.drawLine(QPointF(x, track.top() - look.px(4)), QPointF(x, track.bottom() + look.px(4)))
        painter.end()


class BarRow(QWidget):
    """A name, a bar and a figure in one line.

    Args:
        name, figure: already translated.
        share, target, tone: see :class:`InlineBar`.
        name_width: at 100 %, so that the bars of several rows begin in one line.
    """

    def __init__(
        self,
        name: str,
        share: float,
        figure: str,
        target: float | None = None,
        tone: str = "primary",
        *,
        name_width: float = 180,
        figure_width: float = 120,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = Row(self, gap=12)
        self._name = Label(name, "body")
        bind_size(self._name, width=name_width)
        self.bar = InlineBar(share, target, tone)
        self._figure = Label(figure, "body", wrap=False)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bind_size(self._figure, min_width=figure_width)
        row.addWidget(self._name)
        row.addWidget(self.bar, 1)
        row.addWidget(self._figure)


class ProgressRing(QWidget):
    """A share as a ring with its figure in the middle.

    Args:
        share: 0..1.
        figure: what stands in the middle.
        size: at 100 %.
    """

    def __init__(
        self,
        share: float = 0.0,
        figure: str = "",
        *,
        size: float = 96,
        tone: str = "primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bind_size(self, width=size, height=size)
        self.show_share(share, figure, tone)

    def show_share(self, share: float, figure: str, tone: str = "primary") -> None:
        """Show another share."""
        self._share, self._figure, self._tone = min(1.0, max(0.0, share)), figure, tone
        self.setAccessibleName(figure or f"{share * 100:.1f} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self.width() * 0.09
        ring = QRectF(self.rect()).adjusted(thick / 2 + 1, thick / 2 + 1, -thick / 2 - 1, -thick / 2 - 1)
        painter.setPen(QPen(look.color("line"), thick))
        painter.drawEllipse(ring)
        if self._share > 0:
            painter.setPen(QPen(look.color(self._tone), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(ring, 90 * 16, -round(self._share * 360 * 16))
        font = look.font("section")
        font.setPixelSize(max(10, round(self.width() * (0.24 if len(self._figure) < 5 else 0.19))))
        painter.setFont(font)
        painter.setPen(look.color("ink"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._figure)
        painter.end()


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart.

    Attributes:
        name: for the legend, already translated.
        points: (x, y); x in any rising unit (days), y in people or shares.
        tone: colour role.
        dash: solid, dashed or dotted: lines are told apart in grey, too.
        low: with it, the band between ``low`` and ``points`` is filled instead of a line drawn.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    tone: str = "primary"
    dash: str = "solid"
    low: tuple[tuple[float, float], ...] = ()


_DASHES: Final = {"solid": Qt.PenStyle.SolidLine, "dashed": Qt.PenStyle.DashLine, "dotted": Qt.PenStyle.DotLine}


class LineChart(QWidget):
    """Lines over a common time, with ticks at whole steps, a target and an optional band.

    Args:
        name: what it shows in one sentence; what a screen reader says.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._series: tuple[Series, ...] = ()
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._target: float | None = None
        self._target_name = ""
        self._unit = ""
        self._marks: tuple[tuple[float, str], ...] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        bind_size(self, min_height=240)

    def show_lines(
        self,
        series: Sequence[Series],
        ticks: Sequence[tuple[float, str]],
        *,
        target: float | None = None,
        target_name: str = "",
        marks: Sequence[tuple[float, str]] = (),
    ) -> None:
        """Show lines.

        Args:
            series: bands first, so that lines lie over them.
            ticks: words along the x axis.
            target: a horizontal line, with its name.
            marks: vertical lines with a word: today, the deadline.
        """
        self._series, self._ticks = tuple(series), tuple(ticks)
        self._target, self._target_name, self._marks = target, target_name, tuple(marks)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(520), theme().px(260))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font("caption"))
        if self._series:
            self._draw(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._series:
            return
        plot, (x0, x1, _y0, _y1) = self._plot(self.fontMetrics()), self._range()
        if not plot.contains(event.position()):
            QToolTip.hideText()
            return
        at = x0 + (event.position().x() - plot.left()) / plot.width() * (x1 - x0)
        said = []
        for line in self._series:
            before = [y for x, y in line.points if x <= at]
            if before and not line.low:
                said.append(f"{line.name}  {before[-1]:g}")
        QToolTip.showText(event.globalPosition().toPoint(), "\n".join(said), self)

    def _range(self) -> tuple[float, float, float, float]:
        xs = [x for line in self._series for x, _ in (*line.points, *line.low)]
        ys = [y for line in self._series for _, y in (*line.points, *line.low)]
        if self._target is not None:
            ys.append(self._target)
        x0, x1 = min(xs, default=0.0), max(xs, default=1.0)
        top = max([*ys, 1e-9])
        step = _nice_step(top / 4)
        return x0, x1 if x1 > x0 else x0 + 1, 0.0, math.ceil(top / step - 1e-9) * step

    def _plot(self, metrics: object) -> QRectF:
        look = theme()
        left = look.px(46)
        return QRectF(left, look.px(34), self.width() - left - look.px(16), self.height() - look.px(34) - look.px(30))

    def _draw(self, painter: QPainter) -> None:
        look = theme()
        x0, x1, y0, y1 = self._range()
        plot = self._plot(None)

        def at(x: float, y: float) -> QPointF:
            return QPointF(
                plot.left() + (x - x0) / (x1 - x0) * plot.width(), plot.bottom() - (y - y0) / (y1 - y0) * plot.height()
            )

        step = _nice_step((y1 - y0) / 4)
        y = y0
        while y <= y1 + 1e-9:
            line = at(x0, y).y()
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QPointF(plot.left(), line), QPointF(plot.right(), line))
            painter.setPen(look.color("quiet"))
            box = QRectF(0, line - look.px(10), plot.left() - look.px(8), look.px(20))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{y:g}")
            y += step
        last_right = -1.0
        for x, word in self._ticks:
            place = at(x, y0)
            width = painter.fontMetrics().horizontalAdvance(word) + look.px(8)
            left = min(max(place.x() - width / 2, 0), self.width() - width)
            painter.setPen(QPen(look.color("edge"), 1))
            painter.drawLine(place, place + QPointF(0, look.px(4)))
            if left > last_right:
                painter.setPen(look.color("quiet"))
                box = QRectF(left, plot.bottom() + look.px(6), width, look.px(20))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)
                last_right = left + width
        for line_series in self._series:
            self._draw_series(
                painter, line_series, [at(*point) for point in line_series.points], [at(*p) for p in line_series.low]
            )
        if self._target is not None:
            height = at(x0, self._target).y()
            painter.setPen(QPen(look.color("accent"), look.px(1.6), Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            painter.setPen(look.color("accent"))
            box = QRectF(plot.left() + look.px(6), height - look.px(21), plot.width(), look.px(20))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), self._target_name)
        for x, word in self._marks:
            place = at(x, y1)
            painter.setPen(QPen(look.color("quiet"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(place.x(), plot.top()), QPointF(place.x(), plot.bottom()))
            painter.setPen(look.color("quiet"))
            width = painter.fontMetrics().horizontalAdvance(word) + look.px(8)
            left = place.x() + look.px(4) if place.x() + width < plot.right() else place.x() - width
            # Above the foot, where neither the target's name nor the rising line usually is.
            box = QRectF(left, plot.bottom() - look.px(24), width, look.px(20))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), word)
        self._draw_legend(painter, plot)

    def _draw_series(self, painter: QPainter, series: Series, points: list[QPointF], low: list[QPointF]) -> None:
        look = theme()
        colour = look.color(series.tone)
        if low:
            colour.setAlphaF(0.18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(QPolygonF([*points, *reversed(low)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            return
        pen = QPen(colour, look.px(2.4), _DASHES[series.dash])
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))
        if points and series.dash == "solid":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(series.tone))
            painter.drawEllipse(points[-1], look.px(4), look.px(4))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_legend(self, painter: QPainter, plot: QRectF) -> None:
        look = theme()
        x = plot.left()
        for series in self._series:
            width = painter.fontMetrics().horizontalAdvance(series.name)
            middle = look.px(12)
            if series.low:
                colour = look.color(series.tone)
                colour.setAlphaF(0.18)
                painter.fillRect(QRectF(x, middle - look.px(6), look.px(24), look.px(12)), colour)
            else:
                painter.setPen(QPen(look.color(series.tone), look.px(2.4), _DASHES[series.dash]))
                painter.drawLine(QPointF(x, middle), QPointF(x + look.px(24), middle))
            painter.setPen(look.color("ink"))
            box = QRectF(x + look.px(30), middle - look.px(10), width + look.px(4), look.px(20))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), series.name)
            x += look.px(54) + width


def _nice_step(rough: float) -> float:
    """Round a step up to 1, 2 or 5 times a power of ten."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next((factor * power for factor in (1, 2, 5, 10) if factor * power >= rough - 1e-12), 10 * power)
