"""What happens between a click on a choice and the word "saved".

Responses are sent one after the other: while one is on its way the newest of each question waits. A refusal or a fault
leaves the question visibly unsaved, and sending again takes the same path. Nothing is "saved" before the service said so.
What is still being typed waits for a pause, for Enter or for another question; the hand-in waits for all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from trainer.domain.grading.score import is_answered
from trainer.domain.kernel.outcomes import Refusal
from trainer.services.sitting_views import SittingView, SlotView

# Codes after which no response can be saved any more.
_OVER = frozenset({"time_is_up", "exam_window_over", "sitting_closed"})


class SlotState(StrEnum):
    """Where one question stands; shown by shape and by colour."""

    OPEN = "open"
    SAVING = "saving"
    SAVED = "saved"
    UNSAVED = "unsaved"


class Send(Protocol):
    """Sends one response beside the window and calls back on its thread."""

    def __call__(
        self,
        slot: int,
        content: dict[str, Any],
        seq: int,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None: ...


@dataclass(slots=True)
class _Slot:
    view: SlotView
    content: dict[str, Any] = field(default_factory=dict)
    state: SlotState = SlotState.OPEN
    is_marked: bool = False

    @property
    def is_answered(self) -> bool:
        """What is given counts as an answer: empty fields do not."""
        question = self.view.question
        return bool(self.content) and (question is None or is_answered(question, self.content))


class SittingPresenter:
    """Keeps the state of a sitting's page. Owned by the page; knows no widgets.

    Args:
        view: what the service told at the start or on return.
        send: carries one response to the service.
        on_slot: called with a slot whose state changed.
        on_time: called with the seconds left after each confirmed response.
        on_over: called with the refusal when the time is up.
        on_trouble: called with an error that left a response unsaved.
        keep_marks: carries the marked questions to the service.
    """

    def __init__(
        self,
        view: SittingView,
        send: Send,
        on_slot: Callable[[int], None],
        on_time: Callable[[float], None],
        on_over: Callable[[Refusal], None],
        on_trouble: Callable[[Exception], None],
        keep_marks: Callable[[list[int]], None],
    ) -> None:
        self._send = send
        self._keep_marks = keep_marks
        self._on_slot, self._on_time, self._on_over, self._on_trouble = on_slot, on_time, on_over, on_trouble
        self._seq = view.last_seq
        self._slots = [_Slot(slot) for slot in view.slots]
        for slot, content in view.responses.items():
            self._slots[slot].content = dict(content)
            self._slots[slot].state = SlotState.SAVED if self._slots[slot].is_answered else SlotState.OPEN
        for slot in view.marked:
            self._slots[slot].is_marked = True
        self._waiting: list[int] = []
        self._under_way: int | None = None
        self._is_over = False
        self._then: Callable[[bool], None] | None = None

    # -- what the page reads

    def state(self, slot: int) -> SlotState:
        """Tell where a question stands."""
        return self._slots[slot].state

    def content(self, slot: int) -> dict[str, Any]:
        """Give the newest response of a question, saved or not."""
        return self._slots[slot].content

    def is_marked(self, slot: int) -> bool:
        """Tell whether the candidate wants to come back to a question."""
        return self._slots[slot].is_marked

    @property
    def answered(self) -> int:
        """Questions with a response, saved or under way."""
        return sum(slot.is_answered for slot in self._slots)

    @property
    def unsaved(self) -> list[int]:
        """Questions whose newest response is not on the disk."""
        return [n for n, slot in enumerate(self._slots) if slot.state in {SlotState.SAVING, SlotState.UNSAVED}]

    @property
    def open(self) -> list[int]:
        """Questions without a response."""
        return [n for n, slot in enumerate(self._slots) if not slot.is_answered]

    @property
    def marked(self) -> list[int]:
        """Questions to come back to."""
        return [n for n, slot in enumerate(self._slots) if slot.is_marked]

    # -- what the candidate does

    def on_respond(self, slot: int, content: dict[str, Any], *, is_typing: bool = False) -> None:
        """Take a response and send it; one that is still being typed waits for :meth:`on_pause`."""
        if self._is_over:
            return
        self._slots[slot].content = dict(content)
        self._slots[slot].state = SlotState.SAVING
        if slot not in self._waiting:
            self._waiting.append(slot)
        self._on_slot(slot)
        if not is_typing:
            self._next()

    def on_pause(self) -> None:
        """Send what was typed."""
        self._next()

    def on_finish(self, then: Callable[[bool], None]) -> None:
        """Send what waits, then call ``then`` with whether everything is saved; a hand-in comes after that."""
        self._then = then
        self._next()
        self._finish()

    def on_leave(self) -> list[tuple[int, dict[str, Any], int]]:
        """Give what still waits as (slot, response, sequence number), for a window that closes and cannot wait."""
        first = self._seq + (2 if self._under_way is not None else 1)
        left = [(slot, self._slots[slot].content, first + n) for n, slot in enumerate(self._waiting)]
        self._waiting.clear()
        self._is_over = True
        return left

    def on_send_again(self) -> None:
        """Send everything that is not saved once more."""
        for slot in self.unsaved:
            if slot != self._under_way and slot not in self._waiting:
                self._slots[slot].state = SlotState.SAVING
                self._waiting.append(slot)
                self._on_slot(slot)
        self._next()

    def on_mark(self, slot: int) -> bool:
        """Mark a question to come back to, or take the mark away; give the new state."""
        self._slots[slot].is_marked = not self._slots[slot].is_marked
        self._on_slot(slot)
        self._keep_marks(self.marked)
        return self._slots[slot].is_marked

    # -- sending

    def _next(self) -> None:
        if self._under_way is not None or not self._waiting or self._is_over:
            return
        slot = self._waiting.pop(0)
        self._under_way = slot
        sent = dict(self._slots[slot].content)
        delivery = _Delivery(self, slot, sent)
        self._send(slot, sent, self._seq + 1, delivery.saved, delivery.failed)

    def _saved(self, slot: int, sent: dict[str, Any], seq: int, remaining_s: float) -> None:
        self._under_way = None
        self._seq = max(self._seq, seq)
        if self._slots[slot].content == sent:
            self._slots[slot].state = SlotState.SAVED if self._slots[slot].is_answered else SlotState.OPEN
        elif slot not in self._waiting:
            self._waiting.append(slot)
        self._on_slot(slot)
        self._on_time(remaining_s)
        self._next()
        self._finish()

    def _failed(self, slot: int, error: Exception) -> None:
        self._under_way = None
        self._slots[slot].state = SlotState.UNSAVED
        for waiting in self._waiting:
            self._slots[waiting].state = SlotState.UNSAVED
            self._on_slot(waiting)
        self._waiting.clear()
        self._on_slot(slot)
        if isinstance(error, Refusal) and error.code in _OVER:
            self._is_over = True
            self._then = None
            self._on_over(error)
            return
        if isinstance(error, Refusal) and error.code == "response_out_of_sequence":
            # An entry reached the disk though its confirmation did not; sending again goes on from there.
            self._seq = int(error.facts["expected"]) - 1
        self._on_trouble(error)
        self._finish()

    def _finish(self) -> None:
        if self._then is not None and self._under_way is None and not self._waiting:
            then, self._then = self._then, None
            then(not self.unsaved)


@dataclass(frozen=True, slots=True)
class _Delivery:
    """Remembers which response an answer of the service belongs to."""

    presenter: SittingPresenter
    slot: int
    sent: dict[str, Any]

    def saved(self, saved: Any) -> None:
        self.presenter._saved(self.slot, self.sent, saved.seq, saved.remaining_s)

    def failed(self, error: Exception) -> None:
        self.presenter._failed(self.slot, error)


def is_over(error: Exception) -> bool:
    """Tell whether an error means that the sitting has ended."""
    return isinstance(error, Refusal) and error.code in _OVER
