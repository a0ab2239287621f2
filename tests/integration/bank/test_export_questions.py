"""Questions go out in any format: what it cannot hold is named before, and the file is whole or not there."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.content import PARTS, make_question
from tests.builders.office import make_office
from tests.builders.question_strategies import picture_file
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.drafts import with_code
from trainer.domain.question_bank.question import Kind, Question, State
from trainer.domain.question_bank.selection import QuestionFilter
from trainer.services.export_questions import export_questions, foresee, format_of, writable_formats
from trainer.services.import_questions import import_files
from trainer.services.office import Office
from trainer.services.question_bank import save_question

PICTURE = picture_file("图1.png", 320, 200)
PAGE = picture_file("首页.png")
OWN = [
    replace(one, attachments=(PAGE.attachment,)) if one.picture else one
    for one in (make_question(kind, f"Q-K3001a-{number:03}") for number, kind in enumerate(PARTS, 1))
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    for question in OWN:
        save_question(made, PROGRAM, question, media=[PAGE])
    yield made
    made.database.close()


def pictured() -> Question:
    with_picture = replace(OWN[0], stem="![图](图1.png) 是什么？", attachments=(PICTURE.attachment,))
    return with_code(with_picture, "Q-K3001a-900")


def test_what_a_format_cannot_hold_is_told_before_and_after(office: Office, tmp_path: Path) -> None:
    before = foresee(office, PROGRAM, "aiken")
    assert list(tmp_path.glob("*.txt")) == []
    after = export_questions(office, PROGRAM, "aiken", tmp_path / "out.txt")

    assert before == after
    assert after.exported + len(after.left_out) == len(OWN)
    reasons = dict(after.left_out)
    assert next(one.code for one in OWN if one.kind is Kind.ESSAY) in reasons
    assert next(one.code for one in OWN if one.kind is Kind.SINGLE) not in reasons
    assert any(OWN[0].code in codes for codes in after.losses.values())


# Word's own round trip has tests of its own; Aiken keeps no question whole.
@pytest.mark.parametrize("form", [form for form in writable_formats() if form not in {"docx", "aiken"}])
def test_an_export_comes_in_again_and_changes_nothing(office: Office, tmp_path: Path, form: str) -> None:
    lossless = [one.code for one in OWN]
    foreseen = foresee(office, PROGRAM, form)
    for codes in (*([code] for code, _ in foreseen.left_out), *foreseen.losses.values()):
        lossless = [code for code in lossless if code not in codes]
    ids = tuple(one.id for one in OWN if one.code in lossless)
    assert ids
    out = tmp_path / "out.bin"
    exported = export_questions(office, PROGRAM, form, out, QuestionFilter(ids=ids))
    back, _ = import_files(office, PROGRAM, [out])

    assert (exported.exported, back.unchanged, back.updated, back.imported) == (len(ids), len(ids), 0, 0), back.findings


def test_only_what_is_asked_for_goes_out(office: Office, tmp_path: Path) -> None:
    def number(wanted: QuestionFilter) -> int:
        return export_questions(office, PROGRAM, "yaml", tmp_path / "out.yaml", wanted).exported

    assert number(QuestionFilter(kinds=(Kind.SINGLE, Kind.JUDGE))) == 2
    assert number(QuestionFilter(course="C99")) == 0
    assert number(QuestionFilter(points=("K3001a",))) == len(OWN)
    with office.database.write() as uow:
        uow.questions.put_state(OWN[0].id, State.RETIRED)
    assert number(QuestionFilter()) == len(OWN) - 1
    assert number(QuestionFilter(states=(State.RETIRED,))) == 1


def test_files_that_are_not_kept_here_are_a_loss(office: Office, tmp_path: Path) -> None:
    save_question(office, PROGRAM, pictured())
    told = export_questions(office, PROGRAM, "moodle_xml", tmp_path / "out.xml")
    assert told.losses["question_media_missing"] == ("Q-K3001a-900",)


def test_a_disk_that_fails_leaves_the_old_file(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.gift"
    out.write_text("old", "utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Fault, match="content_not_written"):
        export_questions(office, PROGRAM, "gift", out)
    assert out.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.gift"]


def test_pictures_lie_beside_a_text_file_and_are_found_again(office: Office, tmp_path: Path) -> None:
    with_picture = pictured()
    save_question(office, PROGRAM, with_picture, media=[PICTURE])
    out = tmp_path / "题库.yaml"
    export_questions(office, PROGRAM, "yaml", out, QuestionFilter(ids=(with_picture.id,)))
    assert [path.name for path in (tmp_path / "题库.yaml.files").iterdir()] == [PICTURE.digest]

    other = make_office(tmp_path / "other")
    outcome, _ = import_files(other, PROGRAM, [out])
    with other.database.read() as uow:
        kept = uow.media.get(PICTURE.digest)
    other.database.close()
    assert outcome.imported == 1
    assert kept is not None
    assert kept.content == PICTURE.content


@pytest.mark.parametrize("content", [b"MZ no picture", PICTURE.content + b"more", b""])
def test_a_file_beside_that_is_not_what_the_question_says_is_not_taken(
    office: Office, tmp_path: Path, content: bytes
) -> None:
    save_question(office, PROGRAM, pictured(), media=[PICTURE])
    out = tmp_path / "out.yaml"
    export_questions(office, PROGRAM, "yaml", out, QuestionFilter(has_media=True))
    (tmp_path / "out.yaml.files" / PICTURE.digest).write_bytes(content)
    other = make_office(tmp_path / "other")
    import_files(other, PROGRAM, [out])
    with other.database.read() as uow:
        kept = uow.media.get(PICTURE.digest)
    other.database.close()
    assert kept is None


def test_a_path_instead_of_a_digest_reads_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(PICTURE.content)
    office = make_office(tmp_path / "office")
    question = pictured()
    file = tmp_path / "in.yaml"
    from trainer.adapters.content.question_files import write_question_text

    text = write_question_text([question]).replace(PICTURE.digest, "../secret")
    file.write_text(text, "utf-8")
    import_files(office, PROGRAM, [file])
    with office.database.read() as uow:
        kept = uow.media.get(PICTURE.digest)
    office.database.close()
    assert kept is None


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.xlsx", "xlsx"), ("a.YML", "yaml"), ("a.gift", "gift"), ("a.xml", "moodle_xml"), ("a.zip", "")],
)
def test_the_name_of_a_file_may_say_the_format(name: str, form: str) -> None:
    assert format_of(Path(name)) == form


def test_a_format_that_nobody_writes_is_refused(office: Office, tmp_path: Path) -> None:
    for form in ("h5p", "pdf", ""):
        with pytest.raises(Refusal, match="bank_format_unknown"):
            export_questions(office, PROGRAM, form, tmp_path / "x")
