"""The examinations of the person who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trainer.domain.kernel.changes import Area
from trainer.services.overviews.exams import ExamForCadre, SittingLine, exams_for
from trainer.services.results import band_text
from trainer.ui.administrator.moments import minute
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row
from trainer.ui.widgets import Card, PlainButton, PrimaryButton, StateBadge
from trainer.ui.widgets.confirm import confirm
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn
from trainer.wording.sentences import say


class ExamsPage(Page):
    """A card for each examination: may it be sat, and if not, why; earlier results under it."""

    depends_on = frozenset({Area.EXAMS, Area.RESULTS, Area.SITTINGS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "learner.exams",
            t("My examinations"),
            t("Sit an examination when it is open. Every answer is kept at once; a power cut loses nothing."),
            max_width=860,
        )

        self._exams: dict[str, ExamForCadre] = {}
        self._chosen = ""

    def enter(self, error: Exception | None = None, **args: Any) -> None:
        super().enter(**args)
        if error is not None:
            self.say_error(error)

    def refresh(self) -> None:
        self.run(lambda: exams_for(self.context.office, self.context.actor), self._show)

    def _show(self, exams: tuple[ExamForCadre, ...]) -> None:
        while self.body.count():
            item = self.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        if not exams:
            self.show_empty(
                "file-check",
                t("No examination is planned for you yet. Until then, lessons and practice get you ready."),
                t("Open the lessons"),
                self._open_lessons,
            )
            return
        self.show_body()
        self._exams = {exam.exam_id: exam for exam in exams}
        has_primary = False
        for exam in exams:
            self.body.addWidget(self._card(exam, is_first=not has_primary))
            has_primary = has_primary or bool(exam.in_progress or exam.may_start)
        self.body.addStretch(1)

    def _card(self, exam: ExamForCadre, *, is_first: bool) -> Card:
        card = Card(exam.name)
        facts = Row(gap=24)
        window = t("{opens} to {closes}", opens=minute(exam.opens_at), closes=minute(exam.closes_at))
        paper = t(
            "{questions} questions, {of} marks, {minutes} minutes",
            questions=exam.questions,
            of=exam.of,
            minutes=exam.limit_s // 60,
        )
        facts.addWidget(Label(window, "body", "quiet"))
        facts.addWidget(Label(paper, "body", "quiet"), 1)
        card.body.addLayout(facts)
        line = Row(gap=12)
        make: Callable[..., PlainButton] = PrimaryButton if is_first else PlainButton
        if exam.in_progress:
            line.addWidget(StateBadge(t("under way"), "info", "timer"))
            left = tn("1 minute left", "{n} minutes left", -(-round(exam.remaining_s) // 60))
            line.addWidget(Label(left, "body"), 1)
            button = make(t("Go on with the paper"), "play", None)
            button.setProperty("sitting", exam.in_progress)
            button.clicked.connect(self._go_on)
            line.addWidget(button)
        elif exam.may_start:
            line.addWidget(StateBadge(t("open now"), "good"))
            tries = tn("1 sitting left", "{n} sittings left", exam.attempts_left)
            line.addWidget(Label(tries, "body"), 1)
            button = make(t("Start the examination"), "play", None)
            button.setProperty("exam", exam.exam_id)
            button.clicked.connect(self._start)
            line.addWidget(button)
        else:
            said = say(exam.why_not, exam.why_not_facts)
            if not exam.is_passed:
                line.addWidget(StateBadge(t("not open to you now"), "quiet"))
            line.addWidget(Label(str(said), "body", "quiet"), 1)
        card.body.addLayout(line)
        for sitting in exam.sittings:
            if sitting.marks is not None:
                card.body.addLayout(self._sitting(sitting))
        return card

    def _sitting(self, sitting: SittingLine) -> Row:
        line = Row(gap=12)
        words = t(
            "Sitting {attempt}: {marks} of {of}, {band}",
            attempt=sitting.attempt,
            marks=sitting.marks,
            of=sitting.of,
            band=band_text(sitting.band),
        )
        line.addWidget(
            StateBadge(t("passed") if sitting.is_passed else t("not passed"), "good" if sitting.is_passed else "bad")
        )
        line.addWidget(Label(words, "body"), 1)
        button = PlainButton(t("Open the result"), "clipboard-check", None)
        button.setProperty("sitting", sitting.sitting_id)
        button.clicked.connect(self._open_result)
        line.addWidget(button)
        return line

    def _start(self) -> None:
        exam = self._exams[self.sender().property("exam")]
        self._chosen = exam.exam_id
        lines = [
            t(
                "{questions} questions in {minutes} minutes. Every answer is saved at once.",
                questions=exam.questions,
                minutes=exam.limit_s // 60,
            ),
            t("The time runs from now on, also while the program is closed."),
            tn("This is your last sitting.", "You have {n} sittings left with this one.", exam.attempts_left),
        ]
        confirm(self, t("Start {name}?", name=exam.name), "\n".join(lines), t("Start now"), self._begin)

    def _begin(self) -> None:
        exam = self._exams[self._chosen]
        self.context.navigate("learner.sitting", exam_id=exam.exam_id, attempt=exam.attempts + 1)

    def _go_on(self) -> None:
        self.context.navigate("learner.sitting", sitting_id=self.sender().property("sitting"))

    def _open_result(self) -> None:
        self.context.navigate("learner.result", sitting_id=self.sender().property("sitting"))

    def _open_lessons(self) -> None:
        self.context.navigate("learner.lessons")


def build(context: PageContext) -> Page:
    """Make the page."""
    return ExamsPage(context)
