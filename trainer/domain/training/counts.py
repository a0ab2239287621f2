"""Head counts per unit and their sums up the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.domain.people.units import Unit
from trainer.domain.training.plan import Member, Standing


@dataclass(frozen=True, slots=True)
class Counts:
    """Whole people. ``learned``, ``passed`` and ``trained`` count due people only; the exempt stand apart."""

    due: int = 0
    exempt: int = 0
    learned: int = 0
    passed: int = 0
    trained: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.due + other.due,
            self.exempt + other.exempt,
            self.learned + other.learned,
            self.passed + other.passed,
            self.trained + other.trained,
        )

    def __sub__(self, other: Counts) -> Counts:
        return Counts(
            self.due - other.due,
            self.exempt - other.exempt,
            self.learned - other.learned,
            self.passed - other.passed,
            self.trained - other.trained,
        )


def count(member: Member) -> Counts:
    """Give one member's share of the counts."""
    if member.standing is Standing.EXEMPT:
        return Counts(exempt=1)
    return Counts(
        due=1,
        learned=int(member.learned_at is not None),
        passed=int(member.passed_at is not None),
        trained=int(member.trained_at is not None),
    )


def differences(before: Mapping[str, Member], after: Mapping[str, Member]) -> dict[str, Counts]:
    """Give how the counts of each own unit change between two states of the same people (keyed by cadre id)."""
    changed: dict[str, Counts] = {}
    for members, sign in ((before, -1), (after, 1)):
        for member in members.values():
            now = changed.get(member.unit_id, Counts())
            changed[member.unit_id] = now + count(member) if sign > 0 else now - count(member)
    return {unit_id: counts for unit_id, counts in changed.items() if counts != Counts()}


def roll_up(units: Iterable[Unit], own: Mapping[str, Counts]) -> dict[str, Counts]:
    """Sum own counts up the tree.

    Args:
        units: any part of the tree; a unit's ancestors outside of it are left out.
        own: counts of each unit's own people.

    Returns:
        Counts by unit id, each including all units below it.
    """
    ordered = sorted(units, key=lambda unit: unit.depth, reverse=True)
    total = {unit.id: own.get(unit.id, Counts()) for unit in ordered}
    for unit in ordered:
        if unit.parent_id is not None and unit.parent_id in total:
            total[unit.parent_id] = total[unit.parent_id] + total[unit.id]
    return total
