"""A number, with its unit beside it where the question has units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.accepted import best_number, shown_number
from trainer.domain.question_bank.question import WHOLE
from trainer.ui.theme import bind_size
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.questions.blank import GapRow
from trainer.ui.widgets.questions.boxes import CalmCombo
from trainer.ui.widgets.questions.marking import earned, is_right
from trainer.ui.widgets.rich_text import said as spoken
from trainer.wording import t


class Numeric(Answering):
    """``{"number": "3.14 m"}``: as typed, the unit chosen behind it."""

    def build(self) -> None:
        self.row = GapRow(t("Your answer"))
        bind_size(self.row.field, max_width=280)
        self.row.edited.connect(self._on_edited)
        self.unit: CalmCombo | None = None
        if self.question.units:
            self.unit = CalmCombo()
            self.unit.setAccessibleName(t("Unit of measure"))
            self.unit.addItem(t("Unit"), "")
            for one in self.question.units:
                self.unit.addItem(spoken(one.name), one.name)
            bind_size(self.unit, min_width=112)
            self.unit.currentIndexChanged.connect(self._on_unit)
            self.row.add_beside(self.unit)
        self.column.addWidget(self.row)

    def response(self) -> dict[str, Any]:
        number = self.row.field.text()
        if not number.strip():
            return {}
        unit = self.unit.currentData() if self.unit is not None else ""
        return {"number": f"{number} {unit}" if unit else number}

    def set_response(self, response: Mapping[str, Any]) -> None:
        text = response.get("number")
        text = text if isinstance(text, str) else ""
        place = 0
        fitting = [n for n, unit in enumerate(self.question.units) if text.endswith(f" {unit.name}")]
        if fitting:
            # "3 square m" ends in "m", too.
            longest = max(fitting, key=lambda n: len(self.question.units[n].name))
            text, place = text.removesuffix(f" {self.question.units[longest].name}"), longest + 1
        self.row.field.setText(text)
        if self.unit is not None:
            self.unit.blockSignals(True)
            self.unit.setCurrentIndex(place)
            self.unit.blockSignals(False)

    def stops(self) -> list[QWidget]:
        return [self.row.field] + ([self.unit] if self.unit is not None else [])

    def set_locked(self, locked: bool) -> None:
        self.is_locked = locked
        self.row.field.setReadOnly(locked)
        if self.unit is not None:
            self.unit.set_locked(locked)

    def judge(self) -> None:
        self.set_locked(True)
        given = self.response()
        fraction = earned(self.question, given) or 0
        best = best_number(self.question.numbers)
        said = "" if best is None else shown_number(best, self.question.units) or t("any number")
        key = self.key_line(said) if said and fraction != 1 else None
        self.row.judge(self.verdict(is_right=fraction == 1), key, is_right=fraction == 1)
        if why := self._why(given):
            self.column.addWidget(self.reason(why))

    def _why(self, given: Mapping[str, Any]) -> str:
        """Say why what was given is right or wrong: the reason of the first accepted number that it meets."""
        for key in self.question.numbers:
            alone = replace(self.question, numbers=(replace(key, share=WHOLE),))
            if key.why and is_right(alone, given):
                return key.why
        return ""

    def _on_edited(self) -> None:
        self.changed.emit(True)

    def _on_unit(self) -> None:
        self.changed.emit(False)
