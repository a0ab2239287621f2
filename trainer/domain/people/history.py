"""What happened in somebody's working life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trainer.domain.people.cadres import Employment


@dataclass(frozen=True, slots=True)
class EmploymentEvent:
    """One change of state or unit. Appended, never changed.

    Attributes:
        id: UUIDv7.
        state: from then on.
        unit_id: the unit from then on.
        since: ISO date on which it began, where known.
        recorded_by: who entered it; None for the program or an open command line.
    """

    id: str
    cadre_id: str
    state: Employment
    unit_id: str
    since: str
    remark: str
    recorded_at: datetime
    recorded_by: str | None
