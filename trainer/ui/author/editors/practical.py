"""Practical: which task of the practical room it stands for."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.question import Question
from trainer.ui.author.editors.base import Desk, Field, KindEditor
from trainer.ui.widgets.form import Form
from trainer.wording import t


class PracticalEditor(KindEditor):
    """The code of a practical task."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        form = Form()
        self.task = Field(t("Practical task"))
        self.task.textEdited.connect(self._tell)
        form.add(
            t("Practical task"),
            self.task,
            t(
                "Its code. What the candidate does there is marked by the task itself; papers take it in when tasks exist."
            ),
        )
        self.column.addWidget(form)

    def show_parts(self, question: Question) -> None:
        self.task.setText(question.task)

    def parts(self) -> dict[str, Any]:
        return {"task": self.task.text().strip()}

    def first_field(self) -> QWidget:
        return self.task
