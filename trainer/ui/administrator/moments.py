"""Moments as a log shows them."""

from __future__ import annotations

from datetime import datetime

from trainer.domain.kernel.time import CHINA


def moment(at: datetime | None) -> str:
    """Write a moment in China to the second; the same in both languages so that columns sort and align."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") if at else "—"


def minute(at: datetime | None) -> str:
    """Write a moment in China to the minute, as people plan by."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if at else "—"
