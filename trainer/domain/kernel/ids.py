"""Identifiers that every machine derives alike.

Content and units get a UUIDv5 from code and version, so that a hundred offline machines have the same id for the same
thing. Events and people get a UUIDv7, which needs a clock and is therefore made in ``platform.identifiers``.
Ids are canonical lower-case hyphenated strings everywhere inside the program.
"""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("6f0c8a52-3b1e-5d7e-9a44-1f6b2c9d8e10")


def content_id(kind: str, code: str) -> str:
    """Derive the id of a piece of content or a unit.

    Args:
        kind: ``question``, ``unit``, ``lesson`` ...
        code: its code, unique within the kind.
    """
    return str(uuid.uuid5(_NAMESPACE, f"{kind}:{code}"))
