"""A picture with points on it, set with the mouse or with a cross-hair moved by the arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.answers import Zone
from trainer.ui.theme import theme
from trainer.ui.widgets.attached import Attached
from trainer.ui.widgets.questions.canvas import PictureCanvas
from trainer.wording import t

_RADIUS: Final = 12
_TAG: Final = 18
# Steps of the cross-hair in the picture's width.
_STEPS: Final = 60
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FAR_TOO_MANY: Final = 50

Point = tuple[int, int]


class Spots(PictureCanvas):
    """The picture with its points.

    Signals:
        edited(): a point was set, moved or removed.
        selected(): another point is meant.
        refused(): one more point than may be set was wanted.
    """

    edited = Signal()
    selected = Signal()
    refused = Signal()

    def __init__(self, attached: Attached, name: str, parent: QWidget | None = None) -> None:
        super().__init__(attached, name, parent)
        self.points: list[Point] = []
        self.chosen = -1
        self.verdicts: list[bool] | None = None
        self.zones: tuple[Zone, ...] = ()
        # How many points may be set; 0 where nobody knows.
        self.most = 0
        self._cross: Point | None = None
        self._dragged = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.name_it()

    def set_points(self, points: list[Point]) -> None:
        """Show points without telling."""
        self.points = list(points)
        self.chosen = min(self.chosen, len(points) - 1)
        self.name_it()
        self.update()

    def remove(self, number: int) -> None:
        """Take a point away."""
        if 0 <= number < len(self.points) and not self.is_locked:
            del self.points[number]
            self.chosen = min(number, len(self.points) - 1)
            self._tell()

    def remove_all(self) -> None:
        """Take all points away."""
        if self.points and not self.is_locked:
            self.points, self.chosen = [], -1
            self._tell()

    def add(self, point: Point) -> None:
        """Set a point; one that lies there already is only chosen."""
        if self.is_locked or len(self.points) >= FAR_TOO_MANY:
            return
        if point in self.points:
            self._choose(self.points.index(point))
            return
        if self.most == 1:
            # The one point goes where it is wanted.
            self.points.clear()
        elif self.most and len(self.points) >= self.most:
            self.refused.emit()
            return
        self.points.append(point)
        self.chosen = len(self.points) - 1
        self._tell()

    def name_it(self) -> None:
        """Say where the points are, for people who do not see them."""
        size = self.picture_size
        places = [
            t(
                "point {n}: {x} % from the left, {y} % from the top",
                n=n,
                x=_share(x, size.width()),
                y=_share(y, size.height()),
            )
            for n, (x, y) in enumerate(self.points, 1)
        ]
        self.setAccessibleName(t("Picture to set points on"))
        self.setAccessibleDescription("; ".join(places))

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_locked or self.image.isNull():
            return
        self._cross = None
        at = self._near(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            self.remove(at)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if at >= 0:
                self._choose(at)
                self._dragged = True
            else:
                self.add(self.to_picture(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged and 0 <= self.chosen < len(self.points):
            self.points[self.chosen] = self.to_picture(event.position())
            self.update()
        elif not self.is_locked:
            over = self._near(event.position()) >= 0
            self.setCursor(Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.CrossCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._dragged = False
            self._tell()

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.is_locked:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self._move(*_ARROWS[key], event.modifiers())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.add(self._cross_hair())
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove(self.chosen)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        place = self.chosen + (1 if forward else -1)
        if self.hasFocus() and not self.is_locked and 0 <= place < len(self.points):
            self._choose(place)
            self._cross = self.points[place]
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason} and not self.is_locked:
            forward = event.reason() is Qt.FocusReason.TabFocusReason
            self._choose((0 if forward else len(self.points) - 1) if self.points else -1)
            self._cross = self.points[self.chosen] if self.points else self._cross_hair()
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._cross = None
        super().focusOutEvent(event)
        self.update()

    # -- drawing

    def paint_over(self, painter: QPainter) -> None:
        look = theme()
        for zone in self.zones:
            painter.setPen(QPen(look.color("good"), look.px(2.5)))
            ground = look.color("good")
            ground.setAlpha(48)
            painter.setBrush(ground)
            painter.drawPath(self.outline(zone))
        if self._cross is not None and self.hasFocus():
            at = self.to_widget(*self._cross)
            for color, width in ((Qt.GlobalColor.white, 3.0), (look.color("primary"), 1.2)):
                painter.setPen(QPen(color, width))
                painter.drawLine(QPointF(0, at.y()), QPointF(self.width(), at.y()))
                painter.drawLine(QPointF(at.x(), 0), QPointF(at.x(), self.height()))
        for number, point in enumerate(self.points):
            self._paint_point(painter, number, self.to_widget(*point))

    def _paint_point(self, painter: QPainter, number: int, at: QPointF) -> None:
        """Draw a ring with a dot in its middle, so that what lies under it can be seen, and its number beside it."""
        look = theme()
        radius = look.gap(_RADIUS)
        role = "primary"
        if self.verdicts is not None:
            role = "good" if self.verdicts[number] else "bad"
        is_chosen = number == self.chosen and self.verdicts is None and (self.hasFocus() or self._dragged)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((QColor(255, 255, 255, 220), 6.0), (look.color(role), 3.6 if is_chosen else 2.4)):
            painter.setPen(QPen(color, look.gap(width)))
            painter.drawEllipse(at, radius, radius)
        painter.setPen(QPen(Qt.GlobalColor.white, look.gap(1.5)))
        painter.setBrush(look.color(role))
        painter.drawEllipse(at, look.gap(3.5), look.gap(3.5))
        edge = look.gap(_TAG)
        box = QRectF(at.x() + radius * 0.5, at.y() - radius * 0.5 - edge, edge, edge)
        # Near an edge of the picture the number stands on the other side.
        whole = self._box()
        if box.right() > whole.right():
            box.moveRight(at.x() - radius * 0.5)
        if box.top() < whole.top():
            box.moveTop(at.y() + radius * 0.5)
        painter.drawRoundedRect(box, edge / 2, edge / 2)
        painter.setPen(look.color("on_primary" if role == "primary" else "on_state"))
        font = look.font("caption_strong")
        font.setPixelSize(round(edge * 0.68))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))

    # -- inside

    def _near(self, at: QPointF) -> int:
        reach = theme().gap(_RADIUS) + 3
        for number in range(len(self.points) - 1, -1, -1):
            away = self.to_widget(*self.points[number]) - at
            if away.x() ** 2 + away.y() ** 2 <= reach**2:
                return number
        return -1

    def _cross_hair(self) -> Point:
        return self._cross or (self.picture_size.width() // 2, self.picture_size.height() // 2)

    def _move(self, across: int, down: int, with_keys: Qt.KeyboardModifier) -> None:
        size = self.picture_size
        step = 1 if with_keys & Qt.KeyboardModifier.ShiftModifier else max(1, size.width() // _STEPS)
        x, y = self._cross_hair()
        to = (
            min(max(x + across * step, 0), size.width() - 1),
            min(max(y + down * step, 0), size.height() - 1),
        )
        if with_keys & Qt.KeyboardModifier.ControlModifier and 0 <= self.chosen < len(self.points):
            self.points[self.chosen] = to
            self._tell()
        self._cross = to
        self.update()

    def _choose(self, number: int) -> None:
        self.chosen = number
        self.selected.emit()
        self.update()

    def _tell(self) -> None:
        self.name_it()
        self.update()
        self.edited.emit()


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
