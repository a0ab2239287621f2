"""Rows of a blueprint as a small table to fill in, each with its supply beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QToolButton, QWidget

from trainer.domain.papers.blueprint import Blueprint, Row
from trainer.domain.question_bank.question import Kind
from trainer.ui.theme import Column, bind_icon, bind_size
from trainer.ui.theme import Row as Line
from trainer.ui.widgets import PlainButton
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label
from trainer.wording import N_, t
from trainer.wording.question_terms import KINDS

_LEVELS: Final[tuple[tuple[str, tuple[int, ...]], ...]] = (
    (N_("any difficulty"), ()),
    (N_("easy"), (1, 2)),
    (N_("medium"), (3,)),
    (N_("hard"), (4, 5)),
)


class RowEditor(QWidget):
    """One row. Signals: edited(); removed()."""

    edited = Signal()
    removed = Signal()

    def __init__(self, courses: list[tuple[str, str]], row: Row) -> None:
        super().__init__()
        # Fixed widths keep the rows in columns; at a large text size a row breaks instead of being cut.
        line = Flow(self, gap=8)
        self.course = QComboBox()
        self.course.setAccessibleName(t("Course"))
        self.course.addItem(t("any course"), "")
        for code, title in courses:
            self.course.addItem(title, code)
        self.kind = QComboBox()
        self.kind.setAccessibleName(t("Kind of question"))
        self.kind.addItem(t("any kind"), "")
        for kind, name in KINDS.items():
            self.kind.addItem(t(name), kind)
        self.level = QComboBox()
        self.level.setAccessibleName(t("Difficulty"))
        for name, levels in _LEVELS:
            self.level.addItem(t(name), list(levels))
        self.count = QSpinBox()
        self.count.setRange(1, 200)
        self.count.setAccessibleName(t("Number of questions"))
        self.marks = QDoubleSpinBox()
        self.marks.setRange(0.25, 100)
        self.marks.setSingleStep(0.5)
        self.marks.setDecimals(2)
        self.marks.setAccessibleName(t("Marks of each"))
        self.supply = Label("", "caption", "quiet")
        drop = QToolButton()
        drop.setAccessibleName(t("Remove this row"))
        drop.setToolTip(t("Remove this row"))
        bind_icon(drop, "x", "quiet", 18)
        drop.clicked.connect(self.removed)
        widths: tuple[tuple[QWidget, float], ...] = (
            (self.course, 240),
            (self.kind, 176),
            (self.level, 156),
            (self.count, 84),
            (Label("×", "body", "quiet", wrap=False), 16),
            (self.marks, 96),
            (self.supply, 150),
            (drop, 32),
        )
        for field, width in widths:
            bind_size(field, width=width)
            line.addWidget(field)
        self._show(row)
        for combo in (self.course, self.kind, self.level):
            combo.currentIndexChanged.connect(self._on_edited)
        self.count.valueChanged.connect(self._on_edited)
        self.marks.valueChanged.connect(self._on_edited)

    def _on_edited(self, _value: object) -> None:
        self.edited.emit()

    def _show(self, row: Row) -> None:
        self.course.setCurrentIndex(max(0, self.course.findData(row.courses[0] if row.courses else "")))
        self.kind.setCurrentIndex(max(0, self.kind.findData(row.kinds[0].value if row.kinds else "")))
        places = [n for n, (_, levels) in enumerate(_LEVELS) if levels == row.difficulties]
        self.level.setCurrentIndex(places[0] if places else 0)
        self.count.setValue(row.count)
        self.marks.setValue(float(row.marks))

    def row(self) -> Row:
        """Give the row as it stands."""
        course, kind, levels = self.course.currentData(), self.kind.currentData(), self.level.currentData()
        return Row(
            self.count.value(),
            Fraction(str(self.marks.value())),
            (course,) if course else (),
            (Kind(kind),) if kind else (),
            tuple(levels or ()),
        )

    def show_supply(self, words: str, *, is_wanting: bool) -> None:
        """Say how many questions there are for this row."""
        self.supply.setText(words)
        self.supply.set_tone("bad" if is_wanting else "quiet")


class BlueprintRows(QWidget):
    """All rows. Signals: edited(): a row was added, changed or removed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = Column(self, gap=8)
        self._rows = Column(gap=8)
        self._column.addLayout(self._rows)
        add = Line(gap=8)
        add.addWidget(PlainButton(t("Add a row"), "plus", self._add))
        add.addStretch(1)
        self._column.addLayout(add)
        self.editors: list[RowEditor] = []
        self._courses: list[tuple[str, str]] = []

    def show_blueprint(self, courses: list[tuple[str, str]], blueprint: Blueprint) -> None:
        """Show other rows."""
        self._courses = courses
        for editor in list(self.editors):
            self._drop(editor)
        for row in blueprint.rows:
            self._append(row)

    def blueprint(self, name: str) -> Blueprint:
        """Give the blueprint as it stands; it may have no row."""
        return Blueprint(tuple(editor.row() for editor in self.editors), name)

    def _add(self) -> None:
        self._append(Row(5, Fraction(2), kinds=(Kind.SINGLE,)))
        self.edited.emit()

    def _append(self, row: Row) -> None:
        editor = RowEditor(self._courses, row)
        editor.edited.connect(self.edited)
        editor.removed.connect(self._on_removed)
        self.editors.append(editor)
        self._rows.addWidget(editor)

    def _on_removed(self) -> None:
        editor = self.sender()
        if isinstance(editor, RowEditor):
            self._drop(editor)
            self.edited.emit()

    def _drop(self, editor: RowEditor) -> None:
        self.editors.remove(editor)
        self._rows.removeWidget(editor)
        editor.deleteLater()
