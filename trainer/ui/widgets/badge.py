"""A state as icon, word and colour; never colour alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from trainer.ui.theme import Row, bind_icon
from trainer.ui.widgets.text import Label, restyle

TONE_ICONS: Final = {
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-x",
    "info": "info",
    "quiet": "circle-dashed",
}
_TONE_COLOURS: Final = {"good": "good", "warn": "warn", "bad": "bad", "info": "primary", "quiet": "quiet"}


class StateBadge(QFrame):
    """One state.

    Args:
        word: already translated.
        tone: good, warn, bad, info or quiet.
        icon: another icon than the tone's own.
    """

    def __init__(self, word: str = "", tone: str = "quiet", icon: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("badge")
        layout = Row(self, gap=6, margins=(8, 3, 8, 3))
        self._icon = QLabel()
        self._word = Label("", "caption", wrap=False)
        layout.addWidget(self._icon)
        layout.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(word, tone, icon)

    def show_state(self, word: str, tone: str = "quiet", icon: str = "") -> None:
        """Show another state."""
        self._word.setText(word)
        self._word.set_tone(_TONE_COLOURS[tone] if tone != "quiet" else "quiet")
        bind_icon(self._icon, icon or TONE_ICONS[tone], _TONE_COLOURS[tone], 16)
        restyle(self, tone=tone)
        self.setAccessibleName(word)
