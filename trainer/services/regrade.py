"""Mark an exam again after keys were corrected; the old results stay beside the new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.domain.grading.regrade import rekeyed
from trainer.domain.grading.results import judge_paper
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.question import Question
from trainer.domain.sittings.sitting import last_responses
from trainer.services.mark_sitting import asked as asked_of
from trainer.services.mark_sitting import mark, read_outcomes, stored_result
from trainer.services.progress import refresh_people

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class RegradeReport:
    """What a regrade did.

    Attributes:
        sittings: looked at.
        changed: got a new result beside the old one.
        now_passed, now_failed: of these, whose pass or fail turned.
        not_comparable: codes of questions whose newer version asks something else; they kept their old key.
    """

    sittings: int
    changed: int
    now_passed: int
    now_failed: int
    not_comparable: tuple[str, ...]


def regrade(office: Office, actor: Actor, exam_id: str, reason: str) -> tuple[RegradeReport, Changes]:
    """Mark all sittings of an exam again with the keys as they stand in the bank now.

    Each sitting whose marks change gets a result beside the old one; the old one stays and is no longer current.

    Raises:
        Refusal: ``exam_unknown``, ``no_right``, ``regrade_needs_reason``.
    """
    now = office.clock.now()
    if not reason.strip():
        raise Refusal("regrade_needs_reason")
    tally: Counter[str] = Counter()
    odd: set[str] = set()
    people: set[str] = set()
    with office.database.write() as uow:
        exam = uow.exams.get(exam_id)
        if exam is None:
            raise Refusal("exam_unknown", exam=exam_id)
        require(actor, Right.MANAGE_EXAMS, exam.unit_path)
        for sitting_id in uow.sittings.graded(exam.id):
            tally["sittings"] += 1
            head, place, old = (
                uow.sittings.head(sitting_id),
                uow.sittings.place(sitting_id),
                uow.sittings.current_result(sitting_id),
            )
            if head is None or place is None or old is None:
                continue
            frozen = uow.sittings.frozen(sitting_id)
            asked = uow.questions.versions((slot.question_id, slot.version) for slot in frozen.paper.slots)
            keyed, versions, codes = _corrected(uow, asked)
            odd.update(codes)
            responses = last_responses(uow.sittings.responses(sitting_id))
            outcomes = mark(frozen.paper, keyed, responses, frozen.rules)
            verdict = judge_paper(outcomes, frozen.rules, place.attempt)
            if [one.fraction for one in outcomes] == [one.fraction for one in read_outcomes(old.slots)]:
                continue
            new = stored_result(sitting_id, verdict, outcomes, frozen.rules, now, old.id, versions)
            uow.sittings.add_result(new, head, unit_id=place.unit_id, home_id=place.home_id, attempt=place.attempt)
            at = place.handed_in_at or now
            uow.question_use.add(asked_of(read_outcomes(old.slots)), unit_id=place.unit_id, at=at, times=-1)
            uow.question_use.add(asked_of(outcomes), unit_id=place.unit_id, at=at)
            people.add(head.cadre_id)
            tally["changed"] += 1
            tally["now_passed"] += verdict.is_passed and not old.is_passed
            tally["now_failed"] += old.is_passed and not verdict.is_passed
        refresh_people(uow, office.home_id, sorted(people), now)
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="exam.regraded",
            subject=exam.id,
            facts={**tally, "reason_digest": office.keys.digest("regrade", reason.strip())},
        )
    report = RegradeReport(
        tally["sittings"], tally["changed"], tally["now_passed"], tally["now_failed"], tuple(sorted(odd))
    )
    return report, Changes.of(Area.EXAMS, Area.RESULTS, Area.PROGRESS, cadre_ids=frozenset(people))


def _corrected(
    uow: UnitOfWork, asked: Mapping[tuple[str, int], Question]
) -> tuple[dict[tuple[str, int], Question], dict[str, int], list[str]]:
    """Lay the current keys over the asked wordings; give the keyed questions, versions of keys, and what did not fit."""
    keyed: dict[tuple[str, int], Question] = {}
    versions: dict[str, int] = {}
    odd: list[str] = []
    for place, question in asked.items():
        stored = uow.questions.get(question.id)
        with_key = rekeyed(question, stored.question) if stored is not None else question
        if with_key is None:
            odd.append(question.code)
        keyed[place] = with_key or question
        if with_key is not None and stored is not None:
            versions[question.id] = stored.question.version
    return keyed, versions, odd
