"""Check courses and question files together: every id is referenced, and every reference exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trainer.adapters.content.figures import check_figure
from trainer.adapters.content.files import label_of
from trainer.adapters.content.lesson_files import CourseFolder, course_folders, read_course
from trainer.adapters.content.question_files import Placed, QuestionFile, read_question_folder
from trainer.domain.courses.lesson import Course, Figure, Lesson, ScreenKind
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.lint import lint
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.reading import STANDARD_CODE

# What a lesson of the standard looks like; outside it is a warning, because an office may have its reasons.
SCREENS = (6, 12)
SELF_CHECK_QUESTIONS = (3, 6)
TEXT_CHARACTERS = (900, 2600)
ONE_PAGE_CHARACTERS = 520
LEAST_FIGURES = 2
FIRST_SCREEN = ("为什么要学", "Why learn this")


@dataclass(frozen=True, slots=True)
class ContentReport:
    """What a check found.

    Attributes:
        courses, lessons, questions, figures, files: how many were looked at.
        findings: in order of file and line.
    """

    courses: int
    lessons: int
    questions: int
    figures: int
    files: int
    findings: tuple[Finding, ...]


def check_content(
    courses_root: Path, bank_root: Path | None, known_questions: Iterable[str] = (), *, is_own: bool = False
) -> ContentReport:
    """Check everything below two folders in one run.

    Args:
        courses_root: the folder of courses.
        bank_root: the folder of question files that belong to them; None when the questions are known by code only.
        known_questions: codes of questions that exist elsewhere (an office's database).
        is_own: an office's own courses, which may use questions of any lesson and need no question of their own.
    """
    findings: list[Finding] = []
    if not courses_root.is_dir():
        findings.append(Finding("content_folder_missing", Severity.ERROR, courses_root.name))
    folders = [(folder, read_course(folder, courses_root, is_own=is_own)) for folder in course_folders(courses_root)]
    bank = QuestionFile((), (), 0, 0) if bank_root is None else read_question_folder(bank_root)
    findings += bank.findings
    figures = 0
    for folder, one in folders:
        findings += one.findings
        found, count = _figures(folder, courses_root, one)
        findings += found
        figures += count
    lessons = {lesson.code: lesson for _, one in folders for lesson in one.lessons}
    questions = {placed.question.code: placed.question for placed in bank.questions}
    findings += _twice([one.course for _, one in folders if one.course is not None], courses_root)
    for lesson in lessons.values():
        findings += _lesson(lesson, label_of(lesson.about.file, courses_root))
        if bank_root is not None or known_questions:
            findings += _references(lesson, courses_root, questions, frozenset(known_questions), is_own=is_own)
    if bank_root is not None and not is_own:
        findings += _teaching(bank.questions, lessons, bank_root)
    return ContentReport(
        courses=len(folders),
        lessons=len(lessons),
        questions=len(questions),
        figures=figures,
        files=bank.files + len(folders) + len(lessons),
        findings=tuple(in_order(findings)),
    )


def check_bank(bank_root: Path, courses_root: Path | None, *, today: date | None = None) -> ContentReport:
    """Check the question files: each one, all together, and that each is taught somewhere.

    Args:
        today: for law bases that had to be looked at again; None asks nothing.
    """
    bank = read_question_folder(bank_root)
    findings = list(bank.findings)
    findings += lint([placed.question for placed in bank.questions], placer(bank.questions), today=today, known=())
    lessons: dict[str, Lesson] = {}
    folders: list[CourseFolder] = []
    if courses_root is not None:
        folders = [read_course(folder, courses_root) for folder in course_folders(courses_root)]
        lessons = {lesson.code: lesson for one in folders for lesson in one.lessons}
        findings += _teaching(bank.questions, lessons, bank_root)
    return ContentReport(len(folders), len(lessons), len(bank.questions), 0, bank.files, tuple(in_order(findings)))


def placer(placed: Iterable[Placed]) -> Callable[[Question], Where]:
    """Give a function that says where a question stands."""
    places: Mapping[str, Where] = {one.question.code: one.where for one in placed}
    return lambda question: places[question.code]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by file and line, errors first on one line."""
    weight = list(Severity)
    return sorted(findings, key=lambda one: (one.file, one.line or 0, weight.index(one.severity), one.code))


def _twice(courses: list[Course], root: Path) -> list[Finding]:
    found = []
    first: dict[str, str] = {}
    for course in courses:
        for lesson in course.lessons:
            other = first.setdefault(lesson.code, course.code)
            if other != course.code:
                found.append(
                    Finding("lesson_code_twice", Severity.ERROR, label_of(lesson.file, root), 1, facts={"other": other})
                )
    return found


def _lesson(lesson: Lesson, label: str) -> list[Finding]:
    about = lesson.about
    found: list[Finding] = []

    def warn(code: str, line: int = 1, severity: Severity = Severity.WARNING, **facts: object) -> None:
        found.append(Finding(code, severity, label, line, facts={"lesson": about.code, **facts}))

    kinds = [screen.kind for screen in lesson.screens]
    for kind, heading in ((ScreenKind.SELF_CHECK, "自测"), (ScreenKind.ONE_PAGE, "一页纸")):
        if kinds.count(kind) != 1:
            warn("screen_wanting", severity=Severity.ERROR, heading=heading, found=kinds.count(kind))
    if lesson.screens and lesson.screens[0].heading not in FIRST_SCREEN:
        warn("first_screen_unusual", lesson.screens[0].line, heading=FIRST_SCREEN[0])
    if kinds and ScreenKind.ONE_PAGE in kinds and kinds[-1] is not ScreenKind.ONE_PAGE:
        warn("one_page_not_last", lesson.screens[-1].line)
    _between(warn, "screens_unusual", len(kinds), SCREENS)
    _between(warn, "self_check_size", len(about.questions), SELF_CHECK_QUESTIONS)
    texts = sum(screen.characters for screen in lesson.screens if screen.kind is ScreenKind.TEXT)
    _between(warn, "lesson_length", texts, TEXT_CHARACTERS)
    for screen in lesson.screens:
        if screen.kind is ScreenKind.ONE_PAGE and screen.characters > ONE_PAGE_CHARACTERS:
            warn("one_page_long", screen.line, found=screen.characters, most=ONE_PAGE_CHARACTERS)
    figures = {block.path for screen in lesson.screens for block in screen.blocks if isinstance(block, Figure)}
    if len(figures) < LEAST_FIGURES:
        warn("figures_few", found=len(figures), least=LEAST_FIGURES)
    for point in about.knowledge_points:
        if point.code[1:-1] != about.code[1:]:
            warn("point_of_other_lesson", severity=Severity.ERROR, point=point.code)
    if len({point.code for point in about.knowledge_points}) != len(about.knowledge_points):
        warn("point_twice", severity=Severity.ERROR)
    return found


def _between(warn: Callable[..., None], code: str, found: int, bounds: tuple[int, int]) -> None:
    least, most = bounds
    if not least <= found <= most:
        warn(code, found=found, least=least, most=most)


def _references(
    lesson: Lesson, root: Path, questions: Mapping[str, Question], known: frozenset[str], *, is_own: bool
) -> list[Finding]:
    about = lesson.about
    found: list[Finding] = []
    label = label_of(about.file, root)
    line = next((screen.line for screen in lesson.screens if screen.questions), 1)

    def note(code: str, severity: Severity = Severity.ERROR, **facts: object) -> None:
        found.append(Finding(code, severity, label, line, facts={"lesson": about.code, **facts}))

    covered = set()
    for code in about.questions:
        standard = STANDARD_CODE.fullmatch(code)
        covered.add(questions[code].knowledge_point if code in questions else standard[1] if standard else "")
        if code not in questions and code not in known:
            note("self_check_question_missing", question=code)
    if len(set(about.questions)) != len(about.questions):
        note("self_check_question_twice")
    if is_own:
        return found
    asked = {question.knowledge_point for question in questions.values()}
    for point in about.knowledge_points:
        if point.code not in asked:
            note("point_without_question", point=point.code)
        elif point.code not in covered:
            note("point_not_in_self_check", Severity.WARNING, point=point.code)
    return found


def _teaching(placed: Iterable[Placed], lessons: Mapping[str, Lesson], bank_root: Path) -> list[Finding]:
    points = {point.code: code for code, lesson in lessons.items() for point in lesson.about.knowledge_points}
    found: list[Finding] = []
    for one in placed:
        question, where = one.question, one.where

        def note(code: str, *path: str, where: Where = where, named: str = question.code, **facts: object) -> None:
            found.append(where.finding(code, path, Severity.ERROR, question=named, **facts))

        if STANDARD_CODE.fullmatch(question.code) is None:
            note("question_code_shape", "id")
            continue
        if question.knowledge_point not in points:
            note("question_point_unknown", "id", point=question.knowledge_point)
        lesson = lessons.get(question.teaches_lesson)
        if lesson is None:
            note("teaches_lesson_unknown", "teaches", lesson=question.teaches_lesson)
        elif lesson.about.screen_called(question.teaches_screen) is None:
            note("teaches_screen_unknown", "teaches", lesson=lesson.code, heading=question.teaches_screen)
        expected = f"{bank_root.name}/{question.course}/{question.knowledge_point}.yaml"
        if where.file != expected:
            note("question_in_other_file", "id", expected=expected)
    return found


def _figures(folder: Path, root: Path, one: CourseFolder) -> tuple[list[Finding], int]:
    drawn = {
        block.path
        for lesson in one.lessons
        for screen in lesson.screens
        for block in screen.blocks
        if isinstance(block, Figure)
    }
    found: list[Finding] = []
    files = sorted(path for path in (folder / "figures").glob("*") if path.is_file())
    for path in files:
        label = label_of(path, root)
        if not re.fullmatch(r"[\w.-]+\.svg", path.name):
            found.append(Finding("figure_name", Severity.ERROR, label))
            continue
        found += check_figure(path, label)
        if one.course is not None and path not in drawn:
            found.append(Finding("figure_not_used", Severity.WARNING, label))
    return found, len(files)
