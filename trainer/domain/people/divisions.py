"""Administrative divisions (GB/T 2260) as far as this office's table holds them.

The table is a small file that an office may edit, not a fixed list: divisions are founded, merged and renamed, and an ID
number keeps the code of its day. A code is called unknown only where the table claims to be complete: among the children
of a division that has children in the table. About the rest of the country it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the table.

    Attributes:
        code: six digits (nine for townships, twelve for villages).
        name: full name.
        short_names: how people write it.
        valid_from, valid_to: years, or empty for "always" and "still".
    """

    code: str
    name: str
    short_names: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class DivisionTable:
    """All rows of the table."""

    rows: tuple[Division, ...]

    def is_unknown(self, code: str) -> bool:
        """Tell whether a six-digit code is missing where the table claims to be complete."""
        if code in self._by_code:
            return False
        if f"{code[:2]}0000" not in self._by_code:
            return bool(self._by_code)
        return code[:4] in self._complete

    def find(self, code: str) -> Division | None:
        """Find a division by its code."""
        return self._by_code.get(code)

    def leading(self, name: str) -> tuple[Division, int] | None:
        """Find the division whose name a text begins with.

        Returns:
            The division with the longest such name, and the length of that name.
        """
        for length in range(min(len(name), self._longest), 1, -1):
            found = self._by_name.get(name[:length])
            if found is not None:
                return found, length
        return None

    def named(self, name: str) -> Division | None:
        """Find a division by its full or short name."""
        return self._by_name.get(name)

    @cached_property
    def _by_code(self) -> Mapping[str, Division]:
        return {row.code: row for row in self.rows}

    @cached_property
    def _complete(self) -> frozenset[str]:
        return frozenset(row.code[:4] for row in self.rows if len(row.code) == 6 and not row.code.endswith("00"))

    @cached_property
    def _by_name(self) -> Mapping[str, Division]:
        names: dict[str, Division] = {}
        for row in self.rows:
            for short in row.short_names:
                names.setdefault(short, row)
        # A full name wins over another division's short name.
        names.update({row.name: row for row in self.rows})
        return names

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_name), default=0)


def division_table(rows: Iterable[Mapping[str, str]]) -> DivisionTable:
    """Build the table from rows with the columns of ``resources/divisions.csv``."""
    return DivisionTable(
        tuple(
            Division(
                row["code"].strip(),
                row["name"].strip(),
                tuple(name for name in row.get("short_names", "").split("|") if name),
                row.get("valid_from", "").strip(),
                row.get("valid_to", "").strip(),
            )
            for row in rows
            if row.get("code", "").strip()
        )
    )
