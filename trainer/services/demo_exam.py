"""The examination of the demonstration: real papers, whole chains of responses, results by the real marking.

Papers are drawn and marked by the same domain functions as anybody's, so that a review, a regrade or a check of the chains
finds nothing amiss. Only the responses are invented: so many right ones as the wanted outcome needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

from trainer.domain.courses.practice import after_answer
from trainer.domain.grading.results import SlotOutcome, Verdict, judge_paper
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.time import ClockReading
from trainer.domain.papers.assemble import assemble
from trainer.domain.papers.blueprint import Blueprint, Candidate, Row, candidate_of
from trainer.domain.papers.paper import Paper
from trainer.domain.question_bank.kinds import key_response
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.robot import wrong_response
from trainer.domain.sittings.chain import entry_hash, fingerprint, origin
from trainer.domain.sittings.exam import Exam, ExamState
from trainer.domain.sittings.rules import ExamRules
from trainer.domain.sittings.sitting import Checkpoint, Entry, HandInBy, Head, SittingState
from trainer.services.mark_sitting import mark, stored_result, wrongly_answered

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.demo_people import Person
    from trainer.services.office import Office

NAME = "办公自动化与电子政务轮训结业考试"
LIMIT_S = 60 * 60
SEED = 20_250_701
_BOOT = "demo"
_FOUR = Fraction(4)
_COURSES = ("C02", "C06", "C09", "C11")


@dataclass(frozen=True, slots=True)
class Sat:
    """One sitting that is over."""

    head: Head
    attempt: int
    unit_id: str
    paper: Paper
    entries: tuple[Entry, ...]
    handed_in_at: datetime
    outcomes: tuple[SlotOutcome, ...]
    verdict: Verdict


def blueprint() -> Blueprint:
    """Give the recipe: 25 questions of four marks over the four shipped courses."""
    singles = tuple(
        Row(count, _FOUR, (course,), (Kind.SINGLE,)) for course, count in zip(_COURSES, (3, 3, 4, 4), strict=True)
    )
    rest = (
        Row(5, _FOUR, _COURSES, (Kind.JUDGE,)),
        Row(4, _FOUR, _COURSES, (Kind.MULTIPLE,)),
        Row(1, _FOUR, _COURSES, (Kind.BLANK,)),
        Row(1, _FOUR, _COURSES, (Kind.MATCHING, Kind.ORDERING)),
    )
    return Blueprint((*singles, *rest), NAME)


def make_exam(unit_id: str, unit_path: str, rules: ExamRules, opens_at: datetime, closes_at: datetime) -> Exam:
    """Make the exam: open from the first class to the plan's last day."""
    own = replace(rules, limit_s=LIMIT_S, retake_within_days=0)
    exam_id = content_id("demo-exam", "1")
    return Exam(
        exam_id,
        NAME,
        unit_id,
        unit_path,
        blueprint(),
        own,
        opens_at,
        closes_at,
        ExamState.RUNNING,
        SEED,
        opens_at,
        True,
    )


