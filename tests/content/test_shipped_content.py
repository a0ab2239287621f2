"""One case per shipped lesson and question file: nothing is wrong with it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from trainer.adapters.content.checker import check_bank, check_content
from trainer.adapters.content.files import label_of
from trainer.adapters.content.lesson_files import course_folders
from trainer.adapters.content.question_files import question_paths
from trainer.domain.kernel.findings import Finding, Severity
from trainer.platform import paths
from trainer.wording.sentences import say

COURSES, BANK = paths.shipped("courses"), paths.shipped("question_bank")
COURSE_FILES = [label_of(folder / "course.yaml", COURSES) for folder in course_folders(COURSES)]
LESSONS = [label_of(path, COURSES) for folder in course_folders(COURSES) for path in sorted(folder.glob("*.md"))]
FIGURES = [label_of(path, COURSES) for path in sorted(COURSES.glob("*/figures/*.svg"))]
QUESTIONS = [label_of(path, BANK) for path in question_paths(BANK)]


@lru_cache(maxsize=1)
def all_findings() -> tuple[Finding, ...]:
    return check_content(COURSES, BANK).findings + check_bank(BANK, COURSES).findings


@pytest.mark.parametrize("file", [*COURSE_FILES, *LESSONS, *FIGURES, *QUESTIONS])
def test_a_shipped_file_has_nothing_wrong_with_it(file: str) -> None:
    found = {
        f"{one.line}: {say(one.code, one.facts)}"
        for one in all_findings()
        if one.file == file and one.severity is not Severity.NOTICE
    }

    assert found == set()


def test_no_finding_stands_outside_the_files_named_above() -> None:
    known = {*COURSE_FILES, *LESSONS, *FIGURES, *QUESTIONS}

    assert [one for one in all_findings() if one.file not in known] == []


def test_the_first_edition_of_the_main_line_is_there() -> None:
    codes = {label.rpartition("/")[2] for label in LESSONS}

    assert {f"L{number}.md" for number in ("0202", "0607", "0901", "0903", "1103", "1107")} <= codes
    assert len(QUESTIONS) >= 6
