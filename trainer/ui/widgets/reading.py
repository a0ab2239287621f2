"""Text set for reading: Markdown or HTML as a document in the reading face, line by line with room to breathe."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from trainer.ui.theme import theme


def reading_document(markdown: str, parent: QObject, *, serif: bool = False) -> QTextDocument:
    """Set Markdown (no raw HTML) in the interface or the reading face."""
    document = QTextDocument(parent)
    document.setDefaultFont(theme().font("reading" if serif else "body"))
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    _set_blocks(document, serif=serif)
    return document


def html_document(html: str, parent: QObject, role: str = "reading") -> QTextDocument:
    """Set safe HTML (our own tags only) in a type role."""
    look = theme()
    document = QTextDocument(parent)
    document.setDefaultFont(look.font(role))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(
        f"body {{ color: {look.hex('ink')}; }} a {{ color: {look.hex('primary')}; }}"
        f" code {{ font-family: 'Noto Sans SC'; color: {look.hex('primary_strong')}; background: {look.hex('wash')}; }}"
        f" em {{ font-style: normal; color: {look.hex('accent')}; }}"
    )
    document.setHtml(html)
    if role.startswith("reading"):
        set_line_height(document, look.reading_line_height)
    return document


def set_line_height(document: QTextDocument, multiple: float) -> None:
    """Give every block a line height as a multiple of the character size, not of the face's own height."""
    font = document.defaultFont()
    natural = QFontMetricsF(font).height() / max(1, font.pixelSize())
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        form = block.blockFormat()
        form.setLineHeight(100 * multiple / natural, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(form)
        block = block.next()


def _set_blocks(document: QTextDocument, *, serif: bool) -> None:
    look = theme()
    roles = ("reading_head", "reading_sub", "reading_strong") if serif else ("page", "section", "lead_strong")
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        form = block.blockFormat()
        level = form.headingLevel()
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            if block.position() == 0:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                cursor.setPosition(0, QTextCursor.MoveMode.KeepAnchor)
            shape = QTextCharFormat()
            font: QFont = look.font(roles[min(level, 3) - 1])
            shape.setFont(font)
            shape.setForeground(look.color("ink"))
            cursor.mergeCharFormat(shape)
            form.setTopMargin(look.gap(4 if block.position() == 0 else 20))
            form.setBottomMargin(look.gap(8))
        else:
            form.setTopMargin(0)
            form.setBottomMargin(look.gap(8))
            form.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            set_table(frame)


def set_table(table: QTextTable) -> None:
    """Draw a table with hairlines between the rows and a heavier one under its head."""
    look = theme()
    form = QTextTableFormat(table.format())
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(look.color("line"))
    form.setBorderCollapse(True)
    form.setCellPadding(look.gap(8))
    form.setCellSpacing(0)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)


__all__ = ["html_document", "reading_document", "set_line_height", "set_table"]
