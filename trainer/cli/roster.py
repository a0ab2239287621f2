"""Staff rosters: ``roster import FILE``, ``roster undo``, ``roster list``, ``roster export OUT.xlsx``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.roster_plan import Action
from trainer.wording import N_, t, tn
from trainer.wording.people_terms import say_finding

app = typer.Typer(no_args_is_help=True, help=N_("Staff rosters in and out."))

_SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.NOTICE: N_("notice")}
_SHOWN = 200


@app.command("import", help=N_("Read a roster as it comes out of Excel or WPS; the same file twice changes nothing."))
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_(".xlsx, .xls, .et or .csv"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would happen and store nothing."))] = False,
    under: Annotated[str, typer.Option(help=N_("Code or name of the unit the roster is about."))] = "",
    sheet: Annotated[list[str] | None, typer.Option(help=N_("Read only this sheet; may be repeated."))] = None,
    password: Annotated[
        str | None, typer.Option(help=N_("Opens a locked file."), envvar="TRAINER_FILE_PASSWORD")
    ] = None,
    accept_transfers: Annotated[
        bool, typer.Option("--accept-transfers", help=N_("Move people whom the roster names in another unit."))
    ] = False,
    leave_out_bad_numbers: Annotated[
        bool,
        typer.Option(
            "--leave-out-bad-numbers", help=N_("Take people in without an ID number that cannot be believed.")
        ),
    ] = False,
    fill_down_units: Annotated[
        bool, typer.Option("--fill-down-units", help=N_("An empty unit cell means the unit above it."))
    ] = False,
    errors_out: Annotated[
        Path | None, typer.Option("--errors", help=N_("Write the refused rows with comments to this .xlsx file."))
    ] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Import one roster."""
    del as_json
    from trainer.services import import_roster as service

    choices = service.RosterChoices(
        sheets=tuple(sheet or ()),
        under_unit=under,
        accept_transfers=accept_transfers,
        leave_out_bad_numbers=leave_out_bad_numbers,
        fill_down_units=fill_down_units,
    )
    with opened(ctx) as (office, actor):
        import_id, errors_file = "", None
        counts: Mapping[Action, int]
        if dry_run or errors_out is not None:
            seen = service.preview(office, actor, file, choices, password)
            counts, findings, root, made = seen.counts, seen.findings, seen.root, list(seen.units_made)
            if errors_out is not None and seen.counts[Action.REFUSED]:
                service.write_error_rows(seen, errors_out)
                errors_file = str(errors_out)
            if seen.is_new_root:
                made.insert(0, root)
        if not dry_run:
            if errors_out is not None:
                outcome, _ = service.commit(office, actor, seen)
            else:
                outcome, _ = service.import_file(office, actor, file, choices, password)
            counts, findings, root, made = outcome.counts, outcome.findings, outcome.root, list(outcome.units_made)
            import_id = outcome.import_id
    document: dict[str, Any] = {
        "added": counts[Action.ADDED],
        # A move is a change of the same person.
        "changed": counts[Action.CHANGED] + counts[Action.MOVED],
        "unchanged": counts[Action.UNCHANGED],
        "refused": counts[Action.REFUSED],
        "findings": _documents(findings),
        "moved": counts[Action.MOVED],
        "dry_run": dry_run,
        "import_id": import_id or None,
        "unit": {"code": root.code, "name": root.name},
        "units_made": [{"code": unit.code, "name": unit.name} for unit in made],
        "errors_file": errors_file,
    }
    finish(ctx, document, _text(document, findings), findings=document["refused"] > 0)


@app.command("list", help=N_("The newest imports."))
def list_(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """List imports."""
    del as_json
    from trainer.services import import_roster as service

    with opened(ctx) as (office, actor):
        entries = service.list_imports(office, actor)
    lines = [
        f"{one.id}  {one.at.isoformat(timespec='minutes')}  {one.file_name}  "
        + (t("taken back") if one.undone_at else t("may be taken back") if one.may_be_undone else "")
        for one in entries
    ]
    finish(ctx, entries, "\n".join(lines) or t("No roster was imported yet."))


@app.command(help=N_("Take an import back within 24 hours."))
def undo(
    ctx: typer.Context,
    import_id: Annotated[str, typer.Argument(help=N_("As shown by roster list; empty for the newest."))] = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """Undo one import."""
    del as_json
    from trainer.domain.kernel.outcomes import Refusal
    from trainer.services import import_roster as service

    with opened(ctx) as (office, actor):
        if not import_id:
            standing = [one for one in service.list_imports(office, actor) if one.undone_at is None]
            if not standing:
                raise Refusal("import_unknown")
            import_id = standing[0].id
        outcome, _ = service.undo(office, actor, import_id)
    document = {"removed": outcome.removed, "restored": outcome.restored, "kept_units": list(outcome.kept_units)}
    text = t("{removed} removed, {restored} as before.", removed=outcome.removed, restored=outcome.restored)
    finish(ctx, document, text)


@app.command(help=N_("Write the roster to an .xlsx file."))
def export(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(help=N_("The .xlsx file to write."))],
    full: Annotated[
        bool, typer.Option("--full", help=N_("ID and telephone numbers in clear; this is logged."))
    ] = False,
    unit: Annotated[str, typer.Option(help=N_("Code or name of a unit; that and all below it."))] = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """Export people."""
    del as_json
    from trainer.services.export_roster import export_roster
    from trainer.services.overviews.accounts import find_unit

    with opened(ctx) as (office, actor):
        outcome = export_roster(office, actor, out, full=full, unit_id=find_unit(office, unit) if unit else "")
    document = {"exported": outcome.exported, "file": str(out), "full": full}
    text = tn("{n} person written to {file}.", "{n} people written to {file}.", outcome.exported, file=out)
    finish(ctx, document, text)


def _documents(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    said: dict[tuple[str, str], str] = {}
    documents = []
    for one in findings:
        key = one.code, repr(one.facts)
        message = said.get(key)
        if message is None:
            message = said[key] = say_finding(one.code, one.facts)
        documents.append(
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "code": one.code,
                "severity": one.severity.value,
                "message": message,
            }
        )
    return documents


def _text(document: dict[str, Any], findings: Iterable[Finding]) -> str:
    lines = []
    listed = [one for one in findings if one.severity is not Severity.NOTICE]
    listed += [one for one in findings if one.severity is Severity.NOTICE]
    listed.sort(key=lambda one: one.severity is not Severity.ERROR)
    for one in listed[:_SHOWN]:
        place = " ".join(str(part) for part in (one.sheet, one.row, one.column) if part)
        lines.append(
            ": ".join(part for part in (place, t(_SEVERITIES[one.severity]), say_finding(one.code, one.facts)) if part)
        )
    if len(listed) > _SHOWN:
        lines.append(t("... and {n} more; --json lists all of them.", n=len(listed) - _SHOWN))
    if document["dry_run"]:
        lines.append(t("Nothing was stored."))
    lines.append(
        t(
            "{added} new, {changed} changed, {unchanged} unchanged, {refused} refused.",
            added=document["added"],
            changed=document["changed"],
            unchanged=document["unchanged"],
            refused=document["refused"],
        )
    )
    return "\n".join(lines)
