"""Cloze: gaps inside the running text, each a choice, a text or a number."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QSpinBox, QWidget

from trainer.domain.question_bank.answers import Choice, Gap, GapKind, NumericKey
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.schema import write_exact
from trainer.ui.author.editors.base import Desk, Field, KindEditor, WordBox, exact_of
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import bind_size
from trainer.ui.widgets.text import Label
from trainer.wording import t

_BETWEEN = re.compile(r"\s*[|｜]\s*")
_NUMBER = re.compile(r"\s*([^±]+?)\s*(?:±\s*(.+))?\s*")


class GapEditRow(PartRow):
    """One gap. The right entries are marked with an equals sign: ``=仿宋 | 楷体 | 黑体``."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Gap | None = None
        self._said = ""
        self.kind = WordBox(
            t("Sort of gap"),
            [
                (GapKind.CHOICE, t("choose from a list")),
                (GapKind.TEXT, t("write a text")),
                (GapKind.NUMBER, t("write a number")),
            ],
        )
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.entries = Field(t("Entries of the gap"))
        self.entries.textEdited.connect(self.tell)
        self.weight = QSpinBox()
        self.weight.setRange(1, 100)
        self.weight.setAccessibleName(t("Weight"))
        self.weight.setToolTip(t("How much this gap counts beside the others"))
        self.weight.valueChanged.connect(self.tell)
        bind_size(self.kind, width=168)
        bind_size(self.weight, width=72)
        self.line.addWidget(self.kind)
        self.line.addWidget(self.entries, 1)
        self.line.addWidget(self.weight)
        self._hint()

    def value(self) -> Gap | None:
        said = self.entries.text().strip()
        if not said:
            return None
        kind = self.kind.value()
        shown = self._shown
        if shown is not None and said == self._said and kind is shown.kind:
            # Nothing was touched: shares and reasons that one line cannot show stay as they are.
            return Gap(kind, shown.choices, shown.numbers, self.weight.value(), shown.strict)
        texts = [text for text in _BETWEEN.split(said) if text]
        if kind is GapKind.NUMBER:
            return Gap(kind, (), tuple(number for text in texts if (number := _number(text))), self.weight.value())
        marked = any(text.startswith("=") for text in texts)
        choices = tuple(
            Choice(text.removeprefix("=").strip(), text.startswith("=") or (not marked and kind is GapKind.TEXT))
            for text in texts
        )
        return Gap(kind, choices, (), self.weight.value())

    def show_value(self, value: Gap | None) -> None:
        self._shown = value
        self.kind.set_value(value.kind if value else GapKind.CHOICE)
        self.weight.blockSignals(True)
        self.weight.setValue(value.weight if value else 1)
        self.weight.blockSignals(False)
        self._said = _said(value) if value else ""
        self.entries.setText(self._said)
        self._hint()

    def first_field(self) -> QWidget:
        return self.entries

    def show_place(self, place: int) -> None:
        self.number.setText(f"[[{place + 1}]]")

    def _on_kind(self) -> None:
        self._hint()
        self.edited.emit()

    def _hint(self) -> None:
        hints = {
            GapKind.CHOICE: t("=right | wrong | wrong"),
            GapKind.TEXT: t("accepted | accepted as well"),
            GapKind.NUMBER: t("3.14 ± 0.01"),
        }
        self.entries.setPlaceholderText(hints[self.kind.value()])


class ClozeEditor(KindEditor):
    """Gaps in the order of their marks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.column.addWidget(Label(t("Write [[1]], [[2]] in the stem where the gaps stand."), "caption"))
        self.rows = PartRows(GapEditRow, t("Add a gap"))
        self.rows.edited.connect(self.edited)
        self.column.addWidget(self.rows)

    def show_parts(self, question: Question) -> None:
        self.rows.show_values(question.gaps)

    def parts(self) -> dict[str, Any]:
        return {"gaps": self.rows.values()}

    def first_field(self) -> QWidget:
        return self.rows.first_field()


def _said(gap: Gap) -> str:
    if gap.kind is GapKind.NUMBER:
        return " | ".join(_number_said(number) for number in gap.numbers)
    return " | ".join(f"={choice.text}" if choice.is_right else choice.text for choice in gap.choices)


def _number_said(number: NumericKey) -> str:
    value = write_exact(number.value) if number.value is not None else "*"
    return f"{value} ± {write_exact(number.tolerance)}" if number.tolerance else value


def _number(text: str) -> NumericKey | None:
    found = _NUMBER.fullmatch(text)
    value = exact_of(found[1]) if found else None
    if found is None or value is None:
        return None
    tolerance = exact_of(found[2]) if found[2] else None
    return NumericKey(value, tolerance) if tolerance is not None else NumericKey(value)
