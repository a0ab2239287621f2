"""The rows that answers are given with: choices, gaps, order, pairs."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from trainer.ui.theme import Column, Row, bind_icon, bind_size, theme
from trainer.ui.widgets.badge import StateBadge
from trainer.ui.widgets.text import Label, Wrapped, restyle
from trainer.wording import t

_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
_CODE: Final = re.compile(r"`(.+?)`")


def light_html(text: str, line_height: int = 130) -> str:
    """Escape a text and set its ``**strong**`` words and ``code``; nothing else is markup in a question."""
    said = html.escape(text.strip(), quote=False)
    said = _BOLD.sub(r"<b>\1</b>", said)
    said = _CODE.sub(r"<b>\1</b>", said)
    return f'<p style="line-height:{line_height}%; margin:0;">{said}</p>'.replace("\n", "<br/>")


class RichLabel(Wrapped):
    """A wrapping text with strong words in a type role.

    Args:
        text: see :func:`light_html`.
        role: type role.
        line_height: in percent of the face's own height; 121 makes 1.75 of the character size.
    """

    def __init__(
        self, text: str = "", role: str = "reading", line_height: int = 116, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line_height = line_height
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("type", role)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(light_html(text, self._line_height))
        self.setAccessibleName(_BOLD.sub(r"\1", text))


class Sign(QWidget):
    """The ring or box of a choice with its letter; filled when chosen. Drawn, so that it is sharp at every size."""

    def __init__(self, letter: str, *, is_box: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter, self._is_box = letter, is_box
        self.is_on = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bind_size(self, width=32, height=32)

    def set_on(self, on: bool) -> None:
        """Fill or empty it."""
        self.is_on = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.px(28)
        box = QRectF((self.width() - edge) / 2, (self.height() - edge) / 2, edge, edge)
        painter.setPen(QPen(look.color("primary" if self.is_on else "edge"), look.px(1.5)))
        painter.setBrush(look.color("primary") if self.is_on else look.color("surface"))
        radius = look.px(6) if self._is_box else edge / 2
        painter.drawRoundedRect(box, radius, radius)
        painter.setFont(look.font("body_strong" if self.is_on else "body"))
        painter.setPen(look.color("on_primary" if self.is_on else "ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._letter)
        painter.end()


class ChoiceRow(QFrame):
    """One choice: a press anywhere selects it.

    Args:
        letter: A, B, C ...
        text: may hold strong words.
        is_box: several may be chosen.

    Signals:
        pressed(): the person chose it (or took it back).
    """

    pressed = Signal()

    def __init__(self, letter: str, text: str, *, is_box: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.letter = letter
        self._text = text
        self._is_locked = False
        self._column = Column(self, gap=4, margins=(12, 10, 16, 10))
        row = Row(gap=12)
        self.sign = Sign(letter, is_box=is_box)
        side = Column()
        side.addWidget(self.sign)
        side.addStretch(1)
        row.addLayout(side)
        self._words = RichLabel(text)
        row.addWidget(self._words, 1)
        self._badges = Column(gap=4)
        row.addLayout(self._badges)
        self._column.addLayout(row)
        self._name_it()

    def set_on(self, on: bool) -> None:
        """Show it chosen or not."""
        self.sign.set_on(on)
        if not self._is_locked:
            restyle(self, state="chosen" if on else "")
        self._name_it()

    def lock(self) -> None:
        """Take no more presses."""
        self._is_locked = True
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def judge(self, *, is_right: bool, is_own: bool, why: str) -> None:
        """Show whether it is right, whether it was chosen, and why."""
        self.lock()
        if is_right:
            restyle(self, state="good")
            self._badges.addWidget(StateBadge(t("Key"), "good"), 0, Qt.AlignmentFlag.AlignRight)
        else:
            restyle(self, state="bad" if is_own else "plain")
        if is_own:
            tone = "good" if is_right else "bad"
            self._badges.addWidget(StateBadge(t("Your answer"), tone, "user-round"), 0, Qt.AlignmentFlag.AlignRight)
        self._badges.addStretch(1)
        if why:
            reason = Row(gap=0, margins=(44, 0, 0, 0))
            reason.addWidget(RichLabel(why, "body", 108), 1)
            self._column.addLayout(reason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._is_locked:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not self._is_locked:
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def _name_it(self) -> None:
        said = f"{self.letter} {self._text}"
        self.setAccessibleName(f"{said} {t('chosen')}" if self.sign.is_on else said)


class GapRow(QWidget):
    """One gap of a fill-in.

    Signals:
        edited(): the text changed.
    """

    edited = Signal()

    def __init__(self, number: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=4)
        row = Row(gap=12)
        name = t("Gap {n}", n=number) if total > 1 else t("Your answer")
        row.addWidget(Label(name, "body", "quiet", wrap=False))
        self.field = QLineEdit()
        self.field.setProperty("size", "large")
        self.field.setAccessibleName(name)
        self.field.setMaxLength(200)
        bind_size(self.field, max_width=420)
        self.field.textEdited.connect(self.edited)
        row.addWidget(self.field, 1)
        self._row = row
        row.addStretch(1)
        column.addLayout(row)
        self._column = column

    def judge(self, accepted: Sequence[str], *, is_right: bool) -> None:
        """Show whether it is right, and the key."""
        self.field.setReadOnly(True)
        self._row.insertWidget(2, StateBadge(t("Right") if is_right else t("Wrong"), "good" if is_right else "bad"))
        if not is_right and accepted:
            self._column.addWidget(Label(t("Key: {text}", text=accepted[0]), "body_strong", "good"))


class OrderRow(QFrame):
    """One entry of an ordering: moved by buttons, by Alt+Up and Alt+Down, or by dragging.

    Signals:
        move_wanted(int): -1 up, 1 down.
        dragged(int): global y of the pointer while dragging.
    """

    move_wanted = Signal(int)
    dragged = Signal(int)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text = text
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
        row.addWidget(RichLabel(text), 1)
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
        self.setAccessibleName(t("{n} of {total}: {text}", n=place + 1, total=total, text=self.text))

    def judge(self, *, is_right: bool) -> None:
        """Show whether it stands in its right place."""
        self._is_locked = True
        self._up.hide()
        self._down.hide()
        self._grip.hide()
        restyle(self, state="good" if is_right else "bad")
        self._row.addWidget(StateBadge(t("Right") if is_right else t("Wrong"), "good" if is_right else "bad"))

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


class _CalmCombo(QComboBox):
    """A box that the wheel turns only while it is open, so that scrolling never changes an answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), super().minimumSizeHint().height())


