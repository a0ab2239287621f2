"""The strip at the foot of the window that shows long work."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from trainer.ui.tasks import Runner, Task
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.text import Label
from trainer.wording import t


class TaskStrip(QFrame):
    """Shows the work that has taken more than a second, and a way out after five."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        row = Row(self, gap=16, margins=(32, 8, 32, 8))
        self._title = Label("", "body", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        bind_size(self._bar, max_width=420)
        self._steps = Label("", "caption", wrap=False)
        self._cancel = QuietButton(t("Stop"), "x", self._on_cancel)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._steps)
        row.addStretch(1)
        row.addWidget(self._cancel)
        self._tasks: list[Task] = []
        self.hide()
        runner.shown.connect(self._on_shown)
        runner.cancel_offered.connect(self._on_cancel_offered)
        runner.over.connect(self._on_over)

    def _on_shown(self, task: Task) -> None:
        self._tasks.append(task)
        task.progressed.connect(self._on_progress)
        self._show_last()

    def _on_cancel_offered(self, task: Task) -> None:
        if self._tasks and self._tasks[-1] is task:
            self._cancel.show()

    def _on_over(self, task: Task) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
            self._show_last()

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._steps.setText(t("{n} of {total}", n=done, total=total) if total else "")

    def _on_cancel(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()
            self._title.setText(t("Stopping …"))
            self._cancel.hide()

    def _show_last(self) -> None:
        self.setVisible(bool(self._tasks))
        self._cancel.hide()
        self._bar.setRange(0, 0)
        self._steps.setText("")
        if self._tasks:
            self._title.setText(self._tasks[-1].title or t("Working …"))
