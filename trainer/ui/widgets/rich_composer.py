"""Setting blocks of a text into a document: paragraphs, lists, tables, and things that stand in the lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.blocks import Block, Formula, Items, Paragraph, Run, RunKind, Table
from trainer.ui.theme import Theme, theme
from trainer.ui.widgets.attached import Attached
from trainer.ui.widgets.formulas import FormulaDrawing, draw_formula
from trainer.ui.widgets.rich_text import spoken_runs, unbroken
from trainer.wording import t

# The sign that stands for a thing, the type of its format, and where its number is kept.
SIGN: Final = "\ufffc"
OBJECT: Final = QTextFormat.ObjectTypes.UserObject.value + 1
NUMBER: Final = QTextFormat.Property.UserProperty.value + 1
CELL_PADDING: Final = 8
_SLOT: Final = re.compile(r"\[\[(\d{1,4})\]\]")
_PARAGRAPH_GAP: Final = 8
_INDENT: Final = 30
# A table with fewer characters in its widest row is as wide as its words, others as wide as the text.
_NARROW: Final = 30


@dataclass(slots=True)
class Thing:
    """Something that stands in a line of text: a formula, a picture or a widget."""

    formula: FormulaDrawing | None = None
    image: QImage | None = None
    size: QSize | None = None
    words: str = ""
    widget: QWidget | None = None
    columns: int = 1
    rect: QRectF | None = None


class Composer:
    """Fills a document.

    Args:
        document: empty, with a handler for :data:`OBJECT` already in its layout.
        role: type role.
        line_height: in percent of the face's own height.
        attached: what pictures are found in.
        slots: widgets that stand where the text says ``[[1]]``.
        card: gives the player of a recording by name and words.
    """

    def __init__(
        self,
        document: QTextDocument,
        role: str,
        line_height: int,
        attached: Attached,
        slots: Mapping[int, QWidget],
        card: Callable[[str, str], QWidget],
    ) -> None:
        self._document, self._role, self._line_height = document, role, line_height
        self._attached, self._slots, self._card = attached, slots, card
        self.things: list[Thing] = []

    def compose(self, found: Sequence[Block], look: Theme) -> None:
        """Set blocks; the things that stand in their lines come to :attr:`things`, by number."""
        document = self._document
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(look.font(self._role))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        cursor = QTextCursor(document)
        for number, block in enumerate(found):
            self._add(cursor, block, look, is_first=number == 0)

    def _add(self, cursor: QTextCursor, block: Block, look: Theme, *, is_first: bool) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(0 if is_first else look.gap(_PARAGRAPH_GAP))
        self._spread(shape, self._line_height)
        match block:
            case Paragraph(runs):
                if all(run.kind is RunKind.MEDIA for run in runs if run.text.strip() or run.name):
                    self._spread(shape, 100)
                self._begin(cursor, shape, is_first=is_first)
                self._add_runs(cursor, runs, look)
            case Items(items):
                for number, item in enumerate(items):
                    self._add_item(cursor, item.runs, item.depth, item.number, look, is_first=is_first and not number)
            case Table(rows):
                self._add_table(cursor, rows, look, shape, is_first=is_first)
            case Formula(source):
                shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                shape.setTopMargin(0 if is_first else look.gap(12))
                shape.setBottomMargin(look.gap(4))
                self._spread(shape, 100)
                self._begin(cursor, shape, is_first=is_first)
                self._add_formula(cursor, source, look, QTextCharFormat(), is_display=True)

    def _begin(self, cursor: QTextCursor, shape: QTextBlockFormat, *, is_first: bool) -> None:
        if is_first:
            cursor.setBlockFormat(shape)
        else:
            cursor.insertBlock(shape, QTextCharFormat())

    def _spread(self, shape: QTextBlockFormat, percent: int) -> None:
        shape.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)

    def _add_item(
        self,
        cursor: QTextCursor,
        runs: Sequence[Run],
        depth: int,
        number: int | None,
        look: Theme,
        *,
        is_first: bool,
    ) -> None:
        shape = QTextBlockFormat()
        indent = look.px(_INDENT)
        shape.setLeftMargin(indent * (depth + 1))
        shape.setTextIndent(-indent)
        shape.setTabPositions([QTextOption.Tab(indent, QTextOption.TabType.LeftTab)])
        shape.setTopMargin(0 if is_first else look.gap(4))
        self._spread(shape, self._line_height)
        self._begin(cursor, shape, is_first=is_first)
        sign = QTextCharFormat()
        sign.setForeground(look.color("primary"))
        cursor.insertText(("•" if depth == 0 else "–") if number is None else f"{number}.", sign)
        cursor.insertText("\t", QTextCharFormat())
        self._add_runs(cursor, runs, look)

    def _add_table(
        self,
        cursor: QTextCursor,
        rows: Sequence[Sequence[Sequence[Run]]],
        look: Theme,
        shape: QTextBlockFormat,
        *,
        is_first: bool,
    ) -> None:
        columns = len(rows[0])
        style = QTextTableFormat()
        style.setBorder(1)
        style.setBorderCollapse(True)
        style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        style.setBorderBrush(look.color("edge"))
        style.setCellPadding(look.gap(CELL_PADDING))
        style.setCellSpacing(0)
        style.setTopMargin(0 if is_first else look.gap(_PARAGRAPH_GAP))
        style.setBottomMargin(look.gap(4))
        longest = [max(len(spoken_runs(row[place])) for row in rows) for place in range(columns)]
        if sum(longest) > _NARROW:
            style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        if is_first:
            # A document cannot begin with a table: the empty line before it takes no room.
            shape.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            cursor.setBlockFormat(shape)
        table = cursor.insertTable(len(rows), columns, style)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                place = table.cellAt(down, across)
                if down == 0:
                    ground = place.format()
                    ground.setBackground(look.color("sunken"))
                    place.setFormat(ground)
                inner = place.firstCursorPosition()
                form = QTextBlockFormat()
                self._spread(form, min(self._line_height, 112))
                inner.setBlockFormat(form)
                self._add_runs(inner, cell, look, columns=columns, strong=down == 0)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        # Nor can it end with one.
        after = QTextBlockFormat()
        after.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(after)

    def _add_runs(
        self, cursor: QTextCursor, runs: Sequence[Run], look: Theme, *, columns: int = 1, strong: bool = False
    ) -> None:
        if runs and all(run.kind is RunKind.FORMULA for run in runs):
            # Words of no width give the line the base line that it has beside them.
            cursor.insertText("\u200b", QTextCharFormat())
        for run in runs:
            form = QTextCharFormat()
            if run.strong or strong:
                form.setFontWeight(QFont.Weight.Bold)
            form.setFontUnderline(run.underline)
            if run.script:
                above = QTextCharFormat.VerticalAlignment.AlignSuperScript
                form.setVerticalAlignment(above if run.script > 0 else QTextCharFormat.VerticalAlignment.AlignSubScript)
            match run.kind:
                case RunKind.FORMULA:
                    self._add_formula(cursor, run.text, look, form, is_display=False)
                case RunKind.MEDIA:
                    self._add_media(cursor, run, columns)
                case RunKind.CODE:
                    form.setFontFamilies(look.font("body").families())
                    form.setForeground(look.color("primary_strong"))
                    form.setBackground(look.color("wash"))
                    cursor.insertText(f"\u00a0{run.text}\u00a0", form)
                case RunKind.TEXT:
                    self._add_words(cursor, unbroken(run.text), form, columns)

    def _add_words(self, cursor: QTextCursor, text: str, form: QTextCharFormat, columns: int) -> None:
        at = 0
        used = {thing.widget for thing in self.things}
        for found in _SLOT.finditer(text) if self._slots else ():
            widget = self._slots.get(int(found[1]))
            if widget is None or widget in used:
                continue
            cursor.insertText(_lines(text[at : found.start()]), form)
            self._insert(cursor, Thing(widget=widget, columns=columns))
            used.add(widget)
            at = found.end()
        cursor.insertText(_lines(text[at:]), form)

    def _add_formula(
        self, cursor: QTextCursor, source: str, look: Theme, form: QTextCharFormat, *, is_display: bool
    ) -> None:
        drawing = draw_formula(source, look.font(self._role).pixelSize(), look.hex("ink"), is_display=is_display)
        if drawing is None:
            form.setFontFamilies(look.font("body").families())
            cursor.insertText(source, form)
        else:
            self._insert(cursor, Thing(formula=drawing, words=source))

    def _add_media(self, cursor: QTextCursor, run: Run, columns: int) -> None:
        if not self._attached.is_picture(run.name):
            self._insert(cursor, Thing(widget=self._card(run.name, run.text), columns=columns))
            return
        image = self._attached.picture(run.name)
        words = run.text or run.name
        if image.isNull():
            form = QTextCharFormat()
            form.setForeground(theme().color("bad"))
            cursor.insertText(t("[picture missing: {name}]", name=words), form)
            return
        self._insert(cursor, Thing(image=image, size=self._attached.size(run.name), words=words, columns=columns))

    def _insert(self, cursor: QTextCursor, thing: Thing) -> None:
        form = QTextCharFormat()
        form.setObjectType(OBJECT)
        form.setProperty(NUMBER, len(self.things))
        form.setFont(theme().font(self._role))
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        self.things.append(thing)
        cursor.insertText(SIGN, form)


def _lines(text: str) -> str:
    return text.replace("\n", "\u2028")
