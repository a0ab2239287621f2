"""The chain of a sitting's responses, and the short fingerprint on the receipt.

Each entry's hash covers the one before, so that no confirmed response can be changed, left out or slipped in without the
chain breaking. The origin covers the paper. Only ids, indices and times go in, so people's data can be erased without
breaking anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from trainer.domain.sittings.sitting import Entry

# Crockford's base 32: no I, L, O, U, so that a fingerprint can be read out and typed from paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 4


def origin(sitting_id: str, paper_digest: str) -> str:
    """Give the hash before the first response."""
    return _sha256(f"sitting:{sitting_id}:{paper_digest}")


def entry_hash(before: str, seq: int, slot: int, content: Mapping[str, Any], at: datetime, used_s: float) -> str:
    """Give the hash of one entry: 64 hex digits."""
    written = json.dumps(
        [before, seq, slot, content, at.astimezone(UTC).isoformat(), round(used_s * 1000)],
        ensure_ascii=True,
        sort_keys=True,
        separators=(",", ":"),
    )
    return _sha256(written)


def first_break(start: str, entries: Iterable[Entry]) -> int | None:
    """Check a chain from its origin.

    Args:
        start: the :func:`origin`.
        entries: all of them, in any order.

    Returns:
        The sequence number at which the chain breaks (an entry altered or missing), None when it is whole.
    """
    before = start
    for expected, entry in enumerate(sorted(entries, key=lambda entry: entry.seq), start=1):
        hashed = entry_hash(before, expected, entry.slot, entry.content, entry.at, entry.used_s)
        if entry.seq != expected or entry.hash != hashed:
            return expected
        before = entry.hash
    return None


def fingerprint(sitting_id: str, last_seq: int, last_hash: str, handed_in_at: datetime) -> str:
    """Give the receipt's fingerprint, four groups of four: ``7QK2-…``; 80 bits of a SHA-256.

    It covers every response through the chain, their number and the time of the hand-in.
    """
    written = f"receipt:{sitting_id}:{last_seq}:{last_hash}:{handed_in_at.astimezone(UTC).isoformat()}"
    number = int(_sha256(written), 16)
    signs = "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(_GROUPS * _GROUP))
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
