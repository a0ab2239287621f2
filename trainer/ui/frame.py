"""The parts around a page: the rail, the bar on top, the strip that shows long work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QMenu,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from trainer.domain.people.roles import Actor
from trainer.ui import registry
from trainer.ui.tasks import Runner, Task
from trainer.ui.theme import MODES, SCALES, Column, Row, bind, bind_icon, bind_size, theme
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.card import upright
from trainer.ui.widgets.text import Label
from trainer.wording import N_, current_language, t

MODE_NAMES: Final = {
    "light": N_("Light colours"),
    "dark": N_("Dark colours"),
    "contrast": N_("High contrast"),
}

_SHORTCUTS: Final = 9


class Mark(QWidget):
    """The program's own mark: an open book whose right page carries a tick. No emblem of any body."""

    def __init__(self, size: float = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bind_size(self, width=size, height=size)

    def sizeHint(self) -> QSize:
        edge = theme().px(self._size)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 32, self.height() / 32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("primary"))
        painter.drawRoundedRect(QRectF(0, 0, 32, 32), 7, 7)
        pen = QPen(look.color("on_primary"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            [QPointF(16, 11), QPointF(12, 9), QPointF(6, 9), QPointF(6, 22.5), QPointF(12, 22.5), QPointF(16, 24.5)]
        )
        painter.drawPolyline(
            [QPointF(16, 11), QPointF(20, 9), QPointF(26, 9), QPointF(26, 22.5), QPointF(20, 22.5), QPointF(16, 24.5)]
        )
        painter.drawLine(QPointF(16, 11), QPointF(16, 24.5))
        painter.drawPolyline([QPointF(18.8, 15.8), QPointF(20.8, 17.8), QPointF(23.6, 13.6)])
        painter.end()


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
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        whole = Column(self, gap=0)

        self._brand = QWidget()
        top = Row(self._brand, gap=10, margins=(14, 12, 8, 12))
        top.addWidget(Mark(30))
        self._name = Label(t("Cadre Training"), "lead_strong", wrap=False)
        top.addWidget(self._name)
        top.addStretch(1)
        whole.addWidget(self._brand)

        area = QScrollArea()
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
        button = self._buttons.get(page_id)
        if button is not None:
            button.setChecked(True)

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons and words."""
        if folded != self._is_folded:
            self._is_folded = folded
            self._fit(theme())

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
        button.setToolTip(f"{word}  Ctrl+{number}" if number <= _SHORTCUTS else word)
        bind_icon(button, spec.icon, "ink", 20)
        button.setProperty("page_id", spec.page_id)
        button.clicked.connect(self._on_clicked)
        self._group.addButton(button)
        self._buttons[spec.page_id] = button
        self._list.addWidget(button)

    def _on_clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("page_id")))

    def _fit(self, look: Any) -> None:
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


class TopBar(QFrame):
    """Who is here, and the few things that are always at hand.

    Signals:
        language_chosen(str), scale_chosen(float), mode_chosen(str), large_print_chosen(bool), help_wanted(),
        sign_out_wanted(): what the person asked for.
    """

    language_chosen = Signal(str)
    scale_chosen = Signal(float)
    mode_chosen = Signal(str)
    large_print_chosen = Signal(bool)
    help_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(self, unit: str = "", person: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        row = Row(self, gap=4, margins=(32, 6, 16, 6))
        self._unit = Label(unit, "body_strong", wrap=True)
        self._person = Label(person, "body", "quiet", wrap=False)
        row.addWidget(self._unit)
        row.addSpacing(8)
        row.addWidget(self._person)
        row.addStretch(1)
        self._look = self._button("a-large-small", t("Text and colours"))
        self._look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._look.setMenu(self._look_menu())
        row.addWidget(self._look)
        other = "en" if current_language() == "zh" else "zh"
        # A language is named in itself, so that whoever needs it can read it.
        self._language = self._button("languages", "English" if other == "en" else "中文")
        self._language.setProperty("language", other)
        self._language.clicked.connect(self._on_language)
        row.addWidget(self._language)
        self._help = self._button("circle-help", t("Help"))
        self._help.setToolTip(t("Help for this page (F1)"))
        self._help.clicked.connect(self.help_wanted)
        row.addWidget(self._help)
        self._out: QToolButton | None = None
        if person:
            row.addWidget(upright())
            self._out = self._button("log-out", t("Sign out"))
            self._out.clicked.connect(self.sign_out_wanted)
            row.addWidget(self._out)

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons and words."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self._look, self._help, self._out):
            if button is not None:
                button.setToolButtonStyle(style)

    def _button(self, icon: str, word: str) -> QToolButton:
        button = QToolButton()
        button.setText(" " + word)
        button.setAccessibleName(word)
        button.setToolTip(word)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bind_icon(button, icon, "quiet", 18)
        return button

    def _look_menu(self) -> QMenu:
        menu = QMenu(self)
        look = theme()
        sizes = QActionGroup(menu)
        for scale in SCALES:
            action = self._choice(menu, sizes, t("{percent} % text", percent=round(scale * 100)), look.scale == scale)
            action.setData(scale)
            action.triggered.connect(self._on_scale)
        menu.addSeparator()
        modes = QActionGroup(menu)
        for mode in MODES:
            action = self._choice(menu, modes, t(MODE_NAMES[mode]), look.mode == mode)
            action.setData(mode)
            action.triggered.connect(self._on_mode)
        menu.addSeparator()
        large = menu.addAction(t("Large print"))
        large.setCheckable(True)
        large.setChecked(look.is_large_print)
        large.triggered.connect(self.large_print_chosen)
        return menu

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, word: str, is_on: bool) -> QAction:
        action = menu.addAction(word)
        action.setCheckable(True)
        action.setChecked(is_on)
        group.addAction(action)
        return action

    def _on_scale(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.scale_chosen.emit(action.data())

    def _on_mode(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.mode_chosen.emit(action.data())

    def _on_language(self) -> None:
        self.language_chosen.emit(str(self._language.property("language")))


class TaskStrip(QFrame):
    """Shows the work that has taken more than a second, and a way out after five."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        row = Row(self, gap=16, margins=(32, 8, 32, 8))
        self._title = Label("", "body", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        bind_size(self._bar, max_width=420)
        self._steps = Label("", "caption", wrap=False)
        self._cancel = QuietButton(t("Stop"), "x", self._on_cancel)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._steps)
        row.addStretch(1)
        row.addWidget(self._cancel)
        self._tasks: list[Task] = []
        self.hide()
        runner.shown.connect(self._on_shown)
        runner.cancel_offered.connect(self._on_cancel_offered)
        runner.over.connect(self._on_over)

    def _on_shown(self, task: Task) -> None:
        self._tasks.append(task)
        task.progressed.connect(self._on_progress)
        self._show_last()

    def _on_cancel_offered(self, task: Task) -> None:
        if self._tasks and self._tasks[-1] is task:
            self._cancel.show()

    def _on_over(self, task: Task) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
            self._show_last()

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._steps.setText(t("{n} of {total}", n=done, total=total) if total else "")

    def _on_cancel(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()
            self._title.setText(t("Stopping …"))
            self._cancel.hide()

    def _show_last(self) -> None:
        self.setVisible(bool(self._tasks))
        self._cancel.hide()
        self._bar.setRange(0, 0)
        self._steps.setText("")
        if self._tasks:
            self._title.setText(self._tasks[-1].title or t("Working …"))


def shortcut_targets(page_ids: Iterable[str]) -> list[str]:
    """Give the pages that Ctrl+1 to Ctrl+9 open."""
    return list(page_ids)[:_SHORTCUTS]


__all__ = ["Mark", "Rail", "TaskStrip", "TopBar", "shortcut_targets"]
