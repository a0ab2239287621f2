"""The one column of reading text: its own text size, and the paragraph at its top."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from trainer.ui.theme import Column, Row, Theme, theme
from trainer.ui.widgets.lesson_view import LessonScreenView

# Type roles that follow the reader's own text size.
_ROLES: Final = (
    "caption",
    "caption_strong",
    "body",
    "body_strong",
    "lead",
    "lead_strong",
    "section",
    "reading",
    "reading_strong",
    "reading_head",
    "reading_sub",
)
_LINES_PER_STEP: Final = 3


class ReadingColumn(QScrollArea):
    """Scrolls one column that is never wider than 38 characters, at the reader's own text size.

    Signals:
        place_changed(int): number of the block now at the top.
    """

    place_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: float | None = None
        self._column_px = 0
        self._wanted_block: int | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        content = QWidget()
        content.setObjectName("scrolled")
        # NOTE: without a least height of its own the area takes the layout's, which is reckoned for narrow lines and leaves
        # an empty tail below the text; with one it asks how high the text is at the width it has.
        content.setMinimumHeight(1)
        across = Row(content, gap=0, margins=(24, 20, 24, 40))
        across.addStretch(1)
        self._inner = QWidget()
        self.body = Column(self._inner, gap=16)
        across.addWidget(self._inner, 1000)
        across.addStretch(1)
        self.screen_view = LessonScreenView()
        self._shown: QWidget = self.screen_view
        self.body.addWidget(self.screen_view)
        self.body.addStretch(1)
        self.setWidget(content)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._go_to_wanted)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.screen_view.installEventFilter(self)
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def scale(self) -> float:
        """Text size in force in the column."""
        return self._scale if self._scale is not None else theme().scale

    @property
    def column_width(self) -> int:
        """The width the column would like to have, in pixels, with its margins."""
        return self._column_px + 2 * theme().gap(24) + theme().px(12)

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum()

    @property
    def is_at_start(self) -> bool:
        """Whether the first line is in sight."""
        return self.verticalScrollBar().value() <= 0

    def set_scale(self, scale: float | None) -> None:
        """Choose the column's own text size, 1.0 to 2.0; None follows the program's."""
        block = self.block()
        self._scale = scale
        self._fit()
        self.go_to(block)

    def show_widget(self, widget: QWidget | None) -> None:
        """Show a widget in the column instead of a screen of text; None for the screen of text."""
        wanted = widget if widget is not None else self.screen_view
        if self._shown is not wanted:
            self.body.replaceWidget(self._shown, wanted)
            self._shown.hide()
            if self._shown is not self.screen_view:
                self._shown.deleteLater()
            self._shown = wanted
        wanted.show()
        self.go_to(0)

    def go_to(self, block: int) -> None:
        """Bring a block to the top, now and again when everything has found its size."""
        self._wanted_block = block
        self._go_to_wanted()
        self._settle.start()

    def block(self) -> int:
        """Give the number of the block at the top."""
        if self._shown is not self.screen_view:
            return 0
        # A block of which only the last line is left above counts as read.
        return self.screen_view.block_at(self.verticalScrollBar().value() + theme().px(8))

    def page(self, by: int) -> bool:
        """Turn a page up or down; no when the end was already in sight."""
        if (by > 0 and self.is_at_end) or (by < 0 and self.is_at_start):
            return False
        bar = self.verticalScrollBar()
        # Two lines of the old page stay in sight, so that the eye finds its place.
        bar.setValue(bar.value() + by * max(1, bar.pageStep() - theme().px(64)))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize} and self._wanted_block is not None:
            self._settle.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before the text flows anew: the paragraph at the top stays at the top.
        block = self._wanted_block if self._wanted_block is not None else self.block()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and event.oldSize().width() > 0:
            self.go_to(block)

    def _go_to_wanted(self) -> None:
        if self._wanted_block is None:
            return
        if self._wanted_block <= 0 or self._shown is not self.screen_view:
            self.verticalScrollBar().setValue(0)
        else:
            widget = self.screen_view.block_widget(self._wanted_block)
            if widget is not None:
                self.verticalScrollBar().setValue(widget.y())
        if not self._settle.isActive():
            self._wanted_block = None

    def _on_scrolled(self) -> None:
        if self._wanted_block is None:
            self.place_changed.emit(self.block())

    def _fit(self, look: Theme | None = None) -> None:
        look = look or theme()
        factor = self.scale / look.scale
        rules = [
            f'QLabel[type="{role}"] {{ font-size: {round(look.font(role).pixelSize() * factor)}px; }}'
            for role in _ROLES
        ]
        # Only sizes: families, weights and colours stay those of the look.
        self._inner.setStyleSheet("\n".join(rules) if factor != 1 else "")
        self._column_px = round(look.reading_width * factor)
        self._inner.setMaximumWidth(self._column_px)
        self.screen_view.setMaximumWidth(self._column_px)
        self.verticalScrollBar().setSingleStep(
            round(look.px(18) * factor * look.reading_line_height) * _LINES_PER_STEP // 2
        )
