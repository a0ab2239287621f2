"""``trainer account``: activation codes, secrets, roles, and the log."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.domain.kernel.time import CHINA
from trainer.domain.people.roles import Role
from trainer.wording import N_, t, tn

if TYPE_CHECKING:
    from trainer.services.accounts import Slip

app = typer.Typer(no_args_is_help=True, help=N_("Accounts, roles and activation codes."))

_Person = Annotated[str, typer.Argument(metavar="STAFF_NO", help=N_("Staff number."))]


@app.command(help=N_("Make activation codes for everybody in a unit who has no secret yet."))
def codes(
    ctx: typer.Context,
    unit: Annotated[str, typer.Option(help=N_("Code or name of the unit; everybody when left out."))] = "",
    out: Annotated[Path | None, typer.Option(help=N_("Write the slips to this CSV file."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Make codes; they are shown once and never again."""
    from trainer.services.accounts import make_activation_codes
    from trainer.services.overviews.accounts import find_unit, list_accounts

    with opened(ctx) as (office, actor):
        unit_id = find_unit(office, unit) if unit else None
        page = list_accounts(office, actor, unit_id=unit_id, without_secret=True, limit=1_000_000)
        slips, _ = make_activation_codes(office, actor, [row.cadre_id for row in page.rows])
    if out is not None:
        _write_slips(out, slips.slips)
    made = len(slips.slips)
    lines = [f"{slip.unit_name}  {slip.staff_no}  {slip.name}  {slip.code}" for slip in slips.slips if out is None]
    lines.append(tn("{n} activation code made.", "{n} activation codes made.", made))
    document = {"made": made, "file": out, "slips": [] if out else [_slip(slip) for slip in slips.slips]}
    finish(ctx, document, "\n".join(lines))


