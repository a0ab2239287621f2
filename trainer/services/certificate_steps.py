"""What every step of a certificate does: find it, ask for the right, write the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from trainer.domain.certificates.states import Certificate
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.services.verify_certificate import find_certificate

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office


def certificate_by_number(uow: UnitOfWork, number: str, *, lock: bool = False) -> Certificate:
    """Give a certificate by its number in either form.

    Args:
        lock: keep others from changing it until the transaction ends.

    Raises:
        Refusal: ``certificate_unknown``; those of reading a number.
    """
    found = find_certificate(uow, number)
    if found is not None and lock:
        found = uow.certificates.get(found.id, lock=True)
    if found is None:
        raise Refusal("certificate_unknown")
    return found


def require_over(uow: UnitOfWork, actor: Actor, certificate: Certificate) -> None:
    """Let an actor through who may certify in the unit of a certificate, or refuse."""
    require(actor, Right.ISSUE_CERTIFICATES, uow.units.read(certificate.unit_id).path)


def log(uow: UnitOfWork, office: Office, actor: Actor, action: str, certificate: Certificate, **facts: Any) -> None:
    """Write one step into the audit log: ids, kinds and counts, no names."""
    uow.audit.append(
        home_id=office.home_id,
        at=office.clock.now(),
        actor_id=actor.cadre_id,
        action=action,
        subject=certificate.id,
        facts={"plan": certificate.plan_id, "cadre": certificate.cadre_id, "kind": certificate.kind.value, **facts},
    )


def changes_of(cadre_ids: Iterable[str]) -> Changes:
    """Say whose certificates changed."""
    return Changes.of(Area.CERTIFICATES, cadre_ids=frozenset(cadre_ids))
