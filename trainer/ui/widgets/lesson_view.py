"""One screen of a lesson, set like a page of a textbook: one column, room between lines, figures to full width."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from trainer.domain.courses.lesson import (
    Block,
    Figure,
    Heading,
    Inline,
    Items,
    Paragraph,
    Quote,
    Systems,
    Table,
    TryIt,
)
from trainer.ui.theme import Column, Row, Theme, bind, bind_icon, theme
from trainer.ui.widgets.buttons import LinkButton
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label, Wrapped
from trainer.wording import N_, t

_SYSTEM_NAMES: Final = {"windows": N_("Windows"), "uos": N_("UOS"), "kylin": N_("Kylin")}


class ReadingText(Wrapped):
    """A paragraph in the reading face.

    Args:
        text: safe HTML of :attr:`Inline.html`.
        role: type role.
        spacing: line height as a multiple of the character size.
    """

    def __init__(self, text: str, role: str = "reading", spacing: float = 1.75, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html, self._spacing = text, spacing
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("type", role)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        bind(self, self._set)

    def _set(self, look: Theme) -> None:
        # The face's own height is 1.44 of the character size; the style wants a share of that.
        percent = round(self._spacing / 1.44 * 100)
        code = f'<span style="color:{look.hex("primary_strong")}; background-color:{look.hex("wash")};">&nbsp;'
        said = self._html.replace("<code>", code).replace("</code>", "&nbsp;</span>")
        said = said.replace("<em>", f'<span style="color:{look.hex("accent")};">').replace("</em>", "</span>")
        self.setText(f'<p style="margin:0; line-height:{percent}%;">{said}</p>')


class FigureView(QWidget):
    """A figure drawn from its SVG at the width of the column; its words are what a screen reader says.

    The figures carry their own light colours, so they lie on a white sheet in every colour set.
    """

    def __init__(self, path: Path, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtSvg import QSvgRenderer

        self.setAccessibleName(words)
        self.setToolTip(words)
        self._renderer = QSvgRenderer(str(path), self)
        self._words = words
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_drawn(self) -> bool:
        """Whether the file could be read."""
        return self._renderer.isValid()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        box = self._renderer.viewBoxF()
        if not self.is_drawn or box.width() <= 0:
            return theme().px(120)
        return round(width * box.height() / box.width())

    def sizeHint(self) -> QSize:
        width = theme().reading_width
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(whole, look.px(6), look.px(6))
        if self.is_drawn:
            self._renderer.render(painter, whole.adjusted(1, 1, -1, -1))
        else:
            painter.setPen(look.color("quiet"))
            painter.drawText(whole, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
        painter.end()


class TableView(QFrame):
    """A small table: heavier line under the head, hairlines between rows, columns by the length of their words."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        grid = QGridLayout(self)
        grid.setSpacing(0)
        bind(self, lambda look: grid.setContentsMargins(0, look.gap(4), 0, look.gap(4)))
        for place, cell in enumerate(table.header):
            grid.addWidget(self._cell(cell, "body_strong"), 0, place)
        for number, row in enumerate(table.rows):
            line = QFrame()
            line.setObjectName("rule")
            line.setFixedHeight(1)
            grid.addWidget(line, 2 * number + 1, 0, 1, max(1, len(table.header)))
            for place, cell in enumerate(row):
                grid.addWidget(self._cell(cell, "body"), 2 * number + 2, place)
        for place in range(len(table.header)):
            longest = max((len(row[place].plain) for row in (table.header, *table.rows)), default=1)
            grid.setColumnStretch(place, max(3, min(longest, 24)))

    def _cell(self, text: Inline, role: str) -> QWidget:
        cell = QWidget()
        box = Column(cell, gap=0, margins=(12, 8, 12, 8))
        box.addWidget(ReadingText(text.html, role, 1.6))
        box.addStretch(1)
        return cell


