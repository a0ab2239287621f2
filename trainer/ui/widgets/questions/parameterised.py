"""A question with varying numbers, as one candidate gets it: a number to find, or a choice to make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.questions.numeric import Numeric
from trainer.ui.widgets.questions.single import Single


class Parameterised(Answering):
    """``{"number": "..."}`` or ``{"choice": 2}``; the view hands over the concrete question."""

    def build(self) -> None:
        kind = Single if self.question.choices else Numeric
        self.inner: Answering = kind(self.question, self.flat_order, self.attached)
        self.inner.changed.connect(self.changed)
        self.column.addWidget(self.inner)

    def response(self) -> dict[str, Any]:
        return self.inner.response()

    def set_response(self, response: Mapping[str, Any]) -> None:
        self.inner.set_response(response)

    def set_locked(self, locked: bool) -> None:
        self.is_locked = locked
        self.inner.set_locked(locked)

    def judge(self) -> None:
        self.inner.judge()

    def press(self, event: QKeyEvent) -> bool:
        return self.inner.press(event)

    def stops(self) -> list[QWidget]:
        return self.inner.stops()

    def first_stop(self) -> QWidget | None:
        return self.inner.first_stop()
