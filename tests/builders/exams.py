"""An office with people, published questions and an exam, ready to be sat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.builders.office import NOON, make_office
from tests.builders.questions_to_mark import blank, judge, matching, multiple, ordering, single
from tests.builders.training import Roster
from trainer.domain.papers.blueprint import Blueprint, Row
from trainer.domain.papers.paper import asked_question
from trainer.domain.people.roles import PROGRAM, Actor
from trainer.domain.people.units import Unit
from trainer.domain.question_bank.question import Kind, Question, State
from trainer.domain.question_bank.robot import right_response, wrong_response
from trainer.domain.sittings.exam import Exam
from trainer.domain.sittings.rules import ExamRules
from trainer.platform.clock import FixedClock
from trainer.services import exams
from trainer.services.office import Office
from trainer.services.sit_paper import SittingView, record_response

OPENS, CLOSES = NOON - timedelta(hours=1), NOON + timedelta(days=60)


def make_bank(per_kind: int = 6, lesson: str = "0901") -> list[Question]:
    """Questions of six kinds over two knowledge points and five levels."""
    found: list[Question] = []
    for kind in (single, multiple, judge, blank, ordering, matching):
        for _ in range(per_kind):
            number = len(found) + 1
            code = f"Q-K{lesson}{'ab'[number % 2]}-{number:03}"
            found.append(kind(code, difficulty=number % 5 + 1))
    return found


def publish(office: Office, questions: Iterable[Question], state: State = State.PUBLISHED) -> None:
    with office.database.write() as uow:
        uow.questions.add(questions, origin="local", state=state, at=NOON, by=None)


SIX_KINDS = (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.BLANK, Kind.ORDERING, Kind.MATCHING)
EVERY_KIND = Blueprint(tuple(Row(2, Fraction(5), (), (kind,)) for kind in SIX_KINDS), "六种题型")


@dataclass
class ExamRoom:
    """An office in which somebody may sit an exam now."""

    office: Office
    clock: FixedClock
    unit: Unit
    cadres: Sequence[str]
    exam: Exam
    bank: dict[str, Question]

    @property
    def anna(self) -> Actor:
        return Actor(self.cadres[0], "安娜")

    @property
    def berta(self) -> Actor:
        return Actor(self.cadres[1], "贝尔塔")

    def answer(self, sitting: SittingView, slots: Iterable[int] | None = None, *, right: bool = True) -> int:
        """Answer slots rightly or wrongly; gives the last sequence number."""
        seq = sitting.last_seq
        for slot in range(len(sitting.slots)) if slots is None else slots:
            seq += 1
            record_response(self.office, PROGRAM, sitting.sitting_id, slot, self.response(sitting, slot, right), seq)
        return seq

    def response(self, sitting: SittingView, slot: int, right: bool = True) -> dict[str, Any]:
        with self.office.database.read() as uow:
            frozen = uow.sittings.frozen(sitting.sitting_id).paper.slots[slot]
        question = asked_question(frozen, self.bank[frozen.question_id])
        return right_response(question) if right else wrong_response(question)


def make_exam_room(
    folder: Path,
    *,
    rules: ExamRules | None = None,
    blueprint: Blueprint = EVERY_KIND,
    bank: Sequence[Question] | None = None,
    office: Office | None = None,
    **exam: Any,
) -> ExamRoom:
    clock = FixedClock(NOON)
    office = office or make_office(folder, clock=clock)
    clock = office.clock if isinstance(office.clock, FixedClock) else clock
    questions = list(bank if bank is not None else make_bank())
    publish(office, questions)
    roster = Roster(office)
    unit = roster.unit("0101", name="安和旗教育局")
    cadres = roster.cadres(unit, 3)
    given = {"opens_at": OPENS, "closes_at": CLOSES} | exam
    made, _ = exams.create_exam(
        office, PROGRAM, "办公自动化考试", unit.id, blueprint, rules or ExamRules(limit_s=3600), seed=7, **given
    )
    made, _ = exams.open_exam(office, PROGRAM, made.id)
    return ExamRoom(office, clock, unit, cadres, made, {question.id: question for question in questions})
