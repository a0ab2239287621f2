"""Autosaved drafts: what an editor held when it was closed, or when the machine went down.

A draft is no version: it may be unfinished or wrong, nobody else sees it, and saving the question ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.prepared import line_of
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.reading import recall_question
from trainer.domain.question_bank.writing import write_question
from trainer.platform.identifiers import new_id

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.question_life import StoredDraft
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as it was kept.

    Attributes:
        question: perhaps unfinished.
        base_version: the version that was opened; 0 for a new question.
        current_version: the version that is current now; 0 where the bank has no such question.
    """

    question: Question
    base_version: int
    current_version: int
    saved_at: datetime

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody saved another wording since the draft was begun."""
        return self.current_version != self.base_version

    @property
    def line(self) -> str:
        """The beginning of the stem in plain words."""
        return line_of(self.question)


def keep(office: Office, actor: Actor, question: Question, base_version: int) -> datetime:
    """Keep what the editor holds, in the place of the same author's earlier draft of the question.

    Not in the log, and no screen goes stale by it.

    Args:
        question: with its code; nothing of it is checked.
        base_version: the version that was opened; 0 for a new question.

    Returns:
        When it was kept.
    """
    from trainer.adapters.storage.stores.question_life import StoredDraft

    require(actor, Right.EDIT_QUESTIONS)
    now = office.clock.now()
    document = write_question(question)
    draft = StoredDraft(new_id(), actor.cadre_id, question.id, question.code, base_version, document, now)
    with office.database.write() as uow:
        uow.question_life.put_draft(draft)
    return now


def open_draft(office: Office, actor: Actor, question_id: str) -> OpenDraft | None:
    """Give the actor's own draft of a question; None where there is none."""
    require(actor, Right.EDIT_QUESTIONS)
    with office.database.read() as uow:
        found = uow.question_life.draft(actor.cadre_id, question_id)
        heads = uow.questions.heads_by_id([question_id]) if found else {}
    if found is None:
        return None
    return _opened(found, heads[question_id].current_version if question_id in heads else 0)


def list_drafts(office: Office, actor: Actor) -> tuple[OpenDraft, ...]:
    """Give all drafts of the actor, the last kept first; for the recovery after a crash."""
    require(actor, Right.EDIT_QUESTIONS)
    with office.database.read() as uow:
        found = uow.question_life.drafts(actor.cadre_id)
        heads = uow.questions.heads_by_id([one.question_id for one in found])
    return tuple(
        _opened(one, heads[one.question_id].current_version if one.question_id in heads else 0) for one in found
    )


def drop(office: Office, actor: Actor, question_id: str) -> bool:
    """Throw the actor's draft of a question away; False where there was none."""
    require(actor, Right.EDIT_QUESTIONS)
    with office.database.write() as uow:
        return uow.question_life.drop_draft(actor.cadre_id, question_id)


def _opened(found: StoredDraft, current_version: int) -> OpenDraft:
    return OpenDraft(recall_question(found.document), found.base_version, current_version, found.saved_at)
