"""What each part of an answer is worth, in columns: which part, right or wrong, the key, and below it the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from trainer.ui.theme import bind
from trainer.ui.widgets.text import Label

_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class Verdicts(QWidget):
    """A short list, one part of the answer a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(3, 1)
        bind(self, lambda look: grid.setHorizontalSpacing(look.gap(16)))
        bind(self, lambda look: grid.setVerticalSpacing(look.gap(8)))

    def add(
        self, part: str, badge: QWidget, key: QWidget | None = None, why: QWidget | None = None, own: str = ""
    ) -> None:
        """Add a line.

        Args:
            part: which part of the answer.
            badge: right or wrong.
            key: what would have been right.
            why: the reason, on a line of its own.
            own: one's own answer, where it is not seen above.
        """
        row = self._grid.rowCount()
        self._grid.addWidget(Label(part, "body_strong", wrap=False), row, 0, _TOP_LEFT)
        if own:
            self._grid.addWidget(Label(own, "body"), row, 1, _TOP_LEFT)
        self._grid.addWidget(badge, row, 2, _TOP_LEFT)
        if key is not None:
            self._grid.addWidget(key, row, 3)
        if why is not None:
            self._grid.addWidget(why, row + 1, 1, 1, 3)
