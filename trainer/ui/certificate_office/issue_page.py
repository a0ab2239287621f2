"""From those who have earned a certificate to the finished sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox

from trainer.domain.kernel.changes import Area, Changes
from trainer.services.certificates import IssueOutcome, Refused, approve, issue, print_batch, withdraw_approval
from trainer.services.overviews.certificates import EligibleLine, eligible
from trainer.services.overviews.progress import PlanLine, plans
from trainer.services.results import band_text
from trainer.ui.certificate_office.certificate_words import kind_words
from trainer.ui.leader.board_words import day
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.tasks import Progress
from trainer.ui.theme import Row
from trainer.ui.widgets import DataTable, FilterChips, PlainButton
from trainer.ui.widgets.confirm import confirm
from trainer.ui.widgets.files import choose_target
from trainer.wording import t, tn
from trainer.wording.sentences import say


class IssuePage(Page):
    """One plan: eligible, approved, and who may not have one and why."""

    depends_on = frozenset({Area.CERTIFICATES, Area.PROGRESS, Area.PLANS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "certificates.issue",
            t("Issue certificates"),
            t("First approve, then issue: the number is drawn and the sheet is kept in one step."),
            scroll=False,
            max_width=0,
        )
        self._plan_id = ""
        self._lines: list[EligibleLine] = []
        self._issued: list[str] = []
        top = Row(gap=12)
        self.plan = QComboBox()
        self.plan.setAccessibleName(t("Plan"))
        self.plan.activated.connect(self._on_plan)
        self.chips = FilterChips(
            [("eligible", t("May have one")), ("approved", t("Approved")), ("not", t("Not yet"))], exclusive=True
        )
        self.chips.changed.connect(self._on_chips)
        top.addWidget(self.plan)
        top.addWidget(self.chips, 1)
        self.body.addLayout(top)
        self.table: DataTable[EligibleLine] = DataTable(
            [
                *_whose(),
                TableColumn(t("Certificate"), lambda line: kind_words(line.kind), width=180),
                TableColumn(
                    t("Hours"), lambda line: line.hours, lambda line: f"{float(line.hours):g}", 76, is_number=True
                ),
                TableColumn(
                    t("Band"), lambda line: band_text(line.band), lambda line: band_text(line.band) or "—", 140
                ),
                TableColumn(t("Earned on"), lambda line: line.earned_on, lambda line: day(line.earned_on), width=140),
            ],
            t("People"),
            frozen=True,
            empty=t("Nobody is on this list."),
        )
        self.wanting: DataTable[EligibleLine] = DataTable(
            [
                *_whose(),
                TableColumn(
                    t("What stands in the way"),
                    lambda line: line.reason,
                    lambda line: say(line.reason, line.facts).what if line.reason else "—",
                    width=420,
                    stretches=True,
                ),
            ],
            t("People without a certificate"),
            frozen=True,
            empty=t("Nobody is on this list."),
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.wanting, 1)
        below = Row(gap=8)
        self.approve_button = PlainButton(t("Approve"), "badge-check", self._approve)
        self.withdraw_button = PlainButton(t("Take the approval back"), "undo-2", self._withdraw)
        self.print_button = PlainButton(t("Print those just issued"), "printer", self._print_issued)
        for button in (self.approve_button, self.withdraw_button, self.print_button):
            below.addWidget(button)
        below.addStretch(1)
        self.body.addLayout(below)
        self.set_primary(t("Issue"), self._ask_issue, "stamp")

    def enter(self, plan_id: str = "", **args: Any) -> None:
        self._plan_id = plan_id or self._plan_id
        super().enter(**args)

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> tuple[list[PlanLine], str, list[EligibleLine]]:
        office, actor = self.context.office, self.context.actor
        every = plans(office, actor)
        plan_id = self._plan_id if any(line.plan_id == self._plan_id for line in every) else ""
        plan_id = plan_id or (every[0].plan_id if every else "")
        return every, plan_id, eligible(office, actor, plan_id) if plan_id else []

    def _show(self, read: tuple[list[PlanLine], str, list[EligibleLine]]) -> None:
        every, self._plan_id, self._lines = read
        if self.primary is not None:
            self.primary.setVisible(bool(every))
        if not every:
            self.show_empty(
                "award", t("There is no plan yet. Certificates follow from a plan whose examination was passed.")
            )
            return
        self.show_body()
        self.plan.clear()
        for line in every:
            self.plan.addItem(line.name, line.plan_id)
        self.plan.setCurrentIndex(max(0, self.plan.findData(self._plan_id)))
        counts = {key: len(self._of(key)) for key in ("eligible", "approved", "not")}
        self.chips.set_word("eligible", t("May have one ({n})", n=counts["eligible"]))
        self.chips.set_word("approved", t("Approved ({n})", n=counts["approved"]))
        self.chips.set_word("not", t("Not yet ({n})", n=counts["not"]))
        self._on_chips(self.chips.chosen)

    def _of(self, key: str) -> list[EligibleLine]:
        if key == "eligible":
            return [line for line in self._lines if line.is_eligible]
        if key == "approved":
            return [line for line in self._lines if line.certificate_id]
        return [line for line in self._lines if not line.is_eligible and not line.certificate_id]

    def _on_plan(self, index: int) -> None:
        self._plan_id = self.plan.itemData(index)
        self.read_again()

    def _on_chips(self, chosen: list[str]) -> None:
        key = chosen[0] if chosen else "eligible"
        shown = self.wanting if key == "not" else self.table
        self.table.setVisible(shown is self.table)
        self.wanting.setVisible(shown is self.wanting)
        shown.set_records(self._of(key))
        self.approve_button.setVisible(key == "eligible")
        self.withdraw_button.setVisible(key == "approved")
        self.print_button.setVisible(bool(self._issued))
        if self.primary is not None:
            self.primary.setEnabled(bool(self._of("approved")))

    def _chosen(self) -> list[EligibleLine]:
        """Give the marked people; all that are shown where at most one is marked."""
        marked = self.table.selected
        return marked if len(marked) > 1 else self.table.model.records

    # -- approving

    def _approve(self) -> None:
        office, actor, plan_id = self.context.office, self.context.actor, self._plan_id
        people = [line.cadre_id for line in self._chosen()]
        if people:
            self.run_long(
                lambda _p: approve(office, actor, plan_id, people), self._on_approved, title=t("Approving"), writes=True
            )

    def _on_approved(self, done: tuple[tuple[tuple[str, ...], tuple[Refused, ...]], Changes]) -> None:
        (approved, refused), changes = done
        self.context.hub.tell(changes)
        self.chips.choose(["approved"])
        self._on_chips(["approved"])
        self._tell_refused(tn("1 person approved.", "{n} people approved.", len(approved)), refused)

    def _withdraw(self) -> None:
        office, actor = self.context.office, self.context.actor
        ids = [line.certificate_id for line in self.table.selected]
        if ids:
            self.run(lambda: withdraw_approval(office, actor, ids), self._on_withdrawn, writes=True)

    def _on_withdrawn(self, done: tuple[int, Changes]) -> None:
        self.context.hub.tell(done[1])

    # -- issuing

    def _ask_issue(self) -> None:
        count = len(self._of("approved"))
        confirm(
            self,
            tn("Issue 1 certificate?", "Issue {n} certificates?", count),
            t("Numbers are drawn and never used again. The sheets are kept as they are printed."),
            t("Issue"),
            self._issue,
        )

    def _issue(self) -> None:
        office, actor, plan_id = self.context.office, self.context.actor, self._plan_id

        def work(progress: Progress) -> tuple[IssueOutcome, Changes]:
            return issue(office, actor, plan_id=plan_id, report=progress.report)

        self.run_long(work, self._on_issued, title=t("Issuing certificates"), writes=True)

    def _on_issued(self, done: tuple[IssueOutcome, Changes]) -> None:
        outcome, changes = done
        self._issued = [one.number for one in outcome.issued]
        self.context.hub.tell(changes)
        self._on_chips(self.chips.chosen)
        self._tell_refused(
            tn("1 certificate issued.", "{n} certificates issued.", len(outcome.issued)), outcome.refused
        )

    def _tell_refused(self, done: str, refused: tuple[Refused, ...]) -> None:
        if refused:
            named = [t("{name}: {reason}", name=one.name, reason=say(one.code, one.facts).what) for one in refused[:5]]
            more = tn("and 1 more", "and {n} more", len(refused) - 5) if len(refused) > 5 else ""
            self.tell(
                done + " " + tn("1 refused.", "{n} refused.", len(refused)), " ".join([*named, more]), tone="warn"
            )
        else:
            self.tell(done)

    def _print_issued(self) -> None:
        target = choose_target(self, t("Save the sheets"), t("Certificates") + ".pdf", "PDF (*.pdf)")
        if target is not None:
            office, actor, numbers = self.context.office, self.context.actor, list(self._issued)
            self.run_long(
                lambda progress: print_batch(office, actor, numbers, out=target, report=progress.report),
                self._on_printed,
                title=t("Writing the sheets"),
                writes=True,
            )

    def _on_printed(self, done: tuple[int, list[Path]]) -> None:
        count, files = done
        self.tell(tn("1 sheet written: {file}", "{n} sheets written: {file}", count, file=str(files[0])))


def _whose() -> list[TableColumn[EligibleLine]]:
    return [
        TableColumn(t("Name"), lambda line: line.name, width=130),
        TableColumn(t("Unit"), lambda line: line.unit_name, width=240, stretches=True),
    ]


def prepare_tour(page: Page) -> None:
    """Show those who may have a certificate; where there are none, those who already have their approval."""
    if isinstance(page, IssuePage) and not page.table.model.records:
        page.chips.choose(["approved"])
        page._on_chips(["approved"])


def build(context: PageContext) -> Page:
    """Make the page."""
    return IssuePage(context)
