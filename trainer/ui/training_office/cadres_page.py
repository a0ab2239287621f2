"""The people on the roster."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QWidget

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
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import Card, DataTable, FilterChips, Form, PlainButton, SearchField
from trainer.ui.widgets.side_by_side import SideBySide
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn
from trainer.wording.people_terms import CODES, code_name, field_name

_SHOWN: Final = 500
_TYPED: Final = ("section", "post", "birth")
_CHOSEN: Final = ("tier", "category")
_HINTS: Final = {"birth": lambda: t("Year and month, or the whole day: 1975-03 or 1975-03-12.")}


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
        self.count = Label("", "caption", "quiet")
        bind_size(self.search, max_width=300)
        bind_size(self.unit, min_width=120, max_width=300)
        top.addWidget(self.search, 2)
        top.addWidget(self.unit, 2)
        top.addWidget(self.chips, 1)
        self.body.addLayout(top)
        self.body.addWidget(self.count)
        self.table: DataTable[CadreRow] = DataTable(
            [
                TableColumn(t("Name"), lambda row: row.name, width=130),
                TableColumn(t("Staff number"), lambda row: row.staff_no, width=116),
                TableColumn(t("Unit"), lambda row: row.unit_name, width=150, stretches=True),
                TableColumn(t("Post"), lambda row: row.post, lambda row: row.post or "—", width=112),
                TableColumn(t("Tier"), lambda row: row.tier, lambda row: row.tier or "—", width=60),
                TableColumn(
                    t("Employment"),
                    lambda row: row.employment,
                    lambda row: code_name("employment", row.employment),
                    width=112,
                    state=lambda row: "good" if Employment(row.employment).is_on_roster else "quiet",
                ),
            ],
            t("Cadres"),
            frozen=True,
            empty=t("Nobody fits."),
        )
        self.table.picked.connect(self._on_picked)
        self.body.addWidget(SideBySide(self.table, self._person_card(), stretch=(3, 1)), 1)
        self.set_primary(t("Save"), self._save, "save")
        self._tools = [
            self.add_action(t("Import a roster"), self._import, "import"),
            self.add_action(t("New person"), self._new, "user-plus"),
        ]

    def _person_card(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        # As wide as the card needs and no wider; what is too high scrolls, nothing is squeezed.
        column = Column(inner, gap=0, margins=(0, 0, 8, 0))
        card = Card(gap=12)
        column.addWidget(card)
        column.addStretch(1)
        self.who = Label("", "section")
        card.body.addWidget(self.who)
        self.form = Form(max_width=560)
        self.name = QLineEdit()
        self.form.add(t("Name"), self.name)
        self.fields: dict[str, QLineEdit] = {}
        for field in _TYPED:
            self.fields[field] = QLineEdit()
            self.form.add(field_name(field), self.fields[field], _HINTS.get(field, lambda: "")())
        self.choices: dict[str, QComboBox] = {}
        for field in _CHOSEN:
            box = self.choices[field] = QComboBox()
            box.addItem(t("not given"), "")
            for code in CODES[field]:
                # Lists show the tier by its short sign, so it stands beside the words here.
                box.addItem(f"{code} {code_name(field, code)}" if field == "tier" else code_name(field, code), code)
            self.form.add(field_name(field), box)
        card.body.addWidget(self.form)
        self.numbers = Label("", "body", "quiet")
        card.body.addWidget(self.numbers)
        open_line = Column(gap=8)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(t("Reason for opening the ID number"))
        self.reason.setAccessibleName(t("Reason for opening the ID number"))
        self.reveal_button = PlainButton(t("Show the whole number"), "eye", self._reveal)
        open_line.addWidget(self.reason)
        open_line.addWidget(self.reveal_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(open_line)
        state_line = Column(gap=8)
        self.employment = QComboBox()
        self.employment.setAccessibleName(t("Employment"))
        for state in Employment:
            self.employment.addItem(code_name("employment", state.value), state.value)
        self.employment_button = PlainButton(t("Change the employment"), "history", self._change_employment)
        state_line.addWidget(self.employment)
        state_line.addWidget(self.employment_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(state_line)
        move_line = Column(gap=8)
        self.target = QComboBox()
        self.target.setAccessibleName(t("Unit of this person"))
        self.target.activated.connect(self._say_new)
        self.move_button = PlainButton(t("Move to this unit"), "arrow-right", self._move)
        move_line.addWidget(self.target)
        move_line.addWidget(self.move_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(move_line)
        self.history = Label("", "caption", "quiet")
        card.body.addWidget(self.history)
        for box in (self.unit, self.employment, self.target, *self.choices.values()):
            # A long name of a unit must not make the whole page wide.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        bind_size(scroll, min_width=340, min_height=320)
        return scroll

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
        nobody = not page.total and not self.search.text() and not self._unit_id and not self.chips.chosen
        for button in (self.primary, *self._tools):
            if button is not None:
                button.setVisible(not nobody)
        if nobody:
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
        for field, box in self.choices.items():
            box.setCurrentIndex(max(0, box.findData(str(getattr(cadre, field)))))
            box.setEnabled(card.may_manage)
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
        self._say_new()
        self.name.clear()
        self.name.setEnabled(True)
        for line in self.fields.values():
            line.clear()
            line.setEnabled(True)
        for box in self.choices.values():
            box.setCurrentIndex(0)
            box.setEnabled(True)
        for button in (self.employment_button, self.move_button, self.reveal_button):
            button.setEnabled(False)
        self.reason.setEnabled(False)
        self.numbers.setText("")
        self.history.setText("")
        if self.primary is not None:
            self.primary.setEnabled(True)
        self.name.setFocus()

    def _say_new(self, _index: int = 0) -> None:
        if self._card is None:
            self.who.setText(t("New person in {unit}", unit=self.target.currentText().strip()))

    def _save(self) -> None:
        office, actor, card = self.context.office, self.context.actor, self._card
        fields = {field: line.text() for field, line in self.fields.items()}
        fields |= {field: str(box.currentData() or "") for field, box in self.choices.items()}
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
