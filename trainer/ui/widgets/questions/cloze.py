"""Cloze: fields and boxes set into the running text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from trainer.domain.question_bank.accepted import shown_gap
from trainer.domain.question_bank.answers import Gap, GapKind
from trainer.domain.question_bank.blocks import blocks
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets.questions.base import Answering, entries, is_index
from trainer.ui.widgets.questions.boxes import CalmCombo
from trainer.ui.widgets.questions.marking import is_right
from trainer.ui.widgets.questions.verdicts import Verdicts
from trainer.ui.widgets.rich_document import RichText
from trainer.ui.widgets.rich_text import said
from trainer.ui.widgets.text import Label, restyle
from trainer.wording import t

_LONGEST: Final = 200
_NUMBER_WIDTH: Final = 110
# The same for every gap: a width made for the key would tell it.
_TEXT_WIDTH: Final = 168
_WIDEST_BOX: Final = 360


class Cloze(Answering):
    """``{"gaps": [1, "仿宋", null]}``: an index into the choices of a gap, or what was written."""

    holds_stem = True

    def build(self) -> None:
        self.fields: list[QLineEdit | CalmCombo] = []
        waiting = iter(self.orders)
        # For each gap the written places of its choices in the order shown.
        self.shown: list[list[int]] = [
            next(waiting) if gap.kind is GapKind.CHOICE and gap.choices else [] for gap in self.question.gaps
        ]
        for number, gap in enumerate(self.question.gaps, 1):
            self.fields.append(self._box(gap, number) if gap.kind is GapKind.CHOICE else self._field(gap, number))
        slots: dict[int, QWidget] = dict(enumerate(self.fields, 1))
        self.flow = RichText(blocks(self.question.stem), "reading", 121, self.attached, slots=slots)
        self.column.addWidget(self.flow)
        for number in self.flow.missing_slots:
            # The text forgot a gap: it can be filled all the same.
            line = Row(gap=12)
            line.addWidget(Label(t("Gap {n}", n=number), "body", "quiet", wrap=False))
            line.addWidget(self.fields[number - 1])
            line.addStretch(1)
            self.fields[number - 1].show()
            self.column.addLayout(line)
        for before, after in zip(self.fields, self.fields[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def response(self) -> dict[str, Any]:
        found = [self._given(number) for number in range(len(self.fields))]
        return {"gaps": found} if any(entry is not None for entry in found) else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        given = entries(response.get("gaps"), len(self.fields))
        for gap, field, shown, entry in zip(self.question.gaps, self.fields, self.shown, given, strict=True):
            field.blockSignals(True)
            if isinstance(field, CalmCombo):
                field.setCurrentIndex(shown.index(entry) + 1 if is_index(entry, len(gap.choices)) else 0)
            else:
                field.setText(entry if isinstance(entry, str) else "")
            field.blockSignals(False)

    def set_locked(self, locked: bool) -> None:
        self.is_locked = locked
        for field in self.fields:
            if isinstance(field, QLineEdit):
                field.setReadOnly(locked)
            else:
                field.set_locked(locked)

    def stops(self) -> list[QWidget]:
        return list(self.fields)

    def judge(self) -> None:
        self.set_locked(True)
        verdicts = Verdicts()
        for number, (gap, field) in enumerate(zip(self.question.gaps, self.fields, strict=True), 1):
            given = self._given(number - 1)
            alone = replace(self.question, gaps=(gap,))
            right = is_right(alone, {"gaps": [given]})
            restyle(field, state="good" if right else "bad")
            key, why = _key(gap), _why(gap, given)
            verdicts.add(
                t("Gap {n}", n=number),
                self.verdict(is_right=right),
                self.key_line(key) if key and not right else None,
                self.reason(why) if why else None,
            )
        self.column.addWidget(verdicts)
        self.flow.fit_slots()

    # -- inside

    def _box(self, gap: Gap, number: int) -> CalmCombo:
        box = CalmCombo()
        box.setProperty("inline", "true")
        box.addItem(t("({n}) please choose", n=number))
        for place in self.shown[number - 1]:
            box.addItem(said(gap.choices[place].text))
        box.setAccessibleName(t("Gap {n}", n=number))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        bind_size(box, max_width=_WIDEST_BOX)
        box.currentIndexChanged.connect(self._on_chosen)
        return box

    def _field(self, gap: Gap, number: int) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("inline", "true")
        field.setPlaceholderText(f"({number})")
        field.setAccessibleName(t("Gap {n}", n=number))
        field.setMaxLength(_LONGEST)
        bind_size(field, width=_NUMBER_WIDTH if gap.kind is GapKind.NUMBER else _TEXT_WIDTH)
        field.textEdited.connect(self._on_typed)
        return field

    def _given(self, place: int) -> int | str | None:
        field = self.fields[place]
        if isinstance(field, CalmCombo):
            return self.shown[place][field.currentIndex() - 1] if field.currentIndex() > 0 else None
        return field.text() if field.text().strip() else None

    def _on_chosen(self) -> None:
        self.changed.emit(False)

    def _on_typed(self) -> None:
        self.changed.emit(True)


def _key(gap: Gap) -> str:
    shown = shown_gap(gap)
    return said(shown) if gap.kind is GapKind.CHOICE else shown


def _why(gap: Gap, given: int | str | None) -> str:
    if isinstance(given, int) and gap.kind is GapKind.CHOICE and given < len(gap.choices):
        return gap.choices[given].why
    return next((choice.why for choice in gap.choices if choice.is_right and choice.why), "")
