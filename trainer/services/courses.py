"""Courses and lessons: what there is, whether it is sound, and an office's own courses in and out."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from trainer.adapters.content import library
from trainer.domain.courses.lesson import Course, Lesson, LessonOutline
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.platform import paths

if TYPE_CHECKING:
    from trainer.adapters.content.checker import ContentReport
    from trainer.services.office import Office

# A course is text and line drawings; more than this is not a course.
_MOST_BYTES = 50_000_000
_MOST_FILES = 2000
_TAKEN = (".yaml", ".yml", ".md", ".svg")
_COPY = 65_536


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson in the list of courses; ``questions`` counts those of its knowledge points in the bank."""

    code: str
    title_zh: str
    title_en: str
    hours: Fraction
    tiers: str
    minutes: int
    questions: int


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course in the list of courses."""

    code: str
    title_zh: str
    title_en: str
    hours: Fraction
    is_own: bool
    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True, slots=True)
class CourseImport:
    """What became of an import of courses.

    Attributes:
        imported: codes of courses now in the office, new or replaced.
        refused: codes, or names of folders, that could not be taken.
        findings: why.
    """

    imported: tuple[str, ...]
    refused: tuple[str, ...]
    findings: tuple[Finding, ...]


def all_courses(office: Office) -> tuple[Course, ...]:
    """Give all courses, the shipped ones first, without their text."""
    return library.all_courses(office.home.courses)


def outlines(office: Office) -> dict[str, LessonOutline]:
    """Give all lessons without their text, by code, in teaching order."""
    return library.outlines(office.home.courses)


def lesson(office: Office, code: str) -> Lesson:
    """Give a lesson with its text.

    Raises:
        Refusal: ``lesson_unknown``.
        Fault: ``lesson_unreadable``.
    """
    return library.lesson(code, office.home.courses)


def list_courses(office: Office) -> tuple[CourseLine, ...]:
    """List courses and lessons with the number of questions of each."""
    with office.database.read() as uow:
        by_point = uow.questions.counts_by("knowledge_point")
    return tuple(
        CourseLine(
            course.code,
            course.title_zh,
            course.title_en,
            course.hours,
            course.is_own,
            tuple(
                LessonLine(
                    one.code,
                    one.title_zh,
                    one.title_en,
                    one.hours,
                    one.tiers,
                    one.minutes,
                    sum(by_point.get(point.code, 0) for point in one.knowledge_points),
                )
                for one in course.lessons
            ),
        )
        for course in all_courses(office)
    )


def check_courses(office: Office) -> ContentReport:
    """Check the shipped courses with their questions, and the office's own, in one run."""
    from trainer.adapters.content.checker import ContentReport, check_content

    shipped = check_content(paths.shipped("courses"), paths.shipped("question_bank"))
    if not office.home.courses.is_dir():
        return shipped
    own = check_content(office.home.courses, None, _known_questions(office), is_own=True)
    return ContentReport(
        shipped.courses + own.courses,
        shipped.lessons + own.lessons,
        shipped.questions,
        shipped.figures + own.figures,
        shipped.files + own.files,
        shipped.findings + own.findings,
    )


def import_courses(office: Office, actor: Actor, source: Path) -> tuple[CourseImport, Changes]:
    """Take courses of the office's own from a folder or a zip; a course that is there already is replaced.

    Nothing of a course with an error is taken; warnings do not stop it. A self-check may ask any question of the bank.

    Args:
        source: a course folder, a folder of course folders, or a zip of either.

    Raises:
        Refusal: ``course_source_missing``, ``course_archive_unsafe``, ``course_archive_too_large``, ``course_none_found``.
        Fault: ``course_archive_damaged``, ``content_not_written``.
    """
    require(actor, Right.EDIT_QUESTIONS)
    if not source.exists():
        raise Refusal("course_source_missing", path=str(source))
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "courses"
        if source.is_dir():
            _gather(source, root)
        else:
            unpacked = Path(name) / "unpacked"
            _unpack(source, unpacked)
            _gather(unpacked, root)
        if not root.is_dir():
            raise Refusal("course_none_found", path=str(source))
        outcome = _take(office, root)
    if outcome.imported:
        with office.database.write() as uow:
            uow.audit.append(
                home_id=office.home_id,
                at=office.clock.now(),
                actor_id=actor.cadre_id,
                action="course.imported",
                subject=outcome.imported[0],
                facts={"courses": list(outcome.imported)},
            )
    return outcome, Changes.of(Area.LEARNING)


def export_course(office: Office, actor: Actor, code: str, out: Path) -> Path:
    """Write a course, shipped or own, as a folder or (where the name ends in ``.zip``) as a zip.

    Raises:
        Refusal: ``course_unknown``, ``course_target_exists``.
        Fault: ``content_not_written``.
    """
    del actor  # what everybody may read, everybody may take along
    course = next((one for one in all_courses(office) if one.code == code), None)
    if course is None:
        raise Refusal("course_unknown", course=code)
    folder = (office.home.courses if course.is_own else paths.shipped("courses")) / code
    target = out if out.suffix.lower() == ".zip" else out / code
    if target.exists():
        raise Refusal("course_target_exists", path=str(target))
    beside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear(beside)
        if target.suffix.lower() != ".zip":
            shutil.copytree(folder, beside)
        else:
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(folder.rglob("*")):
                    if path.is_file():
                        archive.write(path, f"{code}/{path.relative_to(folder).as_posix()}")
        beside.rename(target)
    except OSError as error:
        _clear(beside)
        raise Fault("content_not_written", target, error) from error
    return target


