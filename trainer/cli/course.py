"""``trainer course``: what there is to learn, whether it is sound, and an office's own courses in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.findings import as_documents, as_lines, weigh
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.services import courses
from trainer.wording import N_, current_language, t

app = typer.Typer(no_args_is_help=True, help=N_("Courses and lessons."))


@app.command("list", help=N_("List courses and lessons with the number of questions of each."))
def list_courses(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """List courses and lessons."""
    with opened(ctx) as (office, _):
        found = courses.list_courses(office)
    finish(ctx, [_course(course) for course in found], _text(found) if found else t("There are no courses."))


@app.command(help=N_("Check all lessons, figures and references; every problem with its file and line."))
def check(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Check courses."""
    with opened(ctx) as (office, _):
        report = courses.check_courses(office)
    document = {
        "courses": report.courses,
        "lessons": report.lessons,
        "questions": report.questions,
        "figures": report.figures,
        "findings": as_documents(report.findings),
    }
    summary = t(
        "{courses} courses, {lessons} lessons, {figures} figures checked; {found} findings.",
        courses=report.courses,
        lessons=report.lessons,
        figures=report.figures,
        found=len(report.findings),
    )
    finish(ctx, document, "\n".join([*as_lines(report.findings), summary]), weigh(report.findings))


@app.command("import", help=N_("Take courses of your own from a folder or a zip file."))
def import_(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(help=N_("A course folder, a folder of them, or a zip file of either."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Take courses of the office's own."""
    with opened(ctx) as (office, actor):
        outcome, _ = courses.import_courses(office, actor, source)
    document = {
        "imported": list(outcome.imported),
        "refused": list(outcome.refused),
        "findings": as_documents(outcome.findings),
    }
    summary = t(
        "{imported} courses taken, {refused} refused.", imported=len(outcome.imported), refused=len(outcome.refused)
    )
    found = bool(outcome.refused) or weigh(outcome.findings)
    finish(ctx, document, "\n".join([*as_lines(outcome.findings), summary]), found)


@app.command(help=N_("Write a course to a folder or, where the name ends in .zip, to a zip file."))
def export(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help=N_("Code of the course."))],
    out: Annotated[Path, typer.Option(help=N_("Folder or .zip file to write."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Write a course."""
    with opened(ctx) as (office, actor):
        target = courses.export_course(office, actor, code, out)
    finish(ctx, {"exported": code, "path": str(target)}, t("Written to {path}.", path=str(target)))


def _course(course: courses.CourseLine) -> dict[str, Any]:
    return {
        "code": course.code,
        "title_zh": course.title_zh,
        "title_en": course.title_en,
        "hours": str(course.hours),
        "is_own": course.is_own,
        "lessons": [
            {
                "code": lesson.code,
                "title_zh": lesson.title_zh,
                "title_en": lesson.title_en,
                "hours": str(lesson.hours),
                "tiers": lesson.tiers,
                "minutes": lesson.minutes,
                "questions": lesson.questions,
            }
            for lesson in course.lessons
        ],
    }


def _text(found: tuple[courses.CourseLine, ...]) -> str:
    is_chinese = current_language() == "zh"
    rows = []
    for course in found:
        title = course.title_zh if is_chinese else course.title_en or course.title_zh
        rows.append((course.code, title, _hours(float(course.hours)), "", ""))
        rows += [
            (
                f"  {lesson.code}",
                lesson.title_zh if is_chinese else lesson.title_en or lesson.title_zh,
                _hours(float(lesson.hours)),
                lesson.tiers,
                str(lesson.questions),
            )
            for lesson in course.lessons
        ]
    return aligned((t("Code"), t("Title"), t("Hours"), t("Tiers"), t("Questions")), rows, right=(2, 4))


def _hours(hours: float) -> str:
    return f"{hours:g}"
