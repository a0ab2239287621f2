"""Single and multiple choice."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from trainer.domain.question_bank.answers import Choice
from trainer.domain.question_bank.question import Kind, Marking, Question
from trainer.ui.author.editors.base import Desk, ExactField, GrowingText, KindEditor, WordBox, bind_line
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import Row, bind_icon, bind_size
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.text import Label
from trainer.wording import t
from trainer.wording.question_terms import marking_name

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class ChoiceEditRow(PartRow):
    """One choice: its text, whether it is right, why, and (where shown) its share.

    Signals:
        key_chosen(bool): it was made right or wrong by the person.
    """

    key_chosen = Signal(bool)
    below_from = 72.0

    def __init__(self, *, is_box: bool) -> None:
        super().__init__()
        self.key = QToolButton()
        self.key.setCheckable(True)
        self.key.setObjectName("key_mark")
        self.key.setProperty("shape", "box" if is_box else "ring")
        bind_size(self.key, width=36)
        bind_line(self.key)
        self.key.toggled.connect(self._show_key)
        self.key.clicked.connect(self._on_key)
        self.line.addWidget(self.key, 0, Qt.AlignmentFlag.AlignTop)
        self.text = GrowingText(t("Choice"), t("Text of the choice"))
        self.text.textChanged.connect(self.tell)
        self.text.entered.connect(self.ask_next)
        self.line.addWidget(self.text, 1)
        self.share = ExactField(t("Share of the marks"))
        bind_size(self.share, width=88)
        self.share.textEdited.connect(self.tell)
        self.share.hide()
        self.line.addWidget(self.share, 0, Qt.AlignmentFlag.AlignTop)
        self.why = GrowingText(
            t("Reason"), t("Why is it right, or why do people choose it though it is wrong?"), is_aside=True
        )
        self.why.textChanged.connect(self.tell)
        self.why.entered.connect(self.ask_next)
        self.below.addWidget(self.why, 1)
        self._show_key(False)

    def value(self) -> Choice | None:
        text = self.text.text()
        if not text and not self.why.text():
            return None
        share = self.share.value() if not self.share.isHidden() else None
        return Choice(text, self.key.isChecked(), self.why.text(), share)

    def show_value(self, value: Choice | None) -> None:
        self.text.set_text(value.text if value else "")
        self.why.set_text(value.why if value else "")
        self.key.setChecked(bool(value and value.is_right))
        self.share.set_value(value.share if value else None)

    def first_field(self) -> QWidget:
        return self.text

    def show_place(self, place: int) -> None:
        letter = _LETTERS[place % len(_LETTERS)]
        self.number.setText(letter)
        self.text.setAccessibleName(t("Choice {letter}", letter=letter))
        self.why.setAccessibleName(t("Reason for choice {letter}", letter=letter))
        self.key.setAccessibleName(t("Choice {letter} is right", letter=letter))
        self.key.setToolTip(t("Choice {letter} is right", letter=letter) + f"  Alt+{place + 1}")

    def _on_key(self) -> None:
        self.key_chosen.emit(self.key.isChecked())
        self.edited.emit()

    def _show_key(self, on: bool) -> None:
        bind_icon(self.key, "circle-check" if on else "circle", "good" if on else "faint", 22)


class ChoicesEditor(KindEditor):
    """Choices with their key; for single choice exactly one is right."""

    kind = Kind.SINGLE

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._is_box = self.kind is Kind.MULTIPLE
        self.rows = PartRows(self._make_row, t("Add a choice"), begin_with=4, least=2)
        self.rows.edited.connect(self.edited)
        self.column.addWidget(self.rows)
        foot = Row(gap=16)
        self.shuffle = QCheckBox(t("Choices may be mixed"))
        self.shuffle.setChecked(True)
        self.shuffle.clicked.connect(self._tell)
        foot.addWidget(self.shuffle)
        self.marking = WordBox(
            t("How it is marked"),
            [(None, t("as the paper says"))]
            + [(rule, marking_name(rule)) for rule in (Marking.ALL_OR_NOTHING, Marking.HALF, Marking.PER_CHOICE)],
        )
        self.marking.currentIndexChanged.connect(self._on_marking)
        self._marking_label = Label(t("How it is marked"), "body", "quiet", wrap=False)
        foot.addWidget(self._marking_label)
        foot.addWidget(self.marking)
        for widget in (self._marking_label, self.marking):
            widget.setVisible(self._is_box)
        self.shares = QuietButton(t("Shares of single choices"), "", self._on_shares)
        foot.addWidget(self.shares)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self._has_shares = False

    def show_parts(self, question: Question) -> None:
        self.rows.show_values(question.choices)
        self.shuffle.setChecked(question.is_shuffled)
        self.marking.set_value(question.marking)
        self._show_shares(any(choice.share is not None for choice in question.choices))

    def parts(self) -> dict[str, Any]:
        return {
            "choices": self.rows.values(),
            "is_shuffled": self.shuffle.isChecked(),
            "marking": self.marking.value() if self._is_box else None,
        }

    def first_field(self) -> QWidget:
        return self.rows.first_field()

    def press(self, event: QKeyEvent) -> bool:
        place = event.key() - Qt.Key.Key_1
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier or not 0 <= place < len(self.rows.rows):
            return False
        row = self.rows.rows[place]
        if isinstance(row, ChoiceEditRow):
            row.key.click()
        return True

    def _make_row(self) -> PartRow:
        row = ChoiceEditRow(is_box=self._is_box)
        row.share.setVisible(getattr(self, "_has_shares", False))
        row.key_chosen.connect(self._on_key)
        return row

    def _on_key(self, on: bool) -> None:
        if self._is_box:
            return
        chosen = self.sender()
        for row in self.rows.rows:
            if isinstance(row, ChoiceEditRow):
                row.key.setChecked(row is chosen and on)

    def _on_marking(self) -> None:
        if self.marking.value() is Marking.PER_CHOICE:
            self._show_shares(True)
        self.edited.emit()

    def _on_shares(self) -> None:
        self._show_shares(not self._has_shares)
        self.edited.emit()

    def _show_shares(self, on: bool) -> None:
        self._has_shares = on
        for row in self.rows.rows:
            if isinstance(row, ChoiceEditRow):
                row.share.setVisible(on)


class MultipleEditor(ChoicesEditor):
    """Several choices may be right."""

    kind = Kind.MULTIPLE
