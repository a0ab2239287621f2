"""A pasted list of questions: the text on one side, numbered, with the lines of the chosen question marked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from trainer.ui.theme import theme
from trainer.wording import t


class PasteEditor(QPlainTextEdit):
    """A plain text with line numbers.

    Signals:
        line_chosen(int): the cursor came to another line, 1-based.
    """

    line_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(t("Text of the list"))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTabChangesFocus(True)
        self._bad: frozenset[int] = frozenset()
        self._good: frozenset[int] = frozenset()
        self._line = 1
        self._margin = _Numbers(self)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._on_scrolled)
        self.cursorPositionChanged.connect(self._on_cursor)
        theme().changed.connect(self._fit)
        self._fit()

    def mark(self, good: Iterable[int], bad: Iterable[int]) -> None:
        """Mark the lines of the chosen question, and lines that could not be used (1-based)."""
        self._good, self._bad = frozenset(good), frozenset(bad)
        look = theme()
        marks = [self._marked(line, look.color("wash")) for line in sorted(self._good - self._bad)]
        marks += [self._marked(line, look.color("bad_wash")) for line in sorted(self._bad)]
        self.setExtraSelections([one for one in marks if one is not None])
        self._margin.update()

    def go_to(self, line: int) -> None:
        """Bring a line into sight and put the cursor there, without telling."""
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            return
        self.blockSignals(True)
        self._line = line
        self.setTextCursor(QTextCursor(block))
        self.blockSignals(False)
        self.centerCursor()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files are for the page, not for the text.
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: object) -> None:
        # Word puts pictures of the text on the clipboard, too: only its words are wanted.
        text = getattr(source, "text", None)
        if callable(text):
            self.insertPlainText(str(text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        box = self.contentsRect()
        self._margin.setGeometry(QRect(box.left(), box.top(), self.margin_width(), box.height()))

    def margin_width(self) -> int:
        """Give the width of the line numbers."""
        digits = max(2, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + 2 * theme().gap(6)

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines in sight."""
        look = theme()
        painter = QPainter(self._margin)
        painter.fillRect(event.rect(), look.color("sunken"))
        painter.setFont(look.font("caption"))
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > event.rect().bottom():
                break
            line = block.blockNumber() + 1
            painter.setPen(look.color("bad" if line in self._bad else "quiet"))
            room = QRect(0, round(box.top()), self._margin.width() - look.gap(6), self.fontMetrics().height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(line))
            block = block.next()
        painter.end()

    def _marked(self, line: int, color: QColor) -> QTextEdit.ExtraSelection | None:
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            return None
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(block)
        mark.format.setBackground(color)
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return mark

    def _fit(self, _count: int = 0) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)

    def _on_scrolled(self, rect: QRect, dy: int) -> None:
        if dy:
            self._margin.scroll(0, dy)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())

    def _on_cursor(self) -> None:
        line = self.textCursor().blockNumber() + 1
        if line != self._line:
            self._line = line
            self.line_chosen.emit(line)


class _Numbers(QWidget):
    """The margin of the editor. Child of it."""

    def __init__(self, editor: PasteEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)
