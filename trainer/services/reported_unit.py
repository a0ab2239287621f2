"""Of which unit a document speaks, and who makes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor
from trainer.services import settings
from trainer.services.overviews import progress
from trainer.services.overviews.progress import PlanBoard

if TYPE_CHECKING:
    from trainer.services.office import Office


def board_of(office: Office, actor: Actor, plan_id: str, unit_id: str | None) -> PlanBoard:
    """Give the board of a plan, cut down to one unit and those below it.

    Args:
        unit_id: None for the highest unit of the plan that the actor may see.

    Raises:
        Refusal: ``plan_unknown``; ``unit_unknown``; ``no_right``.
    """
    board = progress.plan_board(office, actor, plan_id)
    assert board is not None  # a plan was named
    if unit_id is None or unit_id == board.total.unit_id:
        return board
    start = next((n for n, line in enumerate(board.units) if line.unit_id == unit_id), None)
    if start is None:
        raise Refusal("unit_unknown")
    top = board.units[start]
    end = start + 1
    while end < len(board.units) and board.units[end].depth > top.depth:
        end += 1
    return replace(board, units=board.units[start:end], is_overdue=top.people_needed > 0 and board.days_left < 0)


def issuer_of(office: Office, otherwise: str) -> str:
    """Name the office as on its seal, or something else where it has no name yet."""
    return settings.get(office, settings.OFFICE_NAME).strip() or otherwise
