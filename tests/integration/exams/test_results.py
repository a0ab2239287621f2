"""Lists, reviews, regrades and the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.builders.exams import ExamRoom, make_exam_room
from tests.builders.office import NOON
from tests.builders.questions_to_mark import single
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.papers.blueprint import Blueprint, Row
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.domain.question_bank.question import Choice
from trainer.domain.sittings.rules import ExamRules, ReviewPolicy
from trainer.services import results
from trainer.services.overviews.exams import exam_list
from trainer.services.sit_paper import hand_in, record_response, start
from trainer.wording import using


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ExamRoom]:
    made = make_exam_room(tmp_path)
    yield made
    made.office.database.close()


def sat(room: ExamRoom, actor: Actor, right: int) -> str:
    view = start(room.office, actor, room.exam.id)
    room.answer(view, range(right))
    hand_in(room.office, actor, view.sitting_id)
    return view.sitting_id


def test_an_examiner_sees_the_exam_with_its_figures(room: ExamRoom) -> None:
    sat(room, room.anna, 12)
    sat(room, room.berta, 3)
    line = exam_list(room.office, PROGRAM)[0]
    assert (line.due, line.sat, line.passed, line.in_progress, line.pass_rate) == (3, 2, 1, 0, Fraction(1, 2))
    exam, views = results.exam_results(room.office, PROGRAM, room.exam.id)
    assert exam.name == "办公自动化考试"
    assert [(view.marks, view.band, view.is_passed) for view in views] == [
        ("60.00", "excellent", True),
        ("15.00", "fail", False),
    ]


def test_results_are_seen_within_reach_only(room: ExamRoom) -> None:
    sitting_id = sat(room, room.anna, 12)
    near = Actor("x", grants=(Grant(Role.EXAMINER, room.unit.id, room.unit.path),))
    far = Actor("x", grants=(Grant(Role.EXAMINER, "other", "/other/"),))
    assert len(results.exam_results(room.office, near, room.exam.id)[1]) == 1
    assert results.exam_results(room.office, far, room.exam.id)[1] == ()
    assert exam_list(room.office, far) == ()
    assert results.result(room.office, near, sitting_id).is_passed
    for nobody in (far, Actor("y")):
        with pytest.raises(Refusal, match="no_right"):
            results.result(room.office, nobody, sitting_id)
    with pytest.raises(Refusal, match="no_right"):
        results.exam_results(room.office, room.anna, room.exam.id)
    with pytest.raises(Refusal, match="exam_unknown"):
        results.exam_results(room.office, near, "nothing")


@pytest.mark.parametrize("policy", ReviewPolicy)
def test_a_review_shows_what_the_rule_allows(tmp_path: Path, policy: ReviewPolicy) -> None:
    room = make_exam_room(tmp_path, rules=ExamRules(limit_s=3600, review=policy))
    view = start(room.office, room.anna, room.exam.id)
    with pytest.raises(Refusal, match="review_not_yet"):
        results.review(room.office, room.anna, view.sitting_id)
    room.answer(view, range(6))
    hand_in(room.office, room.anna, view.sitting_id)
    if policy is ReviewPolicy.NONE:
        with pytest.raises(Refusal, match="review_not_allowed"):
            results.review(room.office, room.anna, view.sitting_id)
    else:
        slots = results.review(room.office, room.anna, view.sitting_id)
        assert [slot.fraction for slot in slots] == [1] * 6 + [0] * 6
        assert [slot.is_answered for slot in slots] == [True] * 6 + [False] * 6
        assert all((slot.key is not None) == (policy is ReviewPolicy.WITH_KEY) for slot in slots)
        assert all((slot.explanation == "解析") == (policy is ReviewPolicy.WITH_KEY) for slot in slots)
        assert slots[0].view == view.slots[0]
    examiner = results.review(room.office, PROGRAM, view.sitting_id)
    assert all(slot.key is not None for slot in examiner)
    room.office.database.close()


def test_a_regrade_adds_a_result_beside_the_old_one_and_counts_anew(tmp_path: Path) -> None:
    bank = [single(f"Q-K0901a-{number:03}", right=1) for number in range(1, 6)]
    blueprint = Blueprint((Row(5, Fraction(20)),))
    room = make_exam_room(tmp_path, bank=bank, blueprint=blueprint)
    view = start(room.office, room.anna, room.exam.id)
    for slot in range(5):
        choice = 1 if slot < 2 else 3
        record_response(room.office, room.anna, view.sitting_id, slot, {"choice": choice}, slot + 1)
    receipt, _ = hand_in(room.office, room.anna, view.sitting_id)
    assert (receipt.marks, receipt.is_passed) == ("40.00", False)
    other = start(room.office, room.berta, room.exam.id)
    hand_in(room.office, room.berta, other.sitting_id)

    found = results.result(room.office, room.anna, view.sitting_id)
    wrong_key = room.bank[found.slots[4].question_id]
    moved = tuple(Choice(choice.text, choice.text == "选项3") for choice in reversed(wrong_key.choices))
    retired = room.bank[found.slots[3].question_id]
    reworded = (Choice("全新", False), *retired.choices[1:])
    with room.office.database.write() as uow:
        for newer in (replace(wrong_key, version=2, choices=moved), replace(retired, version=2, choices=reworded)):
            uow.questions.add_versions([newer], at=NOON, by=None)
            uow.questions.put_head(newer, shipped_version=None)
    room.clock.advance(86_400)
    with pytest.raises(Refusal, match="regrade_needs_reason"):
        results.regrade(room.office, PROGRAM, room.exam.id, " ")
    with pytest.raises(Refusal, match="no_right"):
        results.regrade(room.office, room.anna, room.exam.id, "答案更正")
    report, changes = results.regrade(room.office, PROGRAM, room.exam.id, "答案更正")
    assert (report.sittings, report.changed, report.now_passed, report.now_failed) == (2, 1, 1, 0)
    assert report.not_comparable == (retired.code,)
    assert changes.cadre_ids == {room.cadres[0]}
    after = results.result(room.office, room.anna, view.sitting_id)
    assert (after.marks, after.is_passed, after.is_regraded) == ("60.00", True, True)
    assert after.fingerprint == receipt.fingerprint
    with room.office.database.read() as uow:
        stored = uow.sittings.results(view.sitting_id)
    assert [(one.shown, one.is_current, one.supersedes) for one in stored] == [
        ("40.00", False, None),
        ("60.00", True, stored[0].id),
    ]
    key = results.review(room.office, room.anna, view.sitting_id)[4].key
    assert key == {"choice": 3}
    again, nothing = results.regrade(room.office, PROGRAM, room.exam.id, "再次核对")
    assert (again.changed, nothing.cadre_ids) == (0, frozenset())
    room.office.database.close()


def test_the_workbook_holds_every_sitting_and_text_stays_text(room: ExamRoom, tmp_path: Path) -> None:
    sat(room, room.anna, 12)
    path = tmp_path / "成绩.xlsx"
    assert results.export_results(room.office, PROGRAM, room.exam.id, path) == 1
    sheet = openpyxl.load_workbook(path).active
    assert sheet["A1"].value == "办公自动化考试"
    assert [cell.value for cell in sheet[2]][:6] == ["单位", "姓名", "考次", "得分", "满分", "等次"]
    assert [cell.value for cell in sheet[3]][3:7] == ["60.00", "60.00", "优秀", "是"]
    with using("en"):
        results.export_results(room.office, PROGRAM, room.exam.id, path)
    assert openpyxl.load_workbook(path).active["F3"].value == "Excellent"
    with pytest.raises(Fault, match="file_not_written"):
        results.export_results(room.office, PROGRAM, room.exam.id, tmp_path / "missing" / "x.xlsx")
    assert [file.name for file in tmp_path.glob("*.xlsx")] == ["成绩.xlsx"]
