"""The parts around a page: the mark, the bar on top, the strip that shows long work. The rail has a module of its own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from trainer.ui.tasks import Runner, Task
from trainer.ui.theme import MODES, SCALES, Row, bind_icon, bind_size, theme
from trainer.ui.widgets.buttons import QuietButton
from trainer.ui.widgets.card import upright
from trainer.ui.widgets.text import Label
from trainer.wording import N_, current_language, t

MODE_NAMES: Final = {
    "light": N_("Light colours"),
    "dark": N_("Dark colours"),
    "contrast": N_("High contrast"),
}


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


__all__ = ["Mark", "TaskStrip", "TopBar"]
