"""What practice does: which question stands, what came of it, what the run has brought."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from trainer.domain.courses.practice import Asked
from trainer.domain.kernel.changes import Changes
from trainer.services import courses, practise
from trainer.services.overviews import learning
from trainer.services.overviews.learning import LessonState
from trainer.services.practise import PracticeRound
from trainer.ui.learner.reader_presenter import Runs
from trainer.wording import current_language, t, tn

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.domain.question_bank.question import Question
    from trainer.services.learners import Feedback
    from trainer.services.office import Office

# A run that ends within a quarter of an hour; who wants more begins another one.
RUN_LENGTH: Final = 10


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that can be practised.

    Attributes:
        lesson: code; empty for the wrong-answer book.
    """

    lesson: str
    title: str
    line: str
    is_learned: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """A question of the run that was not wholly right.

    Attributes:
        screen: 0-based; None where nothing at hand teaches it.
    """

    question: Question
    lesson: str
    screen: int | None
    heading: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has brought."""

    answered: int
    right: int
    total: int
    missed: tuple[Missed, ...]
    lesson: str


class PracticeView(Protocol):
    """What the presenter asks of the page."""

    def show_topics(self, topics: tuple[Topic, ...]) -> None:
        """Show what can be practised."""

    def show_question(self, asked: Asked, number: int, total: int, right: int, title: str) -> None:
        """Show a question, not yet answered; ``number`` is 1-based."""

    def show_feedback(self, feedback: Feedback, number: int, total: int, right: int, *, is_last: bool) -> None:
        """Show what came of the answer, and why."""

    def show_summary(self, summary: Summary, title: str) -> None:
        """Show what the run has brought."""

    def say_error(self, error: Exception) -> None:
        """Show a refusal or a fault."""


class PracticePresenter:
    """One run at a time.

    Args:
        run: runs service calls; results come back on the window's thread.
        tell: hands on what a service changed.
        prepare: reads what the questions of a run will show; called beside the window.
    """

    def __init__(
        self,
        office: Office,
        actor: Actor,
        view: PracticeView,
        run: Runs,
        tell: Callable[[Changes], None],
        prepare: Callable[[Iterable[Question]], None] | None = None,
    ) -> None:
        self._prepare = prepare
        self._office, self._actor, self._view, self._run, self._tell = office, actor, view, run, tell
        self._round: PracticeRound | None = None
        self._title = ""
        self._at = 0
        self._answered: dict[str, Feedback] = {}
        self._is_waiting = False

    @property
    def is_running(self) -> bool:
        """A run is under way."""
        return self._round is not None

    @property
    def is_answered(self) -> bool:
        """The question that stands has been answered."""
        asked = self._asked
        return asked is not None and asked.question.id in self._answered

    def choose(self) -> None:
        """Show what can be practised; a run under way ends."""
        self._round = None
        office, actor = self._office, self._actor
        self._run(lambda: _topics(office, actor), self._view.show_topics)

    def start(self, lesson: str = "", limit: int | None = RUN_LENGTH) -> None:
        """Begin a run on a lesson's questions, or (empty) on one's own wrong answers."""
        office, actor = self._office, self._actor

        def work() -> tuple[PracticeRound, str]:
            started = practise.start_practice(office, actor, lesson or None, limit=limit)
            if self._prepare is not None:
                self._prepare(asked.question for asked in started.asked)
            return started, _title(office, lesson)

        self._run(work, self._on_started)

    def go_on(self) -> None:
        """Show the run under way again, after the page was left."""
        self._show()

    def on_answer(self, response: Mapping[str, Any]) -> None:
        """Take an answer and have it marked; an empty one is not taken."""
        asked, run = self._asked, self._round
        if asked is None or run is None or not response or self._is_waiting or self.is_answered:
            return
        self._is_waiting = True
        self._run(
            partial(practise.answer_practice, self._office, self._actor, run, asked.question.id, response),
            self._on_marked,
            failed=self._on_failed,
            writes=True,
        )

    def on_next(self) -> None:
        """Go on; behind the last question comes the summary."""
        if self._round is None:
            return
        self._at += 1
        self._show()

    def on_stop(self) -> None:
        """End the run now; with nothing answered there is nothing to sum up."""
        if self._round is None:
            return
        if not self._answered:
            self.choose()
            return
        self._at = len(self._round.asked)
        self._show()

    @property
    def _asked(self) -> Asked | None:
        if self._round is None or self._at >= len(self._round.asked):
            return None
        return self._round.asked[self._at]

    @property
    def _right(self) -> int:
        return sum(feedback.is_right for feedback in self._answered.values())

    def _on_started(self, started: tuple[PracticeRound, str]) -> None:
        self._round, self._title = started
        self._at = 0
        self._answered = {}
        self._is_waiting = False
        self._show()

    def _on_marked(self, marked: tuple[Feedback, Changes]) -> None:
        feedback, changes = marked
        self._is_waiting = False
        self._answered[feedback.question.id] = feedback
        self._tell(changes)
        if self._round is not None and self._asked is not None:
            self._show_feedback(feedback)

    def _on_failed(self, error: Exception) -> None:
        self._is_waiting = False
        self._view.say_error(error)

    def _show(self) -> None:
        run = self._round
        if run is None:
            self.choose()
            return
        asked = self._asked
        if asked is None:
            summary = self._summary(run)
            self._round = None
            self._view.show_summary(summary, self._title)
            return
        self._view.show_question(asked, self._at + 1, len(run.asked), self._right, self._title)
        known = self._answered.get(asked.question.id)
        if known is not None:
            self._show_feedback(known)

    def _show_feedback(self, feedback: Feedback) -> None:
        total = len(self._round.asked) if self._round is not None else 0
        self._view.show_feedback(feedback, self._at + 1, total, self._right, is_last=self._at + 1 >= total)

    def _summary(self, run: PracticeRound) -> Summary:
        missed = []
        for asked in run.asked:
            feedback = self._answered.get(asked.question.id)
            if feedback is not None and not feedback.is_right:
                missed.append(
                    Missed(asked.question, feedback.teaches_lesson, feedback.teaches_screen, feedback.teaches_heading)
                )
        return Summary(len(self._answered), self._right, len(run.asked), tuple(missed), run.lesson)


def _title(office: Office, lesson: str) -> str:
    if not lesson:
        return t("Wrong answers")
    about = courses.outlines(office).get(lesson)
    return about.title(current_language()) if about is not None else lesson


def _topics(office: Office, actor: Actor) -> tuple[Topic, ...]:
    home = learning.learner_home(office, actor)
    lessons = {one.code: one for section in learning.lesson_list(office, actor) for one in section.lessons}
    found = []
    if home.wrong_book:
        waiting = tn("{n} question", "{n} questions", home.wrong_book)
        found.append(Topic("", t("My wrong answers"), waiting))
    lines = [line for course in courses.list_courses(office) for line in course.lessons if line.questions]
    # What one is at, or has learned, comes before what one has never opened.
    order = {LessonState.BEGUN: 0, LessonState.COMPLETED: 1, LessonState.NOT_STARTED: 2}
    states = {
        LessonState.COMPLETED: t("lesson completed"),
        LessonState.BEGUN: t("lesson begun"),
        LessonState.NOT_STARTED: t("lesson not begun"),
    }
    lines.sort(key=lambda line: (order[lessons[line.code].state], not lessons[line.code].is_required))
    for line in lines:
        lesson = lessons[line.code]
        words = [tn("{n} question", "{n} questions", line.questions), states[lesson.state]]
        is_learned = lesson.state is LessonState.COMPLETED
        found.append(Topic(line.code, lesson.title(current_language()), "  ·  ".join(words), is_learned))
    return tuple(found)
