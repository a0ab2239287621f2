"""The shipped tree of knowledge points agrees with itself, with the courses and with the questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trainer.adapters.content import compiled
from trainer.adapters.content.knowledge_points import read_tree
from trainer.adapters.content.lesson_files import course_folders, read_course
from trainer.adapters.content.question_files import TREE_FILE, question_paths, read_question_folder
from trainer.domain.kernel.outcomes import Fault
from trainer.platform import paths
from trainer.services.knowledge_tree import knowledge_tree

COURSES, BANK = paths.shipped("courses"), paths.shipped("question_bank")


def test_the_tree_is_whole() -> None:
    tree = knowledge_tree()
    points = list(tree.points())

    # The curriculum: 14 courses, 99 lessons, 218 knowledge points.
    assert len(tree.courses) == 14
    assert sum(len(course.lessons) for course in tree.courses) == 99
    assert len(points) == 218
    assert len({point.code for _, _, point in points}) == 218
    for course, lesson, point in points:
        assert re.fullmatch(r"C\d{2}", course.code)
        assert lesson.code[1:3] == course.code[1:]
        assert re.fullmatch(rf"K{lesson.code[1:]}[a-z]", point.code)
        assert course.title_zh
        assert course.title_en
        assert lesson.title_zh
        assert lesson.title_en
        assert point.title
        assert lesson.hours > 0
        assert re.fullmatch(r"[Aa]?[Bb]?[Cc]?", lesson.tiers)
        assert sum(point.planned.values()) > 0


def test_courses_are_called_alike_in_the_tree_and_in_their_folders() -> None:
    tree = {course.code: course for course in knowledge_tree().courses}
    lessons = {lesson.code: lesson for course in tree.values() for lesson in course.lessons}
    for folder in course_folders(COURSES):
        course = read_course(folder, COURSES).course
        assert course is not None
        assert course.title_zh == tree[course.code].title_zh
        for lesson in course.lessons:
            assert lesson.title_zh == lessons[lesson.code].title_zh
            assert lesson.hours == lessons[lesson.code].hours


def test_every_shipped_question_hangs_on_the_tree() -> None:
    points = {point.code for _, _, point in knowledge_tree().points()}

    assert {placed.question.knowledge_point for placed in read_question_folder(BANK).questions} <= points


def test_the_tree_is_not_taken_for_questions() -> None:
    assert (BANK / TREE_FILE).is_file()
    assert TREE_FILE not in {path.name for path in question_paths(BANK)}


def test_a_changed_tree_does_not_load_the_questions_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(compiled, "_stamped", {})
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "a.yaml").write_text("id: Q-1\n", "utf-8")
    before = compiled.bank_digest(bank)
    (bank / TREE_FILE).write_text("courses: []\n", "utf-8")

    assert compiled.bank_digest(bank) == before


@pytest.mark.parametrize("text", [None, "courses: [", "courses: [{code: C01}]", "[]"])
def test_a_damaged_tree_is_a_fault_of_the_machine(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / TREE_FILE).write_text(text, "utf-8")

    with pytest.raises(Fault, match="content_damaged"):
        read_tree(tmp_path)
