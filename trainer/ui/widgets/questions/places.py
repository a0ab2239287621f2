"""A picture with numbered places that take entries."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from trainer.domain.question_bank.answers import Zone
from trainer.ui.theme import theme
from trainer.ui.widgets.attached import Attached
from trainer.ui.widgets.questions.canvas import PictureCanvas
from trainer.wording import t

_FORWARD: Final = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK: Final = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class Places(PictureCanvas):
    """The picture with its numbered places.

    Signals:
        pressed(int): a place was pressed; -1 beside all of them.
        lifted(int): the entry in a place begins to be dragged.
        dragged(QPoint): global place of the pointer while dragging.
        dropped(QPoint): global place where it was let go.
        emptied(int): a place should be emptied.
    """

    pressed = Signal(int)
    lifted = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    emptied = Signal(int)

    def __init__(self, attached: Attached, name: str, zones: tuple[Zone, ...], parent: QWidget | None = None) -> None:
        super().__init__(attached, name, parent)
        self.zones = zones
        self.words = [""] * len(zones)
        self.pictures: list[QImage] = [QImage() for _ in zones]
        self.verdicts: list[bool] | None = None
        self.chosen = -1
        self.under = -1
        self._pressed: tuple[int, QPoint] | None = None
        self._is_lifted = False
        self.setAccessibleName(t("Picture with numbered places"))

    def zone_at(self, at: QPointF) -> int:
        """Find the place at a point of the widget; small ones may be met near by; -1 for none."""
        inside = [number for number, zone in enumerate(self.zones) if self.outline(zone).contains(at)]
        if inside:
            return min(inside, key=self._area)
        reach = theme().px(24)
        near = [(self._away(number, at), number) for number in range(len(self.zones))]
        away, number = min(near, default=(reach + 1.0, -1))
        return number if away <= reach else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.is_locked:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pressed = (self.zone_at(event.position()), event.globalPosition().toPoint())
            self._is_lifted = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        number, start = self._pressed
        at = event.globalPosition().toPoint()
        is_far = (at - start).manhattanLength() > QApplication.startDragDistance()
        if is_far and not self._is_lifted and number >= 0 and self.words[number]:
            self._is_lifted = True
            self.lifted.emit(number)
        if self._is_lifted:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        number, _ = self._pressed
        self._pressed = None
        if self._is_lifted:
            self._is_lifted = False
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            self.chosen = number
            self.update()
            self.pressed.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.is_locked or not self.zones:
            super().keyPressEvent(event)
        elif key in _FORWARD or key in _BACK:
            self.chosen = (self.chosen + (1 if key in _FORWARD else -1)) % len(self.zones)
            self.update()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self.zones):
            self.chosen = key - Qt.Key.Key_1
            self.update()
        elif key in _ENTER and self.chosen >= 0:
            self.pressed.emit(self.chosen)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.chosen >= 0:
            self.emptied.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not Qt.FocusReason.MouseFocusReason and self.chosen < 0 and self.zones:
            self.chosen = 0
        super().focusInEvent(event)

    def paint_over(self, painter: QPainter) -> None:
        for number in range(len(self.zones)):
            self._paint_zone(painter, number)

    def _paint_zone(self, painter: QPainter, number: int) -> None:
        look = theme()
        path = self.outline(self.zones[number])
        role = "primary"
        if self.verdicts is not None:
            role = "good" if self.verdicts[number] else "bad"
        is_marked = number == self.under or (number == self.chosen and self.hasFocus())
        pen = QPen(look.color(role), look.px(3 if is_marked else 1.6))
        if not self.words[number] and not is_marked and self.verdicts is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        ground = look.color("wash" if number == self.under else "surface")
        ground.setAlpha(235 if self.words[number] else 190)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawPath(path)
        box = path.boundingRect()
        image = self.pictures[number]
        if not image.isNull():
            size = image.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            inner = QRectF(0, 0, size.width() * 0.9, size.height() * 0.9)
            inner.moveCenter(box.center())
            painter.drawImage(inner, image)
            self._paint_number(painter, box.topLeft() + QPointF(look.px(12), look.px(12)), number, role)
        elif self.words[number]:
            self._paint_words(painter, box, number, role)
        else:
            self._paint_number(painter, box.center(), number, role)

    def _paint_number(self, painter: QPainter, at: QPointF, number: int, role: str) -> None:
        look = theme()
        radius = look.px(11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(role))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(look.color("on_primary" if role == "primary" else "on_state"))
        painter.setFont(look.font("caption_strong"))
        box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))

    def _paint_words(self, painter: QPainter, box: QRectF, number: int, role: str) -> None:
        """Write an entry into its place; where the place is too small, on a label over its middle."""
        look = theme()
        font = look.font("body")
        painter.setFont(font)
        metrics = painter.fontMetrics()
        words = self.words[number]
        pad, mark = look.px(6), look.px(26)
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere)
        room = box.adjusted(mark + pad / 2, 2, -pad, -2)
        needed = metrics.boundingRect(room.toRect(), flags, words)
        if needed.height() > room.height() or room.width() < metrics.height() * 2:
            width = min(metrics.horizontalAdvance(words) + mark + 2 * pad, round(self._box().width() * 0.6))
            label = QRectF(0, 0, width, metrics.height() + pad)
            label.moveCenter(box.center())
            edge = self._box().adjusted(2, 2, -2, -2)
            label.moveLeft(min(max(label.left(), edge.left()), edge.right() - width))
            label.moveTop(min(max(label.top(), edge.top()), edge.bottom() - label.height()))
            painter.setPen(QPen(look.color(role), look.px(1.4)))
            painter.setBrush(look.color("surface"))
            painter.drawRoundedRect(label, look.px(6), look.px(6))
            room = label.adjusted(mark + pad / 2, 0, -pad, 0)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()) + 1)
            self._paint_number(painter, QPointF(label.left() + mark / 2 + 2, label.center().y()), number, role)
        else:
            self._paint_number(painter, QPointF(box.left() + mark / 2 + 2, box.center().y()), number, role)
        painter.setFont(font)
        painter.setPen(look.color("ink"))
        painter.drawText(room, flags, words)

    def _area(self, number: int) -> float:
        box = self.outline(self.zones[number]).boundingRect()
        return box.width() * box.height()

    def _away(self, number: int, at: QPointF) -> float:
        gone = self.outline(self.zones[number]).boundingRect().center() - at
        return float((gone.x() ** 2 + gone.y() ** 2) ** 0.5)
