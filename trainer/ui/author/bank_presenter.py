"""What the list of questions does: filter, count, read the page in sight, open one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from trainer.domain.kernel.time import local_date
from trainer.domain.question_bank.question import Kind, Question, State
from trainer.domain.question_bank.selection import EVERYTHING, Order, QuestionFilter
from trainer.services import knowledge_tree, media, question_bank
from trainer.services.overviews import question_use, questions
from trainer.services.overviews.question_use import QuestionUse
from trainer.services.overviews.questions import QuestionLine
from trainer.ui.author.point_tree import ALL, COURSE, LESSON, POINT, Branch
from trainer.ui.models.paged_table import PAGE
from trainer.wording import current_language

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office

# Filters that are switched on by a chip, besides states.
OVERDUE, EDITED, UNUSED, ALIKE, REMARKED, PICTURED = "overdue", "own", "unused", "alike", "remarks", "media"
_STATES: Final = {state.value for state in State}


@dataclass(frozen=True, slots=True)
class Found:
    """A list as it was read: numbers of all questions, the first lines, and what stands behind each branch."""

    generation: int
    numbers: Sequence[int]
    lines: tuple[QuestionLine, ...]
    by_branch: Mapping[tuple[str, str], int]
    total: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One question for the preview; with the file bytes it needs, and how often it was asked."""

    question: Question
    state: str
    content: Mapping[str, bytes]
    use: QuestionUse | None = None


class BankView(Protocol):
    """What the presenter asks of the page."""

    def show_tree(self, branches: tuple[Branch, ...]) -> None:
        """Show courses, lessons and points."""

    def show_found(self, found: Found) -> None:
        """Show a list from its beginning."""

    def show_page(self, generation: int, page: int, lines: tuple[QuestionLine, ...]) -> None:
        """Fill a page of the list."""

    def show_question(self, shown: Shown | None) -> None:
        """Show one question in the preview."""


class BankPresenter:
    """One list at a time.

    Args:
        run: runs service calls; results come back on the window's thread.
    """

    def __init__(self, office: Office, actor: Actor, view: BankView, run: Callable[..., Any]) -> None:
        self._office, self._actor, self._view, self._run = office, actor, view, run
        self.wanted: QuestionFilter = EVERYTHING
        self.order = Order.POINT
        self.numbers: Sequence[int] = ()
        self._asked = 0
        self._chosen = ""

    def read(self) -> None:
        """Read the list anew."""
        self._asked += 1
        number, wanted, order = self._asked, self.wanted, self.order
        self._run(lambda: _find(self._office, self._actor, number, wanted, order), self._on_found)

    def read_tree(self) -> None:
        """Read the tree; once is enough, it comes with the program."""
        self._run(branches, self._view.show_tree)

    def filter_by(
        self, *, text: str, sort: str, code: str, chips: Sequence[str], kind: str, difficulty: int, change: str = ""
    ) -> None:
        """Choose which questions are listed.

        Args:
            text: words to find.
            sort, code: marked branch of the tree.
            chips: states and other switches that are on.
            kind: code; empty for any.
            difficulty: -1 for any, 0 for those nobody has judged.
            change: id of an import whose questions alone are wanted.
        """
        states = tuple(State(chip) for chip in chips if chip in _STATES)
        today = local_date(self._office.clock.now()).isoformat()
        self.wanted = QuestionFilter(
            text=text,
            course=code if sort == COURSE else "",
            lesson=code if sort == LESSON else "",
            points=(code,) if sort == POINT else (),
            kinds=(Kind(kind),) if kind else (),
            states=states,
            difficulties=(difficulty,) if difficulty >= 0 else (),
            origin="local" if EDITED in chips else "",
            overdue_on=today if OVERDUE in chips else "",
            is_unused=True if UNUSED in chips else None,
            has_duplicates=ALIKE in chips,
            has_media=True if PICTURED in chips else None,
            has_remarks=REMARKED in chips,
            change=change,
        )
        self.read()

    def sort_by(self, order: Order) -> None:
        """List in another order."""
        self.order = order
        self.read()

    def read_page(self, generation: int, page: int) -> None:
        """Read a page that came into sight."""
        numbers = self.numbers[page * PAGE : (page + 1) * PAGE]
        office, actor = self._office, self._actor
        self._run(lambda: (generation, page, questions.lines(office, actor, numbers)), self._on_page)

    def choose(self, code: str) -> None:
        """Show one question in the preview; nothing for none."""
        self._chosen = code
        if not code:
            self._view.show_question(None)
            return
        self._run(lambda: shown_question(self._office, self._actor, code), self._on_shown)

    def ids(self, done: Callable[[Sequence[str]], None]) -> None:
        """Give the ids of the whole list, for bulk edits and exports."""
        wanted, order = self.wanted, self.order
        self._run(lambda: questions.ids_of(self._office, self._actor, wanted, order), done)

    def _on_found(self, found: Found) -> None:
        if found.generation == self._asked:
            self.numbers = found.numbers
            self._view.show_found(found)

    def _on_page(self, read: tuple[int, int, tuple[QuestionLine, ...]]) -> None:
        self._view.show_page(*read)

    def _on_shown(self, shown: Shown) -> None:
        if shown.question.code == self._chosen:
            self._view.show_question(shown)


def branches() -> tuple[Branch, ...]:
    """Give the tree in the language in force."""
    chinese = current_language() == "zh"
    return tuple(
        Branch(
            COURSE,
            course.code,
            course.title_zh if chinese else course.title_en,
            tuple(
                Branch(
                    LESSON,
                    lesson.code,
                    lesson.title_zh if chinese else lesson.title_en,
                    tuple(Branch(POINT, point.code, point.title) for point in lesson.points),
                )
                for lesson in course.lessons
            ),
        )
        for course in knowledge_tree.knowledge_tree().courses
    )


def _find(office: Office, actor: Actor, generation: int, wanted: QuestionFilter, order: Order) -> Found:
    numbers = questions.find(office, actor, wanted, order)
    lines = questions.lines(office, actor, numbers[:PAGE])
    # The tree counts what the other filters let through, whatever branch is marked.
    around = replace(wanted, course="", lesson="", points=())
    counts = questions.counts(office, actor, around)
    by_branch = {(COURSE, code): n for code, n in counts.by_course.items()}
    by_branch |= {(LESSON, code): n for code, n in counts.by_lesson.items()}
    by_branch |= {(POINT, code): n for code, n in counts.by_point.items()}
    return Found(generation, numbers, lines, by_branch, counts.total)


def shown_question(office: Office, actor: Actor, code: str) -> Shown:
    """Give one question with the files it needs."""
    stored = question_bank.show(office, actor, code)
    question = stored.question
    content = {}
    for one in (question, *question.parts):
        for attachment in one.attachments:
            found = media.give_media(office, actor, attachment.digest)
            if found is not None:
                content[attachment.digest] = found.content
    return Shown(question, stored.head.state.value, content, question_use.use_of(office, actor, code))


__all__ = ["ALL", "BankPresenter", "BankView", "Found", "Shown", "branches", "shown_question"]
