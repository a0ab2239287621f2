"""Texts with more in them than words: lists, tables, formulas, pictures, and fields set into the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPyTextObject,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.domain.question_bank.blocks import Block, Formula, Items, Paragraph, Table
from trainer.ui.theme import Theme, bind, theme
from trainer.ui.widgets.attached import NOTHING_ATTACHED, Attached
from trainer.ui.widgets.rich_composer import CELL_PADDING, NUMBER, OBJECT, SIGN, Composer, Thing
from trainer.ui.widgets.rich_text import spoken_runs

_ASKS_FOR: Final = 520
# A picture is never higher than this on a page at 100 %; a press shows it whole.
_HIGHEST_PICTURE: Final = 420


class RichText(QWidget):
    """A text of any form.

    Args:
        found: the text's blocks.
        role: type role.
        line_height: in percent of the face's own height.
        attached: what pictures are found in.
        slots: widgets that stand where the text says ``[[1]]``; they become children and are laid out in the lines.
        reacts: a press on a picture enlarges it.
    """

    def __init__(
        self,
        found: Sequence[Block],
        role: str = "reading",
        line_height: int = 116,
        attached: Attached = NOTHING_ATTACHED,
        *,
        slots: Mapping[int, QWidget] | None = None,
        reacts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._blocks, self._role, self._line_height = tuple(found), role, line_height
        self._attached, self._reacts = attached, reacts
        self._slots = dict(slots or {})
        self._cards: dict[str, QWidget] = {}
        self._things: list[Thing] = []
        self._document = QTextDocument(self)
        self._objects = _Objects(self)
        self._chosen = -1
        for widget in self._slots.values():
            widget.setParent(self)
            widget.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(reacts)
        if not reacts:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._slots)
        self.setAccessibleName("\n".join(_spoken(self._blocks)))
        bind(self, self._build)
        if reacts and self._pictures():
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def missing_slots(self) -> list[int]:
        """Numbers of slots that the text does not name; they are not shown."""
        named = {thing.widget for thing in self._things}
        return [number for number, widget in self._slots.items() if widget not in named]

    @property
    def has_pictures(self) -> bool:
        """There is something to enlarge."""
        return bool(self._pictures())

    def enlarge_first(self) -> None:
        """Show the first picture as large as the window lets it be."""
        pictures = self._pictures()
        if pictures:
            self._enlarge(pictures[0])

    # -- sizes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._high(max(1, width))

    def sizeHint(self) -> QSize:
        asked = theme().px(_ASKS_FOR)
        self._document.setTextWidth(asked)
        width = min(asked, round(self._document.idealWidth()) + 1)
        return QSize(width, self._high(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, QFontMetrics(theme().font(self._role)).height())

    def _high(self, width: int) -> int:
        self._document.setTextWidth(width)
        size = self._document.size()
        return round(size.height() * self._shrink(width, size) + 0.49)

    def _shrink(self, width: int, size: QSizeF) -> float:
        # A table with more columns than the page has room for is drawn smaller rather than cut.
        return 1.0 if self._slots or size.width() <= width + 1 else width / size.width()

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest or (
            event.type() is QEvent.Type.StyleChange and watched in self._slots.values()
        ):
            self.fit_slots()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._document.setTextWidth(self.width())
        shrink = self._shrink(self.width(), self._document.size())
        painter.scale(shrink, shrink)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, look.color("ink"))
        self._document.documentLayout().draw(painter, context)
        if self.hasFocus() and 0 <= self._chosen < len(self._things):
            rect = self._things[self._chosen].rect
            if rect is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.color("focus"), 2))
                painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), look.px(4), look.px(4))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape.PointingHandCursor if self._at(event.position()) >= 0 else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position()) if self._reacts else -1
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._enlarge(number)
            return
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        # A page may give Enter another meaning; on a picture it enlarges.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (_is_enter(event) or event.key() == Qt.Key.Key_Space) and self._chosen >= 0:
            self._enlarge(self._chosen)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        pictures = self._pictures()
        if self.hasFocus() and self._chosen in pictures:
            place = pictures.index(self._chosen) + (1 if forward else -1)
            if 0 <= place < len(pictures):
                self._chosen = pictures[place]
                self.update()
                return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: Any) -> None:
        pictures = self._pictures()
        if pictures:
            self._chosen = pictures[-1] if event.reason() == Qt.FocusReason.BacktabFocusReason else pictures[0]
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- setting the text

    def fit_slots(self) -> None:
        """Set the lines anew after the size of a widget in them changed."""
        self._document.markContentsDirty(0, self._document.characterCount())
        self.updateGeometry()
        self._lay_out()
        self.update()

    def _build(self, look: Theme) -> None:
        document = QTextDocument(self)
        self._document.deleteLater()
        self._document = document
        document.documentLayout().registerHandler(OBJECT, self._objects)
        composer = Composer(document, self._role, self._line_height, self._attached, self._slots, self._card)
        # The layout asks for the size of a thing as soon as it stands in the document.
        self._things = composer.things
        composer.compose(self._blocks, look)
        self.updateGeometry()
        self._lay_out()
        self.update()

    def _card(self, name: str, words: str) -> QWidget:
        """Give the player of a recording; the same one after the text was set anew."""
        from trainer.ui.widgets.media_card import MediaCard

        card = self._cards.get(name)
        if card is None:
            card = self._cards[name] = MediaCard(self._attached, name, words)
            card.setParent(self)
        return card

    # -- things in the lines

    def thing_size(self, number: int) -> QSizeF:
        """Give the room that a thing takes in its line."""
        thing = self._things[number]
        look = theme()
        room = self._document.textWidth()
        room = look.px(_ASKS_FOR) if room <= 0 else room
        if thing.columns > 1:
            room = max(look.px(24), room / thing.columns - 2 * look.gap(CELL_PADDING) - 2)
        if thing.formula is not None:
            drawing = thing.formula
            half = self._half_height()
            high = max(2 * drawing.descent + half, 2 * drawing.ascent - half)
            fit = min(1.0, room / drawing.width) if drawing.width else 1.0
            return QSizeF(drawing.width * fit, high * fit)
        if thing.image is not None and thing.size is not None:
            grown = QSizeF(thing.size) * look.scale
            fit = min(1.0, room / grown.width(), look.gap(_HIGHEST_PICTURE) / grown.height())
            return grown * fit
        if thing.widget is not None:
            thing.widget.ensurePolished()
            wanted = thing.widget.sizeHint().expandedTo(thing.widget.minimumSize())
            wanted = wanted.boundedTo(thing.widget.maximumSize())
            pad = 2 * look.gap(4)
            width = min(float(wanted.width() + pad), room)
            high = thing.widget.heightForWidth(round(width)) if thing.widget.hasHeightForWidth() else wanted.height()
            return QSizeF(width, high + look.gap(6))
        return QSizeF()

    def paint_thing(self, painter: QPainter, rect: QRectF, position: int, number: int) -> None:
        """Draw a thing in its place.

        Args:
            rect: its place as Qt sees it, which is right to the left only: Qt's middle is that of the line.
            position: of its sign in the document.
            number: which thing.
        """
        thing = self._things[number]
        base = self._base_line(position)
        size = self.thing_size(number)
        top = base - (size.height() + self._half_height()) / 2
        thing.rect = QRectF(rect.left(), top, size.width(), size.height())
        if thing.formula is not None:
            drawing = thing.formula
            fit = size.width() / drawing.width if drawing.width else 1.0
            high = (drawing.ascent + drawing.descent) * fit
            drawing.renderer.render(painter, QRectF(rect.left(), base - drawing.ascent * fit, size.width(), high))
        elif thing.image is not None:
            painter.drawImage(thing.rect, thing.image)

    def _half_height(self) -> float:
        # Half of the height of a small letter: Qt puts the middle of a thing so far above the base line.
        return QFontMetrics(theme().font(self._role)).xHeight() / 2

    def _base_line(self, position: int) -> float:
        block = self._document.findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        origin = self._document.documentLayout().blockBoundingRect(block).top()
        return origin + line.y() + line.ascent() if line.isValid() else origin

    def _lay_out(self) -> None:
        if self.width() <= 1:
            return
        self._document.setTextWidth(self.width())
        if not self._slots and not self._cards:
            return
        layout = self._document.documentLayout()
        block = self._document.begin()
        pad = theme().gap(4)
        while block.isValid():
            text = block.text()
            if SIGN in text:
                origin = layout.blockBoundingRect(block).topLeft()
                for at, sign in enumerate(text):
                    if sign == SIGN:
                        self._place(block, at, origin, pad)
            block = block.next()

    def _place(self, block: Any, at: int, origin: QPointF, pad: int) -> None:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + at + 1)
        form = cursor.charFormat()
        if form.objectType() != OBJECT:
            return
        thing = self._things[form.intProperty(NUMBER)]
        line = block.layout().lineForTextPosition(at)
        if thing.widget is None or not line.isValid():
            return
        size = self.thing_size(form.intProperty(NUMBER))
        x = origin.x() + _x(line.cursorToX(at))
        top = origin.y() + line.y() + line.ascent() - (size.height() + self._half_height()) / 2
        gap = theme().gap(6)
        thing.widget.setGeometry(
            round(x) + pad, round(top) + gap // 2, max(1, round(size.width()) - 2 * pad), round(size.height()) - gap
        )
        thing.widget.show()

    def _pictures(self) -> list[int]:
        return [number for number, thing in enumerate(self._things) if thing.image is not None]

    def _at(self, position: QPointF) -> int:
        shrink = self._shrink(self.width(), self._document.size())
        return next(
            (
                number
                for number in self._pictures()
                if (rect := self._things[number].rect) is not None and rect.contains(position / shrink)
            ),
            -1,
        )

    def _enlarge(self, number: int) -> None:
        from trainer.ui.widgets.enlarged import enlarge

        thing = self._things[number]
        if thing.image is not None:
            enlarge(self, thing.image, thing.words)


class _Objects(QPyTextObject):
    """Measures and draws the things in the lines of a text. Child of its :class:`RichText`."""

    def __init__(self, text: RichText) -> None:
        super().__init__(text)
        self._text = text

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, form: QTextFormat) -> QSizeF:
        return self._text.thing_size(form.intProperty(NUMBER))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, form: QTextFormat
    ) -> None:
        self._text.paint_thing(painter, QRectF(rect), posInDocument, form.intProperty(NUMBER))


def _spoken(found: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in found:
        match block:
            case Paragraph(runs):
                lines.append(spoken_runs(runs))
            case Items(items):
                lines += [spoken_runs(item.runs) for item in items]
            case Table(rows):
                lines += ["  ".join(spoken_runs(cell) for cell in row) for row in rows]
            case Formula(source):
                lines.append(source)
    return lines


def _x(found: Any) -> float:
    # Qt gives the place alone, or with the position it was asked for.
    return float(found[0] if isinstance(found, tuple) else found)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )


__all__ = ["RichText"]
