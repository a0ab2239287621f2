"""Choices as large rows: what single choice, multiple choice and true or false are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from trainer.ui.theme import Column, Row, bind_icon, bind_size, theme
from trainer.ui.widgets.badge import StateBadge
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.rich_text import said
from trainer.ui.widgets.text import restyle
from trainer.wording import t


def letter(place: int) -> str:
    """Give the letter of a place: A to Z, then AA, AB ..."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


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
        words: the widget that shows its text.
        spoken: its text in plain words.
        is_box: several may be chosen.

    Signals:
        pressed(): the person chose it (or took it back).
    """

    pressed = Signal()

    def __init__(
        self, letter: str, words: QWidget, spoken: str, *, is_box: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.letter = letter
        self._spoken = spoken
        self._is_locked = False
        row = Row(self, gap=12, margins=(12, 10, 16, 10))
        self.sign = Sign(letter, is_box=is_box)
        side = Column()
        side.addWidget(self.sign)
        side.addStretch(1)
        row.addLayout(side)
        self._middle = Column(gap=4)
        self._middle.addWidget(words)
        self._middle.addStretch(1)
        row.addLayout(self._middle, 1)
        self._badges = Column(gap=4)
        row.addLayout(self._badges)
        if getattr(words, "has_pictures", False):
            row.addWidget(_enlarger(words), 0, Qt.AlignmentFlag.AlignTop)
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

    def judge(self, *, is_right: bool, is_own: bool, why: QWidget | None, part: str = "") -> None:
        """Show whether it is right, whether it was chosen, and why.

        Args:
            is_right: belongs to the key.
            is_own: was chosen.
            why: the reason; None for none.
            part: the share of the marks that a choice beside the key earns; empty for none.
        """
        self.lock()
        if part and not is_right:
            self._badges.addWidget(StateBadge(part, "warn"), 0, Qt.AlignmentFlag.AlignRight)
        if is_right:
            restyle(self, state="good")
            self._badges.addWidget(StateBadge(t("Key"), "good"), 0, Qt.AlignmentFlag.AlignRight)
        else:
            restyle(self, state="bad" if is_own else "plain")
        if is_own:
            tone = "good" if is_right else "bad"
            self._badges.addWidget(StateBadge(t("Your answer"), tone, "user-round"), 0, Qt.AlignmentFlag.AlignRight)
        self._badges.addStretch(1)
        if why is not None:
            self._middle.insertWidget(1, why)

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
        said = f"{self.letter} {self._spoken}"
        self.setAccessibleName(f"{said} {t('chosen')}" if self.sign.is_on else said)


def _enlarger(words: QWidget) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(t("Enlarge the picture"))
    button.setToolTip(t("Enlarge the picture"))
    bind_icon(button, "scan-search", "primary", 20)
    enlarge: Any = words
    button.clicked.connect(enlarge.enlarge_first)
    return button


class Choices(Answering):
    """Rows to choose from, one or several at once. Kinds say what the rows are and what a response looks like."""

    takes_several: ClassVar[bool] = False

    def build(self) -> None:
        self.chosen: set[int] = set()
        self.rows: list[ChoiceRow] = []
        for place, text in enumerate(self.texts()):
            row = ChoiceRow(letter(place), self.text(text, reacts=False), said(text), is_box=self.takes_several)
            row.pressed.connect(self._on_pressed)
            self.rows.append(row)
            self.column.addWidget(row)

    def texts(self) -> Sequence[str]:
        """Give the texts of the rows in the order shown."""
        return [self.question.choices[place].text for place in self.order]

    def stops(self) -> list[QWidget]:
        return list(self.rows)

    def first_stop(self) -> QWidget | None:
        chosen = [row for row, place in zip(self.rows, self.order, strict=True) if place in self.chosen]
        return next(iter(chosen or self.rows), None)

    def press(self, event: QKeyEvent) -> bool:
        key = event.key()
        place = -1
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            place = key - Qt.Key.Key_1
        elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
            place = key - Qt.Key.Key_A
        if not 0 <= place < len(self.rows):
            return False
        self.rows[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toggle(place)
        return True

    def toggle(self, shown_at: int) -> None:
        """Choose the row at a place, or take it back where several may be chosen."""
        place = self.order[shown_at]
        if self.takes_several:
            self.chosen ^= {place}
        elif self.chosen == {place}:
            return
        else:
            self.chosen = {place}
        self.show_chosen()
        self.changed.emit(False)

    def show_chosen(self) -> None:
        """Fill the signs of what is chosen."""
        for row, place in zip(self.rows, self.order, strict=True):
            row.set_on(place in self.chosen)

    def judge(self) -> None:
        for row, place in zip(self.rows, self.order, strict=True):
            choice = self.question.choices[place]
            why = self.reason(choice.why) if choice.why else None
            share = choice.share
            part = t("{share} of the marks", share=share) if share is not None and 0 < share < 1 else ""
            row.judge(is_right=choice.is_right, is_own=place in self.chosen, why=why, part=part)

    def _on_pressed(self) -> None:
        row = self.sender()
        if isinstance(row, ChoiceRow) and not self.is_locked:
            self.toggle(self.rows.index(row))
