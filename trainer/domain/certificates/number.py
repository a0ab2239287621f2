"""The number of a certificate, as people read it and as machines check it.

Shown: ``兴电培证〔2025〕第00123号``. Machine form: ``152200-2025-H-00123-2``: area code, year, kind, a serial that runs through
the year and is never used twice, and a check digit over all digits, the kind counted as a digit.

Source: the default numbering of this program; the check digit is ISO 7064 MOD 11,10 (hybrid system, clause 8).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.kernel.outcomes import Refusal

LAST_SERIAL = 99_999
# What an office without a prefix of its own prints before 证.
PLAIN_PREFIX = "培训"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－_", "-"))
_MACHINE = re.compile(r"(\d{6})-?(\d{4})-?([JHX])-?(\d{5})-?(\d)")
_SHOWN = re.compile(r"([^\d\s〔〕]*)〔(\d{4})〕第?(\d{1,5})号?")
_BRACKETS = str.maketrans(
    {"[": "〔", "［": "〔", "【": "〔", "(": "〔", "（": "〔", "]": "〕", "］": "〕", "】": "〕"}
    | {")": "〕", "）": "〕"}
)


class Kind(StrEnum):
    """What is certified."""

    COMPLETION = "completion"  # 结业证书: a training class
    PASS = "pass"  # 合格证书: an assessment passed
    HOURS = "hours"  # 学时证明: class hours without an examination

    @property
    def letter(self) -> str:
        """The letter within the number."""
        return _LETTERS[self]


_LETTERS = {Kind.COMPLETION: "J", Kind.PASS: "H", Kind.HOURS: "X"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_DIGITS = {Kind.COMPLETION: "1", Kind.PASS: "2", Kind.HOURS: "3"}


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """One number.

    Attributes:
        area: GB/T 2260 code of the issuer, six digits.
        year: of issue, in China.
        serial: 1 to 99,999, running through the year over all kinds.
    """

    area: str
    year: int
    kind: Kind
    serial: int

    @property
    def check_digit(self) -> str:
        """The digit at the end of the machine form."""
        return check_digit(f"{self.area}{self.year:04}{_DIGITS[self.kind]}{self.serial:05}")

    @property
    def machine(self) -> str:
        """For registers, file names and the QR code: ``152200-2025-H-00123-2``."""
        return f"{self.area}-{self.year:04}-{self.kind.letter}-{self.serial:05}-{self.check_digit}"

    def shown(self, prefix: str) -> str:
        """As printed: ``兴电培证〔2025〕第00123号``.

        Args:
            prefix: short name of the issuer, with or without 证 at its end; empty for an office that has none.
        """
        name = prefix.strip().removesuffix("证") or PLAIN_PREFIX
        return f"{name}证〔{self.year:04}〕第{self.serial:05}号"


def make_number(area: str, year: int, kind: Kind, serial: int) -> CertificateNumber:
    """Put a number together.

    Raises:
        Refusal: ``area_code_missing``, the issuer has no six-digit area code; ``certificate_serials_used_up``.
    """
    if not re.fullmatch(r"[0-9]{6}", area):
        raise Refusal("area_code_missing", area=area)
    if not 1 <= serial <= LAST_SERIAL:
        raise Refusal("certificate_serials_used_up", year=year, last=LAST_SERIAL)
    return CertificateNumber(area, year, kind, serial)


def check_digit(digits: str) -> str:
    """Compute the check digit that ISO 7064 MOD 11,10 puts behind a string of digits."""
    rest = 10
    for digit in digits:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)


def parse(text: str) -> CertificateNumber:
    """Read the machine form as somebody typed it: full-width signs, other dashes, blanks and no dashes are understood.

    Raises:
        Refusal: ``certificate_number_malformed``; ``certificate_number_mistyped``, the check digit does not fit.
    """
    cleaned = _cleaned(text).translate(_DASHES).upper()
    found = _MACHINE.fullmatch(cleaned)
    if not found:
        raise Refusal("certificate_number_malformed", text=text.strip()[:60])
    area, year, letter, serial, digit = found.groups()
    number = CertificateNumber(area, int(year), _KINDS[letter], int(serial))
    if number.check_digit != digit:
        raise Refusal("certificate_number_mistyped", text=cleaned)
    return number


def parse_shown(text: str) -> tuple[str, int, int]:
    """Read the printed form as somebody typed it, with any sort of brackets.

    Returns:
        Prefix (with 证; may be empty), year, serial. Area and kind do not stand in it.

    Raises:
        Refusal: ``certificate_number_malformed``.
    """
    found = _SHOWN.fullmatch(_cleaned(text).translate(_BRACKETS))
    if not found:
        raise Refusal("certificate_number_malformed", text=text.strip()[:60])
    return found[1], int(found[2]), int(found[3])


def find_all(text: str) -> tuple[str, ...]:
    """Find the machine forms with a fitting check digit within a text, each once, in their order."""
    found = dict.fromkeys(match[0] for match in re.finditer(r"(?<!\d)\d{6}-\d{4}-[JHX]-\d{5}-\d(?!\d)", text))
    return tuple(number for number in found if _fits(number))


def _fits(number: str) -> bool:
    try:
        parse(number)
    except Refusal:
        return False
    return True


def _cleaned(text: str) -> str:
    # NFKC turns full-width signs into plain ones; blanks of every width fall away.
    return "".join(unicodedata.normalize("NFKC", text).split())
