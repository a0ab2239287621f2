"""What the question widget is told of a slot of a paper: the keyless question, its order, and its key for a review."""

from __future__ import annotations

from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.services.results import ReviewedSlot
from trainer.services.sitting_views import SlotView


def shown_order(view: SlotView) -> list[int] | None:
    """Give the order in which entries are shown, one group after the other; None where there are none."""
    if view.parts:
        found = [index for part in view.parts for index in shown_order(part) or []]
    elif view.gaps:
        found = [choice.index for gap in view.gaps for choice in gap.choices]
    else:
        found = list(view.order)
    return found or None


def points_of(view: SlotView) -> tuple[int, ...]:
    """Tell how many points may be set on the picture; of a case, for each of its questions."""
    if view.parts:
        return tuple(part.points for part in view.parts)
    return (view.points,) if view.points else ()


def keyless_question(view: SlotView) -> Question:
    """Give the question without its key: nothing right is known on the candidate's screen."""
    if view.question is not None:
        return view.question
    return Question("", "", 0, view.kind, "", "", "", 0, Bloom.UNSET, view.stem, "")


def explained_question(reviewed: ReviewedSlot) -> Question:
    """Give the question of a review, with as much of its key as the rule of the exam shows."""
    return reviewed.question if reviewed.question is not None else keyless_question(reviewed.view)


def is_wide(view: SlotView) -> bool:
    """Tell whether a question gains by all the width there is: material stands beside its questions."""
    return view.kind is Kind.CASE_SET
