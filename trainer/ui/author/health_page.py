"""State of the bank: what a check finds, what is much alike, whose law basis is overdue, what shipped files changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.time import local_date
from trainer.domain.people.roles import Right
from trainer.services import alike_questions, question_bank
from trainer.services.alike_questions import AlikeLine
from trainer.services.overviews.questions import QuestionLine, overdue
from trainer.services.question_bank import BankCheck, BankStats, Difference
from trainer.services.undo_bank_change import ChangeInfo, list_changes, undo
from trainer.ui.administrator.moments import moment
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.tasks import Progress
from trainer.ui.theme import Row
from trainer.ui.widgets import DataTable, FilterChips, KeyFigure, Label, PlainButton
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.one_of import OneOf
from trainer.wording import t, tn
from trainer.wording.sentences import say

CHECK, ALIKE, OVERDUE, SHIPPED, CHANGES = "check", "alike", "overdue", "shipped", "changes"
_PLACES: Final = (CHECK, ALIKE, OVERDUE, SHIPPED, CHANGES)
_TONES: Final = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTICE: "info"}
_PAIRS: Final = 1000


@dataclass(frozen=True, slots=True)
class _Read:
    stats: BankStats
    alike: tuple[AlikeLine, ...]
    overdue: tuple[QuestionLine, ...]
    shipped: tuple[Difference, ...]
    changes: tuple[ChangeInfo, ...]


class HealthPage(Page):
    """Five lists, each leading to the very question."""

    depends_on = frozenset({Area.QUESTIONS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "author.health",
            t("State of the bank"),
            t("Every line opens the question it speaks of."),
            scroll=False,
            max_width=0,
        )
        self._may_edit = context.actor.may(Right.EDIT_QUESTIONS)
        figures = Flow(gap=12, equal=True)
        self.figures = {
            place: KeyFigure(word, clickable=False)
            for place, word in (
                ("questions", t("Questions")),
                ("published", t("Published")),
                (ALIKE, t("Pairs much alike")),
                (OVERDUE, t("Law basis overdue")),
            )
        }
        for figure in self.figures.values():
            figures.addWidget(figure)
        self.body.addLayout(figures)
        self.chips = FilterChips([(place, word) for place, word in _words().items()], exclusive=True)
        self.chips.changed.connect(self._on_chips)
        self.body.addWidget(self.chips)
        self.findings: DataTable[Finding] = DataTable(
            [
                TableColumn(
                    t("What was found"),
                    _said,
                    width=420,
                    stretches=True,
                    state=lambda one: _TONES[one.severity],
                ),
                TableColumn(t("Question"), _question, width=200),
                TableColumn(t("Place"), _place, width=200),
            ],
            t("Findings"),
            empty=t("The check found nothing."),
        )
        self.findings.opened.connect(self._open_finding)
        self.pairs: DataTable[AlikeLine] = DataTable(
            [
                TableColumn(
                    t("Alike"), lambda one: one.likeness, lambda one: f"{round(one.likeness * 100)} %", width=70
                ),
                TableColumn(
                    t("One question"), lambda one: f"{one.one_code}  {one.one_line}", width=300, stretches=True
                ),
                TableColumn(
                    t("The other"), lambda one: f"{one.other_code}  {one.other_line}", width=300, stretches=True
                ),
            ],
            t("Pairs much alike"),
            empty=t("No two questions are much alike, as far as the last search saw."),
        )
        self.pairs.opened.connect(self._open_pair)
        self.due: DataTable[QuestionLine] = DataTable(
            [
                TableColumn(t("Question"), lambda one: one.line, width=320, stretches=True),
                TableColumn(t("Code"), lambda one: one.code, width=140),
                TableColumn(t("Look again by"), lambda one: one.review_by, width=130, state=lambda _one: "warn"),
            ],
            t("Law basis overdue"),
            empty=t("No law basis is overdue."),
        )
        self.due.opened.connect(self._open_line)
        self.shipped: DataTable[Difference] = DataTable(
            [
                TableColumn(t("Code"), lambda one: one.code, width=140),
                TableColumn(t("Here"), lambda one: one.ours.stem, width=320, stretches=True),
                TableColumn(t("As shipped"), lambda one: one.shipped.stem, width=320, stretches=True),
            ],
            t("Shipped questions edited here"),
            empty=t("No shipped question was edited here."),
        )
        self.shipped.opened.connect(self._open_shipped)
        self.changes: DataTable[ChangeInfo] = DataTable(
            [
                TableColumn(t("Time"), lambda one: one.at, lambda one: moment(one.at), width=180),
                TableColumn(t("Sort of change"), _what, width=130),
                TableColumn(t("Title"), lambda one: one.title, width=260, stretches=True),
                TableColumn(t("Done by"), lambda one: one.actor, lambda one: one.actor or "—", width=120),
                TableColumn(t("New"), lambda one: one.counts.get("added", 0), width=70, is_number=True),
                TableColumn(t("Changed"), lambda one: one.counts.get("changed", 0), width=80, is_number=True),
                TableColumn(
                    t("State"),
                    lambda one: one.undone_at,
                    lambda one: t("taken back") if one.undone_at else t("in force"),
                    width=110,
                    state=lambda one: "quiet" if one.undone_at else "good",
                ),
            ],
            t("Imports and changes of many questions"),
            empty=t("Nothing was imported or changed together yet."),
        )
        self.changes.picked.connect(self._on_change)
        self.stack = OneOf()
        for table in (self.findings, self.pairs, self.due, self.shipped, self.changes):
            self.stack.addWidget(table)
        self.body.addWidget(self.stack, 1)
        foot = Row(gap=8)
        self.note = Label("", "caption", "quiet", wrap=False)
        foot.addWidget(self.note)
        foot.addStretch(1)
        self.tools: dict[str, list[PlainButton]] = {
            CHECK: [PlainButton(t("Check again"), "refresh-cw", self.check)],
            ALIKE: [
                PlainButton(t("They are meant to be two"), "check", self._dismiss),
                PlainButton(t("Search the whole bank"), "scan-search", self.search),
            ],
            OVERDUE: [],
            SHIPPED: [],
            CHANGES: [PlainButton(t("Take it back"), "undo-2", self._undo)],
        }
        for buttons in self.tools.values():
            for button in buttons:
                foot.addWidget(button)
        self.body.addLayout(foot)
        self._show_place(CHECK)
        self._is_checked = False

    def enter(self, **args: Any) -> None:
        """Show one of the lists."""
        if args.get("list") in _PLACES:
            self.chips.choose([str(args["list"])])
            self._show_place(str(args["list"]))
        self.read_again()

    def refresh(self) -> None:
        self.run(self._read, self._show)
        if not self._is_checked:
            self._is_checked = True
            self.check()

    def _read(self) -> _Read:
        office, actor = self.context.office, self.context.actor
        today = local_date(office.clock.now())
        return _Read(
            question_bank.stats(office),
            tuple(alike_questions.alike_lines(office, actor, limit=_PAIRS)[1]),
            overdue(office, actor, today).lines,
            question_bank.differences(office, actor),
            list_changes(office, actor),
        )

    def _show(self, read: _Read) -> None:
        self.figures["questions"].show_figure(f"{read.stats.questions:,}")
        self.figures["published"].show_figure(f"{read.stats.by_state.get('published', 0):,}")
        self.figures[ALIKE].show_figure(f"{len(read.alike):,}")
        self.figures[OVERDUE].show_figure(f"{len(read.overdue):,}", tone="warn" if read.overdue else "quiet")
        self.pairs.set_records(list(read.alike))
        self.due.set_records(list(read.overdue))
        self.shipped.set_records(list(read.shipped))
        self.changes.set_records(list(read.changes))
        self._on_change(self.changes.current)
        words = _words()
        for place, count in (
            (ALIKE, len(read.alike)),
            (OVERDUE, len(read.overdue)),
            (SHIPPED, len(read.shipped)),
        ):
            self.chips.set_word(place, f"{words[place]} {count}")

    def check(self) -> None:
        """Check everything, shipped files and own questions."""
        office, actor = self.context.office, self.context.actor
        self.run_long(
            lambda _progress: question_bank.check_bank(office, actor), self._on_checked, title=t("Checking the bank")
        )

    def _on_checked(self, report: BankCheck) -> None:
        self.findings.set_records(list(report.findings))
        self.note.setText(
            tn("1 question checked", "{n} questions checked", report.questions)
            + t(", ")
            + tn("1 finding.", "{n} findings.", len(report.findings))
        )
        self.chips.set_word(CHECK, f"{_words()[CHECK]} {len(report.findings)}")

    def search(self) -> None:
        """Compare all questions with all others."""
        office, actor = self.context.office, self.context.actor

        def work(progress: Progress) -> tuple[alike_questions.AlikeSearch, Changes]:
            return alike_questions.search_whole_bank(office, actor, progress.report)

        self.run_long(work, self._on_searched, title=t("Looking for questions much alike"), writes=True)

    def _on_searched(self, done: tuple[alike_questions.AlikeSearch, Changes]) -> None:
        self.context.hub.tell(done[1])
        self.tell(
            tn("1 pair of questions is much alike.", "{n} pairs of questions are much alike.", done[0].pairs)
            if done[0].pairs
            else t("No two questions are much alike.")
        )

    def _dismiss(self) -> None:
        pair, office, actor = self.pairs.current, self.context.office, self.context.actor
        if pair is not None:
            self._change(lambda: (None, alike_questions.dismiss(office, actor, pair.one_id, pair.other_id)))

    def _undo(self) -> None:
        change, office, actor = self.changes.current, self.context.office, self.context.actor
        if change is not None and change.may_be_undone:
            self._change(lambda: undo(office, actor, change.id))

    def _change(self, work: Callable[[], tuple[Any, Changes]]) -> None:
        self.run(work, self._on_changed, writes=True)

    def _on_changed(self, done: tuple[Any, Changes]) -> None:
        self.context.hub.tell(done[1])

    def _on_change(self, change: ChangeInfo | None) -> None:
        self.tools[CHANGES][0].setEnabled(self._may_edit and change is not None and change.may_be_undone)

    # -- leading to the question

    def _open_finding(self, finding: Finding) -> None:
        self._open(_question(finding))

    def _open_pair(self, pair: AlikeLine) -> None:
        self._open(pair.one_code)

    def _open_line(self, line: QuestionLine) -> None:
        self._open(line.code)

    def _open_shipped(self, difference: Difference) -> None:
        self.context.navigate(
            "author.versions", code=difference.code, left=difference.shipped.version, right=difference.ours.version
        )

    def _open(self, code: str) -> None:
        if code and self._may_edit:
            self.context.navigate("author.edit", code=code)

    def _on_chips(self, chosen: list[str]) -> None:
        self._show_place(chosen[0])

    def _show_place(self, place: str) -> None:
        self.stack.setCurrentIndex(_PLACES.index(place))
        for which, buttons in self.tools.items():
            for button in buttons:
                button.setVisible(which == place and (self._may_edit or which == CHECK))
        self.note.setVisible(place == CHECK)


def _words() -> dict[str, str]:
    return {
        CHECK: t("Findings"),
        ALIKE: t("Much alike"),
        OVERDUE: t("Law basis overdue"),
        SHIPPED: t("Shipped and edited here"),
        CHANGES: t("Imports and changes"),
    }


def _what(change: ChangeInfo) -> str:
    return t("import") if change.what == "import" else t("bulk edit")


def _said(finding: Finding) -> str:
    return str(say(finding.code, finding.facts))


def _question(finding: Finding) -> str:
    return str(finding.facts.get("question", ""))


def _place(finding: Finding) -> str:
    return finding.file if finding.line is None else f"{finding.file}:{finding.line}"


def build(context: PageContext) -> Page:
    """Make the page."""
    return HealthPage(context)
