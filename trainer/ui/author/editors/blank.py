"""Fill-in: a row for each gap of the stem, kept in step with the ``____`` written there."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from trainer.domain.question_bank.answers import Blank, Unit
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.schema import STRICT
from trainer.ui.author.editors.base import Desk, ExactField, Field, KindEditor
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import bind_size
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label
from trainer.wording import t
from trainer.wording.question_terms import strict_name

# Between accepted variants, as authors write them in one line.
_BETWEEN = re.compile(r"\s*[|｜]\s*")


class BlankRow(PartRow):
    """One gap: accepted variants in one line, and a tolerance where they are numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._units: tuple[Unit, ...] = ()
        self.accept = Field(t("Accepted answers"), t("Accepted answers, the key first, separated by |"))
        self.accept.textEdited.connect(self.tell)
        self.line.addWidget(self.accept, 1)
        self.tolerance = ExactField(t("Tolerance"))
        self.tolerance.setPlaceholderText("±")
        self.tolerance.setToolTip(t("For numbers: how far an answer may lie from the key"))
        self.tolerance.textEdited.connect(self.tell)
        bind_size(self.tolerance, width=88)
        self.line.addWidget(self.tolerance)
        self.unit = Field(t("Unit"), t("Unit"))
        self.unit.textEdited.connect(self.tell)
        bind_size(self.unit, width=88)
        self.line.addWidget(self.unit)

    def value(self) -> Blank | None:
        variants = tuple(text for text in _BETWEEN.split(self.accept.text().strip()) if text)
        if not variants:
            return None
        unit = self.unit.text().strip()
        known = self._units if self._units and self._units[0].name == unit else ((Unit(unit),) if unit else ())
        tolerance = self.tolerance.value()
        return Blank(variants, tolerance, known if tolerance is not None else ())

    def show_value(self, value: Blank | None) -> None:
        self._units = value.units if value else ()
        self.accept.setText(" | ".join(value.accept) if value else "")
        self.tolerance.set_value(value.tolerance if value else None)
        self.unit.setText(self._units[0].name if self._units else "")

    def first_field(self) -> QWidget:
        return self.accept


class StrictBoxes(QWidget):
    """Which differences between an answer and the key count; without a tick they are levelled out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = Flow(self, gap=16)
        flow.addWidget(Label(t("These differences count:"), "body", "quiet", wrap=False))
        self.boxes = {word: QCheckBox(strict_name(word)) for word in STRICT}
        for box in self.boxes.values():
            flow.addWidget(box)

    def chosen(self) -> tuple[str, ...]:
        """Give the words in the order of the schema."""
        return tuple(word for word, box in self.boxes.items() if box.isChecked())

    def choose(self, words: tuple[str, ...]) -> None:
        """Tick some words and no others."""
        for word, box in self.boxes.items():
            box.setChecked(word in words)


class BlankEditor(KindEditor):
    """Accepted answers of each gap."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.column.addWidget(Label(t("Write ____ (four underscores) in the stem for each gap."), "caption"))
        self.rows = PartRows(BlankRow, t("Add a gap"))
        self.rows.edited.connect(self.edited)
        self.column.addWidget(self.rows)
        self.strict = StrictBoxes()
        for box in self.strict.boxes.values():
            box.clicked.connect(self._tell)
        self.column.addWidget(self.strict)

    def show_parts(self, question: Question) -> None:
        self.rows.show_values(question.blanks)
        self.strict.choose(question.strict)

    def parts(self) -> dict[str, Any]:
        return {"blanks": self.rows.values(), "strict": self.strict.chosen()}

    def first_field(self) -> QWidget:
        return self.rows.first_field()
