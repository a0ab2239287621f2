"""Words on a page."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from trainer.ui.theme import theme

_TAG: Final = re.compile(r"<[^>]*>")
# Widest line a text asks for by itself; a layout may always give it more.
_ASKS_FOR: Final = 520


class Wrapped(QLabel):
    """A label that may always be narrower than its text and is as high as its lines need.

    Qt's own hints for a wrapping label are a tall, narrow block; in nested layouts that makes pages far too high.
    """

    def sizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().sizeHint()
        plain = _TAG.sub("", self.text().replace("<br/>", "\n")) if "<" in self.text() else self.text()
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(line) for line in plain.split("\n")), default=0)
        width = min(longest + metrics.averageCharWidth(), theme().px(_ASKS_FOR))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(1, self.fontMetrics().height())


class Label(Wrapped):
    """A text in one of the type roles.

    Args:
        text: already translated; shown as it is, never read as HTML.
        role: caption, body, lead, section, page, key, reading ...; see ``tokens.json``.
        tone: ink, quiet, faint, primary, accent, good, warn, bad; empty keeps the role's own.
        wrap: break into lines (labels in a row of fixed things say no).
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "",
        *,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", role)
        if tone:
            self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Change the colour role."""
        restyle(self, tone=tone)

    def set_type(self, role: str) -> None:
        """Change the type role."""
        restyle(self, type=role)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at and draw the widget anew."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
