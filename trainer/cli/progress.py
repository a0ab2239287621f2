"""``trainer progress``: the people behind a figure, and the figures made again from the facts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.domain.kernel.marks import show as show_marks
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import CHINA, local_date
from trainer.services.overviews import progress as overview
from trainer.services.overviews.progress import Which
from trainer.wording import N_, t, tn

if TYPE_CHECKING:
    from trainer.services.overviews.progress import PersonLine

app = typer.Typer(no_args_is_help=True, help=N_("Progress of people and units."))

WHICH_NAMES: dict[Which, str] = {
    Which.DUE: N_("Due"),
    Which.EXEMPT: N_("Exempt"),
    Which.LEARNED: N_("Learned"),
    Which.PASSED: N_("Passed"),
    Which.TRAINED: N_("Trained"),
    Which.MISSING: N_("Not yet trained"),
}


@app.command(help=N_("List the people behind one figure of a plan."))
def show(
    ctx: typer.Context,
    unit: Annotated[str, typer.Option(help=N_("Code or name of a unit; the whole plan when left out."))] = "",
    which: Annotated[Which, typer.Option(help=N_("The figure."))] = Which.MISSING,
    plan: Annotated[str, typer.Option(help=N_("Id or name; the newest open plan when left out."))] = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """List the people behind a figure."""
    with opened(ctx) as (office, actor):
        board = overview.plan_board(office, actor, overview.find_plan(office, actor, plan))
        if board is None:
            raise Refusal("no_plan_yet")
        unit_id = overview.find_unit(office, actor, unit) if unit else None
        people = overview.people(office, actor, board.plan.id, unit_id, which)
        line = next((line for line in board.units if line.unit_id == unit_id), board.total if not unit_id else None)
    document = {
        "plan": board.plan.id,
        "unit": line.name if line else unit,
        "as_of": board.as_of.astimezone(CHINA).isoformat(timespec="seconds"),
        "which": which.value,
        "count": len(people),
        "people": [_document(person) for person in people],
    }
    finish(ctx, document, _text(which, people))


@app.command(help=N_("Make all figures again from the facts; tells how many were different."))
def rebuild(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Rebuild the figures."""
    from trainer.services.progress import rebuild as rebuild_all

    with opened(ctx) as (office, actor):
        changed, _ = rebuild_all(office, actor)
    said = tn("{n} figure was put right.", "{n} figures were put right.", changed) if changed else t("Nothing changed.")
    finish(ctx, {"changed": changed}, said)


def _document(person: PersonLine) -> dict[str, Any]:
    return {
        "cadre": person.cadre_id,
        "staff_no": person.staff_no,
        "name": person.name,
        "unit": person.unit_name,
        "post": person.post,
        "tier": person.tier,
        "standing": person.standing.value,
        "reason": person.reason,
        "hours": str(person.hours),
        "learned_on": _day(person.learned_at),
        "passed_on": _day(person.passed_at),
        "trained_on": _day(person.trained_at),
        "overdue": person.is_overdue,
    }


def _day(moment: datetime | None) -> str | None:
    return local_date(moment).isoformat() if moment else None


def _text(which: Which, people: list[PersonLine]) -> str:
    head = [t("Unit"), t("Name"), t("Staff number"), t("Post"), t("Hours"), t("Learned"), t("Passed")]
    rows = [
        [
            person.unit_name,
            person.name,
            person.staff_no,
            person.post,
            show_marks(person.hours),
            _day(person.learned_at) or "—",
            _day(person.passed_at) or "—",
        ]
        for person in people
    ]
    total = tn("{what}: {n} person", "{what}: {n} people", len(people), what=t(WHICH_NAMES[which]))
    return aligned(head, rows, right=(4,)) + "\n" + total if people else total
