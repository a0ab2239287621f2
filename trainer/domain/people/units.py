"""The tree of organisations in protocol order.

Source: protocol order (Party committee, people's congress, government, consultative conference, discipline, courts,
procuratorate, mass organisations, townships) is kept as an explicit number among brothers, never alphabetical.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of organisation a unit is."""

    LEAGUE = "league"  # 盟、市、州: prefecture level
    BANNER = "banner"  # 旗、县、市、区: county level
    DEPARTMENT = "department"  # 委、办、局
    TOWNSHIP = "township"  # 苏木、乡、镇、街道
    SECTION = "section"  # 内设机构
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation.

    Attributes:
        id: UUIDv5 of its code.
        code: stable code, unique in the home.
        name: full name as on its seal.
        short_name: how people say it; may be empty.
        kind: see :class:`UnitKind`.
        parent_id: None at the top.
        path: ``/x/y/`` from the top to this unit; the subtree is everything that starts with it.
        depth: 0 at the top.
        order_no: protocol order among brothers, ascending.
        division_code: GB/T 2260 code, may be empty.
        credit_code: GB 32100 code, may be empty.
        is_demo: belongs to the demonstration data.
    """

    id: str
    code: str
    name: str
    kind: UnitKind
    parent_id: str | None
    path: str
    depth: int
    order_no: int
    short_name: str = ""
    division_code: str = ""
    credit_code: str = ""
    is_demo: bool = False


def in_protocol_order(units: list[Unit]) -> list[Unit]:
    """Sort a forest so that each unit is followed by its own, brothers by ``order_no`` then code."""
    children: dict[str | None, list[Unit]] = {}
    known = {unit.id for unit in units}
    for unit in units:
        children.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    for brothers in children.values():
        brothers.sort(key=lambda unit: (unit.order_no, unit.code), reverse=True)
    ordered: list[Unit] = []
    waiting = list(children.get(None, []))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(children.get(unit.id, []))
    return ordered
