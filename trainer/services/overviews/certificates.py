"""Who may have a certificate, and the register of those that were issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.certificates import eligibility
from trainer.domain.certificates.content import Content
from trainer.domain.certificates.eligibility import Eligibility
from trainer.domain.certificates.number import Kind
from trainer.domain.certificates.states import Certificate, State
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.units import Unit, in_protocol_order
from trainer.domain.training.plan import Plan

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.domain.people.cadres import Cadre
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class EligibleLine:
    """One person of a plan on the way to a certificate.

    Attributes:
        certificate_id: the approval that waits for its issue; empty where there is none.
        is_eligible: may be approved now.
        reason: why not; a code with a sentence, filled from ``facts``. Empty where nothing stands in the way.
        band: code; empty for a statement of hours.
        earned_on: the day on which the last condition was met.
    """

    cadre_id: str
    name: str
    staff_no: str
    unit_id: str
    unit_name: str
    kind: Kind
    hours: Fraction
    band: str
    earned_on: date | None
    certificate_id: str
    is_eligible: bool
    reason: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One certificate in the register.

    Attributes:
        number: machine form; empty until issued.
        name, unit_name: as the sheet says; as on the roster until issued.
        name_now: as on the roster today.
        earned_on, issued_on: days in China.
    """

    certificate_id: str
    cadre_id: str
    number: str
    shown_number: str
    name: str
    name_now: str
    staff_no: str
    unit_name: str
    kind: Kind
    state: State
    plan_id: str
    plan_name: str
    hours: Fraction | None
    band: str
    earned_on: date | None
    issued_on: date | None
    approved_at: datetime
    revoked_at: datetime | None
    reason: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What part of the register is wanted; everything left out means all.

    Attributes:
        unit_id: this unit and all below it.
        text: part of a name, a unit's name or a number.
    """

    plan_id: str | None = None
    unit_id: str | None = None
    states: tuple[State, ...] = ()
    year: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate on its holder's own page."""

    certificate_id: str
    number: str
    shown_number: str
    kind: Kind
    state: State
    plan_name: str
    hours: Fraction
    band: str
    issued_on: date


def eligible(office: Office, actor: Actor, plan_id: str) -> list[EligibleLine]:
    """List the members of a plan within the actor's reach, each with what stands in the way.

    Units stand in protocol order, people as on their roster.

    Raises:
        Refusal: ``plan_unknown``; ``no_right``.
    """
    with office.database.read() as uow:
        plan = known_plan(uow, plan_id)
        judged = judge_members(uow, actor, plan)
        approved = {c.cadre_id: c.id for c in uow.certificates.of_plan(plan_id, [State.APPROVED])}
    lines = []
    for person, unit, verdict in judged:
        reason, facts = verdict.reason, {"name": person.name}
        waits = reason == "certificate_already_approved"
        if not reason or waits:
            reason, facts = obstacle_on_paper(person.name, unit.name) or (reason, facts)
        lines.append(
            EligibleLine(
                person.id,
                person.name,
                person.staff_no,
                unit.id,
                unit.name,
                verdict.kind,
                verdict.hours,
                verdict.band,
                verdict.earned_on,
                approved.get(person.id, ""),
                not reason,
                reason,
                facts,
            )
        )
    return lines


def register(office: Office, actor: Actor, wanted: RegisterFilter | None = None) -> list[RegisterLine]:
    """Read the register within the actor's reach, by year and serial; approvals without a number stand last.

    Raises:
        Refusal: ``no_right``; ``unit_unknown``.
    """
    wanted = wanted or RegisterFilter()
    require(actor, Right.ISSUE_CERTIFICATES)
    reach = actor.reach(Right.ISSUE_CERTIFICATES)
    with office.database.read() as uow:
        path = uow.units.read(wanted.unit_id).path if wanted.unit_id else None
        rows = uow.certificates.register(plan_id=wanted.plan_id, unit_path=path, states=wanted.states, year=wanted.year)
        plans = {plan.id: plan.name for plan in uow.training.plans()}
    lines = []
    for row in rows:
        if reach is not None and not row.unit_path.startswith(reach):
            continue
        line = _register_line(row, plans)
        searched = f"{line.name} {line.name_now} {line.unit_name} {line.number} {line.shown_number} {line.staff_no}"
        if wanted.text.strip().lower() in searched.lower():
            lines.append(line)
    return lines


