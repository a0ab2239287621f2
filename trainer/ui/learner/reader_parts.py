"""The parts around the reading column: contents, notes, footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QProgressBar, QScrollArea, QToolButton, QWidget

from trainer.ui.learner.reader_state import Entry
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import LinkButton, PlainButton, PrimaryButton
from trainer.ui.widgets.card import rule
from trainer.ui.widgets.text import Label, restyle
from trainer.wording import t, tn

# A pause in typing after which a note is saved.
NOTE_PAUSE_MS = 800


class _EntryRow(QFrame):
    """One line of the contents.

    Signals:
        chosen(int): its number.
        moved(int, int): its number, and -1 or 1 for the neighbour wanted.
    """

    chosen = Signal(int)
    moved = Signal(int, int)

    def __init__(self, number: int, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number = number
        row = Row(self, gap=10, margins=(14, 9, 12, 9))
        self._icon = QLabel()
        self._word = Label("", "body")
        self._note = QLabel()
        bind_icon(self._note, "sticky-note", "quiet", 16)
        for widget, stretch in ((self._icon, 0), (self._word, 1), (self._note, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)
        self.show_entry(entry, is_here=False)

    def show_entry(self, entry: Entry, *, is_here: bool) -> None:
        self._word.setText(entry.heading)
        self._word.set_type("body_strong" if is_here else "body")
        if entry.is_read:
            bind_icon(self._icon, "circle-check", "good", 18)
        elif is_here:
            bind_icon(self._icon, "circle-dot", "primary", 18)
        else:
            bind_icon(self._icon, "circle-dashed", "faint", 18)
        self._note.setVisible(entry.has_note)
        restyle(self, here="true" if is_here else "false")
        words = [t("{n}. {heading}", n=self._number + 1, heading=entry.heading), entry.state]
        if entry.has_note:
            words.append(t("with a note"))
        self.setAccessibleName(t(", ").join(words))
        self.setToolTip(entry.state)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._number)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(self._number, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class ContentsPanel(QFrame):
    """All screens of the lesson, what is read, and what is still wanting.

    Signals:
        chosen(int): a screen was picked, 0-based.
        closed(): the person wants the panel away.
    """

    chosen = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aside")
        whole = Column(self, gap=0)
        self._head, self._close = _panel_head(t("Contents"), t("Close the contents"))
        self._close.clicked.connect(self.closed)
        whole.addWidget(self._head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setObjectName("scrolled")
        self._list = Column(content, gap=0, margins=(0, 0, 0, 8))
        self._list.addStretch(1)
        self._area.setWidget(content)
        whole.addWidget(self._area, 1)
        whole.addWidget(rule())
        foot = Column(gap=8, margins=(16, 12, 16, 16))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._said = Label("", "caption", "quiet")
        foot.addWidget(self._bar)
        foot.addWidget(self._said)
        whole.addLayout(foot)
        self._rows: list[_EntryRow] = []

    def show_entries(self, entries: Sequence[Entry], here: int, wanting: str) -> None:
        """Show the screens.

        Args:
            here: number of the screen that is open.
            wanting: one sentence on what is still wanting, or that all is there.
        """
        if len(entries) != len(self._rows):
            self._build(entries)
        for number, (row, entry) in enumerate(zip(self._rows, entries, strict=True)):
            row.show_entry(entry, is_here=number == here)
        self._bar.setRange(0, max(1, len(entries)))
        read = sum(entry.is_read for entry in entries)
        self._bar.setValue(read)
        self._bar.setAccessibleName(
            tn("{n} of {total} screen done", "{n} of {total} screens done", read, total=len(entries))
        )
        self._said.setText(wanting)
        if 0 <= here < len(self._rows) and self.isVisible():
            self._area.ensureWidgetVisible(self._rows[here], 0, 40)

    def set_closable(self, closable: bool) -> None:
        """Show the cross: only where the panel covers the text."""
        self._close.setVisible(closable)

    def focus_first(self) -> None:
        """Put the keyboard on the screen that is open."""
        for row in self._rows:
            if row.property("here") == "true":
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, entries: Sequence[Entry]) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for number, entry in enumerate(entries):
            row = _EntryRow(number, entry)
            row.chosen.connect(self.chosen)
            row.moved.connect(self._on_moved)
            self._list.insertWidget(number, row)
            self._rows.append(row)

    def _on_moved(self, number: int, step: int) -> None:
        target = number + step
        if 0 <= target < len(self._rows):
            self._rows[target].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(self._rows[target], 0, 40)


class NotesDrawer(QFrame):
    """One's own note on the screen that is open, and the way to the others.

    Signals:
        written(int, str): screen and text, after a pause in typing or when the drawer is left.
        chosen(int): another screen with a note was picked.
        closed(): the person wants the drawer away.
    """

    written = Signal(int, str)
    chosen = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        whole = Column(self, gap=0)
        head, close = _panel_head(t("My notes"), t("Close the notes (N)"))
        close.clicked.connect(self.closed)
        whole.addWidget(head)
        inner = Column(gap=8, margins=(16, 0, 16, 16))
        self._heading = Label("", "body_strong")
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(t("Note on this screen"))
        self.field.setPlaceholderText(t("Write what you want to remember of this screen."))
        self.field.setTabChangesFocus(True)
        self._state = Label("", "caption", "quiet")
        self._others_head = Label(t("Notes on other screens"), "caption_strong")
        others = QWidget()
        self._others = Column(others, gap=4)
        inner.addWidget(self._heading)
        inner.addWidget(self.field, 1)
        inner.addWidget(self._state)
        inner.addWidget(self._others_head)
        inner.addWidget(others)
        whole.addLayout(inner, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(NOTE_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._is_filling = False
        self._is_dirty = False
        self._screen = -1
        self._buttons: list[LinkButton] = []
        self.field.textChanged.connect(self._on_text)

    @property
    def screen_number(self) -> int:
        """The screen whose note is shown; -1 before the first."""
        return self._screen

    def show_note(self, screen: int, heading: str, text: str) -> None:
        """Show the note of a screen; what was typed on the one before is handed over first."""
        if screen != self._screen:
            self.flush()
        self._screen = screen
        self._heading.setText(heading)
        if self.field.toPlainText() != text:
            self._is_filling = True
            self.field.setPlainText(text)
            self._is_filling = False
        self._is_dirty = False
        self.say_state("")

    def forget(self) -> None:
        """Be ready for another lesson."""
        self.flush()
        self._screen = -1

    def show_others(self, notes: Mapping[int, tuple[str, str]]) -> None:
        """Show the other notes of the lesson.

        Args:
            notes: heading and text by screen.
        """
        for button in self._buttons:
            self._others.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for number, (heading, text) in sorted(notes.items()):
            button = LinkButton(heading, "sticky-note")
            button.setProperty("screen", number)
            button.setToolTip(text)
            button.clicked.connect(self._on_other)
            self._others.addWidget(button)
            self._buttons.append(button)
        self._others_head.setVisible(bool(notes))

    def say_state(self, words: str = "") -> None:
        """Say whether the note is saved; without words, who can see it."""
        self._state.setText(words or t("Only you can see your notes."))

    def flush(self) -> None:
        """Hand over at once what was typed."""
        self._pause.stop()
        if self._is_dirty:
            self._is_dirty = False
            self.written.emit(self._screen, self.field.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _on_text(self) -> None:
        if self._is_filling:
            return
        self._is_dirty = True
        self.say_state(t("Writing …"))
        self._pause.start()

    def _on_other(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(int(button.property("screen")))


class ReaderFooter(QFrame):
    """Previous, where one is, next.

    Signals:
        previous(), next(): what the person asked for.
    """

    previous = Signal()
    next = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        row = Row(self, gap=16, margins=(24, 10, 24, 10))
        self._previous = PlainButton(t("Previous screen"), "arrow-left", self.previous.emit)
        self._next = PrimaryButton(t("Next screen"), "arrow-right", self.next.emit)
        self._next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        middle = Column(gap=4)
        words = Row(gap=8)
        self._where = Label("", "body", wrap=False)
        self._icon = QLabel()
        self._state = Label("", "caption", "quiet")
        words.addWidget(self._where)
        words.addStretch(1)
        words.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        middle.addLayout(words)
        middle.addWidget(self._bar)
        row.addWidget(self._previous)
        row.addLayout(middle, 1)
        row.addWidget(self._next)
        self._state.setWordWrap(False)

    def show_place(self, number: int, total: int, *, forward: str, is_primary: bool = True) -> None:
        """Show where one is.

        Args:
            number: 0-based; ``total`` stands for the close of the lesson.
            forward: word on the button that goes on; empty where nothing follows.
            is_primary: going on is the one thing to do here.
        """
        self._where.setText(
            t("Screen {n} of {total}", n=number + 1, total=total) if number < total else t("End of the lesson")
        )
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(min(number + 1, total))
        self._bar.setAccessibleName(self._where.text())
        self._previous.setEnabled(number > 0)
        self._next.setText(forward or t("Next screen"))
        self._next.setVisible(bool(forward))
        bind_icon(self._next, "arrow-right", "on_primary" if is_primary else "ink", 18)
        restyle(self._next, kind="primary" if is_primary else "plain")

    def show_state(self, words: str, tone: str) -> None:
        """Say how this screen stands: read, or how much longer it takes."""
        self._state.setText(words)
        self._state.set_tone(tone)
        bind_icon(self._icon, "circle-check" if tone == "good" else "circle-dashed", tone, 16)
        self._icon.setVisible(bool(words))


def _panel_head(title: str, close_name: str) -> tuple[QWidget, QToolButton]:
    head = QWidget()
    row = Row(head, gap=8, margins=(16, 14, 8, 8))
    row.addWidget(Label(title, "lead_strong", wrap=False))
    row.addStretch(1)
    close = QToolButton()
    close.setAccessibleName(close_name)
    close.setToolTip(close_name)
    bind_icon(close, "x", "quiet", 18)
    row.addWidget(close)
    return head, close
