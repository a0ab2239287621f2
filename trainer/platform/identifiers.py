"""Ids for events and people: UUIDv7, so that they sort by the time of making."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """Make a new UUIDv7 as a canonical string (Python 3.11 has no maker of its own)."""
    return str(uuid_utils.uuid7())
