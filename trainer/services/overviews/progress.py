"""Where the units and the people of a plan stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.units import Unit, in_protocol_order
from trainer.domain.training.counts import Counts, roll_up
from trainer.domain.training.plan import Plan, Stage, Standing, people_needed, rate, stage_on

if TYPE_CHECKING:
    from trainer.services.office import Office


# So much of an id names a plan: the start of a UUIDv7 is its time of making.
_ID_START = 8
_SHOWN_CODES = 8


class Which(StrEnum):
    """Which people a figure counts; every figure opens to this list."""

    DUE = "due"
    EXEMPT = "exempt"
    LEARNED = "learned"
    PASSED = "passed"
    TRAINED = "trained"
    MISSING = "missing"  # due and not trained


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a plan with the sums of everything below it.

    Attributes:
        depth: 0 for the plan's own unit.
        rate: trained / due; None where nobody is due.
        people_needed: whole people short of the stage's share.
        has_units: there are units below.
    """

    unit_id: str
    code: str
    name: str
    depth: int
    has_units: bool
    due: int
    exempt: int
    learned: int
    passed: int
    trained: int
    rate: Fraction | None
    people_needed: int


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """One plan at one moment.

    Attributes:
        stage: the target that counts now.
        days_left: until the stage's last day; negative once it is past.
        is_overdue: the stage's day is past and people are still needed.
        units: in protocol order, the plan's own unit first.
    """

    plan: Plan
    as_of: datetime
    stage: Stage
    days_left: int
    is_overdue: bool
    units: tuple[UnitLine, ...]

    @property
    def total(self) -> UnitLine:
        """The plan's own unit with everything below it."""
        return self.units[0]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a plan.

    Attributes:
        standing: due or exempt.
        hours: credited so far.
        is_overdue: due, not trained, and the stage's day is past.
    """

    cadre_id: str
    name: str
    staff_no: str
    unit_name: str
    post: str
    tier: str
    birth: str
    standing: Standing
    reason: str
    hours: Fraction
    learned_at: datetime | None
    passed_at: datetime | None
    trained_at: datetime | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list."""

    plan_id: str
    name: str
    unit_name: str
    deadline: date
    target: Fraction
    due: int
    trained: int
    rate: Fraction | None
    people_needed: int
    is_closed: bool


def plans(office: Office, actor: Actor) -> list[PlanLine]:
    """List the plans that touch the actor's reach, newest first, each with the figures of that reach."""
    today = local_date(office.clock.now())
    lines = []
    with office.database.read() as uow:
        every = uow.units.all()
        units = {unit.id: unit for unit in every}
        for plan in uow.training.plans():
            unit = units.get(plan.unit_id)
            if unit is None or not _touches(actor, unit.path):
                continue
            top = _top(actor, unit, every)
            own = uow.training.counts(plan.id)
            total = sum((own[i] for i in own if i in units and units[i].path.startswith(top.path)), Counts())
            stage = stage_on(plan.stages, today)
            lines.append(
                PlanLine(
                    plan.id,
                    plan.name,
                    unit.name,
                    plan.deadline,
                    stage.share,
                    total.due,
                    total.trained,
                    rate(total.trained, total.due),
                    people_needed(total.due, total.trained, stage.share),
                    plan.closed_at is not None,
                )
            )
    return lines


def find_plan(office: Office, actor: Actor, words: str) -> str | None:
    """Give the id of the plan somebody named by its id, the beginning of the id, or its name.

    Args:
        words: empty for no plan in particular.

    Raises:
        Refusal: ``plan_unknown``; ``plan_named_twice``.
    """
    words = words.strip()
    if not words:
        return None
    lines = plans(office, actor)
    found = [line for line in lines if words in {line.plan_id, line.name}]
    if not found and len(words) >= _ID_START:
        found = [line for line in lines if line.plan_id.startswith(words)]
    if len(found) > 1:
        raise Refusal("plan_named_twice", name=words)
    if not found:
        raise Refusal("plan_unknown")
    return found[0].plan_id


def find_unit(office: Office, actor: Actor, words: str) -> str:
    """Give the id of the unit somebody named by its code, its id, or its full or short name.

    Raises:
        Refusal: ``unit_unknown``; ``unit_named_twice`` with the codes to choose from.
    """
    del actor  # names and codes of units are no secret inside the office
    words = words.strip()
    with office.database.read() as uow:
        every = uow.units.all()
    found = [unit for unit in every if words in {unit.code, unit.id}] or [
        unit for unit in every if words and words in {unit.name, unit.short_name}
    ]
    if len(found) > 1:
        raise Refusal("unit_named_twice", name=words, codes="、".join(unit.code for unit in found[:_SHOWN_CODES]))
    if not found:
        raise Refusal("unit_unknown")
    return found[0].id


