"""Author and reviewer: submit, return, approve, publish, suspend, retire - and what they say to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank import life
from trainer.domain.question_bank.life import Step, What
from trainer.domain.question_bank.question import State
from trainer.platform.identifiers import new_id
from trainer.services.enter_questions import policy_of
from trainer.services.question_bank import require_sight

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.questions import QuestionHead
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class StepRefused:
    """A question that did not move, and why.

    Attributes:
        code: of the question.
        reason: a code with a sentence, filled from ``facts``.
    """

    code: str
    reason: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """What became of a step taken with many questions."""

    moved: tuple[str, ...]
    refused: tuple[StepRefused, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A remark or a step in the history of a question.

    Attributes:
        actor: name; empty for the program and an open command line.
        what: one of :class:`~trainer.domain.question_bank.life.What`.
        is_open: a remark that somebody still has to see to.
        is_mine: the actor who asks said it.
    """

    id: str
    at: datetime
    version: int
    actor: str
    what: str
    text: str
    is_open: bool
    is_mine: bool
    resolved_at: datetime | None


def take_step(
    office: Office, actor: Actor, step: Step, codes: Sequence[str], words: str = ""
) -> tuple[StepOutcome, Changes]:
    """Take a step with one question or with many; those that may not take it stay where they are.

    Args:
        codes: of the questions.
        words: a remark that goes with it.

    Raises:
        Refusal: ``no_right``; with one question also what :func:`life.take` says, and ``question_unknown``.
    """
    _require_step(actor, step)
    with office.database.write() as uow:
        uow.questions.queue()
        outcome = move(office, uow, actor, step, codes, words)
        if len(codes) == 1 and outcome.refused:
            one = outcome.refused[0]
            raise Refusal(one.reason, **one.facts)
    return outcome, Changes.of(Area.QUESTIONS) if outcome.moved else Changes.of()


def move(
    office: Office, uow: UnitOfWork, actor: Actor, step: Step, codes: Sequence[str], words: str = ""
) -> StepOutcome:
    """Do what :func:`take_step` does inside a transaction that is open."""
    from trainer.adapters.storage.stores.question_life import Remark

    now = office.clock.now()
    policy = policy_of(uow)
    heads = uow.questions.heads(list(dict.fromkeys(codes)))
    moved: list[QuestionHead] = []
    refused: list[StepRefused] = []
    rule = life.RULES[step]
    for code in dict.fromkeys(codes):
        head = heads.get(code)
        try:
            if head is None:
                raise Refusal("question_unknown", question=code)
            life.take(
                step,
                head.state,
                question=code,
                is_author=_is_author(actor, head),
                may_review=actor.may(Right.REVIEW_QUESTIONS),
                words=words,
                policy=policy,
            )
        except Refusal as refusal:
            refused.append(StepRefused(code, refusal.code, dict(refusal.facts)))
            continue
        moved.append(head)
    uow.questions.put_states([head.id for head in moved], rule.target)
    if step is Step.APPROVE:
        for head in moved:
            seen_to = [remark.id for remark in uow.question_life.remarks(head.id) if remark.is_open]
            uow.question_life.resolve(seen_to, now, actor.cadre_id)
    uow.question_life.add_remarks(
        Remark(new_id(), head.id, head.current_version, now, actor.cadre_id, rule.what.value, words.strip())
        for head in moved
    )
    _log(office, uow, actor, moved, rule.target)
    return StepOutcome(tuple(head.code for head in moved), tuple(refused))


def submit(office: Office, actor: Actor, code: str, words: str = "") -> Changes:
    """Give a draft to a reviewer."""
    return take_step(office, actor, Step.SUBMIT, [code], words)[1]


def return_with_remarks(office: Office, actor: Actor, code: str, words: str) -> Changes:
    """Give a question back to its author, with what is to be done."""
    return take_step(office, actor, Step.RETURN, [code], words)[1]


def approve(office: Office, actor: Actor, code: str, words: str = "") -> Changes:
    """Publish a question after review; open remarks count as seen to."""
    return take_step(office, actor, Step.APPROVE, [code], words)[1]


def publish(office: Office, actor: Actor, code: str) -> Changes:
    """Publish a draft without review, where the office asks for none."""
    return take_step(office, actor, Step.PUBLISH, [code])[1]


def suspend(office: Office, actor: Actor, code: str, words: str = "") -> Changes:
    """Keep a question off new papers for the time being."""
    return take_step(office, actor, Step.SUSPEND, [code], words)[1]


