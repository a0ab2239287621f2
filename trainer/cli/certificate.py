"""``trainer certificate``: issue, print, verify, revoke, register."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.output import JSON_OPTION, finish, opened, tell
from trainer.domain.certificates.states import Finding, State
from trainer.domain.kernel.outcomes import Refusal
from trainer.services import certificates
from trainer.services.overviews import progress
from trainer.wording import N_, t, tn
from trainer.wording.sentences import say

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.certificates import IssueOutcome, RegisterLine
    from trainer.services.office import Office
    from trainer.services.verify_certificate import Verification

app = typer.Typer(no_args_is_help=True, help=N_("Certificates: issue, print, verify, revoke, register."))

STATE_NAMES: dict[State, str] = {
    State.APPROVED: N_("approved"),
    State.ISSUED: N_("issued"),
    State.REVOKED: N_("revoked"),
    State.SUPERSEDED: N_("replaced"),
}
# Longest file name that a path may have; a longer text is surely no file and some systems fail on asking.
_LONGEST_PATH = 1000


@app.command(help=N_("Approve everybody who has earned it in a plan, and issue all approved certificates."))
def issue(
    ctx: typer.Context,
    plan: Annotated[str, typer.Option(help=N_("Id or name of the plan."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Issue certificates."""
    with opened(ctx) as (office, actor):
        plan_id = _plan(office, actor, plan)
        lines = certificates.eligible(office, actor, plan_id)
        free = [line.cadre_id for line in lines if line.is_eligible and not line.certificate_id]
        free += [line.cadre_id for line in lines if line.reason in _ON_PAPER and not line.certificate_id]
        certificates.approve(office, actor, plan_id, free)
        outcome, _ = certificates.issue(office, actor, plan_id=plan_id)
    settled = _ON_PAPER | {"certificate_already_approved"}
    waiting = Counter(line.reason for line in lines if line.reason and line.reason not in settled)
    document = {
        "issued": [
            {"number": one.number, "name": one.name, "unit": one.unit, "shown_number": one.shown_number}
            for one in outcome.issued
        ],
        "refused": [
            {"name": one.name, "code": one.code, "message": str(say(one.code, one.facts))} for one in outcome.refused
        ],
        "not_eligible": dict(sorted(waiting.items())),
    }
    finish(ctx, document, _issue_text(outcome), findings=bool(outcome.refused))


# Obstacles that the plan knows nothing of: such people are approved and then refused by name.
_ON_PAPER = {"name_not_drawable", "text_not_drawable"}


@app.command("print", help=N_("Print stored sheets into one PDF, or into a folder, a file for each."))
def print_sheets(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=N_("A file ending in .pdf, or a folder."))],
    numbers: Annotated[list[str] | None, typer.Argument(help=N_("Numbers of certificates."))] = None,
    plan: Annotated[str, typer.Option(help=N_("Id or name of a plan: all its issued certificates."))] = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """Print certificates."""
    if bool(numbers) == bool(plan):
        raise typer.BadParameter(t("Name either numbers or a plan."), param_hint="NUMBER... | --plan")
    with opened(ctx) as (office, actor):
        plan_id = _plan(office, actor, plan) if plan else None
        count, files = certificates.print_batch(office, actor, numbers, plan_id, out)
    text = tn("{n} certificate printed: {out}", "{n} certificates printed: {out}", count, out=out)
    finish(ctx, {"printed": count, "files": [str(file) for file in files]}, text)


