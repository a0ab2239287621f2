"""Fields with their names above them, a hint below, and the complaint beside the field it speaks of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets.text import Label, restyle


class Form(QWidget):
    """A column of fields.

    Names stand above the fields: they may be long in one language, and a large text size needs the width.
    """

    def __init__(self, parent: QWidget | None = None, *, max_width: float = 480) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=16)
        self._complaints: dict[QWidget, Label] = {}
        bind_size(self, max_width=max_width)

    def add(self, name: str, field: QWidget, hint: str = "") -> QWidget:
        """Add a field.

        Args:
            name: what is asked, already translated; also what a screen reader says.
            field: any input widget.
            hint: one quiet line under it.

        Returns:
            The field.
        """
        group = Column(gap=4)
        label = Label(name, "body_strong")
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name)
        group.addWidget(label)
        group.addWidget(field)
        if hint:
            group.addWidget(Label(hint, "caption"))
        complaint = Label("", "caption", "bad")
        complaint.hide()
        group.addWidget(complaint)
        self._complaints[field] = complaint
        self._column.addLayout(group)
        return field

    def add_widget(self, widget: QWidget) -> QWidget:
        """Add something that is not a named field."""
        self._column.addWidget(widget)
        return widget

    def complain(self, field: QWidget, sentence: str) -> None:
        """Say what is wrong with a field, beside it, and go there."""
        complaint = self._complaints[field]
        complaint.setText(sentence)
        complaint.show()
        restyle(field, state="bad")
        field.setAccessibleDescription(sentence)
        field.setFocus()

    def clear_complaints(self) -> None:
        """Take all complaints away."""
        for field, complaint in self._complaints.items():
            complaint.hide()
            complaint.setText("")
            field.setAccessibleDescription("")
            restyle(field, state="")
