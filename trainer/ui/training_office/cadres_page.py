"""The people on the roster."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.people.cadres import Cadre, Employment
from trainer.services.cadres import CadreDraft, add_cadre, change_cadre, change_employment, move_cadre, reveal
from trainer.services.overviews.people import (
    CadreCard,
    CadrePage,
    CadreQuery,
    CadreRow,
    UnitRow,
    cadre_card,
    cadre_page,
    unit_tree,
)
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets import Card, DataTable, FilterChips, Form, PlainButton, SearchField
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn
from trainer.wording.people_terms import code_name, field_name

_SHOWN: Final = 500
_EDITED: Final = ("post", "tier", "birth", "category", "section")


class CadresPage(Page):
    """A list with search on the left; the person chosen on the right, to read and to mend."""

    depends_on = frozenset({Area.CADRES, Area.UNITS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "office.cadres",
            t("Cadres"),
            t("Everybody on the roster. Numbers are masked; opening one needs a reason and is recorded."),
            scroll=False,
            max_width=0,
        )
        self._unit_id = ""
        self._card: CadreCard | None = None
        top = Row(gap=12)
        self.search = SearchField(t("Find a name, staff number or unit"))
        self.search.searched.connect(self._on_filter)
        self.unit = QComboBox()
        self.unit.setAccessibleName(t("Unit"))
        self.unit.activated.connect(self._on_filter)
        self.chips = FilterChips([("left", t("with those who left"))])
        self.chips.changed.connect(self._on_filter)
        self.count = Label("", "caption", "quiet", wrap=False)
        top.addWidget(self.search, 2)
        top.addWidget(self.unit, 2)
        top.addWidget(self.chips, 1)
        top.addWidget(self.count)
        self.body.addLayout(top)
        both = Row(gap=16)
        self.table: DataTable[CadreRow] = DataTable(
            [
                TableColumn(t("Name"), lambda row: row.name, width=140),
                TableColumn(t("Staff number"), lambda row: row.staff_no, width=110),
                TableColumn(t("Unit"), lambda row: row.unit_name, width=180, stretches=True),
                TableColumn(t("Post"), lambda row: row.post, lambda row: row.post or "—", width=130),
                TableColumn(t("Tier"), lambda row: row.tier, lambda row: row.tier or "—", width=64),
                TableColumn(
                    t("Employment"),
                    lambda row: row.employment,
                    lambda row: code_name("employment", row.employment),
                    width=120,
                    state=lambda row: "good" if Employment(row.employment).is_on_roster else "quiet",
                ),
            ],
            t("Cadres"),
            frozen=True,
            empty=t("Nobody fits."),
        )
        self.table.picked.connect(self._on_picked)
        both.addWidget(self.table, 3)
        both.addWidget(self._person_card(), 2)
        self.body.addLayout(both, 1)
        self.set_primary(t("Save"), self._save, "save")
        self.add_action(t("Import a roster"), self._import, "import")
        self.add_action(t("New person"), self._new, "user-plus")

    def _person_card(self) -> QWidget:
        card = Card(gap=8)
        bind_size(card, min_width=320)
        self.who = Label("", "section")
        card.body.addWidget(self.who)
        self.form = Form(max_width=560)
        self.name = QLineEdit()
        self.form.add(t("Name"), self.name)
        self.fields: dict[str, QLineEdit] = {}
        for field in _EDITED:
            self.fields[field] = QLineEdit()
            self.form.add(field_name(field), self.fields[field])
        card.body.addWidget(self.form)
        self.numbers = Label("", "body", "quiet")
        card.body.addWidget(self.numbers)
        open_line = Row(gap=8)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(t("Reason for opening the ID number"))
        self.reason.setAccessibleName(t("Reason for opening the ID number"))
        self.reveal_button = PlainButton(t("Open"), "eye", self._reveal)
        open_line.addWidget(self.reason, 1)
        open_line.addWidget(self.reveal_button)
        card.body.addLayout(open_line)
        state_line = Row(gap=8)
        self.employment = QComboBox()
        self.employment.setAccessibleName(t("Employment"))
        for state in Employment:
            self.employment.addItem(code_name("employment", state.value), state.value)
        self.employment_button = PlainButton(t("Change the employment"), "history", self._change_employment)
        state_line.addWidget(self.employment, 1)
        state_line.addWidget(self.employment_button)
        card.body.addLayout(state_line)
        move_line = Row(gap=8)
        self.target = QComboBox()
        self.target.setAccessibleName(t("New unit"))
        self.move_button = PlainButton(t("Move to this unit"), "arrow-right", self._move)
        move_line.addWidget(self.target, 1)
        move_line.addWidget(self.move_button)
        card.body.addLayout(move_line)
        self.history = Label("", "caption", "quiet")
        card.body.addWidget(self.history)
        card.body.addStretch(1)
        return card

    # -- reading

    def enter(self, unit_id: str = "", **args: Any) -> None:
        self._unit_id = unit_id or self._unit_id
        super().enter(**args)

    def refresh(self) -> None:
        query = CadreQuery(
            text=self.search.text(),
            unit_id=self._unit_id,
            states=("*",) if self.chips.chosen else (),
            limit=_SHOWN,
        )
        self.run(lambda: self._read(query), self._show)

    def _read(self, query: CadreQuery) -> tuple[list[UnitRow], CadrePage]:
        office, actor = self.context.office, self.context.actor
        return unit_tree(office, actor), cadre_page(office, actor, query)

    def _show(self, read: tuple[list[UnitRow], CadrePage]) -> None:
        units, page = read
        if not page.total and not self.search.text() and not self._unit_id and not self.chips.chosen:
            self.show_empty(
                "users-round",
                t("Nobody is on the roster yet. Bring the file in as it comes out of Excel."),
                t("Import a roster"),
                self._import,
            )
            return
        self.show_body()
        self.unit.clear()
        self.unit.addItem(t("All units"), "")
        self.target.clear()
        for unit in units:
            indented = "\u2003" * unit.depth + unit.name
            self.unit.addItem(indented, unit.id)
            self.target.addItem(indented, unit.id)
        self.unit.setCurrentIndex(max(0, self.unit.findData(self._unit_id)))
        self.count.setText(
            tn("1 person", "{n} people", page.total)
            if page.total <= len(page.rows)
            else t("{shown} of {n} shown; search to see the others", shown=len(page.rows), n=page.total)
        )
        self.table.set_records(page.rows)
        if page.rows and self.table.current is None:
            self.table.view.selectRow(0)
        else:
            self._on_picked(self.table.current)

    def _on_filter(self, _value: object = None) -> None:
        self._unit_id = self.unit.currentData() or ""
        self.refresh()

    def _on_picked(self, row: CadreRow | None) -> None:
        if row is None:
            return
        office, actor = self.context.office, self.context.actor
        self.run(lambda: cadre_card(office, actor, row.id), self._show_card)

    def _show_card(self, card: CadreCard) -> None:
        self._card = card
        cadre = card.cadre
        self.form.clear_complaints()
        self.who.setText(t("{name}, {unit}", name=cadre.name, unit=card.unit_name))
        self.name.setText(cadre.name)
        for field, line in self.fields.items():
            line.setText(str(getattr(cadre, field)))
            line.setEnabled(card.may_manage)
        self.name.setEnabled(card.may_manage)
        self.numbers.setText(
            t(
                "ID number {id}  ·  mobile {phone}",
                id=cadre.id_number_masked or "—",
                phone=cadre.phone_masked or "—",
            )
        )
        self.reveal_button.setEnabled(card.may_reveal and bool(cadre.id_number_masked))
        self.reason.setEnabled(self.reveal_button.isEnabled())
        self.employment.setCurrentIndex(self.employment.findData(cadre.employment.value))
        self.target.setCurrentIndex(max(0, self.target.findData(cadre.unit_id)))
        for button in (self.employment_button, self.move_button):
            button.setEnabled(card.may_manage)
        if self.primary is not None:
            self.primary.setEnabled(card.may_manage)
        self.history.setText(
            "\n".join(
                t(
                    "{since}: {state}, {unit}",
                    since=event.since or "—",
                    state=code_name("employment", event.state.value),
                    unit=unit,
                )
                for event, unit in card.history[-6:]
            )
        )

    # -- what a person does

    def _import(self) -> None:
        self.context.navigate("office.roster_import")

    def _new(self) -> None:
        self._card = None
        self.who.setText(t("New person in {unit}", unit=self.target.currentText().strip()))
        self.name.clear()
        self.name.setEnabled(True)
        for line in self.fields.values():
            line.clear()
            line.setEnabled(True)
        self.numbers.setText("")
        self.history.setText("")
        if self.primary is not None:
            self.primary.setEnabled(True)
        self.name.setFocus()

    def _save(self) -> None:
        office, actor, card = self.context.office, self.context.actor, self._card
        fields = {field: line.text() for field, line in self.fields.items()}
        name = self.name.text()
        if card is None:
            unit_id = self.target.currentData()
            self.run(
                lambda: add_cadre(office, actor, unit_id, CadreDraft(name, fields=fields)), self._on_saved, writes=True
            )
        else:
            draft = CadreDraft(name, card.cadre.staff_no, fields)
            self.run(lambda: change_cadre(office, actor, card.cadre.id, draft), self._on_saved, writes=True)

    def _on_saved(self, done: tuple[Cadre, Changes]) -> None:
        cadre, changes = done
        self.context.hub.tell(changes)
        self.tell(t("{name} is saved.", name=cadre.name))

    def _change_employment(self) -> None:
        card = self._card
        if card is not None:
            office, actor, state = self.context.office, self.context.actor, Employment(self.employment.currentData())
            self.run(lambda: change_employment(office, actor, card.cadre.id, state), self._on_saved, writes=True)

    def _move(self) -> None:
        card = self._card
        if card is not None:
            office, actor, unit_id = self.context.office, self.context.actor, self.target.currentData()
            self.run(lambda: move_cadre(office, actor, card.cadre.id, unit_id), self._on_saved, writes=True)

    def _reveal(self) -> None:
        card = self._card
        if card is not None:
            office, actor, reason = self.context.office, self.context.actor, self.reason.text()
            self.run(lambda: reveal(office, actor, card.cadre.id, "id_number", reason), self._on_revealed, writes=True)

    def _on_revealed(self, number: str) -> None:
        self.reason.clear()
        self.numbers.setText(t("ID number {id}", id=number))


def build(context: PageContext) -> Page:
    """Make the page."""
    return CadresPage(context)
