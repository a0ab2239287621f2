"""The examination of the demonstration holds against the program's own checks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.integration.demo.conftest import Demo
from trainer.domain.grading.results import judge_paper
from trainer.domain.papers.blueprint import candidate_of
from trainer.domain.papers.validate import breaches
from trainer.domain.people.roles import PROGRAM
from trainer.domain.sittings.chain import fingerprint, first_break, origin
from trainer.domain.sittings.sitting import last_responses
from trainer.services.mark_sitting import mark, read_outcomes
from trainer.services.overviews.people import unit_tree
from trainer.services.results import exam_results


@pytest.fixture(scope="module")
def graded(demo: Demo) -> list[str]:
    with demo.office.database.read() as uow:
        return list(uow.sittings.graded(demo.loaded.exam_id))


def test_everybody_who_passed_has_a_sitting_and_nobody_is_in_one(demo: Demo, graded: list[str]) -> None:
    assert len(graded) == demo.loaded.sittings
    with demo.office.database.read() as uow:
        assert uow.sittings.open_heads() == []
        rows = uow.exams.result_rows(exam_id=demo.loaded.exam_id)
    assert len({row.cadre_id for row in rows if row.is_passed}) == 477  # trained, and five who lack a lesson
    assert sum(row.band == "makeup_pass" for row in rows) == 45
    assert {row.band for row in rows} >= {"excellent", "good", "pass", "fail"}


def test_every_chain_paper_and_mark_stands_up_to_a_check(demo: Demo, graded: list[str]) -> None:
    with demo.office.database.read() as uow:
        exam = uow.exams.get(demo.loaded.exam_id)
        assert exam is not None
        for sitting_id in graded[::9]:
            head = uow.sittings.head(sitting_id)
            place = uow.sittings.place(sitting_id)
            frozen = uow.sittings.frozen(sitting_id)
            entries = uow.sittings.responses(sitting_id)
            result = uow.sittings.current_result(sitting_id)
            assert head is not None
            assert place is not None
            assert result is not None
            assert first_break(origin(sitting_id, frozen.digest), entries) is None
            assert (head.last_seq, head.last_hash) == (entries[-1].seq, entries[-1].hash)
            assert place.fingerprint == fingerprint(sitting_id, head.last_seq, head.last_hash, place.handed_in_at)
            assert head.started_at < entries[0].at < place.handed_in_at
            assert (place.handed_in_at - head.started_at).total_seconds() < head.limit_s
            questions = uow.questions.versions((slot.question_id, slot.version) for slot in frozen.paper.slots)
            assert not breaches(frozen.paper, exam.blueprint, map(candidate_of, questions.values()))
            outcomes = mark(frozen.paper, questions, last_responses(entries), frozen.rules)
            assert read_outcomes(result.slots) == outcomes
            verdict = judge_paper(outcomes, frozen.rules, place.attempt)
            assert (verdict.marks, verdict.band, verdict.is_passed) == (result.marks, result.band, result.is_passed)
            assert result.of == Fraction(100)


def test_a_paper_is_the_one_that_the_program_would_draw_for_this_person(demo: Demo, graded: list[str]) -> None:
    from trainer.services.draw_paper import draw_paper

    with demo.office.database.write() as uow:
        exam = uow.exams.get(demo.loaded.exam_id)
        assert exam is not None
        for row in uow.exams.result_rows(exam_id=exam.id)[:3]:
            frozen = uow.sittings.frozen(row.sitting_id).paper
            again = draw_paper(uow, exam, row.cadre_id, 1, exam.opens_at)
            # Questions the person has just seen are avoided now, so only the seed can be alike.
            assert again.seed == frozen.seed
            assert len(again.slots) == len(frozen.slots) == 25


def test_what_was_wrong_stands_in_the_wrong_answer_book(demo: Demo, graded: list[str]) -> None:
    with demo.office.database.read() as uow:
        row = uow.exams.result_rows(sitting_id=graded[0])[0]
        result = uow.sittings.current_result(graded[0])
        assert result is not None
        wrong = {one.question_id for one in read_outcomes(result.slots) if one.is_answered and one.fraction < 1}
        assert wrong <= set(uow.learning.wrong_entries(row.cadre_id))


def test_results_are_listed_by_units_in_protocol_order(demo: Demo) -> None:
    _exam, views = exam_results(demo.office, PROGRAM, demo.loaded.exam_id)
    order = [unit.name for unit in unit_tree(demo.office, PROGRAM)]
    met = list(dict.fromkeys(view.unit_name for view in views))
    assert len(met) > 50
    assert met == [name for name in order if name in met]
