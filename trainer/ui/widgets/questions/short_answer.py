"""A short answer: a field of two lines, marked by accepted wordings or by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from trainer.ui.theme import Row
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.questions.marked_by_hand import marked_by_hand
from trainer.ui.widgets.questions.marking import earned
from trainer.ui.widgets.questions.writing import Writing
from trainer.ui.widgets.text import restyle
from trainer.wording import t


class ShortAnswer(Answering):
    """``{"text": "..."}``."""

    lines: ClassVar[int] = 2

    def build(self) -> None:
        self.field = Writing(t("Your answer"), self.lines)
        self.field.edited.connect(self._on_edited)
        self.column.addWidget(self.field)

    def response(self) -> dict[str, Any]:
        text = self.field.text()
        return {"text": text} if text.strip() else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        text = response.get("text")
        self.field.show_text(text if isinstance(text, str) else "")

    def set_locked(self, locked: bool) -> None:
        self.is_locked = locked
        self.field.setReadOnly(locked)

    def stops(self) -> list[QWidget]:
        return [self.field]

    def judge(self) -> None:
        self.field.setReadOnly(True)
        accepted = [choice for choice in self.question.choices if choice.share is None or choice.share > 0]
        if not accepted:
            self.column.addWidget(marked_by_hand(self))
            return
        fraction = earned(self.question, self.response())
        is_right = fraction == 1
        restyle(self.field, state="good" if is_right else "bad")
        line = Row(gap=12)
        line.addWidget(self.verdict(is_right=is_right))
        if not is_right:
            line.addWidget(self.key_line(accepted[0].text), 1)
        line.addStretch(1)
        self.column.addLayout(line)

    def _on_edited(self) -> None:
        self.changed.emit(True)
