"""Who can get in, and the slips for those who never have."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from trainer.domain.kernel.changes import Area, Changes
from trainer.services.accounts import (
    Slip,
    Slips,
    disable_account,
    enable_account,
    make_activation_codes,
    reset_account,
    unlock_account,
)
from trainer.services.overviews.accounts import AccountPage, AccountRow, AccountState, list_accounts
from trainer.ui.leader.board_words import day
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets import DataTable, FilterChips, PlainButton, SearchField
from trainer.ui.widgets.files import choose_target
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn

_SHOWN: Final = 500
_TONES: Final = {
    AccountState.NONE: "quiet",
    AccountState.CODE_OPEN: "info",
    AccountState.ACTIVE: "good",
    AccountState.LOCKED: "warn",
    AccountState.DISABLED: "bad",
}


class AccountsPage(Page):
    """People of the actor's reach with the state of their accounts."""

    depends_on = frozenset({Area.ACCOUNTS, Area.CADRES})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "admin.accounts",
            t("Accounts"),
            t("Print slips with one-time codes; with a slip everybody sets a secret of their own."),
            scroll=False,
            max_width=0,
        )
        self._total = 0
        self._slips: tuple[Slip, ...] = ()
        top = Row(gap=12)
        self.search = SearchField(t("Find a name or staff number"))
        self.search.searched.connect(self._on_search)
        bind_size(self.search, min_width=200, max_width=320)
        self.filter = FilterChips([("new", t("Never signed in"))])
        self.filter.changed.connect(self._on_filter)
        self.count = Label("", "caption", "quiet")
        top.addWidget(self.search, 1)
        top.addWidget(self.filter, 1)
        self.body.addLayout(top)
        self.body.addWidget(self.count)
        self.table: DataTable[AccountRow] = DataTable(
            [
                TableColumn(t("Name"), lambda row: row.name, width=150),
                TableColumn(t("Staff number"), lambda row: row.staff_no, width=120),
                TableColumn(t("Unit"), lambda row: row.unit_name, width=220, stretches=True),
                TableColumn(t("Account"), lambda row: row.state_name, width=230, state=lambda row: _TONES[row.state]),
                TableColumn(
                    t("Roles"),
                    lambda row: t(", ").join(grant.role_name for grant in row.roles),
                    lambda row: t(", ").join(grant.role_name for grant in row.roles) or "—",
                    width=200,
                    stretches=True,
                ),
                TableColumn(
                    t("Last sign-in"), lambda row: row.last_sign_in_at, lambda row: day(row.last_sign_in_at), width=150
                ),
            ],
            t("Accounts"),
            frozen=True,
            empty=t("Nobody fits."),
        )
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(self._open_roles)
        self.body.addWidget(self.table, 1)
        below = Row(gap=8)
        self.roles_button = PlainButton(t("Roles"), "user-cog", self._open_current_roles)
        self.reset_button = PlainButton(t("New one-time code"), "key-round", self._reset)
        self.unlock_button = PlainButton(t("End the waiting time"), "lock-open", self._unlock)
        self.disable_button = PlainButton(t("Disable"), "lock", self._disable)
        for button in (self.roles_button, self.reset_button, self.unlock_button, self.disable_button):
            below.addWidget(button)
        below.addStretch(1)
        self.body.addLayout(below)
        self.set_primary(t("Print activation slips"), self._make_slips, "printer")

    def refresh(self) -> None:
        text, only_new = self.search.text(), bool(self.filter.chosen)
        office, actor = self.context.office, self.context.actor
        self.run(lambda: list_accounts(office, actor, text=text, without_secret=only_new, limit=_SHOWN), self._show)

    def _show(self, page: AccountPage) -> None:
        self._total = page.total
        nobody = page.total == 0 and not self.search.text() and not self.filter.chosen
        if self.primary is not None:
            self.primary.setVisible(not nobody)
        if nobody:
            self.show_empty(
                "users-round",
                t("Nobody is on the roster yet. Import the roster first; then print the slips here."),
                t("Import a roster"),
                self._import,
            )
            return
        self.show_body()
        self.table.set_records(page.rows)
        if page.rows and self.table.current is None:
            self.table.view.selectRow(0)
        self.count.setText(
            tn("1 person", "{n} people", page.total)
            if page.total <= len(page.rows)
            else t("{shown} of {n} shown; search to see the others", shown=len(page.rows), n=page.total)
        )
        self._on_picked(self.table.current)

    def _on_search(self, text: str) -> None:
        del text
        self.refresh()

    def _on_filter(self, chosen: list[str]) -> None:
        del chosen
        self.refresh()

    def _on_picked(self, row: AccountRow | None) -> None:
        for button in (self.roles_button, self.reset_button, self.disable_button):
            button.setEnabled(row is not None)
        self.unlock_button.setVisible(row is not None and row.state is AccountState.LOCKED)
        disabled = row is not None and row.state is AccountState.DISABLED
        self.disable_button.set_text(t("Enable") if disabled else t("Disable"))

    def _import(self) -> None:
        self.context.navigate("office.roster_import")

    def _open_roles(self, row: AccountRow) -> None:
        self.context.navigate("admin.roles", cadre_id=row.cadre_id)

    def _open_current_roles(self) -> None:
        if self.table.current is not None:
            self._open_roles(self.table.current)

    # -- slips

    def _make_slips(self) -> None:
        office, actor = self.context.office, self.context.actor
        marked = [row.cadre_id for row in self.table.selected]
        shown = [row.cadre_id for row in self.table.model.records]
        people = marked if len(marked) > 1 else shown
        self.run_long(
            lambda _progress: make_activation_codes(office, actor, people),
            self._on_codes,
            title=t("Making codes"),
            writes=True,
        )

    def _on_codes(self, made: tuple[Slips, Changes]) -> None:
        slips, changes = made
        self.context.hub.tell(changes)
        self._slips = slips.slips
        if not slips.slips:
            self.tell(t("Everybody shown has a secret already. Reset one by one where it was forgotten."), tone="info")
            return
        self._save_slips(t("Activation slips"))

    def _save_slips(self, name: str) -> None:
        target = choose_target(self, t("Save the activation slips"), f"{name}.pdf", "PDF (*.pdf)")
        if target is None:
            self.tell(
                t("The codes were made but not saved. Make them anew when you want the slips; the old ones end then."),
                tone="warn",
            )
            return
        self.run_long(lambda _progress: self._write(target), self._on_written, title=t("Writing the slips"))

    def _write(self, target: Path) -> Path:
        from trainer.services import documents

        documents.slips_pdf(self.context.office, self._slips, target)
        return target

    def _on_written(self, target: Path) -> None:
        count = len(self._slips)
        self._slips = ()
        self.tell(tn("1 slip written: {file}", "{n} slips written: {file}", count, file=str(target)))

    # -- one account

    def _reset(self) -> None:
        row = self.table.current
        if row is not None:
            office, actor = self.context.office, self.context.actor
            self.run(lambda: reset_account(office, actor, row.cadre_id), self._on_reset, writes=True)

    def _on_reset(self, made: tuple[Slip, Changes]) -> None:
        slip, changes = made
        self.context.hub.tell(changes)
        self._slips = (slip,)
        self._save_slips(t("Activation slip {name}", name=slip.name))

    def _unlock(self) -> None:
        self._change(unlock_account)

    def _disable(self) -> None:
        row = self.table.current
        is_disabled = row is not None and row.state is AccountState.DISABLED
        self._change(enable_account if is_disabled else disable_account)

    def _change(self, act: Any) -> None:
        row = self.table.current
        if row is not None:
            office, actor = self.context.office, self.context.actor
            self.run(lambda: act(office, actor, row.cadre_id), self._on_changed, writes=True)

    def _on_changed(self, done: tuple[None, Changes]) -> None:
        self.context.hub.tell(done[1])


def build(context: PageContext) -> Page:
    """Make the page."""
    return AccountsPage(context)
