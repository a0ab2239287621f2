"""The question bank: tree and filters, the list, and the question as candidates see it - three panes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.people.roles import Right
from trainer.domain.question_bank.question import State
from trainer.domain.question_bank.selection import Order
from trainer.services import print_questions, undo_bank_change
from trainer.services.overviews.question_use import QuestionUse
from trainer.services.overviews.questions import QuestionLine
from trainer.services.print_questions import PrintedQuestions, PrintOptions
from trainer.ui.administrator.moments import moment
from trainer.ui.author.bank_presenter import (
    ALIKE,
    ALL,
    EDITED,
    OVERDUE,
    PICTURED,
    REMARKED,
    UNUSED,
    BankPresenter,
    Found,
    Shown,
)
from trainer.ui.author.bulk_panel import BulkPanel
from trainer.ui.author.editors.base import WordBox
from trainer.ui.author.keyed import show_keyed
from trainer.ui.author.point_tree import Branch, PointTree
from trainer.ui.author.section import Section
from trainer.ui.models.paged_table import PagedTable
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, Theme, bind, bind_size, theme
from trainer.ui.widgets import (
    Card,
    DataTable,
    FilterChips,
    Label,
    PlainButton,
    QuestionView,
    QuietButton,
    SearchField,
)
from trainer.ui.widgets.files import choose_target
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.one_of import OneOf
from trainer.ui.widgets.panes import Panes
from trainer.ui.widgets.reading_order import keep_reading_order
from trainer.wording import current_language, t, tn
from trainer.wording.question_terms import KINDS, difficulty_name, kind_name, state_name

_STATE_TONES: Final = {
    State.DRAFT: "quiet",
    State.IN_REVIEW: "info",
    State.PUBLISHED: "good",
    State.SUSPENDED: "warn",
    State.RETIRED: "quiet",
}
# What Qt takes for a part that may grow without end.
_NO_LIMIT: Final = 16_777_215
# Columns of the list -> the order that a press on their name asks for.
_ORDERS: Final = (Order.CODE, Order.KIND, Order.STATE, Order.DIFFICULTY, Order.CODE, Order.CODE)


class BankPage(Page):
    """All questions, found by two characters, opened by Enter."""

    depends_on = frozenset({Area.QUESTIONS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "author.bank",
            t("Browse questions"),
            t("Enter opens a question; marking several lets you change them together."),
            scroll=False,
            max_width=0,
        )
        self.presenter = BankPresenter(context.office, context.actor, self, self.run)
        self._may_edit = context.actor.may(Right.EDIT_QUESTIONS)
        self._change = ""
        self._content: dict[str, bytes] = {}
        self._has_tree = False
        parts = (self._tree_part(), self._list_part(), self._side_part())
        self.panes = Panes("author.bank", context.home.root, parts, (6, 18, 10), needs=900)
        self.panes.turned.connect(self._on_turned)
        self.body.addWidget(self.panes, 1)
        if self._may_edit:
            self.set_primary(t("New question"), self._new, "plus")
            self.add_action(t("Import"), self._import, "import")
        self.add_action(t("Export"), self._export, "file-down")
        self.print_button = self.add_action(t("Print"), self._show_print, "printer")
        for keys, act in (
            ("Ctrl+N", self._new),
            ("Ctrl+F", self._find),
            ("Ctrl+E", self._open_current),
            ("Ctrl+Z", self._undo_last),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
        self._last_change = ""

    # -- panes

    def _tree_part(self) -> QWidget:
        self.tree = PointTree()
        self.tree.chosen.connect(self._on_filter)
        # Under a heading of its own only where the panes stand one under the other.
        self.tree_part = Section(t("Courses and knowledge points"), self.tree, is_open=True)
        self.tree_part.head.hide()
        self.tree_part.turned.connect(self._fit_tree)
        bind_size(self.tree_part, min_width=168)
        bind(self.tree_part, self._fit_tree)
        return self.tree_part

    def _on_turned(self, stacked: bool) -> None:
        self.tree_part.head.setVisible(stacked)
        self.tree_part.head.setChecked(not stacked)
        self._fit_tree()

    def _fit_tree(self, _look: Theme | bool | None = None) -> None:
        part, look = self.tree_part, theme()
        stacked = not part.head.isHidden()
        part.content.setMinimumHeight(look.px(150) if stacked else 0)
        heading = part.head.sizeHint().height()
        highest = heading if not part.is_open else heading + look.px(180)
        part.setMaximumHeight(highest if stacked else _NO_LIMIT)

    def _list_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=8)
        top = Row(gap=8)
        self.search = SearchField(t("Find words, codes, tags"))
        self.search.searched.connect(self._on_filter)
        self.search.left_down.connect(self._to_list)
        top.addWidget(self.search, 1)
        self.more_button = PlainButton(t("More filters"), "list-filter")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self._on_more)
        top.addWidget(self.more_button)
        column.addLayout(top)
        self.chips = FilterChips([(state.value, state_name(state)) for state in State])
        self.chips.changed.connect(self._on_filter)
        column.addWidget(self.chips)
        column.addWidget(self._more_part())
        line = Row(gap=8)
        self.count = Label("", "caption", "quiet")
        line.addWidget(self.count, 1)
        self.clear_button = QuietButton(t("Clear the filters"), "x", self._clear_filters)
        line.addWidget(self.clear_button)
        column.addLayout(line)
        columns: list[TableColumn[QuestionLine]] = [
            TableColumn(t("Question"), lambda one: one.line, width=170, stretches=True),
            TableColumn(t("Kind"), lambda one: kind_name(one.kind), width=_wide(126, 92)),
            TableColumn(
                t("State"),
                lambda one: state_name(one.state),
                width=_wide(118, 110),
                state=lambda one: "warn" if one.is_overdue else _STATE_TONES[one.state],
            ),
            TableColumn(
                t("Difficulty"),
                lambda one: one.difficulty,
                lambda one: str(one.difficulty or "—"),
                width=_wide(92, 64),
                yields=True,
            ),
            TableColumn(t("Code"), lambda one: one.code, width=124, yields=True),
            TableColumn(t("Asked"), lambda one: one.shown, _asked, width=100, yields=True),
        ]
        self.model: PagedTable[QuestionLine] = PagedTable(columns)
        self.model.page_wanted.connect(self.presenter.read_page)
        self.model.order_wanted.connect(self._on_order)
        self.table: DataTable[QuestionLine] = DataTable(
            columns, t("Questions"), empty=t("No question fits."), model=self.model
        )
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._on_picked)
        self.table.view.selectionModel().selectionChanged.connect(self._on_selection)
        bind_size(self.table, min_height=210)
        column.addWidget(self.table, 1)
        bind_size(part, min_width=300)
        return part

    def _more_part(self) -> QWidget:
        self.more = QWidget()
        column = Column(self.more, gap=8)
        boxes = Row(gap=8)
        self.kind = WordBox(t("Kind of question"), [("", t("any kind"))] + [(kind, kind_name(kind)) for kind in KINDS])
        self.kind.currentIndexChanged.connect(self._on_filter)
        boxes.addWidget(self.kind, 1)
        self.difficulty = WordBox(
            t("Difficulty"), [(-1, t("any difficulty"))] + [(level, difficulty_name(level)) for level in range(6)]
        )
        self.difficulty.currentIndexChanged.connect(self._on_filter)
        boxes.addWidget(self.difficulty, 1)
        column.addLayout(boxes)
        self.more_chips = FilterChips(
            [
                (OVERDUE, t("law basis overdue")),
                (ALIKE, t("much alike")),
                (REMARKED, t("with remarks")),
                (UNUSED, t("never asked")),
                (EDITED, t("of this office")),
                (PICTURED, t("with pictures")),
            ]
        )
        self.more_chips.changed.connect(self._on_filter)
        column.addWidget(self.more_chips)
        self.more.hide()
        return self.more

    def _side_part(self) -> QWidget:
        self.side = OneOf()
        preview = QWidget()
        column = Column(preview, gap=8)
        head = QWidget()
        tools = Flow(head, gap=8)
        self.edit_button = PlainButton(t("Edit"), "pencil", self._open_current)
        self.edit_button.setVisible(self._may_edit)
        tools.addWidget(self.edit_button)
        tools.addWidget(PlainButton(t("Versions"), "git-compare", self._versions))
        self.preview_head = head
        column.addWidget(head)
        self.about = Label("", "caption", "quiet")
        self.use = Label("", "caption", "quiet")
        words = Column(gap=2)
        words.addWidget(self.about)
        words.addWidget(self.use)
        column.addLayout(words)
        area = QScrollArea()
        area.setWidgetResizable(True)
        card = Card(padding=16)
        self.view = QuestionView(media=self._content_of)
        card.body.addWidget(self.view)
        area.setWidget(card)
        bind_size(area, min_height=220)
        self.preview_area = area
        column.addWidget(area, 1)
        self.nothing = Label(t("The question that is marked in the list is shown here."), "body", "quiet")
        self.nothing.hide()
        column.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        self.side.addWidget(preview)
        self.bulk = BulkPanel(self.context.office, self.context.actor, self.run)
        self.bulk.applied.connect(self._on_applied)
        self.bulk.export_wanted.connect(self._export_ids)
        self.bulk.all_wanted.connect(self._mark_all)
        self.side.addWidget(self.bulk)
        bind_size(self.side, min_width=240)
        return self.side

    # -- reading

    def enter(self, **args: Any) -> None:
        """List the questions of a ``change`` alone, or those with a ``chip`` on, where asked for."""
        self._change = str(args.get("change") or "")
        if chip := args.get("chip"):
            self.chips.choose([str(chip)])
            self.more_chips.choose([str(chip)])
        self.read_again()

    def refresh(self) -> None:
        if not self._has_tree:
            self._has_tree = True
            self.presenter.read_tree()
        self._on_filter()

    def show_tree(self, branches: tuple[Branch, ...]) -> None:
        """Show courses, lessons and points."""
        self.tree.set_branches(branches)

    def show_found(self, found: Found) -> None:
        """Show a list from its beginning; the marked question stays marked where it is in sight."""
        before = self.table.current
        self.model.set_first(len(found.numbers), found.lines)
        self.tree.set_counts(found.total, found.by_branch)
        words = tn("1 question", "{n} questions", len(found.numbers))
        self.count.setText(t("{questions} of this import", questions=words) if self._change else words)
        if not found.total and not self._is_filtered():
            self.show_empty(
                "library",
                t("The bank is empty. Bring your questions in from Word or Excel."),
                t("Import questions"),
                self._import,
            )
            return
        self.show_body()
        codes = [line.code for line in found.lines]
        if codes:
            at = codes.index(before.code) if before is not None and before.code in codes else 0
            self.table.view.selectRow(at)
        else:
            self.presenter.choose("")

    def show_page(self, generation: int, page: int, lines: tuple[QuestionLine, ...]) -> None:
        """Fill a page that came into sight."""
        self.model.set_page(generation, page, lines)

    def show_question(self, shown: Shown | None) -> None:
        """Show one question with its key."""
        for part in (self.preview_head, self.about, self.use, self.preview_area):
            part.setVisible(shown is not None)
        self.nothing.setVisible(shown is None)
        if shown is None:
            return
        question = shown.question
        self._content = dict(shown.content)
        self.about.setText(
            t(", ").join(
                part
                for part in (
                    question.code,
                    state_name(shown.state),
                    question.knowledge_point,
                    t("version {n}", n=question.version),
                )
                if part
            )
        )
        self.use.setText(_use_words(shown.use))
        show_keyed(self.view, question)
        keep_reading_order(self.panes)

    # -- what the person does

    def _on_filter(self, *_anything: object) -> None:
        sort, code = self.tree.current
        self.presenter.filter_by(
            text=self.search.text().strip(),
            sort=sort,
            code=code,
            chips=[*self.chips.chosen, *self.more_chips.chosen],
            kind=self.kind.value(),
            difficulty=self.difficulty.value(),
            change=self._change,
        )
        hidden = len(self.more_chips.chosen) + bool(self.kind.value()) + (self.difficulty.value() >= 0)
        self.more_button.set_text(t("More filters ({n})", n=hidden) if hidden else t("More filters"))
        self.clear_button.setVisible(self._is_filtered())

    def _on_more(self, is_open: bool) -> None:
        self.more.setVisible(is_open)

    def _clear_filters(self) -> None:
        self._change = ""
        self.search.set_quietly("")
        self.chips.choose([])
        self.more_chips.choose([])
        self.kind.set_value("")
        self.difficulty.set_value(-1)
        self.tree.select(ALL, "")
        self._on_filter()

    def _is_filtered(self) -> bool:
        return bool(
            self.search.text().strip()
            or self.chips.chosen
            or self.more_chips.chosen
            or self.kind.value()
            or self.difficulty.value() >= 0
            or self.tree.current[0] != ALL
            or self._change
        )

    def _on_order(self, column: int, order: Qt.SortOrder) -> None:
        if column < 0:
            self.presenter.sort_by(Order.POINT)
        elif order == Qt.SortOrder.DescendingOrder:
            self.presenter.sort_by(Order.NEWEST)
        else:
            self.presenter.sort_by(_ORDERS[column])

    def _on_picked(self, line: QuestionLine | None) -> None:
        if line is not None:
            self.presenter.choose(line.code)

    def _on_selection(self, *_anything: object) -> None:
        chosen = [line for line in self.table.selected if line is not None]
        several = len(chosen) > 1 and self._may_edit
        self.side.setCurrentIndex(1 if several else 0)
        if several:
            self.bulk.show_chosen([line.id for line in chosen], len(self.presenter.numbers))

    def _mark_all(self) -> None:
        self.presenter.ids(self._on_all)

    def _on_all(self, ids: Sequence[str]) -> None:
        self.bulk.show_chosen(list(ids), len(self.presenter.numbers))

    def _on_applied(self, change_id: str, words: str, changes: Changes) -> None:
        self._last_change = change_id
        self.context.hub.tell(changes)
        if change_id:
            self.tell(words, button=t("Undo"), on_button=self._undo_last)
        else:
            self.tell(words, tone="info")

    def _undo_last(self) -> None:
        change, office, actor = self._last_change, self.context.office, self.context.actor
        if change:
            self.run(lambda: undo_bank_change.undo(office, actor, change), self._on_undone, writes=True)

    def _on_undone(self, done: tuple[undo_bank_change.UndoOutcome, Changes]) -> None:
        self._last_change = ""
        self.context.hub.tell(done[1])
        self.tell(t("Undone."))

    def _open(self, line: QuestionLine | None) -> None:
        if line is not None and self._may_edit:
            self.context.navigate("author.edit", code=line.code)

    def _open_current(self) -> None:
        self._open(self.table.current)

    def _new(self) -> None:
        if self._may_edit:
            self.context.navigate("author.edit")

    def _import(self) -> None:
        self.context.navigate("author.import")

    def _show_print(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word, with_key in (
            (t("Questions alone"), False),
            (t("With key and explanations"), True),
        ):
            menu.addAction(word).triggered.connect(partial(self.print_questions, with_key=with_key))
        menu.popup(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    def print_questions(self, *_anything: object, with_key: bool = False) -> None:
        """Print the marked questions, or all of the list where at most one is marked."""
        path = choose_target(self, t("Print questions"), t("Questions") + ".pdf", "PDF (*.pdf)")
        if path is None:
            return
        marked = [line.id for line in self.table.selected if line is not None]
        if len(marked) > 1:
            self._print(path, with_key, marked)
        else:
            self.presenter.ids(partial(self._print, path, with_key))

    def _print(self, path: Path, with_key: bool, ids: Sequence[str]) -> None:
        office, actor = self.context.office, self.context.actor
        options = PrintOptions(title=t("Questions"), with_key=with_key, with_explanations=with_key, with_facts=with_key)
        self.run_long(
            lambda _progress: (path, print_questions.questions_pdf(office, actor, ids, path, options)),
            self._on_printed,
            title=t("Drawing the pages"),
        )

    def _on_printed(self, done: tuple[Path, PrintedQuestions]) -> None:
        path, printed = done
        missing = "  ".join(printed.missing)
        self.tell(
            t("Saved: {path}", path=str(path)),
            t("No font has these characters: {characters}", characters=missing) if missing else "",
            tone="warn" if missing else "good",
        )

    def _export(self) -> None:
        chosen = [line.id for line in self.table.selected if line is not None]
        if len(chosen) > 1:
            self._export_ids(chosen)
        elif self._is_filtered():
            self.presenter.ids(self._export_ids)
        else:
            self.context.navigate("author.export")

    def _export_ids(self, ids: Sequence[str]) -> None:
        self.context.navigate("author.export", ids=tuple(ids))

    def _versions(self) -> None:
        line = self.table.current
        if line is not None:
            self.context.navigate("author.versions", code=line.code)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _to_list(self) -> None:
        self.table.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _content_of(self, digest: str) -> bytes | None:
        return self._content.get(digest)


def _wide(usual: float, chinese: float) -> float:
    # Chinese words are short, and the room they leave goes to the question.
    return chinese if current_language() == "zh" else usual


def _asked(line: QuestionLine) -> str:
    if not line.shown:
        return "—"
    share = "" if line.facility is None else f"  {round(line.facility * 100)} %"
    return f"{line.shown}{share}"


def _use_words(use: QuestionUse | None) -> str:
    if use is None or not use.shown or use.last_at is None:
        return t("Never asked in an examination.")
    words = tn("Asked once in examinations.", "Asked {n} times in examinations.", use.shown)
    words += " " + t("Last on {day}.", day=moment(use.last_at)[:10])
    if use.facility is not None:
        words += " " + t("{percent} % of the marks earned.", percent=round(use.facility * 100))
    return words


def build(context: PageContext) -> Page:
    """Make the page."""
    return BankPage(context)
