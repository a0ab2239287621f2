"""Read the office's table of administrative divisions."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from trainer.domain.kernel.outcomes import Fault
from trainer.domain.people.divisions import DivisionTable, division_table
from trainer.platform import paths


@lru_cache(maxsize=4)
def read_divisions(own: Path | None = None) -> DivisionTable:
    """Read the table.

    Args:
        own: the office's own copy; the shipped one where it is missing.

    Raises:
        Fault: ``file_unreadable``.
    """
    path = own if own is not None and own.is_file() else paths.shipped("resources") / "divisions.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return division_table(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise Fault("file_unreadable", path, error) from error
