"""Course folders: ``course.yaml`` and one Markdown file per lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from trainer.adapters.content.files import label_of, read_text
from trainer.domain.courses.lesson import (
    Course,
    KnowledgePoint,
    Lesson,
    LessonOutline,
    Screen,
    outline_of,
)
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.fields import MAX_VERSION, Fields, Where

COURSE_FILE = "course.yaml"
_COURSE_KEYS = ("code", "title", "version", "lessons")
_LESSON_KEYS = ("code", "title", "hours", "tiers", "minutes", "objectives", "knowledge_points", "version", "sources")
COURSE_CODE = re.compile(r"C[0-9A-Z]{2,8}")
LESSON_CODE = re.compile(r"L[0-9A-Z]{3,10}")
_POINT_CODE = re.compile(r"K[0-9A-Z]{3,10}[a-z]")
_TIERS = re.compile(r"(?=.)[Aa]?[Bb]?[Cc]?")
_MOST_HOURS = Fraction(40)
_MOST_MINUTES = 2400


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """What one folder gave.

    Attributes:
        course: None when ``course.yaml`` could not be used.
        lessons: the lessons whose files could be read, with their text.
        findings: everything wrong.
    """

    course: Course | None
    lessons: tuple[Lesson, ...]
    findings: tuple[Finding, ...]


def course_folders(root: Path) -> list[Path]:
    """Give the folders below a root that hold a course, in order of their names."""
    try:
        return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    except OSError:
        return []


def read_course(folder: Path, root: Path, *, is_own: bool = False) -> CourseFolder:
    """Read a course with all its lessons.

    Args:
        folder: of the course.
        root: the folder of all courses, for the names in findings.
        is_own: an office's own course.
    """
    # NOTE: imported here because PyYAML is not needed when nothing has changed since the last start.
    from trainer.adapters.content.located import documents

    file = folder / COURSE_FILE
    label = label_of(file, root)
    text = read_text(file, label)
    if isinstance(text, Finding):
        return CourseFolder(None, (), (text,))
    found, findings = documents(text, label)
    if len(found) != 1:
        if not findings:
            findings.append(Finding("course_file_documents", Severity.ERROR, label, facts={"found": len(found)}))
        return CourseFolder(None, (), tuple(findings))
    fields = Fields(found[0].value, found[0].where)
    fields.only(_COURSE_KEYS)
    code = fields.matching("code", COURSE_CODE, "C09")
    if code and code != folder.name:
        fields.note("course_code_not_folder", "code", found=code, folder=folder.name)
    title_zh, title_en = _both(fields, "title")
    version = fields.whole("version", 1, MAX_VERSION)
    listed = fields.texts("lessons")
    lessons: list[Lesson] = []
    for lesson_code in listed:
        if not LESSON_CODE.fullmatch(lesson_code):
            fields.note("content_shape", "lessons", value=lesson_code, shape="L0901")
            continue
        lesson, about_it = read_lesson(folder / f"{lesson_code}.md", root, code, is_own=is_own)
        fields.findings += about_it
        if lesson is not None:
            lessons.append(lesson)
    if len(set(listed)) != len(listed):
        fields.note("lesson_listed_twice", "lessons")
    for path in sorted(folder.glob("*.md")):
        if path.stem not in listed:
            fields.findings.append(
                Finding("lesson_not_listed", Severity.ERROR, label_of(path, root), facts={"lesson": path.stem})
            )
    course = Course(code, title_zh, title_en, version, tuple(lesson.about for lesson in lessons), is_own)
    return CourseFolder(course if code else None, tuple(lessons), tuple(fields.findings))


def read_lesson(
    path: Path, root: Path, course: str, *, is_own: bool = False
) -> tuple[Lesson | None, tuple[Finding, ...]]:
    """Read one lesson.

    Args:
        path: its file; the name is its code.
        root: the folder of all courses.
        course: code of its course.
        is_own: an office's own lesson.

    Returns:
        The lesson, with stand-ins for what is wrong in its head, and the findings; None when there is no text to read.
    """
    from trainer.adapters.content.located import documents
    from trainer.adapters.content.markdown import BodyReader

    label = label_of(path, root)
    text = read_text(path, label)
    if isinstance(text, Finding):
        return None, (text,)
    head, body, body_line = _apart(text)
    if head is None:
        return None, (Finding("lesson_without_head", Severity.ERROR, label, 1),)
    found, findings = documents(head, label, first_line=2)
    value: Any = found[0].value if found else {}
    fields = Fields(value, found[0].where if found else Where(label, 1), findings=findings)
    screens = BodyReader(label, path.parent, findings).read(body, body_line)
    if not screens:
        findings.append(Finding("lesson_without_screens", Severity.ERROR, label, body_line))
    about = _about(fields, path, course, screens, is_own=is_own) if found else None
    if about is None or not screens:
        return None, tuple(findings)
    return Lesson(about, screens), tuple(findings)


def _about(fields: Fields, path: Path, course: str, screens: tuple[Screen, ...], *, is_own: bool) -> LessonOutline:
    fields.only(_LESSON_KEYS)
    code = fields.matching("code", LESSON_CODE, "L0901")
    if code and code != path.stem:
        fields.note("lesson_code_not_file", "code", found=code, name=path.name)
    title_zh, title_en = _both(fields, "title")
    objectives = fields.part("objectives")
    if objectives is not None:
        objectives.only(("zh", "en"))
    points = []
    for part in fields.parts("knowledge_points"):
        part.only(("code", "zh", "en"))
        points.append(
            KnowledgePoint(
                part.matching("code", _POINT_CODE, "K0901a"), part.text("zh"), part.text("en", required=False)
            )
        )
    return LessonOutline(
        code=path.stem,
        course=course,
        title_zh=title_zh,
        title_en=title_en,
        hours=fields.fraction("hours", Fraction(0), _MOST_HOURS),
        tiers=fields.matching("tiers", _TIERS, "ABc"),
        minutes=fields.whole("minutes", 1, _MOST_MINUTES),
        objectives_zh=objectives.texts("zh") if objectives is not None else (),
        objectives_en=objectives.texts("en", required=False) if objectives is not None else (),
        knowledge_points=tuple(points),
        version=fields.whole("version", 1, MAX_VERSION),
        sources=fields.texts("sources", required=False),
        screens=tuple(outline_of(screen) for screen in screens),
        questions=tuple(code for screen in screens for code in screen.questions),
        file=path,
        is_own=is_own,
    )


def _both(fields: Fields, key: str) -> tuple[str, str]:
    part = fields.part(key)
    if part is None:
        return "", ""
    part.only(("zh", "en"))
    return part.text("zh", limit=200), part.text("en", required=False, limit=200)


def _apart(text: str) -> tuple[str | None, str, int]:
    """Part the head from the body; the line where the body begins, 1-based."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != "---":
        return None, "", 1
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None, "", 1
