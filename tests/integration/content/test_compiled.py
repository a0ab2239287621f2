"""What is remembered between starts: true while nothing changed, made anew when something did."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders.content import LESSON, Content
from trainer.adapters.content import compiled, library
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.platform import paths


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(compiled, "_stamped", {})
    return Content(tmp_path / "内容 x")


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin like a new process."""
    monkeypatch.setattr(compiled, "_stamped", {})


def test_a_new_process_reads_the_note_and_parses_nothing(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compiled.courses(content.courses)
    digest = compiled.bank_digest(content.bank)
    forget(monkeypatch)
    monkeypatch.setattr(compiled, "_read_courses", lambda *_, **__: pytest.fail("read again"))
    monkeypatch.setattr(compiled, "_digest", lambda *_: pytest.fail("read again"))

    assert compiled.courses(content.courses) == first
    assert compiled.bank_digest(content.bank) == digest
    assert first[0].lessons[0].title("en") == "Home page"


def test_a_changed_file_is_read_again(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compiled.bank_digest(content.bank)
    compiled.courses(content.courses)
    content.change("courses/C20/L2001.md", "en: Home page", "en: First page")
    content.change("question_bank/C20/K2001a.yaml", "提交才算办。", "提交以后才算办。")

    assert compiled.courses(content.courses)[0].lessons[0].title_en == "First page"
    assert compiled.bank_digest(content.bank) != before


def test_the_digest_follows_the_contents_and_not_the_times(content: Content) -> None:
    before = compiled.bank_digest(content.bank)
    os.utime(content.bank / "C20" / "K2001a.yaml", (1, 1))

    assert compiled.bank_digest(content.bank) == before


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"stamp": 1}', "null"])
def test_a_damaged_note_is_made_anew(content: Content, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    first = compiled.courses(content.courses)
    for note in paths.cache_dir().iterdir():
        note.write_text(damage, "utf-8")
    forget(monkeypatch)

    assert compiled.courses(content.courses) == first


def test_a_cache_that_cannot_be_written_stops_nothing(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = content.root / "blocked"
    blocked.write_text("a file where the folder should be", "utf-8")
    monkeypatch.setattr(paths, "cache_dir", lambda: blocked / "cache")

    assert len(compiled.courses(content.courses)) == 1


def test_missing_folders_are_empty(tmp_path: Path) -> None:
    assert compiled.courses(tmp_path / "none") == ()
    assert compiled.bank_digest(tmp_path / "none") == ""


def test_the_library_gives_a_lesson_with_its_text_and_sees_a_change(content: Content, tmp_path: Path) -> None:
    own = tmp_path / "own"
    lesson = library.lesson("L2001", own, content.courses)
    assert [screen.heading for screen in lesson.screens] == ["为什么要学", "首页", "自测", "一页纸"]

    path = content.write("courses/C20/L2001.md", LESSON.replace("早上有人在等。", "晚上没人在等。"))
    os.utime(path, (5, 5))
    screen = library.lesson("L2001", own, content.courses).screens[0]
    assert "晚上" in str(screen.blocks)


def test_of_two_courses_with_one_code_the_shipped_one_counts(content: Content, tmp_path: Path) -> None:
    own = Content(tmp_path / "own")
    own.change("courses/C20/course.yaml", "示例课程", "另一课程")

    found = library.all_courses(own.courses, content.courses)
    assert [(course.title_zh, course.is_own) for course in found] == [("示例课程", False)]


def test_unknown_and_vanished_lessons_are_told_apart(content: Content, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="lesson_unknown"):
        library.lesson("L9999", tmp_path / "own", content.courses)
    outlines = library.outlines(tmp_path / "own", content.courses)
    (content.courses / "C20" / "L2001.md").write_bytes(b"\xff")
    assert outlines["L2001"].code == "L2001"
    with pytest.raises(Fault, match="lesson_unreadable"):
        library._read(content.courses / "C20" / "L2001.md", "C20", False, 1)
