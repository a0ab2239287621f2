"""Sitting a paper: the question, the map, the time, and whether the answer is on the disk. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QScrollArea, QWidget

from trainer.domain.kernel.changes import Changes
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.sittings.sitting import HandInBy
from trainer.services import sit_paper
from trainer.services.mark_sitting import Receipt
from trainer.services.overviews.exams import exams_for
from trainer.services.sitting_views import SittingView
from trainer.ui.learner.sitting_bar import SittingBar
from trainer.ui.learner.sitting_map import SittingMap
from trainer.ui.learner.sitting_presenter import SittingPresenter, SlotState, is_over
from trainer.ui.learner.sitting_sheet import SittingSheet, make_scrolling
from trainer.ui.page import Page, PageContext
from trainer.ui.question_files import QuestionFiles
from trainer.ui.theme import Column, Row, bind_size, theme
from trainer.ui.widgets import PlainButton, PrimaryButton, QuietButton, StateBadge
from trainer.ui.widgets.confirm import Confirmation, confirm
from trainer.wording import t, tn
from trainer.wording.sentences import say

HEARTBEAT_MS: Final = 5000
# A text is sent when the typing pauses; a letter at a time would fill the record of answers with halves of words. How long a
# pause is worth it the kind of question says.
_PAUSE_MS: Final = 500
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
        self._is_over = False
        self._by = HandInBy.CANDIDATE
        self._wanted = ""
        self._next_place: tuple[str, dict[str, Any]] = ("learner.exams", {})
        self._dialog: Confirmation | None = None
        self._files = QuestionFiles(context.office, context.actor)
        self._build()
        self._beat = self._every(HEARTBEAT_MS, self._on_beat)
        self._typed = self._every(_PAUSE_MS, self._on_pause)
        self._typed.setSingleShot(True)

    def _every(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    def _build(self) -> None:
        self.bar = SittingBar(self.context.actor.name)
        self.bar.rang.connect(self._on_rang)
        whole = self.layout()
        if isinstance(whole, Column):
            whole.insertWidget(0, self.bar)
        room = QWidget()
        room.setObjectName("scrolled")
        middle = Row(room, gap=0)
        self.sheet = SittingSheet()
        self.sheet.responded.connect(self._on_response)
        middle.addWidget(self.sheet, 1)
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
        self._map_area = QScrollArea()
        make_scrolling(self._map_area, within)
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
                view = sit_paper.resume(office, actor, going_on)
            elif exam_id:
                view = sit_paper.start(office, actor, exam_id)
            else:
                return None
            self._files.read(slot.question for slot in view.slots if slot.question is not None)
            return view

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
        self.bar.setVisible(on)
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
        self.presenter = SittingPresenter(
            view, self._send, self._on_slot, self._on_time, self._on_over, self._on_trouble, self._keep_marks
        )
        self.show_body()
        self._show_room(True)
        self.title_text = view.exam_name
        self.bar.paper_name.setText(view.exam_name)
        self.map.set_count(len(view.slots))
        self._on_time(view.remaining_s)
        self.current = min(view.current_slot, len(view.slots) - 1)
        self._show_questions()
        for slot in range(len(view.slots)):
            self._on_slot(slot)
        if view.happenings:
            said = [str(say(happening.code, happening.facts)) for happening in view.happenings]
            self.tell(t("You are back at the question where you were."), " ".join(said), tone="info")
        self.bar.start()
        self._beat.start()

    # -- questions

    def _show_questions(self) -> None:
        view, presenter = self.view, self.presenter
        if view is None or presenter is None:
            return
        which = list(range(len(view.slots))) if self._all_at_once else [self.current]
        self.sheet.show_slots(view.slots, which, presenter.content, self._files)
        self.layout_button.set_text(t("Show one question") if self._all_at_once else t("Show all questions"))
        self._focus()

    def _focus(self) -> None:
        self.sheet.go_to(self.current)
        self._show_way()

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
        elif isinstance(focus, QLineEdit) and (stop := self.sheet.next_stop(focus)) is not None:
            self._on_pause()
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._next()

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

    def _on_response(self, slot: int, content: dict[str, Any]) -> None:
        view = self.view
        if self.presenter is None or view is None:
            return
        if slot != self.current:
            before, self.current = self.current, slot
            self._on_slot(before)
            self._show_way()
        is_typing = self.sheet.is_typing(slot)
        self.presenter.on_respond(slot, content, is_typing=is_typing)
        if is_typing:
            self._typed.start(self.sheet.pause_ms(slot))

    def _on_pause(self) -> None:
        self._typed.stop()
        if self.presenter is not None:
            self.presenter.on_pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.sheet.press(event):
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
        self.bar.count.setText(t("{n} of {count} answered", n=presenter.answered, count=len(view.slots)))
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
        if slot == self.current:
            self._show_way()

    def _send_again(self) -> None:
        if self.presenter is not None:
            self.message.clear()
            self.presenter.on_send_again()

    def _on_trouble(self, error: Exception) -> None:
        self.say_error(error)

    # -- time

    def _on_time(self, remaining_s: float) -> None:
        self.bar.set_left(remaining_s)

    def _on_rang(self) -> None:
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
        if self.view is None:
            return
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
        self.bar.quiet_for(_RING_AGAIN_S)
        self.say_error(error)

    def _unlock(self) -> None:
        self._is_over = False
        self.sheet.set_locked(False)
        self.bar.start()

    def _on_over(self, refusal: Refusal) -> None:
        self._lock()
        sitting_id = self.view.sitting_id if self.view else ""
        self._stop()
        self.context.navigate("learner.result", sitting_id=sitting_id, message=str(say(refusal.code, refusal.facts)))

    def _lock(self) -> None:
        self._is_over = True
        self.bar.stop()
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.reject()
        self.sheet.set_locked(True)

    def _stop(self) -> None:
        self.bar.stop()
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


def _numbers(slots: list[int]) -> str:
    return t(", ").join(str(slot + 1) for slot in slots)


def build(context: PageContext) -> Page:
    """Make the page."""
    return SittingPage(context)