def remove_course(office: Office, actor: Actor, code: str) -> Changes:
    """Remove one of the office's own courses; what people learned of it stays recorded.

    Raises:
        Refusal: ``course_unknown``, ``course_is_shipped``.
    """
    require(actor, Right.EDIT_QUESTIONS)
    course = next((one for one in all_courses(office) if one.code == code), None)
    if course is None:
        raise Refusal("course_unknown", course=code)
    if not course.is_own:
        raise Refusal("course_is_shipped", course=code)
    shutil.rmtree(office.home.courses / code, ignore_errors=True)
    with office.database.write() as uow:
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="course.removed",
            subject=code,
            facts={},
        )
    return Changes.of(Area.LEARNING)


def _known_questions(office: Office) -> list[str]:
    with office.database.read() as uow:
        return list(uow.questions.heads())


def _take(office: Office, root: Path) -> CourseImport:
    from trainer.adapters.content.checker import check_content
    from trainer.adapters.content.lesson_files import COURSE_CODE, course_folders

    shipped = {course.code: course for course in all_courses(office) if not course.is_own}
    shipped_lessons = {one.code for course in shipped.values() for one in course.lessons}
    own_lessons = {one.code: course.code for course in all_courses(office) if course.is_own for one in course.lessons}
    known = _known_questions(office)
    imported: list[str] = []
    refused: list[str] = []
    findings: list[Finding] = []
    for folder in course_folders(root):
        alone = root.parent / f"check-{folder.name}" / "courses"
        shutil.copytree(folder, alone / folder.name)
        found = list(check_content(alone, None, known, is_own=True).findings)
        label = f"courses/{folder.name}/course.yaml"
        if folder.name in shipped or not COURSE_CODE.fullmatch(folder.name):
            code = "course_is_shipped" if folder.name in shipped else "course_code_shape"
            found.append(Finding(code, Severity.ERROR, label, facts={"course": folder.name}))
        for path in sorted(folder.glob("*.md")):
            if path.stem in shipped_lessons or own_lessons.get(path.stem, folder.name) != folder.name:
                found.append(
                    Finding(
                        "lesson_code_taken",
                        Severity.ERROR,
                        f"courses/{folder.name}/{path.name}",
                        1,
                        facts={"lesson": path.stem},
                    )
                )
        findings += found
        if any(finding.severity is Severity.ERROR for finding in found):
            refused.append(folder.name)
            continue
        _place(folder, office.home.courses / folder.name)
        imported.append(folder.name)
    return CourseImport(tuple(imported), tuple(refused), tuple(findings))


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _place(folder: Path, target: Path) -> None:
    """Put a course in place; until the last step the one that is there stays whole."""
    beside = target.with_name(f".{target.name}.new")
    before = target.with_name(f".{target.name}.old")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_over in (beside, before):
            shutil.rmtree(left_over, ignore_errors=True)
        shutil.copytree(folder, beside)
        if target.exists():
            target.rename(before)
        beside.rename(target)
        shutil.rmtree(before, ignore_errors=True)
    except OSError as error:
        if before.exists() and not target.exists():
            before.rename(target)
        shutil.rmtree(beside, ignore_errors=True)
        raise Fault("content_not_written", target, error) from error


def _gather(source: Path, root: Path) -> None:
    """Copy the courses of a folder (itself one, or a folder of them, at most one level further down) under one root."""
    for file in [
        source / "course.yaml",
        *sorted(source.glob("*/course.yaml")),
        *sorted(source.glob("*/*/course.yaml")),
    ]:
        if not file.is_file():
            continue
        folder = file.parent.resolve()
        target = root / folder.name
        if target.exists():
            continue
        for path in sorted(folder.rglob("*")):
            # Links could lead anywhere; anything but text and drawings has no place in a course.
            if path.is_file() and not path.is_symlink() and path.suffix.lower() in _TAKEN:
                copy = target / path.relative_to(folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def _unpack(source: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MOST_FILES or sum(member.file_size for member in members) > _MOST_BYTES:
                raise Refusal("course_archive_too_large", limit_mb=_MOST_BYTES // 1_000_000)
            written = 0
            for member in members:
                place = PurePosixPath(member.filename.replace("\\", "/"))
                if place.is_absolute() or ".." in place.parts or ":" in member.filename:
                    raise Refusal("course_archive_unsafe", name=member.filename[:80])
                if place.suffix.lower() not in _TAKEN:
                    continue
                path = target.joinpath(*place.parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, path.open("wb") as out:
                    # The directory of a zip may lie about sizes; what is really written is counted.
                    while part := packed.read(_COPY):
                        written += len(part)
                        if written > _MOST_BYTES:
                            raise Refusal("course_archive_too_large", limit_mb=_MOST_BYTES // 1_000_000)
                        out.write(part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Fault("course_archive_damaged", source, error) from error
    except OSError as error:
        raise Fault("content_not_written", source, error) from error
