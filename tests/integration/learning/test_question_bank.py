"""Questions in and out of the bank, found and counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.content import PARTS, make_question
from tests.integration.learning.conftest import School
from trainer.adapters.content.question_files import write_question_text
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.question import Question, State
from trainer.domain.question_bank.selection import QuestionFilter
from trainer.services import export_questions, import_questions, question_bank
from trainer.services.import_questions import BankImport

OWN = [make_question(kind, f"Q-K3001a-{number:03}") for number, kind in enumerate(PARTS, 1)]


def write(folder: Path, questions: list[Question], name: str = "own.yaml") -> Path:
    path = folder / name
    path.write_text(write_question_text(questions), "utf-8")
    return path


def said(report: BankImport) -> list[Finding]:
    """Give what was found, without the remarks on wording that every question may earn."""
    return [one for one in report.findings if one.severity is not Severity.NOTICE]


def test_the_same_file_twice_changes_nothing(school: School, tmp_path: Path) -> None:
    file = write(tmp_path, OWN)
    first, _ = import_questions.import_files(school.office, school.author, [file])
    second, _ = import_questions.import_files(school.office, school.author, [file])

    assert (first.imported, first.updated, first.unchanged, first.refused) == (len(OWN), 0, 0, 0)
    assert (second.imported, second.updated, second.unchanged, second.refused) == (0, 0, len(OWN), 0)
    assert [taken.question for taken in second.questions] == OWN
    assert second.questions[0].where.line == 1


def test_a_changed_question_becomes_a_new_version_and_the_old_one_stays(school: School, tmp_path: Path) -> None:
    import_questions.import_files(school.office, school.author, [write(tmp_path, OWN)])
    changed = [replace(OWN[0], explanation="改过。"), *OWN[1:]]
    report, _ = import_questions.import_files(school.office, school.author, [write(tmp_path, changed)])

    assert (report.imported, report.updated, report.unchanged) == (0, 1, len(OWN) - 1)
    stored = question_bank.show(school.office, PROGRAM, OWN[0].code)
    assert (stored.head.current_version, stored.question.explanation) == (2, "改过。")
    assert question_bank.show(school.office, PROGRAM, OWN[0].code, 1).question == OWN[0]


def test_a_dry_run_says_the_same_and_stores_nothing(school: School, tmp_path: Path) -> None:
    file = write(tmp_path, OWN)
    dry, changes = import_questions.import_files(school.office, school.author, [file], dry_run=True)
    assert question_bank.stats(school.office).questions == 2
    assert not changes.areas

    real, _ = import_questions.import_files(school.office, school.author, [file])
    assert dry == real


def test_nothing_of_the_file_is_missing_from_both_lists(school: School, tmp_path: Path) -> None:
    text = (
        write_question_text(OWN)
        + "---\nid: Q-K3001a-050\nkind: single\n---\n[broken\n---\n"
        + write_question_text(OWN[:1])
    )
    file = tmp_path / "mixed.yaml"
    file.write_text(text, "utf-8")
    report, _ = import_questions.import_files(school.office, school.author, [file])

    assert (report.imported, report.refused) == (len(OWN), 3)
    assert {one.code for one in report.findings} >= {"content_key_missing", "content_yaml_broken", "question_id_twice"}
    assert all(one.file == "mixed.yaml" and one.line for one in report.findings)


def test_a_question_in_two_files_is_taken_once_and_the_second_is_told(school: School, tmp_path: Path) -> None:
    files = [write(tmp_path, OWN, "a.yaml"), write(tmp_path, OWN[:1], "b.yaml")]
    report, _ = import_questions.import_files(school.office, school.author, files)

    assert (report.imported, report.unchanged, report.refused) == (len(OWN), 1, 0)
    assert len(report.questions) == len(OWN) + 1
    assert [(one.code, one.file, one.facts["other"]) for one in said(report)] == [
        ("question_repeated", "b.yaml", "a.yaml:1")
    ]


def test_two_wordings_of_one_id_are_a_conflict(school: School, tmp_path: Path) -> None:
    other = replace(OWN[0], explanation="另一个。")
    files = [write(tmp_path, OWN, "a.yaml"), write(tmp_path, [other], "b.yaml")]
    report, _ = import_questions.import_files(school.office, school.author, files)

    assert (report.imported, report.refused) == (len(OWN), 1)
    assert [(one.code, one.file, one.line) for one in said(report)] == [("question_id_twice", "b.yaml", 1)]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"\0\0", b"id: [", "没有题".encode()])
def test_a_damaged_file_is_answered_and_the_good_one_beside_it_taken(
    school: School, tmp_path: Path, damage: bytes
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(damage)
    report, _ = import_questions.import_files(school.office, school.author, [bad, write(tmp_path, OWN)])

    assert report.imported == len(OWN)
    assert any(one.file == "bad.yaml" for one in report.findings)


def test_a_file_that_cannot_be_read_is_a_finding_and_the_others_come_in(school: School, tmp_path: Path) -> None:
    old_word = tmp_path / "q.doc"
    old_word.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    files = [tmp_path / "none.yaml", old_word, write(tmp_path, OWN)]
    report, _ = import_questions.import_files(school.office, school.author, files)

    assert (report.imported, report.refused, report.is_refused) == (len(OWN), 2, False)
    assert [one.code for one in said(report)] == ["question_file_missing", "question_file_old_word"]
    report, _ = import_questions.import_files(school.office, school.author, files[:2])
    assert report.is_refused


def test_what_goes_out_comes_in_unchanged(school: School, tmp_path: Path) -> None:
    import_questions.import_files(school.office, school.author, [write(tmp_path, OWN)])
    out = tmp_path / "新 folder" / "all.yaml"
    exported = export_questions.export_questions(school.office, school.author, "yaml", out)
    report, _ = import_questions.import_files(school.office, school.author, [out])

    assert (exported.exported, report.unchanged, report.findings) == (len(OWN) + 2, len(OWN) + 2, ())
    only = QuestionFilter(course="C30")
    one_course = export_questions.export_questions(school.office, school.author, "yaml", out, only)
    assert one_course.exported == len(OWN)


def test_an_export_that_cannot_be_written_leaves_nothing_behind(school: School, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    with pytest.raises(Fault, match="content_not_written"):
        export_questions.export_questions(school.office, school.author, "yaml", blocked / "all.yaml")
    with pytest.raises(Refusal, match="bank_format_unknown"):
        export_questions.export_questions(school.office, school.author, "pdf", tmp_path / "all.pdf")


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("提交", 1),
        ("办结", 1),
        ("已办 办结", 1),
        ("已办 提交", 1),
        ("待办 决不", 0),
        ("k2001A-001", 1),
        ("%", 0),
        ("_", 0),
        ("", 2),
    ],
)
def test_every_word_must_occur_in_stem_or_code(school: School, text: str, total: int) -> None:
    assert question_bank.search(school.office, school.author, text)[0] == total


def test_a_search_can_be_narrowed_and_paged(school: School, tmp_path: Path) -> None:
    import_questions.import_files(school.office, school.author, [write(tmp_path, OWN)])
    total, hits = question_bank.search(school.office, school.author, course="C30", limit=2, offset=2)

    assert (total, [hit.code for hit in hits]) == (len(OWN), ["Q-K3001a-003", "Q-K3001a-004"])
    assert question_bank.search(school.office, school.author, kind="judge")[0] == 2
    assert question_bank.search(school.office, school.author, state="retired")[0] == 0


def test_an_unsound_question_is_not_saved(school: School) -> None:
    with pytest.raises(Refusal, match="question_unsound") as refused:
        question_bank.save_question(school.office, school.author, replace(OWN[0], choices=()))
    assert refused.value.facts["problem"] == "entries_too_few"
    assert question_bank.stats(school.office).questions == 2


def test_a_saved_question_is_numbered_by_the_bank(school: School) -> None:
    saved, _ = question_bank.save_question(school.office, school.author, OWN[0])
    again, _ = question_bank.save_question(school.office, school.author, replace(OWN[0], explanation="二。"))

    assert (saved.version, again.version) == (1, 2)


def test_learners_may_neither_see_keys_nor_change_them(school: School, tmp_path: Path) -> None:
    file = write(tmp_path, OWN)
    for forbidden in (
        lambda: question_bank.show(school.office, school.learner, "Q-K2001a-001"),
        lambda: question_bank.search(school.office, school.learner, "办"),
        lambda: import_questions.import_files(school.office, school.learner, [file]),
        lambda: export_questions.export_questions(school.office, school.learner, "yaml", tmp_path / "x.yaml"),
        lambda: question_bank.save_question(school.office, school.learner, OWN[0]),
        lambda: question_bank.change_state(school.office, school.learner, "Q-K2001a-001", State.RETIRED),
    ):
        with pytest.raises(Refusal, match="no_right"):
            forbidden()


def test_a_retired_question_leaves_the_export_and_its_versions_stay(school: School, tmp_path: Path) -> None:
    question_bank.change_state(school.office, school.author, "Q-K2001a-001", State.RETIRED)
    exported = export_questions.export_questions(school.office, school.author, "yaml", tmp_path / "x.yaml")

    assert exported.exported == 1
    question = question_bank.show(school.office, PROGRAM, "Q-K2001a-001").question
    with school.office.database.read() as uow:
        assert uow.questions.versions([(question.id, 1), (question.id, 9)]) == {(question.id, 1): question}


def test_the_check_looks_at_what_the_office_changed_as_well(school: School) -> None:
    question_bank.save_question(school.office, school.author, replace(OWN[0], explanation=""))
    report = question_bank.check_bank(school.office, school.author)

    assert ("", "explanation_missing") in [(one.file, one.code) for one in report.findings]