class PairRow(QFrame):
    """One left-hand entry with the box of right-hand entries.

    Args:
        left: text.
        rights: texts in the order shown.

    Signals:
        edited(): another entry was taken.
    """

    edited = Signal()

    def __init__(self, left: str, rights: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setProperty("state", "plain")
        self._column = Column(self, gap=4, margins=(16, 8, 12, 8))
        row = Row(gap=16)
        row.addWidget(RichLabel(left), 1)
        self.box = _CalmCombo()
        self.box.addItem(t("Please choose"))
        for text in rights:
            self.box.addItem(text)
        for place, text in enumerate(rights, 1):
            self.box.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)
        self.box.setAccessibleName(left)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.currentIndexChanged.connect(self.edited)
        row.addWidget(self.box, 1)
        self._row = row
        self._column.addLayout(row)

    def judge(self, key: str, why: str, *, is_right: bool) -> None:
        """Show whether it is right, the key, and why."""
        taken = RichLabel(self.box.currentText() if self.box.currentIndex() > 0 else "-")
        self._row.replaceWidget(self.box, taken)
        self._row.setStretchFactor(taken, 1)
        self.box.hide()
        restyle(self, state="good" if is_right else "bad")
        self._row.addWidget(StateBadge(t("Right") if is_right else t("Wrong"), "good" if is_right else "bad"))
        if not is_right:
            self._column.addWidget(Label(t("Key: {text}", text=key), "body_strong", "good"))
        if why:
            self._column.addWidget(RichLabel(why, "body", 108))


__all__ = ["ChoiceRow", "GapRow", "OrderRow", "PairRow", "RichLabel", "Sign", "light_html"]
