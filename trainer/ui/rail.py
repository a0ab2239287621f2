"""The rail: the pages somebody may open, by group, as icon and word."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolButton, QWidget

from trainer.domain.people.roles import Actor
from trainer.ui import registry
from trainer.ui.frame import Mark
from trainer.ui.theme import Column, Row, Theme, bind, bind_icon, theme
from trainer.ui.widgets.text import Label
from trainer.wording import t

# Pages that a key opens: Ctrl+1 to Ctrl+9.
SHORTCUTS: Final = 9


class Rail(QFrame):
    """The pages somebody may open, by group; folds to icons on a narrow window.

    Signals:
        chosen(str): a page id.
    """

    chosen = Signal(str)

    def __init__(self, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._is_folded = False
        self._buttons: dict[str, QToolButton] = {}
        self._captions: list[QWidget] = []
        self._rules: list[QWidget] = []
        whole = Column(self, gap=0)

        self._brand = QWidget()
        top = Row(self._brand, gap=10, margins=(14, 12, 8, 12))
        top.addWidget(Mark(30))
        self._name = Label(t("Cadre Training"), "lead_strong", wrap=False)
        top.addWidget(self._name)
        top.addStretch(1)
        whole.addWidget(self._brand)

        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setObjectName("scrolled")
        self._list = Column(content, gap=0, margins=(0, 4, 0, 16))
        area.setWidget(content)
        whole.addWidget(area, 1)
        groups = list(registry.rail_for(actor))
        number = 0
        for group, pages in groups:
            if len(groups) > 1:
                self._add_caption(t(registry.GROUPS[group]), is_first=not self._captions)
            for spec in pages:
                number += 1
                self._add(spec, number)
        self._list.addStretch(1)
        bind(self, self._fit)

    @property
    def page_ids(self) -> list[str]:
        """Pages in the order of the rail."""
        return list(self._buttons)

    def mark(self, page_id: str) -> None:
        """Show which page is open; a page beyond the rail leaves the last mark in place."""
        # NOTE: not a QButtonGroup: there an arrow key would open every page it passes.
        if page_id in self._buttons:
            for known, button in self._buttons.items():
                button.setChecked(known == page_id)
            self._area.ensureWidgetVisible(self._buttons[page_id], 0, theme().px(44))

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons and words."""
        if folded != self._is_folded:
            self._is_folded = folded
            self._fit(theme())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step and at is not None:
            buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at is not None:
            buttons[at].click()
            return
        super().keyPressEvent(event)

    def _add_caption(self, text: str, *, is_first: bool) -> None:
        caption = QWidget()
        row = Row(caption, margins=(18, 4 if is_first else 16, 8, 4))
        row.addWidget(Label(text, "caption", wrap=False))
        row.addStretch(1)
        self._captions.append(caption)
        self._list.addWidget(caption)

    def _add(self, spec: registry.PageSpec, number: int) -> None:
        word = t(spec.title)
        button = QToolButton()
        button.setText(" " + word)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(word)
        button.setToolTip(f"{word}  Ctrl+{number}" if number <= SHORTCUTS else word)
        bind_icon(button, spec.icon, "ink", 20)
        button.setProperty("page_id", spec.page_id)
        button.clicked.connect(self._on_clicked)
        self._buttons[spec.page_id] = button
        self._list.addWidget(button)

    def _on_clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("page_id")))

    def _fit(self, look: Theme) -> None:
        width = look.number("rail_folded_width" if self._is_folded else "rail_width")
        self.setFixedWidth(look.px(width) if self._is_folded else round(look.gap(width) * 1.02))
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if self._is_folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
        for caption in self._captions:
            caption.setVisible(not self._is_folded)
        self._name.setVisible(not self._is_folded)
