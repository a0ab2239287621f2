"""Draw one person's paper for an exam and have it checked before it is released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Fault
from trainer.domain.kernel.time import local_date
from trainer.domain.papers.assemble import assemble
from trainer.domain.papers.blueprint import candidate_of
from trainer.domain.papers.paper import Paper
from trainer.domain.papers.validate import breaches
from trainer.domain.question_bank.question import Question

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.domain.sittings.exam import Exam

# A person's last papers whose questions are avoided where the bank allows it.
AVOID_LAST_PAPERS = 2


def draw_paper(uow: UnitOfWork, exam: Exam, cadre_id: str, attempt: int, at: datetime) -> Paper:
    """Draw a paper from the published questions.

    The same exam, person and attempt give the same paper as long as the bank stays as it is.

    Args:
        at: now; questions whose law basis is overdue on that day are not drawn.

    Raises:
        Refusal: ``blueprint_starves``.
        Fault: ``paper_unsound``, the draw broke its own blueprint (the check shares nothing with it).
    """
    pool = uow.exams.pool(local_date(at))
    version_of = {candidate.id: candidate.version for candidate in pool}
    drawn: dict[str, Question] = {}

    def questions_of(ids: Sequence[str]) -> Mapping[str, Question]:
        found = uow.questions.versions((question_id, version_of[question_id]) for question_id in ids)
        drawn.update((question.id, question) for question in found.values())
        return drawn

    paper = assemble(
        exam.blueprint,
        pool,
        f"{exam.seed}:{cadre_id}:{attempt}",
        avoid=uow.sittings.lately_seen(cadre_id, AVOID_LAST_PAPERS),
        shuffle_questions=exam.rules.shuffle_questions,
        shuffle_choices=exam.rules.shuffle_choices,
        questions_of=questions_of,
    )
    found = breaches(paper, exam.blueprint, (candidate_of(question) for question in drawn.values()))
    if found:
        raise Fault("paper_unsound", None, None, finding=found[0].code)
    return paper
