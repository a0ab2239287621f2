"""Hotspot and drag-to-place: zones on a picture."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from trainer.domain.question_bank.answers import Attachment, Shape, Token, Zone
from trainer.domain.question_bank.question import Question
from trainer.ui.author.editors.base import Desk, Field, KindEditor, WordBox
from trainer.ui.author.editors.canvas import ZoneCanvas
from trainer.ui.author.editors.rows import PartRow, PartRows
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets.buttons import PlainButton
from trainer.ui.widgets.text import Label
from trainer.wording import t


class ZoneRow(PartRow):
    """One zone: its outline in numbers, what it is, and whether it belongs to the key.

    Args:
        takes_tokens: which tokens belong here is written instead of a tick.
    """

    def __init__(self, *, takes_tokens: bool) -> None:
        super().__init__()
        self._takes_tokens = takes_tokens
        self.shape = WordBox(
            t("Outline"),
            [
                (Shape.RECTANGLE, t("rectangle")),
                (Shape.CIRCLE, t("circle")),
                (Shape.POLYGON, t("polygon")),
            ],
        )
        self.points = Field(t("Points of the outline"), t("left, top, right, bottom"))
        self.points.setToolTip(
            t("Rectangle: left, top, right, bottom. Circle: x, y, radius. Polygon: x, y of each corner.")
        )
        self.label = Field(t("What it is"), t("What it is, in words"))
        self.is_right = QCheckBox(t("right"))
        self.takes = Field(t("Tokens that belong here"), t("numbers of tokens, such as 1, 3"))
        bind_size(self.points, min_width=140)
        bind_size(self.takes, width=150)
        self.line.addWidget(self.shape)
        self.line.addWidget(self.points, 1)
        self.line.addWidget(self.label, 1)
        self.line.addWidget(self.takes if takes_tokens else self.is_right)
        self.shape.currentIndexChanged.connect(self.tell)
        self.is_right.clicked.connect(self.tell)
        for field in (self.points, self.label, self.takes):
            field.textEdited.connect(self.tell)

    def value(self) -> Zone | None:
        points = _wholes(self.points.text())
        if not points:
            return None
        takes = tuple(number - 1 for number in _wholes(self.takes.text()) if number > 0) if self._takes_tokens else ()
        is_right = not self._takes_tokens and self.is_right.isChecked()
        return Zone(self.shape.value(), points, is_right, takes, self.label.text().strip())

    def show_value(self, value: Zone | None) -> None:
        self.shape.set_value(value.shape if value else Shape.RECTANGLE)
        self.points.setText(", ".join(map(str, value.points)) if value else "")
        self.label.setText(value.label if value else "")
        self.is_right.setChecked(bool(value and value.is_right))
        self.takes.setText(", ".join(str(place + 1) for place in value.takes) if value else "")

    def first_field(self) -> QWidget:
        return self.points


class TokenRow(PartRow):
    """One thing to be placed."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = ""
        self.text = Field(t("Token"), t("What is written on it"))
        self.text.textEdited.connect(self.tell)
        self.copies = QSpinBox()
        self.copies.setRange(0, 99)
        self.copies.setSpecialValueText(t("without limit"))
        self.copies.setAccessibleName(t("How often it may be used"))
        self.copies.setToolTip(t("How often it may be used"))
        self.copies.valueChanged.connect(self.tell)
        bind_size(self.copies, width=120)
        self.line.addWidget(self.text, 1)
        self.line.addWidget(self.copies)

    def value(self) -> Token | None:
        text = self.text.text().strip()
        return Token(text, self._picture, self.copies.value()) if text or self._picture else None

    def show_value(self, value: Token | None) -> None:
        self._picture = value.picture if value else ""
        self.text.setText(value.text if value else "")
        self.copies.blockSignals(True)
        self.copies.setValue(value.copies if value else 1)
        self.copies.blockSignals(False)

    def first_field(self) -> QWidget:
        return self.text


class PictureEditor(KindEditor):
    """A picture and its zones."""

    takes_tokens = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._name = ""
        head = Row(gap=12)
        self.choose = PlainButton(t("Choose a picture"), "image", self._on_choose)
        self.picture_name = Label("", "body", "quiet", wrap=False)
        self.shape = WordBox(
            t("Draw with the mouse"),
            [
                (Shape.RECTANGLE, t("rectangle")),
                (Shape.CIRCLE, t("circle")),
                (Shape.POLYGON, t("polygon")),
            ],
        )
        self.shape.currentIndexChanged.connect(self._on_shape)
        head.addWidget(self.choose)
        head.addWidget(self.picture_name)
        head.addStretch(1)
        head.addWidget(Label(t("Draw with the mouse"), "body", "quiet", wrap=False))
        head.addWidget(self.shape)
        self.column.addLayout(head)
        self.canvas = ZoneCanvas()
        self.canvas.drawn.connect(self._on_drawn)
        self.column.addWidget(self.canvas)
        self.zones = PartRows(self._make_zone, t("Add a zone"), begin_with=0, least=0)
        self.zones.edited.connect(self._on_zones)
        self.column.addWidget(self.zones)

    def show_parts(self, question: Question) -> None:
        self._name = question.picture
        self.zones.show_values(question.zones)
        self._show_picture()

    def parts(self) -> dict[str, Any]:
        return {"picture": self._name, "zones": self.zones.values()}

    def first_field(self) -> QWidget:
        return self.choose

    def _make_zone(self) -> PartRow:
        return ZoneRow(takes_tokens=self.takes_tokens)

    def _on_choose(self) -> None:
        self.desk.ask_for_picture(self._on_picture)

    def _on_picture(self, attachment: Attachment) -> None:
        self._name = attachment.name
        self._show_picture()
        self.edited.emit()

    def _on_shape(self) -> None:
        self.canvas.shape = self.shape.value()

    def _on_drawn(self, zone: Zone) -> None:
        self.zones.add().show_value(zone)
        self._on_zones()

    def _on_zones(self) -> None:
        self.canvas.show_zones(self.zones.values())
        self.edited.emit()

    def _show_picture(self) -> None:
        self.picture_name.setText(self._name)
        self.canvas.show_picture(self.desk.content(self._name) if self._name else None)
        self.canvas.show_zones(self.zones.values())


class HotspotEditor(PictureEditor):
    """The right zones are ticked."""


class DragEditor(PictureEditor):
    """Tokens, and the zones that take them."""

    takes_tokens = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tokens = PartRows(TokenRow, t("Add a token"), begin_with=2, least=1)
        self.tokens.edited.connect(self.edited)
        self.column.addWidget(self.tokens)

    def show_parts(self, question: Question) -> None:
        super().show_parts(question)
        self.tokens.show_values(question.tokens)

    def parts(self) -> dict[str, Any]:
        return super().parts() | {"tokens": self.tokens.values()}


def _wholes(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"-?\d{1,6}", text))
