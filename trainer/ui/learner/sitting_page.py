"""Sitting a paper: the question, the map, the time, and whether the answer is on the disk. Nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QScrollArea, QWidget

from trainer.domain.kernel.changes import Changes
from trainer.domain.kernel.marks import show
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.question_bank.question import Kind
from trainer.domain.sittings.sitting import HandInBy
from trainer.services import sit_paper
from trainer.services.mark_sitting import Receipt
from trainer.services.overviews.exams import exams_for
from trainer.services.sitting_views import SittingView
from trainer.ui.learner.sitting_map import SittingMap
from trainer.ui.learner.sitting_presenter import SittingPresenter, SlotState, is_over
from trainer.ui.learner.slot_questions import keyless_question, shown_order
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size, theme
from trainer.ui.widgets import PlainButton, PrimaryButton, QuestionView, QuietButton, StateBadge
from trainer.ui.widgets.confirm import Confirmation, confirm
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn
from trainer.wording.sentences import say

HEARTBEAT_MS: Final = 5000
# Seconds are shown only in the last minutes: a running second hand all through adds stress.
_SECONDS_BELOW_S: Final = 300
_BELLS_S: Final = (600, 300, 60)
# A text is sent when the typing pauses; a letter at a time would fill the record of answers with halves of words.
_PAUSE_MS: Final = 500
_ARRIVE_MS: Final = 300
# How close to the end of the exam's window the clock must stand for the window, not the limit, to have closed it.
_WINDOW_S: Final = 2.0
# After a hand-in at the bell that did not reach the disk the page tries again by itself, this often.
_RING_AGAIN_S: Final = 5.0


class SittingPage(Page):
    """A room with nothing else in it.

    Arguments on entering: ``exam_id`` to start, or ``sitting_id`` to go on; without either the sitting under way.
    """

    takes_window = True

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "learner.sitting", t("Sitting"), scroll=False, max_width=0)
        self.header.hide()
        self.view: SittingView | None = None
        self.presenter: SittingPresenter | None = None
        self.current = 0
        self._all_at_once = False
        self._ends_at = 0.0
        self._rings_again_at = 0.0
        self._is_over = False
        self._is_arriving = False
        self._by = HandInBy.CANDIDATE
        self._wanted = ""
        self._next_place: tuple[str, dict[str, Any]] = ("learner.exams", {})
        self._dialog: Confirmation | None = None
        self._views: dict[int, QuestionView] = {}
        self._build()
        self._tick = self._every(1000, self._on_tick)
        self._beat = self._every(HEARTBEAT_MS, self._on_beat)
        self._typed = self._every(_PAUSE_MS, self._on_pause)
        self._typed.setSingleShot(True)

    def _every(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    def _build(self) -> None:
        self._bar = QFrame()
        self._bar.setObjectName("topbar")
        top = Row(self._bar, gap=24, margins=(32, 10, 32, 10))
        self.paper_name = Label("", "lead_strong")
        self.person = Label(self.context.actor.name, "body", "quiet", wrap=False)
        self.count = Label("", "body", "quiet", wrap=False)
        self.clock = Label("", "section", wrap=False)
        self.clock.setAccessibleName(t("Time left"))
        top.addWidget(self.paper_name, 1)
        top.addWidget(self.person)
        top.addWidget(self.count)
        top.addWidget(self.clock)
        whole = self.layout()
        if isinstance(whole, Column):
            whole.insertWidget(0, self._bar)
        room = QWidget()
        room.setObjectName("scrolled")
        middle = Row(room, gap=0)
        self._questions = Column(gap=40, margins=(32, 24, 32, 24))
        self._scroll_area = _scrolling(self._questions, 860)
        self._scroll_area.verticalScrollBar().rangeChanged.connect(self._on_range)
        middle.addWidget(self._scroll_area, 1)
        middle.addWidget(self._side())
        self._stack.insertWidget(0, room)
        self.show_body()
        foot = self.show_footer()
        self.previous = PlainButton(t("Previous question"), "chevron-left", self._previous, large=True)
        self.mark = PlainButton(t("Mark (F)"), "flag", self._mark, large=True)
        self.next = PlainButton(t("Next (Enter)"), "chevron-right", self._next, large=True)
        self.hand_in = PrimaryButton(t("Hand in"), "send", self.ask_hand_in, large=True)
        for button in (self.previous, self.mark, self.next, self.hand_in):
            # A press of the mouse leaves the focus at the question, so that the keys go on working there.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot.addWidget(self.previous)
        foot.addWidget(self.mark)
        foot.addWidget(self.next)
        foot.addStretch(1)
        foot.addWidget(self.hand_in)
        for key, act in (("Return", self._on_enter), ("Enter", self._on_enter), ("F", self._mark)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("sitting_side")
        bind_size(side, width=268)
        right = Column(side, gap=12, margins=(16, 24, 16, 16))
        self.saved = StateBadge("", "quiet")
        right.addWidget(self.saved)
        self.again = QuietButton(t("Send again"), "refresh-cw", self._send_again)
        right.addWidget(self.again)
        self.map = SittingMap()
        self.map.chosen.connect(self.go_to)
        within = Column()
        within.addWidget(self.map)
        self._map_area = _scrolling(within, 0)
        right.addWidget(self._map_area, 1)
        self.layout_button = QuietButton(t("Show all questions"), "rows-3", self._switch_layout)
        self.layout_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        right.addWidget(self.layout_button, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    # -- coming in

    def enter(self, exam_id: str = "", sitting_id: str = "", attempt: int = 0, **args: Any) -> None:
        """Start or go on.

        Args:
            exam_id: start a sitting of this exam, or go on with the one under way.
            sitting_id: go on with this one.
            attempt: which sitting of the exam is meant; going back to a link that was used starts no further one.
            args: nothing else is taken.
        """
        del args
        self.is_stale = False
        if self.view is not None and not self._is_over:
            return
        office, actor = self.context.office, self.context.actor
        self._show_room(False)

        def work() -> SittingView | None:
            going_on = sitting_id
            if not exam_id and not sitting_id:
                going_on = next((exam.in_progress for exam in exams_for(office, actor) if exam.in_progress), "")
            elif exam_id and attempt:
                found = [exam for exam in exams_for(office, actor) if exam.exam_id == exam_id]
                if found and not found[0].in_progress and found[0].attempts >= attempt:
                    return None
            if going_on:
                return sit_paper.resume(office, actor, going_on)
            return sit_paper.start(office, actor, exam_id) if exam_id else None

        self._wanted = sitting_id
        self.run(work, self._on_entered, failed=self._no_entry, writes=True)

    def _on_entered(self, view: SittingView | None) -> None:
        if view is not None:
            self._begin(view)
            return
        self._stop()
        self.show_empty(
            "file-check",
            t("No paper lies before you. Examinations that are open to you are in the list."),
            t("My examinations"),
            self._to_exams,
        )

    def _to_exams(self) -> None:
        self.context.navigate("learner.exams")

    def _show_room(self, on: bool) -> None:
        self._bar.setVisible(on)
        self.footer_frame.setVisible(on)

    def _no_entry(self, error: Exception) -> None:
        self._stop()
        if isinstance(error, Refusal) and is_over(error):
            said = "" if error.code == "sitting_closed" else str(say(error.code, error.facts))
            self._go_soon("learner.result", sitting_id=self._wanted, message=said)
        else:
            self._go_soon("learner.exams", error=error)

    def _go_soon(self, page_id: str, **args: Any) -> None:
        """Go elsewhere once the navigation that led here is over."""
        self._next_place = (page_id, args)
        QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        page_id, args = self._next_place
        self.context.navigate(page_id, **args)

    def _begin(self, view: SittingView) -> None:
        self.view = view
        self._is_over = False
        self._rings_again_at = 0.0
        self.presenter = SittingPresenter(
            view, self._send, self._on_slot, self._on_time, self._on_over, self._on_trouble, self._keep_marks
        )
        self.show_body()
        self._show_room(True)
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
        self.layout_button.set_text(t("Show one question") if self._all_at_once else t("Show all questions"))
        self._focus()

    def _focus(self) -> None:
        question = self._views.get(self.current)
        if question is not None:
            question.focus_answer()
            self._scroll_to_current()
            # New questions have no places before the layout has run; the range of the bar tells when it has.
            self._is_arriving = True
            QTimer.singleShot(_ARRIVE_MS, self, self._arrived)
        self._show_way()

    def _arrived(self) -> None:
        self._is_arriving = False

    def _on_range(self, _lowest: int, _highest: int) -> None:
        if self._is_arriving:
            self._scroll_to_current()

    def _scroll_to_current(self) -> None:
        question = self._views.get(self.current)
        if question is not None:
            top = question.y() - theme().gap(24) if self._all_at_once else 0
            self._scroll_area.verticalScrollBar().setValue(top)

    def _show_way(self) -> None:
        presenter, view = self.presenter, self.view
        if presenter is None or view is None:
            return
        self.previous.setEnabled(self.current > 0)
        is_last = self.current == len(view.slots) - 1
        self.next.set_text(t("Next open question") if is_last and presenter.open else t("Next (Enter)"))
        self.next.setEnabled(not is_last or bool(presenter.open))
        self._name_mark()

    def go_to(self, slot: int) -> None:
        """Show another question."""
        view, presenter = self.view, self.presenter
        if view is None or presenter is None or not 0 <= slot < len(view.slots):
            return
        self._on_pause()
        before, self.current = self.current, slot
        self._on_slot(before)
        self._on_slot(slot)
        self._map_area.ensureWidgetVisible(self.map.cell(slot), 0, theme().gap(8))
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

    def _on_enter(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        elif isinstance(focus, QLineEdit) and not self._is_last_gap(focus):
            self._on_pause()
            self.focusNextChild()
        else:
            self._next()

    def _is_last_gap(self, field: QLineEdit) -> bool:
        question = self._views.get(self.current)
        fields = question.findChildren(QLineEdit) if question is not None else []
        return field not in fields or fields[-1] is field

    def _mark(self) -> None:
        if self.presenter is not None and not self._is_over:
            self.presenter.on_mark(self.current)
            self._name_mark()

    def _keep_marks(self, slots: list[int]) -> None:
        view = self.view
        if view is not None:
            office, actor = self.context.office, self.context.actor
            self.run(
                lambda: sit_paper.mark_slots(office, actor, view.sitting_id, slots),
                failed=self._on_beat_failed,
                writes=True,
            )

    def _name_mark(self) -> None:
        if self.presenter is not None:
            self.mark.set_text(t("Unmark (F)") if self.presenter.is_marked(self.current) else t("Mark (F)"))

    def _switch_layout(self) -> None:
        self._on_pause()
        self._all_at_once = not self._all_at_once
        self._show_questions()

    def _on_response(self, content: dict[str, Any]) -> None:
        question, view = self.sender(), self.view
        if self.presenter is None or view is None or not isinstance(question, QuestionView):
            return
        slot = int(question.property("slot"))
        if slot != self.current:
            before, self.current = self.current, slot
            self._on_slot(before)
            self._show_way()
        is_typing = view.slots[slot].kind is Kind.BLANK
        self.presenter.on_respond(slot, content, is_typing=is_typing)
        if is_typing:
            self._typed.start()

    def _on_pause(self) -> None:
        self._typed.stop()
        if self.presenter is not None:
            self.presenter.on_pause()

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
        now = time.monotonic()
        self._show_time(self._ends_at - now)
        if now >= self._ends_at and now >= self._rings_again_at and not self._is_over:
            self._ring()

    def _ring(self) -> None:
        view = self.view
        if view is not None:
            left = (view.closes_at - self.context.office.clock.now()).total_seconds()
            self._finish(HandInBy.WINDOW if left <= _WINDOW_S else HandInBy.BELL)

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
        self._finish(HandInBy.CANDIDATE)

    def _finish(self, by: HandInBy) -> None:
        if self.presenter is not None and not self._is_over:
            self._lock()
            self._by = by
            self.presenter.on_finish(self._on_all_sent)

    def _on_all_sent(self, all_saved: bool) -> None:
        view, by = self.view, self._by
        if view is None:
            return
        if not all_saved and by is HandInBy.CANDIDATE:
            # Nobody hands in what they think is saved and is not; the message says what stands in the way.
            self._unlock()
            return
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
        self._unlock()
        if isinstance(error, Refusal) and error.code == "bell_not_yet":
            # More time was given meanwhile.
            self._on_time(float(error.facts["seconds"]))
            return
        self._rings_again_at = time.monotonic() + _RING_AGAIN_S
        self.say_error(error)

    def _unlock(self) -> None:
        self._is_over = False
        for question in self._views.values():
            question.set_locked(False)
        self._tick.start()

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
        self._typed.stop()

    def leave(self) -> bool:
        view, presenter = self.view, self.presenter
        if view is None or presenter is None or self._is_over:
            return True
        office, actor, slot = self.context.office, self.context.actor, self.current
        unsent = presenter.on_leave()
        self._stop()

        def work() -> None:
            for place, content, seq in unsent:
                sit_paper.record_response(office, actor, view.sitting_id, place, content, seq)
            sit_paper.leave(office, actor, view.sitting_id, slot)

        # The writer finishes what it was given before the program closes, in the order given.
        self.run(work, failed=self._on_left_in_disorder, writes=True)
        return True

    def _on_left_in_disorder(self, error: Exception) -> None:
        if not isinstance(error, Refusal | Fault):
            self.context.crash(error)


def _scrolling(column: Column, max_width: float) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    holder.setObjectName("scrolled")
    around = Row(holder, gap=0)
    inner = QWidget()
    inner.setLayout(column)
    if max_width:
        bind_size(inner, max_width=max_width)
        around.addStretch(1)
        around.addWidget(inner, 100)
        around.addStretch(1)
    else:
        around.addWidget(inner, 1)
    area.setWidget(holder)
    return area


def _numbers(slots: list[int]) -> str:
    return t(", ").join(str(slot + 1) for slot in slots)


def build(context: PageContext) -> Page:
    """Make the page."""
    return SittingPage(context)
