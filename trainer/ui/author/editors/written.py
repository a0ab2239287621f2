"""Short answer and essay."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from trainer.domain.question_bank.answers import WHOLE, Choice, Criterion
from trainer.domain.question_bank.question import Question
from trainer.ui.author.editors.base import Desk, ExactField, Field, GrowingText, KindEditor
from trainer.ui.author.editors.blank import StrictBoxes
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets.text import Label
from trainer.wording import t


class WordingRow(PartRow):
    """One accepted wording, what it earns, and what is said to those who write it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Field(t("Accepted wording"), t("Accepted wording"))
        self.share = ExactField(t("Share of the marks"), WHOLE)
        bind_size(self.share, width=88)
        for field in (self.text, self.share):
            field.textEdited.connect(self.tell)
        self.line.addWidget(self.text, 1)
        self.line.addWidget(Label(t("earns"), "body", "quiet", wrap=False))
        self.line.addWidget(self.share)
        self.why = GrowingText(t("Reason"), t("What is said to those who answer so"), is_aside=True)
        self.why.textChanged.connect(self.tell)
        self.why.entered.connect(self.ask_next)
        self.below.addWidget(self.why, 1)

    def value(self) -> Choice | None:
        text = self.text.text().strip()
        if not text:
            return None
        share = self.share.value()
        is_whole = share is None or share == WHOLE
        return Choice(text, is_whole, self.why.text(), None if is_whole else share)

    def show_value(self, value: Choice | None) -> None:
        self.text.setText(value.text if value else "")
        share = None
        if value is not None:
            share = value.share if value.share is not None else Fraction(int(value.is_right))
        self.share.set_value(share)
        self.why.set_text(value.why if value else "")

    def first_field(self) -> QWidget:
        return self.text


class CriterionRow(PartRow):
    """One line of a rubric."""

    def __init__(self) -> None:
        super().__init__()
        self.text = GrowingText(t("Criterion"), t("What is looked for"))
        self.text.textChanged.connect(self.tell)
        self.text.entered.connect(self.ask_next)
        self.share = ExactField(t("Share of the marks"))
        self.share.textEdited.connect(self.tell)
        bind_size(self.share, width=88)
        self.line.addWidget(self.text, 1)
        self.line.addWidget(Label(t("earns"), "body", "quiet", wrap=False))
        self.line.addWidget(self.share)

    def value(self) -> Criterion | None:
        text = self.text.text()
        return Criterion(text, self.share.value() or Fraction(0)) if text else None

    def show_value(self, value: Criterion | None) -> None:
        self.text.set_text(value.text if value else "")
        self.share.set_value(value.share if value else None)

    def first_field(self) -> QWidget:
        return self.text


class EssayEditor(KindEditor):
    """A model answer and a rubric, marked by people."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.column.addWidget(Label(t("Model answer"), "body_strong"))
        self.model = GrowingText(t("Model answer"), t("What a full answer says"), lines=4, breaks=True)
        self.model.textChanged.connect(self._tell)
        self.column.addWidget(self.model)
        self.column.addWidget(Label(t("Rubric: the shares add up to 1"), "body_strong"))
        self.rubric = PartRows(CriterionRow, t("Add a criterion"), begin_with=0, least=0)
        self.rubric.edited.connect(self.edited)
        self.column.addWidget(self.rubric)
        foot = Row(gap=8)
        self.markers = QSpinBox()
        self.markers.setRange(1, 5)
        self.markers.setAccessibleName(t("People who mark it"))
        self.markers.valueChanged.connect(self._tell)
        foot.addWidget(Label(t("People who mark it"), "body", "quiet", wrap=False))
        foot.addWidget(self.markers)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def show_parts(self, question: Question) -> None:
        self.model.set_text(question.model_answer)
        self.rubric.show_values(question.rubric)
        self.markers.blockSignals(True)
        self.markers.setValue(question.markers)
        self.markers.blockSignals(False)

    def parts(self) -> dict[str, Any]:
        return {
            "model_answer": self.model.text(),
            "rubric": self.rubric.values(),
            "markers": self.markers.value(),
        }

    def first_field(self) -> QWidget:
        return self.model


class ShortAnswerEditor(EssayEditor):
    """Accepted wordings; where there are none, people mark it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        lead = Label(t("Accepted wordings; without any, people mark it by the model answer."), "caption")
        self.rows = PartRows(WordingRow, t("Add an accepted wording"), begin_with=1, least=1)
        self.rows.edited.connect(self.edited)
        self.wildcards = QCheckBox(t("* stands for anything"))
        self.wildcards.clicked.connect(self._tell)
        self.strict = StrictBoxes()
        for box in self.strict.boxes.values():
            box.clicked.connect(self._tell)
        for place, widget in enumerate((lead, self.rows, self.wildcards, self.strict)):
            self.column.insertWidget(place, widget)

    def show_parts(self, question: Question) -> None:
        super().show_parts(question)
        self.rows.show_values(question.choices)
        self.wildcards.setChecked(question.wildcards)
        self.strict.choose(question.strict)

    def parts(self) -> dict[str, Any]:
        return super().parts() | {
            "choices": self.rows.values(),
            "wildcards": self.wildcards.isChecked(),
            "strict": self.strict.chosen(),
        }

    def first_field(self) -> QWidget:
        return self.rows.first_field()
