"""What a sitting page is told: the paper without its keys, what is saved, and how much time is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.papers.paper import Paper, asked_question
from trainer.domain.question_bank.answers import Gap, GapKind
from trainer.domain.question_bank.keyless import keyless
from trainer.domain.question_bank.kinds import needs_marker
from trainer.domain.question_bank.kinds.hotspot import right_zones
from trainer.domain.question_bank.mixing import groups_of, split_order
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
class GapView:
    """One gap of a cloze: its choices in the order shown, none where something is written."""

    kind: GapKind
    choices: tuple[ChoiceView, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotView:
    """One question as a candidate sees it: no key, no explanation.

    Attributes:
        slot: 0-based place on the paper; of a sub-question, its place in the case.
        kind: a parameterised question shows as what it has become: numeric or single.
        marks: exact.
        choices: to choose from (single, multiple), to put in order (ordering), right-hand entries (matching) or tokens
            (drag), in the order shown.
        lefts: left-hand entries of a matching question.
        blanks: gaps of a fill-in.
        question: everything else that is shown, without any key: picture, zones of a drag, tokens with their copies and
            pictures, units, attachments, task; in the order written. Values are put in.
        gaps: of a cloze.
        points: how many points may be set on the picture of a hotspot.
        parts: sub-questions of a case set, whose shared material is the stem.
        is_marked_by_hand: a person will read the response.
    """

    slot: int
    kind: Kind
    stem: str
    marks: Fraction
    choices: tuple[ChoiceView, ...] = ()
    lefts: tuple[str, ...] = ()
    blanks: int = 0
    question: Question | None = None
    gaps: tuple[GapView, ...] = ()
    points: int = 0
    parts: tuple[SlotView, ...] = ()
    is_marked_by_hand: bool = False

    @property
    def order(self) -> tuple[int, ...]:
        """Written indices of ``choices`` in the order shown."""
        return tuple(choice.index for choice in self.choices)


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
        slot_view(number, asked_question(slot, questions[slot.question_id, slot.version]), slot.marks, slot.order)
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


def slot_view(number: int, question: Question, marks: Fraction, order: Sequence[int] = ()) -> SlotView:
    """Show one question without its key, as on a paper.

    Args:
        number: 0-based place.
        question: with its values put in.
        marks: exact.
        order: as a slot freezes it; empty for the written order.
    """
    groups = groups_of(question)
    shown = [
        tuple(ChoiceView(index, group.texts[index]) for index in piece)
        for group, piece in zip(groups, split_order(order, groups), strict=True)
    ]
    gaps: list[GapView] = []
    parts: list[SlotView] = []
    if question.kind is Kind.CLOZE:
        waiting = iter(shown)
        gaps = [GapView(gap.kind, next(waiting) if _is_mixed(gap) else ()) for gap in question.gaps]
    elif question.kind is Kind.CASE_SET:
        parts = _part_views(question, marks, order)
    return SlotView(
        number,
        question.kind,
        question.stem,
        marks,
        shown[0] if shown and not gaps and not parts else (),
        tuple(pair.left for pair in question.pairs),
        len(question.blanks),
        keyless(question),
        tuple(gaps),
        len(right_zones(question)) if question.kind is Kind.HOTSPOT else 0,
        tuple(parts),
        needs_marker(question),
    )


def _is_mixed(gap: Gap) -> bool:
    return gap.kind is GapKind.CHOICE and bool(gap.choices)


def _part_views(question: Question, marks: Fraction, order: Sequence[int]) -> list[SlotView]:
    points = sum((part.points for part in question.parts), Fraction(0))
    views = []
    at = 0
    for number, part in enumerate(question.parts):
        size = sum(len(group.texts) for group in groups_of(part))
        share = marks * part.points / points if points else Fraction(0)
        views.append(slot_view(number, part, share, order[at : at + size]))
        at += size
    return views
