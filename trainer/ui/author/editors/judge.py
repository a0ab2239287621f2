"""True or false."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.question import Question
from trainer.ui.author.editors.base import Desk, KindEditor
from trainer.ui.widgets.chips import FilterChips
from trainer.wording import t


class JudgeEditor(KindEditor):
    """The one thing to say: true or false. Alt+1 and Alt+2 say it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.answer = FilterChips([("true", t("True")), ("false", t("False"))])
        self.answer.setAccessibleName(t("The statement is"))
        self.answer.changed.connect(self._on_changed)
        self._before: list[str] = []
        self.column.addWidget(self.answer)

    def show_parts(self, question: Question) -> None:
        self._choose([] if question.answer is None else ["true" if question.answer else "false"])

    def parts(self) -> dict[str, Any]:
        chosen = self.answer.chosen
        return {"answer": chosen[0] == "true" if chosen else None}

    def first_field(self) -> QWidget:
        return self.answer

    def press(self, event: QKeyEvent) -> bool:
        place = event.key() - Qt.Key.Key_1
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier or place not in {0, 1}:
            return False
        self._choose(["true", "false"][place : place + 1])
        self.edited.emit()
        return True

    def _choose(self, keys: list[str]) -> None:
        self.answer.choose(keys)
        self._before = keys

    def _on_changed(self, chosen: list[str]) -> None:
        # Unlike exclusive chips, none at all may be on: a new question has no answer that nobody gave.
        self._choose([key for key in chosen if key not in self._before] or chosen[:1])
        self.edited.emit()
