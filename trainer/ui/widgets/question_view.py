"""A question in reading type, answered by mouse, touch or keyboard, and later explained.

The view knows how a response is written (see :class:`~trainer.domain.question_bank.question.Question`) and in which order
things are shown; what a response is worth is decided elsewhere and told to :meth:`QuestionView.show_feedback`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from trainer.domain.grading.kinds.blank import is_same
from trainer.domain.question_bank.question import Kind, Question
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.question_parts import ChoiceRow, GapRow, OrderRow, PairRow, RichLabel
from trainer.ui.widgets.text import Label
from trainer.wording import N_, t

_LETTERS: Final = "ABCDEFGHIJ"

KIND_NAMES: Final[dict[Kind, str]] = {
    Kind.SINGLE: N_("Single choice"),
    Kind.MULTIPLE: N_("Multiple choice"),
    Kind.JUDGE: N_("True or false"),
    Kind.BLANK: N_("Fill in"),
    Kind.ORDERING: N_("Ordering"),
    Kind.MATCHING: N_("Matching"),
}
_HOW_TO: Final[dict[Kind, str]] = {
    Kind.SINGLE: N_("Choose one."),
    Kind.MULTIPLE: N_("Choose all that apply."),
    Kind.JUDGE: N_("Is the statement true or false?"),
    Kind.BLANK: N_("Write the answer in the field."),
    Kind.ORDERING: N_("Bring the entries into the right order."),
    Kind.MATCHING: N_("Choose the matching entry for each line."),
}


class QuestionView(QWidget):
    """One question.

    Signals:
        response_changed(dict): after each change by the person, in the form that is stored; ``{}`` is "not answered".
    """

    response_changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = Column(self, gap=16)
        self._question: Question | None = None
        self._order: list[int] = []
        self._chosen: set[int] = set()
        self._choices: list[ChoiceRow] = []
        self._gaps: list[GapRow] = []
        self._entries: list[OrderRow] = []
        self._arranged: list[int] = []
        self._is_arranged = False
        self._pairs: list[PairRow] = []
        self._answers = QWidget()
        self._take_order: QuietButton | None = None
        self._is_locked = False

    # -- for pages

    @property
    def question(self) -> Question | None:
        """The question shown."""
        return self._question

    def show_question(
        self,
        question: Question,
        *,
        order: Sequence[int] | None = None,
        response: Mapping[str, Any] | None = None,
        number: str = "",
    ) -> None:
        """Show a question, not yet explained.

        Args:
            question: a frozen version.
            order: indices of choices (of entries, of right-hand entries) in the order shown; None for as written.
            response: what was answered before.
            number: stands before the kind: "Question 3 of 20".
        """
        self._clear()
        self._question = question
        size = _size(question)
        self._order = list(order) if order is not None and sorted(order) == list(range(size)) else list(range(size))
        kind = t(KIND_NAMES[question.kind])
        head = Label("  ".join(part for part in (number, kind, t(_HOW_TO[question.kind])) if part), "caption")
        self._whole.addWidget(head)
        self._whole.addWidget(RichLabel(_numbered_gaps(question), "reading", 121))
        self._answers = QWidget()
        column = Column(self._answers, gap=8)
        match question.kind:
            case Kind.SINGLE | Kind.MULTIPLE:
                texts = [question.choices[place].text for place in self._order]
                self._add_choices(column, texts, is_box=question.kind is Kind.MULTIPLE)
            case Kind.JUDGE:
                self._order = [0, 1]
                self._add_choices(column, [t("True"), t("False")], is_box=False)
            case Kind.BLANK:
                self._add_gaps(column, len(question.blanks))
            case Kind.ORDERING:
                self._add_entries(column, question)
            case Kind.MATCHING:
                self._add_pairs(column, question)
        self._whole.addWidget(self._answers)
        self._whole.addStretch(1)
        self.set_response(response or {})

    def response(self) -> dict[str, Any]:
        """Give the response as it is stored; ``{}`` when nothing is answered."""
        question = self._question
        if question is None:
            return {}
        match question.kind:
            case Kind.SINGLE:
                return {"choice": next(iter(self._chosen))} if self._chosen else {}
            case Kind.MULTIPLE:
                return {"choices": sorted(self._chosen)} if self._chosen else {}
            case Kind.JUDGE:
                return {"answer": 0 in self._chosen} if self._chosen else {}
            case Kind.BLANK:
                texts = [row.field.text() for row in self._gaps]
                return {"blanks": texts} if any(text.strip() for text in texts) else {}
            case Kind.ORDERING:
                return {"order": list(self._arranged)} if self._is_arranged else {}
            case Kind.MATCHING:
                taken = [self._taken(row) for row in self._pairs]
                return {"pairs": taken} if any(place is not None for place in taken) else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        """Show a response without telling."""
        question = self._question
        if question is None:
            return
        match question.kind:
            case Kind.SINGLE:
                self._chosen = {response["choice"]} if response.get("choice") is not None else set()
                self._show_chosen()
            case Kind.MULTIPLE:
                self._chosen = set(response.get("choices") or [])
                self._show_chosen()
            case Kind.JUDGE:
                answer = response.get("answer")
                self._chosen = set() if answer is None else {0 if answer else 1}
                self._show_chosen()
            case Kind.BLANK:
                texts = list(response.get("blanks") or [])
                for place, row in enumerate(self._gaps):
                    row.field.setText(texts[place] if place < len(texts) else "")
            case Kind.ORDERING:
                arranged = list(response.get("order") or [])
                self._is_arranged = sorted(arranged) == list(range(len(question.order)))
                self._arranged = arranged if self._is_arranged else list(self._order)
                self._show_entries()
            case Kind.MATCHING:
                taken = list(response.get("pairs") or [])
                for place, pair in enumerate(self._pairs):
                    index = taken[place] if place < len(taken) else None
                    pair.box.blockSignals(True)
                    pair.box.setCurrentIndex(0 if index is None else self._order.index(index) + 1)
                    pair.box.blockSignals(False)

    def set_locked(self, locked: bool) -> None:
        """Take no more answers (time is up, handed in), without explaining anything."""
        self._is_locked = locked
        self._answers.setEnabled(not locked)

    def show_feedback(self, fraction: Fraction | None = None) -> None:
        """Show the key, one's own answer, the reason for each choice and the explanation.

        Args:
            fraction: what the response is worth, 0..1; None shows no verdict.
        """
        question = self._question
        if question is None:
            return
        self._is_locked = True
        match question.kind:
            case Kind.SINGLE | Kind.MULTIPLE:
                for row, place in zip(self._choices, self._order, strict=True):
                    choice = question.choices[place]
                    row.judge(is_right=choice.is_right, is_own=place in self._chosen, why=choice.why)
            case Kind.JUDGE:
                for place, row in enumerate(self._choices):
                    row.judge(is_right=(place == 0) is question.answer, is_own=place in self._chosen, why="")
            case Kind.BLANK:
                for gap, blank in zip(self._gaps, question.blanks, strict=True):
                    gap.judge(blank.accept, is_right=any(is_same(one, gap.field.text()) for one in blank.accept))
            case Kind.ORDERING:
                self._judge_order(question)
            case Kind.MATCHING:
                for line, pair in zip(self._pairs, question.pairs, strict=True):
                    taken = self._taken(line)
                    right = taken is not None and question.rights[taken] == pair.right
                    line.judge(pair.right, pair.why, is_right=right)
        self._whole.insertWidget(self._whole.count() - 1, _explained(question, fraction))

    def press(self, event: QKeyEvent) -> bool:
        """Take a key that chooses (1-9, A-J); for pages whose focus is elsewhere.

        Returns:
            Whether the key was used.
        """
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._is_locked:
            return False
        key = event.key()
        place = -1
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            place = key - Qt.Key.Key_1
        elif Qt.Key.Key_A <= key <= Qt.Key.Key_J:
            place = key - Qt.Key.Key_A
        if not 0 <= place < len(self._choices):
            return False
        self._choices[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._toggle(place)
        return True

    def focus_answer(self) -> None:
        """Put the focus where the answer is given."""
        rows: list[QWidget] = [*self._choices, *(row.field for row in self._gaps), *self._entries]
        rows += [row.box for row in self._pairs]
        chosen = [row for row, place in zip(self._choices, self._order, strict=False) if place in self._chosen]
        if rows:
            (chosen[0] if chosen else rows[0]).setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._choices, self._gaps, self._entries, self._pairs = [], [], [], []
        self._chosen, self._arranged, self._is_arranged = set(), [], False
        self._take_order = None
        self._is_locked = False

    def _add_choices(self, column: Column, texts: Sequence[str], *, is_box: bool) -> None:
        for place, text in enumerate(texts):
            row = ChoiceRow(_LETTERS[place], text, is_box=is_box)
            row.pressed.connect(self._on_choice)
            self._choices.append(row)
            column.addWidget(row)

    def _on_choice(self) -> None:
        row = self.sender()
        if isinstance(row, ChoiceRow) and not self._is_locked:
            self._toggle(self._choices.index(row))

    def _toggle(self, shown_at: int) -> None:
        place = self._order[shown_at]
        question = self._question
        if question is None:
            return
        if question.kind is Kind.MULTIPLE:
            self._chosen ^= {place}
        else:
            if self._chosen == {place}:
                return
            self._chosen = {place}
        self._show_chosen()
        self.response_changed.emit(self.response())

    def _show_chosen(self) -> None:
        for row, place in zip(self._choices, self._order, strict=True):
            row.set_on(place in self._chosen)

    def _add_gaps(self, column: Column, total: int) -> None:
        for number in range(1, total + 1):
            row = GapRow(number, total)
            row.edited.connect(self._on_edited)
            self._gaps.append(row)
            column.addWidget(row)

    def _add_entries(self, column: Column, question: Question) -> None:
        self._arranged = list(self._order)
        self._entries = [OrderRow(text) for text in question.order]
        for row in self._entries:
            row.move_wanted.connect(self._on_move)
            row.dragged.connect(self._on_dragged)
        for place in self._arranged:
            column.addWidget(self._entries[place])
        self._take_order = QuietButton(t("This order is my answer"), "check", self._on_take_order)
        column.addWidget(self._take_order, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_entries(self) -> None:
        column = self._answers.layout()
        if not isinstance(column, Column):
            return
        for place in self._arranged:
            column.removeWidget(self._entries[place])
        for shown_at, place in enumerate(self._arranged):
            column.insertWidget(shown_at, self._entries[place])
            self._entries[place].show_place(shown_at, len(self._arranged))
        for before, after in zip(self._arranged, self._arranged[1:], strict=False):
            QWidget.setTabOrder(self._entries[before], self._entries[after])
        if self._take_order is not None:
            self._take_order.setVisible(not self._is_arranged)

    def _on_move(self, by: int) -> None:
        row = self.sender()
        if isinstance(row, OrderRow):
            self._move(self._entries.index(row), by)

    def _move(self, place: int, by: int) -> None:
        at = self._arranged.index(place)
        to = at + by
        if self._is_locked or not 0 <= to < len(self._arranged):
            return
        self._arranged[at], self._arranged[to] = self._arranged[to], self._arranged[at]
        self._is_arranged = True
        self._show_entries()
        self._entries[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self.response_changed.emit(self.response())

    def _on_dragged(self, global_y: int) -> None:
        row = self.sender()
        if not isinstance(row, OrderRow):
            return
        place = self._entries.index(row)
        at = self._arranged.index(place)
        y = self._answers.mapFromGlobal(QPoint(0, global_y)).y()
        if at > 0 and y < self._entries[self._arranged[at - 1]].geometry().center().y():
            self._move(place, -1)
        elif at < len(self._arranged) - 1 and y > self._entries[self._arranged[at + 1]].geometry().center().y():
            self._move(place, 1)

    def _on_take_order(self) -> None:
        if not self._is_locked:
            self._is_arranged = True
            self._show_entries()
            self.response_changed.emit(self.response())

    def _add_pairs(self, column: Column, question: Question) -> None:
        rights = [question.rights[place] for place in self._order]
        for pair in question.pairs:
            row = PairRow(pair.left, rights)
            row.edited.connect(self._on_edited)
            self._pairs.append(row)
            column.addWidget(row)

    def _taken(self, row: PairRow) -> int | None:
        shown_at = row.box.currentIndex()
        return None if shown_at <= 0 else self._order[shown_at - 1]

    def _on_edited(self) -> None:
        self.response_changed.emit(self.response())

    def _judge_order(self, question: Question) -> None:
        for shown_at, place in enumerate(self._arranged):
            self._entries[place].judge(is_right=shown_at == place)
        if self._take_order is not None:
            self._take_order.hide()
        if self._arranged != list(range(len(question.order))):
            layout = self._answers.layout()
            if isinstance(layout, Column):
                layout.addWidget(Label(t("Right order"), "body_strong", "good"))
                for number, text in enumerate(question.order, 1):
                    layout.addWidget(RichLabel(f"{number}. {text}", "body", 108))


def _size(question: Question) -> int:
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return len(question.choices)
        case Kind.ORDERING:
            return len(question.order)
        case Kind.MATCHING:
            return len(question.rights)
        case _:
            return 0


def _numbered_gaps(question: Question) -> str:
    """Write each gap of a fill-in with its number, as the fields below are named."""
    if question.kind is not Kind.BLANK:
        return question.stem
    parts = question.stem.split("____")
    if len(parts) <= 2:
        return question.stem.replace("____", "＿＿＿＿")
    said = parts[0]
    for number, part in enumerate(parts[1:], 1):
        said += f"＿（{number}）＿{part}"
    return said


def _explained(question: Question, fraction: Fraction | None) -> QFrame:
    panel = QFrame()
    panel.setObjectName("reason")
    column = Column(panel, gap=8, margins=16)
    if fraction is not None:
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
        column.addLayout(row)
    if question.explanation:
        column.addWidget(RichLabel(question.explanation, "reading", 116))
    if question.law is not None:
        basis = " ".join(part for part in (question.law.title, question.law.version, question.law.article) if part)
        column.addWidget(Label(t("Basis: {basis}", basis=basis), "caption"))
    return panel
