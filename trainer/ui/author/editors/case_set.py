"""Case set: shared material in the stem, and sub-questions of other kinds below it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.ui.author.editors.base import Desk, ExactField, GrowingText, KindEditor, WordBox
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets.text import Label
from trainer.wording import t
from trainer.wording.question_terms import kind_name

# A sub-question stands for itself: sets within sets, values drawn per candidate and tasks elsewhere do not fit in.
PART_KINDS = tuple(kind for kind in Kind if kind not in {Kind.CASE_SET, Kind.PARAMETERISED, Kind.PRACTICAL})


def blank_part() -> Question:
    """Give the sub-question that a new row begins with; code and place are given by the set."""
    return Question("", "", 1, Kind.SINGLE, "", "", "", 0, Bloom.UNSET, "", "")


class SubQuestionRow(PartRow):
    """One sub-question: kind, stem, marks, and the editor of its kind."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._question = blank_part()
        column = Column(gap=8)
        head = Row(gap=8)
        self.kind = WordBox(t("Kind of question"), [(kind, kind_name(kind)) for kind in PART_KINDS])
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.points = ExactField(t("Weight"), WHOLE)
        self.points.textEdited.connect(self.tell)
        bind_size(self.points, width=80)
        head.addWidget(self.kind)
        head.addStretch(1)
        head.addWidget(Label(t("Weight"), "body", "quiet", wrap=False))
        head.addWidget(self.points)
        column.addLayout(head)
        self.stem = GrowingText(t("Stem of the sub-question"), t("What is asked"), lines=2, breaks=True)
        self.stem.textChanged.connect(self.tell)
        column.addWidget(self.stem)
        self._holder = Column(gap=0)
        column.addLayout(self._holder)
        self.explanation = GrowingText(t("Explanation"), t("Explanation"), breaks=True)
        self.explanation.textChanged.connect(self.tell)
        column.addWidget(self.explanation)
        self.line.addLayout(column, 1)
        self.editor: KindEditor | None = None
        self._show_editor()

    def value(self) -> Question | None:
        stem = self.stem.text()
        parts = self.editor.parts() if self.editor is not None else {}
        if not stem and not any(parts.get(name) for name in ("choices", "blanks", "order", "pairs", "numbers", "gaps")):
            return None
        kind = self.kind.value()
        base = self._question if self._question.kind is kind else replace(blank_part(), kind=kind)
        points: Fraction = self.points.value() or WHOLE
        return replace(base, kind=kind, stem=stem, explanation=self.explanation.text(), points=points, **parts)

    def show_value(self, value: Question | None) -> None:
        self._question = value or blank_part()
        self.kind.set_value(self._question.kind)
        self.stem.set_text(self._question.stem)
        self.explanation.set_text(self._question.explanation)
        self.points.set_value(self._question.points)
        self._show_editor()

    def first_field(self) -> QWidget:
        return self.stem

    def _on_kind(self) -> None:
        self._show_editor()
        self.edited.emit()

    def _show_editor(self) -> None:
        from trainer.ui.author.editors import EDITORS

        if self.editor is not None:
            self._holder.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        kind = self.kind.value()
        self.editor = EDITORS[kind](self._desk)
        self.editor.show_parts(self._question if self._question.kind is kind else replace(blank_part(), kind=kind))
        self.editor.edited.connect(self.tell)
        self._holder.addWidget(self.editor)


class CaseSetEditor(KindEditor):
    """Sub-questions; the stem above is the material they share."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.column.addWidget(
            Label(t("The stem is the shared material; the sub-questions stay together on a paper."), "caption")
        )
        self.rows = PartRows(self._make_row, t("Add a sub-question"), begin_with=2)
        self.rows.edited.connect(self.edited)
        self.column.addWidget(self.rows)

    def show_parts(self, question: Question) -> None:
        self.rows.show_values(question.parts)

    def parts(self) -> dict[str, Any]:
        return {"parts": self.rows.values()}

    def first_field(self) -> QWidget:
        return self.rows.first_field()

    def _make_row(self) -> PartRow:
        return SubQuestionRow(self.desk)
