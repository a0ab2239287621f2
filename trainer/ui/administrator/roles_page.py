"""Which roles a person holds, over which part of the tree, until when."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.time import CHINA, local_date
from trainer.domain.people.roles import Role
from trainer.services.accounts import grant_role, revoke_role
from trainer.services.overviews.accounts import AccountRow, GrantRow, list_accounts, list_grants, role_name
from trainer.services.overviews.people import UnitRow, unit_tree
from trainer.ui.leader.board_words import day
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import Card, DataTable, Form, PlainButton, SearchField
from trainer.ui.widgets.side_by_side import SideBySide
from trainer.ui.widgets.text import Label
from trainer.wording import t

_GIVEN = tuple(role for role in Role if role is not Role.LEARNER)


class RolesPage(Page):
    """People on the left; roles of the one chosen on the right."""

    depends_on = frozenset({Area.ACCOUNTS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "admin.roles",
            t("Roles"),
            t(
                "A role is held over a unit and everything below it. Everybody is a learner without being given anything."
            ),
            scroll=False,
            max_width=0,
        )
        self._cadre_id: str | None = None
        first, second = QWidget(), QWidget()
        left = Column(first, gap=8)
        self.search = SearchField(t("Find a name or staff number"))
        self.search.searched.connect(self._on_search)
        left.addWidget(self.search)
        self.people: DataTable[AccountRow] = DataTable(
            [
                TableColumn(t("Name"), lambda row: row.name, width=130),
                TableColumn(t("Unit"), lambda row: row.unit_name, width=160, stretches=True),
                TableColumn(t("Roles"), lambda row: len(row.roles), width=70, is_number=True),
            ],
            t("People"),
        )
        self.people.picked.connect(self._on_picked)
        left.addWidget(self.people, 1)
        right = Column(second, gap=12)
        self.who = Label("", "section")
        right.addWidget(self.who)
        self.grants: DataTable[GrantRow] = DataTable(
            [
                TableColumn(t("Role"), lambda row: row.role_name, width=150),
                TableColumn(t("Over"), lambda row: row.unit_name, width=180, stretches=True),
                TableColumn(
                    t("Until"),
                    lambda row: row.expires_at,
                    lambda row: day(row.expires_at) if row.expires_at else t("no end"),
                    width=140,
                ),
                TableColumn(
                    t("State"),
                    lambda row: row.is_in_force,
                    lambda row: t("in force") if row.is_in_force else t("ended"),
                    width=110,
                    state=lambda row: "good" if row.is_in_force else "quiet",
                ),
            ],
            t("Roles"),
            empty=t("No role yet besides learning."),
        )
        self.grants.picked.connect(self._on_grant)
        right.addWidget(self.grants, 1)
        take = Row(gap=8)
        self.take_back = PlainButton(t("Take the role back"), "undo-2", self._revoke)
        take.addWidget(self.take_back)
        take.addStretch(1)
        right.addLayout(take)
        right.addWidget(self._new_card())
        self.body.addWidget(SideBySide(first, second, stretch=(2, 3)), 1)
        self.set_primary(t("Give the role"), self._grant, "user-plus")

    def _new_card(self) -> Card:
        card = Card(t("A new role"))
        form = Form(max_width=720)
        self.role = QComboBox()
        for role in _GIVEN:
            self.role.addItem(role_name(role), role.value)
        self.unit = QComboBox()
        self.expires = QCheckBox(t("ends on"))
        self.until = QDateEdit()
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until.setAccessibleName(t("Last day of the role"))
        self.until.setEnabled(False)
        self.expires.toggled.connect(self.until.setEnabled)
        bind_size(self.unit, min_width=200)
        line = Row(gap=12)
        form.add(t("Role"), self.role)
        form.add(t("Over this unit and all below it"), self.unit)
        line.addWidget(self.expires)
        line.addWidget(self.until)
        line.addStretch(1)
        card.body.addWidget(form)
        card.body.addLayout(line)
        return card

    def enter(self, cadre_id: str | None = None, **args: Any) -> None:
        if cadre_id:
            self._cadre_id = cadre_id
        super().enter(**args)

    def refresh(self) -> None:
        text = self.search.text()
        self.run(lambda: self._read(text), self._show)

    def _read(self, text: str) -> tuple[tuple[AccountRow, ...], list[UnitRow]]:
        office, actor = self.context.office, self.context.actor
        return list_accounts(office, actor, text=text).rows, list(unit_tree(office, actor))

    def _show(self, read: tuple[tuple[AccountRow, ...], list[UnitRow]]) -> None:
        rows, units = read
        chosen = self.unit.currentData()
        self.unit.clear()
        for unit in units:
            self.unit.addItem("\u2003" * unit.depth + unit.name, unit.id)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))
        tomorrow = local_date(self.context.office.clock.now())
        self.until.setMinimumDate(QDate(tomorrow.year, tomorrow.month, tomorrow.day).addDays(1))
        self.people.set_records(rows)
        place = next((i for i, row in enumerate(self.people.model.records) if row.cadre_id == self._cadre_id), 0)
        if rows:
            self.people.view.selectRow(place)

    def _on_search(self, text: str) -> None:
        del text
        self.refresh()

    def _on_picked(self, row: AccountRow | None) -> None:
        if row is None:
            return
        self._cadre_id = row.cadre_id
        self.who.setText(t("{name}, {unit}", name=row.name, unit=row.unit_name))
        office, actor, cadre_id = self.context.office, self.context.actor, row.cadre_id
        self.run(lambda: list_grants(office, actor, cadre_id), self._show_grants)

    def _show_grants(self, grants: tuple[GrantRow, ...]) -> None:
        self.grants.set_records(grants)
        if grants and self.grants.current is None:
            self.grants.view.selectRow(0)
        self._on_grant(self.grants.current)

    def _on_grant(self, row: GrantRow | None) -> None:
        self.take_back.setEnabled(row is not None and row.is_in_force)

    def _grant(self) -> None:
        if self._cadre_id is None:
            return
        office, actor, cadre_id = self.context.office, self.context.actor, self._cadre_id
        role, unit_id = Role(self.role.currentData()), self.unit.currentData()
        expires_at = None
        if self.expires.isChecked():
            until = self.until.date()
            # The whole last day counts, in China.
            expires_at = datetime.combine(until.toPython(), time(23, 59, 59), CHINA)  # type: ignore[arg-type]
        self.run(lambda: grant_role(office, actor, cadre_id, role, unit_id, expires_at), self._on_changed, writes=True)

    def _revoke(self) -> None:
        grant = self.grants.current
        if grant is not None:
            office, actor = self.context.office, self.context.actor
            self.run(lambda: revoke_role(office, actor, grant.id), self._on_changed, writes=True)

    def _on_changed(self, done: tuple[Any, Changes]) -> None:
        self.context.hub.tell(done[1])


def build(context: PageContext) -> Page:
    """Make the page."""
    return RolesPage(context)


def prepare_tour(page: Page) -> None:
    """Choose somebody who holds a role."""
    if isinstance(page, RolesPage):
        held = [place for place, row in enumerate(page.people.model.records) if row.roles]
        if held:
            page.people.view.selectRow(held[0])
