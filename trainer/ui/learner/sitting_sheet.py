"""The questions of a paper on the screen: one at a time, or all below each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from trainer.domain.kernel.marks import show
from trainer.services.sitting_views import SlotView
from trainer.ui.learner.slot_questions import is_wide, keyless_question, points_of, shown_order
from trainer.ui.theme import Column, Row, Theme, bind, bind_size, theme
from trainer.ui.widgets import QuestionView
from trainer.ui.widgets.attached import Media
from trainer.wording import t

_ARRIVE_MS: Final = 300


# Of a question, and of a case with its material beside it.
_WIDTH: Final = 860
_WIDE: Final = 1320


def make_scrolling(area: QScrollArea, column: Column, max_width: float = 0) -> QWidget:
    """Let a column scroll up and down, no wider than the area; it stands in the middle where it has a widest width.

    Returns:
        The widget that holds the column.
    """
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    holder.setObjectName("scrolled")
    around = Row(holder, gap=0)
    inner = QWidget()
    inner.setLayout(column)
    if max_width:
        bind_size(inner, max_width=max_width)
    around.addStretch(1)
    around.addWidget(inner, 100)
    around.addStretch(1)
    area.setWidget(holder)
    return inner


class SittingSheet(QScrollArea):
    """What lies before the candidate.

    Signals:
        responded(int, dict): slot and response, after each change by the person.
    """

    responded = Signal(int, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(gap=40, margins=(32, 24, 32, 24))
        self._inner = make_scrolling(self, self._column)
        self._widest = _WIDTH
        bind(self._inner, self._fit)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.questions: dict[int, QuestionView] = {}
        self._current = 0
        self._is_arriving = False

    def show_slots(
        self,
        slots: tuple[SlotView, ...],
        which: list[int],
        content: Callable[[int], dict[str, Any]],
        media: Media | None = None,
    ) -> None:
        """Lay these questions of a paper out, each with its newest response.

        Args:
            slots: of the paper.
            which: are laid out.
            content: gives the newest response of a slot.
            media: gives the pictures of questions.
        """
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.questions = {}
        for slot in which:
            question = QuestionView(media=media)
            question.setProperty("slot", slot)
            question.show_question(
                keyless_question(slots[slot]),
                order=shown_order(slots[slot]),
                points=points_of(slots[slot]),
                response=content(slot),
                number=t(
                    "Question {number} of {count}, {marks} marks",
                    number=slot + 1,
                    count=len(slots),
                    marks=show(slots[slot].marks),
                ),
            )
            question.response_changed.connect(self._on_response)
            self._column.addWidget(question)
            self.questions[slot] = question
        self._column.addStretch(1)
        self._widest = _WIDE if any(is_wide(slots[slot]) for slot in which) else _WIDTH
        self._fit(theme())

    def is_typing(self, slot: int) -> bool:
        """Tell whether the newest response of a question was being typed."""
        question = self.questions.get(slot)
        return question is not None and question.is_typing

    def pause_ms(self, slot: int) -> int:
        """Tell how long typing in a question must pause before it is worth saving."""
        question = self.questions.get(slot)
        return question.pause_ms if question is not None else 0

    def go_to(self, slot: int) -> None:
        """Put the focus into a question that is laid out, and bring it into sight."""
        self._current = slot
        question = self.questions.get(slot)
        if question is not None:
            question.focus_answer()
            self._scroll_to_current()
            # New questions have no places before the layout has run; the range of the bar tells when it has.
            self._is_arriving = True
            QTimer.singleShot(_ARRIVE_MS, self, self._arrived)

    def set_locked(self, locked: bool) -> None:
        """Take no more answers, or take them again."""
        for question in self.questions.values():
            question.set_locked(locked)

    def press(self, event: QKeyEvent) -> bool:
        """Let a key choose in the question that has its turn; tells whether it was used."""
        question = self.questions.get(self._current)
        return question is not None and question.press(event)

    def next_stop(self, widget: QWidget) -> QWidget | None:
        """Give the place of the same question that is answered after this one; None after the last."""
        question = self.questions.get(self._current)
        stops = question.stops() if question is not None else []
        place = stops.index(widget) + 1 if widget in stops else len(stops)
        return stops[place] if place < len(stops) else None

    def _fit(self, look: Theme) -> None:
        self._inner.setMaximumWidth(look.px(self._widest))

    def _on_response(self, content: dict[str, Any]) -> None:
        question = self.sender()
        if isinstance(question, QuestionView):
            self._current = int(question.property("slot"))
            self.responded.emit(self._current, content)

    def _arrived(self) -> None:
        self._is_arriving = False

    def _on_range(self, _lowest: int, _highest: int) -> None:
        if self._is_arriving:
            self._scroll_to_current()

    def _scroll_to_current(self) -> None:
        question = self.questions.get(self._current)
        if question is not None:
            top = question.y() - theme().gap(24) if len(self.questions) > 1 else 0
            self.verticalScrollBar().setValue(top)
