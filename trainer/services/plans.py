"""Make and change plans: who must learn what by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.training.plan import Plan, Requirement, Scope, Stage, make_stages
from trainer.platform.identifiers import new_id
from trainer.services import progress

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What a person fills in to make or change a plan.

    Attributes:
        unit_id: whose people and those below are meant.
        hours: class hours that must be reached.
        stages: target shares with their last days.
    """

    name: str
    unit_id: str
    stages: tuple[Stage, ...]
    lessons: tuple[str, ...] = ()
    hours: Fraction = Fraction(0)
    exam_id: str | None = None
    tiers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    is_demo: bool = False


def create_plan(office: Office, actor: Actor, draft: PlanDraft) -> tuple[Plan, Changes]:
    """Make a plan and count where everybody stands at once.

    Raises:
        Refusal: ``plan_without_name``, ``plan_without_content``, ``plan_exam_unknown``, ``unit_unknown`` and those of
            ``make_stages``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        _check(uow, actor, draft)
        plan = Plan(
            new_id(),
            draft.name.strip(),
            draft.unit_id,
            Scope(draft.tiers, draft.categories),
            Requirement(draft.lessons, draft.hours, draft.exam_id),
            make_stages(draft.stages),
            now,
            draft.is_demo,
        )
        uow.training.add_plan(plan, actor.cadre_id)
        progress.refresh_plan(uow, plan)
        _log(uow, office, actor, "plan.created", plan)
    return plan, Changes.of(Area.PLANS, Area.PROGRESS)


def change_plan(office: Office, actor: Actor, plan_id: str, draft: PlanDraft) -> tuple[Plan, Changes]:
    """Change a plan; everybody's standing is counted anew.

    Raises:
        Refusal: as :func:`create_plan`; ``plan_unknown``; ``plan_is_closed``.
    """
    with office.database.write() as uow:
        _check(uow, actor, draft)
        old = _known(uow, plan_id)
        _require_over(uow, actor, old.unit_id)
        plan = replace(
            old,
            name=draft.name.strip(),
            unit_id=draft.unit_id,
            scope=Scope(draft.tiers, draft.categories),
            requirement=Requirement(draft.lessons, draft.hours, draft.exam_id),
            stages=make_stages(draft.stages),
        )
        if old.closed_at is not None:
            raise Refusal("plan_is_closed")
        uow.training.change_plan(plan)
        progress.refresh_plan(uow, plan)
        _log(uow, office, actor, "plan.changed", plan)
    return plan, Changes.of(Area.PLANS, Area.PROGRESS)


def close_plan(office: Office, actor: Actor, plan_id: str, *, reopen: bool = False) -> tuple[Plan, Changes]:
    """Close a plan, so that its figures stand still, or open it again and bring them up to date."""
    with office.database.write() as uow:
        old = _known(uow, plan_id)
        _require_over(uow, actor, old.unit_id)
        plan = replace(old, closed_at=None if reopen else office.clock.now())
        uow.training.change_plan(plan)
        if reopen:
            progress.refresh_plan(uow, plan)
        _log(uow, office, actor, "plan.reopened" if reopen else "plan.closed", plan)
    return plan, Changes.of(Area.PLANS, Area.PROGRESS)


def exempt(office: Office, actor: Actor, plan_id: str, cadre_id: str, reason: str) -> Changes:
    """Exempt one person from a plan for a stated reason.

    Raises:
        Refusal: ``exemption_without_reason``; ``plan_unknown``; ``plan_is_closed``; ``member_unknown``.
    """
    if not reason.strip():
        raise Refusal("exemption_without_reason")
    now = office.clock.now()
    with office.database.write() as uow:
        plan = _open_with(uow, actor, plan_id, cadre_id)
        uow.training.put_exemption(plan_id, cadre_id, reason.strip(), now, actor.cadre_id)
        progress.refresh_people(uow, office.home_id, [cadre_id], now)
        _log(uow, office, actor, "plan.exempted", plan, cadre_id=cadre_id)
    return Changes.of(Area.PROGRESS, cadre_ids=frozenset({cadre_id}))


def end_exemption(office: Office, actor: Actor, plan_id: str, cadre_id: str) -> Changes:
    """Take an exemption back.

    Raises:
        Refusal: ``plan_unknown``; ``plan_is_closed``; ``member_unknown``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        plan = _open_with(uow, actor, plan_id, cadre_id)
        uow.training.drop_exemption(plan_id, cadre_id)
        progress.refresh_people(uow, office.home_id, [cadre_id], now)
        _log(uow, office, actor, "plan.exemption_ended", plan, cadre_id=cadre_id)
    return Changes.of(Area.PROGRESS, cadre_ids=frozenset({cadre_id}))


def read_plan(office: Office, actor: Actor, plan_id: str) -> Plan:
    """Read one plan for editing.

    Raises:
        Refusal: ``plan_unknown``; ``no_right``.
    """
    with office.database.read() as uow:
        plan = _known(uow, plan_id)
        _require_over(uow, actor, plan.unit_id)
    return plan


def _check(uow: UnitOfWork, actor: Actor, draft: PlanDraft) -> None:
    _require_over(uow, actor, draft.unit_id)
    if not draft.name.strip():
        raise Refusal("plan_without_name")
    if not draft.lessons and not draft.hours:
        raise Refusal("plan_without_content")
    if draft.exam_id is not None and not uow.training.has_exam(draft.exam_id):
        raise Refusal("plan_exam_unknown")


def _require_over(uow: UnitOfWork, actor: Actor, unit_id: str) -> None:
    unit = uow.units.get(unit_id)
    if unit is None:
        raise Refusal("unit_unknown")
    require(actor, Right.MANAGE_PLANS, unit.path)


def _open_with(uow: UnitOfWork, actor: Actor, plan_id: str, cadre_id: str) -> Plan:
    """Give an open plan that means this person.

    The right is asked at the plan's top: a unit that could exempt its own people could reach any target by itself.
    """
    plan = _known(uow, plan_id)
    _require_over(uow, actor, plan.unit_id)
    if plan.closed_at is not None:
        raise Refusal("plan_is_closed")
    if cadre_id not in uow.training.members(plan_id, [cadre_id]):
        raise Refusal("member_unknown")
    return plan


def _known(uow: UnitOfWork, plan_id: str) -> Plan:
    plan = uow.training.plan(plan_id)
    if plan is None:
        raise Refusal("plan_unknown")
    return plan


def _log(uow: UnitOfWork, office: Office, actor: Actor, action: str, plan: Plan, **facts: str) -> None:
    uow.audit.append(
        home_id=office.home_id,
        at=office.clock.now(),
        actor_id=actor.cadre_id,
        action=action,
        subject=plan.id,
        facts={"stages": [f"{s.by.isoformat()} {s.share}" for s in plan.stages], **facts},
    )
