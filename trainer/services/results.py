"""Results of sittings: one's own, an exam's list, the review of a paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.grading.regrade import rekeyed
from trainer.domain.kernel.marks import show
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import CHINA
from trainer.domain.papers.paper import asked_question
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.units import in_protocol_order
from trainer.domain.question_bank.kinds import key_response
from trainer.domain.question_bank.question import WHOLE, Question
from trainer.domain.sittings.chain import first_break, origin
from trainer.domain.sittings.exam import Exam
from trainer.domain.sittings.rules import ReviewPolicy
from trainer.domain.sittings.sitting import last_responses
from trainer.services.mark_sitting import read_outcomes
from trainer.services.regrade import RegradeReport, regrade
from trainer.services.sit_paper import close_overdue
from trainer.services.sitting_views import SlotView, slot_views
from trainer.wording import t
from trainer.wording.exam_names import band_text, by_text, event_text, exam_state_text, state_text

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.sittings import FrozenPaper, StoredResult
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

__all__ = [
    "NextLesson",
    "RegradeReport",
    "ResultView",
    "ReviewedSlot",
    "SlotResult",
    "band_text",
    "by_text",
    "chain_break",
    "event_text",
    "exam_results",
    "exam_state_text",
    "export_results",
    "regrade",
    "result",
    "review",
    "state_text",
]


@dataclass(frozen=True, slots=True)
class SlotResult:
    """What one question earned; ``marks`` and ``of`` as shown, ``fraction`` exact, None while it is not marked yet."""

    slot: int
    question_id: str
    question_code: str
    fraction: Fraction | None
    marks: str
    of: str
    is_answered: bool

    @property
    def is_right(self) -> bool:
        """Wholly right."""
        return self.fraction == WHOLE


@dataclass(frozen=True, slots=True)
class NextLesson:
    """A lesson worth opening again: where the questions that were not right are taught."""

    lesson: str
    screen: str
    questions: int


@dataclass(frozen=True, slots=True)
class ResultView:
    """The result of one sitting.

    Attributes:
        marks, of: as shown, two places; None before the marking.
        band: code; empty before the marking.
        slots: in the order of the paper.
        to_learn: lessons by the number of questions that were not right, most first.
        review: what the candidate may see of the paper.
        is_regraded: another result stood before this one.
    """

    sitting_id: str
    exam_id: str
    exam_name: str
    cadre_id: str
    cadre_name: str
    unit_name: str
    attempt: int
    state: str
    started_at: datetime
    handed_in_at: datetime | None
    handed_in_by: str
    fingerprint: str
    marks: str | None
    of: str | None
    band: str
    is_passed: bool
    slots: tuple[SlotResult, ...] = ()
    to_learn: tuple[NextLesson, ...] = ()
    review: ReviewPolicy = ReviewPolicy.NONE
    is_regraded: bool = False


@dataclass(frozen=True, slots=True)
class ReviewedSlot:
    """One question of a paper after the hand-in.

    Attributes:
        view: as it was shown.
        response: what was given last; ``{}`` for nothing.
        fraction: exact; None while it is not marked yet.
        key: the right response in the same form; None where the rule hides it.
        reasons: why each choice is right or wrong, by written index; empty where the rule hides them.
        explanation: empty where the rule hides it.
        question: with its key and the values of this paper; None where the rule hides it.
    """

    view: SlotView
    response: Mapping[str, Any]
    fraction: Fraction | None
    is_answered: bool
    key: Mapping[str, Any] | None = None
    reasons: tuple[str, ...] = ()
    explanation: str = ""
    teaches_lesson: str = ""
    teaches_screen: str = ""
    question: Question | None = None


def result(office: Office, actor: Actor, sitting_id: str) -> ResultView:
    """Give the result of a sitting, to its candidate or to whoever may see results there.

    Raises:
        Refusal: ``sitting_unknown``, ``no_right``.
    """
    with office.database.read() as uow:
        row = _row(uow, actor, sitting_id)
        frozen = uow.sittings.frozen(sitting_id)
        questions = _asked(uow, frozen)
        stored = uow.sittings.results(sitting_id)
        exam = uow.exams.get(row.exam_id)
    current = next((one for one in stored if one.is_current), None)
    return _result_view(row, exam.name if exam else "", frozen, questions, current, is_regraded=len(stored) > 1)


def exam_results(office: Office, actor: Actor, exam_id: str) -> tuple[Exam, tuple[ResultView, ...]]:
    """Give everybody's results of an exam, as far as the actor may see them, units in protocol order.

    Raises:
        Refusal: ``exam_unknown``, ``no_right``.
    """
    require(actor, Right.SEE_RESULTS)
    close_overdue(office)
    with office.database.read() as uow:
        exam = uow.exams.get(exam_id)
        if exam is None:
            raise Refusal("exam_unknown", exam=exam_id)
        rows = uow.exams.result_rows(exam_id=exam.id)
        place = {unit.path: n for n, unit in enumerate(in_protocol_order(uow.units.all()))}
    # A closed unit has no place any more and comes last; people keep their order within their unit.
    rows = sorted(rows, key=lambda row: place.get(row.unit_path, len(place)))
    return exam, tuple(
        _result_view(row, exam.name, None, {}, None) for row in rows if actor.may(Right.SEE_RESULTS, row.unit_path)
    )


def review(office: Office, actor: Actor, sitting_id: str) -> tuple[ReviewedSlot, ...]:
    """Go through a paper after the hand-in, as far as the exam's rule allows.

    Raises:
        Refusal: ``sitting_unknown``, ``no_right``, ``review_not_yet`` (not handed in), ``review_not_allowed``.
    """
    with office.database.read() as uow:
        row = _row(uow, actor, sitting_id)
        stored = uow.sittings.current_result(sitting_id)
        if stored is None:
            raise Refusal("review_not_yet")
        frozen = uow.sittings.frozen(sitting_id)
        policy = frozen.rules.review
        if actor.may(Right.SEE_RESULTS, row.unit_path) and actor.cadre_id != row.cadre_id:
            policy = ReviewPolicy.WITH_KEY
        if policy is ReviewPolicy.NONE:
            raise Refusal("review_not_allowed")
        questions = _keyed(uow, frozen, stored)
        asked = _asked(uow, frozen)
        responses = last_responses(uow.sittings.responses(sitting_id))
    outcomes = read_outcomes(stored.slots)
    views = slot_views(frozen.paper, asked)
    return tuple(
        _reviewed(view, responses.get(view.slot, {}), outcome.fraction, outcome.is_answered, question, policy)
        for view, outcome, question in zip(views, outcomes, questions, strict=True)
    )


def export_results(office: Office, actor: Actor, exam_id: str, path: Path) -> int:
    """Write an exam's results as a workbook.

    Returns:
        How many rows were written.

    Raises:
        Refusal: ``exam_unknown``, ``no_right``.
        Fault: ``file_not_written``.
    """
    from trainer.adapters.interchange.tables_xlsx import write_table

    exam, views = exam_results(office, actor, exam_id)
    headers = [
        t("Unit"),
        t("Name"),
        t("Sitting no."),
        t("Marks"),
        t("Out of"),
        t("Band"),
        t("Passed"),
        t("State"),
        t("Handed in at"),
        t("Handed in by"),
        t("Fingerprint"),
    ]
    rows = [
        [
            view.unit_name,
            view.cadre_name,
            view.attempt,
            view.marks or "",
            view.of or "",
            band_text(view.band),
            (t("yes") if view.is_passed else t("no")) if view.marks is not None else "",
            state_text(view.state),
            view.handed_in_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") if view.handed_in_at else "",
            by_text(view.handed_in_by),
            view.fingerprint,
        ]
        for view in views
    ]
    write_table(path, exam.name, headers, rows)
    return len(rows)


def chain_break(office: Office, sitting_id: str) -> int | None:
    """Check the chain of a sitting's responses.

    Returns:
        The number of the first entry at which it breaks; None when it is whole.
    """
    with office.database.read() as uow:
        frozen = uow.sittings.frozen(sitting_id)
        return first_break(origin(sitting_id, frozen.digest), uow.sittings.responses(sitting_id))


def _row(uow: UnitOfWork, actor: Actor, sitting_id: str) -> Any:
    rows = uow.exams.result_rows(sitting_id=sitting_id) if uow.sittings.place(sitting_id) is not None else []
    if not rows:
        raise Refusal("sitting_unknown")
    if actor.cadre_id != rows[0].cadre_id:
        require(actor, Right.SEE_RESULTS, rows[0].unit_path)
    return rows[0]


def _asked(uow: UnitOfWork, frozen: FrozenPaper) -> dict[tuple[str, int], Question]:
    return uow.questions.versions((slot.question_id, slot.version) for slot in frozen.paper.slots)


def _keyed(uow: UnitOfWork, frozen: FrozenPaper, stored: StoredResult) -> list[Question]:
    """Give each slot's question with the key by which it was marked."""
    wanted = [(slot["question"], slot["key_version"]) for slot in stored.slots]
    keys = uow.questions.versions(wanted)
    asked = _asked(uow, frozen)
    found = []
    for slot, key in zip(frozen.paper.slots, wanted, strict=True):
        question = asked[slot.question_id, slot.version]
        keyed = (rekeyed(question, keys[key]) if key in keys else None) or question
        found.append(asked_question(slot, keyed))
    return found


