"""Take an import or a bulk edit back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.prepared import prepare
from trainer.domain.question_bank.question import State
from trainer.services.question_bank import require_sight

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.question_life import BankChange, ChangeLine
    from trainer.adapters.storage.stores.questions import QuestionHead
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

_NAMED = 8


@dataclass(frozen=True, slots=True)
class ChangeInfo:
    """One change in the list.

    Attributes:
        what: ``import`` or ``bulk_edit``.
        title: names of files, or codes of edits.
        actor: name; empty for the program and an open command line.
        counts: ``added changed`` and what the act itself counted.
        may_be_undone: it stands; whether its questions were edited since is found out by the undo.
    """

    id: str
    at: datetime
    actor: str
    what: str
    title: str
    counts: Mapping[str, int]
    undone_at: datetime | None
    may_be_undone: bool


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """What an undo did.

    Attributes:
        removed: questions that are gone as if they had never come.
        retired: added ones that somebody was asked already; they stay out of new papers.
        restored: questions that say again what they said before.
        kept: codes of questions that were edited since and stay as they are.
    """

    removed: int
    retired: int
    restored: int
    kept: tuple[str, ...]


def list_changes(office: Office, actor: Actor, limit: int = 50) -> tuple[ChangeInfo, ...]:
    """Give the latest imports and bulk edits first."""
    require_sight(actor)
    with office.database.read() as uow:
        stored = uow.question_life.changes(limit)
        people = uow.cadres.many({one.actor_id for one in stored if one.actor_id})
    names = {person.id: person.name for person in people.values()}
    return tuple(_info(one, names) for one in stored)


def undo(office: Office, actor: Actor, change_id: str, *, leave_edited: bool = False) -> tuple[UndoOutcome, Changes]:
    """Take a change back: what it added goes, what it changed says again what it said before.

    Added questions that somebody was asked already are retired instead. A wording from before becomes the current one again;
    the one made by the change stays as a version, because papers may refer to it.

    Args:
        leave_edited: questions edited since stay as they are, instead of the whole undo being refused.

    Raises:
        Refusal: ``no_right``; ``change_unknown``; ``change_already_undone``; ``change_overtaken`` with the codes of questions
            that were edited or moved on since (``questions``, ``n``).
    """
    require(actor, Right.EDIT_QUESTIONS)
    now = office.clock.now()
    with office.database.write() as uow:
        uow.questions.queue()
        change = uow.question_life.change(change_id) if _is_id(change_id) else None
        if change is None:
            raise Refusal("change_unknown")
        if change.undone_at is not None:
            raise Refusal("change_already_undone")
        lines = uow.question_life.change_lines(change.id)
        heads = uow.questions.heads_by_id([line.question_id for line in lines])
        edited = sorted(
            heads[line.question_id].code
            for line in lines
            if line.question_id in heads and _is_overtaken(line, heads[line.question_id])
        )
        if edited and not leave_edited:
            raise Refusal("change_overtaken", questions=_listed(edited), n=len(edited))
        standing = [line for line in lines if line.question_id in heads and heads[line.question_id].code not in edited]
        removed, retired = _take_out(uow, change, [line for line in standing if line.version_before is None])
        restored = _put_back(uow, heads, [line for line in standing if line.version_before is not None])
        uow.question_life.mark_undone(change.id, now, actor.cadre_id)
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="bank.change_undone",
            subject=change.id,
            facts={"what": change.what, "removed": removed, "retired": retired, "restored": restored},
        )
    return UndoOutcome(removed, retired, restored, tuple(edited)), Changes.of(Area.QUESTIONS)


def _take_out(uow: UnitOfWork, change: BankChange, lines: Sequence[ChangeLine]) -> tuple[int, int]:
    added = [line.question_id for line in lines]
    used = uow.question_life.used(added, change.at)
    uow.questions.put_states(used, State.RETIRED)
    unused = [question_id for question_id in added if question_id not in used]
    uow.questions.remove(unused)
    return len(unused), len(used)


def _put_back(uow: UnitOfWork, heads: Mapping[str, QuestionHead], lines: Sequence[ChangeLine]) -> int:
    from trainer.adapters.storage.stores.questions import NewHead

    worded = [line for line in lines if line.version_before != line.version_after]
    wanted = [(line.question_id, line.version_before or 0) for line in worded]
    before = uow.questions.versions(wanted)
    uow.questions.put_heads(
        [NewHead(prepare(before[key]), heads[key[0]].shipped_version) for key in wanted if key in before]
    )
    states: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.state_before != line.state_after:
            states[line.state_before].append(line.question_id)
    for state, ids in states.items():
        uow.questions.put_states(ids, State(state))
    return len(lines)


def _is_overtaken(line: ChangeLine, head: QuestionHead) -> bool:
    return head.current_version != line.version_after or head.state.value != line.state_after


def _info(change: BankChange, names: Mapping[str, str]) -> ChangeInfo:
    return ChangeInfo(
        change.id,
        change.at,
        names.get(change.actor_id or "", ""),
        change.what,
        change.title,
        change.counts,
        change.undone_at,
        change.undone_at is None,
    )


def _listed(codes: Sequence[str]) -> str:
    return "、".join(codes[:_NAMED]) + ("…" if len(codes) > _NAMED else "")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:  # typed by hand; a server would fail on it
        return False
    return True
