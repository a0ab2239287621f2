"""Heads of sittings and readings of clocks, with defaults."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from trainer.domain.kernel.time import ClockReading
from trainer.domain.sittings.chain import origin
from trainer.domain.sittings.clock import Reckoning, first_checkpoint
from trainer.domain.sittings.sitting import Head, SittingState

START = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)  # 09:00 in China
PAPER = "d" * 64


def reading(wall_s: float = 0.0, *, boot: str = "boot-1", boot_s: float | None = None) -> ClockReading:
    """Read clocks ``wall_s`` after the start; the boot clock goes along unless given."""
    return ClockReading(START + timedelta(seconds=wall_s), boot, 1000.0 + wall_s if boot_s is None else boot_s)


def make_head(**parts: Any) -> Head:
    values: dict[str, Any] = {
        "id": "sitting",
        "exam_id": "exam",
        "cadre_id": "cadre",
        "state": SittingState.IN_PROGRESS,
        "slot_count": 5,
        "limit_s": 3600,
        "crash_credit_s": 300,
        "started_at": START,
        "closes_at": START + timedelta(hours=3),
        "last_seq": 0,
        "last_hash": origin("sitting", PAPER),
        "current_slot": 0,
        "checkpoint": first_checkpoint(reading()),
    }
    return Head(**(values | parts))


def after(head: Head, reckoning: Reckoning) -> Head:
    """Keep the checkpoint, as the service does."""
    return replace(head, checkpoint=reckoning.checkpoint)
