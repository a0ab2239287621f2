"""``trainer exam``: open and close exams, results, regrades."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.domain.kernel.time import CHINA
from trainer.services import exams, results
from trainer.services.overviews.exams import exam_list
from trainer.wording import N_, exam_names, t

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.domain.sittings.exam import Exam
    from trainer.services.office import Office

app = typer.Typer(no_args_is_help=True, help=N_("Examinations and their results."))

_EXAM = typer.Argument(help=N_("Id or name of the examination."))
_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


@app.command("open", help=N_("Open an examination: one that is sealed, or a new one made from a blueprint."))
def open_(
    ctx: typer.Context,
    exam: Annotated[str, typer.Argument(help=N_("Id of a sealed examination, or the name of a new one."))],
    blueprint: Annotated[
        Path | None, typer.Option(help=N_("Blueprint file of a new examination."), exists=True, dir_okay=False)
    ] = None,
    unit: Annotated[str, typer.Option(help=N_("Code or name of the unit whose people sit it, with all below."))] = "",
    opens: Annotated[
        datetime | None, typer.Option("--from", formats=_MOMENTS, help=N_("Start of the window; now when left out."))
    ] = None,
    until: Annotated[datetime | None, typer.Option(formats=_MOMENTS, help=N_("End of the window."))] = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=1440, help=N_("Time for the paper, minutes."))] = None,
    pass_mark: Annotated[str, typer.Option(help=N_("Pass mark, of 100; the office's setting when left out."))] = "",
    attempts: Annotated[int | None, typer.Option(min=1, help=N_("Sittings allowed per person."))] = None,
    review: Annotated[str, typer.Option(help=N_("What candidates see afterwards: none, own_answers, with_key."))] = "",
    seed: Annotated[
        int | None, typer.Option(min=0, max=exams.MAX_SEED, help=N_("Equal seeds give equal papers."))
    ] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Open an exam."""
    with opened(ctx) as (office, actor):
        if blueprint is None:
            found = exams.find_exam(office, exam)
        else:
            if until is None or not unit:
                raise typer.BadParameter(t("A new examination needs --unit and --until."), param_hint="--blueprint")
            changes: dict[str, Any] = {}
            if minutes is not None:
                changes["limit_s"] = minutes * 60
            if pass_mark:
                changes["pass_mark"] = pass_mark
            if attempts is not None:
                changes["attempts"] = attempts
            if review:
                changes["review"] = review
            found = _make(office, actor, exam, blueprint, unit, opens, until, changes, seed)
        opened_exam, _ = exams.open_exam(office, actor, found.id)
    finish(ctx, _document(opened_exam), t("Open: {name} ({id})", name=opened_exam.name, id=opened_exam.id))


@app.command(help=N_("Close an examination for good; open sittings are handed in as they stand."))
def close(ctx: typer.Context, exam: Annotated[str, _EXAM], as_json: bool = JSON_OPTION) -> None:
    """Close an exam."""
    with opened(ctx) as (office, actor):
        found = exams.find_exam(office, exam)
        handed_in, _ = exams.close_exam(office, actor, found.id)
        found = exams.find_exam(office, found.id)
    said = t("Closed: {name}; sittings handed in by this: {n}", name=found.name, n=handed_in)
    finish(ctx, {**_document(found), "handed_in": handed_in}, said)


