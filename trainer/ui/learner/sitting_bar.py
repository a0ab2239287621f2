"""The line above a paper: its name, the person, how much is answered, and a calm clock."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from trainer.ui.theme import Row
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn

# Seconds are shown only in the last minutes: a running second hand all through adds stress.
_SECONDS_BELOW_S: Final = 300
_BELLS_S: Final = (600, 300, 60)


class SittingBar(QFrame):
    """Paper, person, count, time.

    Signals:
        rang(): no time is left; again each second, or after :meth:`quiet_for`, until it is stopped.
    """

    rang = Signal()

    def __init__(self, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        row = Row(self, gap=24, margins=(32, 10, 32, 10))
        self.paper_name = Label("", "lead_strong")
        self.person = Label(person, "body", "quiet", wrap=False)
        self.count = Label("", "body", "quiet", wrap=False)
        self.clock = Label("", "section", wrap=False)
        self.clock.setAccessibleName(t("Time left"))
        row.addWidget(self.paper_name, 1)
        row.addWidget(self.person)
        row.addWidget(self.count)
        row.addWidget(self.clock)
        self._ends_at = 0.0
        self._quiet_until = 0.0
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.tick)

    def start(self) -> None:
        """Let the clock run."""
        self._tick.start()

    def stop(self) -> None:
        """Let the clock stand."""
        self._tick.stop()

    def set_left(self, left_s: float) -> None:
        """Set the clock to what the service says, in seconds."""
        self._ends_at = time.monotonic() + left_s
        self._quiet_until = 0.0
        self._show(left_s)

    def quiet_for(self, seconds: float) -> None:
        """Ring no more for a while."""
        self._quiet_until = time.monotonic() + seconds

    def tick(self) -> None:
        """Show the time, and ring when there is none left."""
        now = time.monotonic()
        self._show(self._ends_at - now)
        if now >= max(self._ends_at, self._quiet_until):
            self.rang.emit()

    def _show(self, left_s: float) -> None:
        left = max(0, round(left_s))
        if left > _SECONDS_BELOW_S:
            words = tn("1 minute left", "{n} minutes left", -(-left // 60))
            self.clock.set_tone("")
        else:
            words = t("{minutes}:{seconds} left", minutes=left // 60, seconds=f"{left % 60:02d}")
            self.clock.set_tone("warn")
        if words != self.clock.text():
            self.clock.setText(words)
            # A screen reader hears steps, not every second.
            if left > _SECONDS_BELOW_S or left in _BELLS_S or left <= 10:
                self.clock.setAccessibleDescription(words)
