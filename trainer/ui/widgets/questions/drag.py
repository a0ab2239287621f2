"""Entries put into numbered places on a picture: dragged, or taken and put down by press or key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from trainer.domain.question_bank.kinds.drag import look
from trainer.ui.theme import Row, theme
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.questions.base import Answering, entries, is_index
from trainer.ui.widgets.questions.chip import Chip
from trainer.ui.widgets.questions.places import Places
from trainer.ui.widgets.questions.verdicts import Verdicts
from trainer.ui.widgets.text import Label
from trainer.wording import t

# So long a further digit of a number is waited for.
_DIGIT_MS: Final = 900


class Drag(Answering):
    """``{"zones": [0, null]}``: for each place an index into the entries."""

    def build(self) -> None:
        self.placed: list[int | None] = [None] * len(self.question.zones)
        self.in_hand: int | None = None
        self._from = -1
        self._digits = ""
        self._floating: QLabel | None = None
        self.chips: list[Chip] = []
        self._tray = QWidget()
        flow = Flow(self._tray, gap=8)
        for token in self.question.tokens:
            chip = Chip(token, self.attached)
            chip.taken.connect(self._on_taken)
            chip.dragged.connect(self._on_chip_dragged)
            chip.dropped.connect(self._on_dropped)
            chip.numbered.connect(self._on_numbered)
            self.chips.append(chip)
        for place in self.order:
            flow.addWidget(self.chips[place])
        self.column.addWidget(self._tray)
        self.canvas = Places(self.attached, self.question.picture, self.question.zones)
        self.canvas.pressed.connect(self._on_pressed)
        self.canvas.lifted.connect(self._on_lifted)
        self.canvas.dragged.connect(self._on_dragged)
        self.canvas.dropped.connect(self._on_dropped)
        self.canvas.emptied.connect(self._empty)
        self.column.addWidget(self.canvas)
        self._hint = Label(
            t(
                "Drag an entry to its place, or press the entry and then the place."
                " By keyboard: on an entry press the number of its place; on the picture Del takes an entry out."
            ),
            "caption",
        )
        self.column.addWidget(self._hint)
        self._tools = QWidget()
        foot = Row(self._tools, gap=8)
        foot.addStretch(1)
        self.take_out = QuietButton(t("Take all out"), "rotate-ccw", self._take_all_out)
        foot.addWidget(self.take_out)
        self.column.addWidget(self._tools)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_DIGIT_MS)
        self._waiting.timeout.connect(self._take_digits)
        self._digits_for = -1
        self._show()

    def response(self) -> dict[str, Any]:
        return {"zones": list(self.placed)} if any(place is not None for place in self.placed) else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        given = entries(response.get("zones"), len(self.placed))
        self.placed = [entry if is_index(entry, len(self.chips)) else None for entry in given]
        self.in_hand = None
        self._show()

    def set_locked(self, locked: bool) -> None:
        self.is_locked = self.canvas.is_locked = locked
        for widget in (self._tray, self._hint, self._tools):
            widget.setVisible(not locked)

    def stops(self) -> list[QWidget]:
        shown = [self.chips[place] for place in self.order]
        return [*(chip for chip in shown if not chip.is_used_up), self.canvas]

    def put(self, token: int, place: int) -> None:
        """Put an entry into a place; what was there goes back to the tray."""
        if self.is_locked or not 0 <= place < len(self.placed) or self.placed[place] == token:
            return
        if self._left(token) == 0:
            # The last copy moves.
            self.placed[self.placed.index(token)] = None
        self.placed[place] = token
        self.in_hand = None
        self._show()
        self.changed.emit(False)

    def judge(self) -> None:
        self.set_locked(True)
        verdicts = [self._is_right(number) for number in range(len(self.placed))]
        self.canvas.verdicts = verdicts
        self.canvas.update()
        listed = Verdicts()
        for number, is_right in enumerate(verdicts):
            token = self.placed[number]
            takes = self.question.zones[number].takes
            key = t("; ").join(self.chips[taken].words for taken in takes if taken < len(self.chips))
            listed.add(
                t("Place {n}", n=number + 1),
                self.verdict(is_right=is_right),
                None if is_right else self.key_line(key or t("nothing belongs here")),
                own=t("empty") if token is None else self.chips[token].words,
            )
        self.column.addWidget(listed)

    # -- inside

    def _is_right(self, number: int) -> bool:
        takes, token = self.question.zones[number].takes, self.placed[number]
        tokens = self.question.tokens
        if token is None or not takes:
            return token is None and not takes
        # Entries that look alike are the same.
        return look(tokens[token]) in {look(tokens[place]) for place in takes if place < len(tokens)}

    def _left(self, token: int) -> int | None:
        copies = self.question.tokens[token].copies
        return None if copies <= 0 else max(0, copies - self.placed.count(token))

    def _show(self) -> None:
        for number, chip in enumerate(self.chips):
            places = [str(place + 1) for place, token in enumerate(self.placed) if token == number]
            where = t("in place {places}", places=t(", ").join(places)) if places else ""
            chip.show_state(in_hand=number == self.in_hand, left=self._left(number), where=where)
        for place, token in enumerate(self.placed):
            self.canvas.words[place] = "" if token is None else self.chips[token].words
            picture = "" if token is None else self.question.tokens[token].picture
            self.canvas.pictures[place] = self.attached.picture(picture) if picture else QImage()
        self.take_out.setEnabled(any(token is not None for token in self.placed))
        said_places = [
            t("place {n}: {text}", n=place + 1, text=text or t("empty")) for place, text in enumerate(self.canvas.words)
        ]
        self.canvas.setAccessibleDescription("; ".join(said_places))
        self.canvas.update()

    def _on_taken(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip) and not self.is_locked:
            number = self.chips.index(chip)
            self.in_hand = None if self.in_hand == number else number
            self._show()

    def _on_pressed(self, place: int) -> None:
        if self.in_hand is not None and place >= 0:
            self.put(self.in_hand, place)

    def _on_numbered(self, digit: int) -> None:
        chip = self.sender()
        if not isinstance(chip, Chip) or self.is_locked:
            return
        self._digits += str(digit)
        self._digits_for = self.chips.index(chip)
        # With nine places or fewer one digit says it all.
        if int(self._digits) * 10 > len(self.placed):
            self._take_digits()
        else:
            self._waiting.start()

    def _take_digits(self) -> None:
        self._waiting.stop()
        place, self._digits = int(self._digits or 0) - 1, ""
        token = self._digits_for
        if not 0 <= place < len(self.placed) or self.placed[place] == token:
            return
        self.put(token, place)
        shown = [self.chips[number] for number in self.order]
        at = self.order.index(token)
        free = next((chip for chip in (*shown[at + 1 :], *shown) if not chip.is_used_up), None)
        (free or self.canvas).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chip_dragged(self, at: QPoint) -> None:
        chip = self.sender()
        if isinstance(chip, Chip) and not self.is_locked and not chip.is_used_up:
            self.in_hand, self._from = self.chips.index(chip), -1
            self._on_dragged(at)

    def _on_lifted(self, place: int) -> None:
        self.in_hand, self._from = self.placed[place], place

    def _on_dragged(self, at: QPoint) -> None:
        if self.in_hand is None:
            return
        if self._floating is None:
            self._floating = QLabel(self.chips[self.in_hand].words, self)
            self._floating.setObjectName("floating")
            self._floating.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._floating.show()
            self._floating.adjustSize()
            self._floating.raise_()
        here = self.mapFromGlobal(at)
        self._floating.move(here + QPoint(theme().px(10), theme().px(6)))
        self.canvas.under = self.canvas.zone_at(QPointF(self.canvas.mapFromGlobal(at)))
        self.canvas.update()

    def _on_dropped(self, at: QPoint) -> None:
        if self._floating is not None:
            self._floating.deleteLater()
            self._floating = None
        self.canvas.under = -1
        token, came_from = self.in_hand, self._from
        self.in_hand, self._from = None, -1
        place = self.canvas.zone_at(QPointF(self.canvas.mapFromGlobal(at)))
        if self.is_locked or token is None or place == came_from >= 0:
            self._show()
            return
        if came_from >= 0:
            self.placed[came_from] = None
        if place >= 0:
            self.put(token, place)
        elif came_from >= 0:
            self._show()
            self.changed.emit(False)
        else:
            self._show()

    def _empty(self, place: int) -> None:
        if not self.is_locked and self.placed[place] is not None:
            self.placed[place] = None
            self._show()
            self.changed.emit(False)

    def _take_all_out(self) -> None:
        if not self.is_locked:
            self.placed = [None] * len(self.placed)
            self._show()
            self.changed.emit(False)
