"""The parts that are there before anybody has signed in: the program's mark and the bar on top."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from trainer.ui.theme import Row, bind_icon, bind_size, theme
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
        self._look.clicked.connect(self._on_look)
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

    def _on_look(self) -> None:
        from trainer.ui.look_menu import LookMenu

        menu = LookMenu(self)
        menu.scale_chosen.connect(self.scale_chosen)
        menu.mode_chosen.connect(self.mode_chosen)
        menu.large_print_chosen.connect(self.large_print_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._look.mapToGlobal(self._look.rect().bottomLeft()))

    def _on_language(self) -> None:
        self.language_chosen.emit(str(self._language.property("language")))


__all__ = ["MODE_NAMES", "Mark", "TopBar"]