def own_certificates(office: Office, actor: Actor) -> list[OwnCertificate]:
    """List the actor's own certificates, the newest first."""
    if actor.cadre_id is None:
        return []
    with office.database.read() as uow:
        rows = uow.certificates.register(cadre_id=actor.cadre_id)
    found = []
    for row in rows:
        content = _content(row)
        if content is not None:
            found.append(
                OwnCertificate(
                    row.id,
                    content.number,
                    content.shown_number,
                    content.kind,
                    State(row.state),
                    content.plan,
                    content.hours,
                    content.band,
                    content.issued_on,
                )
            )
    return sorted(found, key=lambda own: (own.issued_on, own.number), reverse=True)


def known_plan(uow: UnitOfWork, plan_id: str) -> Plan:
    """Give a plan that must exist.

    Raises:
        Refusal: ``plan_unknown``.
    """
    plan = uow.training.plan(plan_id)
    if plan is None:
        raise Refusal("plan_unknown")
    return plan


def judge_members(
    uow: UnitOfWork, actor: Actor, plan: Plan, cadre_ids: Iterable[str] | None = None, *, is_approved: bool = False
) -> list[tuple[Cadre, Unit, Eligibility]]:
    """Judge the members of a plan whom the actor may certify, units in protocol order, people as on their roster.

    Args:
        cadre_ids: only these people; None for all.
        is_approved: see :func:`trainer.domain.certificates.eligibility.judge`.

    Raises:
        Refusal: ``no_right``, the actor may certify nobody of the plan's unit.
    """
    every = uow.units.all()
    reach = _reach(actor, uow.units.read(plan.unit_id))
    ids = None if cadre_ids is None else list(dict.fromkeys(cadre_ids))
    members = uow.training.members(plan.id, ids)
    people = uow.cadres.many(members)
    held = uow.certificates.held(plan.id, ids)
    exam_id = plan.requirement.exam_id
    results = uow.certificates.passed_results(exam_id, ids) if exam_id else {}
    units = {unit.id: unit for unit in every}
    place = {unit.id: n for n, unit in enumerate(in_protocol_order(every))}
    judged = []
    for cadre_id, member in members.items():
        person = people[cadre_id]
        unit = units.get(person.unit_id) or uow.units.read(person.unit_id)
        if reach is not None and not unit.path.startswith(reach):
            continue
        best = eligibility.best_of(results.get(cadre_id, ()))
        verdict = eligibility.judge(plan, member, best, held.get(cadre_id, ()), is_approved=is_approved)
        judged.append((person, unit, verdict))
    judged.sort(key=lambda one: (place.get(one[1].id, len(place)), one[0].order_no, one[0].staff_no, one[0].id))
    return judged


def obstacle_on_paper(name: str, unit: str) -> tuple[str, dict[str, Any]] | None:
    """Say why a person cannot be printed: the first characters that no shipped font draws."""
    from trainer.adapters.documents import fonts

    if missing := fonts.undrawable(name):
        return "name_not_drawable", {"name": name, "characters": _shown(missing)}
    if missing := fonts.undrawable(unit):
        return "text_not_drawable", {"text": unit, "characters": _shown(missing)}
    return None


def _shown(signs: Iterable[str]) -> str:
    # The sign itself may be a box on the screen too, so its number stands beside it.
    return "、".join(f"{sign} (U+{ord(sign):04X})" if sign.isprintable() else f"U+{ord(sign):04X}" for sign in signs)


def _reach(actor: Actor, unit: Unit) -> tuple[str, ...] | None:
    reach = actor.reach(Right.ISSUE_CERTIFICATES)
    if reach is not None and not any(unit.path.startswith(own) or own.startswith(unit.path) for own in reach):
        raise Refusal("no_right", right=Right.ISSUE_CERTIFICATES.value)
    return reach


def _content(row: Any) -> Content | None:
    from trainer.adapters.storage.stores.certificates import certificate_of

    return certificate_of(row).content


def _register_line(row: Any, plans: dict[str, str]) -> RegisterLine:
    from trainer.adapters.storage.stores.certificates import certificate_of

    certificate: Certificate = certificate_of(row)
    content = certificate.content
    return RegisterLine(
        certificate.id,
        certificate.cadre_id,
        content.number if content else "",
        content.shown_number if content else "",
        content.name if content else row.name_now,
        row.name_now,
        row.staff_no,
        content.unit if content else row.unit_now,
        certificate.kind,
        certificate.state,
        certificate.plan_id,
        content.plan if content else plans.get(certificate.plan_id, ""),
        content.hours if content else None,
        content.band if content else "",
        content.earned_on if content else None,
        local_date(certificate.issued_at) if certificate.issued_at else None,
        certificate.approved_at,
        certificate.revoked_at,
        certificate.revoke_reason,
        certificate.is_demo,
    )
