"""Checking what somebody shows: QR text, number, check code, PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.integration.certificates.test_certificates import Scene
from trainer.adapters.documents.certificate_sheet import draw_certificate
from trainer.adapters.keys.ring import KeyRing
from trainer.adapters.storage.tables import certificates as tables
from trainer.domain.certificates.content import Content, to_record, write_signature
from trainer.domain.certificates.states import Finding
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.services import certificates, verify_certificate
from trainer.services.office import Office
from trainer.services.verify_certificate import verify


class Issued:
    """A scene with its five certificates."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.scene = Scene(office)
        self.lines = self.scene.issue().issued
        with office.database.read() as uow:
            contents = [uow.certificates.by_number(line.number) for line in self.lines]
        self.contents: list[Content] = [one.content for one in contents if one and one.content]
        self.first = self.contents[0]

    def sheet(self, n: int = 0) -> bytes:
        return certificates.sheet(self.office, self.lines[n].certificate_id)

    def signed(self, content: Content) -> Content:
        return replace(content, signature=write_signature(self.office.keys.sign(content.statement.encode())))

    def forget(self, number: str) -> None:
        with self.office.database.write() as uow:
            uow.connection.execute(tables.certificate.delete().where(tables.certificate.c.number == number))


@pytest.fixture
def issued(office: Office) -> Issued:
    return Issued(office)


def ask(issued: Issued, shown: str | Path) -> tuple[Finding, str]:
    found = verify(issued.office, shown)
    return found.state, found.reason


def test_genuine_qr_text_is_valid_and_tells_what_was_issued(issued: Issued) -> None:
    found = verify(issued.office, f" {issued.first.qr_text}\n")
    assert (found.state, found.reason, found.number) == (Finding.VALID, "certificate_is_valid", issued.first.number)
    assert (found.content["name"], found.content["unit"]) == ("阿拉坦·巴特尔", "民政局")
    assert "signature" not in found.content


def test_every_changed_part_of_the_qr_text_is_noticed(issued: Issued) -> None:
    text = issued.first.qr_text
    for old, new in (
        ("阿拉坦·巴特尔", "阿拉坦"),
        ("民政局", "税务局"),
        ("|good|", "|excellent|"),
        ("2025-06-02", "2025-06-03"),
    ):
        assert ask(issued, text.replace(old, new)) == (Finding.TAMPERED, "certificate_signature_wrong")
    assert ask(issued, text[:-4]) == (Finding.TAMPERED, "certificate_code_malformed")


def test_signature_of_another_office_is_not_vouched_for(issued: Issued, tmp_path: Path) -> None:
    other = replace(issued.first, number=certificates_number(777))
    elsewhere = KeyRing(tmp_path / "other").sign(other.statement.encode())
    forged = replace(other, signature=write_signature(elsewhere))
    assert ask(issued, forged.qr_text) == (Finding.UNKNOWN, "certificate_signed_elsewhere")
    assert ask(issued, "CT1|something else") == (Finding.UNKNOWN, "certificate_code_malformed")


def certificates_number(serial: int) -> str:
    from trainer.domain.certificates.number import Kind, make_number

    return make_number("152200", 2025, Kind.PASS, serial).machine


def test_own_signature_is_believed_even_when_the_register_was_lost(issued: Issued) -> None:
    issued.forget(issued.first.number)
    found = verify(issued.office, issued.first.qr_text)
    assert (found.state, found.reason) == (Finding.VALID, "certificate_signed_not_registered")
    assert found.content["name"] == "阿拉坦·巴特尔"


def test_two_signed_statements_under_one_number_are_a_conflict(issued: Issued) -> None:
    twin = issued.signed(replace(issued.first, name="另一人"))
    assert ask(issued, twin.qr_text) == (Finding.CONFLICT, "certificate_says_two_things")


@pytest.mark.parametrize("form", ["{number}", "{shown}", "{number} {code}", "{number}，{low}", "{shown} {bare}"])
def test_number_is_found_in_every_form_with_and_without_check_code(issued: Issued, form: str) -> None:
    code = issued.first.check_code
    text = form.format(
        number=issued.first.number,
        shown=issued.first.shown_number,
        code=code,
        low=code.lower(),
        bare=code.replace("-", " "),
    )
    assert ask(issued, text) == (Finding.VALID, "certificate_is_valid")


