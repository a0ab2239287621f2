"""Ids, refusals, faults, findings, changes and time."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.kernel.time import ClockReading, local_date


def test_every_machine_derives_the_same_id_and_kinds_stay_apart() -> None:
    # The value is part of the format: other machines already hold it.
    assert content_id("question", "Q-K0901a-001") == content_id("question", "Q-K0901a-001")
    assert content_id("question", "SF") != content_id("unit", "SF")
    assert uuid.UUID(content_id("unit", "SF")).version == 5


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_ids_are_those_of_the_standard(code: str) -> None:
    namespace = uuid.UUID("6f0c8a52-3b1e-5d7e-9a44-1f6b2c9d8e10")
    assert content_id("question", code) == str(uuid.uuid5(namespace, f"question:{code}"))


def test_refusal_carries_code_and_facts() -> None:
    refusal = Refusal("plan_unknown", plan="x")
    assert (refusal.code, refusal.facts) == ("plan_unknown", {"plan": "x"})
    assert str(refusal) == "plan_unknown {'plan': 'x'}"
    assert str(Refusal("plan_unknown")) == "plan_unknown"


def test_fault_names_the_file_among_its_facts() -> None:
    cause = OSError("full")
    fault = Fault("disk_full", Path("/a/b"), cause, free=0)
    assert fault.facts == {"path": "/a/b", "free": 0}
    assert str(fault) == "disk_full /a/b full"
    assert str(Fault("disk_full")) == "disk_full"
    assert Fault("disk_full").facts == {"path": ""}


def test_finding_has_a_place_or_none() -> None:
    assert Finding("stem_missing", Severity.ERROR).line is None
    assert Finding("stem_missing", Severity.ERROR, "a.yaml", 3).line == 3


def test_changes_add_up() -> None:
    both = Changes.of(Area.PLANS, cadre_ids=frozenset({"a"})) | Changes.of(Area.PROGRESS, cadre_ids=frozenset({"b"}))
    assert both.areas == {Area.PLANS, Area.PROGRESS}
    assert both.cadre_ids == {"a", "b"}


def test_day_in_china_begins_eight_hours_before_the_day_in_utc() -> None:
    assert local_date(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert local_date(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)


def test_clock_reading_keeps_both_clocks() -> None:
    reading = ClockReading(datetime(2026, 3, 1, tzinfo=UTC), "boot", 1.5)
    assert (reading.boot_id, reading.boot_s) == ("boot", 1.5)
