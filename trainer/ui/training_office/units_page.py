"""The organisation tree in protocol order."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.people.units import UnitKind
from trainer.services.overviews.people import UnitRow, unit_tree
from trainer.services.units import UnitDraft, add_unit, close_unit, create_root, rename, reorder
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import Card, Flow, Form, PlainButton, UnitTree
from trainer.ui.widgets.side_by_side import SideBySide
from trainer.ui.widgets.text import Label
from trainer.ui.widgets.unit_tree import UnitRow as TreeRow
from trainer.wording import N_, t, tn

_KINDS = {
    UnitKind.LEAGUE: N_("League, prefecture"),
    UnitKind.BANNER: N_("Banner, county"),
    UnitKind.DEPARTMENT: N_("Department"),
    UnitKind.TOWNSHIP: N_("Sumu, township"),
    UnitKind.SECTION: N_("Section"),
    UnitKind.OTHER: N_("Other"),
}


class UnitsPage(Page):
    """The tree on the left, the unit chosen on the right."""

    depends_on = frozenset({Area.UNITS, Area.CADRES})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "office.units",
            t("Units"),
            t("The organisation tree in protocol order: reports and lists follow it."),
            scroll=False,
            max_width=0,
        )
        self._rows: dict[str, UnitRow] = {}
        self.tree = UnitTree()
        self.tree.selected.connect(self._on_selected)
        bind_size(self.tree, min_height=280)
        beside = QWidget()
        right = Column(beside, gap=16)
        card = Card()
        self.name = Label("", "section")
        self.about = Label("", "body", "quiet")
        self.counts = Label("", "body")
        card.body.addWidget(self.name)
        card.body.addWidget(self.about)
        card.body.addWidget(self.counts)
        buttons = QWidget()
        line = Flow(buttons, gap=8)
        self.up = PlainButton(t("Up one place"), "arrow-up", self._up)
        self.down = PlainButton(t("Down one place"), "arrow-down", self._down)
        self.people = PlainButton(t("People"), "users-round", self._people)
        self.close_unit = PlainButton(t("Close the unit"), "archive", self._close)
        for button in (self.up, self.down, self.people, self.close_unit):
            line.addWidget(button)
        card.body.addWidget(buttons)
        change = Row(gap=8)
        self.new_name = QLineEdit()
        self.new_name.setAccessibleName(t("New name of the unit"))
        self.new_name.setPlaceholderText(t("New name of the unit"))
        self.new_name.returnPressed.connect(self._rename)
        self.rename_button = PlainButton(t("Rename"), "pencil", self._rename)
        change.addWidget(self.new_name, 1)
        change.addWidget(self.rename_button)
        card.body.addLayout(change)
        right.addWidget(card)
        fresh = Card(t("A new unit below it"))
        self.form = Form()
        self.child = QLineEdit()
        self.kind = QComboBox()
        for kind, words in _KINDS.items():
            self.kind.addItem(t(words), kind.value)
        self.kind.setCurrentIndex(2)
        self.form.add(t("Name of the unit"), self.child)
        self.form.add(t("Kind of unit"), self.kind)
        fresh.body.addWidget(self.form)
        right.addWidget(fresh)
        right.addStretch(1)
        self.body.addWidget(SideBySide(self.tree, beside, stretch=(3, 2)), 1)
        self.set_primary(t("Add the unit"), self._add, "plus")

    def refresh(self) -> None:
        self.run(lambda: unit_tree(self.context.office, self.context.actor), self._show)

    def _show(self, rows: list[UnitRow]) -> None:
        self._rows = {row.id: row for row in rows}
        chosen = self.tree.current_id
        self.tree.set_units(
            [
                TreeRow(row.id, row.parent_id, row.name, f"{row.code} {row.short_name}", str(row.count or ""))
                for row in rows
            ]
        )
        if rows:
            self.tree.select(chosen if chosen in self._rows else rows[0].id)
        self._on_selected(self.tree.current_id)

    def _on_selected(self, unit_id: str) -> None:
        row = self._rows.get(unit_id)
        may = row is not None and row.may_manage
        for button in (self.up, self.down, self.close_unit, self.rename_button):
            button.setEnabled(may)
        self.people.setEnabled(row is not None)
        if row is None:
            self.name.setText(t("No unit yet"))
            self.about.setText(
                t("Add the top unit: your league, banner or bureau. A roster makes the others by itself.")
            )
            self.counts.setText("")
            return
        self.name.setText(row.name)
        self.about.setText(t("{kind}, code {code}", kind=t(_KINDS[UnitKind(row.kind)]), code=row.code))
        own = tn("1 person of its own", "{n} people of its own", row.own_count)
        self.counts.setText(own + t(", ") + tn("1 with all below", "{n} with all below", row.count))
        self.new_name.setText(row.name)

    def _add(self) -> None:
        office, actor = self.context.office, self.context.actor
        parent, name, kind = self.tree.current_id, self.child.text(), UnitKind(self.kind.currentData())
        if parent:
            self.run(lambda: add_unit(office, actor, parent, UnitDraft(name, kind)), self._on_changed, writes=True)
        else:
            self.run(lambda: create_root(office, actor, name, kind), self._on_changed, writes=True)

    def _rename(self) -> None:
        office, actor, unit_id, name = (
            self.context.office,
            self.context.actor,
            self.tree.current_id,
            self.new_name.text(),
        )
        if unit_id:
            self.run(lambda: rename(office, actor, unit_id, name), self._on_changed, writes=True)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self._rows.get(self.tree.current_id)
        if row is None:
            return
        brothers = [one.id for one in self._rows.values() if one.parent_id == row.parent_id]
        # The service counts places from one.
        place = brothers.index(row.id) + 1 + by
        if 1 <= place <= len(brothers):
            office, actor = self.context.office, self.context.actor
            self.run(lambda: (None, reorder(office, actor, row.id, place)), self._on_changed, writes=True)

    def _close(self) -> None:
        office, actor, unit_id = self.context.office, self.context.actor, self.tree.current_id
        if unit_id:
            self.run(lambda: (None, close_unit(office, actor, unit_id)), self._on_changed, writes=True)

    def _on_changed(self, done: tuple[Any, Changes]) -> None:
        self.child.clear()
        self.context.hub.tell(done[1])

    def _people(self) -> None:
        self.context.navigate("office.cadres", unit_id=self.tree.current_id)


def build(context: PageContext) -> Page:
    """Make the page."""
    return UnitsPage(context)
