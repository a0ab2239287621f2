"""A practical task: a card that says where it is done. Its result comes from the practice room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.text import Label
from trainer.wording import t


class Practical(Answering):
    """No response is given here; one that came with the question is kept as it is."""

    def build(self) -> None:
        self._kept: dict[str, Any] = {}
        card = QFrame()
        card.setObjectName("try")
        row = Row(card, gap=16, margins=(20, 16, 20, 16))
        sign = QLabel()
        bind_icon(sign, "monitor-check", "primary", 32)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(gap=4)
        words.addWidget(Label(t("This task is done in the practice room."), "lead_strong"))
        words.addWidget(
            Label(t("Your work there is checked by itself, and the marks come to this question."), "body", "quiet")
        )
        if self.question.task:
            words.addWidget(Label(t("Task: {task}", task=self.question.task), "body"))
        row.addLayout(words, 1)
        self.column.addWidget(card)

    def response(self) -> dict[str, Any]:
        return dict(self._kept)

    def set_response(self, response: Mapping[str, Any]) -> None:
        self._kept = dict(response)
