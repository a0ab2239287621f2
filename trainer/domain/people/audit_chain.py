"""The log of who changed what, as a chain that shows later tampering.

Every entry carries the hash of the one before it and its own hash over everything it says. Entries hold ids, codes, counts
and keyed digests, never names or numbers in clear, so that personal data can be erased without breaking the chain.

LIMIT: a person who can write the database and recompute every later hash can forge the tail; only a copy of the last hash
kept elsewhere (it stands in every backup's manifest) shows that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

# What the first entry of a chain names as its predecessor.
NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing somebody did.

    Attributes:
        home_id: whose chain this is.
        seq: 1, 2, 3 ... without gaps.
        at: aware.
        actor_id: the person; None for the program or an open command line.
        action: ``<room>.<what happened>``, for example ``roster.imported``.
        subject: id of what it happened to; may be empty.
        facts: JSON-able; ids, codes and counts only.
        before_hash: hash of the entry before, :data:`NOTHING_BEFORE` for the first.
        hash: SHA-256 of all the above, 64 hex digits.
    """

    home_id: str
    seq: int
    at: datetime
    actor_id: str | None
    action: str
    subject: str
    facts: dict[str, Any]
    before_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """What a check of a chain found.

    Attributes:
        entries: how many were read.
        broken_at: number of the first entry that does not fit; None when all fit.
        last_hash: hash of the last good entry.
    """

    entries: int
    broken_at: int | None
    last_hash: str

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def hash_of(
    *,
    home_id: str,
    seq: int,
    at: datetime,
    actor_id: str | None,
    action: str,
    subject: str,
    facts: dict[str, Any],
    before_hash: str,
) -> str:
    """Hash one entry over its canonical JSON (keys sorted, no spaces, UTF-8, time in UTC with microseconds)."""
    said = {
        "home": home_id,
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor_id,
        "action": action,
        "subject": subject,
        "facts": facts,
        "before": before_hash,
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def next_entry(
    last: tuple[int, str] | None,
    *,
    home_id: str,
    at: datetime,
    actor_id: str | None,
    action: str,
    subject: str,
    facts: dict[str, Any],
) -> AuditEntry:
    """Make the entry that follows.

    Args:
        last: number and hash of the last entry; None for an empty chain.
    """
    # What is hashed is what will be read back: tuples become lists, keys become strings.
    plain = json.loads(json.dumps(facts, ensure_ascii=False))
    seq, before = (last[0] + 1, last[1]) if last else (1, NOTHING_BEFORE)
    own = hash_of(
        home_id=home_id,
        seq=seq,
        at=at,
        actor_id=actor_id,
        action=action,
        subject=subject,
        facts=plain,
        before_hash=before,
    )
    return AuditEntry(home_id, seq, at, actor_id, action, subject, plain, before, own)


def verify(entries: Iterable[AuditEntry]) -> ChainVerdict:
    """Check one home's chain from its first entry.

    Args:
        entries: all of one home, ascending by number.
    """
    read, before = 0, NOTHING_BEFORE
    for entry in entries:
        fits = entry.seq == read + 1 and entry.before_hash == before and entry.hash == _hash_again(entry)
        if not fits:
            return ChainVerdict(read, read + 1, before)
        read, before = entry.seq, entry.hash
    return ChainVerdict(read, None, before)


def _hash_again(entry: AuditEntry) -> str:
    return hash_of(
        home_id=entry.home_id,
        seq=entry.seq,
        at=entry.at,
        actor_id=entry.actor_id,
        action=entry.action,
        subject=entry.subject,
        facts=entry.facts,
        before_hash=entry.before_hash,
    )
