"""Questions that wait for a reviewer, or that came back with remarks: read, answer, say, decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.question_bank.life import Step
from trainer.domain.question_bank.question import Question, State
from trainer.domain.question_bank.selection import Order, QuestionFilter
from trainer.services import question_life
from trainer.services.overviews.questions import QuestionLine, list_questions
from trainer.ui.author.bank_presenter import shown_question
from trainer.ui.author.edit_presenter import look_at
from trainer.ui.author.edit_side import REMARKS, EditSide
from trainer.ui.author.question_form import Complaint, Complaints
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets import DataTable, FilterChips, Label
from trainer.ui.widgets.panes import Panes
from trainer.wording import t, tn
from trainer.wording.question_terms import kind_name, state_name

WAITING, REMARKED, DRAFTS = "waiting", "remarked", "drafts"
_LISTED: Final = 1000
_FILTERS: Final = {
    WAITING: QuestionFilter(states=(State.IN_REVIEW,)),
    REMARKED: QuestionFilter(has_remarks=True),
    DRAFTS: QuestionFilter(states=(State.DRAFT,)),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    question: Question
    history: tuple[question_life.HistoryLine, ...]
    steps: tuple[Step, ...]
    complaints: tuple[Complaint, ...]
    looked: Any
    content: dict[str, bytes]


class ReviewPage(Page):
    """The reviewer's desk, and the author's letter box."""

    depends_on = frozenset({Area.QUESTIONS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "author.review",
            t("Review"),
            t("Read as a candidate would, say what is wanting, then approve or return."),
            scroll=False,
            max_width=0,
        )
        self._content: dict[str, bytes] = {}
        self._line: QuestionLine | None = None
        left = QWidget()
        column = Column(left, gap=8)
        self.chips = FilterChips(
            [
                (WAITING, t("waiting for review")),
                (REMARKED, t("with open remarks")),
                (DRAFTS, t("drafts")),
            ],
            exclusive=True,
        )
        self.chips.changed.connect(self._on_chips)
        column.addWidget(self.chips)
        self.count = Label("", "caption", "quiet")
        column.addWidget(self.count)
        self.table: DataTable[QuestionLine] = DataTable(
            [
                TableColumn(t("Question"), lambda one: one.line, width=180, stretches=True),
                TableColumn(t("Kind"), lambda one: kind_name(one.kind), width=110, yields=True),
                TableColumn(t("By"), lambda one: one.author, lambda one: one.author or "—", width=92, yields=True),
                TableColumn(t("State"), lambda one: state_name(one.state), width=104),
                TableColumn(t("Open remarks"), lambda one: one.open_remarks, width=110, is_number=True, yields=True),
            ],
            t("Questions to review"),
            empty=t("Nothing waits here. Authors send their questions from the editor, under Review remarks."),
        )
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(self._on_opened)
        column.addWidget(self.table, 1)
        right = QWidget()
        side = Column(right, gap=8)
        self.found = Complaints()
        notes = QScrollArea()
        notes.setWidgetResizable(True)
        notes.setWidget(self.found)
        bind_size(notes, max_height=96)
        self._notes = notes
        side.addWidget(notes)
        self.side = EditSide(context.runner, self._content_of, context.office, context.actor)
        self.side.comment_given.connect(self._on_comment)
        self.side.resolved.connect(self._on_resolved)
        self.side.step_wanted.connect(self._on_step)
        self.side.open_wanted.connect(self._on_open_other)
        side.addWidget(self.side, 1)
        self.nothing = Label(t("The question that is marked in the list is shown here."), "body", "quiet")
        side.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(Panes("author.review", context.home.root, (left, right), (1, 1), needs=880), 1)

    def enter(self, **args: Any) -> None:
        """Show one of the three lists."""
        if args.get("list") in _FILTERS:
            self.chips.choose([str(args["list"])])
        self.read_again()

    def refresh(self) -> None:
        wanted = _FILTERS[self.chips.chosen[0]]
        office, actor = self.context.office, self.context.actor
        self.run(lambda: list_questions(office, actor, wanted, Order.CHANGED, _LISTED), self._show_list)

    def _show_list(self, page: Any) -> None:
        self.count.setText(tn("1 question", "{n} questions", page.total))
        before = self.table.current
        self.table.set_records(list(page.lines))
        codes = [line.code for line in page.lines]
        if codes:
            self.table.view.selectRow(codes.index(before.code) if before is not None and before.code in codes else 0)
        self.side.setVisible(bool(codes))
        self.nothing.setVisible(not codes)
        self._notes.setVisible(False)

    def _on_chips(self, _chosen: list[str]) -> None:
        self.refresh()

    def _on_picked(self, line: QuestionLine | None) -> None:
        self._line = line
        if line is None:
            return
        code = line.code
        self.run(lambda: self._read(code), self._show)

    def _read(self, code: str) -> _Shown:
        office, actor = self.context.office, self.context.actor
        shown = shown_question(office, actor, code)
        looked = look_at(office, actor, shown.question)
        return _Shown(
            shown.question,
            question_life.history(office, actor, code),
            question_life.possible_steps(office, actor, code),
            looked.complaints,
            looked,
            dict(shown.content),
        )

    def _show(self, shown: _Shown) -> None:
        if self._line is None or shown.question.code != self._line.code:
            return
        self._content = shown.content
        self.found.show_lines(shown.complaints)
        self._notes.setVisible(bool(shown.complaints))
        self.side.show_question(shown.question, at_once=True)
        self.side.show_looked(shown.looked)
        self.side.show_history(shown.history, shown.steps)

    def _on_comment(self, text: str) -> None:
        code, office, actor = self._code, self.context.office, self.context.actor
        self._change(lambda: question_life.comment(office, actor, code, text))

    def _on_resolved(self, remark_id: str) -> None:
        office, actor = self.context.office, self.context.actor
        self._change(lambda: (None, question_life.resolve(office, actor, remark_id)))

    def _on_step(self, step: Step, words: str) -> None:
        code, office, actor = self._code, self.context.office, self.context.actor
        self._change(lambda: question_life.take_step(office, actor, step, [code], words))

    def _change(self, work: Callable[[], tuple[Any, Changes]]) -> None:
        if self._code:
            self.run(work, self._on_changed, writes=True)

    def _on_changed(self, done: tuple[Any, Changes]) -> None:
        self.message.clear()
        self.context.hub.tell(done[1])

    def _on_opened(self, line: QuestionLine) -> None:
        self.context.navigate("author.edit", code=line.code)

    def _on_open_other(self, code: str) -> None:
        self.context.navigate("author.edit", code=code)

    @property
    def _code(self) -> str:
        return self._line.code if self._line is not None else ""

    def _content_of(self, digest: str) -> bytes | None:
        return self._content.get(digest)


def build(context: PageContext) -> Page:
    """Make the page."""
    return ReviewPage(context)


def prepare_tour(page: Page) -> None:
    """Show the thread between author and reviewer."""
    if isinstance(page, ReviewPage):
        page.chips.choose([REMARKED])
        page.refresh()
        page.side.go_to(REMARKS)
