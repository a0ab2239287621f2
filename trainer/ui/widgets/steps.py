"""The steps of a longer way: done, here, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label
from trainer.wording import t


class StepList(QWidget):
    """Numbered steps; the state is told by sign, weight and word, not by colour alone.

    Args:
        words: one for each step, already translated.
        upright: one below the other; else side by side.
    """

    def __init__(self, words: Sequence[str], *, upright: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = list(words)
        self._icons: list[QLabel] = []
        self._labels: list[Label] = []
        layout = Column(self, gap=16) if upright else Flow(self, gap=16)
        for number, word in enumerate(words, 1):
            holder = QWidget()
            row = Row(holder, gap=10)
            icon = QLabel()
            label = Label(f"{number}  {word}", "body", wrap=False)
            row.addWidget(icon)
            row.addWidget(label)
            row.addStretch(1)
            layout.addWidget(holder)
            self._icons.append(icon)
            self._labels.append(label)
        if isinstance(layout, Column):
            layout.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.at = 0
        self.go(0)

    def go(self, step: int) -> None:
        """Stand at a step, 0-based."""
        self.at = step
        for number, (icon, label) in enumerate(zip(self._icons, self._labels, strict=True)):
            if number < step:
                bind_icon(icon, "circle-check", "good", 20)
                label.set_type("body")
                label.set_tone("quiet")
            elif number == step:
                bind_icon(icon, "circle-dot", "primary", 20)
                label.set_type("body_strong")
                label.set_tone("ink")
            else:
                bind_icon(icon, "circle", "faint", 20)
                label.set_type("body")
                label.set_tone("quiet")
        self.setAccessibleName(
            t("Step {n} of {total}: {name}", n=step + 1, total=len(self._words), name=self._words[step])
        )
