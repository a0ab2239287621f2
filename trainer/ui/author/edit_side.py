"""The other side of the editor: as candidates see it, as it prints, what the robot earns, what is alike, what was said."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QWidget

from trainer.domain.kernel.marks import show
from trainer.domain.question_bank.life import Step
from trainer.domain.question_bank.question import Kind, Question
from trainer.services import print_questions
from trainer.services.print_questions import PrintOptions
from trainer.services.question_life import HistoryLine
from trainer.services.try_question import ALL_RIGHT, ALL_WRONG, AT_RANDOM, BLANK, ValueSets, shown_question
from trainer.ui.administrator.moments import moment
from trainer.ui.author.edit_presenter import Looked
from trainer.ui.tasks import Runner
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import (
    Card,
    FilterChips,
    Label,
    LinkButton,
    PlainButton,
    QuestionView,
    QuietButton,
    SheetPreview,
)
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.one_of import OneOf
from trainer.wording import N_, t, tn
from trainer.wording.life_terms import happening, step_name

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office

SCREEN, PRINT, ROBOT, ALIKE, REMARKS = "screen", "print", "robot", "alike", "remarks"
_PLACES: Final = (SCREEN, PRINT, ROBOT, ALIKE, REMARKS)
_ROBOT: Final = {
    ALL_RIGHT: N_("everything right"),
    ALL_WRONG: N_("everything wrong"),
    BLANK: N_("nothing answered"),
    AT_RANDOM: N_("at random"),
}
_SHOW_MS: Final = 150
_STEM: Final = 90


class EditSide(QWidget):
    """Five views of the question that is being written.

    Signals:
        comment_given(str): a remark.
        resolved(str): id of a remark that was seen to.
        step_wanted(object, str): a :class:`Step` and the words that go with it.
        open_wanted(str): code of another question.
        values_wanted(str): seed of another set of values, shown already, for whoever looks at the question.
    """

    comment_given = Signal(str)
    resolved = Signal(str)
    step_wanted = Signal(object, str)
    open_wanted = Signal(str)
    values_wanted = Signal(str)

    def __init__(
        self,
        runner: Runner,
        media: Callable[[str], bytes | None],
        office: Office,
        actor: Actor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._media, self._office, self._actor = runner, media, office, actor
        self._question: Question | None = None
        self._shown: Question | None = None
        self._seed = ""
        column = Column(self, gap=8)
        self.chips = FilterChips(
            [
                (SCREEN, t("On the screen")),
                (PRINT, t("On paper")),
                (ROBOT, t("Robot")),
                (ALIKE, t("Alike")),
                (REMARKS, t("Review remarks")),
            ],
            exclusive=True,
        )
        self.chips.changed.connect(self._on_chips)
        column.addWidget(self.chips)
        column.addWidget(self._values_part())
        self.stack = OneOf()
        self._card = Card(padding=16)
        self.view = QuestionView(media=media)
        self._card.body.addWidget(self.view)
        self.sheet = SheetPreview(runner, t("The question on paper"))
        self._robot, self._robot_lines = self._list()
        self._alike, self._alike_lines = self._list()
        self._remarks = self._remarks_part()
        for part in (self._card, self.sheet, self._robot, self._alike, self._remarks):
            if part is self.sheet:
                self.stack.addWidget(part)
                continue
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setWidget(part)
            self.stack.addWidget(area)
        bind_size(self.stack, min_height=240)
        column.addWidget(self.stack, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SHOW_MS)
        self._pause.timeout.connect(self._show)

    def show_question(self, question: Question, *, at_once: bool = False) -> None:
        """Show a question as it stands; drawn when typing pauses, where it is not wanted at once."""
        self._question = question
        if at_once:
            self._seed = ""
            self._shown = None
            self._pause.stop()
            self._show()
        else:
            self._pause.start()
        self._values.setVisible(question.kind is Kind.PARAMETERISED)

    def show_looked(self, looked: Looked) -> None:
        """Show what the robot earned and what is alike."""
        self.sets.setText(_sets_words(looked.sets))
        _clear(self._robot_lines)
        for tried in looked.tried:
            earned = t("a person marks it") if tried.fraction is None else _percent(tried.fraction)
            box = QWidget()
            row = Row(box, gap=8)
            row.addWidget(Label(t(_ROBOT.get(tried.name, tried.name)), "body"), 1)
            row.addWidget(Label(earned, "body_strong", wrap=False))
            self._robot_lines.addWidget(box)
        if not looked.tried:
            self._robot_lines.addWidget(
                Label(t("The robot answers when nothing is wanting any more."), "body", "quiet")
            )
        _clear(self._alike_lines)
        for hit in looked.alike:
            self._alike_lines.addWidget(self._hit(hit.code, hit.line, f"{round(hit.likeness * 100)} %"))
        if not looked.alike:
            self._alike_lines.addWidget(Label(t("No question of the bank is much alike."), "body", "quiet"))
        self.chips.set_word(ALIKE, t("Alike {n}", n=len(looked.alike)) if looked.alike else t("Alike"))

    def show_history(
        self, history: tuple[HistoryLine, ...], steps: tuple[Step, ...], *, may_comment: bool = True
    ) -> None:
        """Show what was said, and the steps that may be taken; a question that is not saved yet has no thread."""
        self.words.setEnabled(may_comment)
        self.say_button.setEnabled(may_comment)
        self.words.setPlaceholderText(
            t("What should the author or the reviewer know?")
            if may_comment
            else t("Save the question first; then you can talk about it.")
        )
        _clear(self._history)
        for line in history:
            self._history.addWidget(self._line(line))
        if not history:
            self._history.addWidget(Label(t("Nothing has been said about this question."), "body", "quiet"))
        _clear_flow(self._steps)
        for step in steps:
            button = PlainButton(step_name(step))
            button.clicked.connect(self._on_step)
            button.setProperty("step", step.value)
            self._steps.addWidget(button)
        still = sum(line.is_open for line in history)
        self.chips.set_word(REMARKS, t("Review remarks {n}", n=still) if still else t("Review remarks"))

    def go_to(self, place: str) -> None:
        """Show one of the five views."""
        self.chips.choose([place])
        self._on_chips([place])

    # -- inside

    def _on_chips(self, chosen: list[str]) -> None:
        self.stack.setCurrentIndex(_PLACES.index(chosen[0]))
        self._shown = None
        self._show()

    def _show(self) -> None:
        question = self._question
        if question is None or question == self._shown:
            return
        place = self.chips.chosen[0]
        if place == SCREEN:
            self._shown = question
            self._show_on_screen(question)
        elif place == PRINT:
            self._shown = question
            office, actor, options = self._office, self._actor, PrintOptions(seed=self._seed)
            self._runner.run(
                lambda: print_questions.preview_pdf(office, actor, [question], options),
                self.sheet.show_pdf,
                self._on_not_printed,
                owner=self,
                title=t("Drawing the page"),
            )

    def _show_on_screen(self, question: Question) -> None:
        shown = shown_question(question, self._seed)
        if shown is None:
            # Varying numbers that cannot be drawn yet: the form says what is wanting.
            return
        self.view.show_question(shown)

    def _on_not_printed(self, _error: Exception) -> None:
        # What is half written may not print yet; the form says what is wanting.
        self.sheet.show_pdf(b"")

    def _values_part(self) -> QWidget:
        self._values = QWidget()
        row = Flow(self._values, gap=8)
        row.addWidget(QuietButton(t("Another set of values"), "shuffle", self.draw_again))
        self.sets = Label("", "caption", "quiet", wrap=False)
        row.addWidget(self.sets)
        self._values.hide()
        return self._values

    def draw_again(self) -> None:
        """Show the question as another candidate would get it."""
        self._seed = str(int(self._seed or 0) + 1)
        self._shown = None
        self._show()
        self.values_wanted.emit(self._seed)

    def _list(self) -> tuple[QWidget, Column]:
        card = Card(padding=16)
        lines = Column(gap=8)
        card.body.addLayout(lines)
        card.body.addStretch(1)
        return card, lines

    def _remarks_part(self) -> QWidget:
        card = Card(padding=16)
        self._history = Column(gap=8)
        card.body.addLayout(self._history)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(t("Remark"))
        self.words.setTabChangesFocus(True)
        bind_size(self.words, height=84)
        card.body.addWidget(self.words)
        buttons = QWidget()
        self._buttons = Flow(buttons, gap=8)
        self.say_button = PlainButton(t("Say it"), "message-square-text", self._on_comment)
        self._buttons.addWidget(self.say_button)
        card.body.addWidget(buttons)
        steps = QWidget()
        self._steps = Flow(steps, gap=8)
        card.body.addWidget(steps)
        card.body.addStretch(1)
        return card

    def _line(self, line: HistoryLine) -> QWidget:
        box = QWidget()
        column = Column(box, gap=2)
        who = line.actor or t("the program")
        head = t(
            "{who}, {when}, version {n}: {what}",
            who=who,
            when=moment(line.at),
            n=line.version,
            what=happening(line.what),
        )
        column.addWidget(Label(head, "caption", "quiet"))
        if line.text:
            column.addWidget(Label(line.text, "body_strong" if line.is_open else "body"))
        if line.is_open:
            button = QuietButton(t("Seen to"), "check")
            button.clicked.connect(self._on_resolved)
            button.setProperty("remark", line.id)
            row = Row(gap=0)
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        return box

    def _hit(self, code: str, line: str, share: str) -> QWidget:
        box = QWidget()
        column = Column(box, gap=2)
        row = Row(gap=8)
        link = LinkButton(code)
        link.clicked.connect(self._on_open)
        link.setProperty("code", code)
        row.addWidget(link)
        row.addWidget(Label(share, "body_strong", "warn", wrap=False))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Label(line if len(line) <= _STEM else line[: _STEM - 1] + "…", "body"))
        return box

    def _on_open(self) -> None:
        button = self.sender()
        if button is not None:
            self.open_wanted.emit(str(button.property("code")))

    def _on_resolved(self) -> None:
        button = self.sender()
        if button is not None:
            self.resolved.emit(str(button.property("remark")))

    def _on_comment(self) -> None:
        text = self.words.toPlainText().strip()
        if text:
            self.comment_given.emit(text)
            self.words.clear()

    def _on_step(self) -> None:
        button = self.sender()
        if button is not None:
            self.step_wanted.emit(Step(button.property("step")), self.words.toPlainText().strip())
            self.words.clear()


def _sets_words(sets: ValueSets | None) -> str:
    if sets is None:
        return ""
    if sets.is_counted:
        return tn("1 set of values is possible", "{n} sets of values are possible", sets.sets)
    return t("at most {n} sets of values are possible", n=f"{sets.sets:,}")


def _percent(fraction: Fraction) -> str:
    return f"{show(fraction * 100)} %"


def _clear(column: Column) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _clear_flow(flow: Flow) -> None:
    while flow.count():
        item = flow.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
