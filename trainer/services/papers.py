"""Make papers from a blueprint outside any exam: to judge a blueprint, and for scripts."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.kernel.time import local_date
from trainer.domain.papers.admission import is_admitted
from trainer.domain.papers.assemble import RowSupply, assemble, supply
from trainer.domain.papers.blueprint import Blueprint, candidate_of, read_blueprint
from trainer.domain.papers.facility import expected_marks
from trainer.domain.papers.paper import Paper, paper_document
from trainer.domain.papers.validate import ENEMIES, breaches
from trainer.domain.people.roles import Actor, Right, require

if TYPE_CHECKING:
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class Assembly:
    """Papers with the figures by which a blueprint is judged.

    Attributes:
        papers: in the order made.
        breaches: what the independent check found, over all papers.
        enemy_clashes: pairs of questions that stand on one paper although they must not.
        expected_marks_sd: standard deviation between papers of the marks an average candidate is expected to earn, by
            stated difficulty; None for fewer than two papers.
        max_exposure: papers on which the most used question stands.
        mean_exposure: papers per question, over all questions that the blueprint admits.
        ms_per_paper: milliseconds, check included.
    """

    papers: tuple[Paper, ...]
    breaches: tuple[Finding, ...]
    enemy_clashes: int
    expected_marks_sd: float | None
    max_exposure: int
    mean_exposure: float
    ms_per_paper: float


def read_blueprint_file(path: Path) -> Blueprint:
    """Read a blueprint from a YAML or JSON file.

    Raises:
        Fault: ``blueprint_file_unreadable``.
        Refusal: ``blueprint_not_a_document``, ``blueprint_unreadable``, ``blueprint_marks_differ``.
    """
    from trainer.adapters.interchange.blueprint_file import read_document

    return read_blueprint(read_document(path))


def check_blueprint(office: Office, actor: Actor, blueprint: Blueprint) -> tuple[RowSupply, ...]:
    """Tell for every row how many questions qualify and how many are wanting.

    Raises:
        Refusal: ``no_right``.
    """
    require(actor, Right.MANAGE_EXAMS)
    with office.database.read() as uow:
        return supply(blueprint, uow.exams.pool(local_date(office.clock.now())))


def assemble_papers(office: Office, actor: Actor, blueprint: Blueprint, count: int, seed: int) -> Assembly:
    """Make several papers, rarely used questions first.

    Equal arguments and an equal bank give equal papers.

    Raises:
        Refusal: ``no_right``, ``blueprint_starves``.
    """
    require(actor, Right.MANAGE_EXAMS)
    with office.database.read() as uow:
        day = local_date(office.clock.now())
        questions = {one.id: one for one in uow.questions.published() if is_admitted(one, day)}
    pool = [candidate_of(question) for question in questions.values()]
    by_id = {candidate.id: candidate for candidate in pool}
    used: Counter[str] = Counter()
    papers: list[Paper] = []
    found: list[Finding] = []
    began = time.perf_counter()
    for number in range(1, count + 1):
        paper = assemble(blueprint, pool, f"{seed}:{number}", used=used, questions_of=lambda _ids: questions)
        found.extend(breaches(paper, blueprint, pool))
        used.update(slot.question_id for slot in paper.slots)
        papers.append(paper)
    took_ms = (time.perf_counter() - began) * 1000
    expected = [
        expected_marks((float(slot.marks), by_id[slot.question_id].difficulty) for slot in paper.slots)
        for paper in papers
    ]
    admitted = sum(any(row.admits(candidate) for row in blueprint.rows) for candidate in pool)
    return Assembly(
        tuple(papers),
        tuple(found),
        sum(finding.code == ENEMIES for finding in found),
        statistics.stdev(expected) if len(expected) > 1 else None,
        max(used.values(), default=0),
        used.total() / admitted if admitted else 0.0,
        took_ms / count if count else 0.0,
    )


def paper_with_codes(office: Office, paper: Paper) -> dict[str, Any]:
    """Write a paper with the codes of its questions beside their ids."""
    with office.database.read() as uow:
        questions = uow.questions.versions((slot.question_id, slot.version) for slot in paper.slots)
    document = paper_document(paper)
    for slot in document["slots"]:
        slot["code"] = questions[slot["question"], slot["version"]].code
    return document
