"""Sit a paper: start, come back, answer, hand in.

Each function is one transaction, and what it returns is said to the candidate only after the commit. Recording a response
reads the sitting's head and nothing else; the paper is read at the start, on return and at the hand-in. What time is left
is decided by ``domain.sittings.clock`` alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.marks import show
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.sittings.chain import origin
from trainer.domain.sittings.clock import Reckoning, first_checkpoint, reckon
from trainer.domain.sittings.exam import obstacle
from trainer.domain.sittings.respond import check_in_time, check_open, respond
from trainer.domain.sittings.sitting import HandInBy, Head, SittingState
from trainer.platform.identifiers import new_id
from trainer.services.draw_paper import draw_paper
from trainer.services.mark_sitting import Receipt, close_and_mark
from trainer.services.sitting_views import HappeningView, SittingView, sitting_view

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.domain.sittings.exam import Exam
    from trainer.services.office import Office

# A screen's countdown may run ahead of the boot clock by this much when it rings.
BELL_TOLERANCE_S = 2.0


@dataclass(frozen=True, slots=True)
class Saved:
    """Said after the commit: the number of the last saved entry, and the seconds left (0 after the bell)."""

    seq: int
    remaining_s: float


def start(office: Office, actor: Actor, exam_id: str) -> SittingView:
    """Start a sitting, or come back to the one that is in progress.

    Raises:
        Refusal: ``exam_unknown``, ``no_candidate``, any code of ``domain.sittings.exam.obstacle``, ``blueprint_starves``.
    """
    if actor.cadre_id is None:
        raise Refusal("no_candidate")
    with office.database.write() as uow:
        in_progress = uow.exams.open_sittings(actor.cadre_id).get(exam_id)
        if in_progress is None:
            return _begin(uow, office, actor, exam_id)
    return resume(office, actor, in_progress)


def resume(office: Office, actor: Actor, sitting_id: str) -> SittingView:
    """Come back to a sitting after the program was closed, crashed, or the machine was started anew.

    Raises:
        Refusal: ``sitting_unknown``, ``not_your_sitting``, ``sitting_closed``; ``time_is_up`` or ``exam_window_over``
            after the sitting was handed in as it stood, because the bell rang meanwhile.
    """
    reading = office.reading()
    with office.database.write() as uow:
        head = _own_head(uow, actor, sitting_id)
        check_open(head)
        reckoning = reckon(head, reading, is_return=True)
        _keep(uow, head, reckoning, reading.wall)
        if reckoning.closed_by is None:
            uow.sittings.note(
                new_id(), head.id, reading.wall, "resumed", {"used_s": round(reckoning.checkpoint.used_s)}
            )
            exam = _exam(uow, head.exam_id)
            happenings = tuple(HappeningView(item.note.value, item.facts) for item in reckoning.happenings)
            return sitting_view(uow, exam.name, head, reckoning, happenings)
        _close_by_time(uow, office, head, reckoning, actor.cadre_id)
    check_in_time(reckoning)
    raise AssertionError("a closed sitting is refused above")


def record_response(
    office: Office, actor: Actor, sitting_id: str, slot: int, content: Mapping[str, Any], seq: int
) -> Saved:
    """Save one response; when this returns it is on the disk.

    Args:
        slot: 0-based place on the paper.
        content: as described at ``Question``; ``{}`` takes an answer back.
        seq: one more than the last confirmed number. Sending the same entry again adds nothing and is confirmed again.

    Raises:
        Refusal: ``sitting_unknown``, ``not_your_sitting``, ``sitting_closed``, ``time_is_up``, ``exam_window_over``,
            ``response_out_of_sequence``, ``response_malformed``.
    """
    reading = office.reading()
    with office.database.write() as uow:
        sittings = uow.sittings
        head = _own_head(uow, actor, sitting_id)
        saved = sittings.saved(sitting_id, seq) if seq <= head.last_seq else None
        accepted = respond(head, reading, slot, content, seq, saved)
        if accepted is None:
            return Saved(head.last_seq, reckon(head, reading).remaining_s)
        sittings.append(sitting_id, accepted.entry, accepted.reckoning.checkpoint)
        _note_happenings(uow, sitting_id, accepted.reckoning, reading.wall)
    return Saved(seq, accepted.reckoning.remaining_s)


def heartbeat(office: Office, actor: Actor, sitting_id: str, current_slot: int) -> Saved:
    """Keep the time and the place every few seconds, so that a crash costs no more than that.

    Raises:
        Refusal: ``sitting_unknown``, ``not_your_sitting``, ``sitting_closed``.
    """
    return _checkpoint(office, actor, sitting_id, current_slot, is_left=False)


def leave(office: Office, actor: Actor, sitting_id: str, current_slot: int) -> Saved:
    """Note that the page or the program is closed in order; the time runs on and is not given back.

    Raises:
        Refusal: ``sitting_unknown``, ``not_your_sitting``, ``sitting_closed``.
    """
    return _checkpoint(office, actor, sitting_id, current_slot, is_left=True)


def mark_slots(office: Office, actor: Actor, sitting_id: str, slots: Collection[int]) -> None:
    """Keep which questions the candidate wants to look at again; replaces what was kept before.

    Raises:
        Refusal: ``sitting_unknown``, ``not_your_sitting``, ``sitting_closed``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        head = _own_head(uow, actor, sitting_id)
        check_open(head)
        kept = sorted(slot for slot in set(slots) if 0 <= slot < head.slot_count)
        uow.sittings.note(new_id(), sitting_id, now, "marked", {"slots": kept})