class TryView(QFrame):
    """A question to try at once; its answer stays covered until it is asked for.

    Signals:
        uncovered(): the answer was looked at.
    """

    uncovered = Signal()

    def __init__(self, block: TryIt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("try")
        column = Column(self, gap=8, margins=(20, 16, 20, 16))
        head = Row(gap=8)
        icon = QLabel()
        bind_icon(icon, "lightbulb", "primary", 20)
        head.addWidget(icon)
        head.addWidget(Label(t("Try it"), "body_strong", "primary", wrap=False))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(ReadingText(block.question.html))
        self._answer = ReadingText(block.answer.html)
        self._answer.hide()
        self._button = LinkButton(t("Show the answer"), "eye", self._on_show)
        self._button.setVisible(bool(block.answer.plain))
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._answer)

    def _on_show(self) -> None:
        self._answer.show()
        self._button.hide()
        self.uncovered.emit()


class LessonScreenView(QWidget):
    """The blocks of one screen in reading order, never wider than the reading column; the page centres it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=16)
        self._blocks: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        bind(self, self._fit)

    def show_blocks(self, blocks: Sequence[Block], heading: str = "") -> None:
        """Show blocks under a heading (empty for none)."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._blocks = []
        if heading:
            self._column.addWidget(Label(heading, "reading_head"))
        for block in blocks:
            widget = self._widget(block)
            self._blocks.append(widget)
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def block_widget(self, number: int) -> QWidget | None:
        """Give the widget of a block, so that a page can bring it into sight; 0-based."""
        return self._blocks[number] if 0 <= number < len(self._blocks) else None

    def block_at(self, y: int) -> int:
        """Tell which block lies at a height of this view; the last one above it between two."""
        at = 0
        for number, widget in enumerate(self._blocks):
            if widget.y() <= y:
                at = number
        return at

    def _fit(self, look: Theme) -> None:
        self.setMaximumWidth(look.reading_width)

    def _widget(self, block: Block) -> QWidget:
        match block:
            case Paragraph(text):
                return ReadingText(text.html)
            case Heading(text):
                return ReadingText(text.html, "reading_sub", 1.5)
            case Items():
                return _list(block)
            case Table():
                return TableView(block)
            case Quote(texts):
                return _quote(texts)
            case TryIt():
                return TryView(block)
            case Figure(path, words):
                return FigureView(path, words)
            case Systems():
                return _systems(block)


def _list(items: Items) -> QWidget:
    holder = QWidget()
    column = Column(holder, gap=6)
    for place, item in enumerate(items.items):
        row = Row(gap=8)
        sign = f"{items.start + place}." if items.is_numbered else "•"
        mark = ReadingText(sign, "reading_strong" if items.is_numbered else "reading")
        mark.setProperty("tone", "primary")
        mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        bind(mark, lambda look, mark=mark: mark.setFixedWidth(look.px(26)))  # type: ignore[misc]
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(gap=6)
        words.addWidget(ReadingText(item.text.html))
        for inner in item.inner:
            words.addWidget(_list(inner))
        row.addLayout(words, 1)
        column.addLayout(row)
    return holder


def _quote(texts: Sequence[Inline]) -> QWidget:
    panel = QFrame()
    panel.setObjectName("reason")
    column = Column(panel, gap=8, margins=(20, 16, 20, 16))
    for text in texts:
        column.addWidget(ReadingText(text.html))
    return panel


def _systems(block: Systems) -> QWidget:
    holder = QWidget()
    flow = Flow(holder, gap=12, equal=True)
    for column in block.columns:
        card = QFrame()
        card.setObjectName("card")
        box = Column(card, gap=6, margins=16)
        head = " / ".join(t(_SYSTEM_NAMES.get(system, system)) for system in column.systems)
        box.addWidget(Label(head, "body_strong", "primary"))
        box.addWidget(ReadingText(column.text.html))
        box.addStretch(1)
        bind(card, lambda look, card=card: card.setMinimumWidth(look.px(240)))  # type: ignore[misc]
        flow.addWidget(card)
    return holder


__all__ = ["FigureView", "LessonScreenView", "ReadingText", "TableView", "TryView"]
