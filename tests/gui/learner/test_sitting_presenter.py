"""What a sitting's page knows about saving, without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.question_bank.question import Kind
from trainer.services.sit_paper import Saved
from trainer.services.sitting_views import SittingView, SlotView
from trainer.ui.learner.sitting_presenter import SittingPresenter, SlotState

A, B, C = {"choice": 0}, {"choice": 1}, {"choice": 2}
FULL = Fault("disk_full", "/x", None)


def make_view(**parts: Any) -> SittingView:
    slots = tuple(SlotView(n, Kind.SINGLE, f"题干 {n}", Fraction(2)) for n in range(4))
    closes_at = datetime(2025, 12, 31, tzinfo=UTC)
    view = SittingView("s", "e", "考试", 1, slots, {}, 0, 0, 3600, 3600.0, 0.0, 0, closes_at)
    return replace(view, **parts)


@dataclass
class Service:
    """Takes responses and answers when the test says so."""

    sent: list[tuple[int, dict[str, Any], int]] = field(default_factory=list)
    done: list[Callable[[Any], None]] = field(default_factory=list)
    failed: list[Callable[[Exception], None]] = field(default_factory=list)

    def send(
        self,
        slot: int,
        content: dict[str, Any],
        seq: int,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.sent.append((slot, content, seq))
        self.done.append(done)
        self.failed.append(failed)

    def commit(self, remaining_s: float = 3000.0) -> None:
        self.done[-1](Saved(self.sent[-1][2], remaining_s))

    def refuse(self, error: Exception) -> None:
        self.failed[-1](error)


class Room:
    """A presenter and what it told its page."""

    def __init__(self, **parts: Any) -> None:
        self.service = Service()
        self.times: list[float] = []
        self.over: list[Refusal] = []
        self.trouble: list[Exception] = []
        self.marks: list[list[int]] = []
        self.presenter = SittingPresenter(
            make_view(**parts),
            self.service.send,
            lambda slot: None,
            self.times.append,
            self.over.append,
            self.trouble.append,
            self.marks.append,
        )


@pytest.fixture
def room() -> Room:
    return Room()


def test_an_answer_is_called_saved_only_after_the_service_said_so(room: Room) -> None:
    room.presenter.on_respond(0, A)
    assert room.presenter.state(0) is SlotState.SAVING
    room.service.commit(1234.0)
    assert room.presenter.state(0) is SlotState.SAVED
    assert room.times == [1234.0]


def test_answers_go_out_one_after_the_other_with_rising_numbers(room: Room) -> None:
    room.presenter.on_respond(0, A)
    room.presenter.on_respond(1, B)
    assert room.service.sent == [(0, A, 1)]
    room.service.commit()
    assert room.service.sent[1:] == [(1, B, 2)]


def test_of_several_clicks_on_one_question_the_newest_is_sent_last_and_stands(room: Room) -> None:
    for content in (A, B, C):
        room.presenter.on_respond(0, content)
    room.service.commit()
    assert room.presenter.state(0) is SlotState.SAVING
    room.service.commit()
    assert room.service.sent == [(0, A, 1), (0, C, 2)]
    assert room.presenter.state(0) is SlotState.SAVED


def test_a_full_disk_leaves_the_answers_visibly_unsaved_and_sending_again_saves_them(room: Room) -> None:
    room.presenter.on_respond(0, A)
    room.presenter.on_respond(1, B)
    room.service.refuse(FULL)
    assert room.presenter.unsaved == [0, 1]
    assert room.trouble == [FULL]
    room.presenter.on_send_again()
    room.service.commit()
    room.service.commit()
    assert room.presenter.unsaved == []
    assert room.service.sent[1:] == [(0, A, 1), (1, B, 2)]


def test_after_a_lost_confirmation_sending_again_goes_on_from_the_number_on_the_disk(room: Room) -> None:
    room.presenter.on_respond(0, A)
    room.service.refuse(Refusal("response_out_of_sequence", expected=5, seq=1))
    room.presenter.on_send_again()
    assert room.service.sent[-1] == (0, A, 5)


def test_the_bell_ends_the_sitting_and_takes_no_more_answers(room: Room) -> None:
    room.presenter.on_respond(0, A)
    room.service.refuse(Refusal("time_is_up"))
    room.presenter.on_respond(1, B)
    assert [refusal.code for refusal in room.over] == ["time_is_up"]
    assert len(room.service.sent) == 1


def test_what_is_being_typed_waits_for_the_pause(room: Room) -> None:
    room.presenter.on_respond(0, {"blanks": ["仿"]}, is_typing=True)
    room.presenter.on_respond(0, {"blanks": ["仿宋"]}, is_typing=True)
    assert room.service.sent == []
    assert room.presenter.state(0) is SlotState.SAVING
    room.presenter.on_pause()
    assert room.service.sent == [(0, {"blanks": ["仿宋"]}, 1)]


def test_the_hand_in_waits_until_everything_is_saved(room: Room) -> None:
    said: list[bool] = []
    room.presenter.on_respond(0, A)
    room.presenter.on_respond(1, B, is_typing=True)
    room.presenter.on_finish(said.append)
    room.service.commit()
    assert said == []
    room.service.commit()
    assert said == [True]


def test_the_hand_in_is_told_when_an_answer_could_not_be_saved(room: Room) -> None:
    said: list[bool] = []
    room.presenter.on_respond(0, A)
    room.presenter.on_finish(said.append)
    room.service.refuse(FULL)
    assert said == [False]


def test_leaving_gives_what_still_waits_with_the_numbers_that_follow(room: Room) -> None:
    room.presenter.on_respond(0, A)
    room.presenter.on_respond(1, B)
    room.presenter.on_respond(2, C)
    assert room.presenter.on_leave() == [(1, B, 2), (2, C, 3)]


def test_marks_are_kept_and_come_back() -> None:
    room = Room(marked=frozenset({2}))
    assert room.presenter.marked == [2]
    assert room.presenter.on_mark(0) is True
    assert room.presenter.on_mark(2) is False
    assert room.marks == [[0, 2], [0]]


def test_coming_back_shows_saved_answers_and_those_taken_back_as_open() -> None:
    room = Room(responses={0: A, 1: {}}, last_seq=7)
    assert (room.presenter.state(0), room.presenter.state(1)) == (SlotState.SAVED, SlotState.OPEN)
    assert (room.presenter.answered, room.presenter.open) == (1, [1, 2, 3])
    room.presenter.on_respond(3, C)
    assert room.service.sent == [(3, C, 8)]