def resume(office: Office, actor: Actor, code: str, words: str = "") -> Changes:
    """Let a suspended question onto papers again."""
    return take_step(office, actor, Step.RESUME, [code], words)[1]


def retire(office: Office, actor: Actor, code: str, words: str = "") -> Changes:
    """Take a question out of use; papers and results that rest on it keep it."""
    return take_step(office, actor, Step.RETIRE, [code], words)[1]


def possible_steps(office: Office, actor: Actor, code: str) -> tuple[Step, ...]:
    """Give the steps that the actor may take with a question now."""
    with office.database.read() as uow:
        head = uow.questions.heads([code]).get(code)
        if head is None:
            return ()
        steps = life.steps_from(
            head.state,
            is_author=_is_author(actor, head),
            may_review=actor.may(Right.REVIEW_QUESTIONS),
            policy=policy_of(uow),
        )
    return tuple(step for step in steps if _may_step(actor, step))


def comment(office: Office, actor: Actor, code: str, text: str) -> tuple[str, Changes]:
    """Say something about a question to its author or reviewer.

    Returns:
        Id of the remark.

    Raises:
        Refusal: ``no_right``, ``question_unknown``, ``remark_wanting``.
    """
    from trainer.adapters.storage.stores.question_life import Remark

    require_sight(actor)
    if not text.strip():
        raise Refusal("remark_wanting", question=code)
    with office.database.write() as uow:
        head = uow.questions.heads([code]).get(code)
        if head is None:
            raise Refusal("question_unknown", question=code)
        now = office.clock.now()
        made = Remark(new_id(), head.id, head.current_version, now, actor.cadre_id, What.COMMENT.value, text.strip())
        uow.question_life.add_remarks([made])
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="question.commented",
            subject=code,
            facts={"remark": made.id},
        )
    return made.id, Changes.of(Area.QUESTIONS)


def resolve(office: Office, actor: Actor, remark_id: str) -> Changes:
    """Note that a remark was seen to.

    Raises:
        Refusal: ``no_right``, ``remark_unknown``.
    """
    require_sight(actor)
    with office.database.write() as uow:
        found = uow.question_life.remark(remark_id)
        if found is None:
            raise Refusal("remark_unknown")
        uow.question_life.resolve([found.id], office.clock.now(), actor.cadre_id)
    return Changes.of(Area.QUESTIONS)


def history(office: Office, actor: Actor, code: str) -> tuple[HistoryLine, ...]:
    """Give everything that was said about a question and done with it, the oldest first.

    Raises:
        Refusal: ``no_right``, ``question_unknown``.
    """
    require_sight(actor)
    with office.database.read() as uow:
        head = uow.questions.heads([code]).get(code)
        if head is None:
            raise Refusal("question_unknown", question=code)
        remarks = uow.question_life.remarks(head.id)
        people = uow.cadres.many({one.actor_id for one in remarks if one.actor_id})
    return tuple(
        HistoryLine(
            one.id,
            one.at,
            one.version,
            people[one.actor_id].name if one.actor_id in people else "",
            one.what,
            one.text,
            one.is_open,
            one.actor_id is not None and one.actor_id == actor.cadre_id,
            one.resolved_at,
        )
        for one in remarks
    )


def _is_author(actor: Actor, head: QuestionHead) -> bool:
    # The program and an open command line are nobody: they are not held to be the author of what nobody signed.
    return actor.cadre_id is not None and head.author_id == actor.cadre_id


def _may_step(actor: Actor, step: Step) -> bool:
    if life.RULES[step].by_reviewer:
        return actor.may(Right.REVIEW_QUESTIONS)
    # An examiner who finds a bad question in a running examination may stop it without being its author.
    return actor.may(Right.EDIT_QUESTIONS) or (step is Step.SUSPEND and actor.may(Right.REVIEW_QUESTIONS))


def _require_step(actor: Actor, step: Step) -> None:
    if not _may_step(actor, step):
        require(actor, Right.REVIEW_QUESTIONS if life.RULES[step].by_reviewer else Right.EDIT_QUESTIONS)


def _log(office: Office, uow: UnitOfWork, actor: Actor, moved: Sequence[QuestionHead], target: State) -> None:
    if len(moved) == 1:
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="question.state_changed",
            subject=moved[0].code,
            facts={"from": moved[0].state.value, "to": target.value},
        )
        return
    sources: dict[str, int] = defaultdict(int)
    for head in moved:
        sources[head.state.value] += 1
    if moved:
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="question.states_changed",
            subject="",
            facts={"from": dict(sources), "to": target.value, "questions": len(moved)},
        )
