"""Practice: one question at a time, the reason after each, no clock; and what the run has brought."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QWidget

from trainer.domain.courses.practice import Asked
from trainer.ui.learner.practice_presenter import PracticePresenter, Summary, Topic
from trainer.ui.page import Page, PageContext
from trainer.ui.question_files import QuestionFiles
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import LinkButton, PlainButton, PrimaryButton, QuietButton
from trainer.ui.widgets.card import Card, rule
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.question_view import QuestionView, headline
from trainer.ui.widgets.text import Label
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.services.learners import Feedback

READING_WIDTH = 820


class PracticePage(Page):
    """Shows topics, then questions, then the summary."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "learner.practice", t("Practice"), max_width=READING_WIDTH)
        self._files = QuestionFiles(context.office, context.actor)
        self.presenter = PracticePresenter(
            context.office, context.actor, self, self.run, context.hub.tell, self._files.read
        )
        self.question_view: QuestionView | None = None
        self._content: QWidget | None = None
        self._place: tuple[str, int | None] = ("", None)
        footer = self.show_footer()
        self.stop = PlainButton(t("End this run"), "", self.presenter.on_stop)
        self.where = Label("", "body", wrap=False)
        self.right = Label("", "caption", "quiet", wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.skip = QuietButton(t("Skip"), "", self.presenter.on_next)
        self.forward = PrimaryButton(t("Check"), "", self._on_forward)
        middle = Column(gap=4)
        words = Row(gap=12)
        words.addWidget(self.where)
        words.addStretch(1)
        words.addWidget(self.right)
        middle.addLayout(words)
        middle.addWidget(self.bar)
        footer.addWidget(self.stop)
        footer.addLayout(middle, 1)
        footer.addWidget(self.skip)
        footer.addWidget(self.forward)
        self.footer_frame.hide()

    def enter(self, **args: Any) -> None:
        """Open.

        Args:
            args: ``lesson``, a code to practise at once; ``wrong=True`` for the wrong-answer book at once.
        """
        self.is_stale = False
        if args.get("lesson"):
            self.presenter.start(str(args["lesson"]))
        elif args.get("wrong"):
            self.presenter.start("", None)
        elif self.presenter.is_running:
            self.presenter.go_on()
        else:
            self.presenter.choose()

    # -- what the presenter shows

    def show_topics(self, topics: tuple[Topic, ...]) -> None:
        """Show what can be practised."""
        self.set_heading(
            t("Practice"), t("Choose what to practise: ten questions, the reason after each, as much time as you like.")
        )
        self.footer_frame.hide()
        self.question_view = None
        if not topics:
            self.show_empty(
                "pencil-line",
                t("There are no questions to practise yet. Begin with a lesson."),
                t("Open the lessons"),
                partial(self.context.navigate, "learner.lessons"),
            )
            return
        holder = QWidget()
        column = Column(holder, gap=12)
        for topic in topics:
            column.addWidget(self._topic(topic))
        self._replace(holder)

    def show_question(self, asked: Asked, number: int, total: int, right: int, title: str) -> None:
        """Show a question, not yet answered."""
        self.set_heading(title, "")
        holder = QWidget()
        column = Column(holder, gap=16)
        view = QuestionView(media=self._files, outside=self._files.outside)
        view.show_question(asked.question, order=asked.shown or None, with_hints=True)
        view.response_changed.connect(self._on_response)
        column.addWidget(view)
        self.question_view = view
        self._replace(holder)
        self.footer_frame.show()
        self._show_progress(number, total, right, answered=number - 1)
        self.forward.setText(t("Check"))
        self.forward.setEnabled(False)
        self.skip.setVisible(True)
        view.focus_answer()

    def show_feedback(self, feedback: Feedback, number: int, total: int, right: int, *, is_last: bool) -> None:
        """Show what came of the answer, and why."""
        view = self.question_view
        if view is None:
            return
        view.set_response(feedback.response)
        view.show_feedback(feedback.fraction)
        if feedback.teaches_screen is not None:
            self._place = (feedback.teaches_lesson, feedback.teaches_screen)
            link = LinkButton(
                t("Read about it: “{heading}”", heading=feedback.teaches_heading), "book-open-text", self._on_read
            )
            layout = self._content.layout() if self._content is not None else None
            if isinstance(layout, Column):
                layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_progress(number, total, right, answered=number)
        self.forward.setText(t("Show the summary") if is_last else t("Next question"))
        self.forward.setEnabled(True)
        self.forward.setFocus(Qt.FocusReason.OtherFocusReason)
        self.skip.setVisible(False)
        # The reason comes into sight at once, and again when everything has found its height.
        for after_ms in (0, 60):
            QTimer.singleShot(after_ms, view, self._show_reason)

    def show_summary(self, summary: Summary, title: str) -> None:
        """Show what the run has brought."""
        self.set_heading(title, "")
        self.footer_frame.hide()
        self.question_view = None
        holder = QWidget()
        column = Column(holder, gap=16)
        head = Row(gap=16)
        sign = QLabel()
        all_right = summary.right == summary.answered
        bind_icon(sign, "circle-check" if all_right else "list-checks", "good" if all_right else "primary", 40)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(gap=4)
        words.addWidget(
            Label(t("{right} of {total} right", right=summary.right, total=summary.answered), "reading_head")
        )
        words.addWidget(Label(self._advice(summary), "body", "quiet"))
        head.addLayout(words, 1)
        column.addLayout(head)
        if summary.missed:
            column.addWidget(self._missed(summary))
        buttons = QWidget()
        flow = Flow(buttons, gap=12)
        again = PrimaryButton(t("Practise again"), "rotate-ccw", partial(self.presenter.start, summary.lesson))
        flow.addWidget(again)
        flow.addWidget(PlainButton(t("Choose something else"), "list", self.presenter.choose))
        flow.addWidget(
            PlainButton(t("Wrong answers"), "notebook-pen", partial(self.context.navigate, "learner.wrong_book"))
        )
        column.addWidget(buttons)
        self._replace(holder)
        again.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.question_view is not None:
            self._on_forward()
            return
        if self.question_view is not None and self.question_view.press(event):
            return
        super().keyPressEvent(event)

    # -- inside

    def _topic(self, topic: Topic) -> Card:
        card = Card(gap=4, padding=16)
        row = Row(gap=16)
        sign = QLabel()
        icon = "notebook-pen" if not topic.lesson else ("circle-check" if topic.is_learned else "book-open")
        bind_icon(sign, icon, "good" if topic.is_learned else "primary", 24)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(gap=2)
        words.addWidget(Label(topic.title, "lead_strong"))
        words.addWidget(Label(topic.line, "caption", "quiet"))
        row.addLayout(words, 1)
        arrow = QLabel()
        bind_icon(arrow, "chevron-right", "quiet", 20)
        row.addWidget(arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        card.make_clickable(t("Practise: {title}. {line}", title=topic.title, line=topic.line))
        # Wrong answers are practised all at once: that is what empties the book.
        card.clicked.connect(
            partial(self.presenter.start, topic.lesson) if topic.lesson else partial(self.presenter.start, "", None)
        )
        return card

    def _missed(self, summary: Summary) -> Card:
        card = Card(t("To look at again"), gap=12, padding=20)
        for number, missed in enumerate(summary.missed):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(Label(headline(missed.question), "body"))
            if missed.screen is not None:
                link = LinkButton(
                    t("Read about it: “{heading}”", heading=missed.heading),
                    "book-open-text",
                    partial(self.context.navigate, "learner.reader", lesson=missed.lesson, screen=missed.screen),
                )
                card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _advice(self, summary: Summary) -> str:
        if summary.right == summary.answered:
            return t("Well done. Nothing of this run goes into your wrong answers.")
        return t("What was wrong is kept among your wrong answers until you get it right twice in a row.")

    def _replace(self, content: QWidget) -> None:
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self.body.insertWidget(0, content)
        if self.body.count() == 1:
            self.body.addStretch(1)
        self.show_body()
        self.scroll_to_top()

    def _show_progress(self, number: int, total: int, right: int, *, answered: int) -> None:
        self.where.setText(t("Question {n} of {total}", n=number, total=total))
        self.right.setText(t("{n} right so far", n=right) if answered else "")
        self.bar.setRange(0, total)
        self.bar.setValue(answered)
        self.bar.setAccessibleName(self.where.text())

    def _on_response(self, response: dict[str, Any]) -> None:
        self.forward.setEnabled(bool(response))

    def _on_forward(self) -> None:
        if self.presenter.is_answered:
            self.presenter.on_next()
        elif self.question_view is not None and self.forward.isEnabled():
            self.presenter.on_answer(self.question_view.response())

    def _show_reason(self) -> None:
        view = self.question_view
        reason = view.findChild(QFrame, "reason") if view is not None else None
        if reason is not None:
            self.scroll_to(reason)

    def _on_read(self) -> None:
        lesson, screen = self._place
        self.context.navigate("learner.reader", lesson=lesson, screen=screen)


def prepare_tour(page: Page) -> None:
    """Show a question with its reason, as a person sees it most of the time."""
    if isinstance(page, PracticePage) and page.question_view is None:
        page.presenter.start("L0901")


def build(context: PageContext) -> Page:
    """Make the page."""
    return PracticePage(context)
