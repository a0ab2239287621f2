"""A sitting through the services, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.builders.databases import fresh_postgres
from tests.builders.exams import CLOSES, EVERY_KIND, ExamRoom, make_exam_room
from tests.builders.office import HOME_ID, NOON, make_office
from trainer.adapters.keys.ring import KeyRing
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Actor
from trainer.domain.sittings.rules import ExamRules
from trainer.domain.sittings.sitting import HandInBy
from trainer.platform.clock import FixedClock
from trainer.platform.paths import Home
from trainer.services import exams, results
from trainer.services.office import Office
from trainer.services.overviews.exams import exams_for, sitting_events
from trainer.services.sit_paper import (
    close_overdue,
    grant_time,
    hand_in,
    heartbeat,
    leave,
    mark_slots,
    record_response,
    resume,
    start,
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ExamRoom]:
    made = make_exam_room(tmp_path)
    yield made
    made.office.database.close()


@pytest.fixture
def on_postgres(tmp_path: Path, postgres_url: str) -> Iterator[ExamRoom]:
    with fresh_postgres(postgres_url) as url:
        database = Database(url)
        schema.metadata.create_all(database.engine)
        home = Home(tmp_path)
        home.make()
        office = Office(home, database, FixedClock(NOON), KeyRing(home.keys), HOME_ID)
        yield make_exam_room(tmp_path, office=office)
        database.close()


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=code)


def test_a_paper_is_shown_without_its_keys(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    assert len(view.slots) == 12
    assert (view.remaining_s, view.last_seq, view.responses, view.happenings) == (3600, 0, {}, ())
    shown = repr(view)
    assert "is_right=True" not in shown
    assert "answer=True" not in shown
    assert "仿宋" not in shown
    assert "理由" not in shown
    assert "解析" not in shown
    assert {slot.blanks for slot in view.slots if slot.kind == "blank"} == {2}
    assert all(slot.lefts == ("通知", "请示", "函") for slot in view.slots if slot.kind == "matching")


def test_each_person_gets_an_own_order_and_the_same_one_on_return(room: ExamRoom) -> None:
    anna = start(room.office, room.anna, room.exam.id)
    berta = start(room.office, room.berta, room.exam.id)
    assert anna.slots != berta.slots
    assert start(room.office, room.anna, room.exam.id).slots == anna.slots


def test_a_response_is_on_the_disk_when_it_is_confirmed(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.clock.advance(30)
    saved = record_response(room.office, room.anna, view.sitting_id, 3, {"choices": [1]}, 1)
    assert (saved.seq, saved.remaining_s) == (1, 3570)
    other = Database.at(room.office.home.database)
    with other.read() as uow:
        assert [(entry.slot, entry.content) for entry in uow.sittings.responses(view.sitting_id)] == [
            (3, {"choices": [1]})
        ]
    other.close()


def test_a_repeated_entry_adds_nothing(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    for _ in range(3):
        assert record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 1}, 1).seq == 1
    record_response(room.office, room.anna, view.sitting_id, 1, {"choice": 2}, 2)
    assert record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 1}, 1).seq == 2
    with refused("response_out_of_sequence"):
        record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 0}, 1)
    with refused("response_out_of_sequence"):
        record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 0}, 4)
    with room.office.database.read() as uow:
        assert len(uow.sittings.responses(view.sitting_id)) == 2


def test_after_a_crash_the_candidate_stands_at_the_same_question_with_the_time_given_back(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.clock.advance(100)
    record_response(room.office, room.anna, view.sitting_id, 2, {"choice": 1}, 1)
    heartbeat(room.office, room.anna, view.sitting_id, 5)
    room.clock.advance(120)
    back = resume(room.office, room.anna, view.sitting_id)
    assert (back.current_slot, back.last_seq, back.responses) == (5, 1, {2: {"choice": 1}})
    assert back.remaining_s == 3500
    assert [(item.code, item.facts) for item in back.happenings] == [("time_credited", {"seconds": 120})]


def test_marks_on_the_paper_are_kept_and_are_no_events(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    assert view.marked == frozenset()
    mark_slots(room.office, room.anna, view.sitting_id, {3, 5, 99})
    mark_slots(room.office, room.anna, view.sitting_id, [5])
    assert resume(room.office, room.anna, view.sitting_id).marked == {5}
    assert [event.kind for event in sitting_events(room.office, room.anna, view.sitting_id)] == ["started", "resumed"]
    hand_in(room.office, room.anna, view.sitting_id)
    with refused("sitting_closed"):
        mark_slots(room.office, room.anna, view.sitting_id, [1])


def test_a_program_closed_in_order_gets_no_time_back(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    leave(room.office, room.anna, view.sitting_id, 4)
    room.clock.advance(120)
    back = resume(room.office, room.anna, view.sitting_id)
    assert (back.remaining_s, back.current_slot, back.happenings) == (3480, 4, ())


def test_power_lost_and_the_clock_reset_goes_on_at_the_checkpoint_and_says_so(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.clock.advance(600)
    heartbeat(room.office, room.anna, view.sitting_id, 1)
    room.clock.reboot("boot-2")
    room.clock.set_wall(NOON - timedelta(days=5000))
    back = resume(room.office, room.anna, view.sitting_id)
    assert back.remaining_s == 3000
    assert [item.code for item in back.happenings] == ["clock_before_checkpoint"]
    record_response(room.office, room.anna, view.sitting_id, 1, {"choice": 1}, 1)
    assert results.chain_break(room.office, view.sitting_id) is None


@pytest.mark.parametrize("shift", [timedelta(days=-1), timedelta(days=1)])
def test_setting_the_clock_in_the_middle_neither_gains_nor_loses_and_is_on_record(
    room: ExamRoom, shift: timedelta
) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.clock.advance(300)
    room.clock.set_wall(room.clock.now() + shift)
    saved = record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 1}, 1)
    assert saved.remaining_s == 3300
    kinds = [event.kind for event in sitting_events(room.office, room.anna, view.sitting_id)]
    assert kinds == ["started", "clock_set_back" if shift < timedelta() else "clock_set_forward"]


def test_response_after_the_bell_is_refused_and_keeps_the_last_saved_one(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 1}, 1)
    room.clock.advance(3600)
    with refused("time_is_up"):
        record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 2}, 2)
    assert record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 1}, 1).remaining_s == 0
    assert heartbeat(room.office, room.anna, view.sitting_id, 0).remaining_s == 0
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id, HandInBy.BELL)
    assert (receipt.handed_in_by, receipt.answered) == (HandInBy.BELL, 1)
    with refused("sitting_closed"):
        record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 2}, 2)


def test_a_whole_paper_is_marked_counted_and_receipted(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.answer(view, range(9))
    seq = room.answer(replace(view, last_seq=9), range(9, 12), right=False)
    assert seq == 12
    receipt, changes = hand_in(room.office, room.anna, view.sitting_id)
    # Nine of twelve questions of five marks; nothing for a wrong one.
    assert (receipt.marks, receipt.of, receipt.band, receipt.is_passed) == ("45.00", "60.00", "pass", True)
    assert (receipt.answered, receipt.slots) == (12, 12)
    assert changes.cadre_ids == {room.cadres[0]}
    again, nothing = hand_in(room.office, room.anna, view.sitting_id)
    assert again == receipt
    assert not nothing.areas
    found = results.result(room.office, room.anna, view.sitting_id)
    assert (found.marks, found.band, found.fingerprint) == ("45.00", "pass", receipt.fingerprint)
    assert [slot.is_right for slot in found.slots] == [True] * 9 + [False] * 3
    assert sum(lesson.questions for lesson in found.to_learn) == 3
    assert found.to_learn[0].lesson == "L0901"
    with room.office.database.read() as uow:
        wrong = uow.learning.wrong_entries(room.cadres[0])
    assert set(wrong) == {slot.question_id for slot in found.slots if not slot.is_right}


def test_on_a_server_it_is_the_same(on_postgres: ExamRoom) -> None:
    room = on_postgres
    view = start(room.office, room.anna, room.exam.id)
    room.answer(view, range(5))
    room.clock.advance(60)
    back = resume(room.office, room.anna, view.sitting_id)
    assert (back.last_seq, back.current_slot, back.remaining_s) == (5, 4, 3600)
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id)
    assert (receipt.marks, receipt.band) == ("25.00", "fail")
    assert results.chain_break(room.office, view.sitting_id) is None
    exam, lines = results.exam_results(room.office, PROGRAM, room.exam.id)
    assert (exam.id, [line.marks for line in lines]) == (room.exam.id, ["25.00"])
    report, _ = results.regrade(room.office, PROGRAM, room.exam.id, "复核")
    assert (report.sittings, report.changed) == (1, 0)
    assert exams_for(room.office, room.anna)[0].why_not == "exam_retake_later"
    with refused("sitting_unknown"):
        results.result(room.office, room.anna, "nothing")


def test_nobody_touches_the_sitting_of_another(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    for act in (
        lambda: resume(room.office, room.berta, view.sitting_id),
        lambda: record_response(room.office, room.berta, view.sitting_id, 0, {"choice": 1}, 1),
        lambda: heartbeat(room.office, room.berta, view.sitting_id, 0),
        lambda: hand_in(room.office, room.berta, view.sitting_id),
    ):
        with refused("not_your_sitting"):
            act()
    with refused("no_right"):
        hand_in(room.office, room.berta, view.sitting_id, HandInBy.INVIGILATOR)
    with refused("no_right"):
        results.result(room.office, room.berta, view.sitting_id)
    with refused("sitting_unknown"):
        resume(room.office, room.anna, room.exam.id)
    with refused("no_candidate"):
        start(room.office, PROGRAM, room.exam.id)


def test_nobody_hands_in_before_the_hall_rule_allows(tmp_path: Path) -> None:
    room = make_exam_room(tmp_path, rules=ExamRules(limit_s=3600, min_hand_in_s=900))
    view = start(room.office, room.anna, room.exam.id)
    with pytest.raises(Refusal) as caught:
        hand_in(room.office, room.anna, view.sitting_id)
    assert (caught.value.code, caught.value.facts) == ("hand_in_too_early", {"minutes": 15})
    with refused("bell_not_yet"):
        hand_in(room.office, room.anna, view.sitting_id, HandInBy.BELL)
    room.clock.advance(900)
    hand_in(room.office, room.anna, view.sitting_id)
    room.office.database.close()


def test_a_countdown_that_runs_a_second_ahead_may_ring(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.clock.advance(3599)
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id, HandInBy.BELL)
    assert receipt.handed_in_by is HandInBy.BELL


def test_a_sitting_that_nobody_came_back_to_is_handed_in_at_its_own_bell(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.answer(view, range(12))
    room.clock.advance(20 * 3600)
    receipts, changes = close_overdue(room.office)
    assert [receipt.handed_in_by for receipt in receipts] == [HandInBy.BELL]
    assert receipts[0].handed_in_at == NOON + timedelta(seconds=3600 + 300)
    assert changes.cadre_ids == {room.cadres[0]}
    assert close_overdue(room.office)[0] == ()
    with refused("sitting_closed"):
        resume(room.office, room.anna, view.sitting_id)


def test_a_sitting_that_credit_can_still_save_is_left_open(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.clock.advance(3500)
    heartbeat(room.office, room.anna, view.sitting_id, 7)
    room.clock.advance(250)
    assert close_overdue(room.office)[0] == ()
    assert resume(room.office, room.anna, view.sitting_id).remaining_s == 100


def test_coming_back_after_the_bell_hands_in_and_says_so(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.answer(view, range(12))
    room.clock.advance(9000)
    with refused("time_is_up"):
        resume(room.office, room.anna, view.sitting_id)
    assert results.result(room.office, room.anna, view.sitting_id).is_passed


def test_the_end_of_the_window_closes(tmp_path: Path) -> None:
    room = make_exam_room(tmp_path, closes_at=NOON + timedelta(minutes=10))
    view = start(room.office, room.anna, room.exam.id)
    assert view.remaining_s == 600
    room.clock.advance(599)
    room.clock.set_wall(NOON - timedelta(days=1))
    record_response(room.office, room.anna, view.sitting_id, 0, {"choice": 1}, 1)
    room.clock.advance(1)
    with refused("exam_window_over"):
        record_response(room.office, room.anna, view.sitting_id, 1, {"choice": 1}, 2)
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id, HandInBy.WINDOW)
    assert receipt.handed_in_by is HandInBy.WINDOW
    room.office.database.close()


def test_an_invigilator_gives_time_with_a_reason(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    for seconds, reason in ((600, " "), (0, "断电"), (99_999, "断电")):
        with refused("grant_bad"):
            grant_time(room.office, PROGRAM, view.sitting_id, seconds, reason)
    with refused("no_right"):
        grant_time(room.office, room.anna, view.sitting_id, 600, "断电")
    assert grant_time(room.office, PROGRAM, view.sitting_id, 600, "断电")[0] == 4200
    assert heartbeat(room.office, room.anna, view.sitting_id, 0).remaining_s == 4200
    assert [event.kind for event in sitting_events(room.office, room.anna, view.sitting_id)][-1] == "time_granted"


def test_a_retake_waits_three_days_avoids_seen_questions_and_gives_a_makeup_pass(room: ExamRoom) -> None:
    first = start(room.office, room.anna, room.exam.id)
    hand_in(room.office, room.anna, first.sitting_id)
    with pytest.raises(Refusal) as caught:
        start(room.office, room.anna, room.exam.id)
    assert caught.value.code == "exam_retake_later"
    assert caught.value.facts["at"] == "2025-06-05 12:00"
    room.clock.advance(3 * 86_400)
    second = start(room.office, room.anna, room.exam.id)
    assert second.attempt == 2
    with room.office.database.read() as uow:
        papers = [uow.sittings.frozen(view.sitting_id).paper for view in (first, second)]
    seen, new = ({slot.question_id for slot in paper.slots} for paper in papers)
    assert not seen & new
    room.answer(second)
    receipt, _ = hand_in(room.office, room.anna, second.sitting_id)
    assert (receipt.marks, receipt.band) == ("60.00", "makeup_pass")
    room.clock.advance(4 * 86_400)
    with refused("exam_already_passed"):
        start(room.office, room.anna, room.exam.id)


def test_a_retake_after_thirty_days_is_too_late_and_two_sittings_are_all(room: ExamRoom) -> None:
    for expected in (1, 2):
        view = start(room.office, room.anna, room.exam.id)
        assert view.attempt == expected
        hand_in(room.office, room.anna, view.sitting_id)
        room.clock.advance(4 * 86_400)
    with refused("exam_attempts_used"):
        start(room.office, room.anna, room.exam.id)
    other = start(room.office, room.berta, room.exam.id)
    hand_in(room.office, room.berta, other.sitting_id)
    room.clock.advance(31 * 86_400)
    with refused("exam_retake_too_late"):
        start(room.office, room.berta, room.exam.id)


def test_who_may_sit_and_why_not(room: ExamRoom) -> None:
    line = exams_for(room.office, room.anna)[0]
    assert (line.may_start, line.why_not, line.questions, line.of) == (True, "", 12, "60.00")
    view = start(room.office, room.anna, room.exam.id)
    room.clock.advance(60)
    line = exams_for(room.office, room.anna)[0]
    assert (line.may_start, line.in_progress, line.why_not) == (False, view.sitting_id, "")
    hand_in(room.office, room.anna, view.sitting_id)
    line = exams_for(room.office, room.anna)[0]
    assert (line.why_not, line.attempts_left, line.sittings[0].band) == ("exam_retake_later", 1, "fail")
    room.clock.set_wall(CLOSES)
    assert exams_for(room.office, room.berta)[0].why_not == "exam_window_over"
    room.clock.set_wall(NOON - timedelta(hours=2))
    assert exams_for(room.office, room.berta)[0].why_not == "exam_opens_later"
    exams.close_exam(room.office, PROGRAM, room.exam.id)
    assert exams_for(room.office, room.berta)[0].why_not == "exam_collected"
    with refused("exam_collected"):
        exams.open_exam(room.office, PROGRAM, room.exam.id)


def test_a_person_of_another_unit_or_off_the_roster_may_not_sit(room: ExamRoom) -> None:
    from tests.builders.training import Roster

    roster = Roster(room.office)
    elsewhere = roster.unit("0202")
    roster._people = 50
    stranger = Actor(roster.cadre(elsewhere))
    assert exams_for(room.office, stranger) == ()
    with refused("exam_not_for_you"):
        start(room.office, stranger, room.exam.id)
    retired = Actor(roster.cadre(room.unit, employment="retired"))
    assert exams_for(room.office, retired)[0].why_not == "exam_not_for_you"


def test_closing_an_exam_hands_in_what_is_open(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    room.answer(view)
    count, changes = exams.close_exam(room.office, PROGRAM, room.exam.id)
    assert (count, changes.cadre_ids) == (1, {room.cadres[0]})
    found = results.result(room.office, room.anna, view.sitting_id)
    assert (found.handed_in_by, found.marks) == ("invigilator", "60.00")
    assert exams.close_exam(room.office, PROGRAM, room.exam.id)[0] == 0


def test_a_tampered_response_breaks_the_chain_and_is_noted_at_the_hand_in(room: ExamRoom) -> None:
    from trainer.adapters.storage.tables.exams import response

    view = start(room.office, room.anna, room.exam.id)
    room.answer(view, range(6))
    with room.office.database.write() as uow:
        uow.connection.execute(sa.update(response).where(response.c.seq == 4).values(content={"choice": 0}))
    assert results.chain_break(room.office, view.sitting_id) == 4
    hand_in(room.office, room.anna, view.sitting_id)
    events = sitting_events(room.office, room.anna, view.sitting_id)
    assert ("chain_broken", {"seq": 4}) in [(event.kind, event.facts) for event in events]


def test_a_sitting_keeps_the_wording_and_the_rules_it_started_with(room: ExamRoom) -> None:
    view = start(room.office, room.anna, room.exam.id)
    with room.office.database.write() as uow:
        for question in list(room.bank.values()):
            newer = replace(question, version=2, stem=question.stem + "（修订）")
            uow.questions.add_versions([newer], at=NOON, by=None)
            uow.questions.put_head(newer, shipped_version=None)
    back = resume(room.office, room.anna, view.sitting_id)
    assert back.slots == view.slots
    later = start(room.office, room.berta, room.exam.id)
    assert all("修订" in slot.stem for slot in later.slots)


def test_an_exam_that_the_bank_cannot_feed_is_refused_when_it_is_made(room: ExamRoom) -> None:
    hungry = replace(EVERY_KIND, rows=(replace(EVERY_KIND.rows[0], count=60), *EVERY_KIND.rows[1:]))
    with pytest.raises(Refusal) as caught:
        exams.create_exam(room.office, PROGRAM, "大考", room.unit.id, hungry, ExamRules(), NOON, CLOSES, 1)
    assert (caught.value.code, caught.value.facts["wanting"]) == ("blueprint_starves", 54)
    supplies = exams.feasibility(room.office, PROGRAM, hungry)
    assert [item.wanting for item in supplies] == [54, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "  "}, "exam_name_bad"),
        ({"closes_at": NOON - timedelta(days=9)}, "exam_window_bad"),
        ({"seed": -1}, "exam_seed_bad"),
        ({"unit_id": "00000000-0000-5000-8000-000000000000"}, "unit_unknown"),
    ],
)
def test_an_exam_that_makes_no_sense_is_refused(room: ExamRoom, changed: dict[str, Any], code: str) -> None:
    given = {
        "name": "考试",
        "unit_id": room.unit.id,
        "blueprint": EVERY_KIND,
        "rules": ExamRules(),
        "opens_at": NOON,
        "closes_at": CLOSES,
        "seed": 1,
    }
    with refused(code):
        exams.create_exam(room.office, PROGRAM, **(given | changed))


def test_an_exam_starts_from_the_settings_of_the_office(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    assert exams.default_rules(office) == ExamRules()
    with office.database.write() as uow:
        uow.settings.write("exam.pass_mark", "70", NOON)
        uow.settings.write("scoring.multiple_rule", "all_or_nothing", NOON)
    rules = exams.default_rules(office)
    assert (rules.pass_mark, rules.multiple) == (70, "all_or_nothing")
    office.database.close()
