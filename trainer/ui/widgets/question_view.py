"""A question in reading type, answered by mouse, touch or keyboard, and later explained.

How a kind is answered is in :mod:`trainer.ui.widgets.questions`; this view gives it its head, its stem and its reasons.
What a response is worth is decided elsewhere and told to :meth:`QuestionView.show_feedback`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import Kind, Question
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.attached import Attached, Media
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.questions import RENDERERS
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.questions.blank import numbered_gaps
from trainer.ui.widgets.rich_text import said, text_view
from trainer.ui.widgets.text import Label
from trainer.wording import t
from trainer.wording.question_terms import how_to, kind_name

_GAP: Final = re.compile(r"\[\[\d+\]\]")


class QuestionView(QWidget):
    """One question.

    Args:
        media: gives the bytes of an attachment's digest; None where no pictures can be shown.
        outside: folder for copies of sounds and videos that the system's own player may open; None where no other
            program may be opened, as in a sitting.
        attached: the attachments of the question that this one is part of.
        is_part: it is part of a case: smaller, and without a head of its own but its number.

    Signals:
        response_changed(dict): after each change by the person, in the form that is stored; ``{}`` is "not answered".
    """

    response_changed = Signal(dict)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        media: Media | None = None,
        outside: Path | None = None,
        attached: Attached | None = None,
        is_part: bool = False,
    ) -> None:
        super().__init__(parent)
        self._whole = Column(self, gap=16)
        self._whole_case = attached
        self._is_part = is_part
        self._media, self._outside = media, outside
        self._question: Question | None = None
        self._attached = Attached()
        self._hints: list[str] = []
        self._hint_button: QuietButton | None = None
        self._is_locked = False
        self.answering: Answering | None = None
        self.is_typing = False

    # -- for pages

    @property
    def question(self) -> Question | None:
        """The question shown; a concrete one where its numbers vary."""
        return self._question

    @property
    def pause_ms(self) -> int:
        """How long typing must pause before it is worth saving."""
        return self.answering.pause_ms if self.answering is not None else 0

    def show_question(
        self,
        question: Question,
        *,
        order: Sequence[int] | None = None,
        response: Mapping[str, Any] | None = None,
        number: str = "",
        points: Sequence[int] = (),
        with_hints: bool = False,
    ) -> None:
        """Show a question, not yet explained.

        Args:
            question: a frozen version. Varying numbers that nobody has drawn yet are drawn here, always the same.
            order: written indices in the order shown, one group after the other (``question_bank.mixing``); None for as
                written.
            response: what was answered before.
            number: stands before the kind: "Question 3 of 20".
            points: how many points may be set on a picture (of a case: for each of its questions), where the key does not
                tell.
            with_hints: offer the question's hints, one after another.
        """
        self._clear()
        question = self._question = _with_numbers(question)
        if self._whole_case is not None:
            self._attached = self._whole_case.within(question.attachments)
        else:
            self._attached = Attached(question.attachments, self._media, self._outside)
        head = "  ".join(part for part in (number, kind_name(question.kind), how_to(question.kind)) if part)
        self._whole.addWidget(Label(head, "caption"))
        kind = RENDERERS[question.kind]
        if not kind.holds_stem:
            stem = numbered_gaps(question) if question.kind is Kind.BLANK else question.stem
            self._whole.addWidget(text_view(stem, "reading", 121, self._attached))
        self.answering = kind(question, order, self._attached, points)
        self.answering.changed.connect(self._on_changed)
        self._whole.addWidget(self.answering)
        if with_hints and question.hints:
            self._hints = list(question.hints)
            self._hint_button = QuietButton("", "lightbulb", self._on_hint)
            self._name_hint()
            self._whole.addWidget(self._hint_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._whole.addStretch(1)
        self.set_response(response or {})

    def response(self) -> dict[str, Any]:
        """Give the response as it is stored; ``{}`` when nothing is answered."""
        return self.answering.response() if self.answering is not None else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        """Show a response without telling."""
        if self.answering is not None:
            self.answering.set_response(response)

    def set_locked(self, locked: bool) -> None:
        """Take no more answers (time is up, handed in), without explaining anything."""
        self._is_locked = locked
        if self.answering is not None:
            self.answering.set_locked(locked)

    def show_feedback(self, fraction: Fraction | None = None) -> None:
        """Show the key, one's own answer, the reason for each choice and the explanation.

        Args:
            fraction: what the response is worth, 0..1; None shows no verdict.
        """
        question, answering = self._question, self.answering
        if question is None or answering is None:
            return
        self._is_locked = answering.is_locked = True
        answering.judge()
        if self._hint_button is not None:
            self._hint_button.hide()
        explained = self._explained(question, fraction)
        if explained is not None:
            self._whole.insertWidget(self._whole.count() - 1, explained)

    def press(self, event: QKeyEvent) -> bool:
        """Take a key that chooses (1-9, A-Z); for pages whose focus is elsewhere.

        Returns:
            Whether the key was used.
        """
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._is_locked or self.answering is None:
            return False
        return self.answering.press(event)

    def focus_answer(self) -> None:
        """Put the focus where the answer is given."""
        if self.answering is not None:
            self.answering.focus_answer()

    def stops(self) -> list[QWidget]:
        """Give the widgets that take the focus, in reading order."""
        return self.answering.stops() if self.answering is not None else []

    def first_stop(self) -> QWidget | None:
        """Give the widget where answering begins or goes on."""
        return self.answering.first_stop() if self.answering is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    # -- inside

    def _clear(self) -> None:
        while self._whole.count():
            item = self._whole.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.answering, self._hints, self._hint_button = None, [], None
        self._is_locked = self.is_typing = False

    def _on_changed(self, is_typing: bool) -> None:
        self.is_typing = is_typing
        self.response_changed.emit(self.response())

    def _on_hint(self) -> None:
        button = self._hint_button
        if button is None or not self._hints:
            return
        panel = QFrame()
        panel.setObjectName("try")
        words = Column(panel, gap=4, margins=(20, 12, 20, 12))
        words.addWidget(text_view(self._hints.pop(0), "reading", 116, self._attached))
        self._whole.insertWidget(self._whole.indexOf(button), panel)
        if self._hints:
            self._name_hint()
        else:
            button.hide()

    def _name_hint(self) -> None:
        question, button = self._question, self._hint_button
        if question is not None and button is not None:
            total = len(question.hints)
            button.set_text(t("Show a hint ({n} of {total})", n=total - len(self._hints) + 1, total=total))

    def _explained(self, question: Question, fraction: Fraction | None) -> QFrame | None:
        words = {None: "", Fraction(0): question.feedback.wrong, Fraction(1): question.feedback.right}
        word = words.get(fraction, question.feedback.partly)
        if fraction is None and not question.explanation and (self._is_part or question.law is None):
            return None
        panel = QFrame()
        panel.setObjectName("reason")
        column = Column(panel, gap=8, margins=16)
        if fraction is not None:
            column.addLayout(_verdict(fraction))
        if word:
            column.addWidget(text_view(word, "reading", 116, self._attached))
        if question.explanation:
            column.addWidget(text_view(question.explanation, "reading", 116, self._attached))
        if question.law is not None:
            basis = " ".join(part for part in (question.law.title, question.law.version, question.law.article) if part)
            column.addWidget(Label(t("Basis: {basis}", basis=basis), "caption"))
        return panel


def _verdict(fraction: Fraction) -> Row:
    if fraction == 1:
        icon, word, tone = "circle-check", t("Right"), "good"
    elif fraction > 0:
        icon, word, tone = "circle-alert", t("Partly right"), "warn"
    else:
        icon, word, tone = "circle-x", t("Wrong"), "bad"
    row = Row(gap=8)
    sign = QLabel()
    bind_icon(sign, icon, tone, 24)
    row.addWidget(sign)
    row.addWidget(Label(word, "lead_strong", tone, wrap=False))
    row.addStretch(1)
    return row


def headline(question: Question) -> str:
    """Say the stem in plain words for a list: values put in, gaps as blanks."""
    return _GAP.sub("____", said(_with_numbers(question).stem)).strip()


def _with_numbers(question: Question) -> Question:
    """Draw numbers that nobody has drawn, so that a preview shows what a candidate may get."""
    try:
        return concrete(question, draw_values(question, f"{question.code}:{question.version}"))
    except Refusal:
        return question


__all__ = ["QuestionView", "headline"]