@app.command(help=N_("Check what somebody shows: the text of a QR code, a number (with its check code), or a PDF."))
def verify(
    ctx: typer.Context,
    shown: Annotated[list[str], typer.Argument(metavar="TEXT|FILE", help=N_("A text or a file."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Verify a certificate."""
    text = " ".join(shown)
    with opened(ctx) as (office, _actor):
        found = certificates.verify(office, Path(text) if _is_file(text) else text)
    finish(ctx, _verification(found), _verify_text(found), findings=found.state is not Finding.VALID)


@app.command(help=N_("Revoke an issued certificate; the number stays taken."))
def revoke(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(help=N_("The number in either form."))],
    reason: Annotated[str, typer.Option(help=N_("Why; goes into the register."))],
    as_json: bool = JSON_OPTION,
) -> None:
    """Revoke a certificate."""
    with opened(ctx) as (office, actor):
        after, _ = certificates.revoke(office, actor, number, reason)
    assert after.content is not None  # only issued ones can be revoked
    document = {"number": after.content.number, "state": after.state.value, "reason": after.revoke_reason}
    finish(ctx, document, t("Revoked: {number}, {name}", number=after.content.number, name=after.content.name))


@app.command(help=N_("Show the register of certificates."))
def register(
    ctx: typer.Context,
    plan: Annotated[str, typer.Option(help=N_("Id or name of a plan."))] = "",
    unit: Annotated[str, typer.Option(help=N_("Code or name of a unit, with all below it."))] = "",
    state: Annotated[State | None, typer.Option(help=N_("Only this state."))] = None,
    year: Annotated[int | None, typer.Option(help=N_("Only this year of issue."))] = None,
    text: Annotated[str, typer.Option(help=N_("Part of a name, a unit or a number."))] = "",
    out: Annotated[Path | None, typer.Option(help=N_("Write it as a file ending in .pdf or .xlsx instead."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Show the register."""
    if out is not None and out.suffix.lower() not in {".pdf", ".xlsx"}:
        raise typer.BadParameter(t("The file must end in .pdf or .xlsx."), param_hint="--out")
    with opened(ctx) as (office, actor):
        wanted = certificates.RegisterFilter(
            _plan(office, actor, plan) if plan else None,
            progress.find_unit(office, actor, unit) if unit else None,
            (state,) if state else (),
            year,
            text,
        )
        lines = certificates.register(office, actor, wanted)
        if out is not None:
            from trainer.services import documents

            write = documents.register_pdf if out.suffix.lower() == ".pdf" else documents.register_xlsx
            write(office, actor, out, wanted)
            tell(t("Written: {file}", file=out))
    finish(ctx, [_row(line) for line in lines], _register_text(lines))


def _plan(office: Office, actor: Actor, words: str) -> str:
    found = progress.find_plan(office, actor, words)
    if found is None:
        raise Refusal("plan_unknown")
    return found


def _is_file(text: str) -> bool:
    try:
        return len(text) < _LONGEST_PATH and Path(text).is_file()
    except (OSError, ValueError):
        return False


def _verification(found: Verification) -> dict[str, Any]:
    document: dict[str, Any] = {
        "state": found.state.value,
        "content": found.content,
        "number": found.number or None,
        "reason": found.reason,
        "message": str(say(found.reason, found.facts)),
    }
    if found.revoke_reason:
        document["revoke_reason"] = found.revoke_reason
    if found.sheets:
        document["sheets"] = [_verification(sheet) for sheet in found.sheets]
    return document


def _verify_text(found: Verification) -> str:
    said = str(say(found.reason, found.facts))
    if found.content:
        said += "\n" + "  ".join(str(found.content.get(key, "")) for key in ("number", "name", "unit", "issued_on"))
    return said


def _issue_text(outcome: IssueOutcome) -> str:
    lines = [f"{one.number}  {one.name}  {one.unit}" for one in outcome.issued]
    lines.append(tn("{n} certificate issued.", "{n} certificates issued.", len(outcome.issued)))
    lines += [str(say(one.code, one.facts)) for one in outcome.refused]
    return "\n".join(lines)


def _row(line: RegisterLine) -> dict[str, Any]:
    return {
        "id": line.certificate_id,
        "number": line.number or None,
        "shown_number": line.shown_number or None,
        "name": line.name,
        "unit": line.unit_name,
        "kind": line.kind.value,
        "state": line.state.value,
        "plan": line.plan_name,
        "hours": str(line.hours) if line.hours is not None else None,
        "band": line.band or None,
        "earned_on": line.earned_on.isoformat() if line.earned_on else None,
        "issued_on": line.issued_on.isoformat() if line.issued_on else None,
        "reason": line.reason or None,
        "sample": line.is_sample,
    }


def _register_text(lines: list[RegisterLine]) -> str:
    if not lines:
        return t("The register is empty.")
    head = [t("Certificate number"), t("Name"), t("Unit"), t("State"), t("Issued on")]
    rows = [
        [
            line.number or "—",
            line.name,
            line.unit_name,
            t(STATE_NAMES[line.state]),
            line.issued_on.isoformat() if line.issued_on else "—",
        ]
        for line in lines
    ]
    return aligned(head, rows)
