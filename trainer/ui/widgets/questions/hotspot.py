"""Points on a picture: each one in a right place earns its share."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.kinds.hotspot import right_zones
from trainer.domain.question_bank.kinds.zones import holds_point
from trainer.ui.theme import Row
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.questions.spots import FAR_TOO_MANY, Point, Spots
from trainer.ui.widgets.questions.verdicts import Verdicts
from trainer.ui.widgets.rich_text import said
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn


class Hotspot(Answering):
    """``{"points": [[120, 45]]}``: pixels of the picture."""

    def build(self) -> None:
        self.canvas = Spots(self.attached, self.question.picture)
        self.canvas.edited.connect(self._on_edited)
        self.canvas.selected.connect(self._show_state)
        self.canvas.refused.connect(self._on_refused)
        self.canvas.most = self.points[0] if self.points else len(right_zones(self.question))
        self.column.addWidget(self.canvas)
        self._hint = Label(
            t(
                "Press on the picture to set a point; drag a point to move it."
                " By keyboard: arrow keys move the cross-hair (Shift for small steps), Enter sets, Ctrl and arrow keys"
                " move the point, Del removes it."
            ),
            "caption",
        )
        self.column.addWidget(self._hint)
        self._tools = QWidget()
        foot = Row(self._tools, gap=8)
        self._count = Label("", "body", "quiet", wrap=False)
        self.remove_one = QuietButton(t("Remove the point"), "x", self._on_remove)
        self.remove_all = QuietButton(t("Remove all"), "rotate-ccw", self.canvas.remove_all)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self.remove_one)
        foot.addWidget(self.remove_all)
        self.column.addWidget(self._tools)
        self._show_state()

    def response(self) -> dict[str, Any]:
        return {"points": [list(point) for point in self.canvas.points]} if self.canvas.points else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        self.canvas.set_points(_points(response.get("points")))
        self._show_state()

    def set_locked(self, locked: bool) -> None:
        self.is_locked = self.canvas.is_locked = locked
        self._tools.setVisible(not locked)
        self._hint.setVisible(not locked)
        self.canvas.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.CrossCursor)

    def stops(self) -> list[QWidget]:
        return [self.canvas]

    def judge(self) -> None:
        self.set_locked(True)
        right = right_zones(self.question)
        self.canvas.zones = right
        self.canvas.verdicts = [
            any(holds_point(zone, Fraction(x), Fraction(y)) for zone in right) for x, y in self.canvas.points
        ]
        self.canvas.update()
        if not self.canvas.points:
            self.column.addWidget(Label(t("No point was set."), "body", "quiet"))
        verdicts = Verdicts()
        for number, is_right in enumerate(self.canvas.verdicts, 1):
            verdicts.add(t("Point {n}", n=number), self.verdict(is_right=is_right))
        self.column.addWidget(verdicts)
        named = [said(zone.label) for zone in right if zone.label]
        if named and not (all(self.canvas.verdicts) and len(self.canvas.points) == len(right)):
            self.column.addWidget(self.key_line(t("; ").join(named)))

    def _on_remove(self) -> None:
        self.canvas.remove(self.canvas.chosen)

    def _on_refused(self) -> None:
        self._count.set_tone("warn")
        self._count.setText(t("All points are set. Move one, or remove one first."))

    def _on_edited(self) -> None:
        self._show_state()
        self.changed.emit(False)

    def _show_state(self) -> None:
        count = len(self.canvas.points)
        most = self.canvas.most
        self._count.set_tone("quiet")
        if most:
            self._count.setText(tn("{n} of {total} point set", "{n} of {total} points set", count, total=most))
        else:
            self._count.setText(tn("{n} point set", "{n} points set", count))
        self.remove_one.setEnabled(0 <= self.canvas.chosen < count)
        self.remove_all.setEnabled(count > 0)


def _points(value: Any) -> list[Point]:
    found: list[Point] = []
    for entry in value if isinstance(value, list | tuple) else ():
        if (
            isinstance(entry, list | tuple)
            and len(entry) == 2
            and all(isinstance(part, int | float) and not isinstance(part, bool) for part in entry)
        ):
            found.append((round(entry[0]), round(entry[1])))
    return found[:FAR_TOO_MANY]
