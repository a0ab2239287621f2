"""Text size, colours and large print, from the bar on top."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from trainer.ui.frame import MODE_NAMES
from trainer.ui.theme import MODES, SCALES, theme
from trainer.wording import t


class LookMenu(QMenu):
    """Made anew each time it opens, with what is in force ticked.

    Signals:
        scale_chosen(float), mode_chosen(str), large_print_chosen(bool): what the person chose.
    """

    scale_chosen = Signal(float)
    mode_chosen = Signal(str)
    large_print_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme()
        sizes = QActionGroup(self)
        for scale in SCALES:
            action = self._choice(sizes, t("{percent} % text", percent=round(scale * 100)), look.scale == scale)
            action.setData(scale)
            action.triggered.connect(self._on_scale)
        self.addSeparator()
        modes = QActionGroup(self)
        for mode in MODES:
            action = self._choice(modes, t(MODE_NAMES[mode]), look.mode == mode)
            action.setData(mode)
            action.triggered.connect(self._on_mode)
        self.addSeparator()
        large = self.addAction(t("Large print"))
        large.setCheckable(True)
        large.setChecked(look.is_large_print)
        large.triggered.connect(self.large_print_chosen)

    def _choice(self, group: QActionGroup, word: str, is_on: bool) -> QAction:
        action = self.addAction(word)
        action.setCheckable(True)
        action.setChecked(is_on)
        group.addAction(action)
        return action

    def _on_scale(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.scale_chosen.emit(action.data())

    def _on_mode(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.mode_chosen.emit(action.data())
