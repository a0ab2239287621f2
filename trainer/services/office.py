"""What every use case needs: the database, the clock, the home and the keys of one office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.domain.kernel.time import ClockReading

if TYPE_CHECKING:
    from trainer.adapters.keys.ring import KeyRing
    from trainer.adapters.storage.database import Database
    from trainer.platform.clock import Clock
    from trainer.platform.paths import Home


@dataclass(frozen=True, slots=True)
class Office:
    """One opened home.

    Attributes:
        home: its folder.
        database: opened and of this program's version.
        clock: pushed in, so that tests and the tour set the time.
        keys: secret keys of this home, read when first used.
        home_id: the immutable id under which this office records facts.
    """

    home: Home
    database: Database
    clock: Clock
    keys: KeyRing
    home_id: str

    def reading(self) -> ClockReading:
        """Read all clocks of this machine at one moment."""
        return ClockReading(self.clock.now(), self.clock.boot_id(), self.clock.boot_seconds())
