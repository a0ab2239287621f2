"""Put questions back into one's own wrong-answer book, when they were taken off by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.people.roles import Actor
from trainer.services.learners import learner_of

if TYPE_CHECKING:
    from trainer.services.office import Office


def put_back(office: Office, actor: Actor, question_ids: Sequence[str]) -> Changes:
    """Undo :func:`trainer.services.practise.clear_wrong`; what never was in the book stays out of it.

    Raises:
        Refusal: ``no_right``, ``not_a_learner``.
    """
    with office.database.write() as uow:
        learner = learner_of(uow, actor)
        entries = uow.learning.wrong_entries(learner.cadre_id, question_ids)
        uow.learning.put_wrong(
            learner.cadre_id, [replace(entry, is_cleared=False) for entry in entries.values() if entry.is_cleared]
        )
    return Changes.of(Area.LEARNING, cadre_ids=frozenset({learner.cadre_id}))
