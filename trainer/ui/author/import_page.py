"""Bring questions in: choose files or paste a list, look at every question, correct, take in, take back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.question_bank.question import Question
from trainer.services import alike_questions, import_questions, undo_bank_change
from trainer.services.import_questions import BankImport, ImportOptions, Preview, Standing
from trainer.services.question_template import save_template
from trainer.ui.author.editors.base import WordBox
from trainer.ui.author.import_detail import ImportDetail
from trainer.ui.author.import_rows import ALL, ImportRow, chips_of, file_notes, matches, rows_of, said
from trainer.ui.author.paste_editor import PasteEditor
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.tasks import Progress
from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets import (
    Card,
    DataTable,
    FilterChips,
    Label,
    PlainButton,
    PrimaryButton,
    QuietButton,
    StepList,
)
from trainer.ui.widgets.files import choose_folder, choose_sources, choose_target
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.one_of import OneOf
from trainer.ui.widgets.panes import Panes
from trainer.ui.widgets.text import restyle
from trainer.wording import t, tn
from trainer.wording.bank_formats import encoding_name, format_name

_CHOOSE, _LOOK, _DONE = range(3)
_ENCODINGS: Final = ("utf-8", "gb18030", "big5", "utf-16", "windows-1252")
_FILES: Final = "*.xlsx *.xls *.csv *.docx *.txt *.gift *.xml *.zip *.imscc *.h5p *.yaml *.yml *.aiken"
# The pasted text is read again when typing pauses.
_PAUSE_MS: Final = 400
_NOTES_SHOWN: Final = 4


class ImportPage(Page):
    """Three steps, and a way back from each."""

    depends_on = frozenset({Area.QUESTIONS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "author.import",
            t("Import questions"),
            t("Word, Excel, Moodle, QTI and more. Every question of a file is either taken in or named with its line."),
            scroll=False,
            max_width=0,
        )
        self.paths: list[Path] = []
        self.preview: Preview | None = None
        self._rows: list[ImportRow] = []
        self._excluded: set[int] = set()
        self._edited: dict[int, Question] = {}
        self._outcome: BankImport | None = None
        self._reading = 0
        self.setAcceptDrops(True)
        self.steps = StepList([t("Choose questions"), t("Look and correct"), t("Take in")], upright=False)
        self.body.addWidget(self.steps)
        self.stack = OneOf()
        for part in (self._choose_part(), self._look_part(), self._done_part()):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read_text)

    def _go_to(self, step: int) -> None:
        self.steps.go(step)
        self.stack.setCurrentIndex(step)
        self.footer_frame.setVisible(step == _LOOK)
        self.scroll_to_top()

    # -- choosing

    def _choose_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=16)
        self.choose_card = card = Card(t("Which questions?"))
        card.body.addWidget(
            Label(t("Drop files or a folder here, or choose them. What they are is found out from what is in them."))
        )
        buttons = QWidget()
        flow = Flow(buttons, gap=8)
        self.pick = PrimaryButton(t("Choose files"), "folder-open", self.choose_files)
        flow.addWidget(self.pick)
        flow.addWidget(PlainButton(t("Choose a folder"), "folder", self.choose_a_folder))
        flow.addWidget(PlainButton(t("Paste a list"), "clipboard-paste", self.paste))
        flow.addWidget(QuietButton(t("Save the Excel template"), "file-spreadsheet", self.save_template))
        card.body.addWidget(buttons)
        column.addWidget(card)
        known = Card(t("If the program guesses wrong"))
        row = QWidget()
        options = Flow(row, gap=16)
        self.form = WordBox(
            t("Format"),
            [("", t("find out"))] + [(form, format_name(form)) for form in import_questions.readable_formats()],
        )
        self.encoding = WordBox(
            t("Encoding"), [("", t("find out"))] + [(name, encoding_name(name)) for name in _ENCODINGS]
        )
        self.category = QLineEdit()
        self.category.setAcceptDrops(False)
        self.category.setPlaceholderText(t("for questions whose file names none"))
        for name, field, width in (
            (t("Format"), self.form, 260),
            (t("Encoding"), self.encoding, 220),
            (t("Category"), self.category, 260),
        ):
            box = QWidget()
            inner = Column(box, gap=2)
            label = Label(name, "caption", "quiet")
            label.setBuddy(field)
            field.setAccessibleName(name)
            inner.addWidget(label)
            inner.addWidget(field)
            bind_size(box, width=width)
            options.addWidget(box)
        known.body.addWidget(row)
        column.addWidget(known)
        column.addStretch(1)
        return part

    def choose_files(self) -> None:
        """Ask for files and read them."""
        self.open_paths(choose_sources(self, t("Choose files with questions"), f"{t('Questions')} ({_FILES});;* (*)"))

    def choose_a_folder(self) -> None:
        """Ask for a folder and read everything in it."""
        folder = choose_folder(self, t("Choose a folder with questions"))
        self.open_paths([folder] if folder is not None else [])

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Read files and folders and show what is in them."""
        if not paths:
            return
        self.paths = list(paths)
        self.source.hide()
        self._read(partial(import_questions.preview, self.context.office, self.context.actor, self.paths))

    def paste(self) -> None:
        """Begin with an empty text to paste into."""
        self.paths = []
        self._forget()
        self.source.show()
        self._show_rows([])
        self._go_to(_LOOK)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_template(self) -> None:
        """Write the Excel template."""
        path = choose_target(
            self, t("Save the Excel template"), t("Template for questions") + ".xlsx", "Excel (*.xlsx)"
        )
        if path is not None:
            office, actor = self.context.office, self.context.actor
            self.run(lambda: save_template(office, actor, path), self._on_template)

    def _on_template(self, path: Path) -> None:
        self.tell(t("Saved: {path}", path=str(path)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._may_drop():
            event.acceptProposedAction()
            restyle(self.choose_card, state="drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self.choose_card, state="")
        super().dragLeaveEvent(event)

    def _may_drop(self) -> bool:
        # What was corrected or left out by hand is not lost to a slip of the mouse.
        return self.stack.currentIndex() != _LOOK or not (self._edited or self._excluded)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read files and folders dropped anywhere on the page."""
        restyle(self.choose_card, state="")
        self.open_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _options(self) -> ImportOptions:
        return ImportOptions(self.form.value(), self.encoding.value(), self.category.text().strip())

    def _read(self, work: Any) -> None:
        options = self._options()
        self._forget()
        self.run_long(lambda _progress: work(options), self._on_preview, title=t("Reading the questions"))

    def _forget(self) -> None:
        self._excluded, self._edited, self.preview = set(), {}, None
        self.message.clear()

    # -- looking

    def _look_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=12)
        self.summary = Label("", "body_strong")
        self.notes = Label("", "caption", "quiet")
        column.addWidget(self.summary)
        column.addWidget(self.notes)
        left = QWidget()
        lists = Column(left, gap=8)
        self.source = QWidget()
        paste = Column(self.source, gap=4)
        paste.addWidget(Label(t("Paste the list here and correct it; the questions below follow."), "caption"))
        self.text = PasteEditor()
        bind_size(self.text, min_height=130)
        self.text.textChanged.connect(self._on_text)
        self.text.line_chosen.connect(self._on_line)
        paste.addWidget(self.text, 1)
        self.source.hide()
        lists.addWidget(self.source, 1)
        self.chips = FilterChips([], exclusive=True)
        self.chips.changed.connect(self._on_chips)
        lists.addWidget(self.chips)
        self.table: DataTable[ImportRow] = DataTable(
            [
                TableColumn(t("Question"), lambda row: row.words, width=170, stretches=True),
                TableColumn(t("Kind"), lambda row: row.kind, width=110, yields=True),
                TableColumn(t("What happens"), self._happens, self._happens, width=126, state=self._tone),
                TableColumn(t("Place"), lambda row: row.place, width=136),
            ],
            t("Questions of the files"),
            empty=t("No question yet."),
        )
        self.table.picked.connect(self._on_row)
        lists.addWidget(self.table, 1)
        self.detail = ImportDetail(self.context.runner)
        self.detail.include_changed.connect(self._on_include)
        self.detail.edited.connect(self._on_edited)
        parts = (left, self.detail)
        column.addWidget(Panes("author.import", self.context.home.root, parts, (3, 2), needs=900), 1)
        foot = self.show_footer()
        self.footer_frame.hide()
        foot.addWidget(PlainButton(t("Other files"), "arrow-left", self._start_over))
        foot.addStretch(1)
        self.take = PrimaryButton(t("Take in"), "import", self.commit)
        foot.addWidget(self.take)
        return part

    def _on_preview(self, preview: Preview) -> None:
        self.preview = preview
        self._go_to(_LOOK)
        self._show_rows(rows_of(preview))

    def _show_rows(self, rows: list[ImportRow]) -> None:
        self._rows = rows
        chosen = self.chips.chosen or [ALL]
        self.chips.set_chips(chips_of(rows))
        self._on_chips(chosen if chosen[0] in {key for key, _ in chips_of(rows)} else [ALL])
        files = self.preview.files if self.preview is not None else ()
        self.summary.setText("; ".join(_file_words(file) for file in files[:_NOTES_SHOWN]) if self.paths else "")
        self.summary.setVisible(bool(self.summary.text()))
        found = [said(finding) for finding in (file_notes(self.preview) if self.preview is not None else [])]
        more = [t("and {n} more", n=len(found) - _NOTES_SHOWN)] if len(found) > _NOTES_SHOWN else []
        self.notes.setText("\n".join(dict.fromkeys(found[:_NOTES_SHOWN] + more)))
        self.notes.setVisible(bool(found))
        if not rows:
            self.detail.show_row(None, None, is_included=True)
        self._mark_lines(self.table.current)
        self._count()

    def _on_chips(self, chosen: list[str]) -> None:
        self.chips.choose(chosen)
        shown = [row for row in self._rows if matches(row, chosen[0] if chosen else ALL)]
        before = self.table.current
        self.table.set_records(shown)
        place = next((n for n, row in enumerate(shown) if before is not None and row.key == before.key), 0)
        if shown:
            self.table.view.selectRow(place)

    def _on_row(self, row: ImportRow | None) -> None:
        media = self.preview.read.media if self.preview is not None else {}
        question = None
        if row is not None and row.draft is not None:
            question = self._edited.get(row.key, row.draft.draft.question)
        self.detail.show_row(row, question, is_included=row is not None and row.key not in self._excluded, media=media)
        self._mark_lines(row)

    def _on_include(self, is_included: bool) -> None:
        row = self.table.current
        if row is not None:
            (self._excluded.discard if is_included else self._excluded.add)(row.key)
            self.table.model.layoutChanged.emit()
            self._count()

    def _on_edited(self, question: Question) -> None:
        row = self.table.current
        if row is not None:
            self._edited[row.key] = question
            self.table.model.layoutChanged.emit()

    def _happens(self, row: ImportRow) -> str:
        from trainer.ui.author.import_rows import STANDING_WORDS

        if row.key in self._excluded:
            return t("left out")
        word = t(STANDING_WORDS[row.standing])
        return t("{word}, corrected", word=word) if row.key in self._edited else word

    def _tone(self, row: ImportRow) -> str:
        return "quiet" if row.key in self._excluded else row.tone

    def _count(self) -> None:
        wanted = sum(
            row.draft is not None
            and row.key not in self._excluded
            and (row.standing in {Standing.NEW, Standing.UPDATED, Standing.RESTORED} or row.key in self._edited)
            for row in self._rows
        )
        self.take.set_text(tn("Take in 1 question", "Take in {n} questions", wanted))
        self.take.setEnabled(wanted > 0)

    # -- a pasted text

    def _on_text(self) -> None:
        self._pause.start()

    def read_text(self) -> None:
        """Read the pasted text anew."""
        text = self.text.toPlainText()
        if not text.strip():
            self.preview = None
            self._show_rows([])
            return
        self._reading += 1
        number, options = self._reading, self._options()
        office, actor = self.context.office, self.context.actor
        self.run(
            lambda: (number, import_questions.preview_text(office, actor, text, options)),
            self._on_text_read,
        )

    def _on_text_read(self, read: tuple[int, Preview]) -> None:
        number, preview = read
        if number != self._reading or self.paths:
            return  # typed on since
        # What was corrected by hand belongs to a text that has changed.
        self._excluded, self._edited = set(), {}
        self.preview = preview
        self._show_rows(rows_of(preview))

    def _on_line(self, line: int) -> None:
        row = next((row for row in self._rows if line in self._lines_of(row)), None)
        if row is not None and row in self.table.model.records:
            self.table.view.selectRow(self.table.model.records.index(row))

    def _mark_lines(self, row: ImportRow | None) -> None:
        if self.source.isHidden():
            return
        bad = [line for one in self._rows if one.standing is Standing.REFUSED for line in self._lines_of(one)[:1]]
        self.text.mark(self._lines_of(row) if row is not None else (), bad)
        lines = self._lines_of(row) if row is not None else ()
        if lines and not self.text.hasFocus():
            self.text.go_to(lines[0])

    def _lines_of(self, row: ImportRow) -> range:
        first = _line_of(row)
        if first is None:
            return range(0)
        after = [line for one in self._rows if (line := _line_of(one)) is not None and line > first]
        return range(first, min(after, default=self.text.blockCount() + 1))

    # -- taking in

    def commit(self) -> None:
        """Store what is shown, without what was left out."""
        preview = self.preview
        if preview is None:
            return
        office, actor = self.context.office, self.context.actor
        excluded = {key for key in self._excluded if key >= 0}
        edited = dict(self._edited)
        self.run_long(
            lambda _progress: import_questions.commit(office, actor, preview, excluded=excluded, edited=edited),
            self._on_committed,
            title=t("Taking the questions in"),
            writes=True,
        )

    def _done_part(self) -> QWidget:
        part = QWidget()
        column = Column(part, gap=16)
        card = Card()
        self.result = Label("", "lead_strong")
        self.after = Label("", "body", "quiet")
        card.body.addWidget(self.result)
        card.body.addWidget(self.after)
        buttons = QWidget()
        flow = Flow(buttons, gap=8)
        flow.addWidget(PrimaryButton(t("Open the bank"), "library", self._open_bank))
        self.undo = PlainButton(t("Take the import back"), "undo-2", self._undo)
        flow.addWidget(self.undo)
        flow.addWidget(PlainButton(t("More files"), "import", self._start_over))
        card.body.addWidget(buttons)
        column.addWidget(card)
        column.addStretch(1)
        return part

    def _on_committed(self, done: tuple[BankImport, Changes]) -> None:
        outcome, changes = done
        self._outcome = outcome
        self._go_to(_DONE)
        self.result.setText(
            t(
                "{new} new, {changed} changed, {same} unchanged, {refused} refused.",
                new=outcome.imported,
                changed=outcome.updated,
                same=outcome.unchanged,
                refused=outcome.refused,
            )
        )
        self.after.setText(t("Looking for questions much alike ..."))
        self.undo.setEnabled(bool(outcome.change_id))
        self.context.hub.tell(changes)
        office, actor = self.context.office, self.context.actor
        fresh = {taken.question.id for taken in outcome.questions}

        def look(progress: Progress) -> tuple[alike_questions.AlikeSearch, Changes]:
            return alike_questions.search_whole_bank(office, actor, progress.report, fresh=fresh)

        self.run_long(look, self._on_alike, title=t("Looking for questions much alike"), writes=True)

    def _on_alike(self, done: tuple[alike_questions.AlikeSearch, Changes]) -> None:
        pairs = done[0].pairs
        self.context.hub.tell(done[1])
        self.after.setText(
            tn("1 pair of questions is much alike.", "{n} pairs of questions are much alike.", pairs)
            + " "
            + t("They are listed under State of the bank.")
            if pairs
            else t("No two questions are much alike.")
        )

    def _undo(self) -> None:
        if self._outcome is None or not self._outcome.change_id:
            return
        office, actor, change = self.context.office, self.context.actor, self._outcome.change_id
        self.run(lambda: undo_bank_change.undo(office, actor, change), self._on_undone, writes=True)

    def _on_undone(self, done: tuple[Any, Changes]) -> None:
        self.context.hub.tell(done[1])
        self.undo.setEnabled(False)
        self.result.setText(t("The import has been taken back."))
        self.after.setText("")

    def _open_bank(self) -> None:
        change = self._outcome.change_id if self._outcome is not None else ""
        self.context.navigate("author.bank", change=change)

    def _start_over(self) -> None:
        self._forget()
        self._go_to(_CHOOSE)


def _file_words(file: Any) -> str:
    parts = [format_name(file.form)] if file.form else []
    parts += [encoding_name(file.encoding)] if file.encoding and file.encoding != "utf-8" else []
    counts = tn("1 question", "{n} questions", file.questions)
    name = f"{file.name} ({', '.join(parts)})" if parts else file.name
    return f"{name}: {counts}"


def _line_of(row: ImportRow) -> int | None:
    if row.draft is not None:
        return row.draft.draft.where.line
    return row.findings[0].line


def build(context: PageContext) -> Page:
    """Make the page."""
    return ImportPage(context)


def prepare_tour(page: Page) -> None:
    """Show a list that was pasted."""
    if isinstance(page, ImportPage):
        page.paste()
        page.text.setPlainText(
            t(
                "1. Where is the level of secrecy of a document marked? ( A )\n"
                "A. top left of the first page\nB. top right of the first page\nC. in the imprint\nD. below the signature\n"
                "2. What is the first step when a document comes in? ( B )\n"
                "A. to propose\nB. to sign for it\nC. to file it\nD. to deal with it\n"
                "3. Which number is entered in the register?"
            )
        )
        page.read_text()
        page.table.view.selectRow(0)