def hand_in(
    office: Office, actor: Actor, sitting_id: str, by: HandInBy = HandInBy.CANDIDATE
) -> tuple[Receipt, Changes]:
    """Close, mark and count a sitting in one transaction.

    Handing in twice gives the same receipt and changes nothing.

    Args:
        by: the candidate, or the bell or window of the sitting page, or an invigilator (who needs the right).

    Raises:
        Refusal: ``sitting_unknown``, ``not_your_sitting``, ``no_right``, ``hand_in_too_early``, ``bell_not_yet``.
    """
    reading = office.reading()
    with office.database.write() as uow:
        if by is HandInBy.INVIGILATOR:
            head = _head(uow, sitting_id)
            require(actor, Right.MANAGE_EXAMS, _exam(uow, head.exam_id).unit_path)
        else:
            head = _own_head(uow, actor, sitting_id)
        if head.state is not SittingState.IN_PROGRESS:
            return _receipt_again(uow, head), Changes.of()
        reckoning = reckon(head, reading)
        if reckoning.closed_by is None:
            _check_hand_in(uow, head, reckoning, by)
        _keep(uow, head, reckoning, reading.wall)
        if reckoning.closed_by is not None:
            receipt = _close_by_time(uow, office, head, reckoning, actor.cadre_id)
        else:
            receipt = close_and_mark(uow, office, head, by=by, at=reading.wall, actor_id=actor.cadre_id)
    return receipt, _changes(head.cadre_id)


def close_overdue(office: Office) -> tuple[tuple[Receipt, ...], Changes]:
    """Hand in every sitting whose bell or window has passed while nobody was there.

    Called at the opening of the program and before lists of results. A sitting that a crash interrupted is left open as
    long as the time to be given back could still save it.

    LIMIT: where several machines share a database, each one judges by its own wall clock.
    """
    reading = office.reading()
    with office.database.read() as uow:
        overdue = [head.id for head in uow.sittings.open_heads() if reckon(head, reading, is_return=True).closed_by]
    receipts: list[Receipt] = []
    for sitting_id in overdue:
        with office.database.write() as uow:
            head = _head(uow, sitting_id)
            reckoning = reckon(head, reading, is_return=True)
            if head.state is SittingState.IN_PROGRESS and reckoning.closed_by is not None:
                _keep(uow, head, reckoning, reading.wall)
                receipts.append(_close_by_time(uow, office, head, reckoning, None))
    if not receipts:
        return (), Changes.of()
    return tuple(receipts), _changes(*(receipt.cadre_id for receipt in receipts))


def grant_time(office: Office, actor: Actor, sitting_id: str, seconds: int, reason: str) -> tuple[int, Changes]:
    """Give one candidate more time, with the reason on record.

    The end of the exam's window still closes the sitting.

    Returns:
        The new limit in seconds.

    Raises:
        Refusal: ``no_right``, ``sitting_unknown``, ``sitting_closed``, ``grant_bad`` (no reason, or not 1 second to 4 hours).
    """
    now = office.clock.now()
    with office.database.write() as uow:
        head = _head(uow, sitting_id)
        require(actor, Right.MANAGE_EXAMS, _exam(uow, head.exam_id).unit_path)
        check_open(head)
        if not 1 <= seconds <= 4 * 3600 or not reason.strip():
            raise Refusal("grant_bad")
        limit_s = head.limit_s + seconds
        uow.sittings.extend(head.id, limit_s)
        facts = {"seconds": seconds, "by": actor.cadre_id, "reason": reason.strip()}
        uow.sittings.note(new_id(), head.id, now, "time_granted", facts)
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="sitting.time_granted",
            subject=head.id,
            facts={"seconds": seconds},
        )
    return limit_s, Changes.of(Area.SITTINGS, cadre_ids=frozenset({head.cadre_id}))


