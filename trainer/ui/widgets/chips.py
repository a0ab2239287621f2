"""Filters as chips: what is on is seen at a glance, one press changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from trainer.ui.theme import bind_icon, theme, unbind_icon
from trainer.ui.widgets.flow import Flow


class _Chip(QPushButton):
    """A chip with room for its word in the stronger letters of a chip that is on; Qt measures the plain ones."""

    def sizeHint(self) -> QSize:
        hint, look = super().sizeHint(), theme()
        word = QFontMetrics(look.font("caption_strong")).horizontalAdvance(self.text().replace("&&", "&"))
        icon = 0 if self.icon().isNull() else self.iconSize().width() + look.gap(4)
        return QSize(max(hint.width(), word + icon + 2 * look.gap(8) + 4), hint.height())


class FilterChips(QWidget):
    """A row of chips that breaks where the window ends.

    Args:
        chips: key and word of each, already translated.
        exclusive: exactly one is on.

    Signals:
        changed(list[str]): keys of the chips that are on, in their order.
    """

    changed = Signal(list)

    def __init__(
        self, chips: Sequence[tuple[str, str]] = (), *, exclusive: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=8)
        self._exclusive = exclusive
        self._group = QButtonGroup(self)
        self._group.setExclusive(exclusive)
        self._buttons: dict[str, QPushButton] = {}
        self.set_chips(chips)

    @property
    def chosen(self) -> list[str]:
        """Keys of the chips that are on."""
        return [key for key, button in self._buttons.items() if button.isChecked()]

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show other chips; those that stay keep their state."""
        before = set(self.chosen)
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for key, word in chips:
            button = _Chip(word.replace("&", "&&"))
            button.setProperty("kind", "chip")
            button.setProperty("key", key)
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.toggled.connect(self._on_toggled)
            self._group.addButton(button)
            self._flow.addWidget(button)
            self._buttons[key] = button
        self.choose(before & set(self._buttons))
        if self._exclusive and not self.chosen and self._buttons:
            self.choose([next(iter(self._buttons))])

    def choose(self, keys: Iterable[str]) -> None:
        """Switch chips on and the others off, without telling."""
        wanted = set(keys)
        for key, button in self._buttons.items():
            button.blockSignals(True)
            button.setChecked(key in wanted)
            button.blockSignals(False)
            self._tick(button)

    def set_word(self, key: str, word: str) -> None:
        """Change the word of a chip, for example its count."""
        self._buttons[key].setText(word.replace("&", "&&"))
        self._buttons[key].updateGeometry()
        self._flow.invalidate()
        self.updateGeometry()

    def _on_toggled(self, on: bool) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self._tick(button)
        if on or not self._exclusive:
            self.changed.emit(self.chosen)

    def _tick(self, button: QPushButton) -> None:
        # A tick as well as a colour: a chip that is on is seen in grey too.
        if button.isChecked():
            bind_icon(button, "check", "primary_strong", 14)
        elif self._exclusive:
            unbind_icon(button)
        else:
            bind_icon(button, "plus", "quiet", 14)
        button.updateGeometry()
