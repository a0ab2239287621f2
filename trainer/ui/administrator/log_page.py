"""Who did what, and whether the log was left alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit

from trainer.domain.kernel.time import CHINA, local_date
from trainer.domain.people.audit_chain import ChainVerdict
from trainer.services.audit import LogPage, LogRow, read_log, verify_log
from trainer.ui.administrator.log_words import details, subject_words
from trainer.ui.administrator.moments import moment
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row
from trainer.ui.widgets import DataTable
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn

_DAYS_SHOWN = 30


class LogPageView(Page):
    """The audit log, newest first, with filters."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "admin.log",
            t("Audit log"),
            t("Everything that changes something is written here and can't be taken out unnoticed."),
            scroll=False,
            max_width=0,
        )
        top = Row(gap=8)
        self.since = self._day(t("From day"))
        self.until = self._day(t("To day"))
        self.action = QComboBox()
        self.action.setAccessibleName(t("What was done"))
        self.action.activated.connect(self._on_filter)
        self.count = Label("", "caption", "quiet", wrap=False)
        for widget in (
            Label(t("From"), wrap=False),
            self.since,
            Label(t("to"), wrap=False),
            self.until,
            self.action,
        ):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.count)
        self.body.addLayout(top)
        self.table: DataTable[LogRow] = DataTable(
            [
                TableColumn(t("Time"), lambda row: row.at, lambda row: moment(row.at), width=180),
                TableColumn(t("Done by"), lambda row: row.actor, lambda row: row.actor or t("the program"), width=180),
                TableColumn(t("What was done"), lambda row: row.action_name, width=200, stretches=True),
                TableColumn(t("About"), lambda row: row.subject, subject_words, width=180),
                TableColumn(
                    t("Details"),
                    lambda row: "",
                    details,
                    width=240,
                    stretches=True,
                ),
                TableColumn(t("No."), lambda row: row.seq, width=70, is_number=True),
            ],
            t("Audit log"),
            empty=t("Nothing was done in this time."),
        )
        self.body.addWidget(self.table, 1)
        self.set_primary(t("Check the chain"), self.verify, "shield-check")
        self._is_set_up = False

    def _day(self, name: str) -> QDateEdit:
        field = QDateEdit()
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd")
        field.setAccessibleName(name)
        return field

    def enter(self, **args: Any) -> None:
        if not self._is_set_up:
            today = local_date(self.context.office.clock.now())
            end = QDate(today.year, today.month, today.day)
            self.until.setDate(end)
            self.since.setDate(end.addDays(-_DAYS_SHOWN))
            self.since.dateChanged.connect(self._on_filter)
            self.until.dateChanged.connect(self._on_filter)
            self._is_set_up = True
        super().enter(**args)

    def refresh(self) -> None:
        office, actor = self.context.office, self.context.actor
        since, until = _midnight(self.since.date()), _midnight(self.until.date()) + timedelta(days=1)
        action = self.action.currentData() or ""
        self.run(lambda: read_log(office, actor, since=since, until=until, action=action, limit=1000), self._show)

    def _show(self, page: LogPage) -> None:
        chosen = self.action.currentData()
        self.action.clear()
        self.action.addItem(t("everything"), "")
        for code, name in page.actions:
            self.action.addItem(name, code)
        self.action.setCurrentIndex(max(0, self.action.findData(chosen)))
        self.table.set_records(page.rows)
        self.count.setText(
            tn("1 entry", "{n} entries", page.total)
            if page.total <= len(page.rows)
            else t("the newest {shown} of {n}", shown=len(page.rows), n=page.total)
        )

    def _on_filter(self, _value: object = None) -> None:
        self.refresh()

    def verify(self) -> None:
        """Check every chain from its first entry."""
        self.run_long(lambda _p: verify_log(self.context.office), self._on_verified, title=t("Checking the chain"))

    def _on_verified(self, verdicts: dict[str, ChainVerdict]) -> None:
        broken = [verdict for verdict in verdicts.values() if not verdict.is_whole]
        if broken:
            self.tell(
                t("The log was altered: entry {seq} does not follow from the one before.", seq=broken[0].broken_at),
                t("Keep this machine as it is, make a backup and tell your supervising office."),
                tone="bad",
            )
        else:
            entries = sum(verdict.entries for verdict in verdicts.values())
            self.tell(tn("1 entry checked; the chain is whole.", "{n} entries checked; the chain is whole.", entries))


def _midnight(day: QDate) -> datetime:
    return datetime(day.year(), day.month(), day.day(), tzinfo=CHINA)


def build(context: PageContext) -> Page:
    """Make the page."""
    return LogPageView(context)


def prepare_tour(page: Page) -> None:
    """Show what the check of the chain says."""
    if isinstance(page, LogPageView):
        page.verify()
