"""What becomes of a certificate: approved, issued, and perhaps revoked or replaced.

A number belongs to an issued certificate for ever: no state gives it back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from trainer.domain.certificates.content import Content
from trainer.domain.certificates.number import Kind
from trainer.domain.kernel.outcomes import Refusal


class State(StrEnum):
    """Where a certificate stands."""

    APPROVED = "approved"  # decided, no number yet
    ISSUED = "issued"
    REVOKED = "revoked"  # 撤销, with a reason
    SUPERSEDED = "superseded"  # 换发: another certificate took its place


class Finding(StrEnum):
    """What a check of a sheet comes to."""

    VALID = "valid"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    CONFLICT = "conflict"  # one number, two statements, both signed by the issuer
    UNKNOWN = "unknown"
    TAMPERED = "tampered"


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate from approval on.

    Attributes:
        content: None until issued.
        sheet_digest: SHA-256 of the finished sheet, hex; empty until issued.
        supersedes: the certificate that this one replaced.
    """

    id: str
    cadre_id: str
    unit_id: str
    plan_id: str
    kind: Kind
    state: State
    approved_at: datetime
    approved_by: str | None
    content: Content | None = None
    sheet_digest: str = ""
    issued_at: datetime | None = None
    issued_by: str | None = None
    revoked_at: datetime | None = None
    revoke_reason: str = ""
    supersedes: str | None = None
    is_demo: bool = False


def issue(certificate: Certificate, content: Content, sheet_digest: str, at: datetime, by: str | None) -> Certificate:
    """Give an approved certificate its number, its content and its sheet.

    Raises:
        Refusal: ``certificate_not_approved``.
    """
    if certificate.state is not State.APPROVED:
        raise Refusal("certificate_not_approved", state=certificate.state.value)
    return replace(
        certificate, state=State.ISSUED, content=content, sheet_digest=sheet_digest, issued_at=at, issued_by=by
    )


def revoke(certificate: Certificate, reason: str, at: datetime) -> Certificate:
    """Take an issued certificate back; number and sheet stay on record.

    Raises:
        Refusal: ``revocation_without_reason``; ``certificate_not_issued``.
    """
    if not reason.strip():
        raise Refusal("revocation_without_reason")
    _require_issued(certificate)
    return replace(certificate, state=State.REVOKED, revoked_at=at, revoke_reason=reason.strip())


def supersede(certificate: Certificate, reason: str, at: datetime) -> Certificate:
    """Let another certificate take the place of an issued one.

    Raises:
        Refusal: ``replacement_without_reason``; ``certificate_not_issued``.
    """
    if not reason.strip():
        raise Refusal("replacement_without_reason")
    _require_issued(certificate)
    return replace(certificate, state=State.SUPERSEDED, revoked_at=at, revoke_reason=reason.strip())


def finding_on(certificate: Certificate, day: date) -> Finding:
    """Say what the register knows of a certificate that exists.

    Args:
        day: today, in China.
    """
    if certificate.state is State.REVOKED:
        return Finding.REVOKED
    if certificate.state is State.SUPERSEDED:
        return Finding.SUPERSEDED
    content = certificate.content
    if content is None:
        return Finding.UNKNOWN
    if content.valid_until is not None and content.valid_until < day:
        return Finding.EXPIRED
    return Finding.VALID


def _require_issued(certificate: Certificate) -> None:
    if certificate.state is not State.ISSUED:
        raise Refusal("certificate_not_issued", state=certificate.state.value)