def _begin(uow: UnitOfWork, office: Office, actor: Actor, exam_id: str) -> SittingView:
    exam = _exam(uow, exam_id)
    person = uow.cadres.read(actor.cadre_id or "")
    unit = uow.units.read(person.unit_id)
    attempts = uow.exams.attempts(person.id, exam.id).get(exam.id, [])
    reading = office.reading()
    why_not = obstacle(exam, reading.wall, unit.path, attempts, is_on_roster=person.employment.is_on_roster)
    if why_not is not None:
        raise why_not
    attempt = len(attempts) + 1
    paper = draw_paper(uow, exam, person.id, attempt, reading.wall)
    sitting_id = new_id()
    digest = uow.sittings.digest_of(paper, exam.rules)
    head = Head(
        sitting_id,
        exam.id,
        person.id,
        SittingState.IN_PROGRESS,
        len(paper.slots),
        exam.rules.limit_s,
        exam.rules.crash_credit_s,
        reading.wall,
        exam.closes_at,
        0,
        origin(sitting_id, digest),
        0,
        first_checkpoint(reading),
    )
    uow.sittings.start(
        head,
        attempt=attempt,
        unit_id=person.unit_id,
        home_id=office.home_id,
        paper_id=new_id(),
        frozen=paper,
        rules=exam.rules,
    )
    uow.sittings.note(new_id(), sitting_id, reading.wall, "started", {"attempt": attempt, "slots": len(paper.slots)})
    uow.audit.append(
        home_id=office.home_id,
        at=reading.wall,
        actor_id=actor.cadre_id,
        action="sitting.started",
        subject=sitting_id,
        facts={"exam": exam.id, "attempt": attempt, "paper": digest},
    )
    return sitting_view(uow, exam.name, head, reckon(head, reading), ())


def _checkpoint(office: Office, actor: Actor, sitting_id: str, current_slot: int, *, is_left: bool) -> Saved:
    reading = office.reading()
    with office.database.write() as uow:
        head = _own_head(uow, actor, sitting_id)
        check_open(head)
        reckoning = reckon(head, reading)
        uow.sittings.keep_checkpoint(sitting_id, replace(reckoning.checkpoint, is_left=is_left))
        _note_happenings(uow, sitting_id, reckoning, reading.wall)
        if current_slot != head.current_slot and 0 <= current_slot < head.slot_count:
            uow.sittings.move_to(sitting_id, current_slot)
        if is_left:
            uow.sittings.note(new_id(), sitting_id, reading.wall, "left", {})
    return Saved(head.last_seq, reckoning.remaining_s)


def _check_hand_in(uow: UnitOfWork, head: Head, reckoning: Reckoning, by: HandInBy) -> None:
    if by in {HandInBy.BELL, HandInBy.WINDOW} and reckoning.remaining_s > BELL_TOLERANCE_S:
        raise Refusal("bell_not_yet", seconds=round(reckoning.remaining_s))
    if by is HandInBy.CANDIDATE:
        wanted_s = uow.sittings.frozen(head.id).rules.min_hand_in_s
        if reckoning.checkpoint.used_s < wanted_s:
            raise Refusal("hand_in_too_early", minutes=-(-wanted_s // 60))


def _close_by_time(uow: UnitOfWork, office: Office, head: Head, reckoning: Reckoning, actor_id: str | None) -> Receipt:
    """Hand in at the moment at which the bell or the window rang by the sitting's own time."""
    by = reckoning.closed_by or HandInBy.BELL
    at = min(reckoning.checkpoint.reading.wall, reckoning.due_at)
    return close_and_mark(
        uow, office, head, by=by, at=max(at, head.started_at + timedelta(seconds=1)), actor_id=actor_id
    )


def _receipt_again(uow: UnitOfWork, head: Head) -> Receipt:
    place = uow.sittings.place(head.id)
    result = uow.sittings.current_result(head.id)
    if place is None or result is None:
        raise Refusal("sitting_closed", state=head.state.value)
    return Receipt(
        head.id,
        head.exam_id,
        head.cadre_id,
        place.handed_in_at,
        HandInBy(place.handed_in_by),
        place.fingerprint,
        sum(slot["answered"] for slot in result.slots),
        len(result.slots),
        result.shown,
        show(result.of),
        result.band,
        result.is_passed,
    )


def _keep(uow: UnitOfWork, head: Head, reckoning: Reckoning, at: datetime) -> None:
    uow.sittings.keep_checkpoint(head.id, reckoning.checkpoint)
    _note_happenings(uow, head.id, reckoning, at)


def _note_happenings(uow: UnitOfWork, sitting_id: str, reckoning: Reckoning, at: datetime) -> None:
    for happening in reckoning.happenings:
        uow.sittings.note(new_id(), sitting_id, at, happening.note.value, happening.facts)


def _head(uow: UnitOfWork, sitting_id: str) -> Head:
    head = uow.sittings.head(sitting_id)
    if head is None:
        raise Refusal("sitting_unknown")
    return head


def _own_head(uow: UnitOfWork, actor: Actor, sitting_id: str) -> Head:
    head = _head(uow, sitting_id)
    if head.cadre_id != actor.cadre_id and not actor.is_everybody:
        raise Refusal("not_your_sitting")
    return head


def _exam(uow: UnitOfWork, exam_id: str) -> Exam:
    exam = uow.exams.get(exam_id)
    if exam is None:
        raise Refusal("exam_unknown", exam=exam_id)
    return exam


def _changes(*cadre_ids: str) -> Changes:
    return Changes.of(
        Area.EXAMS, Area.SITTINGS, Area.RESULTS, Area.LEARNING, Area.PROGRESS, cadre_ids=frozenset(cadre_ids)
    )
