"""Change many questions at once: look first, apply in one transaction, take back as one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank import life
from trainer.domain.question_bank.bulk_edit import Edit, edited, keeps_its_place
from trainer.domain.question_bank.differences import Part, compare
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.life import Step
from trainer.domain.question_bank.prepared import line_of, prepare
from trainer.domain.question_bank.question import Question, State
from trainer.platform.identifiers import new_id
from trainer.services.enter_questions import BULK_EDIT, enter, plan_entry, policy_of

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.questions import QuestionHead
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

__all__ = ["BulkLine", "BulkOutcome", "BulkPreview", "Edit", "apply", "preview"]


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What an edit would do to one question.

    Attributes:
        line: the beginning of its stem.
        parts: what would change, before (left) and after (right).
        state, next_state: codes; equal where the state stays.
        findings: what stands in the way (errors) or is to be thought about (warnings).
    """

    id: str
    code: str
    line: str
    parts: tuple[Part, ...]
    state: State
    next_state: State
    findings: tuple[Finding, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything would change."""
        return bool(self.parts) or self.state is not self.next_state

    @property
    def is_refused(self) -> bool:
        """Whether the edit would leave the question as it is because it does not fit."""
        return any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What an edit would do.

    Attributes:
        lines: of questions that would change or are refused, in the order of the ids; unchanged ones are only counted.
    """

    lines: tuple[BulkLine, ...]
    changed: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What an edit did.

    Attributes:
        change_id: under which it can be taken back; empty where nothing was changed.
        refused: lines of the questions that stayed as they were because the edit does not fit.
    """

    change_id: str
    changed: int
    unchanged: int
    refused: tuple[BulkLine, ...]


def preview(office: Office, actor: Actor, ids: Sequence[str], edit: Edit) -> BulkPreview:
    """Say what an edit would do to some questions; nothing is stored.

    Raises:
        Refusal: ``no_right``; ``edit_empty``, it changes nothing at all.
    """
    _check(actor, edit)
    with office.database.read() as uow:
        lines = [one.line for one in _looked_at(uow, actor, ids, edit)]
    shown = tuple(line for line in lines if line.is_changed or line.is_refused)
    refused = sum(line.is_refused for line in shown)
    return BulkPreview(shown, len(shown) - refused, len(lines) - len(shown), refused)


def apply(
    office: Office, actor: Actor, ids: Sequence[str], edit: Edit, *, leave_out: Collection[str] = ()
) -> tuple[BulkOutcome, Changes]:
    """Change some questions, each into a new version; what does not fit stays as it is and is told.

    Args:
        ids: of the questions.
        edit: what to change.
        leave_out: ids that the preview made somebody leave out.

    Raises:
        Refusal: ``no_right``; ``edit_empty``.
    """
    _check(actor, edit)
    from trainer.adapters.storage.stores.question_life import Remark

    skipped = set(leave_out)
    now = office.clock.now()
    with office.database.write() as uow:
        uow.questions.queue()
        found = list(_looked_at(uow, actor, [one for one in ids if one not in skipped], edit))
        usable = [one for one in found if one.line.is_changed and not one.line.is_refused]
        plan = plan_entry(uow, [prepare(one.after) for one in usable if one.line.parts])
        states = {one.line.code: one.line.next_state for one in usable if one.line.next_state is not one.line.state}
        change_id = enter(office, uow, actor, plan, what=BULK_EDIT, title=", ".join(edit.names), states=states)
        heads = uow.questions.heads_by_id([one.line.id for one in usable if one.step])
        uow.question_life.add_remarks(
            Remark(
                new_id(),
                one.line.id,
                heads[one.line.id].current_version,
                now,
                actor.cadre_id,
                life.RULES[one.step].what.value,
                "",
            )
            for one in usable
            if one.step
        )
        if change_id:
            uow.audit.append(
                home_id=office.home_id,
                at=now,
                actor_id=actor.cadre_id,
                action="bank.bulk_edited",
                subject=change_id,
                facts={"parts": list(edit.names), "questions": len(usable)},
            )
    refused = tuple(one.line for one in found if one.line.is_refused)
    outcome = BulkOutcome(change_id, len(usable), len(found) - len(usable) - len(refused), refused)
    return outcome, Changes.of(Area.QUESTIONS) if change_id else Changes.of()


@dataclass(frozen=True, slots=True)
class _Looked:
    line: BulkLine
    after: Question
    step: Step | None


def _check(actor: Actor, edit: Edit) -> None:
    require(actor, Right.EDIT_QUESTIONS)
    if not edit.names or edit.names == ("ignore_case",):
        raise Refusal("edit_empty")


def _looked_at(uow: UnitOfWork, actor: Actor, ids: Sequence[str], edit: Edit) -> Iterator[_Looked]:
    policy = policy_of(uow)
    for stored in uow.questions.many(list(dict.fromkeys(ids))):
        before, state, step = stored.question, stored.head.state, None
        after = edited(before, edit) if edit.changes_wording else before
        is_worded = after is not before
        findings = _new_problems(before, after) if is_worded else []
        if edit.knowledge_point is not None and keeps_its_place(before):
            findings.append(Finding("point_fixed_by_code", Severity.WARNING, facts={"question": before.code}))
        next_state = life.state_after_edit(state, policy) if is_worded else state
        if edit.state is not None and edit.state is not next_state:
            try:
                step = _step(actor, stored.head, next_state, edit.state, policy)
                next_state = edit.state
            except Refusal as refusal:
                facts = {"question": before.code, **refusal.facts}
                findings.append(Finding(refusal.code, Severity.ERROR, facts=facts))
        parts = tuple(one for one in compare(before, after) if one.is_changed) if is_worded else ()
        line = BulkLine(stored.head.id, before.code, line_of(before), parts, state, next_state, tuple(findings))
        yield _Looked(line, after, step)


def _new_problems(before: Question, after: Question) -> list[Finding]:
    known = {(one.code, str(one.facts)) for one in problems(before)}
    found = []
    for problem in problems(after):
        if (problem.code, str(problem.facts)) not in known:
            facts = {name: value for name, value in problem.facts.items() if name != "path"}
            found.append(replace(problem, facts={"question": after.code, **facts}))
    return found


def _step(actor: Actor, head: QuestionHead, state: State, target: State, policy: life.Policy) -> Step:
    step = life.step_to(state, target, head.code)
    life.take(
        step,
        state,
        question=head.code,
        is_author=actor.cadre_id is not None and head.author_id == actor.cadre_id,
        may_review=actor.may(Right.REVIEW_QUESTIONS),
        words="-",
        policy=policy,
    )
    return step
