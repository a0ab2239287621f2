"""Make, open and close exams."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.papers.assemble import RowSupply, starving, supply
from trainer.domain.papers.blueprint import Blueprint
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.sittings.exam import Exam, ExamState, check_window
from trainer.domain.sittings.rules import Bands, ExamRules, MultipleRule
from trainer.domain.sittings.sitting import HandInBy
from trainer.platform.identifiers import new_id
from trainer.services import settings
from trainer.services.mark_sitting import close_and_mark

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

# The column that keeps a seed is a signed 32-bit number on every database.
MAX_SEED = 2**31 - 1
LONGEST_NAME = 200


def default_rules(office: Office) -> ExamRules:
    """Give the rules that a new exam starts from: the office's settings."""
    with office.database.read() as uow:
        steps = (
            ("excellent", Fraction(settings.read(uow, settings.BAND_EXCELLENT))),
            ("good", Fraction(settings.read(uow, settings.BAND_GOOD))),
        )
        pass_mark = Fraction(settings.read(uow, settings.PASS_MARK))
        return ExamRules(
            pass_mark=pass_mark,
            # A band that would begin at or below another one, or below the pass mark, can never be reached.
            bands=Bands(tuple(step for n, step in enumerate(steps) if step[1] >= pass_mark and step not in steps[:n])),
            attempts=settings.read(uow, settings.ATTEMPTS),
            retake_after_days=settings.read(uow, settings.RETAKE_AFTER_DAYS),
            retake_capped=settings.read(uow, settings.RETAKE_IS_CAPPED),
            multiple=MultipleRule(settings.read(uow, settings.MULTIPLE_RULE)),
            crash_credit_s=settings.read(uow, settings.CRASH_CREDIT_S),
        )


def feasibility(office: Office, actor: Actor, blueprint: Blueprint) -> tuple[RowSupply, ...]:
    """Check a blueprint against the published questions, row by row and all rows together.

    Raises:
        Refusal: ``no_right``.
    """
    require(actor, Right.MANAGE_EXAMS)
    with office.database.read() as uow:
        return supply(blueprint, uow.exams.pool(local_date(office.clock.now())))


def create_exam(
    office: Office,
    actor: Actor,
    name: str,
    unit_id: str,
    blueprint: Blueprint,
    rules: ExamRules,
    opens_at: datetime,
    closes_at: datetime,
    seed: int,
    *,
    is_demo: bool = False,
) -> tuple[Exam, Changes]:
    """Make an exam, sealed until it is opened.

    The blueprint is checked at once against the published questions, so that nobody finds out in the exam room.

    Args:
        unit_id: the people of this unit and of all below it may sit.
        opens_at, closes_at: aware.
        seed: 0 to 2^31 - 1.

    Raises:
        Refusal: ``no_right``, ``unit_unknown``, ``exam_name_bad``, ``exam_window_bad``, ``exam_seed_bad``,
            ``blueprint_starves``.
    """
    now = office.clock.now()
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise Refusal("exam_name_bad", longest=LONGEST_NAME)
    if not 0 <= seed <= MAX_SEED:
        raise Refusal("exam_seed_bad", largest=MAX_SEED)
    check_window(opens_at, closes_at)
    with office.database.write() as uow:
        unit = uow.units.read(unit_id)
        require(actor, Right.MANAGE_EXAMS, unit.path)
        supplies = supply(blueprint, uow.exams.pool(local_date(now)))
        if any(item.wanting for item in supplies):
            raise starving(supplies)
        exam = Exam(
            new_id(),
            name.strip(),
            unit.id,
            unit.path,
            blueprint,
            rules,
            opens_at,
            closes_at,
            ExamState.SEALED,
            seed,
            now,
            is_demo or unit.is_demo,
        )
        uow.exams.add(exam, made_by=actor.cadre_id, home_id=office.home_id)
        facts = {"unit": unit.id, "questions": blueprint.question_count, "of": str(blueprint.of)}
        _log(uow, office, actor, now, "exam.created", exam.id, facts)
    return exam, Changes.of(Area.EXAMS)


def open_exam(office: Office, actor: Actor, exam_id: str) -> tuple[Exam, Changes]:
    """Let people sit an exam within its window.

    Opening an exam that is open changes nothing. A closed one stays closed, because results may have been read out.

    Raises:
        Refusal: ``exam_unknown``, ``no_right``, ``exam_collected``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        exam = _managed(uow, actor, exam_id)
        if exam.state is ExamState.COLLECTED:
            raise Refusal("exam_collected", exam=exam.name)
        if exam.state is ExamState.SEALED:
            uow.exams.set_state(exam.id, ExamState.RUNNING)
            _log(uow, office, actor, now, "exam.opened", exam.id, {})
    return replace(exam, state=ExamState.RUNNING), Changes.of(Area.EXAMS)


def close_exam(office: Office, actor: Actor, exam_id: str) -> tuple[int, Changes]:
    """Close an exam for good; sittings in progress are handed in as they stand.

    Returns:
        How many sittings were handed in by this.

    Raises:
        Refusal: ``exam_unknown``, ``no_right``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        exam = _managed(uow, actor, exam_id)
        heads = [head for head in uow.sittings.open_heads() if head.exam_id == exam.id]
        for head in heads:
            close_and_mark(uow, office, head, by=HandInBy.INVIGILATOR, at=now, actor_id=actor.cadre_id)
        if exam.state is not ExamState.COLLECTED:
            uow.exams.set_state(exam.id, ExamState.COLLECTED)
            _log(uow, office, actor, now, "exam.closed", exam.id, {"handed_in": len(heads)})
    people = frozenset(head.cadre_id for head in heads)
    areas = (Area.EXAMS, Area.SITTINGS, Area.RESULTS, Area.PROGRESS) if heads else (Area.EXAMS,)
    return len(heads), Changes.of(*areas, cadre_ids=people)


def find_exam(office: Office, text: str) -> Exam:
    """Find an exam by id or by its name; of several with one name the newest.

    Raises:
        Refusal: ``exam_unknown``.
    """
    with office.database.read() as uow:
        exam = uow.exams.get(text) or next(iter(uow.exams.by_name(text)), None)
    if exam is None:
        raise Refusal("exam_unknown", exam=text)
    return exam


def _managed(uow: UnitOfWork, actor: Actor, exam_id: str) -> Exam:
    exam = uow.exams.get(exam_id)
    if exam is None:
        raise Refusal("exam_unknown", exam=exam_id)
    require(actor, Right.MANAGE_EXAMS, exam.unit_path)
    return exam


def _log(
    uow: UnitOfWork, office: Office, actor: Actor, at: datetime, action: str, exam_id: str, facts: dict[str, object]
) -> None:
    uow.audit.append(
        home_id=office.home_id, at=at, actor_id=actor.cadre_id, action=action, subject=exam_id, facts=facts
    )
