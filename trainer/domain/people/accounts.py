"""Accounts: secrets, one-time codes, and how long a door stays shut after wrong ones.

Decided here: a PIN is enough (people of all ages sign in at a shared machine), because guessing is slowed by a lock that
grows, survives a restart and does not give way to a changed clock. Refused: locking somebody out for ever after n tries, which
lets any colleague keep a person out of an examination.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import ClockReading
from trainer.domain.people.roles import Role

# Four mistakes are free: a wrong key, capitals, yesterday's PIN. Then the wait grows; the last step repeats.
FREE_TRIES = 4
LOCK_STEPS_S = (30, 60, 300, 900, 3600)

PIN_DIGITS = 6
PASSWORD_LENGTH = 8
SECRET_LONGEST = 128

# Crockford's base 32: no I, L, O or U, which are misread or misspelt when typed from paper. 32 signs are 5 bits each.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12  # 60 bits; at least 50 are required
CODE_GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Account:
    """One person's way in.

    Attributes:
        cadre_id: whose.
        secret_hash: argon2id in PHC form; None until the first sign-in.
        activation_digest: keyed digest of the one-time code; None when none is open.
        activation_made_at: when that code was made.
        failed_count: wrong secrets since the last right one.
        failed_at: clocks of the machine at the last wrong one; None when there was none.
        last_sign_in_at: None before the first.
        notice_seen_at: when the privacy notice was read; None before.
        is_disabled: closed by an administrator.
        is_demo: belongs to the demonstration data.
    """

    cadre_id: str
    secret_hash: str | None = None
    activation_digest: str | None = None
    activation_made_at: datetime | None = None
    failed_count: int = 0
    failed_at: ClockReading | None = None
    last_sign_in_at: datetime | None = None
    notice_seen_at: datetime | None = None
    is_disabled: bool = False
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """One role given to one person, with its dates.

    Attributes:
        id: UUIDv7.
        unit_id, unit_path: top of the reach.
        granted_by: None for the program or an open command line.
        expires_at: None when it holds until it is taken back.
        revoked_at: None while it was not taken back.
    """

    id: str
    cadre_id: str
    role: Role
    unit_id: str
    unit_path: str
    granted_at: datetime
    granted_by: str | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_in_force(self, at: datetime) -> bool:
        """Tell whether the role counts at a moment."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


def lock_s(failed_count: int) -> int:
    """Give how long the door stays shut after so many wrong secrets, in seconds."""
    beyond = failed_count - FREE_TRIES
    if beyond <= 0:
        return 0
    return LOCK_STEPS_S[min(beyond, len(LOCK_STEPS_S)) - 1]


def locked_for_s(account: Account, now: ClockReading) -> float:
    """Give how long the door is still shut, in seconds; 0 when it is open.

    Within one boot the clock that nobody can set decides. After a reboot the wall clock decides; where it stands before the
    last wrong secret it was set back, and then the whole wait counts from now (see :func:`rebased`).
    """
    whole = lock_s(account.failed_count)
    if whole == 0 or account.failed_at is None:
        return 0.0
    gone = _gone_s(account.failed_at, now)
    return float(whole) if gone is None else max(0.0, whole - gone)


def rebased(account: Account, now: ClockReading) -> Account:
    """Let a wait whose start can no longer be placed (reboot and clock set back) begin now, so that it ends."""
    if account.failed_at is None or _gone_s(account.failed_at, now) is not None:
        return account
    return replace(account, failed_at=now)


def failed(account: Account, now: ClockReading) -> Account:
    """Count a wrong secret."""
    return replace(account, failed_count=account.failed_count + 1, failed_at=now)


def entered(account: Account, at: datetime) -> Account:
    """Count a right secret: earlier mistakes are forgotten."""
    return replace(account, failed_count=0, failed_at=None, last_sign_in_at=at)


def check_secret(secret: str, staff_no: str = "") -> None:
    """Refuse a secret that is too easy to guess.

    Digits alone are a PIN: six or more, no run (123456, 987654), no repetition (111111, 121212, 123123). Anything else is a
    password of at least eight characters with at least three different ones.

    Args:
        secret: as typed.
        staff_no: the person's staff number, which must not be the secret.

    Raises:
        Refusal: ``pin_too_short``, ``password_too_short``, ``secret_too_long``, ``secret_too_simple``.
    """
    if len(secret) > SECRET_LONGEST:
        raise Refusal("secret_too_long", longest=SECRET_LONGEST)
    if _DIGITS.fullmatch(secret):
        if len(secret) < PIN_DIGITS:
            raise Refusal("pin_too_short", digits=PIN_DIGITS)
        trivial = _is_run(secret) or _is_repetition(secret)
    else:
        if len(secret) < PASSWORD_LENGTH:
            raise Refusal("password_too_short", length=PASSWORD_LENGTH)
        trivial = len(set(secret)) < 3 or not secret.strip()
    if trivial or (staff_no and secret.casefold() == staff_no.casefold()):
        raise Refusal("secret_too_simple")


def shown_code(code: str) -> str:
    """Group a code for paper: ``7K2M-P9QX-4TNB``."""
    return "-".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


def typed_code(text: str) -> str:
    """Read a code as somebody typed it: spaces, dashes, small letters and the usual confusions do not matter."""
    kept = "".join(sign for sign in text.upper() if sign.isalnum())
    return kept.translate(_MISREAD)


def looks_like_code(text: str) -> bool:
    """Tell whether a text can be an activation code at all."""
    code = typed_code(text)
    return len(code) == CODE_LENGTH and all(sign in CODE_ALPHABET for sign in code)


def _gone_s(since: ClockReading, now: ClockReading) -> float | None:
    """Seconds between two readings; None where they cannot be placed against each other."""
    if since.boot_id and since.boot_id == now.boot_id and now.boot_s >= since.boot_s:
        return now.boot_s - since.boot_s
    gone: timedelta = now.wall - since.wall
    return gone.total_seconds() if gone >= timedelta(0) else None


def _is_run(digits: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return steps in ({1}, {9})


def _is_repetition(digits: str) -> bool:
    # A text is a repetition of a shorter one exactly when it stands inside its own doubling without both ends.
    return digits in (digits + digits)[1:-1]
