"""Backups: made, checked by restoring, restored."""

from __future__ import annotations

from typing import Final

from trainer.domain.kernel.changes import Area, Changes
from trainer.services.backup import (
    BEFORE_RESTORE,
    BEFORE_UPGRADE,
    BY_HAND,
    DAILY,
    BackupFile,
    Checked,
    Restored,
    check_backup,
    list_backups,
    make_backup,
    restore_backup,
)
from trainer.ui.administrator.moments import moment
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row
from trainer.ui.widgets import DataTable, PlainButton
from trainer.ui.widgets.confirm import confirm
from trainer.ui.widgets.files import choose_source
from trainer.wording import N_, t
from trainer.wording.sentences import say

_KINDS: Final = {
    BY_HAND: N_("by hand"),
    DAILY: N_("daily"),
    BEFORE_UPGRADE: N_("before an upgrade"),
    BEFORE_RESTORE: N_("before a restore"),
}


class BackupPage(Page):
    """The backups of this office, newest first."""

    depends_on = frozenset({Area.SETTINGS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "admin.backup",
            t("Backup and restore"),
            t("Each backup is one file with everything in it. It is checked by restoring it to a temporary folder."),
            scroll=False,
            max_width=0,
        )
        self._asked: BackupFile | None = None
        self.table: DataTable[BackupFile] = DataTable(
            [
                TableColumn(t("Made"), lambda row: row.made_at, lambda row: moment(row.made_at), width=190),
                TableColumn(t("Occasion"), lambda row: t(_KINDS.get(row.kind, N_("unreadable"))), width=170),
                TableColumn(t("People"), lambda row: row.people, width=90, is_number=True),
                TableColumn(
                    t("Size"), lambda row: row.size, lambda row: f"{row.size / 1_000_000:.1f} MB", 110, is_number=True
                ),
                TableColumn(
                    t("File"),
                    lambda row: str(row.path),
                    width=320,
                    stretches=True,
                    state=lambda row: "good" if row.is_readable else "bad",
                ),
            ],
            t("Backups"),
        )
        self.table.picked.connect(self._on_picked)
        self.body.addWidget(self.table, 1)
        below = Row(gap=8)
        self.check_button = PlainButton(t("Check by restoring"), "shield-check", self._check)
        self.restore_button = PlainButton(t("Put this backup in force"), "rotate-ccw", self._ask_restore)
        below.addWidget(self.check_button)
        below.addWidget(self.restore_button)
        below.addWidget(PlainButton(t("Restore from a file"), "folder-open", self._restore_file))
        below.addStretch(1)
        self.body.addLayout(below)
        self.set_primary(t("Back up now"), self.make_now, "database-backup")

    def refresh(self) -> None:
        self.run(lambda: list_backups(self.context.office), self._show)

    def _show(self, rows: list[BackupFile]) -> None:
        if self.primary is not None:
            self.primary.setVisible(bool(rows))
        if not rows:
            self.show_empty(
                "database-backup",
                t("There is no backup yet. One is made every day when the program is first opened."),
                t("Back up now"),
                self.make_now,
            )
            return
        self.show_body()
        self.table.set_records(rows)
        if self.table.current is None:
            self.table.view.selectRow(0)
        self._on_picked(self.table.current)

    def _on_picked(self, row: BackupFile | None) -> None:
        self.check_button.setEnabled(row is not None)
        self.restore_button.setEnabled(row is not None and row.is_readable)

    def make_now(self) -> None:
        """Make a backup and check it."""
        office, actor = self.context.office, self.context.actor
        self.run_long(lambda _p: make_backup(office, actor), self._on_made, title=t("Backing up"), writes=True)

    def _on_made(self, made: tuple[BackupFile, Changes]) -> None:
        backup, changes = made
        self.context.hub.tell(changes)
        self.tell(t("Backed up and checked: {file}", file=str(backup.path)))

    def _check(self) -> None:
        row = self.table.current
        if row is not None:
            self.run_long(lambda _p: check_backup(row.path), self._on_checked, title=t("Checking the backup"))

    def _on_checked(self, checked: Checked) -> None:
        if checked.is_good:
            self.tell(t("The backup is good: it was restored to a temporary folder and everything in it agrees."))
        else:
            said = [str(say(code, facts)) for code, facts in checked.problems]
            self.tell(t("This backup must not be relied on."), " ".join(said), tone="bad")

    def _restore_file(self) -> None:
        path = choose_source(self, t("Choose a backup"), "ZIP (*.zip)")
        if path is not None:
            self._ask(BackupFile(path, 0, "", None, "", 0, is_readable=True))

    def _ask_restore(self) -> None:
        if self.table.current is not None:
            self._ask(self.table.current)

    def _ask(self, backup: BackupFile) -> None:
        self._asked = backup
        confirm(
            self,
            t("Put this backup in force?"),
            t(
                "Everything since then leaves this office. The present state is kept as a backup of its own, so that you can "
                "come back to it. You will be signed out."
            ),
            t("Restore"),
            self._restore,
            danger=True,
        )

    def _restore(self) -> None:
        backup = self._asked
        if backup is not None:
            office, actor = self.context.office, self.context.actor
            self.run_long(
                lambda _p: restore_backup(office, actor, backup.path),
                self._on_restored,
                title=t("Restoring"),
                writes=True,
            )

    def _on_restored(self, done: tuple[Restored, Changes]) -> None:
        self.context.restart()


def build(context: PageContext) -> Page:
    """Make the page."""
    return BackupPage(context)


def prepare_tour(page: Page) -> None:
    """Make a backup, so that there is one to see."""
    if isinstance(page, BackupPage) and page.primary is not None and not page.table.model.records:
        page.make_now()
