"""What the reader does: which screen is open, what counts as read, what is saved and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from trainer.domain.courses.lesson import Lesson, Screen, ScreenKind
from trainer.domain.courses.practice import Asked
from trainer.domain.courses.reading_rule import DEFAULT_RULE, Standing
from trainer.domain.kernel.changes import Changes
from trainer.services import read_lesson
from trainer.ui.learner.reader_state import ReaderState, reader_state, wanting_lines
from trainer.ui.learner.reading_time import ReadingTime

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.learners import Feedback
    from trainer.services.office import Office
    from trainer.services.read_lesson import LessonView, SelfCheckOutcome

# Nothing is lost: what was read is saved while one reads.
SAVE_EVERY_S: Final = 5


class ReaderView(Protocol):
    """What the presenter asks of the page."""

    def show_state(self, state: ReaderState) -> None:
        """Show contents, footer and title."""

    def show_screen(self, screen: Screen, block: int) -> None:
        """Show a screen of text from a paragraph on."""

    def show_self_check(self, asked: tuple[Asked, ...], outcome: SelfCheckOutcome | None) -> None:
        """Show the self-check, answered or not."""

    def show_close(self, state: ReaderState, wanting: tuple[tuple[int, str], ...]) -> None:
        """Show the close of the lesson: what is still wanting by screen, or what comes next."""

    def show_note(self, screen: int, heading: str, text: str, others: Mapping[int, tuple[str, str]]) -> None:
        """Show the note of the open screen and the list of the others."""

    def say_note_saved(self) -> None:
        """Say that the note is in the database."""

    def say_completed(self, hours: Fraction) -> None:
        """Say that the lesson has just been completed."""

    def say_error(self, error: Exception) -> None:
        """Show a refusal or a fault."""


class Runs(Protocol):
    """The page's way to run service calls beside the window."""

    def __call__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        title: str = "",
        writes: bool = False,
    ) -> Any: ...


