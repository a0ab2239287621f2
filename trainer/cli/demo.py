"""``trainer demo``: an invented league to look at, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.services.overviews.accounts import ROLE_NAMES
from trainer.wording import N_, t

if TYPE_CHECKING:
    from trainer.services.demo import Loaded

app = typer.Typer(no_args_is_help=True, help=N_("Demonstration data: an invented league with 600 cadres."))


@app.command(help=N_("Load the demonstration; refused where there are real people."))
def load(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Load the demonstration."""
    from trainer.services.demo import load_demo

    with opened(ctx) as (office, actor):
        loaded, _ = load_demo(office, actor)
    finish(ctx, _document(loaded), _text(loaded))


@app.command(help=N_("Delete the demonstration and nothing else."))
def clear(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Delete the demonstration."""
    from trainer.services.demo import clear_demo

    with opened(ctx) as (office, actor):
        deleted, _ = clear_demo(office, actor)
    said = (
        t("The demonstration is gone: {people} people, {units} units.", **_some(deleted, "people", "units"))
        if any(deleted.values())
        else t("There was no demonstration data.")
    )
    finish(ctx, {"deleted": deleted}, said)


def _some(counts: dict[str, int], *names: str) -> dict[str, int]:
    return {name: counts[name] for name in names}


def _document(loaded: Loaded) -> dict[str, Any]:
    return {
        "units": loaded.units,
        "people": loaded.people,
        "classes": loaded.classes,
        "due": loaded.due,
        "trained": loaded.trained,
        "rate": loaded.trained / loaded.due,
        "sittings": loaded.sittings,
        "certificates": loaded.certificates,
        "plan": loaded.plan_id,
        "exam": loaded.exam_id,
        "sign_ins": [
            {
                "staff_no": one.staff_no,
                "name": one.name,
                "unit": one.unit_name,
                "role": one.role.value,
                "pin": one.pin,
            }
            for one in loaded.sign_ins
        ],
    }


def _text(loaded: Loaded) -> str:
    said = t(
        "Loaded: {units} units, {people} people, {classes} classes; {trained} of {due} trained.",
        units=loaded.units,
        people=loaded.people,
        classes=loaded.classes,
        trained=loaded.trained,
        due=loaded.due,
    )
    head = [t("Role"), t("Name"), t("Unit"), t("Staff number"), t("PIN")]
    rows = [[t(ROLE_NAMES[one.role]), one.name, one.unit_name, one.staff_no, one.pin] for one in loaded.sign_ins]
    return f"{said}\n{t('Sign in as:')}\n{aligned(head, rows)}"
