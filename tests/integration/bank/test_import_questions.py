"""Files of every sort come into the bank in one transaction: what is the same, what is said twice, what is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.content import make_question
from tests.builders.office import make_office
from trainer.adapters.content.question_files import write_question_text
from trainer.adapters.interchange.questions import formats
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.drafts import Draft, FileReading
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.text import escape
from trainer.services import import_questions as bank
from trainer.services.import_questions import BankImport, ImportOptions, Standing
from trainer.services.office import Office
from trainer.services.question_bank import save_question, show, stats
from trainer.services.undo_bank_change import list_changes, undo

OWN = [make_question("single", f"Z-{number}", stem=f"第{number}题：成文日期写哪一天？") for number in range(1, 4)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.database.close()


def yaml(folder: Path, questions: list[Question], name: str = "own.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_question_text(questions), "utf-8")
    return path


def moodle(folder: Path, *questions: tuple[str, str, str], name: str = "bank.xml", encoding: str = "utf-8") -> Path:
    """Write (idnumber, name, stem) as Moodle does."""
    inner = "".join(
        '<question type="multichoice">'
        f'<name><text>{title}</text></name><questiontext format="html"><text>{stem}</text></questiontext>'
        f"<idnumber>{idnumber}</idnumber><single>true</single>"
        '<answer fraction="100"><text>是</text></answer><answer fraction="0"><text>否</text></answer></question>\n'
        for idnumber, title, stem in questions
    )
    path = folder / name
    path.write_bytes(f'<?xml version="1.0"?>\n<quiz>\n{inner}</quiz>\n'.encode(encoding))
    return path


def take(office: Office, *files: Path, **more: object) -> BankImport:
    outcome, _ = bank.import_files(office, PROGRAM, list(files), **more)  # type: ignore[arg-type]
    return outcome


def counts(outcome: BankImport) -> tuple[int, int, int, int]:
    return outcome.imported, outcome.updated, outcome.unchanged, outcome.refused


def told(outcome: BankImport) -> list[str]:
    return [one.code for one in outcome.findings if one.severity is not Severity.NOTICE]


def test_a_folder_is_read_in_order_with_everything_below_it(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "题库"
    yaml(folder, OWN[1:2], "b/2.yaml")
    yaml(folder, OWN[:1], "a/1.yaml")
    yaml(folder, OWN[2:], "3.yaml")
    (folder / "a/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (folder / "~$open.docx").write_bytes(b"x")
    (folder / ".hidden").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    outcome = take(office, folder)

    assert counts(outcome) == (3, 0, 0, 0)
    assert [taken.where.file for taken in outcome.questions] == ["题库/3.yaml", "题库/a/1.yaml", "题库/b/2.yaml"]
    assert [(one.code, one.file, one.severity) for one in outcome.findings if one.code != "questions_to_classify"] == [
        ("question_file_unknown", "题库/a/picture.png", Severity.WARNING)
    ]


def test_a_folder_without_questions_is_refused(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert told(take(office, folder)) == ["question_folder_empty"]
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    outcome = take(office, folder)
    assert (outcome.is_refused, told(outcome)) == (True, ["question_file_unknown", "question_folder_empty"])


def test_files_that_somebody_packed_are_read_one_by_one(office: Office, tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(yaml(tmp_path, OWN[:2]), "own/a.yaml")
        archive.write(moodle(tmp_path, ("", "A", "什么？")), "b.xml")
        archive.writestr("__MACOSX/._b.xml", "x")
    outcome = take(office, packed)
    assert counts(outcome) == (3, 0, 0, 0)
    assert [taken.where.file for taken in outcome.questions] == ["all.zip/b.xml", *["all.zip/own/a.yaml"] * 2]


def test_questions_are_known_by_idnumber_then_by_name_then_by_what_they_say(office: Office, tmp_path: Path) -> None:
    file = moodle(tmp_path, ("Q7", "甲", "有编号"), ("", "乙", "有名字"), ("", "丙", "同名一"), ("", "丙", "同名二"))
    first = take(office, file)
    assert counts(first) == (4, 0, 0, 0)
    assert first.questions[0].question.code == "Q7"

    changed = moodle(tmp_path, ("Q7", "改名", "改了"), ("", "乙", "也改了"), ("", "丙", "同名一"), ("", "丙", "同名三"))
    assert counts(take(office, changed)) == (1, 2, 1, 0)
    assert stats(office).questions == 5


def test_an_idnumber_that_two_questions_of_a_file_have_identifies_the_first_one(office: Office, tmp_path: Path) -> None:
    file = moodle(tmp_path, ("1", "甲", "第一类的第一题"), ("1", "乙", "第二类的第一题"), ("1", "甲", "第一类的第一题"))
    outcome = take(office, file)

    assert counts(outcome) == (2, 0, 1, 0)
    assert told(outcome) == ["question_idnumber_twice", "question_repeated"]
    assert counts(take(office, file)) == (0, 0, 3, 0)


def test_what_says_the_same_as_another_question_is_told_and_still_comes_in(office: Office, tmp_path: Path) -> None:
    take(office, yaml(tmp_path, OWN[:1]))
    twin = replace(OWN[0], code="Z-90", id="")
    twice = replace(OWN[1], code="Z-91", id="")
    outcome = take(office, yaml(tmp_path, [twin, OWN[1], twice], "more.yaml"))

    assert counts(outcome) == (3, 0, 0, 0)
    found = [(one.facts["question"], one.facts["other"]) for one in outcome.findings if one.code == "question_twice"]
    assert found == [("Z-90", "Z-1"), ("Z-91", "Z-2")]


def test_a_judged_encoding_is_told(office: Office, tmp_path: Path) -> None:
    outcome = take(office, moodle(tmp_path, ("", "名称", "公文的成文日期是哪一天？"), encoding="gbk"))
    assert counts(outcome) == (1, 0, 0, 0)
    assert outcome.files[0].encoding == "gb18030"
    assert [one.facts["encoding"] for one in outcome.findings if one.code == "encoding_guessed"] == ["GB18030"]
    named = take(office, tmp_path / "bank.xml", options=ImportOptions(encoding="gbk"))
    assert (counts(named), "encoding_guessed" in {one.code for one in named.findings}) == ((0, 0, 1, 0), False)


def test_what_a_person_names_wrongly_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="bank_format_unknown"):
        take(office, tmp_path, form="exe")
    with pytest.raises(Refusal, match="text_encoding_unknown"):
        take(office, tmp_path, options=ImportOptions(encoding="klingon"))


def test_an_old_file_does_not_undo_what_an_author_wrote_since(office: Office, tmp_path: Path) -> None:
    file = yaml(tmp_path, OWN)
    take(office, file)
    save_question(office, PROGRAM, replace(OWN[0], explanation="作者改过。"))
    outcome = take(office, file)

    assert counts(outcome) == (0, 0, 3, 0)
    [kept] = [one for one in outcome.findings if one.code == "question_newer_kept"]
    assert (kept.facts["question"], kept.facts["version"]) == ("Z-1", 2)
    assert show(office, PROGRAM, "Z-1").question.explanation == "作者改过。"


def test_where_files_are_the_master_an_old_wording_comes_back(office: Office, tmp_path: Path) -> None:
    old, new = yaml(tmp_path, OWN), yaml(tmp_path, [replace(OWN[0], explanation="新。")], "new.yaml")
    take(office, old)
    take(office, new)
    assert counts(take(office, old)) == (0, 1, 2, 0)
    assert show(office, PROGRAM, "Z-1").question.explanation == OWN[0].explanation


def test_an_import_can_be_taken_back(office: Office, tmp_path: Path) -> None:
    take(office, yaml(tmp_path, OWN[:1]))
    outcome = take(office, yaml(tmp_path, [replace(OWN[0], explanation="新。"), *OWN[1:]]))
    change = list_changes(office, PROGRAM)[0]
    assert (change.id, change.what, change.title) == (outcome.change_id, "import", "own.yaml")
    assert (change.counts["added"], change.counts["changed"]) == (2, 1)

    undone, _ = undo(office, PROGRAM, change.id)
    assert (undone.removed, undone.restored) == (2, 1)
    assert stats(office).questions == 1
    assert show(office, PROGRAM, "Z-1").question.explanation == OWN[0].explanation


def test_nothing_new_leaves_no_trace(office: Office, tmp_path: Path) -> None:
    file = yaml(tmp_path, OWN)
    take(office, file)
    outcome, changes = bank.import_files(office, PROGRAM, [file])
    assert (outcome.change_id, changes.areas) == ("", frozenset())
    assert len(list_changes(office, PROGRAM)) == 1


def test_a_preview_shows_what_would_become_of_each_question(office: Office, tmp_path: Path) -> None:
    take(office, yaml(tmp_path, OWN[:2]))
    changed = replace(OWN[1], explanation="新。")
    twin = replace(OWN[0], code="Z-90", id="")
    seen = bank.preview(office, PROGRAM, [yaml(tmp_path, [OWN[0], changed, twin, OWN[2]], "more.yaml")])

    assert [(one.draft.question.code, one.standing, one.in_bank, one.twin) for one in seen.drafts] == [
        ("Z-1", Standing.UNCHANGED, 1, ""),
        ("Z-2", Standing.UPDATED, 1, ""),
        ("Z-90", Standing.NEW, 0, "Z-1"),
        ("Z-3", Standing.NEW, 0, ""),
    ]
    assert [one.code for one in seen.drafts[2].findings if one.severity is Severity.WARNING] == ["question_twice"]
    assert seen.counts[Standing.NEW] == 2
    assert seen.files[0].form == "yaml"
    assert stats(office).questions == 2


def test_a_commit_leaves_out_and_takes_what_the_person_made_of_a_draft(office: Office, tmp_path: Path) -> None:
    seen = bank.preview(office, PROGRAM, [yaml(tmp_path, OWN)])
    better = replace(OWN[2], stem="改好的题干", code="")
    outcome, _ = bank.commit(office, PROGRAM, seen, excluded={0}, edited={2: better})

    assert counts(outcome) == (2, 0, 0, 0)
    assert [taken.question.code for taken in outcome.questions] == ["Z-2", "Z-3"]
    assert show(office, PROGRAM, "Z-3").question.stem == "改好的题干"


def test_a_draft_that_an_edit_spoilt_is_refused_and_not_taken_as_it_was(office: Office, tmp_path: Path) -> None:
    seen = bank.preview(office, PROGRAM, [yaml(tmp_path, OWN)])
    outcome, _ = bank.commit(office, PROGRAM, seen, excluded=[0], edited={1: replace(OWN[1], choices=())})

    assert counts(outcome) == (1, 0, 0, 1)
    assert [taken.question.code for taken in outcome.questions] == ["Z-3"]
    assert {one.facts["question"] for one in outcome.findings if one.severity is Severity.ERROR} == {"Z-2"}


def test_a_commit_is_planned_against_what_is_stored_by_then(office: Office, tmp_path: Path) -> None:
    file = yaml(tmp_path, OWN)
    seen = bank.preview(office, PROGRAM, [file])
    take(office, file)
    outcome, changes = bank.commit(office, PROGRAM, seen)
    assert (counts(outcome), changes.areas) == ((0, 0, 3, 0), frozenset())


def test_a_pasted_text_is_previewed_like_a_file(office: Office) -> None:
    seen = bank.preview_text(office, PROGRAM, write_question_text(OWN))
    assert [one.standing for one in seen.drafts] == [Standing.NEW] * 3
    assert seen.drafts[0].draft.where.line == 1


def test_a_file_that_its_reader_stumbles_over_stops_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> FileReading:
        raise RecursionError

    monkeypatch.setattr(formats, "reader", lambda _: stumble)
    outcome = take(office, moodle(tmp_path, ("", "A", "什么？")), yaml(tmp_path, OWN))
    assert (counts(outcome), told(outcome)) == ((3, 0, 0, 1), ["question_file_stumbled"])


def _given(monkeypatch: pytest.MonkeyPatch, question: Question, idnumber: str = "") -> None:
    reading = FileReading((Draft(question, Where("bank.xml", 3), idnumber),))
    monkeypatch.setattr(formats, "reader", lambda _: lambda *_: reading)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ud800"])
@pytest.mark.parametrize("idnumber", ["", "N\ud8001"])
def test_signs_that_no_database_holds_are_taken_out(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: str, idnumber: str
) -> None:
    file = moodle(tmp_path, ("", "A", "x"))
    _given(monkeypatch, replace(OWN[0], id="", code="", stem=f"前{sign}后\n", name="A"), idnumber)
    outcome = take(office, file)

    assert (counts(outcome), told(outcome)) == ((1, 0, 0, 0), ["question_signs_dropped"])
    assert show(office, PROGRAM, outcome.questions[0].question.code).question.stem == "前后\n"
    assert counts(take(office, file)) == (0, 0, 1, 0)


def test_a_backslash_before_a_code_is_no_control_sign(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stem = escape("写作 \\u0000 的是？")
    _given(monkeypatch, replace(OWN[0], stem=stem))
    outcome = take(office, moodle(tmp_path, ("", "A", "x")))
    assert (told(outcome), outcome.questions[0].question.stem) == ([], stem)


def test_what_is_far_too_long_for_a_question_is_refused(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _given(monkeypatch, replace(OWN[0], stem="长" * 1_000_001))
    outcome = take(office, moodle(tmp_path, ("", "A", "x")))
    assert (counts(outcome), told(outcome)) == ((0, 0, 0, 1), ["question_too_long"])


def test_a_check_of_files_stores_nothing_and_names_questions_as_the_file_does(tmp_path: Path) -> None:
    unsure = replace(OWN[0], explanation="")
    found = bank.check_files(PROGRAM, [yaml(tmp_path, [unsure, *OWN[1:]])])
    missing = [one for one in found.findings if one.code == "explanation_missing"]
    assert (found.questions, len(found.files), found.is_refused) == (3, 1, False)
    assert [(one.file, one.facts["question"], one.severity) for one in missing] == [
        ("own.yaml", "Z-1", Severity.WARNING)
    ]


def test_findings_stand_in_the_order_of_files_and_lines(office: Office, tmp_path: Path) -> None:
    first = moodle(tmp_path, ("1", "a", "x"), ("1", "b", "y"), ("1", "c", "z"), name="b.xml")
    second = moodle(tmp_path, ("2", "d", "v"), ("2", "e", "w"), name="a.xml")
    places = [(one.file, one.line) for one in take(office, first, second).findings]
    assert places == sorted(places, key=lambda place: (place[0] != "b.xml", place[1] or 0))


def said(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [one for one in findings if one.code == code]


def test_what_nobody_classified_is_told_once_for_a_file(office: Office, tmp_path: Path) -> None:
    outcome = take(office, moodle(tmp_path, ("", "a", "x"), ("", "b", "y")))
    [one] = said(outcome.findings, "questions_to_classify")
    assert (one.file, one.line, one.facts["n"]) == ("bank.xml", None, 2)


def test_a_remark_that_fits_every_question_of_a_file_is_not_told_for_every_one(office: Office, tmp_path: Path) -> None:
    many = [(str(n), f"question {n}", f"answer {n}") for n in range(100)]
    outcome = take(office, moodle(tmp_path, *many))
    unexplained = said(outcome.findings, "explanation_missing")
    rest = said(outcome.findings, "notices_left_out")
    assert len(unexplained) == 20
    assert rest
    assert {(one.facts["n"], one.facts["line"]) for one in rest} == {(80, str(unexplained[0].line))}
    assert all((one.line or 0) > (unexplained[-1].line or 0) for one in rest)


def test_the_last_of_a_few_remarks_is_not_replaced_by_a_count_of_one(office: Office, tmp_path: Path) -> None:
    outcome = take(office, moodle(tmp_path, *[(str(n), f"question {n}", f"answer {n}") for n in range(21)]))
    assert len(said(outcome.findings, "explanation_missing")) == 21
    assert not said(outcome.findings, "notices_left_out")


def test_the_preview_keeps_every_remark_with_its_question(office: Office, tmp_path: Path) -> None:
    file = moodle(tmp_path, *[(str(n), f"question {n}", f"answer {n}") for n in range(30)])
    seen = bank.preview(office, PROGRAM, [file])
    assert all("explanation_missing" in {one.code for one in draft.findings} for draft in seen.drafts)
