"""Matching: each left-hand entry has a box of right-hand entries.

Entries too long for a box, or with formulas and pictures in them, lie above as a lettered list, and the boxes give letters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from trainer.ui.theme import Column, Row
from trainer.ui.widgets.questions.base import Answering, entries, is_index
from trainer.ui.widgets.questions.boxes import CalmCombo
from trainer.ui.widgets.questions.choices import letter
from trainer.ui.widgets.rich_text import is_simple, said
from trainer.ui.widgets.text import Label, restyle
from trainer.wording import t

# So many characters are seen whole in a box at 200 %.
_FITS_IN_A_BOX: Final = 12


class PairRow(QFrame):
    """One left-hand entry with its box.

    Args:
        words: the widget that shows the entry.
        spoken: the entry in plain words.
        rights: what the box offers, in the order shown.

    Signals:
        edited(): another entry was taken.
    """

    edited = Signal()

    def __init__(self, words: QWidget, spoken: str, rights: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setProperty("state", "plain")
        self.column = Column(self, gap=4, margins=(16, 8, 12, 8))
        self._row = Row(gap=16)
        self._row.addWidget(words, 1)
        self.box = CalmCombo()
        self.box.addItem(t("Please choose"))
        for place, text in enumerate(rights, 1):
            self.box.addItem(text)
            self.box.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)
        self.box.setAccessibleName(spoken)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.currentIndexChanged.connect(self.edited)
        self._row.addWidget(self.box, 1)
        self.column.addLayout(self._row)

    def show_place(self, place: int) -> None:
        """Show what is taken, 0 for nothing, without telling."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(place)
        self.box.blockSignals(False)

    def judge(self, taken: QWidget, badge: QWidget, *, is_right: bool) -> None:
        """Show what was taken instead of the box, and whether it is right."""
        self._row.replaceWidget(self.box, taken)
        self._row.setStretchFactor(taken, 1)
        self.box.hide()
        restyle(self, state="good" if is_right else "bad")
        self._row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)


class Matching(Answering):
    """``{"pairs": [1, null]}``: for each left-hand entry an index into the right-hand ones."""

    def build(self) -> None:
        rights = [self.question.rights[place] for place in self.order]
        self._is_listed = any(not is_simple(text) or len(said(text)) > _FITS_IN_A_BOX for text in rights)
        offered = [said(text) for text in rights]
        if self._is_listed:
            self.column.addWidget(self._list(rights))
            offered = [f"{letter(place)}　{text}".rstrip() for place, text in enumerate(offered)]
        self.rows: list[PairRow] = []
        for pair in self.question.pairs:
            row = PairRow(self.text(pair.left), said(pair.left), offered)
            row.edited.connect(self._on_edited)
            self.rows.append(row)
            self.column.addWidget(row)

    def response(self) -> dict[str, Any]:
        taken = [self.taken(row) for row in self.rows]
        return {"pairs": taken} if any(place is not None for place in taken) else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        for row, index in zip(self.rows, entries(response.get("pairs"), len(self.rows)), strict=True):
            row.show_place(self.order.index(index) + 1 if is_index(index, len(self.order)) else 0)

    def stops(self) -> list[QWidget]:
        return [row.box for row in self.rows]

    def taken(self, row: PairRow) -> int | None:
        """Give the written index of what a row took."""
        shown_at = row.box.currentIndex()
        return None if shown_at <= 0 else self.order[shown_at - 1]

    def judge(self) -> None:
        for row, pair in zip(self.rows, self.question.pairs, strict=True):
            taken = self.taken(row)
            is_right = taken is not None and self.question.rights[taken] == pair.right
            row.judge(self._named(taken), self.verdict(is_right=is_right), is_right=is_right)
            if not is_right:
                row.column.addWidget(self._key(pair.right))
            if pair.why:
                row.column.addWidget(self.reason(pair.why))

    def _named(self, taken: int | None) -> QWidget:
        if taken is None:
            return Label(t("not answered"), "body", "quiet")
        if self._is_listed:
            return Label(letter(self.order.index(taken)), "lead_strong")
        return self.text(self.question.rights[taken])

    def _key(self, right: str) -> QWidget:
        if self._is_listed:
            shown_at = next(n for n, place in enumerate(self.order) if self.question.rights[place] == right)
            return self.key_line(letter(shown_at))
        return self.key_line(said(right))

    def _list(self, rights: Sequence[str]) -> QWidget:
        panel = QFrame()
        panel.setObjectName("reason")
        column = Column(panel, gap=6, margins=(16, 12, 16, 12))
        for place, text in enumerate(rights):
            line = Row(gap=12)
            line.addWidget(Label(letter(place), "lead_strong", "primary", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(self.text(text), 1)
            column.addLayout(line)
        return panel

    def _on_edited(self) -> None:
        self.changed.emit(False)
