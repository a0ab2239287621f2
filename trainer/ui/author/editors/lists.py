"""Ordering and matching: lists of entries."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from trainer.domain.question_bank.answers import Pair
from trainer.domain.question_bank.question import Marking, Question
from trainer.ui.author.editors.base import Desk, GrowingText, KindEditor, WordBox
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import Row
from trainer.ui.widgets.text import Label
from trainer.wording import t
from trainer.wording.question_terms import marking_name


class EntryRow(PartRow):
    """One entry of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.text = GrowingText(t("Entry"))
        self.text.textChanged.connect(self.tell)
        self.text.entered.connect(self.ask_next)
        self.line.addWidget(self.text, 1)

    def value(self) -> str | None:
        return self.text.text() or None

    def show_value(self, value: str | None) -> None:
        self.text.set_text(value or "")

    def first_field(self) -> QWidget:
        return self.text


class OrderingEditor(KindEditor):
    """Entries in their right order; the program mixes them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.column.addWidget(Label(t("Write the entries in their right order; candidates see them mixed."), "caption"))
        self.rows = PartRows(EntryRow, t("Add an entry"), begin_with=4, least=2)
        self.rows.edited.connect(self.edited)
        self.column.addWidget(self.rows)
        foot = Row(gap=8)
        rules = (Marking.ALL_OR_NOTHING, Marking.ADJACENT_PAIRS, Marking.LONGEST_RUN)
        self.marking = WordBox(
            t("How it is marked"), [(None, t("as the paper says")), *((rule, marking_name(rule)) for rule in rules)]
        )
        self.marking.currentIndexChanged.connect(self._tell)
        foot.addWidget(Label(t("How it is marked"), "body", "quiet", wrap=False))
        foot.addWidget(self.marking)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def show_parts(self, question: Question) -> None:
        self.rows.show_values(question.order)
        self.marking.set_value(question.marking)

    def parts(self) -> dict[str, Any]:
        return {"order": self.rows.values(), "marking": self.marking.value()}

    def first_field(self) -> QWidget:
        return self.rows.first_field()


class PairEditRow(PartRow):
    """What belongs together."""

    def __init__(self) -> None:
        super().__init__()
        self.left = GrowingText(t("Left entry"), t("Left entry"))
        self.right = GrowingText(t("Matching entry"), t("Matching entry"))
        self.why = GrowingText(t("Reason"), t("Why they belong together"), is_aside=True)
        for field in (self.left, self.right, self.why):
            field.textChanged.connect(self.tell)
            field.entered.connect(self.ask_next)
        self.line.addWidget(self.left, 1)
        self.line.addWidget(self.right, 1)
        self.below.addWidget(self.why, 1)

    def value(self) -> Pair | None:
        left, right = self.left.text(), self.right.text()
        return Pair(left, right, self.why.text()) if left or right else None

    def show_value(self, value: Pair | None) -> None:
        self.left.set_text(value.left if value else "")
        self.right.set_text(value.right if value else "")
        self.why.set_text(value.why if value else "")

    def first_field(self) -> QWidget:
        return self.left


class MatchingEditor(KindEditor):
    """Pairs, and surplus entries on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows = PartRows(PairEditRow, t("Add a pair"), begin_with=3, least=2)
        self.extra = PartRows(EntryRow, t("Add a surplus entry on the right"), begin_with=0, least=0)
        for rows in (self.rows, self.extra):
            rows.edited.connect(self.edited)
            self.column.addWidget(rows)
        self.shuffle = QCheckBox(t("Entries on the right may be mixed"))
        self.shuffle.clicked.connect(self._tell)
        self.column.addWidget(self.shuffle)

    def show_parts(self, question: Question) -> None:
        self.rows.show_values(question.pairs)
        self.extra.show_values(question.extra)
        self.shuffle.setChecked(question.is_shuffled)

    def parts(self) -> dict[str, Any]:
        return {
            "pairs": self.rows.values(),
            "extra": self.extra.values(),
            "is_shuffled": self.shuffle.isChecked(),
        }

    def first_field(self) -> QWidget:
        return self.rows.first_field()
