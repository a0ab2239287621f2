"""Going through one's own paper after the hand-in, as far as the rule of the exam allows."""

from __future__ import annotations

from typing import Any, Final

from trainer.domain.courses.lesson import LessonOutline
from trainer.domain.kernel.marks import show
from trainer.services.courses import outlines
from trainer.services.overviews.exams import exams_for
from trainer.services.results import ResultView, ReviewedSlot, result, review
from trainer.ui.learner.slot_questions import explained_question, keyless_question, points_of, shown_order
from trainer.ui.page import Page, PageContext
from trainer.ui.question_files import QuestionFiles
from trainer.ui.theme import Row
from trainer.ui.widgets import Card, FilterChips, LinkButton, QuestionView
from trainer.wording import N_, t

_SENTENCE: Final = N_("Your answers, the right ones and the reasons. A link leads to the very screen that teaches it.")


class ReviewPage(Page):
    """All questions with one's own answers; with key and reasons where the rule shows them."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "learner.review",
            t("Paper review"),
            t(_SENTENCE),
            max_width=860,
        )
        self._sitting_id = ""
        self._is_own = True
        self._slots: tuple[ReviewedSlot, ...] = ()
        self._lessons: dict[str, LessonOutline] = {}
        self.chips = FilterChips(
            [("all", t("All")), ("wrong", t("Not right")), ("open", t("Unanswered"))], exclusive=True
        )
        self.chips.changed.connect(self._on_filter)
        self.body.addWidget(self.chips)
        self._cards: list[Card] = []
        self._files = QuestionFiles(context.office, context.actor)
        self.body.addStretch(1)
        self._to_result = self.add_action(t("Back to the result"), self._back, "arrow-left")

    def enter(self, sitting_id: str = "", **args: Any) -> None:
        if sitting_id:
            self._sitting_id = sitting_id
        self._is_own = True
        self.set_heading(t("Paper review"), t(_SENTENCE))
        self._to_result.set_text(t("Back to the result"))
        super().enter(**args)

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> tuple[ResultView | None, tuple[ReviewedSlot, ...]]:
        office, actor = self.context.office, self.context.actor
        self._lessons = outlines(office)
        if not self._sitting_id:
            done = [
                line for exam in exams_for(office, actor) for line in exam.sittings if line.handed_in_at is not None
            ]
            if not done:
                return None, ()
            self._sitting_id = max(done, key=lambda line: str(line.handed_in_at)).sitting_id
        slots = review(office, actor, self._sitting_id)
        self._files.read(slot.view.question for slot in slots if slot.view.question is not None)
        self._files.read(slot.question for slot in slots if slot.question is not None)
        return result(office, actor, self._sitting_id), slots

    def _show(self, read: tuple[ResultView | None, tuple[ReviewedSlot, ...]]) -> None:
        view, self._slots = read
        slots = self._slots
        if view is not None and view.cadre_id != self.context.actor.cadre_id:
            # An examiner looks at somebody else's paper and goes back to the list.
            self._is_own = False
            self.set_heading(
                t("Paper of {name}", name=view.cadre_name),
                t("{unit}. {exam}, sitting {n}.", unit=view.unit_name, exam=view.exam_name, n=view.attempt),
            )
            self._to_result.set_text(t("Back to the results"))
        elif slots and all(slot.key is None for slot in slots):
            self.set_heading(
                t("Paper review"), t("Your answers as they were handed in. This examination does not show the key.")
            )
        self._to_result.setVisible(bool(slots))
        if not slots:
            self.show_empty(
                "eye",
                t("There is no paper to look through yet. Hand one in first."),
                t("My examinations"),
                self._exams,
            )
            return
        self.show_body()
        wrong = sum(slot.fraction is not None and slot.fraction != 1 for slot in slots)
        unanswered = sum(not slot.is_answered for slot in slots)
        self.chips.set_word("all", t("All ({n})", n=len(slots)))
        self.chips.set_word("wrong", t("Not right ({n})", n=wrong))
        self.chips.set_word("open", t("Unanswered ({n})", n=unanswered))
        self._on_filter(self.chips.chosen)

    def _on_filter(self, chosen: list[str]) -> None:
        for card in self._cards:
            card.setParent(None)
            card.deleteLater()
        self._cards = []
        which = chosen[0] if chosen else "all"
        for slot in self._slots:
            if which == "wrong" and slot.fraction in {None, 1}:
                continue
            if which == "open" and slot.is_answered:
                continue
            card = self._card(slot)
            self._cards.append(card)
            self.body.insertWidget(self.body.count() - 1, card)

    def _card(self, slot: ReviewedSlot) -> Card:
        card = Card()
        shown = QuestionView(media=self._files, outside=self._files.outside)
        question = explained_question(slot) if slot.key is not None else keyless_question(slot.view)
        shown.show_question(
            question,
            order=shown_order(slot.view),
            points=points_of(slot.view),
            response=slot.response,
            number=_heading(slot),
        )
        if slot.key is not None:
            shown.show_feedback(slot.fraction)
        else:
            shown.set_locked(True)
        card.body.addWidget(shown)
        if slot.teaches_lesson:
            row = Row(gap=8)
            link = LinkButton(t("Read it in the lesson"), "book-open-text", None)
            link.setProperty("lesson", slot.teaches_lesson)
            about = self._lessons.get(slot.teaches_lesson)
            link.setProperty("screen", about.screen_called(slot.teaches_screen) if about else None)
            link.clicked.connect(self._open_lesson)
            row.addWidget(link)
            row.addStretch(1)
            card.body.addLayout(row)
        return card

    def _open_lesson(self) -> None:
        link = self.sender()
        self.context.navigate("learner.reader", lesson=link.property("lesson"), screen=link.property("screen"))

    def _exams(self) -> None:
        self.context.navigate("learner.exams")

    def _back(self) -> None:
        if self._is_own:
            self.context.navigate("learner.result", sitting_id=self._sitting_id)
        else:
            self.context.navigate("examiner.results")


def _heading(slot: ReviewedSlot) -> str:
    number, of = slot.view.slot + 1, show(slot.view.marks)
    if slot.fraction is None:
        return t("Question {number}: not marked yet, {of} marks", number=number, of=of)
    marks = show(slot.fraction * slot.view.marks)
    return t("Question {number}: {marks} of {of} marks", number=number, marks=marks, of=of)


def build(context: PageContext) -> Page:
    """Make the page."""
    return ReviewPage(context)
