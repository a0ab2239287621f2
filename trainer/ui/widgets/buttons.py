"""Buttons by weight: at most one primary on a page, plain ones beside it, quiet and link ones in running places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from trainer.ui.theme import bind_icon


class PlainButton(QPushButton):
    """A button with a border.

    Args:
        text: already translated.
        icon: file name in ``resources/icons``; empty for none.
        on_click: a bound method, called without arguments.
        large: the taller one of entry pages and footers.
    """

    KIND = "plain"
    ICON_ROLE = "ink"

    def __init__(
        self,
        text: str,
        icon: str = "",
        on_click: Callable[[], Any] | None = None,
        *,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", self.KIND)
        if large:
            self.setProperty("fit", "large")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._on_click = on_click
        self._has_icon = bool(icon)
        self.set_text(text)
        if icon:
            self.set_icon(icon)
        if on_click is not None:
            self.clicked.connect(self._clicked)

    def set_text(self, text: str) -> None:
        """Show another word."""
        # A blank keeps the icon off the first character; the style sheet has no word for that distance.
        self.setText((" " if self._has_icon else "") + text.replace("&", "&&"))  # a lone "&" marks a shortcut
        self.setAccessibleName(text)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        bind_icon(self, icon, self.ICON_ROLE, 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses the button that has the focus, as people expect outside dialogs too.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def _clicked(self) -> None:
        if self._on_click is not None:
            self._on_click()


class PrimaryButton(PlainButton):
    """The one thing to do on this page."""

    KIND = "primary"
    ICON_ROLE = "on_primary"


class QuietButton(PlainButton):
    """A button without a border, for things beside the point."""

    KIND = "quiet"
    ICON_ROLE = "primary"


class LinkButton(PlainButton):
    """A button that reads as a link in running text."""

    KIND = "link"
    ICON_ROLE = "primary"


class DangerButton(PlainButton):
    """A button for what cannot be undone."""

    KIND = "danger"
    ICON_ROLE = "bad"
