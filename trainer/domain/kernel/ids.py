"""Identifiers that every machine derives alike.

Content and units get a UUIDv5 from code and version, so that a hundred offline machines have the same id for the same
thing. Events and people get a UUIDv7, which needs a clock and is therefore made in ``platform.identifiers``.
Ids are canonical lower-case hyphenated strings everywhere inside the program.
"""

from __future__ import annotations

import hashlib
import uuid

_NAMESPACE = uuid.UUID("6f0c8a52-3b1e-5d7e-9a44-1f6b2c9d8e10").bytes


def content_id(kind: str, code: str) -> str:
    """Derive the id of a piece of content or a unit.

    Args:
        kind: ``question``, ``unit``, ``lesson`` ...
        code: its code, unique within the kind.
    """
    # What ``uuid.uuid5`` does (RFC 9562, 5.5), without its detours: imports make ids by the ten thousand.
    made = bytearray(hashlib.sha1(_NAMESPACE + f"{kind}:{code}".encode(), usedforsecurity=False).digest()[:16])
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    said = made.hex()
    return f"{said[:8]}-{said[8:12]}-{said[12:16]}-{said[16:20]}-{said[20:]}"
