"""Let questions enter the bank: the one way in, for imports, the editor and bulk edits.

A question is the same when its code is. A new wording becomes a version beside the old ones, because papers refer to versions
for ever; an edit of a shipped question is numbered from :data:`~trainer.services.load_content.LOCAL_FROM` on, so that it never
meets a shipped number; a wording that the bank has shipped is found again instead of being stored twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.domain.question_bank import life
from trainer.domain.question_bank.prepared import Prepared, numbered
from trainer.domain.question_bank.question import State
from trainer.platform.identifiers import new_id
from trainer.services import settings
from trainer.services.load_content import LOCAL_FROM

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.question_life import ChangeLine
    from trainer.adapters.storage.stores.questions import NewHead, QuestionHead
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office

IMPORT = "import"
BULK_EDIT = "bulk_edit"


@dataclass(slots=True)
class EntryPlan:
    """What a set of questions would do to the bank.

    Attributes:
        new: not in the bank.
        wordings: in the bank with another wording, numbered already; with the head as it stands.
        restored: the shipped wording of a question that was edited here.
        unchanged: codes of questions that say what the bank says.
    """

    new: list[Prepared] = field(default_factory=list)
    wordings: list[tuple[Prepared, QuestionHead]] = field(default_factory=list)
    restored: list[tuple[Prepared, QuestionHead]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)

    @property
    def updated(self) -> int:
        """How many questions would get another current wording."""
        return len(self.wordings) + len(self.restored)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.wordings or self.restored)


def plan_entry(uow: UnitOfWork, prepared: Sequence[Prepared]) -> EntryPlan:
    """Sort questions by what entering them would do; nothing is changed.

    Args:
        uow: the transaction in which they will be entered; writers call ``uow.questions.queue()`` before.
        prepared: one wording of each code.
    """
    heads = uow.questions.heads([one.question.code for one in prepared])
    changed = [one for one in prepared if (head := heads.get(one.question.code)) and head.digest != one.digest]
    versions: dict[str, dict[int, str]] = defaultdict(dict)
    for (question_id, version), digest in uow.questions.digests([one.question.id for one in changed]).items():
        versions[question_id][version] = digest
    plan = EntryPlan()
    for one in prepared:
        head = heads.get(one.question.code)
        if head is None:
            plan.new.append(one)
        elif one.digest == head.digest:
            plan.unchanged.append(head.code)
        else:
            known = versions[head.id]
            if head.shipped_version is not None and one.digest == known.get(head.shipped_version):
                plan.restored.append((numbered(one, head.shipped_version), head))
            else:
                least = LOCAL_FROM if head.origin == "shipped" else one.question.version
                plan.wordings.append((numbered(one, max(max(known) + 1, least)), head))
    return plan


def enter(
    office: Office,
    uow: UnitOfWork,
    actor: Actor,
    plan: EntryPlan,
    *,
    what: str = "",
    title: str = "",
    counts: Mapping[str, int] | None = None,
    states: Mapping[str, State] | None = None,
) -> str:
    """Enter what was planned.

    Args:
        office, uow, actor: in a transaction.
        plan: made in the same transaction.
        what: :data:`IMPORT` or :data:`BULK_EDIT` notes a change that can be taken back; empty notes none.
        title: of the change.
        counts: of the change; ``added`` and ``changed`` are filled in.
        states: states after the change, by code, where they are not those that the office's policy says.

    Returns:
        Id of the change; empty where none was noted.
    """
    from trainer.adapters.storage.stores.question_life import BankChange, ChangeLine
    from trainer.adapters.storage.stores.questions import NewHead

    if plan.is_empty and not states:
        return ""
    now = office.clock.now()
    by = actor.cadre_id
    policy = policy_of(uow)
    states = states or {}
    lines: list[ChangeLine] = []
    by_state: dict[State, list[Prepared]] = defaultdict(list)
    for one in plan.new:
        state = states.get(one.question.code, life.entry_state(policy))
        by_state[state].append(one)
        lines.append(ChangeLine(one.question.id, None, one.question.version, "", state.value))
    for state, rows in by_state.items():
        uow.questions.add_prepared(rows, origin="local", state=state, at=now, by=by)
    uow.questions.add_prepared_versions([one for one, _ in plan.wordings], at=now, by=by)
    heads: list[NewHead] = []
    for one, head in plan.wordings + plan.restored:
        state = states.get(head.code, life.state_after_edit(head.state, policy))
        heads.append(NewHead(one, head.shipped_version, state if state is not head.state else None))
        lines.append(ChangeLine(head.id, head.current_version, one.question.version, head.state.value, state.value))
    uow.questions.put_heads(heads)
    lines += _states_alone(uow, plan, states)
    if not what:
        return ""
    change = BankChange(
        new_id(),
        now,
        by,
        what,
        title,
        {**(counts or {}), "added": len(plan.new), "changed": len(lines) - len(plan.new)},
    )
    uow.question_life.add_change(change, lines)
    return change.id


def policy_of(uow: UnitOfWork) -> life.Policy:
    """Read how strict this office is."""
    return life.Policy(settings.read(uow, settings.REVIEW_REQUIRED), settings.read(uow, settings.AUTHOR_MAY_REVIEW))


def _states_alone(uow: UnitOfWork, plan: EntryPlan, states: Mapping[str, State]) -> Iterable[ChangeLine]:
    """Move on the questions whose state changes and whose wording does not."""
    from trainer.adapters.storage.stores.question_life import ChangeLine

    worded = {one.question.code for one in plan.new} | {head.code for _, head in plan.wordings + plan.restored}
    moved: dict[State, list[QuestionHead]] = defaultdict(list)
    for head in uow.questions.heads([code for code in states if code not in worded]).values():
        if head.state is not states[head.code]:
            moved[states[head.code]].append(head)
    lines = []
    for state, heads in moved.items():
        uow.questions.put_states([head.id for head in heads], state)
        for head in heads:
            lines.append(ChangeLine(head.id, head.current_version, head.current_version, head.state.value, state.value))
    return lines
