"""Words on a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Label(QLabel):
    """A text in one of the type roles.

    Args:
        text: already translated; shown as it is, never read as HTML.
        type: caption, body, lead, section, page, key, reading ...; see ``tokens.json``.
        tone: ink, quiet, faint, primary, accent, good, warn, bad; empty keeps the role's own.
        wrap: break into lines (labels in a row of fixed things say no).
    """

    def __init__(
        self,
        text: str = "",
        type: str = "body",
        tone: str = "",
        *,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", type)
        if tone:
            self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)
        # A wrapping label may always be narrower than its text: nothing may push a page wider than its window.
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum
        )
        if wrap:
            self.setMinimumWidth(1)

    def set_tone(self, tone: str) -> None:
        """Change the colour role."""
        restyle(self, tone=tone)

    def set_type(self, type: str) -> None:
        """Change the type role."""
        restyle(self, type=type)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at and draw the widget anew."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
