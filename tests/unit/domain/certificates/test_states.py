"""What becomes of a certificate."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.builders.certificates import make_content
from trainer.domain.certificates.number import Kind
from trainer.domain.certificates.states import Certificate, Finding, State, finding_on, issue, revoke, supersede
from trainer.domain.kernel.outcomes import Refusal

NOW = datetime(2025, 3, 1, 4, tzinfo=UTC)
TODAY = date(2025, 3, 1)


def approved() -> Certificate:
    return Certificate("id", "cadre", "unit", "plan", Kind.PASS, State.APPROVED, NOW, "officer")


def issued(**parts: Any) -> Certificate:
    return issue(approved(), make_content(**parts), "digest", NOW, "officer")


def test_issue_gives_content_and_sheet_once() -> None:
    one = issued()
    assert (one.state, one.sheet_digest, one.issued_by) == (State.ISSUED, "digest", "officer")
    with pytest.raises(Refusal) as told:
        issue(one, make_content(), "other", NOW, "officer")
    assert told.value.code == "certificate_not_approved"


def test_revocation_keeps_number_and_sheet_and_its_reason() -> None:
    one = revoke(issued(), "  冒名顶替 ", NOW)
    assert (one.state, one.revoke_reason, one.revoked_at) == (State.REVOKED, "冒名顶替", NOW)
    assert one.content == make_content()
    assert finding_on(one, TODAY) is Finding.REVOKED


def test_replacement_is_told_apart_from_revocation() -> None:
    one = supersede(issued(), "更名", NOW)
    assert one.state is State.SUPERSEDED
    assert finding_on(one, TODAY) is Finding.SUPERSEDED


@pytest.mark.parametrize("change", [revoke, supersede])
def test_only_issued_certificates_can_be_taken_back_or_replaced(change: Any) -> None:
    for state in (approved(), revoke(issued(), "x", NOW), supersede(issued(), "x", NOW)):
        with pytest.raises(Refusal) as told:
            change(state, "理由", NOW)
        assert told.value.code == "certificate_not_issued"


@pytest.mark.parametrize(
    ("change", "code"), [(revoke, "revocation_without_reason"), (supersede, "replacement_without_reason")]
)
def test_nothing_is_taken_back_without_a_reason(change: Any, code: str) -> None:
    with pytest.raises(Refusal) as told:
        change(issued(), "　 ", NOW)
    assert told.value.code == code


def test_certificate_is_valid_to_the_last_day_of_its_term() -> None:
    assert finding_on(issued(), date(2099, 1, 1)) is Finding.VALID
    one = issued(valid_until=date(2025, 12, 31))
    assert finding_on(one, date(2025, 12, 31)) is Finding.VALID
    assert finding_on(one, date(2026, 1, 1)) is Finding.EXPIRED


def test_approval_alone_proves_nothing() -> None:
    assert finding_on(approved(), TODAY) is Finding.UNKNOWN
