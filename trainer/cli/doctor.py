"""``trainer doctor``: looks everything over and says what to do."""

from __future__ import annotations

import typer

from trainer.cli.output import JSON_OPTION, finish, given
from trainer.wording import N_, t

app = typer.Typer(invoke_without_command=True, help=N_("Checks machine, fonts, database and disk; says what to do."))


@app.callback()
def doctor(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Look everything over. Needs no sign-in, because it must work when nobody can sign in."""
    from trainer.bootstrap import examine

    named = given(ctx)
    report = examine(named.home, named.database)
    lines = [f"{'✓' if check.is_ok else '✗'} {check.message}" for check in report.checks]
    lines.append(t("Everything is in order.") if report.is_ok else t("Something needs attention (marked ✗)."))
    document = {
        "ok": report.is_ok,
        "checks": [{"code": check.code, "ok": check.is_ok, "message": check.message} for check in report.checks],
    }
    finish(ctx, document, "\n".join(lines), findings=not report.is_ok)
