"""``trainer backup``: make, check, list, restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trainer.cli.output import JSON_OPTION, finish, given, opened, tell
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.kernel.time import CHINA
from trainer.wording import N_, t, tn
from trainer.wording.sentences import say

if TYPE_CHECKING:
    from trainer.services.backup import BackupFile, Checked, Restored

app = typer.Typer(no_args_is_help=True, help=N_("Backups: make, check, restore."))

KINDS = {
    "by_hand": N_("by hand"),
    "daily": N_("daily"),
    "before_upgrade": N_("before an upgrade"),
    "before_restore": N_("before a restore"),
}


@app.command(help=N_("Make a backup and check it by restoring it to a temporary folder."))
def make(
    ctx: typer.Context,
    to: Annotated[Path | None, typer.Option(help=N_("Folder; the office's backup folder when left out."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Make a backup."""
    from trainer.services.backup import make_backup

    with opened(ctx) as (office, actor):
        made, _ = make_backup(office, actor, folder=to)
    finish(ctx, _document(made), t("Backup made and checked: {path}", path=made.path))


@app.command("list", help=N_("List the backups, newest first."))
def list_(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """List the backups."""
    from trainer.services.backup import list_backups

    with opened(ctx) as (office, _):
        found = list_backups(office)
    text = "\n".join(_line(one) for one in found) or t("There is no backup yet.")
    finish(ctx, [_document(one) for one in found], text)


@app.command(help=N_("Check a backup by restoring it to a temporary folder."))
def check(
    ctx: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The backup."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Check a backup; needs no office."""
    from trainer.services.backup import check_backup

    checked = check_backup(archive)
    problems = _problems(checked)
    people = checked.manifest.counts.get("cadre", 0)
    lines = [problem["message"] for problem in problems] or [
        tn(
            "The backup is good: {n} person, everything readable.",
            "The backup is good: {n} people, everything readable.",
            people,
        )
    ]
    document = {
        "ok": checked.is_good,
        "made_at": checked.manifest.made_at,
        "kind": checked.manifest.kind,
        "schema": checked.manifest.schema,
        "counts": checked.manifest.counts,
        "problems": problems,
    }
    finish(ctx, document, "\n".join(lines), findings=not checked.is_good)


@app.command(help=N_("Put a backup in force; the state before is put aside first."))
def restore(
    ctx: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The backup."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Restore a backup, also over a database that cannot be opened any more."""
    from trainer.services.seat import hold_home

    named = given(ctx)
    # A window that has this home open would go on showing, and writing, what was replaced.
    lock = hold_home(named.home)
    try:
        restored = _restore(ctx, archive)
    finally:
        lock.release()
    lines = [t("The backup of {made_at} is in force.", made_at=restored.manifest.made_at)]
    if restored.safety:
        lines.append(t("The state before was kept as {path}", path=restored.safety))
    if restored.set_aside:
        lines.append(t("The files of the state before are in {path}", path=restored.set_aside))
    document = {
        "restored": restored.manifest.made_at,
        "schema": restored.manifest.schema,
        "upgraded_from": restored.upgraded_from,
        "safety_backup": restored.safety,
        "set_aside": restored.set_aside,
        "counts": restored.manifest.counts,
    }
    finish(ctx, document, "\n".join(lines))


def _restore(ctx: typer.Context, archive: Path) -> Restored:
    from trainer.services.backup import restore_backup

    try:
        with opened(ctx, allow_create=False) as (office, actor):
            return restore_backup(office, actor, archive)[0]
    except Refusal as refusal:
        if refusal.code != "home_not_found":
            raise
    except Fault as fault:
        if fault.code not in {"database_damaged", "not_a_database", "database_foreign", "database_newer"}:
            raise
        tell(str(say(fault.code, fault.facts)))
    # Nothing there that could say who may do what: whoever reaches the files could replace them by hand as well.
    from trainer.bootstrap import restore_unopened

    named = given(ctx)
    return restore_unopened(named.home, named.database, archive)


def _document(one: BackupFile) -> dict[str, Any]:
    return {
        "path": one.path,
        "size": one.size,
        "kind": one.kind,
        "made_at": one.made_at.astimezone(CHINA).isoformat(timespec="seconds") if one.made_at else None,
        "schema": one.schema,
        "people": one.people,
        "readable": one.is_readable,
    }


def _line(one: BackupFile) -> str:
    if not one.is_readable or one.made_at is None:
        return t("{path}: cannot be read", path=one.path)
    when = one.made_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    kind = t(KINDS.get(one.kind, one.kind))
    return f"{when}  {kind}  {one.size / 1_000_000:.1f} MB  {one.path}"


def _problems(checked: Checked) -> list[dict[str, Any]]:
    return [{"code": code, "message": str(say(code, facts))} for code, facts in checked.problems]