class ReaderPresenter:
    """One reader and one lesson at a time.

    Args:
        run: runs service calls; results come back on the window's thread.
        tell: hands on what a service changed.
    """

    def __init__(
        self, office: Office, actor: Actor, view: ReaderView, run: Runs, tell: Callable[[Changes], None]
    ) -> None:
        self._office, self._actor, self._view, self._run, self._tell = office, actor, view, run, tell
        self._lesson: Lesson | None = None
        self._is_recorded = False
        self._asked: tuple[Asked, ...] = ()
        self._outcome: SelfCheckOutcome | None = None
        self._missing: list[int] = []
        self._is_complete = False
        self._has_passed = False
        self._hours = Fraction(0)
        self._notes: dict[int, str] = {}
        self._at = 0
        self._block = 0
        self._kept_place = (0, 0)
        # Seconds counted and not yet handed to the service, and those it has not answered for yet.
        self._pending: dict[int, int] = {}
        self._under_way: dict[int, int] = {}
        self._since_save_s = 0
        self._wanted_screen: int | None = None
        self._shown: ReaderState | None = None
        self._time = ReadingTime(DEFAULT_RULE.visit_cap_s)

    # -- for the page

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is open."""
        return self._lesson

    @property
    def code(self) -> str:
        """Its code; empty where none is open."""
        return self._lesson.code if self._lesson is not None else ""

    @property
    def at(self) -> int:
        """The screen that is open, 0-based."""
        return self._at

    @property
    def feedback(self) -> tuple[Feedback, ...]:
        """What came of the self-check just taken; empty before."""
        return self._outcome.feedback if self._outcome is not None else ()

    def open(self, lesson: str, screen: int | None = None) -> None:
        """Open a lesson where its reader left it, or at a screen."""
        self.leave()
        self._wanted_screen = screen
        office, actor = self._office, self._actor
        self._run(lambda: read_lesson.open_lesson(office, actor, lesson), self._on_opened, writes=True)

    def on_screen(self, number: int) -> None:
        """Go to a screen; its first paragraph."""
        if self._lesson is None or number == self._at:
            return
        self._go(number, 0)

    def on_next(self) -> None:
        """Go on; behind the last screen comes the close of the lesson."""
        if self._lesson is not None and self._at < len(self._lesson.screens):
            self._go(self._at + 1, 0)

    def on_previous(self) -> None:
        """Go back one screen."""
        if self._lesson is not None and self._at > 0:
            self._go(self._at - 1, 0)

    def on_first(self) -> None:
        """Go to the first screen."""
        self.on_screen(0)

    def on_last(self) -> None:
        """Go to the last screen."""
        if self._lesson is not None:
            self.on_screen(len(self._lesson.screens) - 1)

    def on_place(self, block: int) -> None:
        """Note the paragraph at the top of the window."""
        self._block = block

    def on_seen(self, is_seen: bool) -> None:
        """Say whether the page can be seen; nothing counts while it cannot."""
        self._time.see(is_seen, self._now_s())
        if not is_seen:
            self._save()

    def on_tick(self) -> None:
        """Look at the clock; called about once a second."""
        if self._lesson is None:
            return
        self._collect()
        self._since_save_s += 1
        if self._since_save_s >= SAVE_EVERY_S or self._is_enough_now():
            self._save()
        self._show_state()

    def on_note(self, screen: int, text: str) -> None:
        """Keep the note of a screen."""
        if self._lesson is None or not self._is_recorded or not 0 <= screen < len(self._lesson.screens):
            return
        if text.strip() == self._notes.get(screen, ""):
            self._view.say_note_saved()
            return
        self._notes[screen] = text.strip()
        self._run(
            partial(read_lesson.save_note, self._office, self._actor, self._lesson.code, screen, text),
            partial(self._on_note_saved, screen),
            writes=True,
        )
        self._show_state()

    def on_check(self, responses: Mapping[str, Mapping[str, Any]]) -> None:
        """Hand in the self-check."""
        if self._lesson is None:
            return
        office, actor, code = self._office, self._actor, self._lesson.code
        self._run(lambda: read_lesson.submit_self_check(office, actor, code, responses), self._on_checked, writes=True)

    def on_check_again(self) -> None:
        """Take the self-check once more."""
        self._outcome = None
        self._show_screen(0)

    def leave(self) -> None:
        """Save what is unsaved; the lesson stays open."""
        if self._lesson is None:
            return
        self._time.end(self._now_s())
        self._save()

    def resume(self) -> None:
        """Begin to count again after :meth:`leave`."""
        if self._lesson is not None:
            self._time.begin(self._at, self._now_s())

    # -- what comes back

    def _on_opened(self, found: LessonView) -> None:
        self._lesson = found.lesson
        self._is_recorded = found.progress is not None
        self._asked = found.self_check
        self._outcome = None
        self._pending, self._under_way = {}, {}
        self._notes = dict(found.notes)
        self._hours = found.progress.hours if found.progress is not None else Fraction(0)
        self._has_passed = found.standing.is_self_check_passed
        # A completed lesson stays completed, also where its text was lengthened since.
        self._is_complete = found.standing.is_complete or (
            found.progress is not None and found.progress.completed_at is not None
        )
        self._missing = list(found.standing.seconds_missing)
        place = (found.progress.place_screen, found.progress.place_block) if found.progress is not None else (0, 0)
        self._kept_place = place
        if self._wanted_screen is not None and 0 <= self._wanted_screen < len(found.lesson.screens):
            place = (self._wanted_screen, place[1] if self._wanted_screen == place[0] else 0)
        self._at, self._block = place
        self._time.begin(self._at, self._now_s())
        self._show_screen(self._block)

    def _on_counted(self, lesson: str, screen: int, seconds: int, counted: tuple[Standing, Changes]) -> None:
        standing, changes = counted
        self._tell(changes)
        if lesson != self.code:
            return
        self._under_way[screen] = self._under_way.get(screen, 0) - seconds
        self._take_standing(standing, self._hours)
        self._show_state()

    def _on_not_counted(self, lesson: str, screen: int, seconds: int, error: Exception) -> None:
        if lesson == self.code:
            # It is handed over again with the next piece.
            self._under_way[screen] = self._under_way.get(screen, 0) - seconds
            self._pending[screen] = self._pending.get(screen, 0) + seconds
        self._view.say_error(error)

    def _on_checked(self, checked: tuple[SelfCheckOutcome, Changes]) -> None:
        outcome, changes = checked
        self._outcome = outcome
        self._take_standing(outcome.standing, outcome.hours)
        self._tell(changes)
        self._show_screen(0)

    def _on_note_saved(self, screen: int, changes: Changes) -> None:
        self._tell(changes)
        self._show_note()
        if screen == self._at:
            self._view.say_note_saved()

    def _take_standing(self, standing: Standing, hours: Fraction) -> None:
        was_complete = self._is_complete
        self._missing = list(standing.seconds_missing)
        self._has_passed = standing.is_self_check_passed
        self._is_complete = was_complete or standing.is_complete
        if self._is_complete and not was_complete and self._lesson is not None:
            self._hours = hours or self._lesson.about.hours
            self._view.say_completed(self._hours)
            if self._at >= len(self._lesson.screens):
                self._show_screen(0)

    # -- inside

    def _go(self, number: int, block: int) -> None:
        if self._lesson is None:
            return
        self._collect()
        self._at = max(0, min(number, len(self._lesson.screens)))
        self._block = block
        self._save()
        self._time.begin(self._at, self._now_s())
        self._show_screen(block)

    def _show_screen(self, block: int) -> None:
        lesson = self._lesson
        if lesson is None:
            return
        state = self._state(lesson)
        if self._at >= len(lesson.screens):
            self._view.show_close(state, wanting_lines(lesson, state.entries))
        elif lesson.screens[self._at].kind is ScreenKind.SELF_CHECK:
            self._view.show_self_check(self._asked, self._outcome)
        else:
            self._view.show_screen(lesson.screens[self._at], block)
        self._shown = state
        self._view.show_state(state)
        self._show_note()

    def _show_state(self) -> None:
        if self._lesson is None:
            return
        state = self._state(self._lesson)
        # Asked every second; drawn only when something is different.
        if state != self._shown:
            self._shown = state
            self._view.show_state(state)

    def _show_note(self) -> None:
        lesson = self._lesson
        if lesson is None:
            return
        here = lesson.screens[self._at].heading if self._at < len(lesson.screens) else ""
        others = {
            number: (lesson.screens[number].heading, text)
            for number, text in self._notes.items()
            if number != self._at and text and number < len(lesson.screens)
        }
        self._view.show_note(self._at, here, self._notes.get(self._at, ""), others)

    def _state(self, lesson: Lesson) -> ReaderState:
        return reader_state(
            lesson,
            self._at,
            [self._missing_s(number) for number in range(len(lesson.screens))],
            frozenset(number for number, text in self._notes.items() if text),
            has_passed=self._has_passed,
            is_complete=self._is_complete,
            is_recorded=self._is_recorded,
            is_capped=self._time.is_capped,
            hours=self._hours,
        )

    def _missing_s(self, number: int) -> int:
        """Say how much longer a screen has to be open, what is not yet saved taken off."""
        missing = self._missing[number] if number < len(self._missing) else 0
        return max(0, missing - self._pending.get(number, 0) - self._under_way.get(number, 0))

    def _is_enough_now(self) -> bool:
        """Whether the open screen has just got enough: then it is saved at once, and the tick is true."""
        return self._pending.get(self._at, 0) > 0 and self._missing_s(self._at) == 0

    def _collect(self) -> None:
        """Move the seconds of the visit so far to what is to be saved."""
        lesson = self._lesson
        screen = self._time.screen
        if lesson is None or screen is None:
            return
        seconds = self._time.take(self._now_s())
        if not self._is_recorded or screen >= len(lesson.screens):
            return
        if lesson.screens[screen].kind is ScreenKind.SELF_CHECK or self._missing_s(screen) == 0:
            # No more is kept of a person than the rule needs.
            return
        if seconds:
            self._pending[screen] = self._pending.get(screen, 0) + seconds

    def _save(self) -> None:
        lesson = self._lesson
        if lesson is None:
            return
        self._collect()
        self._since_save_s = 0
        if not self._is_recorded:
            return
        code, office, actor = lesson.code, self._office, self._actor
        pending, self._pending = self._pending, {}
        for screen, seconds in pending.items():
            self._under_way[screen] = self._under_way.get(screen, 0) + seconds
            self._run(
                partial(read_lesson.record_screen_time, office, actor, code, screen, seconds),
                partial(self._on_counted, code, screen, seconds),
                failed=partial(self._on_not_counted, code, screen, seconds),
                writes=True,
            )
        place = (min(self._at, len(lesson.screens) - 1), self._block if self._at < len(lesson.screens) else 0)
        if place != self._kept_place:
            self._kept_place = place
            self._run(lambda: read_lesson.note_place(office, actor, code, *place), self._tell, writes=True)

    def _now_s(self) -> float:
        return self._office.clock.boot_seconds()
