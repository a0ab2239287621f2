"""Fill-in: a field for each gap, named as the gaps are numbered in the stem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from trainer.domain.question_bank.question import Question
from trainer.ui.theme import bind, bind_size
from trainer.ui.widgets.questions.base import Answering, entries
from trainer.ui.widgets.questions.marking import is_right
from trainer.ui.widgets.text import Label, restyle
from trainer.wording import t

_LONGEST = 200


class GapRow(QWidget):
    """One gap of a fill-in, or any other short answer on one line.

    Signals:
        edited(): the text changed.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        bind(self, lambda look: grid.setHorizontalSpacing(look.gap(12)))
        bind(self, lambda look: grid.setVerticalSpacing(look.gap(4)))
        grid.addWidget(Label(name, "body", "quiet", wrap=False), 0, 0)
        self.field = QLineEdit()
        self.field.setProperty("fit", "large")
        self.field.setAccessibleName(name)
        self.field.setMaxLength(_LONGEST)
        bind_size(self.field, max_width=420)
        self.field.textEdited.connect(self.edited)
        grid.addWidget(self.field, 0, 1)
        grid.setColumnStretch(1, 100)
        grid.setColumnStretch(4, 1)

    def add_beside(self, widget: QWidget) -> None:
        """Put something right of the field."""
        self._grid.addWidget(widget, 0, 2)

    def judge(self, badge: QWidget, key: QWidget | None, *, is_right: bool) -> None:
        """Show whether it is right, and below it the key where it is not."""
        self.field.setReadOnly(True)
        restyle(self.field, state="good" if is_right else "bad")
        self._grid.addWidget(badge, 0, 3)
        if key is not None:
            self._grid.addWidget(key, 1, 1)


class Blanks(Answering):
    """``{"blanks": ["仿宋", ""]}``."""

    def build(self) -> None:
        total = len(self.question.blanks)
        self.rows: list[GapRow] = []
        for number in range(1, total + 1):
            row = GapRow(t("Gap {n}", n=number) if total > 1 else t("Your answer"))
            row.edited.connect(self._on_edited)
            self.rows.append(row)
            self.column.addWidget(row)

    def response(self) -> dict[str, Any]:
        texts = [row.field.text() for row in self.rows]
        return {"blanks": texts} if any(text.strip() for text in texts) else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        for row, text in zip(self.rows, entries(response.get("blanks"), len(self.rows)), strict=True):
            row.field.setText(text if isinstance(text, str) else "")

    def set_locked(self, locked: bool) -> None:
        self.is_locked = locked
        for row in self.rows:
            row.field.setReadOnly(locked)

    def stops(self) -> list[QWidget]:
        return [row.field for row in self.rows]

    def judge(self) -> None:
        for row, blank in zip(self.rows, self.question.blanks, strict=True):
            right = is_right(replace(self.question, blanks=(blank,)), {"blanks": [row.field.text()]})
            key = self.key_line(blank.accept[0]) if blank.accept and not right else None
            row.judge(self.verdict(is_right=right), key, is_right=right)

    def _on_edited(self) -> None:
        self.changed.emit(True)


def numbered_gaps(question: Question) -> str:
    """Write each gap of a stem with its number, as the fields below are named."""
    parts = question.stem.split("____")
    if len(parts) <= 2:
        return question.stem.replace("____", "＿＿＿＿")
    said = parts[0]
    for number, part in enumerate(parts[1:], 1):
        said += f"＿（{number}）＿{part}"
    return said
