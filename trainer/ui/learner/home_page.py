"""The learner's home: go on where you were, what remains, what comes next. Leaders on the starter path get three tiles."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QSizePolicy, QWidget

from trainer.domain.kernel.changes import Area
from trainer.ui.learner.home_presenter import Check, GoOn, HomeModel, Target, Tile, read_home
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_icon, bind_size
from trainer.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from trainer.ui.widgets.card import Card
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label
from trainer.wording import t

_STATE_ICONS = {"done": ("circle-check", "good"), "begun": ("circle-dot", "primary"), "open": ("circle", "faint")}


class CheckRow(QFrame):
    """One line of the checklist; a press opens where it is done.

    Signals:
        chosen: pressed by mouse or keyboard.
    """

    chosen = Signal()

    def __init__(self, check: Check, *, is_inner: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self.check = check
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = Row(self, gap=10, margins=(32 if is_inner else 8, 7, 8, 7))
        icon = QLabel()
        name, tone = _STATE_ICONS[check.state]
        bind_icon(icon, name, tone, 18 if is_inner else 20)
        words = Label(check.words, "body" if is_inner else "body_strong", "quiet" if check.state == "done" else "")
        note = Label(check.note, "caption", "quiet")
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 3)
        row.addWidget(note, 2)
        states = {"done": t("done"), "begun": t("begun"), "open": t("still to do")}
        self.setAccessibleName(t(", ").join([check.words, states[check.state], check.note]))
        self.setToolTip(states[check.state])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit()
            return
        super().keyPressEvent(event)


class BigTile(Card):
    """One of the three tiles of the starter path: an icon, a few words of 24 px, one line."""

    def __init__(self, icon: str, words: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=12, padding=20, parent=parent)
        sign = QLabel()
        bind_icon(sign, icon, "primary", 56)
        self.body.addStretch(1)
        self.body.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (Label(words, "tile"), Label(line, "lead", "quiet")):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.body.addWidget(label)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bind_size(self, min_width=176, min_height=236)
        self.make_clickable(f"{words}. {line}")


class HomePage(Page):
    """Where a learner begins."""

    depends_on = frozenset(
        {
            Area.LEARNING,
            Area.PROGRESS,
            Area.RESULTS,
            Area.EXAMS,
            Area.SITTINGS,
            Area.PLANS,
            Area.CERTIFICATES,
            Area.CADRES,
        }
    )

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "learner.home", t("Home"))
        self.model: HomeModel | None = None
        self._content: QWidget | None = None
        self.go_on_button: PrimaryButton | None = None
        self.tiles: list[BigTile] = []

    def refresh(self) -> None:
        """Read where the learner stands."""
        office, actor = self.context.office, self.context.actor
        # Sittings whose time has run out are handed in on the way, so this queues with the writers.
        self.run(lambda: read_home(office, actor), self._show, writes=True)

    def _show(self, model: HomeModel) -> None:
        self.model = model
        self.set_heading(t("Welcome, {name}", name=model.name), model.sentence)
        had_focus = self._content is not None and self._content.isAncestorOf(self.focusWidget() or self)
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = self._starter(model) if model.is_starter else self._usual(model)
        self.body.insertWidget(0, self._content)
        if self.body.count() == 1:
            self.body.addStretch(1)
        if had_focus and self.go_on_button is not None:
            self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the usual home

    def _usual(self, model: HomeModel) -> QWidget:
        holder = QWidget()
        whole = Column(holder, gap=16)
        self.go_on_button = None
        whole.addWidget(self._go_on(model.go_on) if model.go_on is not None else self._all_done(model))
        across = QWidget()
        flow = Flow(across, gap=16, equal=True)
        flow.addWidget(self._checklist(model))
        side = QWidget()
        column = Column(side, gap=16)
        for tile in model.tiles:
            column.addWidget(self._tile(tile))
        column.addStretch(1)
        flow.addWidget(side)
        bind_size(side, min_width=300)
        whole.addWidget(across)
        return holder

    def _go_on(self, go_on: GoOn) -> Card:
        card = Card(gap=8, padding=24)
        row = Row(gap=24)
        words = Column(gap=6)
        words.addWidget(Label(go_on.caption, "body", "quiet"))
        words.addWidget(Label(go_on.title, "reading_head"))
        words.addWidget(Label(go_on.line, "body", "quiet"))
        row.addLayout(words, 1)
        self.go_on_button = PrimaryButton(go_on.verb, "arrow-right", self._on_go_on, large=True)
        self.go_on_button.setAccessibleName(f"{go_on.verb}: {go_on.title}")
        row.addWidget(self.go_on_button, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 100)
        bar.setValue(round(go_on.share * 100))
        bar.setAccessibleName(t("Read of this lesson"))
        card.body.addSpacing(4)
        card.body.addWidget(bar)
        return card

    def _all_done(self, model: HomeModel) -> Card:
        card = Card(gap=8, padding=24)
        row = Row(gap=16)
        sign = QLabel()
        bind_icon(sign, "circle-check", "good", 40)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(gap=4)
        words.addWidget(Label(t("All required lessons are done"), "reading_head"))
        if model.is_exam_ahead:
            line, verb, icon, target = model.tiles[0].line, t("To the examination"), "file-check", model.tiles[0].target
        else:
            line = t("You may read any lesson again, or practise.")
            verb, icon, target = t("Practise"), "pencil-line", Target("learner.practice")
        words.addWidget(Label(line, "body", "quiet"))
        row.addLayout(words, 1)
        self.go_on_button = PrimaryButton(verb, icon, partial(self._go, target), large=True)
        row.addWidget(self.go_on_button, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        return card

    def _checklist(self, model: HomeModel) -> Card:
        card = Card(gap=4, padding=16)
        head = Row(gap=8, margins=(8, 0, 8, 4))
        title = t("You are trained") if model.is_trained else t("Until you are trained")
        head.addWidget(Label(title, "section"), 1)
        card.body.addLayout(head)
        hours = Column(gap=6, margins=(8, 0, 8, 8))
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 1000)
        bar.setValue(round(model.hours_share * 1000))
        bar.setAccessibleName(model.hours)
        hours.addWidget(bar)
        hours.addWidget(Label(model.hours, "caption", "quiet"))
        card.body.addLayout(hours)
        for check in model.checks:
            row = CheckRow(check, is_inner=check.target.page_id == "learner.reader")
            row.chosen.connect(partial(self._go, check.target))
            card.body.addWidget(row)
            if check.target.page_id == "learner.reader" and model.more and check is _last_lesson(model):
                card.body.addWidget(
                    QuietButton(t("{n} more lessons", n=model.more), "", partial(self._go, Target("learner.lessons"))),
                    0,
                    Qt.AlignmentFlag.AlignLeft,
                )
        card.body.addStretch(1)
        bind_size(card, min_width=380)
        return card

    def _tile(self, tile: Tile) -> Card:
        card = Card(gap=6, padding=16)
        head = Row(gap=10)
        sign = QLabel()
        bind_icon(sign, tile.icon, "primary", 20)
        head.addWidget(sign)
        head.addWidget(Label(tile.title, "lead_strong"), 1)
        card.body.addLayout(head)
        card.body.addWidget(Label(tile.line, "body", "quiet"))
        card.body.addStretch(1)
        card.make_clickable(t("{title}: {line}", title=tile.title, line=tile.line))
        card.clicked.connect(partial(self._go, tile.target))
        card.setToolTip(tile.verb)
        return card

    # -- the starter path

    def _starter(self, model: HomeModel) -> QWidget:
        holder = QWidget()
        whole = Column(holder, gap=24, margins=(0, 16, 0, 0))
        across = QWidget()
        flow = Flow(across, gap=20, equal=True)
        lesson = model.go_on.title if model.go_on is not None else t("All required lessons are done")
        self.tiles = [
            BigTile("book-open-text", t("What to learn today"), lesson),
            BigTile("badge-check", t("My results"), t("Examinations and certificates")),
            BigTile("printer", t("Print for me"), t("The lesson on one page")),
        ]
        for tile, act in zip(self.tiles, (self._on_today, self._on_results, self._on_print), strict=True):
            tile.clicked.connect(act)
            flow.addWidget(tile)
        whole.addWidget(across)
        foot = Row(gap=8)
        foot.addStretch(1)
        foot.addWidget(PlainButton(t("All lessons"), "book-open", partial(self._go, Target("learner.lessons"))))
        foot.addWidget(PlainButton(t("Practice"), "pencil-line", partial(self._go, Target("learner.practice"))))
        foot.addStretch(1)
        whole.addLayout(foot)
        return holder

    def _on_today(self) -> None:
        if self.model is not None and self.model.go_on is not None:
            self._on_go_on()
        else:
            self._go(Target("learner.lessons"))

    def _on_results(self) -> None:
        self._go(Target("learner.exams"))

    def _on_print(self) -> None:
        from trainer.ui.learner.print_window import print_lesson

        if self.model is not None and self.model.last_lesson:
            print_lesson(self, self.model.last_lesson, t("One-page sheet"), sheet_only=True)

    # -- going

    def _on_go_on(self) -> None:
        if self.model is not None and self.model.go_on is not None:
            self._go(Target("learner.reader", lesson=self.model.go_on.code))

    def _go(self, target: Target) -> None:
        args: dict[str, Any] = dict(target.args)
        self.context.navigate(target.page_id, **args)


def _last_lesson(model: HomeModel) -> Check | None:
    lessons = [check for check in model.checks if check.target.page_id == "learner.reader"]
    return lessons[-1] if lessons else None


def build(context: PageContext) -> Page:
    """Make the page."""
    return HomePage(context)
