"""What this seat remembers between two starts: language, look, window, last unit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from trainer.domain.kernel.outcomes import Fault
from trainer.services.seat import TEXT_PERCENT, Seat, read_seat, write_seat


class SeatKeeper:
    """Reads the seat's settings once and writes each change.

    Args:
        home: folder of the office; None for the default one.
    """

    def __init__(self, home: Path | None) -> None:
        self._home = home
        self.seat: Seat = read_seat(home)

    @property
    def scale(self) -> float:
        """Text size, 1.0 to 2.0."""
        return self.seat.text_percent / 100

    def window(self, key: str, default: Any = None) -> Any:
        """Give something that the window wrote."""
        return self.seat.window.get(key, default)

    def keep(self, *, language: str | None = None, scale: float | None = None, **window: Any) -> None:
        """Remember something. A seat that cannot be written forgets, and that is all: nobody is stopped by it."""
        seat = self.seat
        if language is not None:
            seat = replace(seat, language=language)
        if scale is not None:
            percent = round(scale * 100)
            seat = replace(seat, text_percent=min(TEXT_PERCENT, key=lambda known: abs(known - percent)))
        if window:
            seat = replace(seat, window={**seat.window, **window})
        if seat == self.seat:
            return
        self.seat = seat
        try:
            write_seat(self._home, seat)
        except Fault as fault:
            import logging  # not before the first paint

            logging.getLogger(__name__).warning("the seat's settings were not kept: %s", fault)