def plan_board(office: Office, actor: Actor, plan_id: str | None = None) -> PlanBoard | None:
    """Show one plan within the actor's reach.

    Args:
        plan_id: None for the newest open plan that touches the actor's reach.

    Returns:
        None when no plan was named and there is none.

    Raises:
        Refusal: ``plan_unknown``; ``no_right``.
    """
    now = office.clock.now()
    today = local_date(now)
    with office.database.read() as uow:
        every = uow.units.all()
        by_id = {unit.id: unit for unit in every}
        plan = uow.training.plan(plan_id) if plan_id else _newest(uow.training.plans(), by_id, actor)
        if plan is None or plan.unit_id not in by_id:
            if plan_id:
                raise Refusal("plan_unknown")
            return None
        top = _top(actor, by_id[plan.unit_id], every)
        tree = in_protocol_order([unit for unit in every if unit.path.startswith(top.path)])
        own = uow.training.counts(plan.id)
    sums = roll_up(tree, own)
    stage = stage_on(plan.stages, today)
    parents = {unit.parent_id for unit in tree}
    lines = tuple(
        _line(unit, top.depth, unit.id in parents, sums[unit.id], stage.share)
        for unit in tree
        if unit.id == top.id or sums[unit.id] != Counts()
    )
    short = lines[0].people_needed > 0
    return PlanBoard(plan, now, stage, (stage.by - today).days, short and stage.by < today, lines)


def people(
    office: Office, actor: Actor, plan_id: str, unit_id: str | None = None, which: Which = Which.DUE
) -> list[PersonLine]:
    """List the people behind a figure, units in protocol order and people as on their roster.

    Args:
        unit_id: None for the highest unit of the plan that the actor may see.
        which: the figure.

    Raises:
        Refusal: ``plan_unknown``, ``unit_unknown``, ``no_right``.
    """
    today = local_date(office.clock.now())
    with office.database.read() as uow:
        plan = uow.training.plan(plan_id)
        if plan is None:
            raise Refusal("plan_unknown")
        every = uow.units.all()
        unit = _wanted(actor, plan, unit_id, every)
        rows = uow.training.member_rows(plan_id, unit.path)
    place = {own.id: n for n, own in enumerate(in_protocol_order(every))}
    rows.sort(key=lambda row: place.get(row.unit_id, len(place)))
    past = stage_on(plan.stages, today).by < today
    lines = []
    for row in rows:
        standing = Standing(row.standing)
        line = PersonLine(
            row.cadre_id,
            row.name,
            row.staff_no,
            row.unit_name,
            row.post,
            row.tier,
            row.birth,
            standing,
            row.reason,
            Fraction(row.hours),
            row.learned_at,
            row.passed_at,
            row.trained_at,
            past and standing is Standing.DUE and row.trained_at is None,
        )
        if _counts(line, which):
            lines.append(line)
    return lines


def burn_up(office: Office, actor: Actor, plan_id: str, unit_id: str | None = None) -> list[tuple[date, int]]:
    """Give how many due people had become trained by the end of each day on which somebody did, ascending.

    Args:
        unit_id: None for the highest unit of the plan that the actor may see.

    Raises:
        Refusal: ``plan_unknown``, ``unit_unknown``, ``no_right``.
    """
    with office.database.read() as uow:
        plan = uow.training.plan(plan_id)
        if plan is None:
            raise Refusal("plan_unknown")
        unit = _wanted(actor, plan, unit_id, uow.units.all())
        by_day = uow.training.trained_by_day(plan_id, unit.path)
    total = 0
    line = []
    for day, trained in by_day:
        total += trained
        line.append((day, total))
    return line


def _counts(line: PersonLine, which: Which) -> bool:
    if which is Which.EXEMPT:
        return line.standing is Standing.EXEMPT
    if line.standing is not Standing.DUE:
        return False
    return {
        Which.DUE: True,
        Which.LEARNED: line.learned_at is not None,
        Which.PASSED: line.passed_at is not None,
        Which.TRAINED: line.trained_at is not None,
        Which.MISSING: line.trained_at is None,
    }[which]


def _line(unit: Unit, top_depth: int, has_units: bool, counts: Counts, share: Fraction) -> UnitLine:
    return UnitLine(
        unit.id,
        unit.code,
        unit.name,
        unit.depth - top_depth,
        has_units,
        counts.due,
        counts.exempt,
        counts.learned,
        counts.passed,
        counts.trained,
        rate(counts.trained, counts.due),
        people_needed(counts.due, counts.trained, share),
    )


def _touches(actor: Actor, path: str) -> bool:
    reach = actor.reach(Right.SEE_PROGRESS)
    return reach is None or any(path.startswith(own) or own.startswith(path) for own in reach)


def _newest(plans_: list[Plan], units: dict[str, Unit], actor: Actor) -> Plan | None:
    for plan in plans_:
        unit = units.get(plan.unit_id)
        if plan.closed_at is None and unit is not None and _touches(actor, unit.path):
            return plan
    return None


def _wanted(actor: Actor, plan: Plan, unit_id: str | None, every: list[Unit]) -> Unit:
    """Give the unit that was asked for, or the highest one that may be seen.

    Raises:
        Refusal: ``unit_unknown``, ``no_right``.
    """
    unit = next((unit for unit in every if unit.id == (unit_id or plan.unit_id)), None)
    if unit is None:
        raise Refusal("unit_unknown")
    if unit_id is None:
        return _top(actor, unit, every)
    require(actor, Right.SEE_PROGRESS, unit.path)
    return unit


def _top(actor: Actor, unit: Unit, every: list[Unit]) -> Unit:
    """Give the highest unit of the plan that the actor may see: the plan's own, or the actor's below it."""
    reach = actor.reach(Right.SEE_PROGRESS)
    if reach is None or any(unit.path.startswith(own) for own in reach):
        return unit
    inside = [other for other in every if other.path in reach and other.path.startswith(unit.path)]
    if not inside:
        raise Refusal("no_right", right=Right.SEE_PROGRESS.value)
    return min(inside, key=lambda other: other.depth)