@app.command("list", help=N_("List the examinations."))
def list_(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """List exams."""
    with opened(ctx) as (office, actor):
        lines = exam_list(office, actor)
    document = [
        {
            "id": line.exam_id,
            "name": line.name,
            "unit": line.unit_name,
            "state": line.state,
            "opens_at": _iso(line.opens_at),
            "closes_at": _iso(line.closes_at),
            "questions": line.questions,
            "of": line.of,
            "due": line.due,
            "sat": line.sat,
            "in_progress": line.in_progress,
            "passed": line.passed,
            "pass_rate": float(line.pass_rate) if line.pass_rate is not None else None,
            **({} if line.pass_rate is not None else {"pass_rate_reason": "nobody_sat"}),
        }
        for line in lines
    ]
    table = aligned(
        [t("Name"), t("Unit"), t("State"), t("Open until"), t("To sit"), t("Have sat"), t("Passed"), t("Id")],
        [
            [
                line.name,
                line.unit_name,
                exam_names.exam_state_text(line.state),
                f"{line.closes_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
                str(line.due),
                str(line.sat),
                str(line.passed),
                line.exam_id,
            ]
            for line in lines
        ],
        right=(4, 5, 6),
    )
    finish(ctx, document, table if lines else t("There is no examination yet."))


@app.command("results", help=N_("Show everybody's results of an examination."))
def results_(ctx: typer.Context, exam: Annotated[str, _EXAM], as_json: bool = JSON_OPTION) -> None:
    """Show results."""
    with opened(ctx) as (office, actor):
        found, views = results.exam_results(office, actor, exams.find_exam(office, exam).id)
    document = {
        "exam": found.id,
        "name": found.name,
        "state": found.state.value,
        "results": [
            {
                "cadre": view.cadre_name,
                "cadre_id": view.cadre_id,
                "unit": view.unit_name,
                "attempt": view.attempt,
                "marks": view.marks,
                "of": view.of,
                "band": view.band,
                "passed": view.is_passed if view.marks is not None else None,
                "state": view.state,
                "handed_in_at": _iso(view.handed_in_at) if view.handed_in_at else None,
                "handed_in_by": view.handed_in_by,
                "fingerprint": view.fingerprint,
                "sitting": view.sitting_id,
            }
            for view in views
        ],
    }
    table = aligned(
        [t("Unit"), t("Name"), t("Sitting no."), t("Marks"), t("Out of"), t("Band"), t("State")],
        [
            [
                view.unit_name,
                view.cadre_name,
                str(view.attempt),
                view.marks or "—",
                view.of or "—",
                exam_names.band_text(view.band),
                exam_names.state_text(view.state),
            ]
            for view in views
        ],
        right=(2, 3, 4),
    )
    finish(ctx, document, table if views else t("Nobody has sat this examination yet."))


@app.command(help=N_("Mark an examination again with the keys as they stand now; old results stay beside."))
def regrade(
    ctx: typer.Context,
    exam: Annotated[str, _EXAM],
    reason: Annotated[str, typer.Option(help=N_("Why; goes on record."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Mark again."""
    with opened(ctx) as (office, actor):
        found = exams.find_exam(office, exam)
        report, _ = results.regrade(office, actor, found.id, reason)
    document = {
        "exam": found.id,
        "sittings": report.sittings,
        "changed": report.changed,
        "now_passed": report.now_passed,
        "now_failed": report.now_failed,
        "not_comparable": list(report.not_comparable),
    }
    lines = [
        t(
            "{sittings} sittings marked again, {changed} changed; now passed: {passed}, now failed: {failed}.",
            sittings=report.sittings,
            changed=report.changed,
            passed=report.now_passed,
            failed=report.now_failed,
        )
    ]
    if report.not_comparable:
        codes = ", ".join(report.not_comparable)
        lines.append(t("These questions were reworded and kept their old key: {codes}", codes=codes))
    finish(ctx, document, "\n".join(lines), findings=bool(report.not_comparable))


@app.command(help=N_("Write the results of an examination to a workbook (xlsx)."))
def export(
    ctx: typer.Context,
    exam: Annotated[str, _EXAM],
    out: Annotated[Path, typer.Option(help=N_("File to write; must end in .xlsx."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Write results."""
    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(t("The file must end in .xlsx."), param_hint="--out")
    with opened(ctx) as (office, actor):
        found = exams.find_exam(office, exam)
        rows = results.export_results(office, actor, found.id, out)
    finish(ctx, {"exam": found.id, "exported": rows, "file": str(out)}, t("Written: {file}", file=out))


def _make(
    office: Office,
    actor: Actor,
    name: str,
    blueprint: Path,
    unit: str,
    opens: datetime | None,
    until: datetime,
    changes: dict[str, Any],
    seed: int | None,
) -> Exam:
    from trainer.domain.sittings.rules import read_rules, rules_document
    from trainer.services.overviews.progress import find_unit
    from trainer.services.papers import read_blueprint_file

    rules = read_rules(rules_document(exams.default_rules(office)) | changes)
    # Without a seed of one's own the papers follow from chance; the one taken is stored with the exam.
    made, _ = exams.create_exam(
        office,
        actor,
        name,
        find_unit(office, actor, unit),
        read_blueprint_file(blueprint),
        rules,
        opens.replace(tzinfo=CHINA) if opens is not None else office.clock.now(),
        until.replace(tzinfo=CHINA),
        secrets.randbelow(exams.MAX_SEED) if seed is None else seed,
    )
    return made


def _document(exam: Exam) -> dict[str, Any]:
    return {
        "exam": exam.id,
        "name": exam.name,
        "unit": exam.unit_id,
        "state": exam.state.value,
        "opens_at": _iso(exam.opens_at),
        "closes_at": _iso(exam.closes_at),
        "questions": exam.blueprint.question_count,
        "of": str(exam.blueprint.of),
        "limit_s": exam.rules.limit_s,
        "pass_mark": str(exam.rules.pass_mark),
        "seed": exam.seed,
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(CHINA).isoformat(timespec="seconds")
