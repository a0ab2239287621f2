"""Sitting a paper: the question, the map, the time, and whether the answer is on the disk. Nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from trainer.domain.kernel.changes import Changes
from trainer.domain.kernel.marks import show
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.sittings.sitting import HandInBy
from trainer.services import sit_paper
from trainer.services.mark_sitting import Receipt
from trainer.services.sitting_views import SittingView
from trainer.ui.learner.sitting_map import SittingMap
from trainer.ui.learner.sitting_presenter import SittingPresenter, SlotState, is_over
from trainer.ui.learner.slot_questions import keyless_question, shown_order
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import PlainButton, PrimaryButton, QuestionView, QuietButton, StateBadge
from trainer.ui.widgets.confirm import Confirmation, confirm
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn
from trainer.wording.sentences import say

HEARTBEAT_MS: Final = 5000
# Seconds are shown only in the last minutes: a running second hand all through adds stress.
_SECONDS_BELOW_S: Final = 300
_BELLS_S: Final = (600, 300, 60)


class SittingPage(Page):
    """One paper. Arguments on entering: ``exam_id`` to start, or ``sitting_id`` to go on."""

    takes_window = True

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "learner.sitting", t("Sitting"), scroll=False, max_width=0)
        self.header.hide()
        self.view: SittingView | None = None
        self.presenter: SittingPresenter | None = None
        self.current = 0
        self._all_at_once = False
        self._ends_at = 0.0
        self._is_over = False
        self._dialog: Confirmation | None = None
        self._views: dict[int, QuestionView] = {}
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        self._beat = QTimer(self)
        self._beat.setInterval(HEARTBEAT_MS)
        self._beat.timeout.connect(self._on_beat)

    def _build(self) -> None:
        bar = QFrame()
        bar.setObjectName("topbar")
        top = Row(bar, gap=16, margins=(24, 10, 24, 10))
        self.paper_name = Label("", "lead_strong")
        self.person = Label(self.context.actor.name, "body", "quiet", wrap=False)
        self.count = Label("", "body", "quiet", wrap=False)
        self.clock = Label("", "section", wrap=False)
        self.clock.setAccessibleName(t("Time left"))
        top.addWidget(self.paper_name, 1)
        top.addWidget(self.person)
        top.addWidget(self.count)
        top.addWidget(self.clock)
        self.body.addWidget(bar)
        middle = Row(gap=24)
        self._scroll_area = QScrollArea()
        self._scroll_area.setWidgetResizable(True)
        self._scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setObjectName("scrolled")
        around = Row(holder, gap=0, margins=(24, 16, 24, 16))
        inner = QWidget()
        bind_size(inner, max_width=820)
        self._questions = Column(inner, gap=32)
        around.addStretch(1)
        around.addWidget(inner, 6)
        around.addStretch(1)
        self._scroll_area.setWidget(holder)
        middle.addWidget(self._scroll_area, 1)
        side = QWidget()
        bind_size(side, width=232)
        right = Column(side, gap=16, margins=(0, 16, 16, 0))
        self.saved = StateBadge("", "quiet")
        right.addWidget(self.saved)
        self.again = QuietButton(t("Send again"), "refresh-cw", self._send_again)
        right.addWidget(self.again)
        self.map = SittingMap()
        self.map.chosen.connect(self.go_to)
        right.addWidget(self.map, 1)
        self.layout_button = QuietButton(t("Show all questions"), "rows-3", self._switch_layout)
        right.addWidget(self.layout_button)
        middle.addWidget(side)
        self.body.addLayout(middle, 1)
        foot = self.show_footer()
        self.previous = PlainButton(t("Previous"), "chevron-left", self._previous, large=True)
        self.mark = PlainButton(t("Mark (F)"), "flag", self._mark, large=True)
        self.next = PlainButton(t("Next (Enter)"), "chevron-right", self._next, large=True)
        self.hand_in = PrimaryButton(t("Hand in"), "send", self.ask_hand_in, large=True)
        foot.addWidget(self.previous)
        foot.addWidget(self.mark)
        foot.addWidget(self.next)
        foot.addStretch(1)
        foot.addWidget(self.hand_in)
        for key, act in (("Return", self._next), ("Enter", self._next), ("F", self._mark)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- coming in

    def enter(self, exam_id: str = "", sitting_id: str = "", **args: Any) -> None:
        del args
        self.is_stale = False
        if self.view is not None and not self._is_over and sitting_id in {"", self.view.sitting_id} and not exam_id:
            return
        office, actor = self.context.office, self.context.actor
        if sitting_id:
            self.run(
                lambda: sit_paper.resume(office, actor, sitting_id), self._begin, failed=self._no_entry, writes=True
            )
        elif exam_id:
            self.run(lambda: sit_paper.start(office, actor, exam_id), self._begin, failed=self._no_entry, writes=True)
        else:
            self.context.navigate("learner.exams")

    def _no_entry(self, error: Exception) -> None:
        self._stop()
        if is_over(error):
            self.context.navigate("learner.result", message=str(say(error.code, error.facts)))  # type: ignore[attr-defined]
        else:
            self.context.navigate("learner.exams", error=error)

    def _begin(self, view: SittingView) -> None:
        self.view = view
        self._is_over = False
        self.presenter = SittingPresenter(
            view, self._send, self._on_slot, self._on_time, self._on_over, self._on_trouble
        )
        self.title_text = view.exam_name
        self.paper_name.setText(view.exam_name)
        self.map.set_count(len(view.slots))
        self._on_time(view.remaining_s)
        self.current = min(view.current_slot, len(view.slots) - 1)
        self._show_questions()
        for slot in range(len(view.slots)):
            self._on_slot(slot)
        if view.happenings:
            said = [str(say(happening.code, happening.facts)) for happening in view.happenings]
            self.tell(t("You are back at the question where you were."), " ".join(said), tone="info")
        self._tick.start()
        self._beat.start()

    # -- questions

    def _show_questions(self) -> None:
        view, presenter = self.view, self.presenter
        if view is None or presenter is None:
            return
        while self._questions.count():
            item = self._questions.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._views = {}
        shown = range(len(view.slots)) if self._all_at_once else [self.current]
        for slot in shown:
            question = QuestionView()
            question.setProperty("slot", slot)
            question.show_question(
                keyless_question(view.slots[slot]),
                order=shown_order(view.slots[slot]),
                response=presenter.content(slot),
                number=t(
                    "Question {number} of {count}, {marks} marks",
                    number=slot + 1,
                    count=len(view.slots),
                    marks=show(view.slots[slot].marks),
                ),
            )
            question.response_changed.connect(self._on_response)
            self._questions.addWidget(question)
            self._views[slot] = question
        self._questions.addStretch(1)
        self.layout_button.setText(t("Show one question") if self._all_at_once else t("Show all questions"))
        self._focus()

    def _focus(self) -> None:
        question = self._views.get(self.current)
        if question is not None:
            question.focus_answer()
            self._scroll_area.ensureWidgetVisible(question, 0, 40)
        presenter, view = self.presenter, self.view
        if presenter is None or view is None:
            return
        self.previous.setEnabled(self.current > 0)
        is_last = self.current == len(view.slots) - 1
        self.next.setText(t("Next open question") if is_last and presenter.open else t("Next (Enter)"))
        self.next.setEnabled(not is_last or bool(presenter.open))
        self.mark.setText(t("Take the mark away (F)") if presenter.is_marked(self.current) else t("Mark (F)"))

    def go_to(self, slot: int) -> None:
        """Show another question."""
        view, presenter = self.view, self.presenter
        if view is None or presenter is None or not 0 <= slot < len(view.slots):
            return
        before, self.current = self.current, slot
        self._on_slot(before)
        self._on_slot(slot)
        if self._all_at_once:
            self._focus()
        else:
            self._show_questions()

    def _previous(self) -> None:
        self.go_to(self.current - 1)

    def _next(self) -> None:
        presenter, view = self.presenter, self.view
        if presenter is None or view is None:
            return
        if self.current < len(view.slots) - 1:
            self.go_to(self.current + 1)
        elif presenter.open:
            self.go_to(presenter.open[0])
        else:
            self.ask_hand_in()

    def _mark(self) -> None:
        if self.presenter is not None:
            self.presenter.on_mark(self.current)
            self._focus()

    def _switch_layout(self) -> None:
        self._all_at_once = not self._all_at_once
        self._show_questions()

    def _on_response(self, content: dict[str, Any]) -> None:
        question = self.sender()
        if self.presenter is not None and isinstance(question, QuestionView):
            self.presenter.on_respond(int(question.property("slot")), content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        question = self._views.get(self.current)
        if question is not None and question.press(event):
            return
        super().keyPressEvent(event)

    # -- saving

    def _send(
        self,
        slot: int,
        content: dict[str, Any],
        seq: int,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        view = self.view
        if view is not None:
            office, actor = self.context.office, self.context.actor
            self.run(
                lambda: sit_paper.record_response(office, actor, view.sitting_id, slot, content, seq),
                done,
                failed=failed,
                writes=True,
            )

    def _on_slot(self, slot: int) -> None:
        presenter, view = self.presenter, self.view
        if presenter is None or view is None:
            return
        self.map.show_slot(
            slot, presenter.state(slot), is_marked=presenter.is_marked(slot), is_current=slot == self.current
        )
        self.count.setText(t("{n} of {count} answered", n=presenter.answered, count=len(view.slots)))
        unsaved = [n for n in range(len(view.slots)) if presenter.state(n) is SlotState.UNSAVED]
        self.again.setVisible(bool(unsaved))
        state = presenter.state(self.current)
        if unsaved:
            self.saved.show_state(tn("1 answer not saved", "{n} answers not saved", len(unsaved)), "bad")
        elif state is SlotState.SAVING:
            self.saved.show_state(t("saving"), "quiet", "loader-circle")
        elif state is SlotState.SAVED:
            self.saved.show_state(t("saved"), "good")
        else:
            self.saved.show_state(t("not answered yet"), "quiet", "circle")

    def _send_again(self) -> None:
        if self.presenter is not None:
            self.message.clear()
            self.presenter.on_send_again()

    def _on_trouble(self, error: Exception) -> None:
        self.say_error(error)

    # -- time

    def _on_time(self, remaining_s: float) -> None:
        self._ends_at = time.monotonic() + remaining_s
        self._show_time(remaining_s)

    def _show_time(self, left_s: float) -> None:
        left = max(0, round(left_s))
        if left > _SECONDS_BELOW_S:
            words = tn("1 minute left", "{n} minutes left", -(-left // 60))
            self.clock.set_tone("")
        else:
            words = t("{minutes}:{seconds} left", minutes=left // 60, seconds=f"{left % 60:02d}")
            self.clock.set_tone("warn")
        if words != self.clock.text():
            self.clock.setText(words)
            # A screen reader hears steps, not every second.
            if left > _SECONDS_BELOW_S or left in _BELLS_S or left <= 10:
                self.clock.setAccessibleDescription(words)

    def _on_tick(self) -> None:
        left = self._ends_at - time.monotonic()
        self._show_time(left)
        if left <= 0 and not self._is_over:
            self._ring()

    def _ring(self) -> None:
        self._lock()
        self._finish(HandInBy.BELL)

    def _on_beat(self) -> None:
        view = self.view
        if view is None or self._is_over:
            return
        office, actor, slot = self.context.office, self.context.actor, self.current
        self.run(
            lambda: sit_paper.heartbeat(office, actor, view.sitting_id, slot),
            self._on_beaten,
            failed=self._on_beat_failed,
            writes=True,
        )

    def _on_beaten(self, saved: sit_paper.Saved) -> None:
        self._on_time(saved.remaining_s)

    def _on_beat_failed(self, error: Exception) -> None:
        if is_over(error) and isinstance(error, Refusal):
            self._on_over(error)
        else:
            self.say_error(error)

    # -- the end

    def ask_hand_in(self) -> None:
        """Show what is answered, marked and open, and ask."""
        presenter, view = self.presenter, self.view
        if presenter is None or view is None or self._is_over:
            return
        lines = [t("{n} of {count} questions answered.", n=presenter.answered, count=len(view.slots))]
        if presenter.open:
            lines.append(t("Open: {numbers}.", numbers=_numbers(presenter.open)))
        if presenter.marked:
            lines.append(t("Marked to come back to: {numbers}.", numbers=_numbers(presenter.marked)))
        if presenter.unsaved:
            lines.append(
                t("Not saved yet: {numbers}. Send again before you hand in.", numbers=_numbers(presenter.unsaved))
            )
        lines.append(t("After the hand-in nothing can be changed."))
        self._dialog = confirm(self, t("Hand in the paper?"), "\n".join(lines), t("Hand in"), self._hand_in)

    def _hand_in(self) -> None:
        self._lock()
        self._finish(HandInBy.CANDIDATE)

    def _finish(self, by: HandInBy) -> None:
        view = self.view
        if view is not None:
            office, actor = self.context.office, self.context.actor
            self.run(
                lambda: sit_paper.hand_in(office, actor, view.sitting_id, by),
                self._on_handed_in,
                failed=self._on_not_handed_in,
                writes=True,
            )

    def _on_handed_in(self, done: tuple[Receipt, Changes]) -> None:
        receipt, changes = done
        self._stop()
        self.context.hub.tell(changes)
        self.context.navigate("learner.result", sitting_id=receipt.sitting_id)

    def _on_not_handed_in(self, error: Exception) -> None:
        self._is_over = False
        for question in self._views.values():
            question.set_locked(False)
        self._tick.start()
        self.say_error(error)

    def _on_over(self, refusal: Refusal) -> None:
        self._lock()
        sitting_id = self.view.sitting_id if self.view else ""
        self._stop()
        self.context.navigate("learner.result", sitting_id=sitting_id, message=str(say(refusal.code, refusal.facts)))

    def _lock(self) -> None:
        self._is_over = True
        self._tick.stop()
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.reject()
        for question in self._views.values():
            question.set_locked(True)

    def _stop(self) -> None:
        self._tick.stop()
        self._beat.stop()
        self._is_over = True
        self.view, self.presenter = None, None

    def leave(self) -> bool:
        view = self.view
        if view is None or self._is_over:
            return True
        office, actor, slot = self.context.office, self.context.actor, self.current
        self._tick.stop()
        self._beat.stop()
        try:
            # In the window's thread on purpose: the window may be closing, and the note must be on the disk by then.
            sit_paper.leave(office, actor, view.sitting_id, slot)
        except Refusal:
            return True
        self.view, self.presenter = None, None
        return True


def _numbers(slots: list[int]) -> str:
    return t(", ").join(str(slot + 1) for slot in slots)


def build(context: PageContext) -> Page:
    """Make the page."""
    return SittingPage(context)
