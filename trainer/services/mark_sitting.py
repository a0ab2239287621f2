"""Mark a sitting: the steps of a hand-in after the door is closed, within the transaction that closed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.courses.practice import after_answer
from trainer.domain.grading.results import SlotOutcome, Verdict, judge_paper
from trainer.domain.grading.score import grade, is_answered
from trainer.domain.kernel.marks import show
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.papers.paper import Paper, asked_question, paper_digest
from trainer.domain.question_bank.question import WHOLE, Question
from trainer.domain.sittings.chain import fingerprint, first_break, origin
from trainer.domain.sittings.rules import ExamRules, rules_document
from trainer.domain.sittings.sitting import HandInBy, Head, SittingState, last_responses
from trainer.platform.identifiers import new_id
from trainer.services.progress import refresh_people

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.question_use import Asked
    from trainer.adapters.storage.stores.sittings import StoredResult
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

Questions = Mapping[tuple[str, int], Question]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a candidate takes away from a hand-in.

    Attributes:
        fingerprint: four groups of four; covers every response and the time of the hand-in.
        answered, slots: how many of how many.
        marks, of: as shown, two places.
        band: code; see ``domain.grading.results``.
    """

    sitting_id: str
    exam_id: str
    cadre_id: str
    handed_in_at: datetime
    handed_in_by: HandInBy
    fingerprint: str
    answered: int
    slots: int
    marks: str
    of: str
    band: str
    is_passed: bool


def close_and_mark(
    uow: UnitOfWork, office: Office, head: Head, *, by: HandInBy, at: datetime, actor_id: str | None
) -> Receipt:
    """Close a sitting, mark it, and let everything that follows from the result follow.

    Args:
        uow: the transaction in which the decision to close was made.
        head: still in progress.
        by: who or what closes.
        at: the moment that counts; the bell's own when the bell rang while nobody was there.
        actor_id: for the log.
    """
    now = office.clock.now()
    place = uow.sittings.place(head.id)
    if place is None:
        raise Refusal("sitting_unknown")
    frozen = uow.sittings.frozen(head.id)
    entries = uow.sittings.responses(head.id)
    broken_at = first_break(origin(head.id, frozen.digest), entries)
    if broken_at is not None:
        uow.sittings.note(new_id(), head.id, now, "chain_broken", {"seq": broken_at})
    questions = uow.questions.versions((slot.question_id, slot.version) for slot in frozen.paper.slots)
    responses = last_responses(entries)
    outcomes = mark(frozen.paper, questions, responses, frozen.rules)
    verdict = judge_paper(outcomes, frozen.rules, place.attempt)
    stamp = fingerprint(head.id, head.last_seq, head.last_hash, at)
    uow.sittings.close(head.id, state=SittingState.GRADED, at=at, by=by, fingerprint=stamp)
    uow.sittings.note(
        new_id(), head.id, now, "handed_in", {"by": by.value, "at": at.isoformat(), "last_seq": head.last_seq}
    )
    result = stored_result(head.id, verdict, outcomes, frozen.rules, now, None)
    uow.sittings.add_result(result, head, unit_id=place.unit_id, home_id=place.home_id, attempt=place.attempt)
    uow.question_use.add(asked(outcomes), unit_id=place.unit_id, at=at)
    note_wrong(uow, head.cadre_id, outcomes, at)
    refresh_people(uow, office.home_id, [head.cadre_id], now)
    uow.audit.append(
        home_id=office.home_id,
        at=now,
        actor_id=actor_id,
        action="sitting.handed_in",
        subject=head.id,
        facts={"exam": head.exam_id, "by": by.value, "last_seq": head.last_seq, "passed": verdict.is_passed},
    )
    return Receipt(
        head.id,
        head.exam_id,
        head.cadre_id,
        at,
        by,
        stamp,
        sum(outcome.is_answered for outcome in outcomes),
        len(outcomes),
        str(verdict.shown),
        show(verdict.of),
        verdict.band,
        verdict.is_passed,
    )


def mark(
    paper: Paper, questions: Questions, responses: Mapping[int, dict[str, Any]], rules: ExamRules
) -> tuple[SlotOutcome, ...]:
    """Mark every slot of a paper.

    Args:
        paper: with the versions that were asked.
        questions: by id and version; the key may be a corrected one.
        responses: the one that counts, by slot.
        rules: frozen at the start.
    """
    outcomes = []
    for number, slot in enumerate(paper.slots):
        question = asked_question(slot, questions[slot.question_id, slot.version])
        response = responses.get(number, {})
        outcomes.append(
            SlotOutcome(
                number,
                slot.question_id,
                slot.version,
                grade(question, response, rules.part_marks),
                slot.marks,
                is_answered(question, response),
            )
        )
    return tuple(outcomes)


def stored_result(
    sitting_id: str,
    verdict: Verdict,
    outcomes: tuple[SlotOutcome, ...],
    rules: ExamRules,
    at: datetime,
    supersedes: str | None,
    key_versions: Mapping[str, int] | None = None,
) -> StoredResult:
    """Write a verdict down with everything it rests on.

    Args:
        key_versions: version of the key by question, where a regrade took a newer one.
    """
    from trainer.adapters.storage.stores.sittings import StoredResult

    keys = {outcome.question_id: outcome.version for outcome in outcomes} | dict(key_versions or {})
    return StoredResult(
        id=new_id(),
        sitting_id=sitting_id,
        marks=verdict.marks,
        of=verdict.of,
        shown=str(verdict.shown),
        band=verdict.band,
        is_passed=verdict.is_passed,
        slots=[
            {
                "slot": outcome.slot,
                "question": outcome.question_id,
                "version": outcome.version,
                "key_version": keys[outcome.question_id],
                "fraction": None if outcome.fraction is None else str(outcome.fraction),
                "of": str(outcome.of),
                "answered": outcome.is_answered,
            }
            for outcome in outcomes
        ],
        rules_version=paper_digest({"rules": rules_document(rules), "keys": keys}),
        made_at=at,
        supersedes=supersedes,
        is_current=True,
    )


def asked(outcomes: tuple[SlotOutcome, ...]) -> list[Asked]:
    """Say what the exposure of questions counts of a marking."""
    from trainer.adapters.storage.stores.question_use import Asked

    return [Asked(one.question_id, one.version, one.fraction, one.is_answered) for one in outcomes]


def read_outcomes(slots: list[dict[str, Any]]) -> tuple[SlotOutcome, ...]:
    """Read back what :func:`stored_result` wrote."""
    return tuple(
        SlotOutcome(
            slot["slot"],
            slot["question"],
            slot["version"],
            None if slot["fraction"] is None else Fraction(slot["fraction"]),
            Fraction(slot["of"]),
            slot["answered"],
        )
        for slot in slots
    )


def wrongly_answered(outcomes: tuple[SlotOutcome, ...]) -> list[str]:
    """Give the ids of questions that were answered and not wholly right; what is not marked yet is neither."""
    return [
        one.question_id for one in outcomes if one.is_answered and one.fraction is not None and one.fraction < WHOLE
    ]


def note_wrong(uow: UnitOfWork, cadre_id: str, outcomes: tuple[SlotOutcome, ...], at: datetime) -> None:
    """Put what was answered wrongly into the person's wrong-answer book."""
    wrong = wrongly_answered(outcomes)
    if not wrong:
        return
    known = uow.learning.wrong_entries(cadre_id, wrong)
    entries = (after_answer(known.get(question_id), question_id, Fraction(0), at) for question_id in wrong)
    uow.learning.put_wrong(cadre_id, [entry for entry in entries if entry is not None])
