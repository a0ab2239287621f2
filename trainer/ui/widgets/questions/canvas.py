"""A picture on which something is answered, drawn as wide as there is room, with places counted in its own pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.domain.question_bank.answers import Shape, Zone
from trainer.ui.theme import theme
from trainer.ui.widgets.attached import Attached
from trainer.wording import t

# A small picture is drawn larger, but not so much that its pixels show.
_MOST_GROWN: Final = 1.6
# The whole picture can be seen at once: no more of the window's height than this.
_OF_THE_WINDOW: Final = 0.56
_LEAST_HEIGHT: Final = 240
_UNKNOWN: Final = QSize(640, 360)
_OWN_KEYS: Final = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}


class PictureCanvas(QWidget):
    """Draws a picture and, over it, what the kind of question adds in :meth:`paint_over`.

    Args:
        attached: what the picture is found in.
        name: of the picture.
    """

    def __init__(self, attached: Attached, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage = attached.picture(name)
        found = attached.size(name)
        self.picture_size = found if not found.isEmpty() else _UNKNOWN
        self.is_locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # -- places

    def to_picture(self, at: QPointF) -> tuple[int, int]:
        """Turn a place of the widget into pixels of the picture, within its edges."""
        box, scale = self._box(), self._scale(self.width())
        x = round((at.x() - box.left()) / scale)
        y = round((at.y() - box.top()) / scale)
        size = self.picture_size
        return min(max(x, 0), size.width() - 1), min(max(y, 0), size.height() - 1)

    def to_widget(self, x: float, y: float) -> QPointF:
        """Turn pixels of the picture into a place of the widget."""
        box, scale = self._box(), self._scale(self.width())
        return QPointF(box.left() + x * scale, box.top() + y * scale)

    def outline(self, zone: Zone) -> QPainterPath:
        """Give the outline of a zone as it is drawn."""
        path = QPainterPath()
        points: Sequence[int] = zone.points
        if zone.shape is Shape.RECTANGLE and len(points) == 4:
            path.addRect(
                QRectF(self.to_widget(points[0], points[1]), self.to_widget(points[2], points[3])).normalized()
            )
        elif zone.shape is Shape.CIRCLE and len(points) == 3:
            radius = points[2] * self._scale(self.width())
            path.addEllipse(self.to_widget(points[0], points[1]), radius, radius)
        elif zone.shape is Shape.POLYGON:
            corners = [self.to_widget(x, y) for x, y in zip(points[::2], points[1::2], strict=False)]
            path.addPolygon(QPolygonF(corners))
            path.closeSubpath()
        return path

    # -- sizes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self.picture_size.height() * self._scale(width)) + 2 * self._edge

    def sizeHint(self) -> QSize:
        width = theme().px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(90))

    @property
    def _edge(self) -> int:
        return 3

    def _scale(self, width: int) -> float:
        size = self.picture_size
        window = self.window().height() if self.window() is not self else 0
        highest = max(theme().px(_LEAST_HEIGHT), window * _OF_THE_WINDOW)
        room = max(1, width - 2 * self._edge)
        return min(room / size.width(), highest / size.height(), _MOST_GROWN * theme().scale)

    def _box(self) -> QRectF:
        scale = self._scale(self.width())
        return QRectF(self._edge, self._edge, self.picture_size.width() * scale, self.picture_size.height() * scale)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box()
        painter.fillRect(box, Qt.GlobalColor.white)
        if self.image.isNull():
            painter.fillRect(box, look.color("sunken"))
            painter.setFont(look.font("body"))
            painter.setPen(look.color("bad"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), t("The picture of this question is missing."))
        else:
            painter.drawImage(box, self.image)
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("focus" if focused else "edge"), 2 if focused else 1))
        painter.drawRect(box.adjusted(-1, -1, 1, 1) if focused else box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setClipRect(box)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """Draw what lies on the picture."""

    # -- keyboard

    def event(self, event: QEvent) -> bool:
        # A page may give Enter and the arrows another meaning; on the picture they are its own.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.is_locked
            and event.key() in _OWN_KEYS
        ):
            event.accept()
            return True
        return super().event(event)
