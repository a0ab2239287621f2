"""Questions of every kind on papers: who gets in, what is shown, what is frozen, what is earned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from tests.builders.databases import fresh_postgres
from tests.builders.exams import ExamRoom, make_exam_room, publish
from tests.builders.office import HOME_ID, NOON, make_office
from tests.builders.questions_to_mark import (
    BUILDERS,
    blank,
    case_set,
    cloze,
    drag,
    essay,
    hotspot,
    judge,
    parameterised,
    practical,
    short_answer,
    single,
)
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.papers.admission import is_admitted
from trainer.domain.papers.blueprint import Blueprint, Row, candidate_of
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.answers import GapKind, Result
from trainer.domain.question_bank.question import Choice, Kind, LawBasis, Marking, Question
from trainer.domain.question_bank.robot import random_response
from trainer.domain.sittings.rules import ExamRules
from trainer.services import results
from trainer.services.office import Office
from trainer.services.papers import assemble_papers
from trainer.services.robot_candidate import right_responses
from trainer.services.sit_paper import hand_in, record_response, start

TODAY = local_date(NOON)
CHOSEN = (Choice("{=a*b}", True), Choice("{=a*b+1}", False), Choice("{=a*b+2}", False))


def code(number: int) -> str:
    return f"Q-K0901a-{number:03}"


def bank() -> list[Question]:
    """One question of every kind, a parameterised one with choices, a case with values of its own."""
    found = [build(code(number)) for number, build in enumerate(BUILDERS.values(), 1)]
    found.append(parameterised(code(21), results=(), choices=CHOSEN))
    found.append(case_set(code(22), parts=(single(), parameterised(), cloze())))
    return found


ADMITTED = [one for one in bank() if is_admitted(one, TODAY)]
WHOLE = Blueprint((Row(len(ADMITTED), Fraction(5)),), "全部题型")


@pytest.fixture(params=["sqlite", "postgresql"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ExamRoom]:
    office = make_office(tmp_path)
    if request.param == "sqlite":
        yield make_exam_room(tmp_path, office=office, bank=bank(), blueprint=WHOLE)
        office.database.close()
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        office.database.close()
        database = Database(url)
        schema.metadata.create_all(database.engine)
        other = Office(office.home, database, office.clock, office.keys, HOME_ID)
        yield make_exam_room(tmp_path, office=other, bank=bank(), blueprint=WHOLE)
        database.close()


def test_all_that_the_program_can_mark_enters_and_the_rest_waits(room: ExamRoom) -> None:
    with room.office.database.read() as uow:
        pool = uow.exams.pool(TODAY)
    assert {one.id for one in pool} == {one.id for one in ADMITTED}
    assert len(ADMITTED) == len(bank()) - 2


def test_everything_right_earns_everything_and_the_frozen_values_are_read_back(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    keys = right_responses(room.office, PROGRAM, view.sitting_id)
    for seq, (slot, response) in enumerate(sorted(keys.items()), 1):
        record_response(room.office, PROGRAM, view.sitting_id, slot, response, seq)
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id)
    assert (receipt.marks, receipt.answered) == (receipt.of, len(ADMITTED))
    reviewed = results.review(room.office, room.anna, view.sitting_id)
    assert all(slot.fraction == 1 for slot in reviewed)
    assert [slot.view for slot in reviewed] == list(start_views(room, view.sitting_id))
    assert all(slot.question is not None and "{" not in slot.question.stem for slot in reviewed)


def start_views(room: ExamRoom, sitting_id: str) -> tuple[object, ...]:
    from trainer.services.sitting_views import slot_views

    with room.office.database.read() as uow:
        paper = uow.sittings.frozen(sitting_id).paper
        return slot_views(paper, uow.questions.versions((slot.question_id, slot.version) for slot in paper.slots))


def test_everything_wrong_earns_nothing(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.answer(view, right=False)
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id)
    assert receipt.marks == "0.00"


def test_a_guesser_gets_a_result_too(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    for slot in view.slots:
        shown = slot.question
        assert shown is not None
        response = random_response(shown, Random(slot.slot))
        record_response(room.office, PROGRAM, view.sitting_id, slot.slot, response, slot.slot + 1)
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id)
    assert 0 <= float(receipt.marks) <= float(receipt.of)


def test_two_people_get_different_numbers_and_each_the_same_on_return(room: ExamRoom) -> None:
    def stems(sitting: object) -> list[str]:
        return sorted(slot.stem for slot in sitting.slots if slot.stem.startswith("长"))  # type: ignore[attr-defined]

    anna, berta = start(room.office, room.anna, room.exam.id), start(room.office, room.berta, room.exam.id)
    assert len(stems(anna)) == 2
    assert stems(anna) != stems(berta)
    assert start(room.office, room.anna, room.exam.id).slots == anna.slots


def test_a_page_is_told_all_it_shows_and_nothing_of_the_key(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    shown = {slot.question.kind: slot for slot in view.slots if slot.question is not None}
    assert not any(word in repr(view) for word in ("is_right=True", "解析", "理由", "要点", "a*b", "expression"))
    assert Kind.PARAMETERISED not in shown
    spot = shown[Kind.HOTSPOT]
    assert spot.question is not None
    assert (spot.points, spot.question.zones, spot.question.picture) == (2, (), "办公桌.png")
    assert [one.name for one in spot.question.attachments] == ["办公桌.png"]
    placed = shown[Kind.DRAG]
    assert placed.question is not None
    assert [zone.points for zone in placed.question.zones] == [zone.points for zone in drag().zones]
    assert sorted(placed.order) == [0, 1, 2]
    assert [choice.text for choice in placed.choices] == [drag().tokens[index].text for index in placed.order]
    gaps = shown[Kind.CLOZE].gaps
    assert [gap.kind for gap in gaps] == [GapKind.CHOICE, GapKind.TEXT, GapKind.NUMBER]
    assert sorted(choice.text for choice in gaps[0].choices) == ["上行文", "下行文", "平行文"]
    assert not gaps[1].choices
    numeric = shown[Kind.NUMERIC]
    assert numeric.question is not None
    assert (numeric.question.numbers, numeric.is_marked_by_hand) == ((), False)


def test_the_parts_of_a_case_are_shown_as_slots_of_their_own(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    case = next(slot for slot in view.slots if len(slot.parts) == 3)
    assert [part.slot for part in case.parts] == [0, 1, 2]
    assert [part.kind for part in case.parts] == [Kind.SINGLE, Kind.NUMERIC, Kind.CLOZE]
    assert sum(part.marks for part in case.parts) == case.marks == 5
    assert sorted(case.parts[0].order) == [0, 1, 2, 3]
    assert sorted(choice.index for choice in case.parts[2].gaps[0].choices) == [0, 1, 2]
    assert case.choices == ()


def test_a_regrade_computes_a_corrected_expression_with_the_frozen_values(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.answer(view)
    before, _ = hand_in(room.office, room.anna, view.sitting_id)
    wrong = next(one for one in bank() if one.kind is Kind.PARAMETERISED and one.results)
    corrected = replace(wrong, version=2, results=(Result("2*(a+b)"),))
    with room.office.database.write() as uow:
        uow.questions.add_versions([corrected], at=NOON, by=None)
        uow.questions.put_head(corrected, shipped_version=None)
    report, _ = results.regrade(room.office, PROGRAM, room.exam.id, "公式更正")
    after = results.result(room.office, room.anna, view.sitting_id)
    assert (report.changed, report.not_comparable) == (1, ())
    assert Fraction(before.marks) - Fraction(after.marks or "0") == 5


def single_room(folder: Path, questions: list[Question], count: int = 1, rules: ExamRules | None = None) -> ExamRoom:
    return make_exam_room(folder, bank=questions, blueprint=Blueprint((Row(count, Fraction(10)),)), rules=rules)


def test_a_question_leaves_papers_when_its_law_is_overdue(tmp_path: Path) -> None:
    law = LawBasis("保守国家秘密法", "2024修订", review_by=TODAY.isoformat())
    room = single_room(tmp_path, [judge(code(1), law=law), judge(code(2))], 2)
    start(room.office, room.anna, room.exam.id)
    room.clock.advance(24 * 3600)
    with pytest.raises(Refusal, match="blueprint_starves"):
        start(room.office, room.berta, room.exam.id)
    room.office.database.close()


def test_by_hand_alone_fills_no_paper(tmp_path: Path) -> None:
    by_hand = short_answer(code(2), choices=(), model_answer="要点")
    waiting = [essay(code(1)), by_hand, practical(code(3)), case_set(code(4), parts=(blank(), essay()))]
    with pytest.raises(Refusal) as caught:
        single_room(tmp_path, waiting)
    assert caught.value.facts["rows"][0]["available"] == 0


def test_enemies_in_the_bank_never_meet_on_a_paper(tmp_path: Path) -> None:
    questions = [judge(code(n), enemies=(code(n + 1),) if n % 2 else ()) for n in range(1, 13)]
    room = single_room(tmp_path, questions, 6)
    with room.office.database.read() as uow:
        assert {one.code: one.enemies for one in uow.exams.pool(TODAY)} == {
            one.code: one.enemies for one in map(candidate_of, questions)
        }
    for who in (room.anna, room.berta):
        view = start(room.office, who, room.exam.id)
        with room.office.database.read() as uow:
            slots = uow.sittings.frozen(view.sitting_id).paper.slots
        assert len({(int(room.bank[slot.question_id].code[-3:]) + 1) // 2 for slot in slots}) == 6
    made = assemble_papers(room.office, PROGRAM, room.exam.blueprint, 10, 1)
    assert (made.breaches, made.enemy_clashes) == ((), 0)
    room.office.database.close()


def test_the_rule_of_the_exam_for_orderings_is_kept_and_a_questions_own_comes_first(tmp_path: Path) -> None:
    rules = ExamRules(limit_s=3600, ordering=Marking.ADJACENT_PAIRS)
    ordering = BUILDERS[Kind.ORDERING]
    questions = [ordering(code(1)), ordering(code(2), marking=Marking.LONGEST_RUN)]
    room = single_room(tmp_path, questions, 2, rules)
    view = start(room.office, room.anna, room.exam.id)
    for slot in view.slots:
        record_response(room.office, PROGRAM, view.sitting_id, slot.slot, {"order": [1, 2, 3, 0]}, slot.slot + 1)
    hand_in(room.office, room.anna, view.sitting_id)
    slots = results.result(room.office, room.anna, view.sitting_id).slots
    assert {slot.question_code: slot.fraction for slot in slots} == {code(1): Fraction(2, 3), code(2): Fraction(3, 4)}
    room.office.database.close()


def test_what_is_not_marked_yet_is_told_as_such(tmp_path: Path) -> None:
    """LIMIT: such questions do not enter papers; a paper of another office may hold one all the same."""
    from trainer.domain.grading.results import judge_paper
    from trainer.domain.papers.paper import Paper, Slot
    from trainer.services.mark_sitting import mark, read_outcomes, stored_result, wrongly_answered

    question = essay()
    paper = Paper((Slot(question.id, 1, Fraction(10), 0),), "")
    outcomes = mark(paper, {(question.id, 1): question}, {0: {"text": "我认为"}}, ExamRules())
    assert (outcomes[0].fraction, outcomes[0].is_answered) == (None, True)
    assert wrongly_answered(outcomes) == []
    verdict = judge_paper(outcomes, ExamRules())
    stored = stored_result("sitting", verdict, outcomes, ExamRules(), NOON, None)
    assert read_outcomes(stored.slots) == outcomes


def test_a_hotspot_is_published_with_its_picture(tmp_path: Path) -> None:
    room = single_room(tmp_path, [hotspot(code(1))])
    publish(room.office, [drag(code(2))])
    assert start(room.office, room.anna, room.exam.id).slots[0].points == 2
    room.office.database.close()
