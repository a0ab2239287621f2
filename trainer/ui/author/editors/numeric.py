"""Numeric: accepted numbers with tolerance, and units."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from trainer.domain.question_bank.answers import WHOLE, NumericKey, Unit
from trainer.domain.question_bank.question import Question
from trainer.ui.author.editors.base import Desk, ExactField, Field, GrowingText, KindEditor, WordBox
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import bind_size
from trainer.ui.widgets.text import Label
from trainer.wording import t


class NumberRow(PartRow):
    """One accepted number."""

    def __init__(self) -> None:
        super().__init__()
        self.number_field = ExactField(t("Accepted number"))
        self.tolerance = ExactField(t("Tolerance"), Fraction(0))
        self.relative = WordBox(t("Sort of tolerance"), [(False, t("either way")), (True, t("share of the number"))])
        self.share = ExactField(t("Share of the marks"), WHOLE)
        for field, width in ((self.number_field, 140), (self.tolerance, 100), (self.share, 80)):
            field.textEdited.connect(self.tell)
            bind_size(field, min_width=width)
        self.relative.currentIndexChanged.connect(self.tell)
        self.line.addWidget(self.number_field, 2)
        self.line.addWidget(Label("±", "body", "quiet", wrap=False))
        self.line.addWidget(self.tolerance, 1)
        self.line.addWidget(self.relative)
        self.line.addWidget(Label(t("earns"), "body", "quiet", wrap=False))
        self.line.addWidget(self.share, 1)
        self.why = GrowingText(t("Reason"), t("What is said to those who answer so"), is_aside=True)
        self.why.textChanged.connect(self.tell)
        self.why.entered.connect(self.ask_next)
        self.below.addWidget(self.why, 1)

    def value(self) -> NumericKey | None:
        if not self.number_field.text().strip():
            return None
        return NumericKey(
            self.number_field.value(),
            self.tolerance.value() or Fraction(0),
            _or(self.share.value(), WHOLE),
            self.why.text(),
            bool(self.relative.value()),
        )

    def show_value(self, value: NumericKey | None) -> None:
        self.number_field.set_value(value.value if value else None)
        self.tolerance.set_value(value.tolerance if value else None)
        self.share.set_value(value.share if value else None)
        self.relative.set_value(bool(value and value.is_relative))
        self.why.set_text(value.why if value else "")

    def first_field(self) -> QWidget:
        return self.number_field


class UnitRow(PartRow):
    """One unit that the number may carry."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Field(t("Unit"), t("Unit, for example km"))
        self.factor = ExactField(t("Factor"), WHOLE)
        self.factor.setToolTip(t("How many of the first unit one of it is: 1000 for km where the key is in m"))
        for field in (self.name, self.factor):
            field.textEdited.connect(self.tell)
        bind_size(self.factor, width=120)
        self.line.addWidget(self.name, 1)
        self.line.addWidget(Label("=", "body", "quiet", wrap=False))
        self.line.addWidget(self.factor)

    def value(self) -> Unit | None:
        name = self.name.text().strip()
        return Unit(name, _or(self.factor.value(), WHOLE)) if name else None

    def show_value(self, value: Unit | None) -> None:
        self.name.setText(value.name if value else "")
        self.factor.set_value(value.factor if value else None)

    def first_field(self) -> QWidget:
        return self.name


class NumericEditor(KindEditor):
    """Numbers and units."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows = PartRows(NumberRow, t("Add an accepted number"))
        self.units = PartRows(UnitRow, t("Add a unit"), begin_with=0, least=0)
        self.needed = QCheckBox(t("The unit must be given"))
        self.needed.clicked.connect(self._tell)
        for rows in (self.rows, self.units):
            rows.edited.connect(self.edited)
            self.column.addWidget(rows)
        self.column.addWidget(self.needed)

    def show_parts(self, question: Question) -> None:
        self.rows.show_values(question.numbers)
        self.units.show_values(question.units)
        self.needed.setChecked(question.unit_needed)

    def parts(self) -> dict[str, Any]:
        units = self.units.values()
        return {
            "numbers": self.rows.values(),
            "units": units,
            "unit_needed": bool(units) and self.needed.isChecked(),
        }

    def first_field(self) -> QWidget:
        return self.rows.first_field()


def _or(value: Fraction | None, default: Fraction) -> Fraction:
    return default if value is None else value
