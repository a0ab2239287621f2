"""What the editors of all kinds share: the contract with the page, and the fields they are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.schema import write_exact
from trainer.ui.theme import Column, Theme, bind, theme
from trainer.ui.widgets.text import restyle
from trainer.wording import t

_MARGIN = 4


class Desk(Protocol):
    """What an editor may ask of the page it stands on."""

    def attachments(self) -> tuple[Attachment, ...]:
        """Give the files of the question."""

    def content(self, name: str) -> bytes | None:
        """Give the bytes of an attachment; None where they are not at hand."""

    def ask_for_picture(self, done: Callable[[Attachment], None]) -> None:
        """Let the person choose a picture, keep it, and tell; nothing is told when they change their mind."""


class KindEditor(QWidget):
    """The part of the form that belongs to one kind.

    Signals:
        edited(): something was changed by the person.
    """

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.column = Column(self, gap=12)

    def show_parts(self, question: Question) -> None:
        """Show the parts of a question of this kind; empty ones show the rows that a new question begins with."""
        raise NotImplementedError

    def parts(self) -> dict[str, Any]:
        """Give the parts as attributes of :class:`Question`; rows left empty are not among them."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Give the field that typing goes on in after the stem."""
        raise NotImplementedError

    def press(self, event: QKeyEvent) -> bool:
        """Take a key of the kind's own (Alt+1 chooses the key); say whether it was used."""
        del event
        return False

    def _tell(self, *_anything: object) -> None:
        self.edited.emit()


class GrowingText(QPlainTextEdit):
    """A text field as high as its text; Enter goes on, Shift+Enter breaks the line, Tab leaves.

    Args:
        name: for screen readers.
        hint: shown while it is empty.
        lines: height of the empty field.
        breaks: Enter breaks the line (stems, long answers).
        is_aside: set smaller and lighter, for what stands beside the point.

    Signals:
        entered(): Enter, where it does not break the line.
        files_dropped(list): paths of files dropped on it.
        picture_pasted(object): a picture from the clipboard (QImage).
    """

    entered = Signal()
    files_dropped = Signal(list)
    picture_pasted = Signal(object)

    def __init__(
        self,
        name: str,
        hint: str = "",
        *,
        lines: int = 1,
        breaks: bool = False,
        is_aside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("fit", "aside" if is_aside else "line")
        self._lines, self._breaks = lines, breaks
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        bind(self, self._follow)

    def text(self) -> str:
        """Give what is written, without blanks around it."""
        return self.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Show a text without telling."""
        if text == self.toPlainText():
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the page saves
            return
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
            event.ignore()  # Alt+2 makes the second choice the key; it is no figure to be written
            return
        if is_enter and not self._breaks and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def canInsertFromMimeData(self, source: Any) -> bool:
        return bool(source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source))

    def insertFromMimeData(self, source: Any) -> None:
        if source.hasUrls() and all(url.isLocalFile() for url in source.urls()):
            self.files_dropped.emit([url.toLocalFile() for url in source.urls()])
        elif source.hasImage() and not source.hasText():
            self.picture_pasted.emit(source.imageData())
        else:
            self.insertPlainText(source.text())

    def _follow(self, look: Theme) -> None:
        self.document().setDocumentMargin(look.px(_MARGIN))
        self._fit()

    def _fit(self) -> None:
        wanted = self._wanted()
        if self.height() != wanted:
            self.setFixedHeight(wanted)
            self.updateGeometry()

    def _wanted(self) -> int:
        count = max(self._lines, int(self.document().size().height()))
        return line_height(self, count)


def line_height(widget: QWidget, lines: int = 1) -> int:
    """Give the height of a field of some lines: the text, the room around it, and the border."""
    return _height(lines * widget.fontMetrics().lineSpacing(), theme())


def bind_line(widget: QWidget) -> None:
    """Keep something that stands beside a field of one line as high as that field."""

    def act(look: Theme) -> None:
        widget.setFixedHeight(_height(QFontMetrics(look.font("body")).lineSpacing(), look))

    bind(widget, act)


def _height(text: int, look: Theme) -> int:
    # Room as the style sheet gives it, the margin of the document, and the border; one line is as high as a button.
    return text + 2 * look.px(2) + 2 * look.px(_MARGIN) + 2


class ExactField(QLineEdit):
    """A field for an exact number: ``3.14``, ``1/3``; red while it cannot be read.

    Args:
        name: for screen readers.
        default: what an empty field means.
    """

    def __init__(self, name: str, default: Fraction | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default = default
        self.setAccessibleName(name)
        self.setPlaceholderText("" if default is None else write_exact(default))
        self.setMaxLength(40)
        self.textEdited.connect(self._check)

    def value(self) -> Fraction | None:
        """Give the number; the default where nothing, or nothing readable, is written."""
        found = exact_of(self.text())
        return self._default if found is None else found

    def set_value(self, value: Fraction | None) -> None:
        """Show a number; the default shows as an empty field."""
        self.setText("" if value is None or value == self._default else write_exact(value))
        self._check()

    @property
    def is_sound(self) -> bool:
        """Whether what is written can be read, or nothing is written."""
        return not self.text().strip() or exact_of(self.text()) is not None

    def _check(self, _text: str = "") -> None:
        restyle(self, state="" if self.is_sound else "bad")
        self.setAccessibleDescription("" if self.is_sound else t("This is not a number."))


class WordBox(QComboBox):
    """A box of words, each standing for a value; the wheel scrolls the page, not the choice.

    Args:
        name: for screen readers.
        words: value and word of each, already translated.
    """

    def __init__(self, name: str, words: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in words]
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for _, word in words:
            self.addItem(word)

    def set_words(self, words: Sequence[tuple[Any, str]]) -> None:
        """Offer other words, without telling; the first is chosen."""
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in words]
        for _, word in words:
            self.addItem(word)
        self.blockSignals(False)

    def value(self) -> Any:
        """Give the chosen value."""
        return self._values[self.currentIndex()]

    def set_value(self, value: Any) -> None:
        """Choose a value without telling; the first where it is unknown."""
        self.blockSignals(True)
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)
        self.blockSignals(False)

    def minimumSizeHint(self) -> QSize:
        # The longest word must not keep a pane from getting narrower.
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(96)), hint.height())

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class Field(QLineEdit):
    """A line of text that is selected when one comes to it by Tab."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.selectAll()


def exact_of(text: str) -> Fraction | None:
    """Read an exact number as people write it; None for anything else."""
    said = text.strip().replace("．", ".")
    if not said or "e" in said.lower():
        return None
    try:
        return Fraction(said)
    except (ValueError, ZeroDivisionError):
        return None