class Hall:
    """The examination room: draws, lets answer, marks.

    Args:
        exam: as made above.
        questions: every published question.
    """

    def __init__(self, uow: UnitOfWork, exam: Exam, questions: Sequence[Question]) -> None:
        self._uow = uow
        self._exam = exam
        self._questions: Mapping[tuple[str, int], Question] = {(one.id, one.version): one for one in questions}
        self._pool: list[Candidate] = [candidate_of(one) for one in questions]
        self._keys = {place: key_response(one) for place, one in self._questions.items()}
        self._seen: dict[str, frozenset[str]] = {}

    def sit(self, person: Person, attempt: int, started_at: datetime, *, is_pass: bool) -> Sat:
        """Let somebody sit with a wanted end."""
        cadre_id, rules = person.cadre.id, self._exam.rules
        paper = assemble(
            self._exam.blueprint,
            self._pool,
            f"{self._exam.seed}:{cadre_id}:{attempt}",
            avoid=self._seen.get(cadre_id, frozenset()),
            shuffle_questions=rules.shuffle_questions,
            shuffle_choices=rules.shuffle_choices,
        )
        self._seen[cadre_id] = frozenset(slot.question_id for slot in paper.slots)
        chance = Random(f"{cadre_id}:{attempt}")
        responses, outcomes, verdict = self._answers(paper, attempt, chance, is_pass=is_pass)
        sitting_id = content_id("demo-sitting", f"{cadre_id}:{attempt}")
        started_at = started_at.astimezone(UTC)
        last_hash = origin(sitting_id, self._uow.sittings.digest_of(paper, rules))
        entries: list[Entry] = []
        used_s = 0.0
        for slot, content in responses.items():
            used_s += chance.randrange(20, 110)
            at = started_at + timedelta(seconds=used_s)
            last_hash = entry_hash(last_hash, len(entries) + 1, slot, content, at, used_s)
            entries.append(Entry(len(entries) + 1, slot, content, at, used_s, last_hash))
        used_s += chance.randrange(30, 200)
        handed_in_at = started_at + timedelta(seconds=used_s)
        reading = ClockReading(handed_in_at, _BOOT, 1000.0 + used_s)
        head = Head(
            sitting_id,
            self._exam.id,
            cadre_id,
            SittingState.IN_PROGRESS,
            len(paper.slots),
            rules.limit_s,
            rules.crash_credit_s,
            started_at,
            self._exam.closes_at,
            len(entries),
            last_hash,
            len(paper.slots) - 1,
            Checkpoint(used_s, 0.0, reading),
        )
        return Sat(head, attempt, person.cadre.unit_id, paper, tuple(entries), handed_in_at, outcomes, verdict)

    def store(self, office: Office, every: Sequence[Sat]) -> None:
        """Write sittings, responses, results, what was answered wrongly, and how often questions were asked."""
        uow, rules = self._uow, self._exam.rules
        for sat in every:
            head, key = sat.head, f"{sat.head.cadre_id}:{sat.attempt}"
            paper_id = content_id("demo-paper", key)
            uow.sittings.start(
                head,
                attempt=sat.attempt,
                unit_id=sat.unit_id,
                home_id=office.home_id,
                paper_id=paper_id,
                frozen=sat.paper,
                rules=rules,
            )
            stamp = fingerprint(head.id, head.last_seq, head.last_hash, sat.handed_in_at)
            uow.sittings.close(
                head.id, state=SittingState.GRADED, at=sat.handed_in_at, by=HandInBy.CANDIDATE, fingerprint=stamp
            )
            made = stored_result(head.id, sat.verdict, sat.outcomes, rules, sat.handed_in_at, None)
            uow.sittings.add_result(
                replace(made, id=content_id("demo-result", key)),
                head,
                unit_id=sat.unit_id,
                home_id=office.home_id,
                attempt=sat.attempt,
            )
            wrong = wrongly_answered(sat.outcomes)
            entries = [after_answer(None, question_id, Fraction(0), sat.handed_in_at) for question_id in wrong]
            uow.learning.put_wrong(head.cadre_id, [entry for entry in entries if entry is not None])
        uow.demo.add_responses((sat.head.id, sat.entries) for sat in every)
        uow.question_use.rebuild()

    def _answers(
        self, paper: Paper, attempt: int, chance: Random, *, is_pass: bool
    ) -> tuple[dict[int, dict[str, Any]], tuple[SlotOutcome, ...], Verdict]:
        """Answer rightly at first and spoil answers until the marks are where they are wanted."""
        rules = self._exam.rules
        wanted = _wanted_marks(chance, is_pass=is_pass)
        places = list(range(len(paper.slots)))
        responses = {place: self._keys[paper.slots[place].question_id, paper.slots[place].version] for place in places}
        chance.shuffle(places)
        spoilt = len(places) - round(len(places) * wanted / 100)
        for place in places[:spoilt]:
            slot = paper.slots[place]
            responses[place] = wrong_response(self._questions[slot.question_id, slot.version], chance)
        outcomes = mark(paper, self._questions, responses, rules)
        verdict = judge_paper(outcomes, rules, attempt)
        if verdict.is_passed is not is_pass:
            raise ValueError("the invented responses miss the wanted end")
        return responses, outcomes, verdict


def _wanted_marks(chance: Random, *, is_pass: bool) -> int:
    if not is_pass:
        return chance.choice((36, 40, 44, 48, 52))
    return min(100, max(64, round(chance.gauss(82, 9))))
