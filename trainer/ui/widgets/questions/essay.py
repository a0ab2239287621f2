"""An essay: a large field with a count of characters, marked by people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from trainer.ui.widgets.questions.marked_by_hand import marked_by_hand
from trainer.ui.widgets.questions.short_answer import ShortAnswer
from trainer.ui.widgets.questions.writing import counted
from trainer.ui.widgets.text import Label
from trainer.wording import tn


class Essay(ShortAnswer):
    """``{"text": "..."}``."""

    lines = 8
    # A long text is saved as a whole each time, so it waits for a longer pause.
    pause_ms = 2500

    def build(self) -> None:
        super().build()
        self.count = Label("", "caption", wrap=False)
        self.column.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight)
        self._show_count()

    def set_response(self, response: Mapping[str, Any]) -> None:
        super().set_response(response)
        self._show_count()

    def judge(self) -> None:
        self.field.setReadOnly(True)
        self.column.addWidget(marked_by_hand(self))

    def _on_edited(self) -> None:
        self._show_count()
        super()._on_edited()

    def _show_count(self) -> None:
        self.count.setText(tn("{n} character", "{n} characters", counted(self.field.text())))
