"""All courses and lessons with their state; what the plan asks for stands first."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from trainer.domain.kernel.changes import Area
from trainer.services.overviews.learning import CourseSection, lesson_list
from trainer.ui.learner.lessons_presenter import CourseRows, LessonRow, Which, arrange, count
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets.badge import StateBadge
from trainer.ui.widgets.buttons import PlainButton
from trainer.ui.widgets.card import Card, rule
from trainer.ui.widgets.chips import FilterChips
from trainer.ui.widgets.search_field import SearchField
from trainer.ui.widgets.text import Label
from trainer.wording import t


class LessonLine(QFrame):
    """One lesson: a press anywhere opens it.

    Args:
        is_marked: say where it is required.

    Signals:
        chosen: pressed by mouse or keyboard.
    """

    chosen = Signal()

    def __init__(self, lesson: LessonRow, *, is_marked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self.lesson = lesson
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = Row(self, gap=16, margins=(16, 12, 16, 12))
        words = Column(gap=4)
        head = Row(gap=10)
        head.addWidget(Label(lesson.title, "lead"), 1)
        words.addLayout(head)
        words.addWidget(Label(lesson.line, "caption", "quiet"))
        row.addLayout(words, 1)
        if lesson.is_required and is_marked:
            row.addWidget(StateBadge(t("Required"), "quiet", "bookmark"), 0, Qt.AlignmentFlag.AlignVCenter)
        state = Column(gap=6)
        state.addWidget(StateBadge(lesson.state, lesson.tone), 0, Qt.AlignmentFlag.AlignLeft)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 100)
        bar.setValue(round(lesson.share * 100))
        bar.setAccessibleName(lesson.state)
        state.addWidget(bar)
        side = QWidget()
        side.setLayout(state)
        bind_size(side, width=112)
        row.addWidget(side, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button = PlainButton(lesson.verb, "", self.chosen.emit)
        self.button.setAccessibleName(f"{lesson.verb}: {lesson.title}")
        # One stop for the keyboard per lesson: the line itself; the button is for the mouse and the eye.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bind_size(self.button, min_width=116)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        parts = [lesson.title, lesson.state, lesson.line]
        if lesson.is_required:
            parts.insert(1, t("Required"))
        self.setAccessibleName(t(", ").join(parts))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class LessonsPage(Page):
    """Choose a lesson."""

    depends_on = frozenset({Area.LEARNING, Area.PLANS, Area.PROGRESS, Area.CADRES})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context, "learner.lessons", t("Lessons"), t("Choose a lesson. What is required of you stands first.")
        )
        self._sections: tuple[CourseSection, ...] = ()
        self._text = ""
        self._has_chosen = False
        tools = Row(gap=16)
        self.chips = FilterChips(
            [
                (Which.REQUIRED.value, t("Required")),
                (Which.OPEN.value, t("Not completed")),
                (Which.DONE.value, t("Completed")),
                (Which.ALL.value, t("All")),
            ],
            exclusive=True,
        )
        self.chips.changed.connect(self._on_chip)
        self.search = SearchField(t("Find a lesson"))
        bind_size(self.search, max_width=280)
        self.search.searched.connect(self._on_search)
        tools.addWidget(self.chips, 3, Qt.AlignmentFlag.AlignVCenter)
        tools.addWidget(self.search, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(tools)
        self._list = QWidget()
        Column(self._list, gap=16)
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self.lines: list[LessonLine] = []

    def enter(self, **args: Any) -> None:
        """Open with a sort of lessons wanted (``which``), or with the one shown last."""
        if args.get("which"):
            self.chips.choose([str(args["which"])])
            self._has_chosen = True
        self.read_again()

    def refresh(self) -> None:
        """Read all lessons with their state."""
        office, actor = self.context.office, self.context.actor
        self.run(lambda: lesson_list(office, actor), self._on_read)

    def _on_read(self, sections: tuple[CourseSection, ...]) -> None:
        self._sections = sections
        counts = count(sections)
        if not counts[Which.ALL]:
            self.show_empty(
                "book-open", t("There are no lessons on this machine. Ask the training office for the courses.")
            )
            return
        if not self._has_chosen and not counts[Which.REQUIRED]:
            self.chips.choose([Which.ALL.value])
        words = {
            Which.REQUIRED: t("Required {n}", n=counts[Which.REQUIRED]),
            Which.OPEN: t("Not completed {n}", n=counts[Which.OPEN]),
            Which.DONE: t("Completed {n}", n=counts[Which.DONE]),
            Which.ALL: t("All {n}", n=counts[Which.ALL]),
        }
        for which, word in words.items():
            self.chips.set_word(which.value, word)
        self.show_body()
        self._show()

    def _show(self) -> None:
        which = Which(next(iter(self.chips.chosen), Which.ALL.value))
        courses = arrange(self._sections, which, self._text)
        before = next((line.lesson.code for line in self.lines if line.hasFocus()), "")
        layout = self._list.layout()
        while layout is not None and layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        if layout is None:
            return
        for course in courses:
            layout.addWidget(self._course(course, is_marked=which is not Which.REQUIRED))
        if not courses:
            said = t("No lesson is called “{text}”.", text=self._text) if self._text else t("There is none of these.")
            layout.addWidget(Label(said, "lead", "quiet"))
        for line in self.lines:
            if line.lesson.code == before:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _course(self, course: CourseRows, *, is_marked: bool) -> Card:
        card = Card(gap=0, padding=0)
        head = Column(gap=2, margins=(20, 16, 20, 12))
        head.addWidget(Label(course.title, "section"))
        head.addWidget(Label(course.line, "caption", "quiet"))
        card.body.addLayout(head)
        for row in course.rows:
            card.body.addWidget(rule())
            line = LessonLine(row, is_marked=is_marked)
            line.chosen.connect(partial(self._open, row.code))
            card.body.addWidget(line)
            self.lines.append(line)
        return card

    def _open(self, code: str) -> None:
        self.context.navigate("learner.reader", lesson=code)

    def _on_chip(self, _keys: list[str]) -> None:
        self._has_chosen = True
        self._show()

    def _on_search(self, text: str) -> None:
        self._text = text
        self._show()


def build(context: PageContext) -> Page:
    """Make the page."""
    return LessonsPage(context)
