"""Keep where people stand in step with the facts, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.training.counts import Counts, differences
from trainer.domain.training.plan import Member, Plan, judge

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office


def refresh_people(uow: UnitOfWork, home_id: str, cadre_ids: Iterable[str], at: datetime) -> None:
    """Recompute the standing of some people in every open plan.

    Args:
        uow: the transaction in which their facts have just changed.
        home_id: the office that records; kept for the day when several homes share one database.
        cadre_ids: whose facts changed.
        at: the moment of the change.
    """
    ids = list(dict.fromkeys(cadre_ids))
    if not ids:
        return
    for plan in uow.training.plans(open_only=True):
        _refresh(uow, plan, ids)


def refresh_plan(uow: UnitOfWork, plan: Plan) -> None:
    """Recompute one plan for everybody; used when the plan itself or its exemptions change in bulk."""
    _refresh(uow, plan, None)


def rebuild(office: Office, actor: Actor) -> tuple[int, Changes]:
    """Rebuild all derived figures from facts.

    Of a closed plan only the counts are made again: who stood where when it was closed is itself a fact by then.

    Returns:
        How many figures differed from what was kept; 0 when nothing had drifted.
    """
    require(actor, Right.MANAGE_PLANS)
    drifted = 0
    with office.database.write() as uow:
        for plan in uow.training.plans():
            before_members = uow.training.members(plan.id)
            before_counts = uow.training.counts(plan.id)
            uow.training.clear_counts(plan.id)
            if plan.closed_at is None:
                uow.training.clear_members(plan.id)
                _refresh(uow, plan, None)
            else:
                uow.training.add_counts(plan.id, differences({}, before_members))
            after_members = uow.training.members(plan.id)
            after_counts = uow.training.counts(plan.id)
            drifted += _drift(before_members, after_members) + _drift(
                {unit: value for unit, value in before_counts.items() if value != Counts()}, after_counts
            )
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="progress.rebuilt",
            subject="",
            facts={"drifted": drifted},
        )
    return drifted, Changes.of(Area.PROGRESS)


def _refresh(uow: UnitOfWork, plan: Plan, cadre_ids: list[str] | None) -> None:
    unit = uow.units.get(plan.unit_id)
    if unit is None:
        return
    uow.training.queue()
    facts = uow.training.person_facts(plan, unit.path, cadre_ids)
    before = uow.training.members(plan.id, cadre_ids)
    after: dict[str, Member] = {}
    for cadre_id, person in facts.items():
        member = judge(plan, person)
        if member is not None:
            after[cadre_id] = member
    uow.training.put_members(plan.id, [m for i, m in after.items() if before.get(i) != m])
    uow.training.drop_members(plan.id, [i for i in before if i not in after])
    uow.training.add_counts(plan.id, differences(before, after))


def _drift(before: Mapping[str, object], after: Mapping[str, object]) -> int:
    return sum(1 for key in before.keys() | after.keys() if before.get(key) != after.get(key))
