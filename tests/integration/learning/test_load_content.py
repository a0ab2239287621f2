"""Shipped questions enter by code and version; what an office changed stays, and nothing is done twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from tests.integration.learning.conftest import School
from trainer.adapters.content import question_files
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.question import State
from trainer.services import question_bank
from trainer.services.load_content import LOCAL_FROM, LoadReport, load_shipped

BANK = "question_bank/C20/K2001a.yaml"
FIRST = "Q-K2001a-001"


def upgrade(school: School, wording: str, version: int = 2) -> None:
    """Ship a newer wording of the first question's explanation."""
    path = school.content.root / BANK
    head, mark, rest = path.read_text("utf-8").partition("---\n")
    head = "\n".join(
        f"explanation: {wording}" if line.startswith("explanation") else line for line in head.splitlines()
    )
    head = "\n".join(f"version: {version}" if line.startswith("version") else line for line in head.splitlines())
    school.content.write(BANK, f"{head}\n{mark}{rest}")


def edit(school: School, wording: str) -> None:
    question = question_bank.show(school.office, PROGRAM, FIRST).question
    question_bank.save_question(school.office, school.author, replace(question, explanation=wording))


def explanation(school: School, version: int | None = None) -> str:
    return question_bank.show(school.office, PROGRAM, FIRST, version).question.explanation


def test_the_first_start_brings_all_questions_in_published(school: School) -> None:
    stats = question_bank.stats(school.office)

    assert (stats.questions, stats.by_course, stats.by_state) == (2, {"C20": 2}, {"published": 2})
    assert stats.by_kind == {"judge": 1, "single": 1}


def test_an_ordinary_start_reads_no_question_file(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_files, "read_question_folder", lambda _: pytest.fail("read"))

    report, changes = load_shipped(school.office)
    assert report.is_current
    assert not changes.areas


def test_a_newer_shipped_wording_becomes_current_and_the_old_one_stays_readable(school: School) -> None:
    upgrade(school, "新的说法。")
    report, _ = load_shipped(school.office)

    assert (report.added, report.updated, report.unchanged, report.kept) == (0, 1, 1, 0)
    assert explanation(school) == "新的说法。"
    assert explanation(school, 1) == "提交才算办。"


def test_a_local_edit_stays_current_over_an_upgrade_and_the_difference_is_shown(school: School) -> None:
    edit(school, "本旗的说法。")
    upgrade(school, "新的说法。")
    report, _ = load_shipped(school.office)

    assert (report.updated, report.kept) == (0, 1)
    assert explanation(school) == "本旗的说法。"
    [difference] = question_bank.differences(school.office, school.author)
    assert (difference.ours.explanation, difference.shipped.explanation) == ("本旗的说法。", "新的说法。")
    assert difference.ours.version == LOCAL_FROM


def test_a_second_upgrade_after_a_local_edit_finds_room_for_its_wording(school: School) -> None:
    edit(school, "本旗的说法。")
    for version in (2, 3):
        upgrade(school, f"第{version}版。", version)
        load_shipped(school.office)

    [difference] = question_bank.differences(school.office, school.author)
    assert difference.shipped.explanation == "第3版。"
    assert explanation(school, 2) == "第2版。"


def test_taking_back_the_shipped_wording_ends_the_difference(school: School) -> None:
    edit(school, "本旗的说法。")
    edit(school, "提交才算办。")

    assert question_bank.differences(school.office, school.author) == ()
    upgrade(school, "新的说法。")
    load_shipped(school.office)
    assert explanation(school) == "新的说法。"


def test_a_wording_changed_without_a_new_number_is_reported_and_not_taken(school: School) -> None:
    upgrade(school, "偷偷改了。", version=1)
    report, _ = load_shipped(school.office)

    assert [one.code for one in report.findings] == ["version_not_raised"]
    assert explanation(school) == "提交才算办。"


def test_a_withdrawn_question_is_not_published_again_by_an_upgrade(school: School) -> None:
    question_bank.change_state(school.office, school.author, FIRST, State.SUSPENDED)
    upgrade(school, "新的说法。")
    load_shipped(school.office)

    assert question_bank.show(school.office, PROGRAM, FIRST).head.state is State.SUSPENDED


def test_a_broken_question_keeps_out_and_enters_when_mended(school: School) -> None:
    broken = "\n---\nid: Q-K2001a-003\nkind: judge\n"
    path = school.content.root / BANK
    whole = path.read_text("utf-8")
    school.content.write(BANK, whole + broken)
    report, _ = load_shipped(school.office)
    assert (report.refused, question_bank.stats(school.office).questions) == (1, 2)

    school.content.write(
        BANK, whole + whole.partition("---\n")[2].join(["---\n", ""]).replace("-002", "-003").replace("办结", "终结")
    )
    load_shipped(school.office)
    assert question_bank.stats(school.office).questions == 3


def test_a_vanished_folder_takes_nothing_away(school: School) -> None:
    (school.content.root / BANK).unlink()
    (school.content.bank / "C20").rmdir()
    school.content.bank.rmdir()

    load_shipped(school.office)
    assert question_bank.stats(school.office).questions == 2


def test_seats_that_start_at_once_load_an_upgrade_once(school: School) -> None:
    upgrade(school, "新的说法。")
    seats = 4
    together = Barrier(seats)

    def start(_: int) -> LoadReport:
        together.wait(10)
        return load_shipped(school.office)[0]

    with ThreadPoolExecutor(seats) as pool:
        reports = list(pool.map(start, range(seats)))

    assert sum(report.updated for report in reports) == 1
    assert sum(report.is_current for report in reports) == seats - 1
    assert explanation(school) == "新的说法。"


def test_the_real_folder_enters_whole(school: School) -> None:
    root = Path(__file__).resolve().parents[3] / "question_bank"
    read = question_files.read_question_folder(root)
    report, _ = load_shipped(school.office, bank_root=root)

    assert report.added == len(read.questions)
    for placed in read.questions[::17]:
        assert question_bank.show(school.office, PROGRAM, placed.question.code).question == placed.question
