"""Keep and check people's secrets: argon2id, parameters in one place.

Source: RFC 9106, section 4, second recommended option (64 MiB, 3 passes, 4 lanes): about 0.17 s on the machines this program
runs on, which a person does not feel and a guesser does. The parameters stand in each hash, so they can be raised later: an
older hash is replaced at the next sign-in.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from trainer.domain.people.accounts import CODE_ALPHABET, CODE_LENGTH


@dataclass(frozen=True, slots=True)
class Hashing:
    """How much work one hash is.

    Attributes:
        passes: over the memory.
        memory_kib: in KiB.
        lanes: in parallel.
    """

    passes: int
    memory_kib: int
    lanes: int


FULL = Hashing(3, 64 * 1024, 4)
# Only ever given explicitly, by tests and by demonstration data whose secret is printed on the screen anyway.
CHEAP = Hashing(1, 8, 1)


def hash_secret(secret: str, hashing: Hashing = FULL) -> str:
    """Hash a secret with a salt of its own; PHC form (``$argon2id$...``)."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=hashing.passes, memory_cost=hashing.memory_kib, parallelism=hashing.lanes)
    return hasher.hash(as_typed(secret))


def is_secret(kept: str, secret: str) -> bool:
    """Check a secret against its hash; a damaged hash is nobody's."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, as_typed(secret))
    except (VerificationError, InvalidHashError):
        return False


def is_weaker(kept: str, hashing: Hashing = FULL) -> bool:
    """Tell whether a hash was made with less work than is used now."""
    from argon2 import extract_parameters

    made = extract_parameters(kept)
    return made.memory_cost * made.time_cost < hashing.memory_kib * hashing.passes


def as_typed(secret: str) -> str:
    """Bring a secret to one form: an input method may give full-width digits for the same keys (NFKC)."""
    return unicodedata.normalize("NFKC", secret)


def new_code() -> str:
    """Draw an activation code: 12 signs of 5 bits each, 60 bits, from the system's source of randomness."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
