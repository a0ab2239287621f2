"""The reader: contents at the left, one column of text, notes in a drawer, the self-check inside the flow."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QWidget

from trainer.domain.courses.lesson import Screen
from trainer.domain.courses.practice import Asked
from trainer.services import own_data
from trainer.services.overviews import learning
from trainer.ui.learner.lesson_close import LessonClose
from trainer.ui.learner.reader_parts import ContentsPanel, NotesDrawer, ReaderFooter
from trainer.ui.learner.reader_presenter import ReaderPresenter
from trainer.ui.learner.reader_state import ReaderState
from trainer.ui.learner.reading_column import ReadingColumn
from trainer.ui.learner.self_check import SelfCheckView
from trainer.ui.learner.words import hours_words
from trainer.ui.page import Page, PageContext
from trainer.ui.question_files import QuestionFiles
from trainer.ui.theme import SCALES, Column, Row, bind_icon, theme
from trainer.ui.widgets.text import Label
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.services.read_lesson import SelfCheckOutcome

CONTENTS_WIDTH: Final = 252
NOTES_WIDTH: Final = 300
_TICK_MS: Final = 1000


class ReaderPage(Page):
    """Shows one lesson, screen by screen."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "learner.reader", t("Reader"), scroll=False, max_width=0)
        self.header.hide()
        self._responses: dict[str, dict[str, Any]] = {}
        self._asked: tuple[Asked, ...] = ()
        self._is_contents_wanted = True
        self._is_notes_wanted = False
        self._are_contents_over = False
        self._screen: Screen | None = None
        self.presenter = ReaderPresenter(context.office, context.actor, self, self.run, context.hub.tell)
        self._stack.insertWidget(0, self._build())
        self._stack.setCurrentIndex(0)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._add_keys()
        self._watched: QObject | None = None
        self._own_percent = 0
        self._show_own_size()
        office, actor = context.office, context.actor
        self.run(lambda: own_data.reader_percent(office, actor), self._take_own_size)
        theme().changed.connect(self._on_look)

    # -- navigation

    def enter(self, **args: Any) -> None:
        """Open a lesson.

        Args:
            args: ``lesson``, a code (else the lesson to go on with); ``screen``, 0-based (else the place left).
        """
        self.is_stale = False
        lesson = str(args.get("lesson") or "")
        screen = args.get("screen")
        if lesson:
            self._open(lesson, int(screen) if screen is not None else None)
        elif self.presenter.code:
            self._open(self.presenter.code, None)
        else:
            office, actor = self.context.office, self.context.actor
            self.run(lambda: learning.learner_home(office, actor), self._on_home)

    def leave(self) -> bool:
        """Save place, time and note."""
        self.notes.flush()
        self.presenter.leave()
        return True

    def refresh(self) -> None:
        """Nothing: the reader shows what it has opened; :meth:`enter` opens."""

    # -- what the presenter shows

    def show_state(self, state: ReaderState) -> None:
        """Show contents, footer and title."""
        self.title_text = state.title
        self._title_label.setText(state.title)
        self.contents.show_entries(state.entries, state.at, state.wanting)
        total = len(state.entries)
        is_check_open = state.at < total and state.entries[state.at].is_check and not state.entries[state.at].is_read
        self.reader_footer.show_place(
            state.at, total, forward=state.forward, is_primary=not is_check_open and bool(state.forward)
        )
        self.reader_footer.show_state(state.state, state.tone)

    def show_screen(self, screen: Screen, block: int) -> None:
        """Show a screen of text from a paragraph on."""
        self._screen = screen
        self.column.screen_view.show_blocks(screen.blocks, screen.heading)
        self.column.show_widget(None)
        self.column.go_to(block)
        self.show_body()

    def show_self_check(self, asked: tuple[Asked, ...], outcome: SelfCheckOutcome | None) -> None:
        """Show the self-check, answered or not."""
        if asked != self._asked:
            self._asked, self._responses = asked, {}
        lesson = self.presenter.lesson
        heading = lesson.screens[self.presenter.at].heading if lesson is not None else ""
        files = QuestionFiles(self.context.office, self.context.actor)
        view = SelfCheckView(heading, asked, self._responses, outcome, lesson=self.presenter.code, files=files)
        view.answered.connect(self._on_answered)
        view.check_wanted.connect(self.presenter.on_check)
        view.again_wanted.connect(self._on_again)
        view.screen_wanted.connect(self._on_contents)
        self.column.show_widget(view)
        self.show_body()

    def show_close(self, state: ReaderState, wanting: tuple[tuple[int, str], ...]) -> None:
        """Show the close of the lesson."""
        if state.is_complete:
            title = t("You have completed this lesson")
            sentence = t("{hours} credited. You may read it again at any time.", hours=hours_words(state.hours))
        else:
            title, sentence = t("Not complete yet"), state.wanting
        view = LessonClose(title, sentence, wanting, is_complete=state.is_complete)
        view.screen_wanted.connect(self._on_contents)
        view.lessons_wanted.connect(self._on_lessons)
        view.practice_wanted.connect(self._on_practice)
        view.sheet_wanted.connect(self._on_print_sheet)
        self.column.show_widget(view)
        self.show_body()

    def show_note(self, screen: int, heading: str, text: str, others: Mapping[int, tuple[str, str]]) -> None:
        """Show the note of the open screen and the list of the others."""
        self.notes.setEnabled(bool(heading))
        # While somebody writes, the field is theirs.
        if screen != self.notes.screen_number or not self.notes.field.hasFocus():
            self.notes.show_note(screen, heading, text)
        self.notes.show_others(others)

    def say_note_saved(self) -> None:
        """Say that the note is in the database."""
        self.notes.say_state(t("Saved. Only you can see your notes."))

    def say_completed(self, hours: Fraction) -> None:
        """Say that the lesson has just been completed."""
        self.tell(t("Lesson complete. {hours} credited.", hours=hours_words(hours)))

    # -- building

    def _build(self) -> QWidget:
        holder = QWidget()
        whole = Column(holder, gap=0)
        whole.addWidget(self._build_bar())
        across = Row(gap=0)
        self.contents = ContentsPanel()
        self.contents.chosen.connect(self._on_contents)
        self.contents.closed.connect(self._on_contents_toggled)
        self.column = ReadingColumn()
        self.column.setAccessibleName(t("Text of the lesson"))
        self.column.place_changed.connect(self.presenter.on_place)
        self.notes = NotesDrawer()
        self.notes.written.connect(self.presenter.on_note)
        self.notes.chosen.connect(self._on_contents)
        self.notes.closed.connect(self._on_notes_toggled)
        self.notes.hide()
        across.addWidget(self.contents)
        across.addWidget(self.column, 1)
        across.addWidget(self.notes)
        whole.addLayout(across, 1)
        self.reader_footer = ReaderFooter()
        self.reader_footer.previous.connect(self._on_previous)
        self.reader_footer.next.connect(self._on_next)
        whole.addWidget(self.reader_footer)
        return holder

    def _build_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("reader_bar")
        row = Row(bar, gap=4, margins=(16, 8, 16, 8))
        self._contents_button = _tool("list", t("Contents"), self._on_contents_toggled)
        self._title_label = Label("", "section")
        self._size_button = _tool("a-large-small", t("Text size"), None)
        self._size_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._size_button.setMenu(self._size_menu())
        self._print_button = _tool("printer", t("Print"), None)
        self._print_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._print_button)
        menu.addAction(t("The whole lesson")).triggered.connect(self._on_print_lesson)
        menu.addAction(t("The one-page sheet")).triggered.connect(self._on_print_sheet)
        self._print_button.setMenu(menu)
        self._notes_button = _tool("notebook-pen", t("Notes"), self._on_notes_toggled)
        self._notes_button.setToolTip(t("Notes (N)"))
        self._notes_button.setCheckable(True)
        row.addWidget(self._contents_button)
        row.addSpacing(8)
        row.addWidget(self._title_label, 1)
        for button in (self._size_button, self._print_button, self._notes_button):
            row.addWidget(button)
        return bar

    def _size_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._size_actions: list[QAction] = []
        for percent in (0, *(round(scale * 100) for scale in SCALES)):
            action = menu.addAction(
                t("{percent} %", percent=percent) if percent else t("As in the rest of the program")
            )
            action.setCheckable(True)
            action.setData(percent)
            action.triggered.connect(self._on_size)
            group.addAction(action)
            self._size_actions.append(action)
        return menu

    def _add_keys(self) -> None:
        keys = {
            "PgDown": self._on_page_down,
            "PgUp": self._on_page_up,
            "Right": self._on_next,
            "Left": self._on_previous,
            "Home": self.presenter.on_first,
            "End": self.presenter.on_last,
            "N": self._on_notes_toggled,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- what the person did

    def _on_contents(self, number: int) -> None:
        self.notes.flush()
        self._are_contents_over = False
        self._fit_panels()
        self.presenter.on_screen(number)
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_next(self) -> None:
        self.notes.flush()
        self.presenter.on_next()

    def _on_previous(self) -> None:
        self.notes.flush()
        self.presenter.on_previous()

    def _on_page_down(self) -> None:
        if not self.column.page(1):
            self._on_next()

    def _on_page_up(self) -> None:
        if not self.column.page(-1):
            self._on_previous()

    def _on_contents_toggled(self) -> None:
        if self._has_room_for_contents():
            self._is_contents_wanted = not self._is_contents_wanted
        else:
            self._are_contents_over = not self._are_contents_over
        self._fit_panels()
        if self.contents.isVisible():
            self.contents.focus_first()
        else:
            self.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_notes_toggled(self) -> None:
        self._is_notes_wanted = not self._is_notes_wanted
        self._are_contents_over = False
        self.notes.flush()
        self._fit_panels()
        if self._is_notes_wanted:
            self.notes.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_answered(self, responses: dict[str, dict[str, Any]]) -> None:
        self._responses = responses

    def _on_again(self) -> None:
        self._responses = {}
        self.presenter.on_check_again()

    def _on_lessons(self) -> None:
        self.context.navigate("learner.lessons")

    def _on_practice(self) -> None:
        self.context.navigate("learner.practice", lesson=self.presenter.code)

    def _on_print_lesson(self) -> None:
        self._print(sheet_only=False)

    def _on_print_sheet(self) -> None:
        self._print(sheet_only=True)

    def _print(self, *, sheet_only: bool) -> None:
        from trainer.ui.learner.print_window import print_lesson

        lesson = self.presenter.lesson
        if lesson is not None:
            print_lesson(self, lesson.code, self.title_text, sheet_only=sheet_only)

    def _on_size(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            percent = int(action.data())
            office, actor = self.context.office, self.context.actor
            self._take_own_size(percent)
            self.run(lambda: own_data.keep_reader_percent(office, actor, percent), writes=True)

    # -- time

    def _on_tick(self) -> None:
        self.presenter.on_tick()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window()
        if self._watched is not window:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            window.installEventFilter(self)
            self._watched = window
        self._tick.start()
        self.presenter.on_seen(not window.isMinimized())
        self._fit_panels()
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        self.presenter.on_seen(False)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowStateChange and self.isVisible():
            self.presenter.on_seen(not self.window().isMinimized())
        return super().eventFilter(watched, event)

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panels()

    def _on_look(self) -> None:
        self._show_own_size()
        self._fit_panels()

    def _has_room_for_contents(self) -> bool:
        look = theme()
        notes = look.px(NOTES_WIDTH) if self._is_notes_wanted else 0
        # 34 characters is the least that still reads as a column.
        least = round(self.column.column_width * 34 / look.number("reading_column_characters"))
        return self.width() - notes - look.px(CONTENTS_WIDTH) >= least

    def _fit_panels(self) -> None:
        look = theme()
        has_room = self._has_room_for_contents()
        contents_beside = has_room and self._is_contents_wanted
        contents_over = not has_room and self._are_contents_over
        notes_over = self._is_notes_wanted and self.width() - look.px(NOTES_WIDTH) < look.px(NOTES_WIDTH)
        _set_width(self.contents, 0 if contents_over else look.px(CONTENTS_WIDTH))
        _set_width(self.notes, 0 if notes_over else look.px(NOTES_WIDTH))
        self.contents.setVisible(contents_beside or contents_over)
        self.contents.set_closable(contents_over)
        self.notes.setVisible(self._is_notes_wanted and not contents_over)
        self.column.setVisible(not contents_over and not notes_over)
        self._notes_button.setChecked(self._is_notes_wanted)
        narrow = self.width() < look.gap(900)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self._size_button, self._print_button, self._notes_button, self._contents_button):
            button.setToolButtonStyle(style)

    # -- inside

    def _open(self, lesson: str, screen: int | None) -> None:
        if lesson != self.presenter.code:
            self.notes.forget()
            self._responses, self._asked = {}, ()
        self.presenter.open(lesson, screen)

    def _on_home(self, home: learning.LearnerHome) -> None:
        lesson = home.continue_with or next(iter(home.required), None)
        if lesson is None:
            self.show_empty(
                "book-open",
                t("No lesson is open. Choose one from the list of lessons."),
                t("Open the lessons"),
                self._on_lessons,
            )
            return
        self._open(lesson.code, None)

    def _take_own_size(self, percent: int) -> None:
        self._own_percent = percent
        self.column.set_scale(percent / 100 if percent else None)
        self._show_own_size()
        self._fit_panels()

    def _show_own_size(self) -> None:
        percent = round(self.column.scale * 100)
        self._size_button.setText(" " + t("Text {percent} %", percent=percent))
        for action in self._size_actions:
            action.setChecked(int(action.data()) == self._own_percent)


def _tool(icon: str, word: str, act: Any) -> QToolButton:
    button = QToolButton()
    button.setText(f" {word}")
    button.setAccessibleName(word)
    button.setToolTip(word)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bind_icon(button, icon, "quiet", 18)
    if act is not None:
        button.clicked.connect(act)
    return button


def _set_width(panel: QWidget, width: int) -> None:
    """Give a panel its width, or (0) all the room there is."""
    if width:
        panel.setFixedWidth(width)
    else:
        panel.setMinimumWidth(0)
        panel.setMaximumWidth(16_777_215)


def build(context: PageContext) -> Page:
    """Make the page."""
    return ReaderPage(context)
