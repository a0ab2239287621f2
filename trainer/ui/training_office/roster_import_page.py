"""A roster from the file as it comes to the people in the program: choose, confirm, look, bring in, and take back."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QStackedWidget, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roster_columns import ALIASES, IGNORED
from trainer.domain.people.roster_plan import Action
from trainer.services.import_roster import (
    ImportEntry,
    ImportOutcome,
    Inspection,
    Preview,
    PreviewRow,
    RosterChoices,
    UndoOutcome,
    commit,
    inspect,
    list_imports,
    preview,
    undo,
    write_error_rows,
)
from trainer.ui.administrator.moments import moment
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.training_office.roster_preview import ACTIONS, WayOut, cell_at, finding_words, row_columns, write_messy
from trainer.ui.widgets import Card, DataTable, FilterChips, Flow, PlainButton, PrimaryButton
from trainer.ui.widgets.files import choose_source, choose_target
from trainer.ui.widgets.steps import StepList
from trainer.ui.widgets.text import Label
from trainer.wording import t, tn
from trainer.wording.people_terms import field_name, say_finding

_KINDS: Final = "*.xlsx *.xls *.et *.csv"
_CHOOSE, _MAP, _LOOK, _DONE = range(4)
_NOTES_SHOWN: Final = 4


class RosterImportPage(Page):
    """Four steps; nothing is stored before the third one's button."""

    depends_on = frozenset({Area.CADRES})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "office.roster_import",
            t("Import a roster"),
            t("The file as it comes out of Excel or WPS. You see everything before anything is stored."),
            scroll=False,
            max_width=0,
        )
        self.path: Path | None = None
        self._password: str | None = None
        self._inspection: Inspection | None = None
        self._choices = RosterChoices()
        self._preview: Preview | None = None
        self._outcome: ImportOutcome | None = None
        self._columns: dict[str, QComboBox] = {}
        self.steps = StepList(
            [t("Choose the file"), t("Check the columns"), t("Look at the rows"), t("Bring in")], upright=False
        )
        self.body.addWidget(self.steps)
        self.stack = QStackedWidget()
        for part in (self._choose_part(), self._map_part(), self._look_part(), self._done_part()):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)

    def _go_to(self, step: int) -> None:
        self.steps.go(step)
        self.stack.setCurrentIndex(step)
        self.scroll_to_top()

    # -- step 1

    def _choose_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=16)
        card = Card(t("Which file?"))
        card.body.addWidget(
            Label(
                t(
                    "Excel (.xlsx, .xls), WPS (.et saved as those) or text (.csv). Titles, merged cells, sums and blank rows may stay."
                )
            )
        )
        row = Row(gap=8)
        self.pick = PrimaryButton(t("Choose a file"), "folder-open", self.choose_file)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(t("Password of the file"))
        self.password.setAccessibleName(t("Password of the file"))
        self.password.returnPressed.connect(self._try_password)
        self.password.hide()
        bind_size(self.password, max_width=260)
        row.addWidget(self.pick)
        row.addWidget(self.password)
        row.addStretch(1)
        card.body.addLayout(row)
        column.addWidget(card)
        self.imports: DataTable[ImportEntry] = DataTable(
            [
                TableColumn(t("Time"), lambda one: one.at, lambda one: moment(one.at), width=190),
                TableColumn(t("File"), lambda one: one.file_name, width=260, stretches=True),
                TableColumn(t("Done by"), lambda one: one.actor_name, lambda one: one.actor_name or "—", width=120),
                TableColumn(t("New"), lambda one: one.counts.get("added", 0), width=80, is_number=True),
                TableColumn(t("Changed"), lambda one: one.counts.get("changed", 0), width=90, is_number=True),
                TableColumn(t("Refused"), lambda one: one.counts.get("refused", 0), width=90, is_number=True),
                TableColumn(
                    t("State"),
                    lambda one: one.undone_at,
                    lambda one: t("taken back") if one.undone_at else t("in force"),
                    width=120,
                    state=lambda one: "quiet" if one.undone_at else "good",
                ),
            ],
            t("Earlier imports"),
            empty=t("Nothing has been imported yet."),
        )
        self.imports.picked.connect(self._on_import_picked)
        earlier = Card(t("Earlier imports"))
        earlier.body.addWidget(self.imports, 1)
        self.undo_button = PlainButton(t("Take the import back"), "undo-2", self._undo_marked)
        line = Row(gap=8)
        line.addWidget(self.undo_button)
        line.addWidget(
            Label(t("Within 24 hours, as long as nobody of it has learned, sat or signed in."), "caption"), 1
        )
        earlier.body.addLayout(line)
        column.addWidget(earlier, 1)
        return part

    def refresh(self) -> None:
        if self.stack.currentIndex() == _CHOOSE:
            self.run(lambda: list_imports(self.context.office, self.context.actor), self._show_imports)

    def _show_imports(self, entries: list[ImportEntry]) -> None:
        self.imports.set_records(entries)
        self._on_import_picked(self.imports.current)

    def _on_import_picked(self, entry: ImportEntry | None) -> None:
        self.undo_button.setEnabled(entry is not None and entry.may_be_undone)

    def choose_file(self) -> None:
        """Ask for the file and look into it."""
        path = choose_source(self, t("Choose a roster"), t("Rosters") + f" ({_KINDS})")
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Look into a file."""
        self.path, self._password = path, None
        self._choices = RosterChoices()
        self._look_into()

    def _try_password(self) -> None:
        self._password = self.password.text()
        self._look_into()

    def _look_into(self) -> None:
        path, password = self.path, self._password
        if path is not None:
            office, actor = self.context.office, self.context.actor
            self.run_long(
                lambda _p: inspect(office, actor, path, password),
                self._on_inspected,
                failed=self._on_not_read,
                title=t("Reading the file"),
            )

    def _on_not_read(self, error: Exception) -> None:
        if isinstance(error, Refusal) and error.code.startswith("table_password"):
            self.password.show()
            self.password.setFocus()
        self.say_error(error)

    # -- step 2

    def _map_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=12)
        top = Card(t("Is this what the columns mean?"))
        self.sheet_note = Label("", "body", "quiet")
        top.body.addWidget(self.sheet_note)
        self.under = QLineEdit()
        self.under.setAccessibleName(t("The roster is about"))
        under = Row(gap=8)
        under.addWidget(Label(t("The roster is about"), "body_strong", wrap=False))
        under.addWidget(self.under, 1)
        top.body.addLayout(under)
        holder = QWidget()
        self.grid = Flow(holder, gap=12, equal=True)
        top.body.addWidget(holder)
        column.addWidget(top)
        self.sample: DataTable[tuple[str, ...]] = DataTable([], t("First rows"), sortable=False)
        column.addWidget(self.sample, 1)
        line = Row(gap=8)
        line.addWidget(PlainButton(t("Another file"), "arrow-left", self._start_over))
        line.addStretch(1)
        line.addWidget(PrimaryButton(t("Look at the result"), "eye", self.make_preview))
        column.addLayout(line)
        return part

    def _on_inspected(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self.password.hide()
        self.message.clear()
        self._go_to(_MAP)
        readable = [sheet for sheet in inspection.sheets if sheet.header_row is not None and not sheet.is_hidden]
        first = readable[0] if readable else None
        self.under.setText(inspection.root_name)
        self.under.setPlaceholderText(t("name or code of the unit; empty for what the roster says"))
        for old in list(self._columns.values()):
            old.deleteLater()
        while self.grid.count():
            item = self.grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._columns = {}
        if first is None:
            self.sheet_note.setText(t("No sheet has a row of column names among its first rows."))
            return
        rows = sum(sheet.row_count for sheet in readable)
        note = t("{file}: column names in row {row}.", file=inspection.file, row=first.header_row) + " "
        note += tn("1 sheet is read", "{n} sheets are read", len(readable)) + t(", ") + tn("1 row.", "{n} rows.", rows)
        if first.is_remembered:
            note += " " + t("The columns were taken like this the last time.")
        self.sheet_note.setText(note)
        fields = [field for field in ALIASES if field not in IGNORED]
        for field in fields:
            box = QComboBox()
            box.setAccessibleName(field_name(field))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.addItem(t("not in the file"), None)
            for index, label in enumerate(first.labels):
                box.addItem(label or t("column {n}", n=index + 1), index)
            box.setCurrentIndex(max(0, box.findData(first.columns.get(field))))
            cell = QWidget()
            bind_size(cell, min_width=168)
            inner = Column(cell, gap=2)
            inner.addWidget(Label(field_name(field), "caption", "quiet"))
            inner.addWidget(box)
            self.grid.addWidget(cell)
            self._columns[field] = box
        self.sample.model.set_columns(
            [
                TableColumn(label or str(index + 1), cell_at(index), width=120)
                for index, label in enumerate(first.labels)
            ]
        )
        self.sample.set_records(list(first.sample))

    def make_preview(self) -> None:
        """Work out what the import would do."""
        if self.path is None or self._inspection is None:
            return
        mapping = {field: box.currentData() for field, box in self._columns.items() if box.currentData() is not None}
        readable = [sheet for sheet in self._inspection.sheets if sheet.header_row is not None and not sheet.is_hidden]
        under = self.under.text().strip()
        if readable:
            self._choices = replace(
                self._choices,
                mappings={readable[0].name: mapping},
                under_unit="" if under == self._inspection.root_name else under,
            )
        self._preview_again()

    def _preview_again(self) -> None:
        path, password, choices = self.path, self._password, self._choices
        if path is not None:
            office, actor = self.context.office, self.context.actor
            self.run_long(
                lambda _p: preview(office, actor, path, choices, password),
                self._on_preview,
                title=t("Checking every cell"),
            )

    # -- step 3

    def _look_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=12)
        self.summary = Label("", "body")
        column.addWidget(self.summary)
        self.notes = Label("", "caption", "quiet")
        column.addWidget(self.notes)
        self.chips = FilterChips([], exclusive=True)
        self.chips.changed.connect(self._on_chips)
        column.addWidget(self.chips)
        self.rows: DataTable[PreviewRow] = DataTable(
            row_columns(),
            t("Rows of the roster"),
            empty=t("No such row."),
        )
        self.rows.picked.connect(self._on_row)
        column.addWidget(self.rows, 1)
        self.detail = Label("", "body")
        column.addWidget(self.detail)
        self._decide_holder = QWidget()
        self.decide = Flow(self._decide_holder, gap=8)
        column.addWidget(self._decide_holder)
        self.transfers = QCheckBox(t("Move people whom the roster names in another unit"))
        self.transfers.toggled.connect(self._on_transfers)
        self.no_numbers = QCheckBox(t("Take people without an ID number that can't be believed"))
        self.no_numbers.toggled.connect(self._on_no_numbers)
        choices = QWidget()
        options = Flow(choices, gap=24)
        options.addWidget(self.transfers)
        options.addWidget(self.no_numbers)
        column.addWidget(choices)
        others = QWidget()
        line = Flow(others, gap=8)
        line.addWidget(PlainButton(t("Back to the columns"), "arrow-left", self._back_to_columns))
        self.errors_button = PlainButton(t("Save the refused rows"), "file-spreadsheet", self._save_errors)
        line.addWidget(self.errors_button)
        self.commit_button = PrimaryButton(t("Bring in"), "import", self.commit)
        foot = Row(gap=8)
        foot.addWidget(others, 1)
        foot.addWidget(self.commit_button)
        column.addLayout(foot)
        return part

    def _on_preview(self, seen: Preview) -> None:
        self._preview = seen
        self._go_to(_LOOK)
        self.message.clear()
        counts = seen.counts
        about = t("About {unit}.", unit=seen.root.name)
        if seen.units_made:
            names = t(", ").join(unit.name for unit in seen.units_made[:6])
            about += " " + tn(
                "1 unit is new and will be made: {names}",
                "{n} units are new and will be made: {names}",
                len(seen.units_made),
                names=names,
            )
            about += t(" ...") if len(seen.units_made) > 6 else t(".")
        self.summary.setText(about)
        notes = [say_finding(one.code, one.facts) for one in seen.file_findings[:_NOTES_SHOWN]]
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        warned = sum(any(f.severity is Severity.WARNING for f in row.findings) for row in seen.rows)
        chips = [("all", t("All ({n})", n=len(seen.rows)))]
        chips += [
            (action.value, t("{words} ({n})", words=t(words), n=counts.get(action, 0)))
            for action, (words, _tone) in ACTIONS.items()
            if counts.get(action, 0)
        ]
        chips.append(("warned", t("with a warning ({n})", n=warned)))
        self.chips.set_chips(chips)
        keys = [key for key, _ in chips]
        self.chips.choose([Action.REFUSED.value] if Action.REFUSED.value in keys else ["all"])
        self._on_chips(self.chips.chosen)
        self.errors_button.setVisible(bool(counts.get(Action.REFUSED, 0)))
        come = sum(counts.get(action, 0) for action in (Action.ADDED, Action.CHANGED, Action.MOVED))
        self.commit_button.set_text(tn("Bring in 1 person", "Bring in {n} people", come))
        self.commit_button.setEnabled(come > 0)

    def _on_chips(self, chosen: list[str]) -> None:
        seen = self._preview
        if seen is None:
            return
        key = chosen[0] if chosen else "all"
        if key == "all":
            rows = list(seen.rows)
        elif key == "warned":
            rows = [row for row in seen.rows if any(f.severity is Severity.WARNING for f in row.findings)]
        else:
            rows = [row for row in seen.rows if row.action.value == key]
        self.rows.set_records(rows)
        if rows and self.rows.current is None:
            # What is wanting from the person stands open at once.
            self.rows.view.selectRow(0)
        self._on_row(self.rows.current)

    def _on_row(self, row: PreviewRow | None) -> None:
        while self.decide.count():
            item = self.decide.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._decide_holder.setVisible(False)
        self.detail.setVisible(row is not None)
        if row is None:
            return
        lines = [finding_words(finding) for finding in row.findings]
        lines += [
            t("{field}: {old} becomes {new}", field=field_name(field), old=old or "—", new=new or "—")
            for field, old, new in row.changes
        ]
        self.detail.setText("\n".join(lines))
        for finding in row.findings:
            for words, field, taken in self._ways_out(finding):
                button = WayOut(words, (row.sheet, row.row, field), taken)
                button.taken.connect(self._on_decision)
                self.decide.addWidget(button)
        self._decide_holder.setVisible(self.decide.count() > 0)

    def _ways_out(self, finding: Finding) -> list[tuple[str, str, str]]:
        """Give what a person may decide about a finding: words, field, text taken."""
        if finding.code == "date_ambiguous":
            field = next(
                (name for name, box in self._columns.items() if box.currentText() == (finding.column or "")), "birth"
            )
            ways = [
                (t("It is {reading}", reading=reading), field, str(reading))
                for reading in (finding.facts["first"], finding.facts["second"])
            ]
            return [*ways, (t("Leave the date out"), field, "")]
        if finding.code == "same_name_unsure":
            return [(t("The same person"), "person", "same"), (t("Somebody new"), "person", "new")]
        if finding.code in {"id_number_other_name", "staff_no_other_name"}:
            return [(t("The same person under this name"), "person", "same")]
        return []

    def _on_decision(self, place: tuple[str, int, str], taken: str) -> None:
        self._choices = replace(self._choices, decisions={**self._choices.decisions, place: taken})
        self._preview_again()

    def _on_transfers(self, on: bool) -> None:
        self._choices = replace(self._choices, accept_transfers=on)
        self._preview_again()

    def _on_no_numbers(self, on: bool) -> None:
        self._choices = replace(self._choices, leave_out_bad_numbers=on)
        self._preview_again()

    def _back_to_columns(self) -> None:
        self._go_to(_MAP)

    def _save_errors(self) -> None:
        seen = self._preview
        if seen is None:
            return
        stem = self.path.stem if self.path else t("Roster")
        target = choose_target(
            self, t("Save the refused rows"), t("{file} refused rows", file=stem) + ".xlsx", "Excel (*.xlsx)"
        )
        if target is not None:
            self.run(lambda: (write_error_rows(seen, target), target), self._on_errors_saved)

    def _on_errors_saved(self, done: tuple[int, Path]) -> None:
        count, target = done
        self.tell(tn("1 row written: {file}", "{n} rows written: {file}", count, file=str(target)))

    def commit(self) -> None:
        """Store what the preview showed."""
        seen = self._preview
        if seen is not None:
            office, actor = self.context.office, self.context.actor
            self.run_long(lambda _p: commit(office, actor, seen), self._on_committed, title=t("Storing"), writes=True)

    # -- step 4

    def _done_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=16)
        card = Card(t("The roster is in"))
        self.result = Label("", "lead")
        card.body.addWidget(self.result)
        line = Row(gap=8)
        self.undo_now = PlainButton(t("Take it back"), "undo-2", self._undo_now)
        line.addWidget(PrimaryButton(t("See the people"), "users-round", self._see_people))
        line.addWidget(PlainButton(t("Another file"), "folder-open", self._start_over))
        line.addWidget(self.undo_now)
        line.addStretch(1)
        card.body.addLayout(line)
        column.addWidget(card)
        column.addStretch(1)
        return part

    def _on_committed(self, done: tuple[ImportOutcome, Changes]) -> None:
        self._outcome, changes = done
        self.context.hub.tell(changes)
        self._go_to(_DONE)
        counts = self._outcome.counts
        said = [
            f"{t(words)}{t(': ')}{counts.get(action, 0)}"
            for action, (words, _tone) in ACTIONS.items()
            if counts.get(action, 0)
        ]
        if self._outcome.units_made:
            said.append(tn("1 unit made", "{n} units made", len(self._outcome.units_made)))
        self.result.setText(t("; ").join(said))
        self.undo_now.setEnabled(bool(self._outcome.import_id))

    def _see_people(self) -> None:
        self.context.navigate("office.cadres")

    def _start_over(self) -> None:
        self._go_to(_CHOOSE)
        self.message.clear()
        self.refresh()

    def _undo_now(self) -> None:
        if self._outcome is not None:
            self._undo(self._outcome.import_id)

    def _undo_marked(self) -> None:
        if self.imports.current is not None:
            self._undo(self.imports.current.id)

    def _undo(self, import_id: str) -> None:
        office, actor = self.context.office, self.context.actor
        self.run_long(lambda _p: undo(office, actor, import_id), self._on_undone, title=t("Taking back"), writes=True)

    def _on_undone(self, done: tuple[UndoOutcome, Changes]) -> None:
        outcome, changes = done
        self.context.hub.tell(changes)
        self._start_over()
        self.tell(
            t(
                "Taken back: {removed} people removed, {restored} as they were before.",
                removed=outcome.removed,
                restored=outcome.restored,
            )
        )


def build(context: PageContext) -> Page:
    """Make the page."""
    return RosterImportPage(context)


def prepare_tour(page: Page) -> None:
    """Show the preview of a small messy roster; nothing is stored."""
    if not isinstance(page, RosterImportPage):
        return
    with tempfile.TemporaryDirectory() as folder:
        page.open_file(write_messy(Path(folder)))
        page.make_preview()
