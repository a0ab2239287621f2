"""Approve, print and revoke certificates; everything of the certificate office is called from here.

Issuing is in ``services.issue_certificates``, checking a sheet in ``services.verify_certificate``, lists in
``services.overviews.certificates``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.certificates import states
from trainer.domain.certificates.states import Certificate, State
from trainer.domain.kernel.changes import Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.platform.identifiers import new_id
from trainer.services.certificate_steps import certificate_by_number, changes_of, log, require_over
from trainer.services.issue_certificates import (
    Issued,
    IssueOutcome,
    Refused,
    Report,
    is_sample_home,
    issue,
    replace_certificate,
)
from trainer.services.overviews.certificates import (
    EligibleLine,
    RegisterFilter,
    RegisterLine,
    eligible,
    judge_members,
    known_plan,
    register,
)
from trainer.services.verify_certificate import verify
from trainer.services.written import write_file

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

__all__ = [
    "EligibleLine",
    "IssueOutcome",
    "Issued",
    "Refused",
    "RegisterFilter",
    "RegisterLine",
    "approve",
    "eligible",
    "issue",
    "print_batch",
    "register",
    "replace_certificate",
    "revoke",
    "sheet",
    "verify",
    "withdraw_approval",
]


def approve(
    office: Office, actor: Actor, plan_id: str, cadre_ids: Iterable[str]
) -> tuple[tuple[tuple[str, ...], tuple[Refused, ...]], Changes]:
    """Approve people of a plan for a certificate.

    Returns:
        Ids of the new approvals, and the people to whom something stands in the way.

    Raises:
        Refusal: ``plan_unknown``; ``no_right``.
    """
    wanted = list(dict.fromkeys(cadre_ids))
    now = office.clock.now()
    with office.database.write() as uow:
        uow.certificates.lock_plan(plan_id)
        plan = known_plan(uow, plan_id)
        judged = judge_members(uow, actor, plan, wanted)
        refused = [Refused(p.id, p.name, v.reason, {"name": p.name}) for p, _, v in judged if not v.is_free]
        met = {person.id for person, _, _ in judged}
        known = uow.cadres.many(cadre_id for cadre_id in wanted if cadre_id not in met)
        refused += [Refused(i, known[i].name if i in known else "", "member_unknown") for i in wanted if i not in met]
        is_demo = is_sample_home(uow, plan)
        approved = [
            Certificate(
                new_id(),
                person.id,
                unit.id,
                plan.id,
                verdict.kind,
                State.APPROVED,
                now,
                actor.cadre_id,
                is_demo=is_demo or person.is_demo,
            )
            for person, unit, verdict in judged
            if verdict.is_free
        ]
        uow.certificates.add(approved, office.home_id)
        for one in approved:
            log(uow, office, actor, "certificate.approved", one)
    ids = tuple(one.id for one in approved)
    return (ids, tuple(refused)), changes_of(one.cadre_id for one in approved)


def withdraw_approval(office: Office, actor: Actor, certificate_ids: Iterable[str]) -> tuple[int, Changes]:
    """Take approvals back that have not become certificates yet.

    Returns:
        How many.

    Raises:
        Refusal: ``certificate_unknown``; ``certificate_not_approved``; ``no_right``.
    """
    wanted = list(dict.fromkeys(certificate_ids))
    with office.database.write() as uow:
        found = uow.certificates.many(wanted, lock=True)
        for certificate_id in wanted:
            one = found.get(certificate_id)
            if one is None:
                raise Refusal("certificate_unknown")
            if one.state is not State.APPROVED:
                raise Refusal("certificate_not_approved", state=one.state.value)
            require_over(uow, actor, one)
            log(uow, office, actor, "certificate.approval_withdrawn", one)
        uow.certificates.delete(wanted)
    return len(wanted), changes_of(one.cadre_id for one in found.values())


def sheet(office: Office, certificate_id: str) -> bytes:
    """Give the finished sheet as it was issued, whatever has changed since.

    Raises:
        Refusal: ``certificate_unknown``; ``certificate_not_issued``.
    """
    with office.database.read() as uow:
        return _sheet(uow, uow.certificates.get(certificate_id))


def print_batch(
    office: Office,
    actor: Actor,
    numbers: Sequence[str] | None = None,
    plan_id: str | None = None,
    out: Path = Path(),
    report: Report | None = None,
) -> tuple[int, list[Path]]:
    """Put stored sheets into one file, or each into its own.

    Args:
        numbers: machine forms, printed in this order; None for all issued ones of ``plan_id``, by number.
        out: a name ending in ``.pdf`` for one file, else a folder for a file per certificate.
        report: told how many are done, of how many; may raise to stop.

    Returns:
        How many sheets, and the files written.

    Raises:
        Refusal: ``certificates_not_named``; ``certificate_unknown``; ``certificate_not_printable`` (revoked or replaced);
            ``nothing_to_print``; those of reading a number.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents import pdfium

    now = office.clock.now()
    with office.database.read() as uow:
        wanted = _to_print(uow, actor, numbers, plan_id)
        sheets = [_sheet(uow, one) for one in wanted]
    if out.suffix.lower() == ".pdf":
        content = sheets[0] if len(sheets) == 1 else pdfium.merged(sheets)
        files = [write_file(out, content)]
    else:
        files = []
        for one, content in zip(wanted, sheets, strict=True):
            assert one.content is not None
            files.append(write_file(out / f"{one.content.number}.pdf", content))
            if report is not None:
                report(len(files), len(wanted))
    with office.database.write() as uow:
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="certificate.printed",
            subject=plan_id or "",
            facts={"count": len(wanted), "certificates": [one.id for one in wanted]},
        )
    return len(wanted), files


