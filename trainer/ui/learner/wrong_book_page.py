"""The wrong-answer book: what was wrong, by lesson, how often, and the way to the screen that teaches it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from trainer.domain.courses.practice import RIGHT_TO_CLEAR
from trainer.domain.kernel.changes import Area, Changes
from trainer.services import courses, practise, wrong_book
from trainer.services.practise import WrongLine
from trainer.ui.learner.words import date_words
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_icon, bind_size
from trainer.ui.widgets.buttons import LinkButton
from trainer.ui.widgets.card import Card, rule
from trainer.ui.widgets.question_view import headline
from trainer.ui.widgets.text import Label
from trainer.wording import current_language, t, tn
from trainer.wording.question_terms import kind_name


def grouped(lines: Sequence[WrongLine]) -> dict[str, list[WrongLine]]:
    """Group by the lesson that teaches; lessons in the order of their latest wrong answer."""
    found: dict[str, list[WrongLine]] = {}
    for line in lines:
        found.setdefault(line.teaches_lesson, []).append(line)
    return found


def story(line: WrongLine) -> str:
    """Say how often a question was wrong, when last, and what still takes it off."""
    parts = [
        kind_name(line.question.kind),
        tn("wrong {n} time", "wrong {n} times", line.times_wrong),
        t("last on {date}", date=date_words(line.last_wrong_at)),
    ]
    if line.right_in_a_row:
        left = RIGHT_TO_CLEAR - line.right_in_a_row
        parts.append(tn("right since; once more takes it off", "right since; {n} more take it off", left))
    return "  ·  ".join(parts)


class WrongBookPage(Page):
    """Lists one's own wrong answers."""

    depends_on = frozenset({Area.LEARNING, Area.RESULTS, Area.QUESTIONS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "learner.wrong_book",
            t("Wrong answers"),
            t("What you answered wrongly. It leaves the list when you get it right twice in a row."),
            max_width=900,
        )
        self.lines: tuple[WrongLine, ...] = ()
        self._titles: dict[str, str] = {}
        self._content: QWidget | None = None
        self._taken: tuple[str, ...] = ()
        self.start = self.set_primary(t("Practise these"), self._on_practise, "pencil-line")

    def refresh(self) -> None:
        """Read the book."""
        office, actor, language = self.context.office, self.context.actor, current_language()
        self.run(
            lambda: (
                practise.wrong_book(office, actor),
                {code: about.title(language) for code, about in courses.outlines(office).items()},
            ),
            self._show,
        )

    def _show(self, read: tuple[tuple[WrongLine, ...], dict[str, str]]) -> None:
        self.lines, self._titles = read
        self.start.setVisible(bool(self.lines))
        if not self.lines:
            self.show_empty(
                "notebook-pen",
                t("No wrong answers are waiting. Practise a lesson; what you get wrong is kept here for you."),
                t("Practise a lesson"),
                self._on_lessons,
            )
            return
        holder = QWidget()
        column = Column(holder, gap=16)
        for lesson, lines in grouped(self.lines).items():
            column.addWidget(self._lesson(lesson, lines))
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = holder
        self.body.insertWidget(0, holder)
        if self.body.count() == 1:
            self.body.addStretch(1)
        self.show_body()

    def _lesson(self, lesson: str, lines: list[WrongLine]) -> Card:
        card = Card(gap=0, padding=0)
        head = Row(gap=12, margins=(20, 14, 20, 12))
        head.addWidget(Label(self._titles.get(lesson, t("Without a lesson")), "section"), 1)
        head.addWidget(Label(tn("{n} question", "{n} questions", len(lines)), "caption", wrap=False))
        card.body.addLayout(head)
        for line in lines:
            card.body.addWidget(rule())
            card.body.addWidget(self._line(line))
        return card

    def _line(self, line: WrongLine) -> QWidget:
        holder = QWidget()
        row = Row(holder, gap=16, margins=(20, 12, 12, 12))
        words = Column(gap=6)
        words.addWidget(Label(headline(line.question), "body"))
        words.addWidget(Label(story(line), "caption", "quiet"))
        if line.teaches_screen is not None:
            words.addWidget(
                LinkButton(
                    t("Read about it: “{heading}”", heading=line.teaches_heading),
                    "book-open-text",
                    partial(
                        self.context.navigate, "learner.reader", lesson=line.teaches_lesson, screen=line.teaches_screen
                    ),
                ),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        row.addLayout(words, 1)
        take_off = QToolButton()
        take_off.setAccessibleName(t("Take it off the list"))
        take_off.setToolTip(t("Take it off the list"))
        bind_icon(take_off, "x", "quiet", 18)
        bind_size(take_off, min_width=32, min_height=32)
        take_off.clicked.connect(partial(self._on_take_off, line.question.id))
        row.addWidget(take_off, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _on_take_off(self, question_id: str) -> None:
        office, actor = self.context.office, self.context.actor
        self._taken = (question_id,)
        self.run(lambda: practise.clear_wrong(office, actor, question_id), self._on_taken_off, writes=True)

    def _on_taken_off(self, changes: Changes) -> None:
        self.context.hub.tell(changes)
        self.tell(t("Taken off the list."), button=t("Undo"), on_button=self._on_undo)

    def _on_undo(self) -> None:
        office, actor, taken = self.context.office, self.context.actor, self._taken
        self.message.clear()
        self.run(lambda: wrong_book.put_back(office, actor, taken), self.context.hub.tell, writes=True)

    def _on_practise(self) -> None:
        self.context.navigate("learner.practice", wrong=True)

    def _on_lessons(self) -> None:
        self.context.navigate("learner.practice")


def build(context: PageContext) -> Page:
    """Make the page."""
    return WrongBookPage(context)
