"""Check a certificate that somebody shows: its QR text, its number, or its PDF.

Without a network and without trust in the paper. A QR text is believed for its signature, a number for the register, a file
for its digest; a page out of a larger print is believed when it looks exactly like the stored sheet.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.certificates.content import is_claim, read_check_code, read_claim, to_record
from trainer.domain.certificates.number import find_all, parse, parse_shown
from trainer.domain.certificates.states import Certificate, Finding, finding_on
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.kernel.time import local_date

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

# Far above any print of a year's certificates; a larger file is not read into memory.
_LARGEST = 200_000_000
_PDF = b"%PDF-"
# What decides where several sheets stand in one file: the worst of them.
_WORST_FIRST = (
    Finding.TAMPERED,
    Finding.CONFLICT,
    Finding.REVOKED,
    Finding.SUPERSEDED,
    Finding.EXPIRED,
    Finding.UNKNOWN,
    Finding.VALID,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check came to.

    Attributes:
        reason: code of a sentence that says why.
        facts: the values this sentence names.
        number: machine form, where one could be read.
        content: what was issued under the number (never what a tampered sheet says); empty where nothing was.
        revoke_reason: why it was revoked or replaced.
        sheets: one per certificate found in a file.
    """

    state: Finding
    reason: str
    number: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    revoke_reason: str = ""
    sheets: tuple[Verification, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


def verify(office: Office, shown: str | Path) -> Verification:
    """Check what somebody shows.

    Args:
        shown: the text of a QR code, a number in either form (perhaps with its check code), or a path: of a PDF, or of a
            file that holds such a text.

    Raises:
        Fault: ``file_not_read``.
        Refusal: ``file_too_large``; ``certificate_number_ambiguous``.
    """
    if isinstance(shown, str):
        return _verify_text(office, shown)
    content = _read(shown)
    if content.startswith(_PDF):
        return _verify_pdf(office, content)
    try:
        return _verify_text(office, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Verification(Finding.UNKNOWN, "certificate_not_readable")


def find_certificate(uow: UnitOfWork, text: str) -> Certificate | None:
    """Find a certificate by its number in machine or printed form.

    Raises:
        Refusal: ``certificate_number_malformed``; ``certificate_number_mistyped``; ``certificate_number_ambiguous``.
    """
    try:
        return uow.certificates.by_number(parse(text).machine)
    except Refusal as error:
        if error.code != "certificate_number_malformed":
            raise
    prefix, year, serial = parse_shown(text)
    found = [
        one
        for one in uow.certificates.by_serial(year, serial)
        if one.content is not None and (not prefix or one.content.shown_number.startswith(f"{prefix}〔"))
    ]
    if len(found) > 1:
        raise Refusal(
            "certificate_number_ambiguous", numbers="、".join(one.content.number for one in found if one.content)
        )
    return found[0] if found else None


def _verify_text(office: Office, text: str) -> Verification:
    text = text.strip()
    with office.database.read() as uow:
        if is_claim(text):
            return _verify_claim(office, uow, text)
        number, code = _taken_apart(text)
        try:
            found = find_certificate(uow, number)
        except Refusal as error:
            if error.code == "certificate_number_ambiguous":
                raise
            return Verification(Finding.UNKNOWN, error.code, facts=dict(error.facts))
    if found is None or found.content is None:
        return Verification(Finding.UNKNOWN, "certificate_not_in_register")
    if code is not None and code != found.content.check_code:
        return _of(found, Finding.TAMPERED, "certificate_check_code_wrong")
    return _by_register(office, found)


def _taken_apart(text: str) -> tuple[str, str | None]:
    """Part a number from the check code behind it."""
    parts = re.split(r"[\s,，;；]+", text)
    for taken in (1, 2):  # the code is one word, or two where its dash was left out
        if len(parts) > taken and (code := read_check_code("".join(parts[-taken:]))):
            return "".join(parts[:-taken]), code
    return text, None


def _verify_claim(office: Office, uow: UnitOfWork, text: str) -> Verification:
    try:
        claim = read_claim(text)
    except Refusal as error:
        named = find_all(text)
        found = uow.certificates.by_number(named[0]) if named else None
        return _of(found, Finding.TAMPERED, error.code) if found else Verification(Finding.UNKNOWN, error.code)
    is_signed = office.keys.is_signed(claim.statement.encode(), claim.signature)
    found = uow.certificates.by_number(claim.number)
    if found is None or found.content is None:
        if not is_signed:
            return Verification(Finding.UNKNOWN, "certificate_signed_elsewhere", claim.number)
        said = {
            "number": claim.number,
            "name": claim.name,
            "unit": claim.unit,
            "kind": claim.kind.value,
            "band": claim.band,
            "issued_on": claim.issued_on.isoformat(),
            "is_sample": claim.is_sample,
        }
        return Verification(Finding.VALID, "certificate_signed_not_registered", claim.number, said)
    if not is_signed:
        return _of(found, Finding.TAMPERED, "certificate_signature_wrong")
    if not claim.agrees_with(found.content):
        return _of(found, Finding.CONFLICT, "certificate_says_two_things")
    return _by_register(office, found)


def _verify_pdf(office: Office, content: bytes) -> Verification:
    from trainer.adapters.documents import pdfium

    with office.database.read() as uow:
        whole = uow.certificates.by_sheet(hashlib.sha256(content).hexdigest())
        if whole is not None:
            return _by_register(office, whole)
        sheets = []
        for page, text in enumerate(pdfium.texts(content)):
            numbers = find_all(text)
            sheets += [_verify_page(office, uow, content, page, number) for number in numbers]
    if not sheets:
        return Verification(Finding.UNKNOWN, "certificate_number_not_found")
    worst = min(sheets, key=lambda one: _WORST_FIRST.index(one.state))
    return Verification(
        worst.state,
        worst.reason,
        worst.number,
        worst.content,
        worst.revoke_reason,
        tuple(sheets) if len(sheets) > 1 else (),
    )


def _verify_page(office: Office, uow: UnitOfWork, content: bytes, page: int, number: str) -> Verification:
    from trainer.adapters.documents import pdfium

    found = uow.certificates.by_number(number)
    if found is None:
        return Verification(Finding.UNKNOWN, "certificate_not_in_register", number)
    kept = uow.certificates.sheet(found.sheet_digest)
    if kept is None or pdfium.look(content, page) != pdfium.look(kept):
        return _of(found, Finding.TAMPERED, "certificate_looks_different")
    return _by_register(office, found)


def _by_register(office: Office, found: Certificate) -> Verification:
    state = finding_on(found, local_date(office.clock.now()))
    return _of(found, state, f"certificate_is_{state.value}")


def _of(found: Certificate, state: Finding, reason: str) -> Verification:
    content = found.content
    said = to_record(content) if content else {}
    said.pop("signature", None)
    return Verification(state, reason, content.number if content else "", said, found.revoke_reason)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise Refusal("file_too_large", file=path.name, limit_mb=_LARGEST // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise Fault("file_not_read", path, error, detail=error.strerror or str(error)) from error
