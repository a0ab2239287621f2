"""Turn approvals into certificates: number, signature, sheet and record in one transaction.

A number is drawn in the transaction that stores the finished sheet: either both are on record or neither. A batch is checked as
a whole before the first number is drawn, then issued in small transactions, so that other writers get their turn and a stop in
the middle leaves finished certificates and untouched approvals, nothing between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trainer.domain.certificates import states
from trainer.domain.certificates.content import Content, write_signature
from trainer.domain.certificates.eligibility import Eligibility
from trainer.domain.certificates.number import Kind, make_number
from trainer.domain.certificates.states import Certificate, State
from trainer.domain.kernel.changes import Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.people.roles import Actor
from trainer.domain.people.units import Unit
from trainer.domain.training.plan import Plan
from trainer.platform.identifiers import new_id
from trainer.services import settings
from trainer.services.certificate_steps import certificate_by_number, changes_of, log, require_over
from trainer.services.overviews.certificates import judge_members, known_plan, obstacle_on_paper

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.domain.people.cadres import Cadre
    from trainer.services.office import Office

# Sheets in one transaction: short enough (a tenth of a second) that nobody who saves an answer notices.
_CHUNK = 20

Report = Callable[[int, int], Any]


@dataclass(frozen=True, slots=True)
class Issued:
    """One certificate just issued."""

    certificate_id: str
    cadre_id: str
    number: str
    shown_number: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One person who could not be approved or issued to; ``code`` and ``facts`` make the sentence."""

    cadre_id: str
    name: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """What became of a batch; everybody who was asked for is in one of the two."""

    issued: tuple[Issued, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class _Letterhead:
    """What is the same on every sheet of a batch."""

    area: str
    prefix: str
    issuer: str
    exam: str
    is_sample: bool


def issue(
    office: Office,
    actor: Actor,
    certificate_ids: Iterable[str] | None = None,
    plan_id: str | None = None,
    report: Report | None = None,
) -> tuple[IssueOutcome, Changes]:
    """Issue approved certificates: draw numbers, draw and keep the sheets.

    All names are checked before the first number is drawn: a person whose name the shipped fonts cannot draw is refused, the
    others go on. Whoever no longer fulfils the plan since the approval is refused too.

    Args:
        certificate_ids: approvals; None for all of ``plan_id``.
        report: told after each part how many are done, of how many; may raise to stop there.

    Raises:
        Refusal: ``certificates_not_named``; ``plan_unknown``; ``certificate_unknown``; ``no_right``; ``area_code_missing``;
            ``issuer_missing``; ``text_not_drawable`` (plan, examination or issuer); ``certificate_serials_used_up``.
    """
    by_plan, refused = _check(office, actor, certificate_ids, plan_id)
    total = sum(len(ids) for ids in by_plan.values())
    issued: list[Issued] = []
    if report is not None:
        report(0, total)
    done = 0
    for one_plan, ids in by_plan.items():
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            _issue_some(office, actor, one_plan, some, issued, refused)
            done += len(some)
            if report is not None:
                report(done, total)
    return IssueOutcome(tuple(issued), tuple(refused)), changes_of(one.cadre_id for one in issued)


def replace_certificate(office: Office, actor: Actor, number: str, reason: str) -> tuple[Issued, Changes]:
    """Issue a new certificate with today's name and unit in the place of one that says something outdated or wrong.

    Raises:
        Refusal: ``certificate_unknown``; ``replacement_without_reason``; ``certificate_not_issued``; ``no_right``;
            ``name_not_drawable`` and the others of :func:`issue`.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        before = certificate_by_number(uow, number, lock=True)
        require_over(uow, actor, before)
        after = states.supersede(before, reason, now)
        assert before.content is not None
        plan = known_plan(uow, before.plan_id)
        person = uow.cadres.read(before.cadre_id)
        unit = uow.units.read(person.unit_id)
        if obstacle := obstacle_on_paper(person.name, unit.name):
            raise Refusal(obstacle[0], **obstacle[1])
        head = _letterhead(uow, plan)
        uow.certificates.change(after)
        fresh = Certificate(
            new_id(),
            person.id,
            unit.id,
            plan.id,
            before.kind,
            State.APPROVED,
            now,
            actor.cadre_id,
            supersedes=before.id,
            is_demo=before.is_demo,
        )
        uow.certificates.add([fresh], office.home_id)
        serial = uow.certificates.draw_serials(head.area, local_date(now).year, 1)
        earned = replace(before.content, name=person.name, unit=unit.name)
        issued = _finish(office, uow, actor, fresh, earned, head, serial)
        log(uow, office, actor, "certificate.superseded", after, by=fresh.id)
    return issued, changes_of([person.id])


def _check(
    office: Office, actor: Actor, certificate_ids: Iterable[str] | None, plan_id: str | None
) -> tuple[dict[str, list[str]], list[Refused]]:
    """Find what is to be issued and everything that speaks against it, before the first number is drawn."""
    refused: list[Refused] = []
    by_plan: dict[str, list[str]] = {}
    with office.database.read() as uow:
        for one_plan, approved in _asked_for(uow, certificate_ids, plan_id).items():
            plan = known_plan(uow, one_plan)
            judged = judge_members(uow, actor, plan, [one.cadre_id for one in approved], is_approved=True)
            ids = {one.cadre_id: one.id for one in approved}
            kept: list[str] = []
            for person, unit, verdict in judged:
                obstacle = (verdict.reason, {"name": person.name}) if verdict.reason else None
                obstacle = obstacle or obstacle_on_paper(person.name, unit.name)
                if obstacle:
                    refused.append(Refused(person.id, person.name, *obstacle))
                else:
                    kept.append(ids[person.id])
            met = {person.id for person, _, _ in judged}
            gone = uow.cadres.many(cadre_id for cadre_id in ids if cadre_id not in met)
            refused += [Refused(i, gone[i].name, "member_unknown", {"name": gone[i].name}) for i in gone]
            if kept:
                _letterhead(uow, plan)  # refuses here rather than in the middle of the batch
                by_plan[one_plan] = kept
    return by_plan, refused


def _asked_for(
    uow: UnitOfWork, certificate_ids: Iterable[str] | None, plan_id: str | None
) -> dict[str, list[Certificate]]:
    if certificate_ids is None:
        if plan_id is None:
            raise Refusal("certificates_not_named")
        known_plan(uow, plan_id)
        return {plan_id: uow.certificates.of_plan(plan_id, [State.APPROVED])}
    wanted = list(dict.fromkeys(certificate_ids))
    found = uow.certificates.many(wanted)
    grouped: dict[str, list[Certificate]] = {}
    for certificate_id in wanted:
        one = found.get(certificate_id)
        if one is None or (plan_id is not None and one.plan_id != plan_id):
            raise Refusal("certificate_unknown")
        if one.state is State.APPROVED:  # what was issued meanwhile is simply not issued twice
            grouped.setdefault(one.plan_id, []).append(one)
    return grouped


def _issue_some(
    office: Office, actor: Actor, plan_id: str, ids: Sequence[str], issued: list[Issued], refused: list[Refused]
) -> None:
    """Issue a few certificates in one transaction; facts are read again, since time has passed since the check."""
    new: list[Issued] = []
    late: list[Refused] = []
    with office.database.write() as uow:
        waiting = {one.cadre_id: one for one in uow.certificates.many(ids, lock=True).values()}
        waiting = {cadre_id: one for cadre_id, one in waiting.items() if one.state is State.APPROVED}
        plan = known_plan(uow, plan_id)
        head = _letterhead(uow, plan)
        today = local_date(office.clock.now())
        ready: list[tuple[Cadre, Unit, Eligibility]] = []
        for person, unit, verdict in judge_members(uow, actor, plan, waiting, is_approved=True):
            if verdict.is_free:
                ready.append((person, unit, verdict))
            else:
                late.append(Refused(person.id, person.name, verdict.reason, {"name": person.name}))
        first = uow.certificates.draw_serials(head.area, today.year, len(ready)) if ready else 0
        for number, (person, unit, verdict) in enumerate(ready):
            assert verdict.earned_on is not None  # nothing stands in the way, so every condition was met on some day
            earned = Content(
                "",
                "",
                verdict.kind,
                person.name,
                unit.name,
                plan.name,
                head.exam,
                verdict.hours,
                verdict.band,
                verdict.earned_on,
                today,
                head.issuer,
            )
            certificate = replace(waiting[person.id], unit_id=unit.id, kind=verdict.kind)
            new.append(_finish(office, uow, actor, certificate, earned, head, first + number))
    issued += new
    refused += late


def _finish(
    office: Office,
    uow: UnitOfWork,
    actor: Actor,
    certificate: Certificate,
    earned: Content,
    head: _Letterhead,
    serial: int,
) -> Issued:
    """Number, sign, draw and keep one certificate."""
    from trainer.adapters.documents import certificate_sheet

    now = office.clock.now()
    number = make_number(head.area, local_date(now).year, certificate.kind, serial)
    content = replace(
        earned,
        number=number.machine,
        shown_number=number.shown(head.prefix),
        issuer=head.issuer,
        issued_on=local_date(now),
        is_sample=head.is_sample or certificate.is_demo,
    )
    content = replace(content, signature=write_signature(office.keys.sign(content.statement.encode())))
    drawn = certificate_sheet.draw_certificate(content)
    digest = hashlib.sha256(drawn).hexdigest()
    uow.certificates.put_sheet(digest, drawn, now)
    issued = states.issue(certificate, content, digest, now, actor.cadre_id)
    uow.certificates.change(issued)
    log(uow, office, actor, "certificate.issued", issued, serial=serial, year=number.year, sheet=digest)
    return Issued(issued.id, issued.cadre_id, content.number, content.shown_number, content.name, content.unit)


def _letterhead(uow: UnitOfWork, plan: Plan) -> _Letterhead:
    """Put together what is the same on every sheet, and refuse what cannot be printed."""
    from trainer.adapters.documents import fonts

    unit = uow.units.read(plan.unit_id)
    area = settings.read(uow, settings.AREA_CODE) or unit.division_code[:6]
    if not area:
        area = next((root.division_code[:6] for root in uow.units.roots() if root.division_code), "")
    issuer = settings.read(uow, settings.OFFICE_NAME).strip() or unit.name
    if not issuer:
        raise Refusal("issuer_missing")
    exam_id = plan.requirement.exam_id
    exam = uow.certificates.exam_name(exam_id) if exam_id else ""
    prefix = settings.read(uow, settings.CERTIFICATE_PREFIX)
    number = make_number(area, plan.made_at.year, Kind.PASS, 1)  # any will do: only its letters are looked at
    for text in (plan.name, exam, issuer, number.shown(prefix)):
        if missing := fonts.undrawable(text):
            raise Refusal("text_not_drawable", text=text, characters="、".join(missing))
    return _Letterhead(area, prefix, issuer, exam, is_sample_home(uow, plan))


def is_sample_home(uow: UnitOfWork, plan: Plan) -> bool:
    """Tell whether certificates of a plan are samples of a demonstration."""
    return plan.is_demo or settings.read(uow, settings.IS_DEMO)
