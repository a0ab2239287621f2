"""What a sitting page is told: the paper without its keys, what is saved, and how much time is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.papers.blueprint import candidate_of
from trainer.domain.papers.paper import Paper
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.sittings.clock import Reckoning
from trainer.domain.sittings.sitting import Head, last_responses

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice in the place where it is shown; ``index`` is its written place, which responses speak of."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class SlotView:
    """One question as a candidate sees it: no key, no explanation.

    Attributes:
        slot: 0-based place on the paper.
        marks: exact.
        choices: to choose from (single, multiple), to put in order (ordering), or right-hand entries (matching), in the
            order shown.
        lefts: left-hand entries of a matching question.
        blanks: gaps of a fill-in.
    """

    slot: int
    kind: Kind
    stem: str
    marks: Fraction
    choices: tuple[ChoiceView, ...] = ()
    lefts: tuple[str, ...] = ()
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class HappeningView:
    """Something to tell on return: a code with a sentence, and its facts."""

    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SittingView:
    """All that a sitting page needs.

    Attributes:
        slots: in the order shown.
        responses: what is saved, by slot; ``{}`` is an answer taken back.
        current_slot: where the candidate stands.
        last_seq: number of the last saved entry; the next response carries one more.
        limit_s, remaining_s, used_s: seconds.
        min_hand_in_s: seconds that must be used before the hand-in.
        closes_at: end of the exam's window.
        marked: slots that the candidate wants to look at again.
        happenings: what happened while the candidate was away; empty at the start.
    """

    sitting_id: str
    exam_id: str
    exam_name: str
    attempt: int
    slots: tuple[SlotView, ...]
    responses: Mapping[int, dict[str, Any]]
    current_slot: int
    last_seq: int
    limit_s: int
    remaining_s: float
    used_s: float
    min_hand_in_s: int
    closes_at: datetime
    happenings: tuple[HappeningView, ...] = ()
    marked: frozenset[int] = frozenset()


def slot_views(paper: Paper, questions: Mapping[tuple[str, int], Question]) -> tuple[SlotView, ...]:
    """Show a paper without its keys."""
    return tuple(
        _slot_view(number, questions[slot.question_id, slot.version], slot.marks, slot.order)
        for number, slot in enumerate(paper.slots)
    )


def sitting_view(
    uow: UnitOfWork, exam_name: str, head: Head, reckoning: Reckoning, happenings: tuple[HappeningView, ...]
) -> SittingView:
    """Read a sitting for its page.

    Args:
        exam_name: for people.
        head: read in this transaction.
        reckoning: of now.
        happenings: to tell on return.
    """
    frozen = uow.sittings.frozen(head.id)
    questions = uow.questions.versions((slot.question_id, slot.version) for slot in frozen.paper.slots)
    place = uow.sittings.place(head.id)
    return SittingView(
        head.id,
        head.exam_id,
        exam_name,
        place.attempt if place else 1,
        slot_views(frozen.paper, questions),
        last_responses(uow.sittings.responses(head.id)),
        head.current_slot,
        head.last_seq,
        head.limit_s,
        reckoning.remaining_s,
        reckoning.checkpoint.used_s,
        frozen.rules.min_hand_in_s,
        head.closes_at,
        happenings,
        uow.sittings.marked(head.id),
    )


def _slot_view(number: int, question: Question, marks: Fraction, order: tuple[int, ...]) -> SlotView:
    texts = candidate_of(question).choices
    return SlotView(
        number,
        question.kind,
        question.stem,
        marks,
        tuple(ChoiceView(index, texts[index]) for index in order),
        tuple(pair.left for pair in question.pairs),
        len(question.blanks),
    )