@app.command("list", help=N_("List people with the state of their accounts and their roles."))
def list_(
    ctx: typer.Context,
    unit: Annotated[str, typer.Option(help=N_("Code or name of the unit; everybody when left out."))] = "",
    find: Annotated[str, typer.Option(help=N_("Part of a name, or the beginning of a staff number."))] = "",
    role: Annotated[Role | None, typer.Option(help=N_("Only people who hold this role."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """List accounts."""
    from trainer.services.overviews.accounts import find_unit, list_accounts

    with opened(ctx) as (office, actor):
        unit_id = find_unit(office, unit) if unit else None
        page = list_accounts(office, actor, unit_id=unit_id, text=find, role=role, limit=1_000_000)
    lines = [
        f"{row.staff_no}  {row.name}  {row.unit_name}  {row.state_name}  {'、'.join(g.role_name for g in row.roles)}"
        for row in page.rows
    ]
    document = [
        {
            "id": row.cadre_id,
            "staff_no": row.staff_no,
            "name": row.name,
            "unit": row.unit_name,
            "state": row.state.value,
            "roles": [
                {"id": g.id, "role": g.role.value, "unit": g.unit_name, "expires_at": g.expires_at} for g in row.roles
            ],
            "last_sign_in_at": row.last_sign_in_at,
        }
        for row in page.rows
    ]
    finish(ctx, document, "\n".join(lines) or t("Nobody fits."))


@app.command(help=N_("Take a forgotten secret away and make a new activation code."))
def reset(ctx: typer.Context, person: _Person, as_json: bool = JSON_OPTION) -> None:
    """Reset one account."""
    from trainer.services.accounts import reset_account
    from trainer.services.sign_in import find_person

    with opened(ctx) as (office, actor):
        slip, _ = reset_account(office, actor, find_person(office, person))
    finish(ctx, _slip(slip), f"{slip.unit_name}  {slip.staff_no}  {slip.name}  {slip.code}")


@app.command(help=N_("Close a person's way in."))
def disable(ctx: typer.Context, person: _Person, as_json: bool = JSON_OPTION) -> None:
    """Disable an account."""
    _one(ctx, "disable", person)


@app.command(help=N_("Open a disabled account again."))
def enable(ctx: typer.Context, person: _Person, as_json: bool = JSON_OPTION) -> None:
    """Enable an account."""
    _one(ctx, "enable", person)


@app.command(help=N_("End the wait after wrong secrets."))
def unlock(ctx: typer.Context, person: _Person, as_json: bool = JSON_OPTION) -> None:
    """Unlock an account."""
    _one(ctx, "unlock", person)


@app.command(help=N_("Give a role over a unit and all below it."))
def grant(
    ctx: typer.Context,
    person: _Person,
    role: Annotated[Role, typer.Argument(help=N_("The role."))],
    unit: Annotated[str, typer.Option(help=N_("Code or name of the unit; the person's own when left out."))] = "",
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=N_("Last day of the role."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Grant a role."""
    from trainer.services.accounts import grant_role
    from trainer.services.overviews.accounts import find_unit, unit_of
    from trainer.services.sign_in import find_person

    with opened(ctx) as (office, actor):
        cadre_id = find_person(office, person)
        unit_id = find_unit(office, unit) if unit else unit_of(office, cadre_id)
        # The role holds to the end of its last day in China.
        expires = until.replace(tzinfo=CHINA) + timedelta(days=1) if until else None
        made, _ = grant_role(office, actor, cadre_id, role, unit_id, expires)
    document = {"id": made.id, "role": made.role.value, "unit": made.unit_id, "expires_at": made.expires_at}
    finish(ctx, document, t("The role was given."))


@app.command(help=N_("Take a role back."))
def revoke(
    ctx: typer.Context,
    grant_id: Annotated[str, typer.Argument(metavar="ID", help=N_("Id of the role, from account list --json."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Revoke a role."""
    from trainer.services.accounts import revoke_role

    with opened(ctx) as (office, actor):
        revoke_role(office, actor, grant_id)
    finish(ctx, {"revoked": grant_id}, t("The role was taken back."))


@app.command(help=N_("Read the log of who changed what, newest first."))
def log(
    ctx: typer.Context,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=N_("First day."))] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=N_("Last day."))] = None,
    action: Annotated[str, typer.Option(help=N_("One action, or a whole room with a dot at the end."))] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help=N_("How many entries."))] = 50,
    as_json: bool = JSON_OPTION,
) -> None:
    """Read the log."""
    from trainer.services.audit import read_log

    with opened(ctx) as (office, actor):
        page = read_log(
            office,
            actor,
            since=since.replace(tzinfo=CHINA) if since else None,
            until=until.replace(tzinfo=CHINA) + timedelta(days=1) if until else None,
            action=action,
            limit=limit,
        )
    lines = [
        f"{row.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}  {row.actor or '—'}  {row.action_name}  {row.subject}  "
        + " ".join(f"{key}={value}" for key, value in row.facts)
        for row in page.rows
    ]
    rows = [
        {
            "seq": row.seq,
            "at": row.at,
            "actor": row.actor,
            "action": row.action,
            "subject": row.subject,
            "facts": dict(row.facts),
        }
        for row in page.rows
    ]
    finish(ctx, {"total": page.total, "entries": rows}, "\n".join(lines) or t("The log is empty."))


def _one(ctx: typer.Context, what: str, person: str) -> None:
    from trainer.services import accounts
    from trainer.services.sign_in import find_person

    change = {
        "disable": accounts.disable_account,
        "enable": accounts.enable_account,
        "unlock": accounts.unlock_account,
    }[what]
    with opened(ctx) as (office, actor):
        cadre_id = find_person(office, person)
        change(office, actor, cadre_id)
    finish(ctx, {"done": what, "id": cadre_id}, t("Done."))


def _slip(slip: Slip) -> dict[str, Any]:
    return {
        "id": slip.cadre_id,
        "staff_no": slip.staff_no,
        "name": slip.name,
        "unit": slip.unit_name,
        "code": slip.code,
    }


def _write_slips(out: Path, slips: tuple[Slip, ...]) -> None:
    from trainer.services.written import write_file

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([t("Unit"), t("Staff number"), t("Name"), t("Activation code")])
    writer.writerows((slip.unit_name, slip.staff_no, slip.name, slip.code) for slip in slips)
    # A byte order mark, because spreadsheets on Chinese systems would read plain UTF-8 as GBK.
    write_file(out, text.getvalue().encode("utf-8-sig"), is_private=True)
