"""What a sheet says, and the signed text of its QR code."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.certificates import make_content
from trainer.domain.certificates.content import (
    check_code,
    from_record,
    is_claim,
    read_check_code,
    read_claim,
    to_record,
    write_signature,
)
from trainer.domain.kernel.outcomes import Refusal


def test_statement_says_number_name_unit_kind_band_and_day() -> None:
    content = make_content()
    assert content.statement == "CT1|152200-2025-H-00123-2|王小明|安和旗民政局|H|good|2025-03-01"
    assert content.qr_text == f"{content.statement}|{content.signature}"


@given(name=st.text(min_size=1, max_size=50).map(str.strip).filter(lambda name: name and "\n" not in name))
def test_every_name_comes_back_from_the_qr_text(name: str) -> None:
    content = make_content(name=name)
    claim = read_claim(content.qr_text)
    assert claim.name == name
    assert claim.agrees_with(content)
    assert claim.signature == bytes(range(64))


def test_sample_says_so_under_the_signature() -> None:
    sample, real = make_content(is_sample=True), make_content()
    assert sample.statement != real.statement
    assert read_claim(sample.qr_text).is_sample
    assert not read_claim(real.qr_text).is_sample
    assert is_claim(sample.qr_text)
    assert is_claim(f"  {real.qr_text}")
    assert not is_claim(real.number)


@pytest.mark.parametrize(
    "broken",
    [
        "CT1|",
        "CT1|152200-2025-H-00123-2|王小明",
        make_content().statement,
        make_content(signature=write_signature(bytes(10))).qr_text,
        make_content(signature="!" * 86).qr_text,
        make_content().qr_text.replace("|H|", "|X|"),
        make_content().qr_text.replace("2025-03-01", "gestern"),
        make_content().qr_text.replace("00123-2", "00123-3"),
        make_content().qr_text.replace("CT1", "CT9"),
        make_content().qr_text.replace("152200-2025-H-00123-2", "1522002025H001232"),
    ],
)
def test_cut_or_changed_text_is_no_claim(broken: str) -> None:
    with pytest.raises(Refusal) as told:
        read_claim(broken)
    assert told.value.code == "certificate_code_malformed"


def test_check_code_depends_on_the_signature_and_is_easy_to_say() -> None:
    one, other = check_code(write_signature(bytes(64))), check_code(write_signature(bytes([1]) * 64))
    assert one != other
    assert len(one) == 9
    assert not set(one) & set("ILOU")
    assert make_content(signature=write_signature(bytes(64))).check_code == one


def test_check_code_is_understood_as_people_type_it() -> None:
    assert read_check_code("7kq2 9mxd") == "7KQ2-9MXD"
    assert read_check_code("i0lo-0000") == "1010-0000"
    assert read_check_code("7KQ2-9MX") is None
    assert read_check_code("7KQ2-9MXU") is None


@pytest.mark.parametrize("until", [None, date(2028, 2, 29)])
def test_content_survives_storage(until: date | None) -> None:
    content = make_content(valid_until=until, hours=Fraction(1, 3))
    assert from_record(to_record(content)) == content