def revoke(office: Office, actor: Actor, number: str, reason: str) -> tuple[Certificate, Changes]:
    """Revoke an issued certificate; its number stays taken.

    Raises:
        Refusal: ``certificate_unknown``; ``revocation_without_reason``; ``certificate_not_issued``; ``no_right``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        before = certificate_by_number(uow, number, lock=True)
        require_over(uow, actor, before)
        after = states.revoke(before, reason, now)
        uow.certificates.change(after)
        log(uow, office, actor, "certificate.revoked", after)
    return after, changes_of([after.cadre_id])


def _to_print(uow: UnitOfWork, actor: Actor, numbers: Sequence[str] | None, plan_id: str | None) -> list[Certificate]:
    if numbers:
        wanted = [certificate_by_number(uow, number) for number in dict.fromkeys(numbers)]
        for one in wanted:
            require_over(uow, actor, one)
    elif plan_id is not None:
        known_plan(uow, plan_id)
        require(actor, Right.ISSUE_CERTIFICATES)
        wanted = [one for one in uow.certificates.of_plan(plan_id, [State.ISSUED]) if _is_within(uow, actor, one)]
    else:
        raise Refusal("certificates_not_named")
    if not wanted:
        raise Refusal("nothing_to_print")
    for one in wanted:
        if one.state is not State.ISSUED and one.content is not None:
            raise Refusal("certificate_not_printable", number=one.content.number, state=one.state.value)
    return wanted


def _sheet(uow: UnitOfWork, certificate: Certificate | None) -> bytes:
    if certificate is None:
        raise Refusal("certificate_unknown")
    kept = uow.certificates.sheet(certificate.sheet_digest) if certificate.sheet_digest else None
    if kept is None:
        raise Refusal("certificate_not_issued", state=certificate.state.value)
    return kept


def _is_within(uow: UnitOfWork, actor: Actor, certificate: Certificate) -> bool:
    return actor.is_everybody or actor.may(Right.ISSUE_CERTIFICATES, uow.units.read(certificate.unit_id).path)
