"""The self-check inside the lesson: its questions one below the other, checked together, each explained in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from trainer.domain.courses.practice import Asked
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import LinkButton, PlainButton, PrimaryButton
from trainer.ui.widgets.card import Card, rule
from trainer.ui.widgets.question_view import QuestionView
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn

if TYPE_CHECKING:
    from trainer.services.read_lesson import SelfCheckOutcome
    from trainer.ui.question_files import QuestionFiles


class SelfCheckView(QWidget):
    """The questions of one self-check, answered or explained.

    Args:
        heading: of its screen.
        asked: in the order of the lesson.
        responses: what was answered before, by question id.
        outcome: what came of it; None while it is being answered.
        lesson: code of the lesson that is read.
        files: gives pictures and recordings of the questions.

    Signals:
        answered(dict): all responses so far by question id, after each change.
        check_wanted(dict): hand in these responses.
        again_wanted(): take it once more.
        screen_wanted(int): open the screen that teaches a question.
    """

    answered = Signal(dict)
    check_wanted = Signal(dict)
    again_wanted = Signal()
    screen_wanted = Signal(int)

    def __init__(
        self,
        heading: str,
        asked: Sequence[Asked],
        responses: Mapping[str, Mapping[str, Any]],
        outcome: SelfCheckOutcome | None = None,
        *,
        lesson: str = "",
        files: QuestionFiles | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole = Column(self, gap=24)
        self._views: dict[str, QuestionView] = {}
        self._whole.addWidget(Label(heading, "reading_head"))
        if outcome is None:
            self._whole.addWidget(
                Label(
                    t("Answer in your own time. The reasons follow when you check; you may try as often as you like."),
                    "body",
                    "quiet",
                )
            )
        else:
            self._whole.addWidget(_verdict(outcome))
        total = len(asked)
        for number, one in enumerate(asked):
            if number:
                self._whole.addWidget(rule())
            view = QuestionView(media=files, outside=files.outside if files is not None else None)
            view.show_question(
                one.question,
                order=one.shown or None,
                response=responses.get(one.question.id),
                number=t("Question {n} of {total}", n=number + 1, total=total),
            )
            self._views[one.question.id] = view
            self._whole.addWidget(view)
            if outcome is None:
                view.response_changed.connect(self._on_answered)
            else:
                self._explain(view, outcome, number, lesson)
        self._count = Label("", "caption", "quiet")
        self._check: PrimaryButton | None = None
        foot = Row(gap=16)
        if outcome is None:
            self._check = PrimaryButton(t("Check my answers"), "check-check", self._on_check)
            foot.addWidget(self._check)
            foot.addWidget(self._count, 1)
            self._show_count()
        else:
            foot.addWidget(PlainButton(t("Try again"), "rotate-ccw", self.again_wanted.emit))
            foot.addStretch(1)
        self._whole.addLayout(foot)
        self._whole.addStretch(1)

    @property
    def responses(self) -> dict[str, dict[str, Any]]:
        """What is answered, by question id."""
        found = {question_id: view.response() for question_id, view in self._views.items()}
        return {question_id: response for question_id, response in found.items() if response}

    def view_of(self, question_id: str) -> QuestionView:
        """Give the view of one question."""
        return self._views[question_id]

    def _explain(self, view: QuestionView, outcome: SelfCheckOutcome, number: int, lesson: str) -> None:
        feedback = outcome.feedback[number]
        view.show_feedback(feedback.fraction)
        if feedback.is_right or feedback.teaches_screen is None or feedback.teaches_lesson != lesson:
            return
        link = LinkButton(t("Read it again: “{heading}”", heading=feedback.teaches_heading), "book-open-text")
        link.setProperty("screen", feedback.teaches_screen)
        link.clicked.connect(self._on_link)
        self._whole.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_link(self) -> None:
        link = self.sender()
        if link is not None:
            self.screen_wanted.emit(int(link.property("screen")))

    def _on_answered(self, _response: dict[str, Any]) -> None:
        self._show_count()
        self.answered.emit(self.responses)

    def _show_count(self) -> None:
        if self._check is None:
            return
        done, total = len(self.responses), len(self._views)
        self._count.setText(tn("{n} of {total} answered", "{n} of {total} answered", done, total=total))
        self._check.setEnabled(done > 0)

    def _on_check(self) -> None:
        self.check_wanted.emit(self.responses)


def _verdict(outcome: SelfCheckOutcome) -> Card:
    card = Card(gap=6, padding=16)
    head = Row(gap=10)
    sign = QLabel()
    bind_icon(
        sign, "circle-check" if outcome.is_passed else "circle-alert", "good" if outcome.is_passed else "warn", 24
    )
    head.addWidget(sign)
    words = t("Self-check passed") if outcome.is_passed else t("Self-check not passed yet")
    head.addWidget(Label(words, "lead_strong", "good" if outcome.is_passed else "warn", wrap=False))
    head.addStretch(1)
    card.body.addLayout(head)
    right = sum(one.is_right for one in outcome.feedback)
    card.body.addWidget(
        Label(
            t(
                "{right} of {total} wholly right; {share} of the marks, {needed} are needed.",
                right=right,
                total=len(outcome.feedback),
                share=_percent(outcome.share),
                needed=_percent(outcome.needed),
            ),
            "body",
        )
    )
    return card


def _percent(share: Fraction) -> str:
    # Rounded down: nobody reads 80 % and hears that it was not enough.
    return f"{share.numerator * 100 // share.denominator} %"
