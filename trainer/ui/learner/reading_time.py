"""How long a screen was really before somebody's eyes. No clock and no window in here; both are pushed in."""

from __future__ import annotations


class ReadingTime:
    """Counts the seconds of one visit to one screen.

    A visit begins when a screen is shown and ends when another one is. What passes while the window is hidden does not
    count, and a visit never counts more than the cap, so that an idle hour is worth no more than a slow reading.

    Args:
        cap_s: what one visit may count at most.
    """

    def __init__(self, cap_s: int) -> None:
        self._cap_s = cap_s
        self._screen: int | None = None
        self._counted_s = 0.0
        self._taken_s = 0
        self._running_since: float | None = None
        self._is_seen = True

    @property
    def screen(self) -> int | None:
        """The screen of the visit; None between visits."""
        return self._screen

    @property
    def is_capped(self) -> bool:
        """Whether this visit counts no more."""
        return self._counted_s >= self._cap_s

    def begin(self, screen: int, at_s: float) -> None:
        """Begin a visit. Take what is left of the one before first.

        Args:
            screen: 0-based.
            at_s: seconds of a clock that only runs forward.
        """
        self._screen = screen
        self._counted_s = 0.0
        self._taken_s = 0
        self._running_since = at_s if self._is_seen else None

    def end(self, at_s: float) -> None:
        """Stop counting; what was counted can still be taken."""
        self._count(at_s)
        self._running_since = None

    def see(self, is_seen: bool, at_s: float) -> None:
        """Say whether the screen can be seen at all (window shown, not minimised)."""
        self._count(at_s)
        self._is_seen = is_seen
        self._running_since = at_s if is_seen and self._screen is not None else None

    def counted_s(self, at_s: float) -> int:
        """Give the whole seconds of this visit so far."""
        self._count(at_s)
        return int(self._counted_s)

    def take(self, at_s: float) -> int:
        """Give the whole seconds not taken yet; the rest of a second stays for the next time."""
        whole = self.counted_s(at_s)
        fresh = whole - self._taken_s
        self._taken_s = whole
        return fresh

    def give_back(self, seconds: int) -> None:
        """Put back what was taken and could not be stored."""
        self._taken_s = max(0, self._taken_s - seconds)

    def _count(self, at_s: float) -> None:
        if self._running_since is None:
            return
        # A clock that was set back gives nothing and takes nothing.
        self._counted_s = min(float(self._cap_s), self._counted_s + max(0.0, at_s - self._running_since))
        self._running_since = at_s
