"""What heads, index and exposure repeat is worked out again when the way of working it out has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.bank import Bank, local
from trainer.adapters.content import compiled
from trainer.domain.question_bank import derived
from trainer.platform import paths
from trainer.services import doctor, question_bank
from trainer.services.load_content import load_shipped


@pytest.fixture(autouse=True)
def _nothing_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(paths, "shipped", lambda folder: tmp_path / "shipped" / folder)
    monkeypatch.setattr(compiled, "_stamped", {})


def spoil(bank: Bank) -> None:
    with bank.office.database.write() as uow:
        uow.question_search.index.clear()
        uow.connection.exec_driver_sql("UPDATE question SET line = '', lesson = ''")


def hits(bank: Bank) -> list[tuple[str, str]]:
    _, found = question_bank.search(bank.office, bank.author, "写好意见")
    return [(hit.lesson, hit.stem[:3]) for hit in found]


def test_a_new_way_of_working_things_out_holds_from_the_next_start(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    bank.put(local(1))
    load_shipped(bank.office)
    spoil(bank)
    load_shipped(bank.office)
    assert hits(bank) == []
    monkeypatch.setattr(derived, "VERSION", "next")
    load_shipped(bank.office)
    assert hits(bank) == [("L0901", "第1题")]


def test_the_check_of_the_bank_mends_a_broken_index_and_says_so(bank: Bank) -> None:
    bank.put(local(1))
    spoil(bank)
    codes = [finding.code for finding in question_bank.check_bank(bank.office, bank.author).findings]
    assert "search_index_mended" in codes
    assert hits(bank) == [("L0901", "第1题")]
    codes = [finding.code for finding in question_bank.check_bank(bank.office, bank.author).findings]
    assert "search_index_mended" not in codes
    assert ("bank.index_rebuilt", "") in bank.log()


def test_whoever_may_not_edit_is_told_of_a_broken_index(bank: Bank) -> None:
    bank.put(local(1))
    spoil(bank)
    codes = [finding.code for finding in question_bank.check_bank(bank.office, bank.examiner).findings]
    assert "doctor_search_broken" in codes


def test_the_doctor_looks_at_the_index(bank: Bank) -> None:
    bank.put(local(1))
    assert doctor._search(bank.office.database).is_ok
    spoil(bank)
    assert not doctor._search(bank.office.database).is_ok