def _result_view(
    row: Any,
    exam_name: str,
    frozen: FrozenPaper | None,
    questions: Mapping[tuple[str, int], Question],
    stored: StoredResult | None,
    *,
    is_regraded: bool = False,
) -> ResultView:
    outcomes = read_outcomes(stored.slots) if stored is not None else ()
    slots = tuple(
        SlotResult(
            one.slot,
            one.question_id,
            questions[one.question_id, one.version].code,
            one.fraction,
            show(one.marks),
            show(one.of),
            one.is_answered,
        )
        for one in outcomes
    )
    missed = [
        questions[one.question_id, one.version] for one in outcomes if one.fraction is not None and one.fraction < WHOLE
    ]
    return ResultView(
        row.sitting_id,
        row.exam_id,
        exam_name,
        row.cadre_id,
        row.cadre_name,
        row.unit_name,
        row.attempt,
        row.state,
        row.started_at,
        row.handed_in_at,
        row.handed_in_by,
        row.fingerprint,
        row.shown,
        show(Fraction(row.of)) if row.of is not None else None,
        row.band or "",
        bool(row.is_passed),
        slots,
        _to_learn(missed),
        frozen.rules.review if frozen is not None else ReviewPolicy.NONE,
        is_regraded,
    )


def _to_learn(missed: Iterable[Question]) -> tuple[NextLesson, ...]:
    places = Counter((one.teaches_lesson, one.teaches_screen) for one in missed if one.teaches_lesson)
    ordered = sorted(places.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(NextLesson(lesson, screen, count) for (lesson, screen), count in ordered)


def _reviewed(
    view: SlotView,
    response: Mapping[str, Any],
    fraction: Fraction | None,
    is_answered: bool,
    question: Question,
    policy: ReviewPolicy,
) -> ReviewedSlot:
    if policy is ReviewPolicy.OWN_ANSWERS:
        return ReviewedSlot(view, response, fraction, is_answered)
    reasons = tuple(choice.why for choice in question.choices) or tuple(pair.why for pair in question.pairs)
    return ReviewedSlot(
        view,
        response,
        fraction,
        is_answered,
        key_response(question),
        reasons,
        question.explanation,
        question.teaches_lesson,
        question.teaches_screen,
        question,
    )
