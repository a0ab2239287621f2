"""The result of a sitting: passed or not in words first, then marks, then what to learn next."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from trainer.domain.courses.lesson import LessonOutline
from trainer.domain.kernel.changes import Area
from trainer.domain.sittings.rules import ReviewPolicy
from trainer.services.courses import outlines
from trainer.services.overviews.exams import exams_for
from trainer.services.results import NextLesson, ResultView, band_text, by_text, result
from trainer.ui.administrator.moments import moment
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets import Card, LinkButton
from trainer.ui.widgets.text import Label
from trainer.wording import current_language, t, tn


class ResultPage(Page):
    """One result. Without an argument the newest one is shown."""

    depends_on = frozenset({Area.RESULTS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "learner.result", t("Result"), max_width=860)
        self._sitting_id = ""
        self.verdict = Label("", "page")
        self.figure = Label("", "key", wrap=False)
        self.line = Label("", "lead", "quiet")
        self._sign = Label("", wrap=False)
        top = Card()
        row = Row(gap=24)
        row.addWidget(self._sign)
        words = Column(gap=4)
        words.addWidget(self.verdict)
        words.addWidget(self.line)
        row.addLayout(words, 1)
        row.addWidget(self.figure)
        top.body.addLayout(row)
        self.body.addWidget(top)
        self.next_card = Card(t("What to learn next"))
        self._next_lines = Column(gap=8)
        self.next_card.body.addLayout(self._next_lines)
        self.body.addWidget(self.next_card)
        receipt = Card(t("Receipt"))
        self.receipt = Label("", "body")
        self.fingerprint = Label("", "lead_strong", wrap=False)
        receipt.body.addWidget(self.receipt)
        receipt.body.addWidget(self.fingerprint)
        receipt.body.addWidget(
            Label(
                t("The fingerprint covers every answer and the time of the hand-in. Note it down to compare later."),
                "caption",
            )
        )
        self.body.addWidget(receipt)
        self.body.addStretch(1)
        self.set_primary(t("Look through the paper"), self._review, "eye")
        self._to_list = self.add_action(t("My examinations"), self._exams, "file-check")
        self._show_actions(False)

    def enter(self, sitting_id: str = "", message: str = "", **args: Any) -> None:
        if sitting_id:
            self._sitting_id = sitting_id
        super().enter(**args)
        if message:
            self.tell(message, tone="info")

    def _show_actions(self, on: bool) -> None:
        self._to_list.setVisible(on)
        if self.primary is not None:
            self.primary.setVisible(on)

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> tuple[ResultView | None, dict[str, LessonOutline]]:
        office, actor = self.context.office, self.context.actor
        sitting_id = self._sitting_id
        if not sitting_id:
            done = [
                line for exam in exams_for(office, actor) for line in exam.sittings if line.handed_in_at is not None
            ]
            if not done:
                return None, {}
            sitting_id = max(done, key=lambda line: str(line.handed_in_at)).sitting_id
        return result(office, actor, sitting_id), outlines(office)

    def _show(self, read: tuple[ResultView | None, dict[str, LessonOutline]]) -> None:
        view, lessons = read
        self._show_actions(view is not None)
        if view is None:
            self.show_empty(
                "badge-check",
                t("There is no result yet. It appears here after your first hand-in."),
                t("My examinations"),
                self._exams,
            )
            return
        self.show_body()
        self._sitting_id = view.sitting_id
        attempt = tn("first sitting", "sitting {n}", view.attempt)
        self.set_heading(view.exam_name, attempt)
        passed = view.is_passed
        bind_icon(self._sign, "circle-check" if passed else "circle-x", "good" if passed else "bad", 56)
        self.verdict.setText(t("Passed") if passed else t("Not passed this time"))
        self.verdict.set_tone("good" if passed else "bad")
        self.figure.setText(view.marks or "—")
        encourage = "" if passed else t("The lessons below are the shortest way to the next sitting.")
        self.line.setText(
            t("{band} · {marks} of {of} marks", band=band_text(view.band), marks=view.marks, of=view.of)
            + ("\n" + encourage if encourage else "")
        )
        self._show_next(view.to_learn, lessons)
        answered = sum(slot.is_answered for slot in view.slots)
        self.receipt.setText(
            t(
                "Handed in {at} by: {by}. {answered} of {count} questions answered.",
                at=moment(view.handed_in_at),
                by=by_text(view.handed_in_by),
                answered=answered,
                count=len(view.slots),
            )
        )
        self.fingerprint.setText(view.fingerprint)
        if self.primary is not None:
            self.primary.setVisible(view.review is not ReviewPolicy.NONE)

    def _show_next(self, wanted: tuple[NextLesson, ...], lessons: dict[str, LessonOutline]) -> None:
        while self._next_lines.count():
            item = self._next_lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.next_card.setVisible(bool(wanted))
        for lesson in wanted:
            about = lessons.get(lesson.lesson)
            words = t(
                "{lesson}: {screen} ({questions})",
                lesson=about.title(current_language()) if about else lesson.lesson,
                screen=lesson.screen,
                questions=tn("1 question", "{n} questions", lesson.questions),
            )
            button = LinkButton(t("Read it in the lesson"), "book-open-text", None)
            button.setAccessibleDescription(words)
            button.setProperty("lesson", lesson.lesson)
            button.setProperty("screen", about.screen_called(lesson.screen) if about else None)
            button.clicked.connect(self._open_lesson)
            line = QWidget()
            row = Row(line, gap=16)
            row.addWidget(Label(words, "body"), 1)
            row.addWidget(button)
            self._next_lines.addWidget(line)

    def _open_lesson(self) -> None:
        button = self.sender()
        self.context.navigate("learner.reader", lesson=button.property("lesson"), screen=button.property("screen"))

    def _review(self) -> None:
        self.context.navigate("learner.review", sitting_id=self._sitting_id)

    def _exams(self) -> None:
        self.context.navigate("learner.exams")


def build(context: PageContext) -> Page:
    """Make the page."""
    return ResultPage(context)
