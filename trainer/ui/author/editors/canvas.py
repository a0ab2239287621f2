"""A picture on which zones are drawn with the mouse; whoever uses the keyboard writes the same numbers in the rows."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.domain.question_bank.answers import Shape, Zone
from trainer.ui.theme import theme
from trainer.wording import t

# Shorter pulls are slips of the hand, in pixels of the picture.
_LEAST = 4


class ZoneCanvas(QWidget):
    """The picture with its zones, scaled to the width.

    Signals:
        drawn(object): a new :class:`Zone` was pulled up; its shape is :attr:`shape`.
    """

    drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = Shape.RECTANGLE
        self._image = QImage()
        self._zones: tuple[Zone, ...] = ()
        self._from: QPointF | None = None
        self._to = QPointF()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(t("Picture with zones"))

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture to draw on."""
        return not self._image.isNull()

    def show_picture(self, content: bytes | None) -> None:
        """Show a picture; None for none."""
        self._image = QImage.fromData(QByteArray(content)) if content else QImage()
        self.setVisible(self.has_picture)
        self.updateGeometry()
        self.update()

    def show_zones(self, zones: tuple[Zone, ...]) -> None:
        """Show zones with their numbers."""
        self._zones = zones
        self.update()

    def sizeHint(self) -> QSize:
        width = min(self._image.width() or 480, theme().px(640))
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        if not self.has_picture:
            return 0
        return round(min(width, self._image.width() * theme().scale) * self._image.height() / self._image.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.has_picture:
            return
        look, scale = theme(), self._scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, self._image.width() * scale, self._image.height() * scale), self._image)
        painter.setFont(look.font("caption_strong"))
        for number, zone in enumerate(self._zones, 1):
            good = zone.is_right or bool(zone.takes)
            self._draw(painter, zone, str(number), "good" if good else "primary", scale)
        if self._from is not None:
            zone_now = self._zone(self._from, self._to)
            if zone_now is not None:
                self._draw(painter, zone_now, "", "accent", scale)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.has_picture:
            self._from = self._to = event.position() / self._scale()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._to = event.position() / self._scale()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        zone = self._zone(self._from, event.position() / self._scale())
        self._from = None
        self.update()
        if zone is not None:
            self.drawn.emit(zone)

    def _scale(self) -> float:
        return min(self.width(), self._image.width() * theme().scale) / max(1, self._image.width())

    def _zone(self, begin: QPointF, end: QPointF) -> Zone | None:
        box = QRectF(begin, end).normalized() & QRectF(0, 0, self._image.width() - 1, self._image.height() - 1)
        if box.width() < _LEAST or box.height() < _LEAST:
            return None
        if self.shape is Shape.CIRCLE:
            radius = round(min(box.width(), box.height()) / 2)
            return Zone(Shape.CIRCLE, (round(box.center().x()), round(box.center().y()), radius))
        corners = (round(box.left()), round(box.top()), round(box.right()), round(box.bottom()))
        if self.shape is Shape.POLYGON:
            left, top, right, bottom = corners
            return Zone(Shape.POLYGON, (left, top, right, top, right, bottom, left, bottom))
        return Zone(Shape.RECTANGLE, corners)

    def _draw(self, painter: QPainter, zone: Zone, word: str, role: str, scale: float) -> None:
        look = theme()
        wash = look.color(role)
        wash.setAlpha(48)
        painter.setPen(QPen(look.color(role), look.px(2)))
        painter.setBrush(wash)
        points = [place * scale for place in zone.points]
        if zone.shape is Shape.RECTANGLE and len(points) == 4:
            box = QRectF(QPointF(points[0], points[1]), QPointF(points[2], points[3]))
            painter.drawRect(box)
        elif zone.shape is Shape.CIRCLE and len(points) == 3:
            box = QRectF(points[0] - points[2], points[1] - points[2], 2 * points[2], 2 * points[2])
            painter.drawEllipse(box)
        elif zone.shape is Shape.POLYGON and len(points) >= 6:
            outline = QPolygonF([QPointF(x, y) for x, y in zip(points[::2], points[1::2], strict=False)])
            painter.drawPolygon(outline)
            box = outline.boundingRect()
        else:
            return
        if word:
            edge = look.px(20)
            badge = QRectF(box.left(), box.top(), edge, edge)
            painter.fillRect(badge, look.color(role))
            painter.setPen(look.color("on_primary"))
            painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), word)
