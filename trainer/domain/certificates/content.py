"""What one certificate says, frozen at issue, and the short signed text that its QR code carries."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from trainer.domain.certificates.number import Kind, parse
from trainer.domain.kernel.outcomes import Refusal

# First field of the QR text: the form of what follows. Sample sheets say so under the signature.
_FORM = "CT1"
_SAMPLE_FORM = "CT1S"
_SIGNATURE_BYTES = 64
# No I, L, O, U: read over the telephone and typed by hand without mistakes (Crockford's base 32).
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that stands on one sheet. Nothing of it is ever looked up again.

    Attributes:
        number: machine form.
        shown_number: printed form.
        name: of the person, as on the roster on the day of issue.
        unit: full name of the person's unit.
        plan: name of the plan (or class) that was completed.
        exam: name of the examination passed; empty where the kind has none.
        hours: class hours credited.
        band: code of the band; empty where there was no examination.
        earned_on: the day on which the last condition was met, in China.
        issued_on: in China.
        issuer: full name.
        valid_until: last day of validity; None for unlimited.
        is_sample: demonstration data; the sheet says so.
        signature: the issuer's Ed25519 signature of :meth:`statement`, base64url without padding.
    """

    number: str
    shown_number: str
    kind: Kind
    name: str
    unit: str
    plan: str
    exam: str
    hours: Fraction
    band: str
    earned_on: date
    issued_on: date
    issuer: str
    valid_until: date | None = None
    is_sample: bool = False
    signature: str = ""

    @property
    def statement(self) -> str:
        """The text that is signed: form, number, name, unit, kind, band, day of issue."""
        form = _SAMPLE_FORM if self.is_sample else _FORM
        parts = (form, self.number, self.name, self.unit, self.kind.letter, self.band, self.issued_on.isoformat())
        return "|".join(_escape(part) for part in parts)

    @property
    def qr_text(self) -> str:
        """The statement with its signature behind it."""
        return f"{self.statement}|{self.signature}"

    @property
    def check_code(self) -> str:
        """The short code that is typed or told where nothing can scan: ``7KQ2-9MXD``."""
        return check_code(self.signature)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the QR code of a sheet claims.

    Attributes:
        statement: the signed text.
        signature: 64 bytes.
    """

    number: str
    name: str
    unit: str
    kind: Kind
    band: str
    issued_on: date
    is_sample: bool
    statement: str
    signature: bytes

    def agrees_with(self, content: Content) -> bool:
        """Tell whether the claim is what was issued under this number."""
        return self.statement == content.statement


def is_claim(text: str) -> bool:
    """Tell whether a text looks like the content of a certificate's QR code."""
    return text.strip().startswith((f"{_FORM}|", f"{_SAMPLE_FORM}|"))


def read_claim(text: str) -> Claim:
    """Read what a QR code said; whether it is true must be asked of the signature.

    Raises:
        Refusal: ``certificate_code_malformed``.
    """
    text = text.strip()
    statement, _, written = text.rpartition("|")
    parts = [_unescape(part) for part in statement.split("|")]
    try:
        form, number, name, unit, letter, band, day = parts
        known = parse(number)
        signature = base64.b64decode(written + "=" * (-len(written) % 4), b"-_", validate=True)
        issued_on = date.fromisoformat(day)
    except (ValueError, binascii.Error, Refusal) as error:
        raise Refusal("certificate_code_malformed") from error
    is_whole = form in {_FORM, _SAMPLE_FORM} and known.machine == number and known.kind.letter == letter
    if not is_whole or len(signature) != _SIGNATURE_BYTES:
        raise Refusal("certificate_code_malformed")
    return Claim(number, name, unit, known.kind, band, issued_on, form == _SAMPLE_FORM, statement, signature)


def write_signature(signature: bytes) -> str:
    """Write a signature for the QR code."""
    return base64.urlsafe_b64encode(signature).decode("ascii").rstrip("=")


def check_code(signature: str) -> str:
    """Derive the typed check code from a signature: 40 bits of its SHA-256.

    Nobody can find the code of a sheet without its signature, and nobody can make a signature without the issuer's key.
    """
    bits = int.from_bytes(hashlib.sha256(signature.encode("ascii")).digest()[:5], "big")
    signs = "".join(_ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


def read_check_code(text: str) -> str | None:
    """Read a check code as typed: small letters, blanks, and I, L, O for 1, 1, 0; None when it is none."""
    signs = re.sub(r"[\s\-]", "", text).upper().translate(str.maketrans("ILO", "110"))
    if len(signs) != _CODE_LENGTH or any(sign not in _ALPHABET for sign in signs):
        return None
    return f"{signs[:4]}-{signs[4:]}"


def to_record(content: Content) -> dict[str, Any]:
    """Write content for storage and JSON."""
    record = {field.name: getattr(content, field.name) for field in fields(content)}
    for day in ("earned_on", "issued_on"):
        record[day] = record[day].isoformat()
    return record | {
        "kind": content.kind.value,
        "hours": str(content.hours),
        "valid_until": content.valid_until.isoformat() if content.valid_until else None,
    }


def from_record(record: dict[str, Any]) -> Content:
    """Read what :func:`to_record` wrote."""
    until = record["valid_until"]
    return Content(
        **record
        | {
            "kind": Kind(record["kind"]),
            "hours": Fraction(record["hours"]),
            "earned_on": date.fromisoformat(record["earned_on"]),
            "issued_on": date.fromisoformat(record["issued_on"]),
            "valid_until": date.fromisoformat(until) if until else None,
        }
    )


def _escape(part: str) -> str:
    return part.replace("%", "%25").replace("|", "%7C").replace("\n", " ")


def _unescape(part: str) -> str:
    return part.replace("%7C", "|").replace("%25", "%")
