"""``trainer plan``: who must learn what by when, and how far they are."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import CHINA, local_date
from trainer.services.overviews import progress
from trainer.wording import N_, t

if TYPE_CHECKING:
    from trainer.services.overviews.progress import PlanBoard, PlanLine, UnitLine

app = typer.Typer(no_args_is_help=True, help=N_("Training plans, progress by unit, reports."))

_INDENT = "　"


@app.command("list", help=N_("List the plans, newest first."))
def list_plans(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """List the plans."""
    with opened(ctx) as (office, actor):
        lines = progress.plans(office, actor)
    text = _list_text(lines) if lines else t("There is no plan yet.")
    finish(ctx, [_in_list(line) for line in lines], text)


@app.command(help=N_("Show one plan with the figures of every unit."))
def show(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(help=N_("Id or name; the newest open plan when left out."))] = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """Show one plan."""
    with opened(ctx) as (office, actor):
        board = progress.plan_board(office, actor, progress.find_plan(office, actor, plan))
    if board is None:
        raise Refusal("no_plan_yet")
    finish(ctx, as_document(board), _board_text(board))


@app.command(help=N_("Make a plan and count at once where everybody stands."))
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Option(help=N_("What people call the plan."))],
    unit: Annotated[str, typer.Option(help=N_("Code or name of the unit whose people are meant, with all below it."))],
    by: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=N_("Last day of the first target."))],
    share: Annotated[str, typer.Option(help=N_("Share of the due people by that day: 0.8 or 80%."))] = "1",
    then_by: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=N_("Last day of the second target."))
    ] = None,
    then_share: Annotated[str, typer.Option(help=N_("Share of the due people by the second day."))] = "1",
    lesson: Annotated[list[str] | None, typer.Option(help=N_("Code of a lesson that is required; repeatable."))] = None,
    hours: Annotated[str, typer.Option(help=N_("Class hours that are required."))] = "0",
    exam: Annotated[str, typer.Option(help=N_("Id of the examination that must be passed."))] = "",
    tier: Annotated[list[str] | None, typer.Option(help=N_("Only this tier (T1, T2, T3); repeatable."))] = None,
    category: Annotated[list[str] | None, typer.Option(help=N_("Only this category of staff; repeatable."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Make a plan."""
    from trainer.domain.training.plan import Stage
    from trainer.services.plans import PlanDraft, create_plan

    stages = [Stage(by.date(), _share(share, "--share"))]
    if then_by is not None:
        stages.append(Stage(then_by.date(), _share(then_share, "--then-share")))
    with opened(ctx) as (office, actor):
        draft = PlanDraft(
            name,
            progress.find_unit(office, actor, unit),
            tuple(stages),
            tuple(lesson or ()),
            _number(hours, "--hours"),
            exam or None,
            tuple(tier or ()),
            tuple(category or ()),
        )
        made, _ = create_plan(office, actor, draft)
        board = progress.plan_board(office, actor, made.id)
    assert board is not None  # it was made a line above
    finish(ctx, as_document(board), _board_text(board))


@app.command(help=N_("Write the progress report as one page (PDF) or as a workbook (xlsx)."))
def report(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=N_("File to write; its ending decides: .pdf or .xlsx."))],
    plan: Annotated[str, typer.Argument(help=N_("Id or name; the newest open plan when left out."))] = "",
    unit: Annotated[str, typer.Option(help=N_("Code or name of a unit; the whole plan when left out."))] = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """Write a report."""
    from trainer.services import documents

    ending = out.suffix.lower()
    if ending not in {".pdf", ".xlsx"}:
        raise typer.BadParameter(t("The file must end in .pdf or .xlsx."), param_hint="--out")
    write = documents.progress_pdf if ending == ".pdf" else documents.progress_xlsx
    with opened(ctx) as (office, actor):
        plan_id = progress.find_plan(office, actor, plan)
        if plan_id is None:
            board = progress.plan_board(office, actor)
            if board is None:
                raise Refusal("no_plan_yet")
            plan_id = board.plan.id
        unit_id = progress.find_unit(office, actor, unit) if unit else None
        write(office, actor, plan_id, unit_id, out)
    finish(ctx, {"plan": plan_id, "file": str(out)}, t("Written: {file}", file=out))