def test_wrong_check_code_gives_the_sheet_away(issued: Issued) -> None:
    wrong = issued.contents[1].check_code
    found = verify(issued.office, f"{issued.first.number} {wrong}")
    assert (found.state, found.reason) == (Finding.TAMPERED, "certificate_check_code_wrong")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("152200-2025-H-00001-0", "certificate_number_mistyped"),
        ("随便什么", "certificate_number_malformed"),
        ("", "certificate_number_malformed"),
        ("别的证〔2025〕第00001号", "certificate_not_in_register"),
    ],
)
def test_what_is_no_number_of_this_register_is_unknown(issued: Issued, text: str, reason: str) -> None:
    assert ask(issued, text) == (Finding.UNKNOWN, reason)


def test_printed_number_of_two_areas_must_be_told_apart(issued: Issued) -> None:
    with issued.office.database.write() as uow:
        one = uow.certificates.by_number(issued.lines[1].number)
        assert one is not None
        assert one.content is not None
        from trainer.domain.certificates.number import Kind, make_number

        number = make_number("152221", 2025, Kind.PASS, 1).machine
        content = replace(one.content, number=number, shown_number=issued.first.shown_number)
        uow.certificates.change(replace(one, content=content))
    with pytest.raises(Refusal) as told:
        verify(issued.office, issued.first.shown_number)
    assert told.value.code == "certificate_number_ambiguous"


def test_revoked_and_expired_certificates_are_told(issued: Issued) -> None:
    certificates.revoke(issued.office, PROGRAM, issued.first.number, "冒名顶替")
    for shown in (issued.first.qr_text, issued.first.number):
        found = verify(issued.office, shown)
        assert (found.state, found.revoke_reason) == (Finding.REVOKED, "冒名顶替")
    with issued.office.database.write() as uow:
        record = to_record(replace(issued.contents[1], valid_until=date(2025, 6, 1)))
        uow.connection.execute(
            tables.certificate.update()
            .where(tables.certificate.c.number == issued.contents[1].number)
            .values(content=record)
        )
    assert ask(issued, issued.contents[1].number) == (Finding.EXPIRED, "certificate_is_expired")


def test_stored_sheet_is_recognised_by_its_digest(issued: Issued, tmp_path: Path) -> None:
    file = tmp_path / "证书 一.pdf"
    file.write_bytes(issued.sheet())
    found = verify(issued.office, file)
    assert (found.state, found.number) == (Finding.VALID, issued.first.number)
    certificates.revoke(issued.office, PROGRAM, issued.first.number, "错发")
    assert ask(issued, file) == (Finding.REVOKED, "certificate_is_revoked")


def test_redrawn_sheet_with_another_name_is_tampered(issued: Issued, tmp_path: Path) -> None:
    file = tmp_path / "forged.pdf"
    file.write_bytes(draw_certificate(replace(issued.first, name="冒名者")))
    found = verify(issued.office, file)
    assert (found.state, found.reason) == (Finding.TAMPERED, "certificate_looks_different")
    assert found.content["name"] == "阿拉坦·巴特尔"


def test_pages_of_a_batch_are_checked_one_by_one(issued: Issued, tmp_path: Path) -> None:
    file = tmp_path / "batch.pdf"
    certificates.print_batch(issued.office, PROGRAM, plan_id=issued.scene.plan.id, out=file)
    found = verify(issued.office, file)
    assert found.state is Finding.VALID
    assert [one.number for one in found.sheets] == [line.number for line in issued.lines]
    certificates.revoke(issued.office, PROGRAM, issued.lines[3].number, "错发")
    found = verify(issued.office, file)
    assert (found.state, found.number) == (Finding.REVOKED, issued.lines[3].number)
    assert [one.state for one in found.sheets].count(Finding.VALID) == 4


def test_sheet_of_a_number_that_was_never_drawn_is_unknown(issued: Issued, tmp_path: Path) -> None:
    file = tmp_path / "made up.pdf"
    file.write_bytes(draw_certificate(replace(issued.first, number=certificates_number(888))))
    assert ask(issued, file) == (Finding.UNKNOWN, "certificate_not_in_register")


def test_other_files_are_answered_clearly(issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "code.txt"
    text.write_text(issued.first.qr_text, "utf-8")
    assert ask(issued, text)[0] is Finding.VALID
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    assert ask(issued, broken) == (Finding.UNKNOWN, "certificate_number_not_found")
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    assert ask(issued, picture) == (Finding.UNKNOWN, "certificate_not_readable")
    with pytest.raises(Fault) as fault:
        verify(issued.office, tmp_path / "nowhere.pdf")
    assert fault.value.code == "file_not_read"
    monkeypatch.setattr(verify_certificate, "_LARGEST", 3)
    with pytest.raises(Refusal) as told:
        verify(issued.office, picture)
    assert told.value.code == "file_too_large"
