from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from trainer.domain.people.audit_chain import NOTHING_BEFORE, AuditEntry, next_entry, verify

NOON = datetime(2025, 6, 2, 4, 0, tzinfo=UTC)


def chain(length: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    last = None
    for number in range(length):
        entry = next_entry(
            last,
            home_id="h",
            at=NOON + timedelta(seconds=number),
            actor_id=None,
            action="roster.imported",
            subject="",
            facts={"added": number, "codes": ("a", "b")},
        )
        entries.append(entry)
        last = (entry.seq, entry.hash)
    return entries


def test_the_hash_is_sha256_of_canonical_json() -> None:
    entry = next_entry(None, home_id="h", at=NOON, actor_id="甲", action="a.b", subject="s", facts={"z": 1, "a": ["x"]})
    canonical = (
        '{"action":"a.b","actor":"甲","at":"2025-06-02T04:00:00.000000+00:00","before":"' + "0" * 64 + '",'
        '"facts":{"a":["x"],"z":1},"home":"h","seq":1,"subject":"s"}'
    )
    assert entry.hash == hashlib.sha256(canonical.encode("utf-8")).hexdigest()
    assert entry.before_hash == NOTHING_BEFORE


def test_a_whole_chain_is_found_whole() -> None:
    entries = chain(5)
    verdict = verify(entries)
    assert (verdict.entries, verdict.is_whole, verdict.last_hash) == (5, True, entries[-1].hash)
    assert verify([]).is_whole


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"added": 99}},
        {"actor_id": "somebody"},
        {"action": "roster.undone"},
        {"subject": "x"},
        {"at": NOON + timedelta(days=1)},
        {"hash": "f" * 64},
        {"before_hash": "f" * 64},
        {"seq": 9},
        {"home_id": "other"},
    ],
)
def test_any_change_shows_at_its_entry(change: dict[str, Any]) -> None:
    entries = chain(5)
    entries[2] = replace(entries[2], **change)
    assert verify(entries).broken_at == 3


def test_a_missing_entry_shows() -> None:
    entries = chain(5)
    del entries[1]
    assert verify(entries).broken_at == 2


def test_the_zone_in_which_a_moment_is_written_does_not_matter() -> None:
    there = chain(1)[0]
    here = replace(there, at=there.at.astimezone(timezone(timedelta(hours=8))))
    assert verify([here]).is_whole