def as_document(board: PlanBoard) -> dict[str, Any]:
    """Give a plan's figures in the shape that scripts read."""
    top = board.total
    return {
        "id": board.plan.id,
        "name": board.plan.name,
        "as_of": board.as_of.astimezone(CHINA).isoformat(timespec="seconds"),
        "target": float(board.stage.share),
        "by": board.stage.by.isoformat(),
        "deadline": board.plan.deadline.isoformat(),
        "days_left": board.days_left,
        "overdue": board.is_overdue,
        "closed": board.plan.closed_at is not None,
        "stages": [{"by": stage.by.isoformat(), "share": float(stage.share)} for stage in board.plan.stages],
        **_figures(top),
        "units": [
            {"code": line.code, "name": line.name, "depth": line.depth, **_figures(line)} for line in board.units
        ],
    }


def _figures(line: UnitLine) -> dict[str, Any]:
    return {
        "due": line.due,
        "exempt": line.exempt,
        "learned": line.learned,
        "passed": line.passed,
        "trained": line.trained,
        **_rate(line.rate),
        "people_needed": line.people_needed,
    }


def _rate(rate: Fraction | None) -> dict[str, Any]:
    if rate is None:
        return {"rate": None, "rate_reason": "nobody_due"}
    return {"rate": float(rate)}


def _in_list(line: PlanLine) -> dict[str, Any]:
    return {
        "id": line.plan_id,
        "name": line.name,
        "unit": line.unit_name,
        "deadline": line.deadline.isoformat(),
        "target": float(line.target),
        "due": line.due,
        "trained": line.trained,
        **_rate(line.rate),
        "people_needed": line.people_needed,
        "closed": line.is_closed,
    }


def _list_text(lines: list[PlanLine]) -> str:
    head = [t("Plan"), t("Unit"), t("Deadline"), t("Target"), t("Due"), t("Trained"), t("Rate"), t("Id")]
    rows = [
        [
            line.name,
            line.unit_name,
            day_text(line.deadline),
            percent(line.target),
            str(line.due),
            str(line.trained),
            percent(line.rate),
            line.plan_id,
        ]
        for line in lines
    ]
    return aligned(head, rows, right=(3, 4, 5, 6))


def _board_text(board: PlanBoard) -> str:
    head = [t("Unit"), t("Due"), t("Exempt"), t("Learned"), t("Passed"), t("Trained"), t("Rate"), t("Still needed")]
    rows = [
        [
            _INDENT * line.depth + line.name,
            str(line.due),
            str(line.exempt),
            str(line.learned),
            str(line.passed),
            str(line.trained),
            percent(line.rate),
            str(line.people_needed),
        ]
        for line in board.units
    ]
    said = t(
        "{name}: {share} by {day}; as of {today}",
        name=board.plan.name,
        share=percent(board.stage.share),
        day=day_text(board.stage.by),
        today=day_text(local_date(board.as_of)),
    )
    return said + "\n" + aligned(head, rows, right=range(1, 8))


def percent(share: Fraction | None) -> str:
    """Write a share for people: one place, cut off and never rounded up to a target that was not reached."""
    if share is None:
        return "—"
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}%"


def day_text(day: date) -> str:
    """Write a day in the language in force."""
    return t("{year}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day)


def _share(text: str, option: str) -> Fraction:
    cut = text.strip().rstrip("%％")
    return _number(cut, option) / (100 if cut != text.strip() else 1)


def _number(text: str, option: str) -> Fraction:
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError) as error:
        raise typer.BadParameter(t("“{text}” is not a number.", text=text), param_hint=option) from error
