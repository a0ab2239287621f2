"""A paper with every kind of question that the program marks by itself."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.exams import ExamRoom, make_exam_room
from tests.builders.pages import Desk, press, words
from tests.builders.pictures import png
from tests.builders.questions_to_mark import BUILDERS
from trainer.domain.papers.blueprint import Blueprint, Row
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.kinds import marks_itself
from trainer.domain.question_bank.question import Kind
from trainer.domain.sittings.rules import ExamRules, ReviewPolicy
from trainer.services import sit_paper
from trainer.services.results import result
from trainer.ui.learner.sitting_presenter import SlotState
from trainer.ui.widgets import QuestionView
from trainer.wording import t

KINDS = [kind for kind in Kind if marks_itself(BUILDERS[kind]())]


class Seat:
    """A candidate before a paper of these kinds, in this order."""

    def __init__(self, folder: Path, kinds: list[Kind]) -> None:
        bank = [BUILDERS[kind]() for kind in kinds]
        picture = MediaFile("办公桌.png", "image/png", png(), 400, 300)
        bank = [_with_picture(one, picture) for one in bank]
        rows = tuple(Row(1, Fraction(5), (), (kind,)) for kind in kinds)
        rules = ExamRules(limit_s=3600, shuffle_questions=False, review=ReviewPolicy.WITH_KEY)
        blueprint = Blueprint(rows, "各种题型", per_knowledge_point=0)
        self.room: ExamRoom = make_exam_room(folder, blueprint=blueprint, bank=bank, rules=rules)
        with self.room.office.database.write() as uow:
            uow.media.put([picture], self.room.clock.now())
        self.desk = Desk(self.room.office, self.room.anna)
        self.page: Any = self.desk.open("learner.sitting", exam_id=self.room.exam.id, attempt=1)
        self.sitting_id = self.page.view.sitting_id

    @property
    def question(self) -> QuestionView:
        return self.page.sheet.questions[self.page.current]

    def saved(self) -> dict[int, Any]:
        return dict(sit_paper.resume(self.room.office, self.room.anna, self.sitting_id).responses)


def _with_picture(question: Any, picture: MediaFile) -> Any:
    from dataclasses import replace

    return replace(question, attachments=(picture.attachment,)) if question.attachments else question


@pytest.fixture
def sit(tmp_path: Path, qtbot: Any) -> Iterator[Any]:
    made: list[Seat] = []

    def make(*kinds: Kind) -> Seat:
        made.append(Seat(tmp_path, list(kinds)))
        return made[-1]

    yield make
    for seat in made:
        seat.desk.close()


def test_every_kind_is_answered_saved_marked_and_gone_through(sit: Any) -> None:
    seat = sit(*KINDS)
    page = seat.page
    for slot in range(len(KINDS)):
        page.go_to(slot)
        response = seat.room.response(page.view, slot)
        seat.question.set_response(response)
        seat.question.response_changed.emit(seat.question.response())
        assert page.presenter.state(slot) is SlotState.SAVED, KINDS[slot]
    assert seat.saved() == {slot: seat.room.response(page.view, slot) for slot in range(len(KINDS))}
    assert page.presenter.open == []
    sit_paper.hand_in(seat.room.office, seat.room.anna, seat.sitting_id, page._by)
    found = result(seat.room.office, seat.room.anna, seat.sitting_id)
    assert [slot.question_code for slot in found.slots if not slot.is_right] == []
    review = seat.desk.open("learner.review", sitting_id=seat.sitting_id)
    views = [view for view in review.findChildren(QuestionView) if not view._is_part]
    assert len(views) == len(KINDS)
    assert all("部分正确" not in words(view) for view in views)


def test_pictures_of_a_paper_are_there_when_its_questions_are(sit: Any) -> None:
    seat = sit(Kind.HOTSPOT, Kind.DRAG)
    assert not seat.question.answering.canvas.image.isNull()
    seat.page.go_to(1)
    assert not seat.question.answering.canvas.image.isNull()


def test_enter_sets_a_point_and_does_not_leave_the_question(sit: Any) -> None:
    seat = sit(Kind.HOTSPOT, Kind.SINGLE)
    canvas = seat.question.answering.canvas
    assert canvas.hasFocus()
    QTest.keyClick(seat.page.window().windowHandle(), Qt.Key.Key_Return)
    assert seat.page.current == 0
    assert seat.saved() == {0: {"points": [[200, 150]]}}


def test_enter_in_a_text_is_part_of_it_and_the_text_is_saved_after_a_pause(sit: Any) -> None:
    seat = sit(Kind.SHORT_ANSWER, Kind.SINGLE)
    field = seat.question.answering.field
    assert field.hasFocus()
    QTest.keyClicks(field, "ab")
    QTest.keyClick(seat.page.window().windowHandle(), Qt.Key.Key_Return)
    assert seat.page.current == 0
    assert seat.saved() == {}
    assert seat.page._typed.isActive()
    seat.page._on_pause()
    assert seat.saved() == {0: {"text": "ab\n"}}


def test_f_in_a_text_is_a_letter_and_marks_nothing(sit: Any) -> None:
    seat = sit(Kind.SHORT_ANSWER)
    QTest.keyClick(seat.page.window().windowHandle(), Qt.Key.Key_F)
    assert seat.question.response() == {"text": "f"}
    assert seat.page.presenter.marked == []


def test_enter_leads_from_gap_to_gap_and_then_on(sit: Any) -> None:
    seat = sit(Kind.CLOZE, Kind.SINGLE)
    box, field, number = seat.question.answering.fields
    field.setFocus()
    seat.page._on_enter()
    assert number.hasFocus()
    seat.page._on_enter()
    assert seat.page.current == 1
    assert box is not number


def test_a_choice_beside_typed_gaps_is_saved_at_once(sit: Any) -> None:
    seat = sit(Kind.CLOZE)
    _, field, _ = seat.question.answering.fields
    QTest.keyClicks(field, "x")
    assert seat.saved() == {}
    seat.question.answering.fields[0].setCurrentIndex(1)
    assert seat.saved()[0]["gaps"][1] == "x"


def test_answers_that_say_nothing_are_counted_as_open(sit: Any) -> None:
    seat = sit(Kind.BLANK, Kind.SINGLE)
    seat.page._on_response(0, {"blanks": ["", " "]})
    assert seat.page.presenter.answered == 0
    assert seat.page.presenter.open == [0, 1]
    press(seat.page, t("Hand in"))
    assert t("{n} of {count} questions answered.", n=0, count=2) in words(seat.page._dialog)
    seat.page._dialog.reject()


def test_no_key_of_any_kind_is_on_the_candidate_s_screen(sit: Any) -> None:
    seat = sit(*KINDS)
    for slot in seat.page.view.slots:
        question = slot.question
        assert question is not None
        assert not any(choice.is_right or choice.why or choice.share for choice in question.choices)
        assert not any(zone.is_right or zone.takes for zone in question.zones)
        assert (question.code, question.explanation, question.numbers, question.results) == ("", "", (), ())


def test_a_case_has_all_the_width_for_its_material(sit: Any) -> None:
    seat = sit(Kind.CASE_SET, Kind.SINGLE)
    widest = seat.page.sheet._inner.maximumWidth()
    seat.page.go_to(1)
    assert seat.page.sheet._inner.maximumWidth() < widest
