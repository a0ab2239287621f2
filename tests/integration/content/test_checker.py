"""One run over spoilt courses and question files: every problem, with file and line, and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.content import BANK, COURSE, LESSON, Content
from trainer.adapters.content.checker import ContentReport, check_bank, check_content
from trainer.domain.kernel.findings import Finding, Severity


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path)


def check(content: Content) -> ContentReport:
    return check_content(content.courses, content.bank)


def errors(content: Content) -> list[tuple[str, str, int | None]]:
    return [(one.file, one.code, one.line) for one in check(content).findings if one.severity is Severity.ERROR]


def found(content: Content, code: str) -> Finding:
    return next(one for one in check(content).findings if one.code == code)


def test_a_sound_course_has_no_error(content: Content) -> None:
    report = check(content)

    assert (report.courses, report.lessons, report.questions, report.figures) == (1, 1, 2, 1)
    assert errors(content) == []


L, B = "courses/C20/L2001.md", "question_bank/C20/K2001a.yaml"


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        (L, "minutes: 20", "minuets: 20", [(L, "content_key_missing", 2), (L, "content_key_unknown", 6)]),
        (L, "hours: 0.5", "hours: half", [(L, "content_not_number", 4)]),
        (L, "tiers: aB", "tiers: Ba", [(L, "content_shape", 5)]),
        (L, "code: K2001a", "code: K2002a", None),
        (L, "figures/home.svg", "figures/away.svg", [(L, "figure_missing", 20)]),
        (L, "Q-K2001a-002}}", "Q-K2001a-009}}", [(L, "self_check_question_missing", 23)]),
        (L, "# 一页纸", "# 一张纸", [(L, "screen_wanting", 1)]),
        (L, "打开不算办，提交才算。", "打开<b>不算</b>办。", [(L, "raw_html", 21), (L, "raw_html", 21)]),
        (B, "teaches: L2001#首页\nstem: 写好", "teaches: L2001#主页\nstem: 写好", [(B, "teaches_screen_unknown", 6)]),
        (B, "teaches: L2001#首页\nstem: 写好", "teaches: L2009#首页\nstem: 写好", [(B, "teaches_lesson_unknown", 6)]),
        (B, "id: Q-K2001a-002", "id: Q-K2001a-001", None),
        (B, "right: true, ", "", None),
        (B, "difficulty: 1", "difficulty: 1\ncolour: red", None),
    ],
)
def test_each_slip_is_found_on_its_line(
    content: Content, name: str, before: str, after: str, expected: list[tuple[str, str, int]] | None
) -> None:
    content.change(name, before, after)

    if expected is None:
        assert errors(content)
    else:
        assert errors(content) == expected


def test_a_broken_question_hides_neither_the_next_nor_the_lessons(content: Content) -> None:
    content.change(B, "stem: 写好意见没有提交，这件事项在：", 'stem: "写好')
    content.change(L, "minutes: 20", "minutes: none")

    codes = {code for _, code, _ in errors(content)}
    assert {"content_yaml_broken", "content_not_number", "self_check_question_missing"} <= codes
    assert check(content).questions == 1


def test_a_question_without_a_lesson_and_a_point_without_a_question_are_found(content: Content) -> None:
    content.write("question_bank/C20/K2001b.yaml", BANK.replace("K2001a", "K2001b"))
    content.change(L, "K2001a, zh: 待办, en: To do}", "K2001c, zh: 待办, en: To do}")

    codes = {code for _, code, _ in errors(content)}
    assert {"question_point_unknown", "point_without_question"} <= codes


def test_a_question_in_the_wrong_file_is_found(content: Content) -> None:
    (content.root / B).rename(content.bank / "C20" / "K2001b.yaml")

    assert {code for _, code, _ in errors(content)} == {"question_in_other_file"}


def test_unlisted_lessons_missing_lessons_and_unused_figures_are_found(content: Content) -> None:
    content.write("courses/C20/L2002.md", LESSON.replace("L2001", "L2002"))
    content.change("courses/C20/course.yaml", "[L2001]", "[L2001, L2003]")
    content.write("courses/C20/figures/spare.svg", "<svg/>")

    assert found(content, "lesson_not_listed").file == "courses/C20/L2002.md"
    assert found(content, "content_file_missing").file == "courses/C20/L2003.md"
    assert found(content, "figure_not_used").file == "courses/C20/figures/spare.svg"


def test_a_lesson_in_two_courses_is_found(content: Content) -> None:
    content.write("courses/C21/course.yaml", COURSE.replace("C20", "C21"))
    content.write("courses/C21/L2001.md", LESSON.replace("figures/home.svg", "figures/home2.svg"))

    assert found(content, "lesson_code_twice").facts["other"] == "C20"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe\x00broken",
        b"---\n",
        b"---\n---\n",
        b"---\ncode: L2001\n",
        "没有课件信息".encode(),
        b"\0" * 100,
        "---\ncode: 甲\n---\n# 屏\n字。".encode(),
        "---\n- 1\n---\n# 屏\n字。".encode(),
    ],
)
def test_a_damaged_lesson_gives_findings_and_the_rest_is_still_checked(content: Content, damage: bytes) -> None:
    (content.root / L).write_bytes(damage)

    report = check(content)
    assert any(one.file == L and one.severity is Severity.ERROR for one in report.findings)
    assert report.questions == 2


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00broken", b"7", b"- 1\n", b"a: [", b"--- >\n", b"lessons: 3\n"])
@pytest.mark.parametrize("name", ["courses/C20/course.yaml", B])
def test_other_damaged_files_give_findings_too(content: Content, name: str, damage: bytes) -> None:
    (content.root / name).write_bytes(damage)

    assert any(one.file == name for one in check(content).findings)


def test_missing_folders_give_findings(tmp_path: Path) -> None:
    report = check_content(tmp_path / "courses", tmp_path / "question_bank")

    assert [one.code for one in report.findings] == ["content_folder_missing"] * 2


def test_a_line_that_is_not_utf8_is_named(content: Content) -> None:
    (content.root / B).write_bytes(BANK.encode().replace("已办就是办结".encode(), "已办就是办结".encode("gb18030")))

    finding = found(content, "content_not_utf8")
    assert (finding.file, finding.line) == (B, 23)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(content: Content) -> None:
    for name in (L, B):
        path = content.root / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert errors(content) == []


def test_the_check_of_the_bank_lints_as_well(content: Content) -> None:
    content.change(B, "stem: 已办就是办结。", "stem: 已办就是办结。\nname: 甲")
    content.change(B, "explanation: 提交才算办。\n", "")

    report = check_bank(content.bank, content.courses)
    assert [(one.file, one.line, one.code) for one in report.findings] == [(B, 1, "explanation_missing")]
