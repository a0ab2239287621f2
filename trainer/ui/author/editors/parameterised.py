"""Parameterised: variables, conditions, and results or choices computed from them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QSpinBox, QWidget

from trainer.domain.question_bank.answers import WHOLE, Result, Variable
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.schema import write_exact
from trainer.ui.author.editors.base import Desk, ExactField, Field, GrowingText, KindEditor, exact_of
from trainer.ui.author.editors.choices import ChoiceEditRow
from trainer.ui.author.editors.lists import EntryRow
from trainer.ui.author.editors.numeric import UnitRow
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import bind_size
from trainer.ui.widgets.text import Label
from trainer.wording import t

_UNROUNDED = -1


class VariableRow(PartRow):
    """One variable: its name and its range, or its values one by one."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Field(t("Name of the variable"), t("name"))
        self.low = ExactField(t("From"), Fraction(0))
        self.high = ExactField(t("To"), Fraction(0))
        self.step = ExactField(t("Step"), WHOLE)
        self.values = Field(t("Values one by one"), t("or values: 2, 4, 8"))
        for field, width in ((self.name, 72), (self.low, 64), (self.high, 64), (self.step, 56), (self.values, 110)):
            field.textEdited.connect(self.tell)
            bind_size(field, min_width=width)
        for word, field, share in (
            ("", self.name, 1),
            (t("from"), self.low, 1),
            (t("to"), self.high, 1),
            (t("step"), self.step, 1),
            ("", self.values, 2),
        ):
            if word:
                self.line.addWidget(Label(word, "body", "quiet", wrap=False))
            self.line.addWidget(field, share)

    def value(self) -> Variable | None:
        name = self.name.text().strip().strip("{}")
        if not name:
            return None
        values = [exact_of(text) for text in self.values.text().replace("，", ",").split(",") if text.strip()]
        return Variable(
            name,
            self.low.value() or Fraction(0),
            self.high.value() or Fraction(0),
            self.step.value() or WHOLE,
            tuple(value for value in values if value is not None),
        )

    def show_value(self, value: Variable | None) -> None:
        self.name.setText(value.name if value else "")
        self.low.set_value(value.low if value else None)
        self.high.set_value(value.high if value else None)
        self.step.set_value(value.step if value else None)
        self.values.setText(", ".join(write_exact(one) for one in value.values) if value else "")

    def first_field(self) -> QWidget:
        return self.name


class ResultRow(PartRow):
    """One accepted result."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Result | None = None
        self.expression = Field(t("Expression"), t("for example a * b / 100"))
        self.tolerance = ExactField(t("Tolerance"), Fraction(0))
        self.places = QSpinBox()
        self.places.setRange(_UNROUNDED, 12)
        self.places.setSpecialValueText(t("unrounded"))
        self.places.setAccessibleName(t("Decimals"))
        self.places.setToolTip(t("Decimals"))
        self.places.valueChanged.connect(self.tell)
        for field in (self.expression, self.tolerance):
            field.textEdited.connect(self.tell)
        bind_size(self.tolerance, width=88)
        bind_size(self.places, width=110)
        self.line.addWidget(self.expression, 1)
        self.line.addWidget(Label("±", "body", "quiet", wrap=False))
        self.line.addWidget(self.tolerance)
        self.line.addWidget(self.places)
        self.why = GrowingText(t("Reason"), t("How it is computed"), is_aside=True)
        self.why.textChanged.connect(self.tell)
        self.why.entered.connect(self.ask_next)
        self.below.addWidget(self.why, 1)

    def value(self) -> Result | None:
        expression = self.expression.text().strip()
        if not expression:
            return None
        places = None if self.places.value() == _UNROUNDED else self.places.value()
        share = self._shown.share if self._shown else WHOLE
        is_relative = bool(self._shown and self._shown.is_relative)
        return Result(expression, self.tolerance.value() or Fraction(0), places, share, self.why.text(), is_relative)

    def show_value(self, value: Result | None) -> None:
        self._shown = value
        self.expression.setText(value.expression if value else "")
        self.tolerance.set_value(value.tolerance if value else None)
        self.places.blockSignals(True)
        self.places.setValue(_UNROUNDED if value is None or value.places is None else value.places)
        self.places.blockSignals(False)
        self.why.set_text(value.why if value else "")

    def first_field(self) -> QWidget:
        return self.expression


class ParameterisedEditor(KindEditor):
    """Variables, conditions, results, units; or choices, where it is a single choice."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.column.addWidget(
            Label(
                t(
                    "Write {value} in texts for a value and {result} for a result; every candidate gets values of their own.",
                    value="{a}",
                    result="{=a*b}",
                ),
                "caption",
            )
        )
        self.variables = PartRows(VariableRow, t("Add a variable"))
        self.conditions = PartRows(EntryRow, t("Add a condition, for example a > b"), begin_with=0, least=0)
        self.results = PartRows(ResultRow, t("Add an accepted result"))
        self.units = PartRows(UnitRow, t("Add a unit"), begin_with=0, least=0)
        self.choices = PartRows(self._make_choice, t("Add a choice (instead of results)"), begin_with=0, least=0)
        for rows in (self.variables, self.conditions, self.results, self.units, self.choices):
            rows.edited.connect(self.edited)
            self.column.addWidget(rows)

    def show_parts(self, question: Question) -> None:
        self.variables.show_values(question.variables)
        self.conditions.show_values(question.conditions)
        self.results.show_values(question.results)
        self.units.show_values(question.units)
        self.choices.show_values(question.choices)

    def parts(self) -> dict[str, Any]:
        return {
            "variables": self.variables.values(),
            "conditions": self.conditions.values(),
            "results": self.results.values(),
            "units": self.units.values(),
            "choices": self.choices.values(),
        }

    def first_field(self) -> QWidget:
        return self.variables.first_field()

    def _make_choice(self) -> PartRow:
        row = ChoiceEditRow(is_box=False)
        row.key_chosen.connect(self._on_key)
        return row

    def _on_key(self, on: bool) -> None:
        chosen = self.sender()
        for row in self.choices.rows:
            if isinstance(row, ChoiceEditRow):
                row.key.setChecked(row is chosen and on)
